"""The names of months: English, the Egyptian, Levantine and Maghrebi traditions of Arabic, and the Hijri calendar.

In: normalised words. Out: the month that is named at a place among them. "كانون الثاني", "يناير" and "January" are one.
What stands around a month is dates.py's; that all its names are one keyword, language.py's.
"""

from collections.abc import Sequence
from typing import Literal

Calendar = Literal["gregorian", "hijri"]

_NAMES: dict[Calendar, list[str]] = {
    "gregorian": [
        "january jan يناير كانون-الثاني جانفي",
        "february feb فبراير شباط فيفري",
        "march mar مارس اذار",
        "april apr ابريل نيسان افريل",
        "may مايو ايار ماي",
        "june jun يونيو يونيه حزيران جوان",
        "july jul يوليو يوليه تموز جويليه",
        "august aug اغسطس اب اوت",
        "september sep sept سبتمبر ايلول شتنبر",
        "october oct اكتوبر تشرين-الاول",
        "november nov نوفمبر تشرين-الثاني نونبر",
        "december dec ديسمبر كانون-الاول دجنبر",
    ],
    "hijri": [
        "محرم muharram",
        "صفر safar",
        "ربيع-الاول",
        "ربيع-الاخر ربيع-الثاني",
        "جمادي-الاولي",
        "جمادي-الاخره جمادي-الثانيه",
        "رجب rajab",
        "شعبان shaban",
        "رمضان ramadan",
        "شوال shawwal",
        "ذو-القعده ذي-القعده",
        "ذو-الحجه ذي-الحجه",
    ],
}
# Other words, too: months only where a day or a year stands beside them, or one of _BEFORE.
_AMBIGUOUS = frozenset(["may", "march", "mar", "jan", "اب", "ماي", "صفر", "رجب"])
_BEFORE = frozenset("month in during since until by last next early late mid شهر شهري في منذ حتي اوايل اواخر".split())
_PARTICLES = ("و", "ل", "ب")
_DOORS = frozenset(["باب", "لاب"])  # a door, and no "in August"


def _table() -> dict[str, tuple[int, Calendar]]:
    return {
        name: (month, calendar)
        for calendar, rows in _NAMES.items()
        for month, names in enumerate(rows, start=1)
        for name in names.split()
    }


_MONTHS = _table()
_FIRST = frozenset(name.partition("-")[0] for name in _MONTHS)


def month_at(said: Sequence[str], at: int) -> tuple[int, int, Calendar]:
    """(month, words it takes, calendar), (0, 0, …) where none is named; و, ل and ب may be joined to it.

    A month under both its names, "حزيران/يونيو", the United Nations' way, is one month.
    """
    month, width, calendar = _named(said, at)
    again, more, _ = _named(said, at + width) if month else (0, 0, calendar)
    return month, width + (more if again == month else 0), calendar


def names_month(word: str) -> bool:
    """Whether the name of a month may begin with `word`."""
    return word in _FIRST or (word.startswith(_PARTICLES) and word[1:] in _FIRST)


def _named(said: Sequence[str], at: int) -> tuple[int, int, Calendar]:
    if at < len(said):
        word = said[at]
        for form in (word, word[1:]) if word.startswith(_PARTICLES) else (word,):
            if form in _FIRST and word not in _DOORS:
                pair = f"{form}-{said[at + 1]}" if at + 1 < len(said) else ""
                for name, width in ((pair, 2), (form, 1)):
                    if name in _MONTHS:
                        month, calendar = _MONTHS[name]
                        return month, width, calendar
    return 0, 0, "gregorian"


def is_meant(said: Sequence[str], at: int, width: int) -> bool:
    """Whether the name at `at` stands for its month: it means nothing else, or what is beside it tells."""
    if said[at].removeprefix("و") not in _AMBIGUOUS:
        return True
    beside = [said[at - 1] if at else "", said[at + width] if at + width < len(said) else ""]
    return beside[0] in _BEFORE or any(word[:1].isdigit() for word in beside)
