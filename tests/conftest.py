"""Fixtures that several test files share."""

from pathlib import Path

import pytest

from corpus import bundled_model


@pytest.fixture(scope="session")
def model_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled encoder unpacked, once a session (about 5 s)."""
    home = tmp_path_factory.mktemp("model-home")
    bundled_model.prepare(home, lambda message: None)
    return home
