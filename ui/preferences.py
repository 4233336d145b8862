"""How a reader wants to see the pages: language, numerals, light or dark. Remembered in cookies that hold no more.

In: cookies, the browser's Accept-Language, settings. Out: Preferences, and the attributes of <html> that the style
and the script go by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from corpus.language import direction
from corpus.records import LANGUAGES, Language
from corpus.settings import Settings

LANGUAGE_COOKIE, NUMERALS_COOKIE, THEME_COOKIE = "sanad_language", "sanad_numerals", "sanad_theme"

Numerals = Literal["latn", "arab"]  # of Arabic text: 123 or ١٢٣ (CLDR's names of numbering systems)
Theme = Literal["auto", "light", "dark"]
NUMERALS: tuple[Numerals, ...] = get_args(Numerals)
THEMES: tuple[Theme, ...] = get_args(Theme)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the reader chose, or what stands in for a choice."""

    language: Language
    numerals: Numerals = "latn"
    theme: Theme = "auto"

    def attributes(self) -> str:
        """Of <html>: words, direction, numerals and colours are right from the first byte of a page."""
        return (
            f'lang="{self.language}" dir="{direction(self.language)}"'
            f' data-numerals="{self.numerals}" data-theme="{self.theme}"'
        )


class Request(Protocol):
    """What Starlette's and Gradio's requests have in common."""

    @property
    def cookies(self) -> Mapping[str, str]: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


def preferences(request: Request, settings: Settings) -> Preferences:
    """The reader's preferences as `request` carries them."""
    cookies = request.cookies
    return Preferences(
        _language(cookies, request.headers.get("accept-language", ""), settings),
        next((n for n in NUMERALS if n == cookies.get(NUMERALS_COOKIE)), "latn"),
        next((t for t in THEMES if t == cookies.get(THEME_COOKIE)), "auto"),
    )


def _language(cookies: Mapping[str, str], accepted: str, settings: Settings) -> Language:
    """The reader's choice, else the one set for this installation, else the browser's first of the two."""
    wanted = [cookies.get(LANGUAGE_COOKIE, "")]
    wanted += [settings.interface_language] if "interface_language" in settings.model_fields_set else []
    wanted += [tag.strip()[:2].lower() for tag in accepted.split(",")]
    return next((language for tag in wanted for language in LANGUAGES if language == tag), settings.interface_language)
