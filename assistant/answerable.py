"""The probability that the documents answer a question, by what was found for it.

In: the query, the best sentence and its passage. Out: a probability 0-1, calibrated; below THRESHOLD the question is
refused. relevance.py ranks passages by themselves; this looks at the whole: whether the date, number or name that is
asked for is there, whether the question's figures and its weightiest words are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.coverage import Coverage
from assistant.evidence import Selection, Sentence
from assistant.number_words import find_all_numbers
from assistant.question_type import asked
from assistant.records import Query
from corpus.language import keywords
from corpus.records import Hit

_BACKGROUND = 5  # hits on other subjects that a best hit is held against
_OTHER_SUBJECT = 0.5  # centred cosine of two passages below which they are on two subjects
_USUAL_LEAD = 0.25  # where there is too little to hold it against


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the best sentence as an answer."""

    hit: float  # score of its passage
    lead: float  # by how much that is above passages on other subjects
    close: float  # centred cosine of it or of its best clause
    in_context: float  # 0-1 of the question's keywords in it, the sentence before it, the heading and the title
    missing: float  # 0-1 weight of the heaviest keyword that is in none of these, nor in the passage
    other_language: float  # 1 where the passage is not in the question's language
    no_date: float  # 1 where a date is asked for and the sentence has none
    no_number: float  # likewise; of money or a share where these are asked for
    figures_missing: float  # share 0-1 of the question's own numbers that stand nowhere around


# Fitted by logistic regression; then what is missing was weighed more, at no loss there: docs/answers.md.
_WEIGHTS = Features(
    hit=3.57, lead=8.54, close=4.46, in_context=1.38, missing=-1.2, other_language=1.24, no_date=-0.46, no_number=-1.1,
    figures_missing=-1.6,
)  # fmt: skip
_BIAS = -4.33
THRESHOLD = 0.31  # at which nine of ten answerable questions are answered


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
    wanted = asked(query.question, query.language, coverage.lexicon)
    passage, document = best.hit.passage, best.hit.document
    around = f"{document.title}\n{passage.section}\n{document.date}\n{passage.text}"
    stems = {word.stem for word in keywords(around)}
    known = best.features
    return Features(
        known.hit,
        _lead(hits, best.hit),
        known.close,
        known.in_context,
        coverage.heaviest_missing(stems, passage.language),
        float(passage.language != query.language),
        float(wanted.kind == "date" and not known.date),
        float(wanted.kind == "number" and not (known.unit if wanted.measure in ("money", "share") else known.number)),
        _figures_missing(query.text, around),
    )


def _lead(hits: Sequence[Hit], best: Hit) -> float:
    """Documents that say the same as the best one do not count against it."""
    others = [hit.score for hit in hits if float(hit.vector @ best.vector) < _OTHER_SUBJECT][:_BACKGROUND]
    return best.score - sum(others) / len(others) if len(others) == _BACKGROUND else _USUAL_LEAD


def _figures_missing(question: str, around: str) -> float:
    mine = {n.value for n in find_all_numbers(question) if len(n.value) > 1}
    theirs = {n.value for n in find_all_numbers(around)}
    return len(mine - theirs) / len(mine) if mine else 0.0
