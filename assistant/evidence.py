"""Hits -> Evidence: the sentences that answer best, no two alike.

In: the query, its hits, best first, and the coverage of its keywords. Out: at most a handful of verbatim sentences,
best first. Whether they answer at all was decided by relevance.py; how they are worded is answer.py's.
"""

from collections.abc import Sequence

from assistant.coverage import Coverage
from assistant.question_type import Kind, has_kind, kind_of
from assistant.records import Evidence, Query
from corpus.dates import find_dates, find_numbers
from corpus.language import keywords
from corpus.records import Hit

_HITS = 5  # passages whose sentences compete
# What is added to a sentence's cosine; chosen on XQuAD, docs/retrieval.md.
_COVERAGE = 0.3  # for all of the question's keywords in the sentence
_IN_CONTEXT = 0.4  # for all of them in the sentence and the one before it: "Its first head was …"
_KIND = 0.2  # for a date where the question asks when, a number where it asks how many
_NEW_WORD = 0.01  # for each keyword that the question does not have: an answer adds something
_NEW_WORDS = 8
_HIT = 2.0  # of the passage's own score
_KEPT_WITHIN = 0.3  # of the best sentence's score
_RELATED = 0.02  # probability of an answer below which a passage is not even related
_ALIKE = 0.7  # share of the shorter sentence's keywords that stand in the other


def select(query: Query, hits: Sequence[Hit], coverage: Coverage, limit: int = 3) -> list[Evidence]:
    """The best sentences of the best passages, at most `limit`; a sentence said before is left out."""
    kind = kind_of(query.question, query.language)
    asked = {word.stem for word in keywords(query.text)}
    scored = (evidence for hit in hits[:_HITS] for evidence in _sentences(hit, asked, kind, coverage))
    kept: list[Evidence] = []
    for evidence in sorted(scored, key=lambda e: -e.score):
        if kept and evidence.score < kept[0].score - _KEPT_WITHIN:
            break
        if not any(alike(evidence.text, other.text) for other in kept):
            kept.append(evidence)
        if len(kept) == limit:
            break
    return kept


def nearest(hits: Sequence[Hit], limit: int = 3) -> list[Evidence]:
    """What a refusal offers: the sentence nearest to the question from each of the likeliest documents, best first."""
    documents: dict[str, Evidence] = {}
    for hit in hits[:_HITS]:
        if hit.relevance >= _RELATED and hit.sentences and hit.document.id not in documents:
            window, _ = max(hit.sentences, key=lambda pair: pair[1])
            text = hit.passage.text[window.start - hit.passage.start : window.end - hit.passage.start]
            evidence = Evidence(hit.document, hit.passage, window.start, window.end, text, hit.score)
            documents[hit.document.id] = evidence
    return list(documents.values())[:limit]


def _sentences(hit: Hit, asked: set[str], kind: Kind, coverage: Coverage) -> list[Evidence]:
    found = []
    before: set[str] = set()
    language, start = hit.passage.language, hit.passage.start
    for window, closeness in hit.sentences:
        text = hit.passage.text[window.start - start : window.end - start]
        stems = {word.stem for word in keywords(text)}
        score = (
            closeness
            + _HIT * hit.score
            + _COVERAGE * coverage.of(stems, language)
            + _IN_CONTEXT * coverage.of(stems | before, language)
            + _KIND * has_kind(text, kind)
            + _NEW_WORD * min(len(stems - asked), _NEW_WORDS)
        )
        found.append(Evidence(hit.document, hit.passage, window.start, window.end, text, score))
        before = stems
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
