"""The probability that the documents answer a question, by what was found for it.

In: the query, its hits, what would be quoted. Out: a probability 0-1; below THRESHOLD the question is refused.
relevance.py judges passages one by one; this looks at the whole: how far the best one stands out, and whether what is
asked of its subject, the kind of thing that is asked for and the question's own names and figures are there. Those
words of the question that nothing quoted speaks of come with it, to be said beside the answer.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import spans
from assistant.coverage import Coverage
from assistant.evidence import Selection
from assistant.number_words import find_all_numbers, find_ordinals
from assistant.question_type import Asked
from assistant.records import Evidence, Query
from assistant.scoring import is_titled
from assistant.subjects import Text
from assistant.unmentioned import around, unmentioned, unsaid
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
    not_near: float  # the same of the first quote with the sentences beside it
    no_unit: float  # 1 where no number of its passage stands beside the unit that is asked for
    names_missing: float  # share 0-1 of the question's bodies and places that stand nowhere around
    figures_missing: float  # the same of its numbers and ranks
    unmentioned: float  # 1 where what is asked about is mentioned by nothing that is quoted
    unsaid: float  # share 0-1 of what is asked of the question's names that the first quote does not say


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether what was found answers."""

    confidence: float  # 0-1: the probability that what would be quoted, or what stands around it, answers
    unmentioned: tuple[str, ...]  # words of the question, as written, that nothing quoted speaks of


# Fitted by tests/bench/fit_answerable.py; then what is missing was weighed more and the lead less, at no loss there:
# the subjects of one institution's documents lie near each other. docs/answers.md.
_FOUND = {"hit": 5.2, "lead": 7.0, "relevance": 0.5, "beyond": 3.2, "other_language": 0.82}
_MISSING = {"not_quoted": -2.2, "no_unit": -1.6, "names_missing": -2.0, "figures_missing": -1.0}
_BIAS = -4.5
# A passage that is read with its title and heading is near for its subject, and how near says no more than that: what
# is found counts up to a point, and what is missing decides. Fitted on questions about such documents, docs/answers.md.
_TITLED_MISSING = {
    "not_quoted": -1.25, "not_near": -2.4, "no_unit": -1.8, "names_missing": -2.6, "figures_missing": -1.2,
    "unmentioned": -1.2, "unsaid": -0.95,
}  # fmt: skip
_ENOUGH, _BEYOND_ENOUGH = 1.5, 0.2  # that point, in log odds, and the share of what goes beyond it
_TITLED_FOUND, _TITLED_BIAS = 0.44, 0.65  # the share of what is found that counts at all
THRESHOLD = 0.3  # at which nine of ten answerable questions are answered, and fewer than one of ten others
_LEAST = 1e-6  # a probability, and one less it, is taken for no less
_UNSURE = 0.5  # of a person or place where another name may be who is asked for, or where no capitals tell names


def judge(query: Query, hits: Sequence[Hit], selection: Selection, coverage: Coverage) -> Judgement:
    """Of what was selected from `hits`; of confidence 0 where nothing was."""
    if not selection.best:
        return Judgement(0.0, ())
    words = unmentioned(query, selection.evidence, selection.subjects, coverage)
    known = features(query, hits, selection, coverage, words)
    total = _BIAS + _weighed(known, _FOUND)
    if is_titled(selection.sentences[0].hit):
        found = min(total, _ENOUGH + _BEYOND_ENOUGH * (total - _ENOUGH))
        total = _TITLED_BIAS + _TITLED_FOUND * found + _weighed(known, _TITLED_MISSING)
    else:
        total += _weighed(known, _MISSING)
    return Judgement(1 / (1 + math.exp(-total)), tuple(words))


def _weighed(known: Features, weights: Mapping[str, float]) -> float:
    return sum(weight * float(getattr(known, name)) for name, weight in weights.items())


def features(
    query: Query, hits: Sequence[Hit], selection: Selection, coverage: Coverage, words: Sequence[str]
) -> Features:
    """Of the best sentence among those of `hits`, and of the quotes chosen from them, which do not mention `words`."""
    best, wanted, quote = selection.sentences[0], selection.wanted, selection.evidence[0]
    passage, document = best.hit.passage, best.hit.document
    above = Text(f"{document.title}\n{passage.section}", passage.language)
    said = around(document, passage)
    likeliest = min(max(max(hit.relevance for hit in hits), _LEAST), 1 - _LEAST)
    return Features(
        hits[0].score,
        _lead(hits),
        math.log(likeliest / (1 - likeliest)),
        coverage.beyond(said.stems, above.stems, passage.language),
        float(passage.language != query.language),
        _kind_missing(query, quote.text, wanted),
        _kind_missing(query, _with_neighbours(quote), wanted),
        float(_counts(wanted, passage.language) and not spans.unit_stands(passage.text, wanted)),
        selection.subjects.known_missing(said),
        _figures_missing(query.text, said.text),
        float(bool(words)),
        unsaid(query, quote, selection.subjects, coverage),
    )


def _counts(wanted: Asked, language: Language) -> bool:
    """Whether a number of something is asked for that is known by name in `language`."""
    return bool(wanted.measure) or any(language_of(unit) == language for unit in wanted.unit)


def _kind_missing(query: Query, text: str, wanted: Asked) -> float:
    stems = frozenset(word.stem for word in keywords(query.text))
    if wanted.kind == "reason":  # many a reason is given without a word for it
        return 0.0 if spans.has_form(text, wanted) else _UNSURE
    if wanted.kind not in ("date", "number", "person", "place") or spans.find(text, wanted, stems):
        return 0.0
    unsure = wanted.kind in ("person", "place") and (language_of(text) == "ar" or bool(spans.names(text, stems)))
    return _UNSURE if unsure else 1.0


def _with_neighbours(quote: Evidence) -> str:
    """A quote with the sentence before it and the one after it, of its passage."""
    passage = quote.passage
    windows = [window for window in passage.windows if window.sentences == 1]
    start = max((w.start for w in windows if w.end <= quote.start), default=quote.start)
    end = min((w.end for w in windows if w.start >= quote.end), default=quote.end)
    return passage.text[start - passage.start : end - passage.start]


def _lead(hits: Sequence[Hit]) -> float:
    """Documents that say the same as the best one do not count against it."""
    others = [hit.score for hit in hits if float(hit.vector @ hits[0].vector) < _OTHER_SUBJECT][:_BACKGROUND]
    return hits[0].score - sum(others) / len(others) if len(others) == _BACKGROUND else _USUAL_LEAD


def _figures_missing(question: str, text: str) -> float:
    mine = _figures(question)
    theirs = _figures(text)
    return len(mine - theirs) / len(mine) if mine else 0.0


def _figures(text: str) -> set[str]:
    """Numbers of two digits and more, and ranks; a first goes without saying."""
    ranks = find_ordinals(text) - {1}
    return {n.value for n in find_all_numbers(text) if len(n.value) > 1} | {f"#{n}" for n in ranks}
