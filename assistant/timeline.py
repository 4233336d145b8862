"""Dated events of sentences, for a timeline: what happened when, each event once, in order of date.

In: verbatim quotes. Out: the parts of them that tell an event each, and its Event. Dates of either calendar and of any
precision are ordered by the days that they cover. Which sentences compete is evidence.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.coverage import Coverage
from assistant.records import Evidence
from assistant.scoring import Sentence
from assistant.sounds import can_sound, sound_alike
from assistant.subjects import Text
from corpus.dates import DateMention, Span, find_dates
from corpus.language import is_month, keywords, language_of, normalise, words
from corpus.lexicon import terms
from corpus.sentences import is_row

_BARE_YEAR = re.compile(r"(?<![\d/.,:-])(?:1[89]\d\d|20\d\d)(?![\d/]|[.,]\d)")
# Before a year that belongs to the number of a law or resolution: "285 لسنة 1956", "1373 (2001)", "Law 12 of 1998".
_NUMBERED = re.compile(
    r"(?:\b(?:resolution|no|number|decision)|قرار\w*|رقم)\W*$|\d\s*\(?$|\d (?:لسنه|لعام|of) ?$", re.IGNORECASE
)
# After a number that is no year: what it counts.
_COUNTS = re.compile(
    r"\s*(?:square|cubic|km|kilomet\w+|met(?:re|er)s?|miles?|tonnes?|tons?|hectares?|litres?|dollars?|euros?|people"
    r"|per cent|millions?|كيلومتر|متر|ميل|طن|هكتار|لتر|دولار|يورو|شخص|نسمه|مليون|مليار|في الميه)\b"
)
_JOINTS = re.compile(r"[,،؛;](?=\s)")
_LEAST_WORDS = 2  # of a part that tells an event, its date aside
_TITLED = 0.6  # share of the question that a title must have for its document to be the subject's own
_NEARLY = 0.15
_BRIEF = 3  # words beside a day that tell no event of their own: "It entered into force on 6 December 2002."
_SAME = 0.5  # share of the shorter text's words that the other has, where both tell one event of one time


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """When something happened; ordered by the days."""

    first: date
    last: date
    label: str  # ISO as exact as it is stated; of another calendar as it is written


def event_of(item: Evidence) -> Event | None:
    """The event that a quote tells; None where it has no date with a year. A day or month takes its year from the one
    heading above it that has one."""
    found = _dates(item.text)
    if found:
        return found[0][1]
    years = {int(normalise(m.group())) for m in _BARE_YEAR.finditer(normalise(item.passage.section))}
    months = [d for d in find_dates(item.text) if d.month]
    if len(years) == 1 and months and months[0].calendar == "gregorian":
        return _event(DateMention(0, 0, years.pop(), months[0].month, months[0].day), "")
    return None


def told(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence that tell an event each, as offsets: all of it where they are not told apart by commas.

    The row of a table is one part.
    """
    dates = _dates(text)
    if len(dates) < 2 or is_row(text):
        return [(0, len(text))]
    joints = [m for m in _JOINTS.finditer(text) if not any(start < m.start() < end for (start, end), _ in dates)]
    begins = [0, *(m.end() for m in joints)]
    ends = [*(m.start() for m in joints), len(text)]
    parts: list[tuple[int, int]] = []
    for start, end in zip(begins, ends, strict=True):
        if parts and (not _tells(text, start, end, dates) or not _dated(parts[-1], dates)):
            parts[-1] = parts[-1][0], end
        else:
            parts.append((start, end))
    return [_trimmed(text, start, end) for start, end in parts]


def one_event(item: Evidence, event: Event, other: Evidence, known: Event, lexicon: Path) -> bool:
    """Whether two quotes tell the same event: of times that have a day in common, in much the same words; in two
    languages of the same time, in words that the lexicon knows for each other or names that sound alike."""
    if item.passage.language != other.passage.language:
        return (event.first, event.last) == (known.first, known.last) and _translates(item, other, lexicon)
    if event.first > known.last or known.first > event.last:
        return False
    mine, theirs = ({word.stem for word in keywords(e.text) if not word.surface.isdigit()} for e in (item, other))
    return len(mine & theirs) >= _SAME * max(min(len(mine), len(theirs)), 1)


def of_the_named(found: Sequence[Sentence], coverage: Coverage) -> list[Sentence]:
    """The sentences of the documents that are named after the subject, where there are such; others', where they
    themselves say as much of it: a treaty's own history does not take another one's dates."""
    titles = {s.hit.document.id: _said(s.hit.document.title, coverage) for s in found}
    most = max(titles.values(), default=0.0)
    if most < _TITLED:
        return list(found)
    return [
        s for s in found if titles[s.hit.document.id] >= most - _NEARLY or _said(s.text, coverage) >= most - _NEARLY
    ]


def _said(text: str, coverage: Coverage) -> float:
    """Share 0-1 of the question's keywords that a text has."""
    language = language_of(text)
    return coverage.of(Text(text, language).stems, language)


def _translates(item: Evidence, other: Evidence, lexicon: Path) -> bool:
    """Whether the shorter of two quotes says in its language what the other says."""
    one, two = sorted((item, other), key=lambda e: len(keywords(e.text)))
    language = one.passage.language
    stems = {word.stem for word in keywords(two.text)}
    strange = [word.surface for word in keywords(two.text)]
    own = [t for t in terms([w.stem for w in keywords(one.text)], language, lexicon) if not _is_time(t.stems)]
    said = sum(
        any(stems.issuperset(form) for form in term.equivalents)
        or any(can_sound(word) and sound_alike(word, spoken) for word in term.stems for spoken in strange)
        for term in own
    )
    same_day = find_dates(one.text) and all(date.day for date in find_dates(one.text))
    return said >= _SAME * max(len(own), 1) or bool(same_day and len(own) <= _BRIEF)


def _is_time(stems: Sequence[str]) -> bool:
    return all(stem.isdigit() or is_month(stem) for stem in stems)


def _tells(text: str, start: int, end: int, dates: Sequence[tuple[tuple[int, int], Event]]) -> bool:
    inside = [place for place, _ in dates if start <= place[0] < end]
    said = [m for m in words(text[start:end]) if not any(a <= start + m.start() < b for a, b in inside)]
    return bool(inside) and len(said) >= _LEAST_WORDS


def _dated(part: tuple[int, int], dates: Sequence[tuple[tuple[int, int], Event]]) -> bool:
    return any(part[0] <= start < part[1] for (start, _), _ in dates)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return first, first + len(part.strip())


def _dates(text: str) -> list[tuple[tuple[int, int], Event]]:
    """Every date with a year, in order: where it is written, and the event that it dates."""
    found: list[tuple[tuple[int, int], Event]] = []
    mentions = find_dates(text)
    for mention in mentions:
        if mention.month is None and _is_number(text, mention.start):
            continue
        if mention.year and (event := _event(mention, text[mention.start : mention.end])):
            found.append(((mention.start, mention.end), event))
    plain = "".join(normalise(c) if c.isdigit() else c for c in text)
    for year in _BARE_YEAR.finditer(plain):
        inside = any(d.start <= year.start() < d.end for d in mentions)
        if _COUNTS.match(normalise(text[year.end() : year.end() + 16])):  # "1900 square kilometres"
            continue
        if not inside and not _is_number(text, year.start()):
            event = _event(DateMention(0, 0, int(year.group()), None, None), "")
            if event:
                found.append(((year.start(), year.end()), event))
    return sorted(found)


def _is_number(text: str, at: int) -> bool:
    """Whether the year at an offset belongs to the number of a law or resolution."""
    return bool(_NUMBERED.search(normalise(text[max(at - 16, 0) : at])))


def _event(mention: DateMention, written: str) -> Event | None:
    span: Span | None = mention.span()
    if span is None or mention.year is None:
        return None
    if mention.calendar == "hijri":
        return Event(span.first, span.last, written)
    parts = [f"{part:02}" for part in (mention.month, mention.day) if part]
    return Event(span.first, span.last, "-".join([f"{mention.year:04}", *parts]))
