"""Build the library anew beside the old one, then swap: what an administrator does after changing the encoder.

In: settings. Out: an IngestReport; the old library is kept as library.previous. Until the swap the old library
answers, and a rebuild that fails leaves it untouched.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.calibration import FairEmbedder
from corpus.catalogue import Catalogue
from corpus.embedder import open_embedder
from corpus.errors import LibraryBusy, LibraryEmpty
from corpus.settings import Settings
from ingest.pipeline import Progress, index
from ingest.records import IngestReport
from ui.services import open_library

_LIVE, _SHADOW, _PREVIOUS = "library", "library.shadow", "library.previous"


def rebuild_library(settings: Settings, progress: Callable[[Progress], None]) -> IngestReport:
    """Index every known file into a shadow library and swap it in, unless no file could be read.

    Raises LibraryEmpty when no file is known, LibraryBusy when another process is writing: its work would be lost.
    """
    home = settings.home
    if not (home / _LIVE).is_dir():
        raise LibraryEmpty(path=home)
    try:
        with FileLock(home / _LIVE / "write.lock", timeout=settings.lock_timeout_seconds):
            return _rebuild(settings, progress)
    except Timeout:
        raise LibraryBusy(path=home, seconds=f"{settings.lock_timeout_seconds:g}") from None


def _rebuild(settings: Settings, progress: Callable[[Progress], None]) -> IngestReport:
    home = settings.home
    known = _known_files(home)
    if not known:
        raise LibraryEmpty(path=home)
    shutil.rmtree(home / _SHADOW, ignore_errors=True)
    embedder = FairEmbedder(open_embedder(settings), home)
    shadow = open_library(settings, embedder, name=_SHADOW)
    try:
        report = index(known, shadow, embedder, settings.max_file_mb, settings.interface_language, progress)
    finally:
        shadow.close()
    if not report.added:  # the folder of the reports is not mounted, say
        shutil.rmtree(home / _SHADOW, ignore_errors=True)
        return report
    shutil.rmtree(home / _PREVIOUS, ignore_errors=True)
    (home / _LIVE).rename(home / _PREVIOUS)
    (home / _SHADOW).rename(home / _LIVE)
    return report


def _known_files(home: Path) -> list[Path]:
    """The files that the old library was made from; read from its catalogue alone: it may be refused as a whole."""
    file = home / _LIVE / "catalogue.sqlite"
    if not file.is_file():
        return []
    catalogue = Catalogue(file)
    try:
        return [Path(path) for path in catalogue.paths()]
    finally:
        catalogue.close()
