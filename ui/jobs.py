"""Long work for administrators: one run at a time, watched from any page, outliving a reload.

In: what to run. Out: a Job that grows while a thread works. What is run is documents_tab.py's choice.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from corpus.errors import JobRunning, SanadError
from ingest.pipeline import Cancelled, Progress
from ingest.records import IngestReport
from ui.rebuild import Rebuilt

Kind = Literal["index", "rebuild"]
Result = IngestReport | Rebuilt

_log = logging.getLogger("sanad")


class Abandoned(Exception):
    """A rebuild that was cancelled: nothing of it is kept."""


@dataclass(slots=True)
class Job:
    """One run. Only its thread writes to it, but for `cancelling`."""

    kind: Kind
    progress: Progress = field(default_factory=lambda: Progress(0, 0, 0, ""))
    begun: float = field(default_factory=time.monotonic)
    running: bool = True
    cancelling: bool = False
    result: Result | None = None
    problem: SanadError | None = None
    broken: bool = False  # it failed in a way that only the log tells

    def advance(self, progress: Progress) -> None:
        """Note how far the run is. Raises Cancelled or Abandoned where an administrator wants it to end."""
        self.progress = progress
        if self.cancelling and progress.files < progress.of_files:
            raise Cancelled() if self.kind == "index" else Abandoned()

    def seconds_left(self) -> float | None:
        """By the pace of the files that took time; None while there is none to go by."""
        now = self.progress
        done = now.files - now.unchanged
        return (time.monotonic() - self.begun) / done * (now.of_files - now.files) if done > 0 else None


class Jobs:
    """The job that runs or ran last. Safe from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.last: Job | None = None

    def start(self, kind: Kind, run: Callable[[Job], Result]) -> Job:
        """Run in a thread of its own. Raises JobRunning."""
        with self._lock:
            if self.last is not None and self.last.running:
                raise JobRunning()
            job = self.last = Job(kind)
        threading.Thread(target=_work, args=(job, run), name=f"sanad-{kind}", daemon=True).start()
        return job

    def cancel(self) -> None:
        """Let the running job end at its next file."""
        if self.last is not None:
            self.last.cancelling = True


def _work(job: Job, run: Callable[[Job], Result]) -> None:
    try:
        job.result = run(job)
    except SanadError as error:
        job.problem = error
    except Abandoned:
        pass
    except Exception:  # noqa: BLE001 - the one boundary of this thread: the page tells that it broke, the log why
        _log.exception("A run of the documents page broke")
        job.broken = True
    finally:
        job.running = False
