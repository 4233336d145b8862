"""A document's way in, from path to library, with progress and a report.

In: paths and an open library. Out: an IngestReport. Each stage is its own module; here they stand in order. A file
that fails is reported and the others go on; an error of the library ends the run, and what was live stays live.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.calibration import FairEmbedder
from corpus.catalogue_tables import PathEntry
from corpus.errors import FileBroken, FileError, FileMissing, FolderInDoubt
from corpus.library import Library
from ingest.counterparts import link_counterparts
from ingest.intake import Intake, flush, forget, take
from ingest.known import KnownFiles
from ingest.load import find_files, fingerprint, is_url
from ingest.prune import gone
from ingest.reading import read_files
from ingest.records import CleanDocument, FetchLimits, FileFailure, IngestReport, ReadTask
from ingest.unchanged import stamp


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    files: int
    of_files: int
    passages: int
    path: str
    unchanged: int = 0  # of `files`: they took no time


class Cancelled(Exception):
    """Raised by a run's `progress`: the run ends before its next file, and what it has done stays."""


def index(
    paths: Iterable[Path | str],
    library: Library,
    embedder: FairEmbedder,
    max_file_mb: float,
    language: str = "en",
    progress: Callable[[Progress], None] = lambda _: None,
    *,
    prune: bool = False,
    ids: Mapping[str, str] | None = None,
    stall_seconds: float = 120.0,
    memory_mb: int = 2000,
    force: bool = False,
    fetch: FetchLimits = FetchLimits(),  # noqa: B008 - frozen
) -> IngestReport:
    """Index every document under `paths`, and pages by their address; `language` is that of explained failures.

    With `prune`, files that are gone from `paths` are forgotten. `ids` are those that documents get by their paths,
    where they are new. With `force`, garbled files are indexed, too. Where `progress` raises Cancelled, the run ends
    early. Raises LibraryBusy, LibraryFull; a FileError never leaves here.
    """
    started, given = time.perf_counter(), list(paths)
    pages = [str(path) for path in given if is_url(path)]
    places = [Path(path) for path in given if not is_url(path)]
    failed: list[FileError] = []
    stamps: dict[str, str] = {}  # of files that turned out well, so that the next run need not read them
    with library.writing():
        entries = library.paths()
        intake = Intake(library, embedder, KnownFiles(entries.values()), ids or {})
        todo: list[Path | str] = []
        for found in find_files(places):
            try:
                path = _nameable(found)
                mark = stamp(path)
                entry = entries.get(str(path))
                if entry and mark and entry.stamp == mark:
                    intake.unchanged.append(entry.path)
                    continue
                stamps[str(path)] = mark
                if entry and entry.file_sha256 == fingerprint(path, max_file_mb):
                    intake.unchanged.append(entry.path)
                    continue
                todo.append(path)
            except FileError as error:
                failed.append(error)
        todo += dict.fromkeys(pages)
        if todo:
            embedder.open_soon()
        before = len(intake.unchanged) + len(failed)
        whole = before + len(todo)
        tasks = [ReadTask(file, max_file_mb, stall_seconds, memory_mb, force, fetch) for file in todo]
        with closing(read_files(tasks)) as results:
            for done, file in enumerate(todo, start=before):
                try:
                    progress(Progress(done, whole, intake.passages, str(file), before))
                except Cancelled:
                    left = {str(file) for file in todo[done - before :]}
                    prune, stamps = False, {name: mark for name, mark in stamps.items() if name not in left}
                    break
                result = next(results)
                if isinstance(result, FileError):
                    failed.append(result)
                elif isinstance(file, str) and _is_unchanged(entries.get(file), result):
                    intake.unchanged.append(file)
                else:
                    take(intake, result)
        flush(intake)
        link_counterparts(library, intake.changed_documents)
        removed = _prune(intake, places, failed) if prune else []
        library.remember_stamps({name: mark for name, mark in stamps.items() if intake.known.get(name)})
        progress(Progress(whole, whole, intake.passages, "", before))
    failures = tuple(FileFailure(_printable(str(e.values["path"])), e.text(language)) for e in failed)
    lists = (tuple(intake.added), tuple(intake.updated), tuple(intake.unchanged), failures)
    seconds = time.perf_counter() - started
    return IngestReport(*lists, intake.passages, seconds, tuple(removed), tuple(intake.duplicates))


def _is_unchanged(entry: PathEntry | None, page: CleanDocument) -> bool:
    return entry is not None and entry.file_sha256 == page.sha256


def _nameable(file: Path | FileError) -> Path:
    """A file that can be indexed. Raises the FileError of one that cannot."""
    if isinstance(file, FileError):
        raise file
    if _printable(str(file)) != str(file):
        raise FileBroken(path=_printable(str(file)), detail="its name is not UTF-8 text")
    return file


def _prune(intake: Intake, paths: Iterable[Path], failed: list[FileError]) -> list[str]:
    """Forget files that are gone; folders that cannot be told from a disk that is not mounted become failures."""
    missing, doubtful = gone(paths, intake.known.paths())
    for path in missing:
        forget(intake, path)
    # A file that was named and is gone was named to be forgotten.
    named = set(missing) | set(doubtful)
    failed[:] = [e for e in failed if not (isinstance(e, FileMissing) and str(e.values["path"]) in named)]
    failed += [FolderInDoubt(path=path, count=count) for path, count in doubtful.items()]
    return missing


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()
