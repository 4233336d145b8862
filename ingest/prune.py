"""Which indexed files are gone from the folders that were given, and which only seem to be.

In: the paths given and the files known. Out: files to forget; folders that are missing, empty or unreadable, with how
many known files they held: a disk may not be mounted, so nothing of theirs is forgotten.
"""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def gone(paths: Iterable[Path], known: Iterable[str]) -> tuple[list[str], dict[str, int]]:
    """(files to forget, folders not to be trusted with the number of their files)."""
    given = [os.path.abspath(path) for path in paths]
    missing: list[str] = []
    doubtful: Counter[str] = Counter()
    trusted: dict[str, str] = {}  # by folder: "" or the folder that is in doubt
    for path in sorted(known):
        root = next((r for r in given if path == r or path.startswith(r.rstrip(os.sep) + os.sep)), None)
        if root is None or not os.path.isabs(path) or os.path.lexists(path):
            continue
        folder = os.path.dirname(path)
        if folder not in trusted:
            trusted[folder] = _doubt(folder, os.path.dirname(root) if path == root else root)
        if trusted[folder]:
            doubtful[trusted[folder]] += 1
        else:
            missing.append(path)
    return missing, dict(doubtful)


def _doubt(folder: str, root: str) -> str:
    """The nearest folder above a missing file that cannot be told from a disk that is not mounted; "" where none is."""
    while not os.path.lexists(folder) and len(folder) > len(root):
        folder = os.path.dirname(folder)
    try:
        return "" if os.listdir(folder) else folder
    except OSError:
        return folder
