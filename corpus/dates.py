"""Numbers and dates written in Arabic or English, as values that can be compared across languages and calendars.

In: a text. Out: mentions with their offsets: numbers in any digit system; dates with Gregorian months in the Egyptian,
Levantine and Maghrebi traditions and in English; Hijri dates, which have a span of days in common with Gregorian ones.
"30 يونيو 2021", "٣٠ حزيران ٢٠٢١" and "June 30, 2021" have one value. Longer times, such as decades, are periods.py's.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from corpus.language import normalise, words
from corpus.months import Calendar, is_meant, month_at, names_month


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written; None for the parts that are not."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    calendar: Calendar = "gregorian"

    def agrees_with(self, other: "DateMention") -> bool:
        """Whether every part that this one states is stated and equal in `other`; across calendars, whether `other`
        lies within this one, give or take the days by which computed and announced Hijri dates differ.
        """
        if self.calendar == other.calendar:
            mine = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
            return all(a is None or a == b for a, b in mine)
        span, within = self.span(), other.span()
        if span is None or within is None:
            return False
        slack = timedelta(days=_HIJRI_SLACK_DAYS)
        return span.first - slack <= within.first and within.last <= span.last + slack

    def span(self) -> "Span | None":
        """The days that it covers, in the Gregorian calendar; None without a year, or where no such day exists."""
        if self.year is None:
            return None
        first_of = _hijri_day if self.calendar == "hijri" else date
        last_month, after = self.month or 12, (self.month or 12) + 1
        try:
            first = first_of(self.year, self.month or 1, self.day or 1)
            if self.day:
                return Span(first, first)
            end = first_of(self.year + after // 13, after if last_month < 12 else 1, 1) - timedelta(days=1)
        except (ValueError, OverflowError):
            return None
        return Span(first, end)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both included."""

    first: date
    last: date

    @staticmethod
    def of(iso: str) -> "Span | None":
        """The days of "YYYY", "YYYY-MM" or "YYYY-MM-DD"; None for anything else."""
        parts = iso.split("-")
        if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        year, month, day = (*map(int, parts), None, None)[:3]
        return DateMention(0, 0, year, month, day).span()

    def overlaps(self, other: "Span") -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number written in digits; `value` has ASCII digits, no grouping, "." as decimal point."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


_DIGIT = re.compile("[0-9]")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?$")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_HIJRI_SLACK_DAYS = 2
_LONGEST_MONTH = 4  # words, under both its names: "كانون الثاني (يناير)" is three
_HIJRI_MARKS = frozenset(["ه", "هجري", "هجريه", "للهجره", "ah"])
_OF = frozenset(["of", "من"])
_BEFORE_YEAR = _OF | {"عام", "سنه", "لعام", "لسنه"}
_YEAR_PREFIX = frozenset(["عام", "العام", "لعام", "سنه", "لسنه", "in", "year", "بعام", "للعام"])


def find_numbers(text: str) -> list[NumberMention]:
    """Every number written in digits, those inside dates included."""
    return [NumberMention(m.start(), m.end(), _number(m.group())) for m in _NUMBER.finditer(text)]


def _number(written: str) -> str:
    value = written
    if _GROUPED.match(written):
        value = re.sub("[,٬]", "", written)
    return normalise(value).replace("٫", ".").rstrip(".,")


def find_dates(text: str) -> list[DateMention]:
    """Every date with at least a month beside a day or year, or a year after a word that announces one; in order."""
    return list(_dates(text))


@lru_cache(maxsize=256)  # a sentence that is judged is read again and again
def _dates(text: str) -> tuple[DateMention, ...]:
    found = _numeric(text)
    tokens = [_Token(normalise(m.group()), m.start(), m.end()) for m in words(text)]
    at = 0
    while at < len(tokens):
        begins = names_month(tokens[at].word) or _DIGIT.search(tokens[at].word)
        mention, used = _at(tokens, at) if begins else (None, 1)
        if mention is not None and not any(d.start < mention.end and mention.start < d.end for d in found):
            found.append(mention)
        at += used
    return tuple(sorted(found, key=lambda d: d.start))


def _numeric(text: str) -> list[DateMention]:
    found = [DateMention(m.start(), m.end(), int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(text)]
    # Day first: both languages' diplomatic usage outside the United States.
    found += [DateMention(m.start(), m.end(), int(m[3]), int(m[2]), int(m[1])) for m in _SLASHED.finditer(text)]
    return [d for d in found if d.month and d.day and 1 <= d.month <= 12 and 1 <= d.day <= 31]


def _at(tokens: list[_Token], at: int) -> tuple[DateMention | None, int]:
    """The date that begins at a token, if any, and how many tokens to go on by."""
    month, width, calendar = _month(tokens, at)
    if month:
        day = _day(tokens, at + width)
        year, used = _year(tokens, at + width + (1 if day else 0))
        used += width + (1 if day else 0)
        if not year and not is_meant([tokens[at].word], 0, 1):
            return None, 1
        return _mention(tokens, at, used, year, month, day, calendar), used
    day = _day(tokens, at)
    if day:
        of = 1 if at + 1 < len(tokens) and tokens[at + 1].word in _OF else 0
        month, width, calendar = _month(tokens, at + 1 + of)
        if month:
            year, used = _year(tokens, at + 1 + of + width)
            used += 1 + of + width
            return _mention(tokens, at, used, year, month, day, calendar), used
    year = _year_itself(tokens, at)
    if year and _is_hijri(tokens, at):
        return _mention(tokens, at, 1, year, None, None, "hijri"), 1
    if year and at and tokens[at - 1].word in _YEAR_PREFIX:
        return _mention(tokens, at, 1, year, None, None, "gregorian"), 1
    return None, 1


def _is_hijri(tokens: list[_Token], at: int) -> bool:
    """Whether a year is marked as one of the Hijri calendar: 1442هـ, 1442 هجرية, 1442 AH."""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return tokens[at].word.endswith("ه") or following in _HIJRI_MARKS


def _hijri_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri date by the tabular calendar of civil epoch (Reingold and Dershowitz 2018)."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no day {day} of month {month}")
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day
    return date.fromordinal(days + 226_630)


def _mention(
    tokens: list[_Token], at: int, used: int, year: int | None, month: int | None, day: int | None, calendar: Calendar
) -> DateMention:
    return DateMention(tokens[at].start, tokens[at + used - 1].end, year, month, day, calendar)


def _month(tokens: list[_Token], at: int) -> tuple[int, int, Calendar]:
    return month_at([token.word for token in tokens[at : at + _LONGEST_MONTH]], 0)


def _day(tokens: list[_Token], at: int) -> int | None:
    if at >= len(tokens):
        return None
    word = re.sub(r"^[ولب](?=\d)|(?<=\d)(?:st|nd|rd|th)$", "", tokens[at].word)
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else None


def _year(tokens: list[_Token], at: int) -> tuple[int | None, int]:
    """The year that follows a month, if any, and how many tokens it takes with the words before it."""
    after = at
    while after < len(tokens) and tokens[after].word in _BEFORE_YEAR:
        after += 1
    year = _year_itself(tokens, after)
    return year, after + 1 - at if year else 0


def _year_itself(tokens: list[_Token], at: int) -> int | None:
    if at >= len(tokens):
        return None
    word = re.sub(r"(?<=\d)(?:م|هـ|ه)$", "", tokens[at].word)
    return int(word) if word.isascii() and word.isdigit() and len(word) == 4 and 1000 <= int(word) <= 2999 else None
