"""A question as words with their places, and runs of them that stand for a thing.

In: a question. Out: Said and Sides, by which compare.py and compare_names.py take it apart.
"""

from dataclasses import dataclass
from pathlib import Path

from assistant.subjects import phrases_at
from corpus.language import language_of, normalise, stem, words

BETWEEN = frozenset(["between", "بين"])
AND = frozenset(["and", "و"])
_LEADING = frozenset("the a an of in to for as and that those it كل من عام سنه".split())
_TRAILING = frozenset("s the and of in to respectively differ different compare compared".split())


@dataclass(frozen=True, slots=True)
class Word:
    said: str  # normalised
    start: int
    end: int


class Said:
    """A question as words with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [Word(normalise(m.group()), m.start(), m.end()) for m in words(text)]
        self.flat = " ".join(word.said for word in self.words)

    def at(self, offset: int) -> int:
        """The word that begins at an offset of `flat`."""
        return self.flat[:offset].count(" ")

    def span(self, first: int, end: int) -> "Side":
        return Side(self, first, max(end, first))


@dataclass(frozen=True, slots=True)
class Side:
    said: Said
    first: int  # words of the question, end exclusive
    end: int
    cut: int = 0  # letters of the first word that are no part of it: a joined particle

    @property
    def words(self) -> list[Word]:
        return self.said.words[self.first : self.end]

    @property
    def text(self) -> str:
        """As written, without what frames it."""
        first, end = self.first, self.end
        while first < end and self.said.words[first].said in _LEADING:
            first += 1
        while end > first and self.said.words[end - 1].said in _TRAILING:
            end -= 1
        if first >= end:
            return ""
        cut = self.cut if first == self.first else 0
        return self.said.text[self.said.words[first].start + cut : self.said.words[end - 1].end]


def is_joined(word: str) -> bool:
    """Whether a word begins with an "and" that is not its own: والعراق, و2022, and not وزير."""
    if not word.startswith("و") or len(word) < 4:
        return False
    return word[1:].isdigit() or (not word.isascii() and (word[1].isascii() or stem(word) == stem(word[1:])))


def inside_a_name(said: Said, at: int, lexicon: Path) -> bool:
    """Whether the "and" at a word stands within a phrase that the lexicon knows: "Peace and Security Council"."""
    language = language_of(said.text)
    word = said.words[at]
    return any(start < word.start and word.end <= end for start, end in phrases_at(said.text, language, lexicon))
