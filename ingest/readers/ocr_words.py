"""Words as an OCR program saw them, with their places: what its parts hand to each other, and lines and means of them.

In: nothing. Out: Word and what is counted over words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands on the picture, in pixels."""

    line: tuple[str, ...]  # block, paragraph, line
    left: int
    top: int
    width: int
    height: int
    confidence: float  # 0-100
    text: str

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def foot(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def mean_confidence(words: Sequence[Word]) -> float:
    """Mean of the letters of `words`, 0-100; 0 where there is none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def by_line(words: Iterable[Word]) -> Iterator[list[Word]]:
    """The words of each line."""
    for _, of_line in groupby(words, key=lambda word: word.line):
        yield list(of_line)


def box(words: Iterable[Word]) -> tuple[int, int, int, int]:
    """Left, top, right and foot of all of them."""
    held = list(words)
    return min(w.left for w in held), min(w.top for w in held), max(w.right for w in held), max(w.foot for w in held)
