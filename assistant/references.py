"""Numbers of resolutions and decisions as pairs that can be compared: 60/288, A/RES/60/288, ٢٨٨/٦٠, 1373 (2001).

In: a text in either language, digits of either script. Out: pairs of numbers, the smaller first: Arabic typesetting
turns the two parts around, and "1373 (2001)", "1373/2001" and "1373 لسنة 2001" are one resolution.
"""

import re
from dataclasses import dataclass

from corpus.language import normalise

_JOINED = re.compile(r"(?<!\d/)(?<![\d.])(\d{1,4})/(\d{1,4})(?![\d/]|\.\d)")
_WITH_YEAR = re.compile(r"(?<!\d/)(?<![\d.])(\d{1,4})(?: ?\((\d{4})\)| (?:لسنه|لعام|of) (\d{4})(?!\d))")
_YEAR = range(1800, 2200)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class References:
    """The references of a text."""

    joined: frozenset[Pair]  # written with a stroke
    dated: frozenset[Pair]  # a number and its year, beside each other

    @property
    def all(self) -> frozenset[Pair]:
        return self.joined | self.dated


def find_references(text: str) -> References:
    """Every one; "2021/2022", a span of years, is none."""
    plain = normalise(text)
    joined = (_pair(m[1], m[2]) for m in _JOINED.finditer(plain))
    dated = (_pair(m[1], m[2] or m[3]) for m in _WITH_YEAR.finditer(plain))
    return References(
        frozenset(pair for pair in joined if not (pair[0] in _YEAR and pair[1] in _YEAR)), frozenset(dated)
    )


def stand(claim: str, support: str) -> bool:
    """Whether `support` has the references of `claim`: each that is written with a stroke; one with a year unless
    the support gives that number no year at all."""
    mine, theirs = find_references(claim), find_references(support)
    numbered = {number for pair in theirs.dated for number in pair if number not in _YEAR}
    return mine.joined <= theirs.all and all(
        pair in theirs.all or numbered.isdisjoint(number for number in pair if number not in _YEAR)
        for pair in mine.dated
    )


def _pair(one: str, other: str) -> Pair:
    first, second = sorted((int(one), int(other)))
    return first, second
