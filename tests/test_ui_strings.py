"""The words of both faces: every key in both languages, the same values in both, Arabic counted as Arabic counts."""

import string
from itertools import chain

import pytest

from corpus.records import Language
from ui.markup import file_name
from ui.strings import PARTS, WORDS, long_date, t
from ui.words import Words


def _patterns(words: Words, language: Language) -> list[str]:
    said = words.ar if language == "ar" else words.en
    return [said] if isinstance(said, str) else list(said.values())


def _fields(patterns: list[str]) -> set[str]:
    return {name for _, name, _, _ in chain.from_iterable(map(string.Formatter().parse, patterns)) if name}


def test_no_key_is_said_twice() -> None:
    assert len(WORDS) == sum(map(len, PARTS))


@pytest.mark.parametrize("key", WORDS)
def test_every_key_says_the_same_values_in_both_languages(key: str) -> None:
    words = WORDS[key]
    arabic, english = _patterns(words, "ar"), _patterns(words, "en")
    assert all(text.strip() for text in arabic + english)
    assert _fields(arabic) == _fields(english)


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [
        (0, "لا وثائق", "0 documents"),
        (1, "وثيقة واحدة", "1 document"),
        (2, "وثيقتان", "2 documents"),
        (3, "3 وثائق", "3 documents"),
        (11, "11 وثيقة", "11 documents"),
        (100, "100 وثيقة", "100 documents"),
        (103, "103 وثائق", "103 documents"),
        (12345, "12,345 وثيقة", "12,345 documents"),
    ],
)
def test_counts_follow_the_plural_rules_of_the_language(count: int, arabic: str, english: str) -> None:
    assert t("documents", "ar", count=count) == arabic
    assert t("documents", "en", count=count) == english


def test_the_counted_noun_after_a_hundred_differs_from_that_after_eleven() -> None:
    assert t("passages", "ar", count=11) == "11 مقطعًا"
    assert t("passages", "ar", count=100) == "100 مقطع"


@pytest.mark.parametrize(
    ("iso", "arabic", "english"),
    [
        ("2021-12-29", "29 ديسمبر 2021", "29 December 2021"),
        ("2021-12", "ديسمبر 2021", "December 2021"),
        ("2021", "2021", "2021"),
        ("", "", ""),
        ("spring", "spring", "spring"),
    ],
)
def test_dates_are_written_as_people_write_them(iso: str, arabic: str, english: str) -> None:
    assert (long_date(iso, "ar"), long_date(iso, "en")) == (arabic, english)


@pytest.mark.parametrize(
    ("path", "way", "stem"),
    [("/a/تقرير final نسخة-3.pdf", "rtl", "تقرير final نسخة-3"), ("/a/report-3.pdf", "ltr", "report-3")],
)
def test_the_ending_of_a_file_name_is_kept_whole(path: str, way: str, stem: str) -> None:
    assert file_name(path) == f'<bdi dir="{way}"><bdi dir="{way}">{stem}</bdi><bdi dir="ltr">.pdf</bdi></bdi>'
