"""The probability that the documents answer a question, by what was found for it.

In: the query, its hits, the best sentence. Out: a probability 0-1, calibrated; below THRESHOLD the question is refused.
relevance.py judges passages one by one; this looks at the whole: how far the best one stands out, and whether the
number that is asked for and the question's own figures are there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.coverage import Coverage
from assistant.evidence import Selection
from assistant.number_words import find_all_numbers
from assistant.question_type import asked
from assistant.records import Query
from assistant.scoring import Sentence
from corpus.records import Hit

_BACKGROUND = 5  # hits on other subjects that a best hit is held against
_OTHER_SUBJECT = 0.5  # centred cosine of two passages below which they are on two subjects
_USUAL_LEAD = 0.25  # where there is too little to hold it against


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the best passage, and of the best sentence as an answer."""

    hit: float  # score of the best passage
    lead: float  # by how much that is above passages on other subjects
    relevance: float  # log odds of the likeliest passage, by relevance.py
    covered: float  # 0-1 of the question's keywords in the best sentence
    other_language: float  # 1 where that is not in the question's language
    no_number: float  # 1 where a number is asked for, or money or a share, and it has none
    figures_missing: float  # share 0-1 of the question's own numbers that stand nowhere around it


# Fitted by tests/bench/fit_answerable.py: docs/answers.md.
_WEIGHTS = Features(
    hit=7.03, lead=7.92, relevance=0.44, covered=1.03, other_language=0.92, no_number=-1.38, figures_missing=-0.68
)
_BIAS = -4.56
THRESHOLD = 0.3  # at which nine of ten answerable questions are answered, and fewer than one of ten others
_LEAST = 1e-6  # a probability, and one less it, is taken for no less


def confidence(query: Query, hits: Sequence[Hit], selection: Selection, coverage: Coverage) -> float:
    """The probability of the best sentence, 0 where there is none."""
    return probability(query, hits, selection.best, coverage) if selection.best else 0.0


def probability(query: Query, hits: Sequence[Hit], best: Sentence, coverage: Coverage) -> float:
    """0-1 that the best sentence that was found, or what stands around it, answers."""
    found = features(query, hits, best, coverage)
    total = _BIAS + sum(getattr(_WEIGHTS, name) * getattr(found, name) for name in Features.__slots__)
    return 1 / (1 + math.exp(-total))


def features(query: Query, hits: Sequence[Hit], best: Sentence, coverage: Coverage) -> Features:
    """Of the best sentence among those of `hits`."""
    wanted = asked(query.wording, query.language, coverage.lexicon)
    passage, document = best.hit.passage, best.hit.document
    around = f"{document.title}\n{passage.section}\n{document.date}\n{passage.text}"
    known = best.features
    likeliest = min(max(max(hit.relevance for hit in hits), _LEAST), 1 - _LEAST)
    return Features(
        hits[0].score,
        _lead(hits),
        math.log(likeliest / (1 - likeliest)),
        known.covered,
        float(passage.language != query.language),
        float(wanted.kind == "number" and not (known.unit if wanted.measure in ("money", "share") else known.number)),
        _figures_missing(query.text, around),
    )


def _lead(hits: Sequence[Hit]) -> float:
    """Documents that say the same as the best one do not count against it."""
    others = [hit.score for hit in hits if float(hit.vector @ hits[0].vector) < _OTHER_SUBJECT][:_BACKGROUND]
    return hits[0].score - sum(others) / len(others) if len(others) == _BACKGROUND else _USUAL_LEAD


def _figures_missing(question: str, around: str) -> float:
    mine = {n.value for n in find_all_numbers(question) if len(n.value) > 1}
    theirs = {n.value for n in find_all_numbers(around)}
    return len(mine - theirs) / len(mine) if mine else 0.0
