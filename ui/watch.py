"""Folders kept indexed while they change: `sanad index --watch`.

In: paths and what to do when something under them changed. Out: calls of it, one for many changes close together, again
after half a minute where it failed. What is indexed is the pipeline's business; it is quick where nothing changed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import FileMissing
from ingest.load import is_passed_over

_QUIET_MS = 1600  # of a folder before its changes are taken: a copy of many files is one run
_AGAIN_MS = 30_000  # until a run that failed is tried again


def watch(paths: Sequence[Path], run: Callable[[], bool]) -> None:
    """Call `run` at every change until interrupted; `run` says whether all went well. Raises FileMissing."""
    from watchfiles import Change
    from watchfiles import watch as changes_of

    for path in paths:
        if not path.exists():
            raise FileMissing(path=path)

    def matters(_change: Change, path: str) -> bool:
        return path.endswith(".toml") or not is_passed_over(Path(path))

    well = True
    for changes in changes_of(
        *paths, watch_filter=matters, debounce=_QUIET_MS, rust_timeout=_AGAIN_MS, yield_on_timeout=True
    ):
        if changes or not well:
            well = run()
