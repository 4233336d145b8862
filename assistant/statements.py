"""The parts of a claim, and the parts of its quotes that must bear them out.

In: a claim and its quotes. Out: which units of the quotes hold the figures of each part together, and whether two names
of the claim have changed places. That a figure stands somewhere in a quote is too little: facts get merged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.extent import starts_in_the_middle
from assistant.names import known_names
from assistant.number_words import find_all_numbers, find_ordinals
from corpus.dates import find_dates
from corpus.language import keywords, language_of, normalise, words
from corpus.sentences import sentence_spans

_LEAST_WORDS = 3  # fewer say too little on their own
_PARTS = re.compile(r"[,،؛;](?=\s)|\s(?:and|while|whereas)\s|\s(?=و\w)")
_CLAUSES = re.compile(r"[,،؛;:](?=\s)|\s(?:and|but|while|whereas)\s|\s(?=و\w)")
# Words by which an English clause turns round who does and who suffers it; in Arabic by prepositions.
_PASSIVE = re.compile(r"\bby\b|من قبل|علي يد|من جانب")
# Where something happens plays no part in it.
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*|(?:^|\s)في \w+")
_BESIDE = frozenset("and or و او between بين with مع".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a quote, and the one before it where it points back at that."""

    sentence: str
    before: str

    @property
    def whole(self) -> str:
        return f"{self.before} {self.sentence}" if self.before else self.sentence


def pieces_of(quotes: Sequence[str]) -> list[Piece]:
    """The sentences of all quotes, each once."""
    found: dict[str, Piece] = {}
    for quote in quotes:
        before = ""
        for start, end in sentence_spans(quote):
            sentence = quote[start:end]
            piece = Piece(sentence, before if starts_in_the_middle(sentence) else "")
            found.setdefault(sentence, piece)
            before = piece.whole
    return list(found.values())


def parts(claim: str) -> list[str]:
    """The statements of a claim, cut at commas and conjunctions; short ones stay with what they stand beside."""
    found: list[str] = []
    for part in _PARTS.split(claim):
        if found and (len(part.split()) < _LEAST_WORDS or len(found[-1].split()) < _LEAST_WORDS):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def clause_spans(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a text begin and end, short ones among them."""
    begins = [0, *(match.end() for match in _CLAUSES.finditer(text))]
    ends = [*(match.start() for match in _CLAUSES.finditer(text)), len(text)]
    found = []
    for start, end in zip(begins, ends, strict=True):
        clause = text[start:end]
        if clause.strip():
            first = start + len(clause) - len(clause.lstrip())
            found.append((first, first + len(clause.strip())))
    return found


def has_figures(text: str) -> bool:
    """Whether it states a date, another number or a rank."""
    return bool(find_dates(text) or find_all_numbers(text) or find_ordinals(text))


def transposed(claim: str, unit: str, lexicon: Path) -> bool:
    """Whether two bodies or places of a claim stand the other way round in the sentence that is to support it: who sues
    is not who is sued. Only where neither joins them ("A and B") and both are in the same voice."""
    mine, theirs = (known_names(_WHERE.sub(" ", text), language_of(text), lexicon) for text in (claim, unit))
    order = [next((at for at, other in enumerate(theirs) if name & other), None) for name in mine]
    if len(mine) != 2 or None in order or order[0] == order[1] or order[0] < order[1]:  # type: ignore[operator]
        return False
    if bool(_PASSIVE.search(normalise(claim))) != bool(_PASSIVE.search(normalise(unit))):
        return False
    return not _joins(claim) and not _shares_no_word(claim, unit)


def _joins(text: str) -> bool:
    """Whether capitalised or known names are strung together: then their order says nothing."""
    said = [normalise(match.group()) for match in words(text)]
    return not _BESIDE.isdisjoint(said)


def _shares_no_word(claim: str, unit: str) -> bool:
    """Whether two sentences of one language have nothing in common but names, and so are not one statement."""
    if language_of(claim) != language_of(unit):
        return False
    mine, theirs = ({w.stem for w in keywords(text)} for text in (claim, unit))
    return len(mine & theirs) < _LEAST_WORDS
