"""SANAD_* variables: each known one is read, an unknown or bad one is told in one line, in both languages."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import SettingsError
from corpus.settings import Settings, load_settings


def test_defaults_need_no_environment():
    settings = load_settings({})
    assert (settings.encoder, settings.interface_language, settings.chat_model) == ("bundled", "en", "")
    assert settings.home.name == "sanad"
    assert settings.max_question_characters == 4000


def test_values_are_read_with_their_types():
    settings = load_settings({
        "SANAD_HOME": "/data", "SANAD_MAX_FILE_MB": "1.5", "SANAD_MAX_QUESTION_CHARACTERS": "10",
        "SANAD_INTERFACE_LANGUAGE": "ar", "sanad_lock_timeout_seconds": "0", "PATH": "/bin", "XSANAD_HOME": "x",
    })  # fmt: skip
    assert settings.home == Path("/data")
    assert (settings.max_file_mb, settings.max_question_characters, settings.lock_timeout_seconds) == (1.5, 10, 0)
    assert settings.interface_language == "ar"


def test_the_environment_given_is_the_only_one(monkeypatch):
    monkeypatch.setenv("SANAD_ENCODER", "from-the-process")
    assert load_settings({}).encoder == Settings().encoder == "bundled"
    assert load_settings().encoder == "from-the-process"


def test_overrides_win():
    assert load_settings({"SANAD_HOME": "/a"}, home=Path("/b")).home == Path("/b")


@pytest.mark.parametrize("name", ["SANAD_HOME", "SANAD_MAX_FILE_MB", "SANAD_INTERFACE_LANGUAGE"])
def test_a_variable_set_to_nothing_is_not_set(name):
    assert load_settings({name: ""}) == load_settings({})


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("SANAD_HOM", "did you mean SANAD_HOME"),
        ("SANAD_MAX_FILES_MB", "did you mean SANAD_MAX_FILE_MB"),
        ("sanad_hom", "did you mean SANAD_HOME"),
        ("SANAD_QQQQQQ", "known names: SANAD_"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(name, hint):
    with pytest.raises(SettingsError) as caught:
        load_settings({name: "x"})
    for language in ("ar", "en"):
        line = caught.value.text(language)
        assert name in line
        assert hint in line
        assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANAD_MAX_FILE_MB", "0"),
        ("SANAD_MAX_FILE_MB", "much"),
        ("SANAD_MAX_QUESTION_CHARACTERS", "0"),
        ("SANAD_MAX_QUESTION_CHARACTERS", "1.5"),
        ("SANAD_LOCK_TIMEOUT_SECONDS", "-1"),
        ("SANAD_INTERFACE_LANGUAGE", "fr"),
        ("SANAD_ENCODER_ENGINE", "cuda"),
    ],
)
def test_a_bad_value_is_told_with_its_name(name, value):
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value})
    for language in ("ar", "en"):
        line = caught.value.text(language)
        assert name in line
        assert repr(value) in line
        assert "\n" not in line


def test_a_secret_is_never_shown():
    settings = load_settings({"SANAD_CHAT_API_KEY": "s3cret"})
    assert "s3cret" not in repr(settings)
    assert settings.chat_api_key.get_secret_value() == "s3cret"
    with pytest.raises(SettingsError) as caught:
        load_settings({"SANAD_CHAT_APIKEY": "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_settings_are_frozen():
    with pytest.raises(ValidationError):
        load_settings({}).home = Path("/x")
