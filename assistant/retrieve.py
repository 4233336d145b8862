"""Query -> Hits, fair to both languages.

In: a query, the library, the encoder. Out: passages ranked on one scale whatever their language. Embedding models
rank same-language text above better evidence in the other language (Amiraz et al. 2025, "The Cross-Lingual Cost"),
and keywords cannot cross at all. So: candidates come equally from both languages; the mean vector of each language is
taken off passages, windows and questions (corpus/calibration.py); keywords speak only within the question's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant import relevance
from assistant.records import Query
from corpus.calibration import LANGUAGES, FairEmbedder
from corpus.language import keywords
from corpus.library import Candidate, Library
from corpus.records import Hit, Language

_DEPTH = 20  # nearest passages taken from each language; windows bring in about as many again
_KEYWORD_DEPTH = 20
_KEYWORD_WEIGHT = 0.05


def retrieve(query: Query, library: Library, embedder: FairEmbedder, limit: int = 20) -> list[Hit]:
    """At most `limit` passages, best first."""
    vector = embedder.embed_query(query.text, query.language)
    languages = [query.filters.language] if query.filters.language else LANGUAGES
    candidates = library.candidates(vector, query.text, languages, _DEPTH, _KEYWORD_DEPTH)
    scored = [_closeness(candidate, vector) for candidate in candidates]
    return rank(query, scored, library.rarity(query.text))[:limit]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A candidate with its centred cosines to the query, each -1..1."""

    candidate: Candidate
    passage: float
    single: float  # best one-sentence window
    pair: float  # best two-sentence window, the passage itself where it has none
    windows: np.ndarray  # (windows,)

    @property
    def multi(self) -> float:
        """Mean of passage, best sentence and best two sentences: a fact deep in a long passage counts as much as its subject."""
        return (self.passage + self.single + self.pair) / 3


def _closeness(candidate: Candidate, vector: np.ndarray) -> Scored:
    passage = float(candidate.vector @ vector)
    windows = candidate.window_vectors @ vector
    sizes = [w.sentences for w in candidate.passage.windows]
    singles = [float(s) for s, n in zip(windows, sizes, strict=True) if n == 1]
    pairs = [float(s) for s, n in zip(windows, sizes, strict=True) if n == 2]
    return Scored(candidate, passage, max(singles, default=passage), max(pairs, default=passage), windows)


def rank(query: Query, scored: Sequence[Scored], rarity: dict[str, float]) -> list[Hit]:
    """Hits by falling score; `rarity` weighs the question's keyword stems."""
    best_keyword = max((s.candidate.keyword_score for s in scored if _same(s, query.language)), default=0.0)
    hits = []
    for item in scored:
        same = _same(item, query.language)
        keyword = item.candidate.keyword_score / best_keyword if same and best_keyword else 0.0
        score = item.multi + _KEYWORD_WEIGHT * keyword
        features = relevance.Features(
            passage=item.passage,
            single=item.single,
            pair=item.pair,
            coverage=coverage(rarity, item.candidate.passage.text) if same else 0.0,
            same_language=float(same),
        )
        sentences = tuple(
            (w, float(s)) for w, s in zip(item.candidate.passage.windows, item.windows, strict=True) if w.sentences == 1
        )
        hits.append(
            Hit(item.candidate.passage, item.candidate.document, score, relevance.probability(features), sentences)
        )
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.document_id, hit.passage.ordinal))


def coverage(rarity: dict[str, float], text: str) -> float:
    """Share 0-1 of the question's keywords that stand in `text`, weighted by their rarity."""
    total = sum(rarity.values())
    if not total:
        return 0.0
    stems = {word.stem for word in keywords(text)}
    return sum(weight for stem, weight in rarity.items() if stem in stems) / total


def _same(item: Scored, language: Language) -> bool:
    return item.candidate.passage.language == language
