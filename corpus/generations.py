"""The generations of a library: `library-1`, `library-2`, … in the data folder, one of them current.

In: a data folder. Out: the current generation's folder, a place for a new one, switches from one to another. The name
of the current one stands in the file `library.current`, replaced in one step: a reader finds the old generation or
the new one, and never half of either. What a generation holds is library.py's.
"""

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

_POINTER, _LOCK = "library.current", "library.lock"
_NAME = re.compile(r"library-([1-9]\d{0,8})")
_BUILDING = ".building"  # a generation that is not whole yet
_CATALOGUE = "catalogue.sqlite"


@dataclass(frozen=True, slots=True)
class Generation:
    """A library that can answer: the current one, or one kept to go back to."""

    number: int
    folder: Path
    current: bool


def current(home: Path) -> Path:
    """The folder of the current generation, which need not exist yet; that of the first where none was chosen."""
    try:
        name = (home / _POINTER).read_text(encoding="ascii", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        name = ""
    return home / (name if _NAME.fullmatch(name) else "library-1")


def adopt(home: Path) -> None:
    """Make a library of the time before generations, `home`/library, the first of them."""
    old, first = home / "library", home / "library-1"
    if (old / _CATALOGUE).is_file() and not first.exists():
        with write_lock(home), suppress(FileNotFoundError):  # another process was quicker
            old.rename(first)


def generations(home: Path) -> list[Generation]:
    """Every whole generation, oldest first."""
    chosen = current(home)
    found = []
    for folder in home.iterdir() if home.is_dir() else ():
        if _NAME.fullmatch(folder.name) and (folder / _CATALOGUE).is_file():
            found.append(Generation(number(folder), folder, folder == chosen))
    return sorted(found, key=lambda generation: generation.number)


def number(folder: Path) -> int:
    """The number of the generation in `folder`."""
    return int(folder.name.removesuffix(_BUILDING).rpartition("-")[2])


def write_lock(home: Path) -> FileLock:
    """The lock that whoever changes, replaces or switches the current library holds."""
    return FileLock(home / _LOCK)


def new_folder(home: Path) -> Path:
    """A place to build the next generation in; what an interrupted build left there is dropped. Hold the lock."""
    for folder in home.glob(f"library-*{_BUILDING}"):
        shutil.rmtree(folder, ignore_errors=True)
    highest = max((g.number for g in generations(home)), default=0)
    return home / f"library-{highest + 1}{_BUILDING}"


def discard(folder: Path) -> None:
    """Drop a generation that was not made current."""
    shutil.rmtree(folder, ignore_errors=True)


def finish(folder: Path) -> Path:
    """Give a generation that is whole its name; its new folder. Close the library first."""
    named = folder.with_name(folder.name.removesuffix(_BUILDING))
    folder.rename(named)
    return named


def switch(folder: Path) -> None:
    """Make the generation in `folder` the current one, for every reader's next question. Hold the lock."""
    pointer = folder.with_name(_POINTER)
    partial = pointer.with_suffix(f".{os.getpid()}.partial")
    with open(partial, "w", encoding="ascii") as file:
        file.write(folder.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(pointer)


def drop_oldest(home: Path, keep: int) -> None:
    """Leave `keep` generations beside the current one, the newest. Hold the lock."""
    others = [g for g in generations(home) if not g.current]
    for generation in others[: max(len(others) - keep, 0)]:
        shutil.rmtree(generation.folder, ignore_errors=True)
