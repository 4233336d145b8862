"""Figures of two sides that count the same thing and differ: "120 judges" of one, "340 judges" of the other.

In: the quotes of both sides. Out: Differences, each with a figure of either side. Where two documents contradict each
other in answering one question is disagree.py's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from assistant.number_words import find_all_numbers, is_name
from assistant.records import Evidence, Mark
from corpus.dates import find_dates
from corpus.language import Keyword, keywords, language_of
from corpus.lexicon import terms

_REACH = 24  # characters between a number and what it counts
_UNITS = 2  # keywords after a number, of which one says what it counts
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_PERCENT = re.compile(r"^\s?[%٪]")
# Measures of so many things that more than the measure must be shared for two figures to be of one thing.
_MEASURES = (
    "day week month year hour minute decade century dollar euro pound per cent percent million billion member-state km"
    " يوم أيام أسبوع أسابيع شهر أشهر شهور سنة سنوات عام أعوام ساعة ساعات دقيقة عقد قرن دولار يورو جنيه المائة المئة"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of each side."""

    items: tuple[Evidence, Evidence]
    marks: tuple[Mark, Mark]  # the numbers, in their quotes
    words: tuple[str, str]  # number and what it counts, as written


@dataclass(frozen=True, slots=True)
class _Figure:
    item: Evidence
    start: int
    end: int
    value: str
    units: tuple[Keyword, ...]

    def said(self, shared: frozenset[str], known: "_Known") -> str:
        """The number and the words up to what it counts."""
        last = next((unit.end for unit in self.units if known.of(unit) & shared), self.end)
        return self.item.text[self.start : last]


class _Known:
    """What a word is called in both languages."""

    def __init__(self, lexicon: Path) -> None:
        self._lexicon = lexicon

    def of(self, word: Keyword) -> frozenset[str]:
        language = language_of(word.surface)
        forms = [form for term in terms([word.stem], language, self._lexicon) for form in term.equivalents]
        return frozenset([word.stem, *(form[0] for form in forms if len(form) == 1)])


Focused = tuple[Evidence, Sequence[tuple[int, int]]]  # a quote, and the parts of it whose figures count


def differing(one: Sequence[Focused], other: Sequence[Focused], lexicon: Path) -> list[Difference]:
    """The figures of `one` that `other` has otherwise, each once; none that both sides state."""
    known = _Known(lexicon)
    mine, theirs = (
        [figure for item, parts in side for figure in _figures(item) if _within(figure, parts)] for side in (one, other)
    )
    found: list[Difference] = []
    told: set[tuple[str, int]] = set()
    for left, right in product(mine, theirs):
        shared = _shared(left, right, known)
        if not shared or _alike(left, theirs, known) or _alike(right, mine, known):
            continue
        keys = {(left.item.passage.document_id, left.item.start + left.start),
                (right.item.passage.document_id, right.item.start + right.start)}  # fmt: skip
        if told.isdisjoint(keys):
            told |= keys
            marks = Mark(left.start, left.end, "number"), Mark(right.start, right.end, "number")
            words = left.said(shared, known), right.said(shared, known)
            found.append(Difference((left.item, right.item), marks, words))
    return found


def _within(figure: "_Figure", parts: Sequence[tuple[int, int]]) -> bool:
    return any(start <= figure.start and figure.end <= end for start, end in parts)


def _shared(left: _Figure, right: _Figure, known: _Known) -> frozenset[str]:
    """What both count; a mere measure only where their sentences have more in common."""
    mine, theirs = ({form for unit in figure.units for form in known.of(unit)} for figure in (left, right))
    both = frozenset(mine & theirs)
    if both <= _measures() and left.item.passage.language == right.item.passage.language:
        said = [{word.stem for word in keywords(figure.item.text)} for figure in (left, right)]
        if not {stem for stem in said[0] & said[1] if not stem.isdigit()} - both:
            return frozenset()
    return both


def _alike(figure: _Figure, others: Sequence[_Figure], known: _Known) -> bool:
    """Whether the other side states the same figure of the same thing."""
    return any(figure.value == other.value and _shared(figure, other, known) for other in others)


def _figures(item: Evidence) -> Iterator[_Figure]:
    """The numbers of a quote that count something: none of a date, a year or the name of an article."""
    dates = find_dates(item.text)
    said = keywords(item.text)
    for number in find_all_numbers(item.text):
        after = item.text[number.end :]
        if any(d.start <= number.start < d.end for d in dates) or is_name(item.text, number):
            continue
        if _YEAR.fullmatch(number.value) or number.value == "1":
            continue
        near = [word for word in said if number.end <= word.start <= number.end + _REACH and not word.surface.isdigit()]
        if _PERCENT.match(after):
            sign = number.end + len(after) - len(after.lstrip())
            near = [Keyword("%", "cent", sign, sign + 1)]
        if near:
            yield _Figure(item, number.start, number.end, number.value, tuple(near[:_UNITS]))


@cache
def _measures() -> frozenset[str]:
    return frozenset(word.stem for word in keywords(_MEASURES))
