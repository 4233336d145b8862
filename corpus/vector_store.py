"""The only file that knows Chroma: vectors of passages and windows, one collection per language and unit.

In: ids and unit vectors. Out: ids nearest to a query, and stored vectors. Which ids are live is the catalogue's
business: an id that the catalogue does not hold counts for nothing, so writing here before committing there is safe.
"""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings

from corpus.records import LANGUAGES, UNITS, Language, Unit

_EXACT = 1000  # ids that are compared one by one: so few among many, the graph does not reach them all
_BATCH = 4000  # under the embedded server's limit of 5,461 records a call


class VectorStore:
    """Open vectors in `folder`; created when missing. Safe to use from several threads and processes.

    Chroma keeps its graph in memory and does not notice what another process writes: it misses new ids, or fails on
    them. So each change leaves a new stamp beside the folder, and who finds a stamp not its own opens Chroma anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._stamp_file = folder, folder.with_name(f"{folder.name}.stamp")
        self._lock = threading.RLock()
        self._open()

    def _open(self) -> None:
        self._stamp = self._read_stamp()
        settings = ChromaSettings(anonymized_telemetry=False)
        self._client = cast(Client, chromadb.PersistentClient(str(self._folder), settings=settings))
        self._collections = {(unit, lang): self._create(f"{unit}-{lang}") for unit in UNITS for lang in LANGUAGES}

    def _read_stamp(self) -> bytes:
        return self._stamp_file.read_bytes() if self._stamp_file.exists() else b""

    @contextmanager
    def _collection(self, unit: Unit, language: Language, changing: bool = False) -> Iterator[Collection]:
        with self._lock:
            if self._read_stamp() != self._stamp:
                self.close()
                self._open()
            if not changing:
                yield self._collections[unit, language]
                return
            try:
                yield self._collections[unit, language]
            finally:  # also after a failure, which may have written a part
                self._stamp = os.urandom(16)
                self._stamp_file.write_bytes(self._stamp)

    def _create(self, name: str) -> Collection:
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}},
        )

    def add(self, unit: Unit, language: Language, ids: Sequence[str], vectors: np.ndarray) -> None:
        """Write vectors float32 (len(ids), dim); ids already there are overwritten."""
        with self._collection(unit, language, changing=True) as collection:
            for at in range(0, len(ids), _BATCH):
                collection.upsert(ids=list(ids[at : at + _BATCH]), embeddings=vectors[at : at + _BATCH])

    def nearest(
        self, unit: Unit, language: Language, vector: np.ndarray, limit: int, among: Sequence[str] | None = None
    ) -> list[str]:
        """Ids by falling cosine with `vector` float32 (dim,), at most `limit`; with `among`, of those ids only."""
        if among is not None and len(among) <= _EXACT:
            stored = self.vectors(unit, language, among)
            return sorted(stored, key=lambda name: -float(stored[name] @ vector))[:limit]
        ids = None if among is None else list(among)
        with self._collection(unit, language) as collection:
            found = collection.query(query_embeddings=[vector], ids=ids, n_results=limit, include=[])
        return found["ids"][0]

    def vectors(self, unit: Unit, language: Language, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Stored vectors float32 (dim,) by id; ids that are not there are left out."""
        if not ids:
            return {}
        with self._collection(unit, language) as collection:
            found = collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))

    def remove(self, unit: Unit, language: Language, ids: Sequence[str]) -> None:
        """Forget ids; ids that are not there are no error."""
        if not ids:
            return
        with self._collection(unit, language, changing=True) as collection:
            for at in range(0, len(ids), _BATCH):
                collection.delete(ids=list(ids[at : at + _BATCH]))

    def ids(self, unit: Unit, language: Language) -> Iterable[str]:
        """Every id stored."""
        with self._collection(unit, language) as collection:
            return collection.get(include=[])["ids"]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()
