"""A disk that is really full: a small file system in memory, where this machine lets one be made."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from corpus import library as library_module
from corpus.errors import LibraryFull
from corpus.library import Library, Manifest
from corpus.wholeness import Findings
from ingest.pipeline import index

MANIFEST = Manifest("fake@1", "64", "1", "1")


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own of 12 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a file system")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("reserve", [0, library_module._RESERVE_BYTES], ids=["met in a store", "met beforehand"])
def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(small_disk, tmp_path, monkeypatch, reserve):
    monkeypatch.setattr(library_module, "_RESERVE_BYTES", min(reserve, 2 * 2**20))
    reports = tmp_path / "reports"
    reports.mkdir()
    for n in range(60):
        words = " ".join(f"word{n}x{i}" for i in range(1500))
        (reports / f"{n:02}.txt").write_text(f"Delegation {n} met in Cairo. {words}.", encoding="utf-8")
    first = reports / "00.txt"
    with contextlib.closing(Library(small_disk, MANIFEST)) as library:
        index([first], library, FakeEmbedder(), 1.0)
        before = library.document(library.documents()[0].id)
        ballast = small_disk / "ballast"
        with open(ballast, "wb") as file:
            file.write(bytes(max(shutil.disk_usage(small_disk).free - 3 * 2**20, 0)))
        with pytest.raises(LibraryFull, match="No space left"):
            index([reports], library, FakeEmbedder(), 1.0)
        assert library.document(before.id) == before
        ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    with contextlib.closing(Library(small_disk, MANIFEST)) as library:
        report = index([reports], library, FakeEmbedder(), 1.0)
        assert report.failed == ()
        assert library.counts()[0] == 60
        assert library.verify() == Findings(0, ())
        assert {Path(info.path).name for info in library.documents()} == {f"{n:02}.txt" for n in range(60)}


def test_opening_a_library_without_a_byte_of_room_is_explained(small_disk):
    Library(small_disk, MANIFEST).close()
    with open(small_disk / "ballast", "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    with pytest.raises(LibraryFull, match="No space left"):
        Library(small_disk, MANIFEST)
