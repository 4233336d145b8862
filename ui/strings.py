"""Every word of both faces, Arabic and English side by side; counted words in each language's plural forms.

In: a key, a language and values. Out: text for people. The words stand in strings_*.py, one file for each part of the
interface; what the assistant says in an answer is prompts.py's, what an error says is the error's own.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from corpus.records import Language
from ui import (
    strings_chat,
    strings_documents,
    strings_door,
    strings_excerpts,
    strings_export,
    strings_library,
    strings_reports,
    strings_shell,
    strings_terminal,
    strings_usage,
)
from ui.words import Words

PARTS: tuple[Mapping[str, Words], ...] = (
    strings_shell.WORDS,
    strings_chat.WORDS,
    strings_door.WORDS,
    strings_terminal.WORDS,
    strings_reports.WORDS,
    strings_library.WORDS,
    strings_export.WORDS,
    strings_excerpts.WORDS,
    strings_documents.WORDS,
    strings_usage.WORDS,
)
WORDS: Mapping[str, Words] = {key: words for part in PARTS for key, words in part.items()}


def t(key: str, language: Language, count: int = 0, **values: object) -> str:
    """The words of `key`; `count` chooses among plural forms. Raises KeyError for an unknown key or missing value."""
    words = WORDS[key]
    pattern = words.ar if language == "ar" else words.en
    if not isinstance(pattern, str):
        pattern = pattern[_locale(language).plural_form(count)]
    return pattern.format(count=format_decimal(count, locale=_locale(language)), **values)


def long_date(iso: str, language: Language) -> str:
    """An ISO date of any length ("2021", "2021-12", "2021-12-29") as people write it; other text as it is."""
    try:
        day = date.fromisoformat(iso + "-01" * (3 - len(iso.split("-"))))
    except ValueError:
        return iso
    pattern = ("y", "MMMM y", "d MMMM y")[iso.count("-")]
    return format_date(day, pattern, locale=_locale(language))


def confidence(value: float, language: Language) -> tuple[str, int]:
    """A probability 0-1 in words, and as 1 to 3 dots; below the lowest band an answer is seldom given at all."""
    name, dots = next((name, dots) for least, name, dots in _BANDS if value >= least)
    return t("confidence", language, level=t(f"confidence_{name}", language), percent=round(value * 100)), dots


_BANDS = ((0.8, "high", 3), (0.6, "fair", 2), (0.0, "low", 1))


@cache
def _locale(language: Language) -> Locale:
    return Locale(language)
