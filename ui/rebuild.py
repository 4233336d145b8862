"""Build the library anew beside the current one, then swap: what an administrator does after changing the encoder.

In: settings and gold questions. Out: what was indexed and how the two compare; the old library is kept as a generation
to go back to. Until the swap the old library answers, and a rebuild that fails leaves it untouched.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import Timeout

from corpus import generations
from corpus.calibration import FairEmbedder
from corpus.catalogue import Catalogue
from corpus.embedder import open_embedder
from corpus.errors import LibraryBusy, LibraryEmpty, LibraryMismatch, NoOtherLibrary
from corpus.generations import Generation
from corpus.library import Library
from corpus.settings import Settings
from ingest.pipeline import Progress, index
from ingest.records import IngestReport
from ui.rebuild_check import Comparison, compare
from ui.services import fair_embedder, fetch_limits, open_library


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of a rebuild."""

    report: IngestReport
    number: int | None  # of the new generation; None where no file could be read, and there is none
    comparison: Comparison | None
    swapped: bool


def rebuild_library(
    settings: Settings,
    gold: Sequence[Path],
    decide: Callable[[Comparison], bool],
    progress: Callable[[Progress], None],
) -> Rebuilt:
    """Index every known file into a new generation and put the gold questions to it and to the one before.

    It becomes the current one unless it is worse and `decide` says no; it is then kept beside it all the same. Raises
    LibraryEmpty when no file is known, LibraryBusy when another process is writing: its work would be lost.
    """
    home = settings.home
    generations.adopt(home)
    with _writing(settings):
        known = _known_files(generations.current(home))
        if not known:
            raise LibraryEmpty(path=home)
        folder = generations.new_folder(home)
        embedder = fair_embedder(settings, lambda: open_embedder(settings))
        library = open_library(settings, embedder, folder)
        with closing(library):
            report = index(
                known, library, embedder, settings.max_file_mb, settings.interface_language, progress,
                ids=known, stall_seconds=settings.file_stall_seconds, memory_mb=settings.file_memory_mb,
                force=True, fetch=fetch_limits(settings),  # what is known was taken once, garbled or not
            )  # fmt: skip
            if report.added:
                with _one_before(settings, embedder) as before:
                    comparison = compare(before, library, embedder, gold)
        if not report.added:  # the folder of the reports is not mounted, say
            generations.discard(folder)
            return Rebuilt(report, None, None, False)
        finished = generations.finish(folder)
        swap = not comparison.is_worse() or decide(comparison)
        if swap:
            generations.switch(finished)
        generations.drop_oldest(home, settings.keep_generations)
        return Rebuilt(report, generations.number(finished), comparison, swap)


@contextmanager
def _one_before(settings: Settings, embedder: FairEmbedder) -> Iterator[Library | None]:
    """The current library; None where it was made with other parts, and this program cannot ask it."""
    try:
        library = open_library(settings, embedder)
    except LibraryMismatch:
        yield None
        return
    with closing(library):
        yield library


def roll_back(settings: Settings, number: int | None = None) -> Generation:
    """Make the newest generation before the current one the current one, or the one with `number`.

    Raises NoOtherLibrary when it is not there, LibraryBusy when another process is writing.
    """
    home = settings.home
    with _writing(settings):
        kept = generations.generations(home)
        now = generations.number(generations.current(home))
        fitting = [g for g in kept if (g.number < now if number is None else g.number == number and not g.current)]
        if not fitting:
            names = ", ".join(str(g.number) for g in kept if not g.current) or "-"
            raise NoOtherLibrary(path=home, wanted=number or "", kept=names)
        generations.switch(fitting[-1].folder)
        return fitting[-1]


@contextmanager
def _writing(settings: Settings) -> Iterator[None]:
    try:
        with generations.write_lock(settings.home).acquire(timeout=settings.lock_timeout_seconds):
            yield
    except Timeout:
        raise LibraryBusy(path=settings.home, seconds=f"{settings.lock_timeout_seconds:g}") from None


def _known_files(folder: Path) -> dict[str, str]:
    """Document ids by the files that a library was made from; by its catalogue alone: it may be refused as a whole."""
    file = folder / "catalogue.sqlite"
    if not file.is_file():
        return {}
    with closing(Catalogue(file)) as catalogue:
        return {path: entry.document_id for path, entry in catalogue.paths().items()}
