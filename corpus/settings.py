"""All settings of a run, read from SANAD_* environment variables; inert: reading them touches nothing.

In: the environment. Out: one frozen Settings. Unknown SANAD_* names and bad values raise SettingsError.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from corpus.errors import SettingsError

PREFIX = "SANAD_"


class Settings(BaseSettings):
    """Every knob there is; the environment variable is the field's name in capitals after SANAD_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    home: Path = Field(default_factory=lambda: user_data_path("sanad", appauthor=False))
    interface_language: Literal["ar", "en"] = "en"  # of messages that answer no question

    encoder: str = "bundled"  # or a sentence-transformers hub name or folder
    encoder_engine: Literal["auto", "openvino", "torch"] = "auto"

    reranker: str = ""  # a sentence-transformers CrossEncoder, hub name or folder; "" ranks without one

    entailment_model: str = ""  # a CrossEncoder that judges a chat model's claims beside the encoder; "" does without

    chat_model: str = ""  # LangChain init_chat_model name, e.g. "openai:gpt-4o-mini"; "" answers extractively
    chat_base_url: str = ""  # of an OpenAI-compatible server
    chat_api_key: SecretStr = SecretStr("")
    chat_timeout_seconds: float = Field(default=30.0, gt=0)
    translate_quotes: bool = False  # True: the chat model puts a translation beside quotes in the other language
    chat_prompt_tokens: int = Field(default=3000, ge=200)  # room for numbered passages in the prompt

    fetch_addresses: bool = False  # True: administrators may have pages of the web fetched and indexed
    max_file_mb: float = Field(default=200.0, gt=0)
    file_stall_seconds: float = Field(default=120.0, gt=0)  # of reading without progress
    file_memory_mb: int = Field(default=2000, ge=200)  # of reading one file
    fetch_seconds: float = Field(default=20.0, gt=0)  # for a page given by its address
    fetch_max_mb: float = Field(default=25.0, gt=0)
    fetch_private: bool = False  # pages of the own network and of this computer, too
    max_question_characters: int = Field(default=4000, ge=1)
    keep_generations: int = Field(default=2, ge=1)  # libraries kept beside the current one, to roll back to
    lock_timeout_seconds: float = Field(default=10.0, ge=0)

    session_idle_minutes: float = Field(default=120.0, gt=0)  # a sign-in ends when unused for so long
    session_hours: float = Field(default=12.0, gt=0)  # and in any case after so long
    allowed_hosts: str = ""  # names under which the pages may be asked for, by commas; "" takes any after a sign-in
    trusted_proxies: str = ""  # addresses, by commas, whose X-Forwarded-For and -Proto are believed
    audit_questions: bool = True  # False: the audit trail says that something was asked, not what
    audit_days: int = Field(default=0, ge=0)  # entries older than this are pruned; 0 keeps all

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_: object,
        **__: object,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What it is given and nothing else: load_settings alone reads the environment."""
        return (init_settings,)


def load_settings(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Settings from `environ` (default: the process environment), `overrides` winning.

    Raises SettingsError for an unknown SANAD_* name (naming the nearest known one) or a bad value.
    """
    env = os.environ if environ is None else environ
    known = {PREFIX + name.upper(): name for name in Settings.model_fields}
    values: dict[str, object] = {}
    for key, value in env.items():
        if not key.upper().startswith(PREFIX):
            continue
        if key.upper() not in known:
            near = get_close_matches(key.upper(), known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known names: {', '.join(sorted(known))}"
            shown = "…" if "KEY" in key.upper() else value  # a mistyped name must not print a secret
            raise SettingsError(name=key, value=shown, detail=f"unknown name; {hint}")
        if value:  # set to nothing is not set: an empty SANAD_HOME is not the working folder
            values[known[key.upper()]] = value
    try:
        return Settings(**{**values, **overrides})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(name=PREFIX + name.upper(), value=first.get("input"), detail=first["msg"]) from None
