"""Which figures of a sentence stand in a text: dates in any form, numbers in digits and words, ranks.

In: a sentence and a support. Out: yes or no. What is said about a number (at least, per cent) is quantities.py's, what
it counts counted.py's, numbers of resolutions references.py's.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.number_words import NumberSpan, find_all_numbers, find_ordinals, is_name
from corpus.dates import DateMention, find_dates, find_numbers

_GLUED = re.compile(r"(?<=[\u0621-\u064A])(?=\d)")  # "يونيو2021"
_DAY_IN_WORDS = re.compile(r"((?:\S+ )?\S+) (?:من|of)\s*$")  # "في الثامن من أيلول"
_GREGORIAN_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


def figures_stand(sentence: str, support: str, before: str = "") -> bool:
    """Every date of `sentence` is stated in `support`, whatever its form, and every other number.

    What stands `before` the support gives its dates a year where they have none.
    """
    dates, mine = _dated(support, before), find_dates(sentence)
    hijri = [date for date in dates if date.calendar == "hijri"]  # whose year is no Gregorian one
    numbers = {n.value for n in find_numbers(support) if not _within(n.start, hijri)}
    numbers |= {n.value for n in find_all_numbers(support) if not _within(n.start, hijri)}
    numbers |= {str(rank) for rank in find_ordinals(support)}
    for date in mine:
        bare_year = date.month is None and date.day is None and str(date.year) in numbers
        if not bare_year and not any(date.agrees_with(other) for other in dates):
            return False
    ranked = {str(rank) for rank in find_ordinals(sentence)}
    stated = [n for n in find_all_numbers(sentence) if not _within(n.start, mine) and not _is_rank(sentence, n, ranked)]
    return all(
        n.value in numbers or _idle(sentence[n.start : n.end], n.value) or _year_of_another_calendar(n.value, dates)
        for n in stated
    )


def _dated(text: str, before: str) -> list[DateMention]:
    """The dates of a text; one without a year also with that of the date before it: "31 October", "July of that
    year"."""
    found: list[DateMention] = []
    text = _GLUED.sub(" ", text)
    years = [date for date in find_dates(before) if date.year]
    year, calendar = (years[-1].year, years[-1].calendar) if years else (None, "gregorian")
    for date in find_dates(text):
        found.append(date)
        if date.month and not date.day and (ranked := _DAY_IN_WORDS.search(text[: date.start])):
            found += [replace(date, day=day) for day in find_ordinals(ranked[1])]
        if date.year is None and year and date.calendar == calendar:
            found.append(replace(date, year=year))
        year, calendar = (date.year, date.calendar) if date.year else (year, calendar)
    return found


def _year_of_another_calendar(value: str, dates: Sequence[DateMention]) -> bool:
    """Whether a number is the Gregorian year of a Hijri date: "2020" of "1 محرم 1442هـ"."""
    if not _GREGORIAN_YEAR.fullmatch(value):
        return False
    year = DateMention(0, 0, int(value), None, None)
    return any(year.agrees_with(date) for date in dates if date.calendar == "hijri")


def _is_rank(sentence: str, number: NumberSpan, ranks: Collection[str]) -> bool:
    """Whether a number is written as a rank: "40th"."""
    return number.value in ranks and sentence[number.end : number.end + 2].lower() in ("st", "nd", "rd", "th")


def _idle(written: str, value: str) -> bool:
    """Whether a number counts nothing: "one of the", "أحد الأعضاء"."""
    return value in ("1", "2") and not any(character.isdigit() for character in written)


def _within(offset: int, dates: Sequence[DateMention]) -> bool:
    return any(date.start <= offset < date.end for date in dates)


def ranks_stand(sentence: str, support: str) -> bool:
    """Whether `support` has the ranks of `sentence`: "the seventh"; a first goes without saying."""
    mine, theirs = find_ordinals(sentence), find_ordinals(support)
    numbers = {int(n.value) for n in find_all_numbers(support) if n.value.isdecimal()}
    return mine - {1} <= theirs | numbers


def names_no_number(statement: str, sentence: str, named: str, support: str) -> str:
    """A statement without those numbers that are part of a name (resolution 1373, the 1540 Committee) and stand in
    what the sentence points back at, or anywhere in the support where the sentence itself has no such number."""
    inside, own, around = _named_values(named), _named_values(sentence), _named_values(support)
    kept = statement
    for number in reversed(find_all_numbers(statement)):
        if is_name(statement, number) and (number.value in inside or (not own and number.value in around)):
            kept = kept[: number.start] + kept[number.end :]
    return kept


def _named_values(text: str) -> set[str]:
    return {number.value for number in find_all_numbers(text) if is_name(text, number)}
