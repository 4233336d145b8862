"""Paths to loaded files: which files a path holds, what their bytes say, what is known of them beside the text.

In: paths. Out: LoadedFile, or one FileError per file that cannot be indexed. How a format is read is the business of
readers/, one module a format, imported only when a file of that format comes.
"""

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from corpus.errors import (
    ConverterMissing,
    FileBroken,
    FileEmpty,
    FileEncrypted,
    FileError,
    FileMissing,
    FileTooLarge,
    FormatUnknown,
    MetadataBroken,
    MetadataWrong,
    OcrMissing,
)
from ingest.readers.formats import READERS
from ingest.readers.problems import NeedsConverter, NeedsOcr, NoText, Protected, Unreadable
from ingest.readers.signs import reader_of
from ingest.readers.values import iso_date
from ingest.records import FetchLimits, LoadedFile, Metadata, Reading

KNOWN_FORMATS = tuple(READERS)
URL = re.compile(r"https?://", re.IGNORECASE)
MANIFEST = "manifest.toml"
# What programs leave in folders: nobody means to index these.
LEFT_BY_PROGRAMS = {"thumbs.db", "desktop.ini", "__macosx", "__pycache__"}
FIELDS = ("title", "source", "date", "language", "kind", "counterpart")
BYTES_PER_MB = 1_000_000


def find_files(paths: Iterable[Path]) -> Iterator[Path | FileError]:
    """Every document under `paths`, absolute, folders in sorted order, each file once.

    In place of a path that cannot be indexed comes the error (not raised): FileMissing, FormatUnknown, FileBroken.
    Inside folders, dot-files, TOML files (metadata) and what programs leave behind are passed over.
    """
    seen: set[tuple[int, int]] = set()  # device and inode: symlink loops and files given twice
    for path in paths:
        yield from _find(Path(os.path.abspath(path)), seen, named=True)


def _find(path: Path, seen: set[tuple[int, int]], named: bool) -> Iterator[Path | FileError]:
    if not named and is_passed_over(path):
        return
    try:
        status = path.stat()
        key = (status.st_dev, status.st_ino)
        if key in seen:
            return
        seen.add(key)
        if not stat.S_ISDIR(status.st_mode):
            yield path if path.suffix.lower() in READERS else _format_unknown(path)
            return
        children = sorted(path.iterdir())
    except FileNotFoundError:
        yield FileMissing(path=path)
    except OSError as error:  # no permission, a symlink to itself, a device that fails
        yield FileBroken(path=path, detail=error.strerror or error)
    else:
        for child in children:
            yield from _find(child, seen, named=False)


def is_passed_over(path: Path) -> bool:
    """Whether a file inside a folder is none that anybody means to index."""
    name = path.name.lower()
    return name.startswith((".", "~$")) or name.endswith(".toml") or name in LEFT_BY_PROGRAMS


def _format_unknown(path: Path) -> FormatUnknown:
    return FormatUnknown(path=path, suffix=path.suffix, known=", ".join(KNOWN_FORMATS))


def load_file(path: Path, max_file_mb: float) -> LoadedFile:
    """The blocks and metadata of one file; a TOML file beside it wins over the manifest, that over the file itself.

    Raises a FileError: FileMissing, FileEmpty, FileBroken, FileEncrypted, FileTooLarge or FormatUnknown.
    """
    path = Path(os.path.abspath(path))
    if path.suffix.lower() not in READERS and path.exists():
        raise _format_unknown(path)
    data = _bytes(path, max_file_mb)
    said = beside(path)
    name = reader_of(data, READERS[path.suffix.lower()])
    reading = _read(path, path.suffix, data, name)
    if not any(block.text.strip() for block in reading.blocks):
        raise FileEmpty(path=path, detail="only white space")
    return LoadedFile(str(path), _sha256(data, said), name, reading, said.over(reading.metadata))


def is_url(path: Path | str) -> bool:
    """Whether it is the address of a page and no file."""
    return URL.match(str(path)) is not None


def load_page(url: str, limits: FetchLimits) -> LoadedFile:
    """The blocks and metadata of one web page, its path the address.

    Its hash is of what was read: the bytes of many pages change with every visit. Raises a FileError.
    """
    from ingest.web import fetch  # httpx is needed for nothing else here

    data, suffix = fetch(url, limits)
    name = reader_of(data, READERS[suffix])
    reading = _read(url, suffix, data, name)
    if not any(block.text.strip() for block in reading.blocks):
        raise FileEmpty(path=url, detail="only white space")
    said = "\n".join([*(block.text for block in reading.blocks), repr(reading.metadata)])
    return LoadedFile(url, hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest(), name, reading,
                      reading.metadata)  # fmt: skip


def fingerprint(path: Path, max_file_mb: float) -> str:
    """`load_file(path, max_file_mb).sha256` without reading the text: how "unchanged" is known. Raises a FileError."""
    path = Path(os.path.abspath(path))
    return _sha256(_bytes(path, max_file_mb), beside(path))


def beside(path: Path) -> Metadata:
    """What the TOML files beside an absolute path say of it; its own wins. Raises MetadataBroken, MetadataWrong."""
    return _sidecar(path).over(_manifest(path))


def _sha256(data: bytes, said: Metadata) -> str:
    """Of the file's bytes; where metadata stand beside it, of these too: a date put right must reach the library."""
    digest = hashlib.sha256(data)
    if said != Metadata():
        digest.update("\0".join(getattr(said, field) for field in FIELDS).encode())
    return digest.hexdigest()


def _bytes(path: Path, max_file_mb: float) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileBroken(path=path, detail="not a regular file")
        if status.st_size > max_file_mb * BYTES_PER_MB:
            raise FileTooLarge(path=path, size_mb=status.st_size / BYTES_PER_MB, limit_mb=max_file_mb)
        data = path.read_bytes()
        if (after := path.stat()).st_size != len(data) or after.st_mtime_ns != status.st_mtime_ns:
            raise FileBroken(path=path, detail="it is being written; index it again when it is finished")
    except FileNotFoundError:
        raise FileMissing(path=path) from None
    except OSError as error:
        raise FileBroken(path=path, detail=error.strerror or error) from None
    if not data:
        raise FileEmpty(path=path, detail="0 bytes")
    return data


def _read(path: Path | str, suffix: str, data: bytes, name: str) -> Reading:
    reader = import_module(f"ingest.readers.{name}")
    try:
        reading: Reading = reader.read(data)
    except Unreadable as error:
        raise FileBroken(path=path, detail=error) from None
    except NeedsConverter:
        raise ConverterMissing(path=path, suffix=suffix) from None
    except NeedsOcr:
        raise OcrMissing(path=path) from None
    except NoText as error:
        raise FileEmpty(path=path, detail=error) from None
    except Protected:
        raise FileEncrypted(path=path) from None
    except MemoryError:  # the limit of a worker process
        raise
    except Exception as error:  # the one boundary: parsers raise anything on broken bytes
        raise FileBroken(path=path, detail=f"{type(error).__name__}: {str(error)[:200]}") from error
    return reading


def _sidecar(path: Path) -> Metadata:
    """What `name.toml` beside `name.pdf` says; nothing where there is none."""
    sidecar = path.with_suffix(".toml")
    return Metadata() if sidecar.name == MANIFEST else _stated(path, sidecar, _toml(path, sidecar))


def _manifest(path: Path) -> Metadata:
    """What the folder's manifest says of this file in its [[document]] tables."""
    manifest = path.parent / MANIFEST
    tables = _toml(path, manifest).get("document", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise MetadataWrong(path=path, toml=manifest, field="document", value=repr(tables), expected="[[document]]")
    mine = (table for table in tables if table.get("file") == path.name)
    return _stated(path, manifest, next(mine, {}))


def _toml(path: Path, toml: Path) -> dict[str, object]:
    try:
        status = toml.stat()
        return _parsed(toml, (status.st_mtime_ns, status.st_size, status.st_ino))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise MetadataBroken(path=path, toml=toml, detail=error) from None


@lru_cache(maxsize=8)  # a manifest speaks of every file of its folder
def _parsed(toml: Path, _version: tuple[int, int, int]) -> dict[str, object]:
    return tomllib.loads(toml.read_text(encoding="utf-8-sig"))


def _stated(path: Path, toml: Path, table: dict[str, object]) -> Metadata:
    values = {field: _as_text(table[field]) for field in FIELDS if field in table}
    if values.get("date") and iso_date(values["date"]) != values["date"]:
        _refuse(path, toml, "date", values, "YYYY, YYYY-MM, YYYY-MM-DD")
    if values.get("language", "") not in ("", "ar", "en"):
        _refuse(path, toml, "language", values, "ar, en")
    return Metadata(**values)


def _refuse(path: Path, toml: Path, field: str, values: dict[str, str], expected: str) -> NoReturn:
    raise MetadataWrong(path=path, toml=toml, field=field, value=repr(values[field]), expected=expected)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
