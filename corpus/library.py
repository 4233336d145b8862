"""One face over the three stores: add, replace, remove, search, verify, repair.

In: documents with embedded passages; a query's vector and words. Out: candidates with their vectors. The order of
writing makes each document change atomically: vectors and keywords first, under keys of their own; then the
catalogue's transaction makes them live; last the dead keys are dropped. A crash in between leaves only dead keys,
which no search sees and `repair` removes. How candidates are ranked is assistant/retrieve.py's.
"""

import contextlib
import errno
import os
import shutil
import threading
import weakref
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from corpus import generations
from corpus.anchors import read_anchor
from corpus.candidates import Candidate, Wanted, read_candidates
from corpus.catalogue import Catalogue
from corpus.catalogue_tables import PathEntry
from corpus.errors import (
    HomeError,
    LibraryBusy,
    LibraryFull,
    LibraryMismatch,
    LibraryReplaced,
    SanadError,
    UnknownDocument,
)
from corpus.keys import document_of, passage_key, text_sha256
from corpus.keyword_store import KeywordEntry, KeywordStore
from corpus.memory import give_back
from corpus.near_duplicates import signature
from corpus.records import (
    LANGUAGES,
    Document,
    DocumentInfo,
    EmbeddedPassage,
    ExtractionReport,
    Language,
    Passage,
    Relative,
    Resolved,
    Scope,
)
from corpus.resolve import resolve
from corpus.stores import Stores, drop
from corpus.wholeness import Findings, compare, drop_dead

if TYPE_CHECKING:
    from corpus.vector_store import VectorStore

_NOTHING_BYTES = 2**18
_RESERVE_BYTES = 64 * 2**20  # kept free: the stores need room to finish and to roll back


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was made with; another value makes its vectors or keywords meaningless."""

    encoder: str
    dimensions: str
    splitter: str
    normaliser: str


def _keyword_entry(document: Document, passage: Passage) -> KeywordEntry:
    text = f"{document.title}\n{passage.text}" if passage.ordinal == 0 else passage.text
    return KeywordEntry(passage_key(document, passage).key, document.id, passage.language, text)


def _close(catalogue: Catalogue, opened: list["VectorStore"]) -> None:
    for vectors in opened:
        vectors.close()
    catalogue.close()


class Library:
    """Open the current library in `home`, created when missing; or the one in the folder `building`, a generation
    that is being built under the lock of the current one.

    Raises HomeError when the folder cannot be used, LibraryMismatch when it was made with other parts, LibraryDamaged
    when its catalogue cannot be read.
    """

    def __init__(
        self, home: Path, manifest: Manifest, lock_timeout_seconds: float = 10.0, building: Path | None = None
    ) -> None:
        self.home, self._timeout = home, lock_timeout_seconds
        try:
            home.mkdir(parents=True, exist_ok=True)
            generations.adopt(home)
            self.folder = building or generations.current(home)
            self._lock = FileLock(building / "write.lock") if building else generations.write_lock(home)
            self._building = building is not None
            self.folder.mkdir(exist_ok=True)
            if not os.access(self.folder, os.W_OK):
                raise PermissionError(errno.EACCES, "not writable")
        except OSError as error:
            raise HomeError(path=home, detail=error.strerror or error) from error
        with self._full_disk_explained("the library"):
            self._catalogue = Catalogue(self.folder / "catalogue.sqlite")
            self._check(manifest)
            self._keywords = KeywordStore(self.folder / "keywords")
        self._opening = threading.Lock()
        self._opened: list[VectorStore] = []
        self._closing = weakref.finalize(self, _close, self._catalogue, self._opened)

    def open(self) -> None:
        """Have everything ready that searching needs; else the first search waits for it."""
        _ = self._vectors

    @property
    def _vectors(self) -> "VectorStore":
        # Chroma takes half a second to import: a run that finds nothing to do never needs it.
        with self._opening:
            if not self._opened:
                from corpus.vector_store import VectorStore

                with self._full_disk_explained("the library"):
                    self._opened.append(VectorStore(self.folder / "vectors"))
        return self._opened[0]

    def _stores(self) -> Stores:
        return Stores(self._catalogue, self._vectors, self._keywords)

    def _check(self, manifest: Manifest) -> None:
        stored = self._catalogue.manifest()
        expected = {f.name: str(getattr(manifest, f.name)) for f in fields(manifest)}
        for name, value in expected.items():
            if name in stored and stored[name].decode() != value:
                self._catalogue.close()
                raise LibraryMismatch(path=self.home, name=name, found=stored[name].decode(), expected=value)
        if not stored:
            self._catalogue.write_manifest({name: value.encode() for name, value in expected.items()})

    def close(self) -> None:
        """Let go of the files; a library that nothing refers to any more does so by itself."""
        self._closing()

    # Changing

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the only right to change the library.

        A marker tells the next writer that this one did not finish; it repairs first. Raises LibraryBusy when another
        process keeps the right too long, LibraryReplaced when this is no longer the current library.
        """
        marker = self.folder / "write.unfinished"
        try:
            with self._full_disk_explained("the library"), self._lock.acquire(timeout=self._timeout):
                if not self.is_current() and not self._building:
                    raise LibraryReplaced(path=self.home)
                if marker.exists():
                    self.repair()
                marker.touch()
                yield
                marker.unlink()
        except Timeout:
            raise LibraryBusy(path=self.home, seconds=f"{self._timeout:g}") from None

    def is_current(self) -> bool:
        """False once the library was rebuilt or rolled back: open it anew."""
        return generations.current(self.home) == self.folder

    def put(self, documents: Sequence[Document], portions: Iterable[Sequence[EmbeddedPassage]]) -> None:
        """Make each of `documents` live with its passages, which come in portions, replacing what it was; each one
        atomically.

        Call within `writing()`. Raises LibraryFull when the disk has no room; what was live stays live.
        """
        by_id = {document.id: document for document in documents}
        passages: dict[str, list[Passage]] = {document.id: [] for document in documents}
        with self._full_disk_explained(documents[0].path if documents else ""):
            for portion in portions:
                self._require_room()
                rows = [(by_id[e.passage.document_id], e) for e in portion]
                for language in LANGUAGES:
                    self._write_vectors(rows, language)
                self._keywords.replace([], [_keyword_entry(document, e.passage) for document, e in rows])
                for _, e in rows:
                    passages[e.passage.document_id].append(e.passage)
                give_back()
            live = [(document, passages[document.id], signature(document.text)) for document in documents]
            drop(self._stores(), self._catalogue.put(live))

    def _write_vectors(self, portion: Sequence[tuple[Document, EmbeddedPassage]], language: Language) -> None:
        rows = [(passage_key(d, e.passage), e) for d, e in portion if e.passage.language == language]
        if not rows:
            return
        self._vectors.add("passages", language, [key.key for key, _ in rows], np.stack([e.vector for _, e in rows]))
        window_keys = [w for key, _ in rows for w in key.window_keys]
        if window_keys:
            self._vectors.add(
                "windows",
                language,
                window_keys,
                np.concatenate([e.window_vectors for _, e in rows if len(e.window_vectors)]),
            )

    def attach_path(self, path: str, file_sha256: str, document_id: str) -> None:
        """Another file with the text of a document that is there. Call within `writing()`."""
        self._catalogue.attach_path(PathEntry(path, file_sha256, document_id))

    def detach_path(self, path: str) -> None:
        """Forget a file whose document has other files. Call within `writing()`."""
        self._catalogue.detach_path(path)

    def link_counterparts(self, document_id: str, others: Iterable[str]) -> None:
        """Make `others`, in the other language, all the counterparts of a document. Call within `writing()`."""
        self._catalogue.link_counterparts(document_id, others)

    def remember_stamps(self, stamps: Mapping[str, str]) -> None:
        """Keep how files look that are as they were indexed, by path. Call within `writing()`."""
        self._catalogue.remember_stamps(stamps)

    def remove(self, document_id: str) -> None:
        """Forget a document. Call within `writing()`. Raises UnknownDocument."""
        self.document(document_id)
        drop(self._stores(), self._catalogue.remove(document_id))

    # Reading

    def documents(self) -> list[DocumentInfo]:
        """All documents, by language and title."""
        return self._catalogue.documents()

    def documents_like(self, digests: Iterable[str], paths: Iterable[str]) -> set[str]:
        """The ids of documents whose text has one of these SHA-256 digests, or that one of these paths leads to."""
        return self._catalogue.documents_like(digests, paths)

    def document(self, document_id: str) -> Document:
        """Raises UnknownDocument."""
        found = self._catalogue.document(document_id)
        if found is None:
            raise UnknownDocument(document_id=document_id)
        return found

    def extraction_report(self, document_id: str) -> ExtractionReport:
        """How well the document's file could be read. Raises UnknownDocument."""
        found = self._catalogue.extraction_report(document_id)
        if found is None:
            raise UnknownDocument(document_id=document_id)
        return found

    def document_passages(self, document_id: str) -> list[Passage]:
        """The passages of a document, in order."""
        return self._catalogue.document_passages(document_id)

    def document_with_text(self, text: str) -> str | None:
        """The id of the document that has exactly this text."""
        return self._catalogue.document_with_text(text_sha256(text))

    def stated_counterparts(self) -> dict[str, str]:
        """By document id, the path of its version in the other language, where a file beside it names one."""
        return self._catalogue.stated_counterparts()

    def document_vectors(self, document_id: str, language: Language, limit: int) -> np.ndarray:
        """Vectors float32 (n, dim) of at most `limit` passages of a document in `language`, spread evenly over it."""
        keys = [key.key for key in self._catalogue.document_keys(document_id) if key.language == language]
        step = max(1, -(-len(keys) // limit))
        found = self._vectors.vectors("passages", language, keys[::step])
        return np.stack([found[key] for key in keys[::step] if key in found]) if found else np.empty((0, 1), np.float32)

    def nearest_documents(self, vectors: np.ndarray, language: Language, neighbours: int) -> list[str]:
        """Ids of documents that hold the passages in `language` nearest to each of `vectors` (n, dim), most first."""
        votes: Counter[str] = Counter()
        for vector in vectors:
            votes.update({document_of(key) for key in self._vectors.nearest("passages", language, vector, neighbours)})
        return [document_id for document_id, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))]

    def relatives(self, document_id: str) -> tuple[Relative, ...]:
        """Other documents that say the same: near duplicates, likest first, then versions in the other language."""
        return tuple(Relative(info, relation) for info, relation in self._catalogue.relatives(document_id))

    def resolve(self, anchor: str) -> Resolved:
        """Where the words that `anchor` stands for are now. Raises AnchorUnreadable."""
        return resolve(read_anchor(anchor), self._catalogue)

    def paths(self) -> dict[str, PathEntry]:
        """Every indexed file by absolute path."""
        return self._catalogue.paths()

    def passage_counts(self) -> dict[str, int]:
        """How many passages each document has, by id."""
        return self._catalogue.passage_counts()

    def counts(self) -> tuple[int, int]:
        """(documents, passages)."""
        return self._catalogue.counts()

    def scope(
        self,
        kinds: Sequence[str] = (),
        sources: Sequence[str] = (),
        date_from: str = "",
        date_to: str = "",
        documents: Sequence[str] = (),
        hidden: frozenset[str] = frozenset(),
    ) -> Scope | None:
        """The documents that answer this description, less the `hidden` ones; None when that is every document.

        Dates are ISO of any length, both ends included; a document without a date lies in no range.
        """
        if not (kinds or sources or date_from or date_to or documents):
            return Scope(hidden, excluded=True) if hidden else None
        found = self._catalogue.matching(kinds, sources, date_from, date_to)
        return Scope((found & set(documents) if documents else found) - hidden)

    def candidates(
        self,
        vector: np.ndarray,
        stems: Collection[str],
        languages: Sequence[Language],
        depth: int,
        keyword_depth: int,
        scope: Scope | None = None,
        phrases: Sequence[str] = (),
    ) -> list[Candidate]:
        """In each language, of the documents in `scope` (None: of all): the `depth` passages nearest to `vector`
        (dim,), those of the `2 * depth` nearest windows, the `keyword_depth` best by keyword `stems`, and as many that
        hold each of the `phrases`.
        """
        wanted = Wanted(vector, stems, languages, depth, keyword_depth, scope, phrases)
        return read_candidates(self._stores(), wanted)

    def rarity(self, stems: Iterable[str]) -> dict[str, float]:
        """Weight 0-1 of each keyword stem in this library, 1 for stems never seen."""
        return self._keywords.rarity(stems)

    def stems_with(self, prefix: str) -> list[str]:
        """The keyword stems of this library that begin with `prefix`, the commonest first."""
        return self._keywords.stems_with(prefix)

    # Keeping whole

    def verify(self) -> Findings:
        """Compare the three stores."""
        return compare(self._stores())

    def repair(self) -> Findings:
        """Drop dead keys and forget documents with missing parts, so that indexing writes them again; what was found.

        Call within `writing()`.
        """
        stores = self._stores()
        findings = compare(stores)
        for document_id in findings.missing:
            drop(stores, self._catalogue.remove(document_id))
        drop_dead(stores)
        return findings

    def _require_room(self) -> None:
        if shutil.disk_usage(self.folder).free < _RESERVE_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @contextlib.contextmanager
    def _full_disk_explained(self, name: str) -> Iterator[None]:
        """The stores report a full disk each in its own way; here it becomes one error."""
        try:
            yield
        except SanadError:
            raise
        except Exception as error:  # whatever a store raises goes on its way, but for a full disk
            text = str(error).casefold()
            if (
                getattr(error, "errno", None) == errno.ENOSPC
                or "no space left" in text
                or "disk is full" in text
                or "disk full" in text
                or (
                    "disk i/o error" in text and shutil.disk_usage(self.home).free < _NOTHING_BYTES
                )  # SQLite's, opening
            ):
                raise LibraryFull(path=self.home, name=name) from error
            raise
