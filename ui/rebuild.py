"""Build the library anew beside the current one, then swap: what an administrator does after changing the encoder.

In: settings. Out: an IngestReport; the old library is kept as a generation to go back to. Until the swap the old
library answers, and a rebuild that fails leaves it untouched.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from corpus import generations
from corpus.catalogue import Catalogue
from corpus.embedder import open_embedder
from corpus.errors import LibraryBusy, LibraryEmpty, NoOtherLibrary
from corpus.generations import Generation
from corpus.settings import Settings
from ingest.pipeline import Progress, index
from ingest.records import IngestReport
from ui.services import fair_embedder, open_library


def rebuild_library(settings: Settings, progress: Callable[[Progress], None]) -> IngestReport:
    """Index every known file into a new generation and make it the current one, unless no file could be read.

    Raises LibraryEmpty when no file is known, LibraryBusy when another process is writing: its work would be lost.
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
        try:
            report = index(known, library, embedder, settings.max_file_mb, settings.interface_language, progress)
        finally:
            library.close()
        if not report.added:  # the folder of the reports is not mounted, say
            generations.discard(folder)
            return report
        generations.switch(generations.finish(folder))
        generations.drop_oldest(home, settings.keep_generations)
    return report


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


def _known_files(folder: Path) -> list[Path]:
    """The files that a library was made from; read from its catalogue alone: it may be refused as a whole."""
    file = folder / "catalogue.sqlite"
    if not file.is_file():
        return []
    catalogue = Catalogue(file)
    try:
        return [Path(path) for path in catalogue.paths()]
    finally:
        catalogue.close()
