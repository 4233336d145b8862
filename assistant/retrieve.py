"""Query -> Hits, fair to both languages.

In: a query, the library, the encoder. Out: passages ranked on one scale whatever their language. Embedding models
rank same-language text above better evidence in the other language (Amiraz et al. 2025, "The Cross-Lingual Cost"),
and keywords cannot cross at all. So: candidates come equally from both languages; the mean vector of each language is
taken off passages, windows and questions (corpus/calibration.py); keywords cross through their equivalents
(coverage.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from assistant import relevance
from assistant.coverage import Coverage
from assistant.number_words import find_ordinals
from assistant.records import Filters, Query
from corpus.calibration import FairEmbedder
from corpus.candidates import Candidate
from corpus.context import context_of
from corpus.dates import Span
from corpus.language import keywords, language_of, surfaces
from corpus.library import Library
from corpus.periods import closeness, times_of
from corpus.records import LANGUAGES, Hit, Scope, Window

_DEPTH = 20  # nearest passages taken from each language; windows bring in about as many again
_KEYWORD_DEPTH = 20
# Against a mean cosine; chosen on a part of the questions, docs/retrieval.md.
_PART = 0.5  # the share of a passage's best part in its closeness
_PART_BESIDE_CONTEXT = 0.3  # the same where the passage, but not the part, is read with a title or a heading
_KEYWORDS = 0.13  # a full strength of the keywords in the passage, and as much for those in its best part
_PHRASE = 0.05  # holding a phrase in quotation marks
_WISHED = 0.03  # being of a time that the question is about
_RANKED = 0.08  # of a document whose title has the rank that the question has, "the second round"; off for another rank
_READ_FOR_TIMES = 30  # passages whose times are read, half a millisecond each, where a question names one
_SAME_LANGUAGE = 0.025  # what a passage in the question's own language is still nearer for its language alone


def retrieve(
    query: Query,
    library: Library,
    embedder: FairEmbedder,
    limit: int = 20,
    reranker: str = "",
    coverage: Coverage | None = None,
) -> list[Hit]:
    """At most `limit` passages, best first; `reranker` names a CrossEncoder that orders the first of them anew.

    `coverage` is the query's, where the caller has made it.
    """
    vector = embedder.embed_query(query.text, query.language)
    coverage = coverage or Coverage(query.text, query.language, library)
    languages = [query.filters.language] if query.filters.language else LANGUAGES
    scope = _scope(query.filters, library)
    candidates = library.candidates(
        vector, coverage.search_stems(), languages, _DEPTH, _KEYWORD_DEPTH, scope, query.phrases
    )
    holding = {phrase: _holding(phrase, candidates) for phrase in query.phrases}
    hits = [
        _hit(query, candidate, vector, coverage, sum(id(candidate) in found for found in holding.values()))
        for candidate in _exact(query, candidates, holding)
    ]
    hits.sort(key=_order)
    if ranks := find_ordinals(query.text):
        hits = sorted((_of_rank(hit, ranks) for hit in hits), key=_order)
    if query.wished:
        nearest = [_timed(hit, query.wished) for hit in hits[:_READ_FOR_TIMES]]
        hits = sorted(nearest, key=_order) + hits[_READ_FOR_TIMES:]
    if reranker:
        from assistant.rerank import rerank  # imports torch

        hits = rerank(query.text, hits, reranker)
    return hits[:limit]


def _scope(wanted: Filters, library: Library) -> Scope | None:
    return library.scope(
        wanted.kinds, wanted.sources, wanted.date_from, wanted.date_to, wanted.documents, wanted.hidden
    )


def _exact(query: Query, candidates: Sequence[Candidate], holding: Mapping[str, set[int]]) -> Sequence[Candidate]:
    """A search for nothing but phrases in quotation marks leaves out what lacks one that some passage holds.

    Only in the phrase's language: passages in the other cannot hold it, and no report may hide behind its language.
    """
    asked = {word.stem for word in keywords(query.text)}
    if asked - {word.stem for phrase in query.phrases for word in keywords(phrase)}:
        return candidates
    for phrase, found in holding.items():
        if found:
            language = language_of(phrase, query.language)
            candidates = [c for c in candidates if id(c) in found or c.passage.language != language]
    return candidates


def _holding(phrase: str, candidates: Sequence[Candidate]) -> set[int]:
    """Which candidates, by id(), hold the words of `phrase` in a row."""
    wanted = f" {' '.join(surfaces(phrase))} "
    return {id(c) for c in candidates if wanted in f" {' '.join(surfaces(c.passage.text))} "}


def _order(hit: Hit) -> tuple[float, str, int]:
    return -hit.score, hit.passage.document_id, hit.passage.ordinal


def _timed(hit: Hit, wished: Sequence[Span]) -> Hit:
    """Nearer where the passage, or its document, is of a time that the question is about."""
    dated = Span.of(hit.document.date)
    times = [*times_of(hit.passage.text), *([dated] if dated else [])]
    return replace(hit, score=hit.score + _WISHED * closeness(wished, times))


def _of_rank(hit: Hit, ranks: set[int]) -> Hit:
    """Nearer where the title has one of `ranks`, farther where it has others only."""
    own = find_ordinals(hit.document.title)
    if not own:
        return hit
    return replace(hit, score=hit.score + (_RANKED if own & ranks else -_RANKED))


def _hit(query: Query, candidate: Candidate, vector: np.ndarray, coverage: Coverage, phrases: int) -> Hit:
    passage = candidate.passage
    same = passage.language == query.language
    whole = float(candidate.vector @ vector)
    windows = [float(cosine) for cosine in candidate.window_vectors @ vector]
    sized = list(zip(passage.windows, windows, strict=True))
    part = max(windows, default=whole)
    spans = [(window.start - passage.start, window.end - passage.start) for window in passage.windows]
    strength, strengths = coverage.strengths(candidate.stems, spans, passage.language)
    features = relevance.Features(whole, part, strength, float(same))
    # The passage and its best part: a fact deep in a long passage counts as much as its subject. Words that stand
    # together in the part that is near say more than words from all over the passage.
    share = _PART_BESIDE_CONTEXT if context_of(candidate.document, passage) else _PART
    best = max((c + _KEYWORDS / share * s for c, s in zip(windows, strengths, strict=True)), default=whole)
    score = (1 - share) * whole + share * best + _KEYWORDS * strength - _SAME_LANGUAGE * same
    score += _PHRASE * phrases
    sentences = tuple((w, _best_part(w, cosine, sized)) for w, cosine in sized if w.sentences == 1)
    relevant = relevance.probability(features)
    return Hit(passage, candidate.document, score, relevant, sentences, candidate.vector, candidate.window_vectors)


def _best_part(sentence: Window, closeness: float, sized: Sequence[tuple[Window, float]]) -> float:
    """The cosine of a sentence or of its best clause."""
    clauses = [c for w, c in sized if w.sentences == 0 and sentence.start <= w.start and w.end <= sentence.end]
    return max([closeness, *clauses])
