"""Whether a figure of a claim stands in its support beside something else: "Ten for two years and five for three".

In: a claim and the sentences that are to support it. Out: yes or no: where one statement of them says most of what the
claim says and has not its figures, and another has the figures and says less of it. Stands beside stated.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.clauses import Clause, clauses
from assistant.mentions import mentions
from assistant.number_words import find_all_numbers
from assistant.polarity import statement
from assistant.stated import figures_stand, names_no_number
from assistant.statements import Piece, has_figures
from corpus.dates import find_dates
from corpus.language import language_of

_JOINTS = re.compile(r"\s(?:and|while|whereas|but)\s|[;؛,،](?=\s)|\s(?=و\w)")
_SENTENCES = 2  # words by which another sentence must say more of the claim
_ACROSS = 2  # and a statement of the same one, in the other language, of which the lexicon knows but a part
_LEAST = 2  # words that a statement shares with a claim of which it is


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence or a statement of one."""

    text: str
    subject: str  # what may name whom it is about
    around: str  # what gives its dates a year


def moved(claim: str, pieces: Sequence[Piece], nearest: str, lexicon: Path) -> bool:
    """Whether it does, among the sentences or among the statements of the nearest one."""
    if not has_figures(claim):
        return False
    sentences = [_Said(piece.sentence, piece.named, piece.named) for piece in pieces]
    if _beside_another(claim, sentences, _SENTENCES, lexicon):
        return True
    cells = [_Said(cell, f"{c.subject} {cell}", nearest) for c in _whole(nearest, lexicon) for cell in _cells(c.text)]
    parts = [part for clause in clauses(claim, lexicon) for part in _cells(clause.text)]
    more = 1 if language_of(claim) == language_of(nearest) else _ACROSS
    return any(_beside_another(part, cells, more, lexicon) for part in parts if has_figures(part))


def _beside_another(claim: str, texts: Sequence[_Said], more: int, lexicon: Path) -> bool:
    """The same, where what says most of it says that by `more` words, names or counts."""
    support = "\n".join(said.text for said in texts)
    held = [figures_stand(names_no_number(claim, t.text, t.around, support), t.text, t.around) for t in texts]
    holding = [said for said, has in zip(texts, held, strict=True) if has]
    if not holding or (find_dates(claim) and all(_is_a_time(said.text, lexicon) for said in holding)):
        return False
    best = max(_shared(claim, said, lexicon) for said in texts)
    return best >= _LEAST and best - max(_shared(claim, said, lexicon) for said in holding) >= more


def _is_a_time(text: str, lexicon: Path) -> bool:
    """Whether a part says no more than when: "Adopted on 15 October 1999,"."""
    return len(statement(text, lexicon).senses) < _LEAST and not mentions(text, lexicon)


def _shared(claim: str, said: _Said, lexicon: Path) -> int:
    """How much of a claim a text says: words, names and what is counted."""
    mine, theirs = statement(claim, lexicon), statement(said.text, lexicon)
    dates = find_dates(claim)
    counts = {n.value for n in find_all_numbers(claim) if not any(d.start <= n.start < d.end for d in dates)}
    names = sum(name.in_(said.subject) for name in mentions(claim, lexicon))
    return mine.overlap(theirs) + names + len(counts & theirs.figures)


def _whole(sentence: str, lexicon: Path) -> list[Clause]:
    """The clauses of a sentence, those that tell of what stands before them joined to it."""
    found: list[Clause] = []
    for clause in clauses(sentence, lexicon):
        if found and clause.is_relative:
            found[-1] = Clause(f"{found[-1].text} {clause.text}", found[-1].subject)
        else:
            found.append(clause)
    return found


def _cells(clause: str) -> list[str]:
    """A clause cut where figures stand on both sides of a joint."""
    found: list[str] = []
    for part in _JOINTS.split(clause):
        if found and not (has_figures(part) and has_figures(found[-1])):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found
