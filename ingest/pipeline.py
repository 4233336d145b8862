"""A document's way in, from path to library, with progress and a report.

In: paths and an open library. Out: an IngestReport. Each stage is its own module; here they stand in order. A file
that fails is reported and the others go on; an error of the library ends the run, and what was live stays live.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.calibration import FairEmbedder
from corpus.catalogue import PathEntry
from corpus.errors import FileBroken, FileError
from corpus.library import Library
from corpus.records import Document, Passage
from ingest.clean import clean
from ingest.embed import embed
from ingest.load import find_files, fingerprint, load_file
from ingest.records import CleanDocument, FileFailure, IngestReport
from ingest.split import split

_BATCH_PASSAGES = 64  # enough to fill the encoder's batches; a kill loses no more than these


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    files: int
    of_files: int
    passages: int
    path: str


@dataclass(slots=True)
class _Run:
    library: Library
    embedder: FairEmbedder
    language: str
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[FileFailure] = field(default_factory=list)
    passages: int = 0
    waiting: list[tuple[Document, Sequence[Passage]]] = field(default_factory=list)
    known: dict[str, PathEntry] = field(default_factory=dict)  # by path, kept up as documents are taken


def index(
    paths: Iterable[Path],
    library: Library,
    embedder: FairEmbedder,
    max_file_mb: float,
    language: str = "en",
    progress: Callable[[Progress], None] = lambda _: None,
) -> IngestReport:
    """Index every document under `paths`; `language` is the one that failures are explained in.

    Raises LibraryBusy, LibraryFull; a FileError never leaves here.
    """
    started = time.perf_counter()
    run = _Run(library, embedder, language)
    with library.writing():
        run.known.update(library.paths())
        files = list(find_files(paths))
        for done, file in enumerate(files):
            path = str(file.values["path"]) if isinstance(file, FileError) else str(file)
            progress(Progress(done, len(files), run.passages, path))
            try:
                if isinstance(file, FileError):
                    raise file
                _require_utf8_name(path)
                if path in run.known and run.known[path].file_sha256 == fingerprint(file, max_file_mb):
                    run.unchanged.append(path)
                    continue
                _take(run, clean(load_file(file, max_file_mb)))
            except FileError as error:
                run.failed.append(FileFailure(_printable(path), error.text(language)))
        _flush(run)
        progress(Progress(len(files), len(files), run.passages, ""))
    lists = (tuple(run.added), tuple(run.updated), tuple(run.unchanged), tuple(run.failed))
    return IngestReport(*lists, passages=run.passages, seconds=time.perf_counter() - started)


def _take(run: _Run, cleaned: CleanDocument) -> None:
    """Put one document in line; a file with the text of another becomes a second path of that one."""
    entry, twin = run.known.get(cleaned.path), _twin(run, cleaned)
    if twin and (entry is None or entry.document_id != twin):
        _join(run, cleaned, entry, twin)
        return
    if twin and run.library.document(twin).path != cleaned.path:  # only what stands beside the second file changed
        run.library.attach_path(cleaned.path, cleaned.sha256, twin)
        run.known[cleaned.path] = PathEntry(cleaned.path, cleaned.sha256, twin)
        run.unchanged.append(cleaned.path)
        return
    (run.added if entry is None else run.updated).append(cleaned.path)
    if entry is not None and not twin and _has_other_paths(run, entry):
        run.library.detach_path(cleaned.path)
        entry = None
    document = _document(cleaned, entry.document_id if entry else _new_id(run, cleaned))
    run.known[cleaned.path] = PathEntry(cleaned.path, cleaned.sha256, document.id)
    run.waiting.append((document, split(document, run.embedder.count_tokens)))
    if sum(len(passages) for _, passages in run.waiting) >= _BATCH_PASSAGES:
        _flush(run)


def _join(run: _Run, cleaned: CleanDocument, entry: PathEntry | None, twin: str) -> None:
    """Make the file another path of the document `twin`, and forget what it was and paths of files that are gone."""
    (run.unchanged if entry is None else run.updated).append(cleaned.path)
    if entry is not None and not _has_other_paths(run, entry):
        run.library.remove(entry.document_id)
    elif entry is not None:
        run.library.detach_path(cleaned.path)
    run.library.attach_path(cleaned.path, cleaned.sha256, twin)
    run.known[cleaned.path] = PathEntry(cleaned.path, cleaned.sha256, twin)
    # A renamed file: citations must name the one that is there.
    for gone in [p for p, e in run.known.items() if e.document_id == twin and not Path(p).exists()]:
        run.library.detach_path(gone)
        del run.known[gone]


def _require_utf8_name(path: str) -> None:
    if _printable(path) != path:
        raise FileBroken(path=_printable(path), detail="its name is not UTF-8 text")


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


def _twin(run: _Run, cleaned: CleanDocument) -> str | None:
    """The id of the document that has this text, once what waits is stored: it may bring the text or replace it."""
    found = run.library.document_with_text(cleaned.text)
    if any(document.text == cleaned.text or document.id == found for document, _ in run.waiting):
        _flush(run)
        found = run.library.document_with_text(cleaned.text)
    return found


def _has_other_paths(run: _Run, entry: PathEntry) -> bool:
    return any(e.document_id == entry.document_id and e.path != entry.path for e in run.known.values())


def _new_id(run: _Run, cleaned: CleanDocument) -> str:
    """From the path, so that a rebuilt library has the same ids; from path and text where that id lives on under
    another path."""
    plain = _short_hash(cleaned.path)
    taken = any(e.document_id == plain for e in run.known.values())
    return _short_hash(cleaned.path + "\0" + cleaned.text) if taken else plain


def _short_hash(text: str) -> str:
    return "d" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _document(cleaned: CleanDocument, document_id: str) -> Document:
    meta = cleaned.metadata
    return Document(
        document_id, meta.title, meta.source, meta.date, cleaned.language, meta.kind,
        cleaned.path, cleaned.sha256, cleaned.text, cleaned.pages, cleaned.sections, extraction=cleaned.extraction,
    )  # fmt: skip


def _flush(run: _Run) -> None:
    """Embed and store what waits: many documents at once, since the encoder and the stores are quickest so."""
    if not run.waiting:
        return
    everything = [passage for _, passages in run.waiting for passage in passages]
    embedded = iter(embed(everything, run.embedder))
    batch = [(document, [next(embedded) for _ in passages]) for document, passages in run.waiting]
    run.library.put(batch)
    run.passages += len(everything)
    run.waiting.clear()
