"""One question put to a library: where the right item ranks, how sure the program is, what it would quote.

In: a question with what would be right, a library, the encoder. Out: an Outcome. Answers as a whole are measured in
evaluate_answers.py.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant import answerable
from assistant.coverage import Coverage
from assistant.evidence import Selection, select
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.calibration import FairEmbedder
from corpus.language import normalise
from corpus.library import Library
from ui.evaluate_libraries import RememberingEmbedder, item_of
from ui.evaluate_measures import Figure, ranking, shares
from ui.evaluate_sets import Asked

DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    rank: int | None  # 1-based rank of the first right item, None where it is not among the first DEEPEST
    confidence: float
    evidence: bool  # the best sentence of the right item holds an answer
    first_quote: bool  # the best sentence of all holds an answer
    milliseconds: float  # from question to ranked passages, the encoder's time included


def put(asked: Asked, library: Library, embedder: FairEmbedder, remembering: RememberingEmbedder | None) -> Outcome:
    """Ask one question; `remembering` says what time its memory spared the encoder."""
    spared = remembering.spared if remembering else 0.0
    started = time.perf_counter()
    query = understand(asked.text)
    coverage = Coverage(query.text, query.language, library)
    hits = retrieve(query, library, embedder, DEEPEST, coverage=coverage)
    seconds = time.perf_counter() - started + (remembering.spared - spared if remembering else 0.0)
    right = [hit for hit in hits if item_of(hit.document.path) in asked.items]
    selection = select(query, hits, coverage)
    return Outcome(
        rank_of(asked.items, (hit.document.path for hit in hits)),
        answerable.judge(query, hits, selection, coverage).confidence,
        _holds_answer(select(query, right, coverage), asked),
        _holds_answer(selection, asked),
        seconds * 1000,
    )


def rank_of(items: frozenset[str], paths: Iterable[str]) -> int | None:
    """The 1-based rank of the first of `items` among ranked files, each item counted once."""
    names = dict.fromkeys(item_of(path) for path in paths)
    return next((rank for rank, name in enumerate(names, start=1) if name in items), None)


def _holds_answer(selection: Selection, asked: Asked) -> bool:
    quotes = selection.evidence[:1]
    return any(normalise(answer) in normalise(quote.text) for quote in quotes for answer in asked.answers)


def figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """The measures of answerable questions."""
    return ranking([o.rank for o in outcomes]) | shares({
        "evidence_sentence": [o.evidence for o in outcomes],
        "first_quote": [o.first_quote for o in outcomes],
        "refused": [o.confidence < answerable.THRESHOLD for o in outcomes],
    })  # fmt: skip
