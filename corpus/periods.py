"""The times that a text is about, as spans of days: dates, years, ranges, decades, centuries, parts of a year.

In: a question or a passage. Out: spans, open to one side after "since" or "before". "from 2019 to 2021", "in June
2021", "بين آذار وأيار ٢٠٢٠", "عام ١٤٤٣هـ", "the 1990s", "الربع الثاني من عام 2021". Single dates are dates.py's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from corpus.dates import DateMention, Span, find_dates
from corpus.language import language_of, normalise, words
from corpus.months import month_at

_DAY = timedelta(days=1)
_BARE_YEAR = re.compile(r"(?<![\d/.,٫٬])\d{4}(?![\d/.,٫٬]\d|\d)")
_YEAR_PAIR = re.compile(r"(?<![\d/])(\d{4})/(\d{4}|\d{2})(?![\d/])")  # 2021/2022, 2021/22
_EARLIEST, _LATEST = 1800, 2100  # years that a bare number may be
_HIJRI_YEARS = range(1300, 1500)  # what a bare Hijri year of recent times looks like
_NUMBERED = frozenset("resolution resolutions number no article articles قرار قرارها القرار رقم ماده الماده".split())
_YEAR_WORDS = frozenset(
    "عام عامي العام العامين لعام سنه سنتي السنه لسنه اعوام سنوات year years the of من in في شهر شهري month".split()
)
_BEFORE_YEAR = _YEAR_WORDS - {"of", "in", "في"} | {"to"}  # prior to the year, ابتداء من
_OPENS = frozenset("from between since من بين منذ ما during".split())  # before the first of two times
_JOINS = frozenset("to and until till through thru الي حتي و".split())
_DASH = re.compile(r"\s*[-–—]\s*")
_SINCE = frozenset("since from منذ ابتداء اعتبارا".split())
_AFTER = frozenset("after بعد".split())
_BEFORE = frozenset("before prior قبل".split())
_UNTIL = frozenset("until till by حتي بحلول لغايه".split())
# Parts of a year: first and last month. Seasons are those of the north.
_PARTS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14),
    "ربيع": (3, 5), "صيف": (6, 8), "خريف": (9, 11), "شتاء": (12, 14),
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "beginning": (1, 4), "middle": (5, 8), "end": (9, 12),
    "مطلع": (1, 4), "اوايل": (1, 4), "بدايه": (1, 4), "منتصف": (5, 8), "اواسط": (5, 8), "اواخر": (9, 12),
    "نهايه": (9, 12),
}  # fmt: skip
_UNITS = {"quarter": 3, "half": 6, "ربع": 3, "نصف": 6}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4, "اخير": 0,
}  # fmt: skip
_DECADE = re.compile(r"(1[6-9]|20)?(\d)0s")
_DECADES = {
    name: ten
    for ten, names in enumerate(
        ["twenties عشرين", "thirties ثلاثين", "forties اربعين", "fifties خمسين", "sixties ستين", "seventies سبعين",
         "eighties ثمانين ثمان", "nineties تسعين"], start=2)
    for name in names.split()
}  # fmt: skip
_ARABIC_DECADE = re.compile(r"(?:[وبلف]?ال|[وبلف])?(\w+?)(?:ي)?ات")
_CENTURIES = {
    name: n
    for n, names in enumerate(
        ["fifteenth الخامس-عشر", "sixteenth السادس-عشر", "seventeenth السابع-عشر", "eighteenth الثامن-عشر",
         "nineteenth التاسع-عشر", "twentieth العشرين العشرون", "twenty-first الحادي-والعشرين"], start=15)
    for name in names.split()
}  # fmt: skip
# What the first word of one of these holds: most words are passed by.
_CUES = [*_PARTS, *_UNITS, *_ORDINALS, *_DECADES, "0s", "قرن", r"\dth", "1st", "teenth", "twent", "this"]
_CUE = re.compile("|".join(_CUES))
_ARTICLE = re.compile(r"^(?:[وبلف]?ال|لل)(?=\w{3})")
_OLD_CENTURY, _THIS_CENTURY = ("last", "الماضي"), ("this", "الحالي", "الجاري")


@dataclass(frozen=True, slots=True)
class Period:
    """A span and where it is written: offsets into the text, end exclusive."""

    start: int
    end: int
    span: Span
    ends: bool = False  # it is a range already, whatever stands before it


@lru_cache(maxsize=4096)
def times_of(text: str) -> tuple[Span, ...]:
    """The times that `text` is about, in order of mention.

    A bare year counts, but not one that is the number of a resolution; without a mark a year such as 1443 in an Arabic
    text may be of either calendar.
    """
    said = _Said(text)
    periods = [one for period in _periods(text, said) for one in _begun_earlier(said, period)]
    found: list[Span] = []
    joined = False  # to the period before
    for n, period in enumerate(periods):
        following = periods[n + 1] if n + 1 < len(periods) else None
        joins = following is not None and said.joins(period, following)
        if joined and found[-1].first <= period.span.last:
            found[-1] = Span(found[-1].first, period.span.last)
        elif joined or joins:
            found.append(period.span)
        else:
            found.append(_bounded(said, period))
        joined = joins
    return tuple(found)


def closeness(wished: Sequence[Span], times: Sequence[Span]) -> float:
    """How well a text of these `times` fits a question about those: 1 where one lies within, 1/2 where a time of at
    most a year has days in common with it, else 0.
    """
    best = 0.0
    for wish in wished:
        for span in times:
            if wish.first <= span.first and span.last <= wish.last:
                return 1.0
            if wish.overlaps(span) and (span.last - span.first).days <= 366:
                best = 0.5
    return best


def _periods(text: str, said: "_Said") -> list[Period]:
    """Every time that is written, the widest reading of each place, in order."""
    found = list(said.longer())
    for more in (_dated(text), _year_pairs(text), _bare_years(text, said)):
        found += [p for p in more if not any(p.start < known.end and known.start < p.end for known in found)]
    return sorted(found, key=lambda period: period.start)


def _dated(text: str) -> Iterator[Period]:
    for mention in find_dates(text):
        if span := mention.span():
            yield Period(mention.start, mention.end, span)
            unmarked = mention.calendar == "gregorian" and mention.month is None and mention.year in _HIJRI_YEARS
            other = replace(mention, calendar="hijri").span() if unmarked and language_of(text) == "ar" else None
            if other:
                yield Period(mention.start, mention.end, other)


def _year_pairs(text: str) -> Iterator[Period]:
    for match in _YEAR_PAIR.finditer(text):
        first = int(normalise(match[1]))
        last = int(normalise(match[1])[:2] + normalise(match[2])) if len(match[2]) == 2 else int(normalise(match[2]))
        if _EARLIEST <= first < last <= _LATEST:
            yield Period(match.start(), match.end(), Span(date(first, 1, 1), date(last, 12, 31)))


def _bare_years(text: str, said: "_Said") -> Iterator[Period]:
    for match in _BARE_YEAR.finditer(text):
        year = int(normalise(match.group()))
        if _EARLIEST <= year <= _LATEST and said.before(match.start()) not in _NUMBERED:
            yield Period(match.start(), match.end(), _years(year, year))


def _years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31))


def _bounded(said: "_Said", period: Period) -> Span:
    """The span, open to the one side after "since", "before" and their like."""
    span, word = period.span, "" if period.ends else said.before(period.start, past=_BEFORE_YEAR)
    if word in _SINCE:
        return Span(span.first, date.max)
    if word in _AFTER:
        return Span(span.last + _DAY, date.max)
    if word in _BEFORE:
        return Span(date.min, span.first - _DAY)
    return Span(date.min, span.last) if word in _UNTIL else span


def _begun_earlier(said: "_Said", period: Period) -> list[Period]:
    """With what lacks a year or month of its own: "between March and May 2020", "from 5 to 17 May 1978"."""
    at = said.at(period.start)
    before = at - 1
    dashed = at > 0 and bool(_DASH.fullmatch(said.gap(before)))
    glued = said.words[at].startswith("و") and said.words[at] != "و"  # وأيار, و29
    joined = at > 0 and said.words[before] in _JOINS
    if joined:
        before -= 1
    if before < 0 or not (dashed or glued or joined):
        return [period]
    last, word = period.span.last, said.words[before]
    if word.isdigit() and period.span.first == last and 1 <= int(word[-2:]) < last.day and len(word) <= 2:
        return [replace(period, start=said.starts[before], span=Span(last.replace(day=int(word)), last), ends=True)]
    for start in (before, before - 1):
        month, width, calendar = month_at(said.words[: before + 1], start) if start >= 0 else (0, 0, "gregorian")
        if month and start + width == before + 1 and calendar == "gregorian":
            year = last.year if month <= last.month else last.year - 1
            earlier = DateMention(said.starts[start], period.start, year, month, None)
            span = earlier.span() or period.span
            if said.opens(start) or dashed:
                return [replace(period, start=earlier.start, span=Span(span.first, last), ends=True)]
            return [Period(earlier.start, earlier.end, span), period]
    return [period]


class _Said:
    """The words of a text with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._matches = list(words(text))
        self.words = [normalise(match.group()) for match in self._matches]
        self.starts = [match.start() for match in self._matches]

    def at(self, offset: int) -> int:
        """Which word holds `offset`."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def gap(self, at: int) -> str:
        """What stands between a word and the next."""
        return self.text[self._matches[at].end() : self.starts[at + 1]]

    def before(self, offset: int, past: frozenset[str] = frozenset()) -> str:
        """The word before `offset` that is none of `past`, "" where there is none."""
        at = self.at(offset) - 1
        while at >= 0 and self.words[at] in past:
            at -= 1
        return self.words[at] if at >= 0 else ""

    def opens(self, at: int) -> bool:
        """Whether the word before `at` opens a range."""
        return self.before(self.starts[at], past=_YEAR_WORDS - _OPENS) in _OPENS

    def joins(self, one: Period, two: Period) -> bool:
        """Whether two times are the ends of one range."""
        between = self.text[one.end : two.start]
        if _DASH.fullmatch(between):
            return True
        said = [normalise(match.group()) for match in words(between)]
        joined = [word for word in said if word not in _YEAR_WORDS]
        glued = not said and normalise(self.text[two.start : two.start + 1]) == "و"
        if not (glued or (len(joined) == 1 and joined[0].removesuffix("عام") in _JOINS)):
            return False
        return self.opens(self.at(one.start))

    def longer(self) -> Iterator[Period]:
        """Decades, centuries and parts of years."""
        at = 0
        while at < len(self.words):
            told = _CUE.search(self.words[at])
            span, width = (self._part(at) or self._decade(at) or self._century(at) if told else None) or (None, 1)
            if span:
                yield Period(self.starts[at], self._matches[at + width - 1].end(), span)
            at += width

    def _part(self, at: int) -> tuple[Span, int] | None:
        word = _bare(self.words[at])
        months, width = _PARTS.get(self.words[at]) or _PARTS.get(word), 1
        if not months and at + 1 < len(self.words):
            for unit, ordinal in ((self.words[at + 1], word), (word, _bare(self.words[at + 1]))):
                if unit in _UNITS and ordinal in _ORDINALS:
                    size = _UNITS[unit]
                    n = _ORDINALS[ordinal] or 12 // size
                    months, width = ((n - 1) * size + 1, n * size), 2
        year, used = self._year(at + width) if months else (None, 0)
        if not months or not year or (used == 1 and word in ("end", "beginning", "middle", "بدايه")) or months[0] > 12:
            return None
        last, month = year + months[1] // 13, months[1] - 12 * (months[1] // 13)
        end = DateMention(0, 0, last, month, None).span()
        return (Span(date(year, months[0], 1), end.last), width + used) if end else None

    def _year(self, at: int) -> tuple[int | None, int]:
        """The year that follows, past "of the year", and how many words it takes."""
        used = 0
        while at + used < len(self.words) and self.words[at + used] in _YEAR_WORDS:
            used += 1
        word = self.words[at + used] if at + used < len(self.words) else ""
        is_year = word.isascii() and word.isdigit() and len(word) == 4 and _EARLIEST <= int(word) <= _LATEST
        return (int(word), used + 1) if is_year else (None, 0)

    def _decade(self, at: int) -> tuple[Span, int] | None:
        word = self.words[at]
        if match := _DECADE.fullmatch(word):
            century = int(match[1]) if match[1] else 19 if match[2] >= "3" else 20
            first = century * 100 + int(match[2]) * 10
            return _years(first, first + 9), 1
        arabic = _ARABIC_DECADE.fullmatch(word)
        ten = _DECADES.get(arabic[1] if arabic else word)
        if ten is None:
            return None
        named, used = self._of_century(at + 1)
        first = (named - 1 if named else 19) * 100 + ten * 10
        return _years(first, first + 9), 1 + used

    def _of_century(self, at: int) -> tuple[int | None, int]:
        """The century that a decade is said to be of, and how many words that takes."""
        used = 0
        while at + used < len(self.words) and self.words[at + used] in ("من", "of", "the"):
            used += 1
        found = self._century(at + used) if at + used < len(self.words) else None
        return (found[0].last.year // 100, used + found[1]) if found else (None, 0)

    def _century(self, at: int) -> tuple[Span, int] | None:
        said = [*self.words[at : at + 3], "", "", ""][:3]
        if _bare(said[0]) == "قرن" and said[0] != "قرن":
            names, width = (f"{said[1]}-{said[2]}", said[1]), (3, 2)
        elif "century" in said[1:]:
            named = said.index("century")
            names, width = ("-".join(said[:named]), said[0].removesuffix("th").removesuffix("st")), (named + 1,) * 2
        else:
            return None
        for name, used in zip(names, width, strict=True):
            n = _CENTURIES.get(name) or (int(name) if name.isdigit() and 1 <= int(name) <= 21 else None)
            n = 20 if name in _OLD_CENTURY else 21 if name in _THIS_CENTURY else n
            if n:
                return _years(100 * n - 99, 100 * n), used
        return None


def _bare(word: str) -> str:
    """Without a joined particle and article."""
    return _ARTICLE.sub("", word)
