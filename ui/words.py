"""What a word of the interface is: the same thing said in both languages, in plural forms where it is counted.

In: nothing. Out: Words. The words themselves stand in strings_*.py, one file for each part of the interface.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Plural forms by CLDR category; a form may leave the number out ("وثيقتان" is "two documents" in one word).
Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages; Forms where it is counted."""

    en: str | Forms
    ar: str | Forms


def counted(en: tuple[str, str], ar: tuple[str, str, str, str, str, str]) -> Words:
    """English one, other; Arabic zero, one, two, few (3-10), many (11-99), other (100, 101, 200...)."""
    categories = ("zero", "one", "two", "few", "many", "other")
    return Words({"one": en[0], "other": en[1]}, dict(zip(categories, ar, strict=True)))
