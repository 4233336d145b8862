"""The probability that the documents answer a question, by what was found for it.

In: the query, its hits, what would be quoted. Out: a probability 0-1; below THRESHOLD the question is refused.
relevance.py judges passages one by one; this looks at the whole: how far the best one stands out, and whether what is
asked of its subject, the kind of thing that is asked for and the question's own names and figures are there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import spans
from assistant.coverage import Coverage
from assistant.evidence import Selection
from assistant.number_words import find_all_numbers, find_ordinals
from assistant.question_type import Asked
from assistant.records import Query
from assistant.subjects import Text
from corpus.language import keywords, language_of
from corpus.records import Hit, Language

_BACKGROUND = 5  # hits on other subjects that a best hit is held against
_OTHER_SUBJECT = 0.5  # centred cosine of two passages below which they are on two subjects
_USUAL_LEAD = 0.25  # where there is too little to hold it against


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the best passage, and of what would be quoted."""

    hit: float  # score of the best passage
    lead: float  # by how much that is above passages on other subjects
    relevance: float  # log odds of the likeliest passage, by relevance.py
    beyond: float  # 0-1 of the keywords beyond heading and title that its passage has: what is asked of their subject
    other_language: float  # 1 where that is not in the question's language
    not_quoted: float  # 1 where the first quote has no date, number, person or place, and that is asked for
    no_unit: float  # 1 where no number of its passage stands beside the unit that is asked for
    names_missing: float  # share 0-1 of the question's bodies and places that stand nowhere around
    figures_missing: float  # the same of its numbers and ranks


# Fitted by tests/bench/fit_answerable.py; then what is missing was weighed more and the lead less, at no loss there:
# the subjects of one institution's documents lie near each other. docs/answers.md.
_WEIGHTS = Features(
    hit=5.2, lead=7.0, relevance=0.5, beyond=3.2, other_language=0.82, not_quoted=-2.2, no_unit=-1.6,
    names_missing=-2.0, figures_missing=-1.0,
)  # fmt: skip
_BIAS = -4.5
THRESHOLD = 0.3  # at which nine of ten answerable questions are answered, and fewer than one of ten others
_LEAST = 1e-6  # a probability, and one less it, is taken for no less
_UNSURE = 0.5  # of a person or place where another name may be who is asked for, or where no capitals tell names


def confidence(query: Query, hits: Sequence[Hit], selection: Selection, coverage: Coverage) -> float:
    """0-1: the probability that what would be quoted, or what stands around it, answers; 0 where nothing is."""
    if not selection.best:
        return 0.0
    found = features(query, hits, selection, coverage)
    total = _BIAS + sum(getattr(_WEIGHTS, name) * getattr(found, name) for name in Features.__slots__)
    return 1 / (1 + math.exp(-total))


def features(query: Query, hits: Sequence[Hit], selection: Selection, coverage: Coverage) -> Features:
    """Of the best sentence among those of `hits`, and of the quotes chosen from them."""
    best, wanted = selection.sentences[0], selection.wanted
    passage, document = best.hit.passage, best.hit.document
    above = Text(f"{document.title}\n{passage.section}", passage.language)
    around = Text(f"{document.title}\n{passage.section}\n{document.date}\n{passage.text}", passage.language)
    likeliest = min(max(max(hit.relevance for hit in hits), _LEAST), 1 - _LEAST)
    return Features(
        hits[0].score,
        _lead(hits),
        math.log(likeliest / (1 - likeliest)),
        coverage.beyond(around.stems, above.stems, passage.language),
        float(passage.language != query.language),
        _kind_missing(query, selection.evidence[0].text, wanted),
        float(_counts(wanted, passage.language) and not spans.unit_stands(passage.text, wanted)),
        selection.subjects.known_missing(around),
        _figures_missing(query.text, around.text),
    )


def _counts(wanted: Asked, language: Language) -> bool:
    """Whether a number of something is asked for that is known by name in `language`."""
    return bool(wanted.measure) or any(language_of(unit) == language for unit in wanted.unit)


def _kind_missing(query: Query, text: str, wanted: Asked) -> float:
    stems = frozenset(word.stem for word in keywords(query.text))
    if wanted.kind not in ("date", "number", "person", "place") or spans.find(text, wanted, stems):
        return 0.0
    unsure = wanted.kind in ("person", "place") and (language_of(text) == "ar" or bool(spans.names(text, stems)))
    return _UNSURE if unsure else 1.0


def _lead(hits: Sequence[Hit]) -> float:
    """Documents that say the same as the best one do not count against it."""
    others = [hit.score for hit in hits if float(hit.vector @ hits[0].vector) < _OTHER_SUBJECT][:_BACKGROUND]
    return hits[0].score - sum(others) / len(others) if len(others) == _BACKGROUND else _USUAL_LEAD


def _figures_missing(question: str, around: str) -> float:
    mine = _figures(question)
    theirs = _figures(around)
    return len(mine - theirs) / len(mine) if mine else 0.0


def _figures(text: str) -> set[str]:
    """Numbers of two digits and more, and ranks; a first goes without saying."""
    ranks = find_ordinals(text) - {1}
    return {n.value for n in find_all_numbers(text) if len(n.value) > 1} | {f"#{n}" for n in ranks}
