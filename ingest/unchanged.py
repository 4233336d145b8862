"""Is a file as it was when it was indexed? Told from its size, times and inode, without reading it.

In: a path. Out: a stamp to compare with the one kept in the library; "" where times cannot be trusted, and the file's
bytes have to be compared. A file changed within the clock's grain of an earlier look may keep all its marks, so a
recent change is never trusted (as in git's index, "racy git").
"""

import hashlib
import os
import time
from pathlib import Path

from ingest.load import beside

_RECENT_NS = 2_000_000_000  # the coarsest clock of a usual file system, FAT's


def stamp(path: Path) -> str:
    """The marks of a file and of what is said of it beside it. Raises FileBroken where that cannot be read."""
    try:
        status = os.stat(path)
    except OSError:
        return ""  # reading it will say what is wrong
    newest = max(status.st_mtime_ns, status.st_ctime_ns)
    if not 0 <= newest < time.time_ns() - _RECENT_NS:  # a time to come is none, either
        return ""
    said = hashlib.sha256(repr(beside(path)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}.{said}"
