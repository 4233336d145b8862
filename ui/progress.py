"""The progress bar of the terminal: documents, passages a second, time left; on stderr.

In: Progress events of the pipeline. Out: a tqdm bar, silent where stderr is no terminal.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from ingest.pipeline import Progress


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A function to pass to the pipeline; the bar is closed at the end."""
    started = time.perf_counter()
    with tqdm(total=0, unit="doc", file=sys.stderr, disable=None, leave=False) as bar:

        def advance(progress: Progress) -> None:
            bar.total = progress.of_files
            bar.initial = progress.unchanged  # time left is reckoned from what takes time
            bar.n = progress.files
            rate = progress.passages / max(time.perf_counter() - started, 1e-6)
            bar.set_postfix_str(f"{progress.passages} passages, {rate:.1f}/s", refresh=True)

        yield advance
