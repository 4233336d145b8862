"""Files that administrators bring in by the browser: stored by what is in them, shown under a name made safe.

In: a name and pieces of bytes, neither trusted. Out: a path under SANAD_HOME/uploads/DIGEST/NAME. Whether the bytes are
what the name says is found by the readers, each file in a process of its own.
"""

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from corpus.errors import FileEmpty, FileTooLarge, FormatUnknown
from corpus.language import strip_invisible
from ingest.load import BYTES_PER_MB, KNOWN_FORMATS

_LONGEST = 120  # bytes of a name without its suffix: with it well under what file systems take
# Names that Windows takes for devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A name for a file: letters and figures of any script, spaces, dots, dashes. Raises FormatUnknown."""
    plain = strip_invisible(unicodedata.normalize("NFC", name)).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = plain.rpartition(".")
    suffix = f".{suffix.strip().lower()}" if dot else ""
    if suffix not in KNOWN_FORMATS:
        raise FormatUnknown(path=plain[:_LONGEST] or "?", suffix=suffix[:20], known=", ".join(KNOWN_FORMATS))
    stem = re.sub(r"[^\w .()\-]+", "_", stem).strip(" ._-")
    stem = stem.encode()[:_LONGEST].decode(errors="ignore").strip(" ._-")
    return f"{stem if stem and not _DEVICES.fullmatch(stem) else f'document_{stem}'.rstrip('_')}{suffix}"


async def store(home: Path, name: str, pieces: AsyncIterator[bytes], max_file_mb: float) -> Path:
    """Write the file; one with the same bytes is stored once. Raises FormatUnknown, FileTooLarge, FileEmpty."""
    shown, folder, digest, size = safe_name(name), home / "uploads", hashlib.sha256(), 0
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".partial", delete=False) as partial:
        try:
            async for piece in pieces:
                size += len(piece)
                if size > max_file_mb * BYTES_PER_MB:
                    raise FileTooLarge(path=shown, size_mb=size / BYTES_PER_MB, limit_mb=max_file_mb)
                digest.update(piece)
                partial.write(piece)
            if not size:
                raise FileEmpty(path=shown, detail="0 bytes")
            partial.close()
            place = folder / digest.hexdigest()[:32]
            place.mkdir(exist_ok=True)
            there = next((f for f in place.iterdir() if f.suffix == Path(shown).suffix), None)
            if there is None:
                there = Path(partial.name).rename(place / shown)
                there.chmod(0o600)
            return there
        finally:
            Path(partial.name).unlink(missing_ok=True)


def forget(home: Path, path: str) -> None:
    """Delete an uploaded file; any other is left where it is."""
    file = Path(path)
    if file.is_relative_to(home / "uploads"):
        file.unlink(missing_ok=True)
        with suppress(OSError):  # another name for the same bytes is there
            file.parent.rmdir()
