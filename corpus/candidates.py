"""The passages that may answer a query, read from the three stores as of one moment.

In: Stores, and what is wanted of them. Out: Candidates with their vectors, also while documents are being replaced.
How they are ranked is assistant/retrieve.py's.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.catalogue_tables import StoredPassage
from corpus.keys import PassageKey, document_of, passage_of
from corpus.records import DocumentInfo, Language, Passage, Scope, Unit
from corpus.stores import Stores

_OVERSAMPLE = 4
_PATIENCE_SECONDS = 5.0  # how long the reading is tried anew while documents are being replaced


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A passage that may answer, with what ranking needs."""

    passage: Passage
    document: DocumentInfo
    stems: Mapping[str, Sequence[int]]  # of its keywords, with their offsets into its text, -1 for its context
    vector: np.ndarray  # float32 (dim,), unit length
    window_vectors: np.ndarray  # float32 (windows, dim), unit length


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """In each of `languages`, of the documents in `scope` (None: of all): see Library.candidates."""

    vector: np.ndarray  # float32 (dim,), unit length
    stems: Collection[str]
    languages: Sequence[Language]
    depth: int  # passages by vector, and twice as many windows
    keyword_depth: int  # passages by keywords, and as many by each phrase
    scope: Scope | None
    phrases: Sequence[str]


def read_candidates(stores: Stores, wanted: Wanted) -> list[Candidate]:
    """Each once; of a document that is being replaced those of the old version or of the new one, never a mix."""
    patient_until = time.monotonic() + _PATIENCE_SECONDS
    crowd = 0  # dead keys among the nearest: of versions on their way in or out, or left over from a crash
    while True:
        turnover = stores.catalogue.turnover()
        keys = dict.fromkeys(key for language in wanted.languages for key in _keys(stores, wanted, language, crowd))
        # One read for all languages: the passages of a document are all of one version of it.
        live = stores.catalogue.passages(keys)
        found = [c for language in wanted.languages for c in _with_vectors(stores, language, live)]
        dead = len(keys) - len(live)
        # Where passages died meanwhile, the keys may be of the old version and the catalogue of the new one.
        whole = stores.catalogue.turnover() == turnover and dead <= crowd
        if whole or time.monotonic() > patient_until:
            return found
        crowd = max(crowd, dead)


def _keys(stores: Stores, wanted: Wanted, language: Language, crowd: int) -> list[str]:
    """Keys by keywords, phrases and nearness; `crowd` more of each, in place of dead ones."""
    scope, keyword_depth = wanted.scope, wanted.keyword_depth + crowd
    keys = [key for key, _ in stores.keywords.search(wanted.stems, language, keyword_depth, scope)]
    for phrase in wanted.phrases:
        keys += stores.keywords.with_phrase(phrase, language, keyword_depth, scope)
    keys += _nearest(stores, "passages", language, wanted.vector, wanted.depth + crowd, scope)
    windows = _nearest(stores, "windows", language, wanted.vector, 2 * wanted.depth + crowd, scope)
    return keys + [passage_of(window) for window in windows]


def _nearest(
    stores: Stores, unit: Unit, language: Language, vector: np.ndarray, limit: int, scope: Scope | None
) -> list[str]:
    if scope is None:
        return stores.vectors.nearest(unit, language, vector, limit)
    # Most often enough of the nearest few are in scope; where not, the search is made among those in scope alone.
    near = stores.vectors.nearest(unit, language, vector, _OVERSAMPLE * limit)
    owners = near if unit == "passages" else map(passage_of, near)
    within = [key for key, owner in zip(near, owners, strict=True) if scope.admits(document_of(owner))]
    if len(within) < limit and len(near) == _OVERSAMPLE * limit:
        keys = stores.catalogue.keys_within(scope, language)
        names = [k.key for k in keys] if unit == "passages" else [w for k in keys for w in k.window_keys]
        within = stores.vectors.nearest(unit, language, vector, limit, names)
    return within[:limit]


def _with_vectors(stores: Stores, language: Language, live: Mapping[str, StoredPassage]) -> list[Candidate]:
    live = {key: stored for key, stored in live.items() if stored.passage.language == language}
    keys = {key: PassageKey(key, language, len(stored.passage.windows)) for key, stored in live.items()}
    passages = stores.vectors.vectors("passages", language, list(keys))
    windows = stores.vectors.vectors("windows", language, [w for k in keys.values() for w in k.window_keys])
    found = []
    for key, stored in live.items():
        window_keys = keys[key].window_keys
        if key in passages and all(w in windows for w in window_keys):
            vectors = np.stack([windows[w] for w in window_keys])
            found.append(Candidate(stored.passage, stored.document, stored.stems, passages[key], vectors))
    return found
