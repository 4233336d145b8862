"""The parts of a claim, and the parts of its quotes that must bear them out.

In: a claim and its quotes. Out: which units of the quotes may hold the figures of each part together. That a figure
stands somewhere in a quote is too little: facts get merged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.extent import starts_in_the_middle
from assistant.number_words import find_all_numbers, find_ordinals
from corpus.dates import find_dates
from corpus.language import normalise
from corpus.sentences import sentence_spans

# A word of what was said before, in mid-sentence.
_POINTS_BACK = re.compile(
    r"\b(?:its|their|his|her|they|them|it|this|these|those|(?:that|the same) (?:year|month|day)"
    r"|the (?:same|text|latter|former|document|body|body's|group))\b"
    r"|\b(?!ال|وال|بال|لل)\w{3,}(?:ها|هما|هم)\b|\b(?:نفسه|نفسها|ذاته|ذاتها|المذكور|المذكوره|منه|منها|فيه|فيها|هذا|هذه)\b"
)
_LEAST_WORDS = 3  # fewer say too little on their own
# A comma before what only tells where, when or whose, or before the verb itself, parts no statements.
_PARTS = re.compile(
    r"[؛;](?=\s)|[,،](?=\s(?!(?:was|were|is|are|had|has|have|on|in|at|of|for|by|with|under|which|who|whose|as|the|a|تم"
    r"|في|من|على|وهو|وهي|التي|الذي|الذين)\b))|\s(?:and|while|whereas)\s|\s(?=و\w)"
)
_CLAUSES = re.compile(r"[,،؛;:](?=\s)|\s(?:and|but|while|whereas)\s|\s(?=و\w)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a quote, and the one before it where it points back at that."""

    sentence: str
    before: str  # the sentence before it where it points back at that, "" where it does not
    far: str  # those before that one, as far as each points back at the last
    under: str  # what its document and its heading say: "" where that is not known

    @property
    def named(self) -> str:
        """Where those may stand whom it is about."""
        return " ".join(filter(None, (self.under, self.far, self.before, self.sentence)))

    @property
    def whole(self) -> str:
        return f"{self.before} {self.sentence}" if self.before else self.sentence


def pieces_of(quotes: Sequence[str], under: str) -> list[Piece]:
    """The sentences of all quotes, each once; `under` has the titles and headings that they stand under."""
    found: dict[str, Piece] = {}
    for quote in quotes:
        before, far = "", ""
        for start, end in sentence_spans(quote):
            sentence = quote[start:end]
            leans = starts_in_the_middle(sentence) or bool(_POINTS_BACK.search(normalise(sentence)))
            found.setdefault(sentence, Piece(sentence, before, far, under) if leans else Piece(sentence, "", "", under))
            before, far = sentence, " ".join(filter(None, (far, before))) if leans else ""
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
