"""Hits -> Evidence: the sentences that answer best, no two alike.

In: hits, best first, and the coverage of their question. Out: at most a handful of verbatim sentences, best first. Whether they answer
at all was decided by relevance.py; how they are worded is answer.py's.
"""

from collections.abc import Sequence

from assistant.coverage import Coverage
from assistant.records import Evidence
from corpus.dates import find_dates, find_numbers
from corpus.language import keywords
from corpus.records import Hit

_HITS = 5  # passages whose sentences compete
_COVERAGE_WEIGHT = 0.3  # of the question's keywords in the sentence, beside its cosine
_HIT_WEIGHT = 1.0  # of the passage's own score
_KEPT_WITHIN = 0.12  # of the best sentence's score
_ALIKE = 0.7  # share of the shorter sentence's keywords that stand in the other


def select(hits: Sequence[Hit], coverage: Coverage, limit: int = 3) -> list[Evidence]:
    """The best sentences of the best passages, at most `limit`; a sentence said before is left out."""
    ranked = sorted(
        (evidence for hit in hits[:_HITS] for evidence in _sentences(hit, coverage)), key=lambda e: -e.score
    )
    kept: list[Evidence] = []
    for evidence in ranked:
        if kept and evidence.score < kept[0].score - _KEPT_WITHIN:
            break
        if not any(alike(evidence.text, other.text) for other in kept):
            kept.append(evidence)
        if len(kept) == limit:
            break
    return kept


def _sentences(hit: Hit, coverage: Coverage) -> list[Evidence]:
    found = []
    for window, closeness in hit.sentences:
        start = hit.passage.start
        text = hit.passage.text[window.start - start : window.end - start]
        covered = coverage.of_text(text, hit.passage.language)
        score = closeness + _COVERAGE_WEIGHT * covered + _HIT_WEIGHT * hit.score
        found.append(Evidence(hit.document, hit.passage, window.start, window.end, text, score))
    return found


def alike(text: str, other: str) -> bool:
    """Whether two sentences say the same in nearly the same words, figures included."""
    mine, theirs = {k.stem for k in keywords(text)}, {k.stem for k in keywords(other)}
    if not mine or not theirs:
        return text == other
    if {n.value for n in find_numbers(text)} != {n.value for n in find_numbers(other)}:
        return False
    if [(d.year, d.month, d.day) for d in find_dates(text)] != [(d.year, d.month, d.day) for d in find_dates(other)]:
        return False
    return len(mine & theirs) / min(len(mine), len(theirs)) >= _ALIKE
