"""Files to cleaned documents, in order, by worker processes that read ahead while the caller embeds and stores.

In: ReadTasks. Out: for each a CleanDocument or the FileError that says why there is none. A worker that shows no sign
of life for too long is killed, one that crashes is replaced; both cost one file. What a worker does is worker.py's.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import PurePath

from corpus.errors import FileBroken, FileError, FileStuck
from ingest import worker
from ingest.records import CleanDocument, ReadTask

_PLAIN = {".txt", ".md", ".markdown"}  # reading these cannot hang
_FEW, _FEW_BYTES = 32, 2_000_000  # plain files read sooner than a worker starts, some 0.3 s
_LONG_BYTES = 2_000_000  # of a document; reading one of 8 MB takes some 500 MB
_AHEAD = 4  # files a worker reads ahead of the encoder
_START = "import sys; sys.path[:] = sys.argv[1:]; from ingest.worker import main; main()"


def read_files(tasks: Sequence[ReadTask]) -> Generator[CleanDocument | FileError, None, None]:
    """What becomes of each task, in order. Closing the iterator ends the workers at once."""
    if _are_few_and_plain(tasks):
        yield from map(worker.read, tasks)
        return
    count = min(os.cpu_count() or 1, len(tasks))
    pool = _Pool(count)
    waiting: deque[Future[CleanDocument | FileError]] = deque()
    todo = iter(tasks)
    try:
        for task in todo:
            waiting.append(pool.submit(task))
            if len(waiting) >= count * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.close()


def _are_few_and_plain(tasks: Sequence[ReadTask]) -> bool:
    if (
        len(tasks) > _FEW
        or any(isinstance(task.path, str) for task in tasks)
        or any(PurePath(task.path).suffix.lower() not in _PLAIN for task in tasks)
    ):
        return False
    total = 0
    for task in tasks:
        with suppress(OSError):
            total += os.stat(task.path).st_size
    return total <= _FEW_BYTES


class _Pool:
    """Threads that each keep one worker process busy."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._own = threading.local()
        self._workers: list[_Worker] = []
        self._lock, self._closed = threading.Lock(), False

    def submit(self, task: ReadTask) -> "Future[CleanDocument | FileError]":
        return self._threads.submit(self._read, task)

    def _read(self, task: ReadTask) -> CleanDocument | FileError:
        mine: _Worker | None = getattr(self._own, "worker", None)
        if mine is None or not mine.is_alive():
            with self._lock:
                if self._closed:
                    return FileBroken(path=task.path, detail="interrupted")
                self._own.worker = mine = _Worker()
                self._workers.append(mine)
        return mine.read(task)

    def close(self) -> None:
        with self._lock:
            self._closed = True
        for each in self._workers:
            each.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)


class _Worker:
    """One worker process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the program alone, which ends its workers
        )
        self._frames: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._receive, name="frames", daemon=True).start()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        while (frame := worker.read_frame(self._process.stdout)) is not None:
            self._frames.put(frame)
        self._frames.put(None)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def read(self, task: ReadTask) -> CleanDocument | FileError:
        assert self._process.stdin is not None
        try:
            worker.write_frame(self._process.stdin, pickle.dumps(task))
            while (frame := self._frames.get(timeout=task.stall_seconds)) == worker.ALIVE:
                pass
        except queue.Empty:
            self.kill()
            return FileStuck(path=task.path, seconds=f"{task.stall_seconds:g}")
        except OSError:
            frame = None
        if frame is None:
            self.kill()
            return FileBroken(path=task.path, detail="its reader crashed")
        if len(frame) > _LONG_BYTES:
            self.kill()  # what it took of memory goes to the encoder; the next file gets a new worker
        result: CleanDocument | FileError = pickle.loads(frame)
        return result

    def kill(self) -> None:
        """End the process and all that it started."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, signal.SIGKILL)
                self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
