"""Is a file that is a ZIP archive inside safe to unpack? Passwords, damage and bombs, told before anything is unpacked.

In: bytes. Out: nothing, or Protected and Unreadable. Python's zipfile gives no more of a member than it declares.
"""

import io
import zipfile

from ingest.readers.problems import Protected, Unreadable

MAX_UNPACKED_MB = 500
MAX_MEMBERS = 20_000
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of old Office files, and of new ones with a password


def require_sound(data: bytes, what: str) -> None:
    """Raise Protected or Unreadable where the archive must not be opened; `what` names the format in the message."""
    if data.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in data:
        raise Protected
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable(f"not a sound {what}: {error}") from None
    if any(member.flag_bits & 1 for member in members):
        raise Protected
    unpacked_mb = sum(member.file_size for member in members) / 1e6
    if unpacked_mb > MAX_UNPACKED_MB:
        raise Unreadable(f"unpacks to {unpacked_mb:.0f} MB, over the limit of {MAX_UNPACKED_MB} MB")
    if len(members) > MAX_MEMBERS:
        raise Unreadable(f"holds {len(members)} files, over the limit of {MAX_MEMBERS}")
