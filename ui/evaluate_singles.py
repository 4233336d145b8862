"""The single rankers that the program's ranking is made of, over an open library: what it must not fall below.

In: a library, the encoder. Out: rankings of items by the passage's vector, by its parts' vectors, by the strength of
the question's keywords, and by BM25. What others ship is evaluate_rivals.py's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.coverage import Coverage
from assistant.understand import understand
from corpus.calibration import FairEmbedder
from corpus.keyword_store import KeywordEntry, KeywordStore
from corpus.language import keywords
from corpus.library import Library
from corpus.records import LANGUAGES
from ui.evaluate_libraries import item_of
from ui.evaluate_sets import Asked

Rank = Callable[[Asked], list[str]]  # a question's items, best first
DEPTH = 100
_CANDIDATES = 20  # by each ranker in each language, as the program takes them
SINGLES = ("passage vectors, means removed", "parts, no keywords", "keywords, no vectors", "BM25 alone")


@contextmanager
def singles(library: Library, fair: FairEmbedder) -> Iterator[Mapping[str, Rank]]:
    """Each single ranker, by its name in SINGLES."""
    entries = [
        KeywordEntry(f"{info.id}/{passage.ordinal}", item_of(info.path), passage.language, passage.text)
        for info in library.documents()
        for passage in library.document_passages(info.id)
    ]
    asked_before = _Scored(library, fair)
    with TemporaryDirectory(prefix="sanad-singles-", ignore_cleanup_errors=True) as folder:
        rankers = [partial(asked_before.rank, by=by) for by in range(len(SINGLES) - 1)]
        yield dict(zip(SINGLES, (*rankers, bm25(entries, Path(folder))), strict=True))


class _Scored:
    """The candidates of each question, scored by every single ranker at once: reading them is what takes time."""

    def __init__(self, library: Library, fair: FairEmbedder) -> None:
        self._library, self._fair = library, fair
        self._names: dict[str, list[list[str]]] = {}

    def rank(self, asked: Asked, by: int) -> list[str]:
        """Items by the ranker of that place in SINGLES; what holds no keyword is not ranked by keywords."""
        if asked.text not in self._names:
            self._names[asked.text] = self._ranked(asked.text)
        return self._names[asked.text][by]

    def _ranked(self, text: str) -> list[list[str]]:
        query = understand(text)
        vector = self._fair.embed_query(query.text, query.language)
        coverage = Coverage(query.text, query.language, self._library)
        found = self._library.candidates(vector, coverage.search_stems(), LANGUAGES, _CANDIDATES, _CANDIDATES)
        wholes = [float(c.vector @ vector) for c in found]
        # The mean of a passage's centred cosine and that of its best part: the vectors as the program uses them.
        parts = [
            (whole + max((float(cosine) for cosine in c.window_vectors @ vector), default=whole)) / 2
            for whole, c in zip(wholes, found, strict=True)
        ]
        strengths = [coverage.strengths(c.stems, [], c.passage.language)[0] for c in found]
        paths = [c.document.path for c in found]
        held = [n for n, strength in enumerate(strengths) if strength > 0]
        return [
            _by(paths, wholes),
            _by(paths, parts),
            _by([paths[n] for n in held], [strengths[n] for n in held]),
        ]


def _by(paths: Sequence[str], scores: Sequence[float]) -> list[str]:
    return once(item_of(paths[n]) for n in np.argsort([-score for score in scores], kind="stable"))


def bm25(entries: Sequence[KeywordEntry], folder: Path) -> Rank:
    """By BM25 over the words of the question as they are, in an index of `entries` whose documents are items."""
    store, items = KeywordStore(folder), {entry.id: entry.document_id for entry in entries}
    store.replace([], entries)

    def rank(asked: Asked) -> list[str]:
        stems = {word.stem for word in keywords(asked.text)}
        found = [pair for language in LANGUAGES for pair in store.search(stems, language, DEPTH)]
        return once(items[key] for key, _ in sorted(found, key=lambda pair: -pair[1]))

    return rank


def once(names: Iterable[str]) -> list[str]:
    """Each name once, where it comes first."""
    return list(dict.fromkeys(names))
