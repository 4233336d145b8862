"""A worker process that reads and cleans files, apart from the program, so that a file can hang or crash nobody else.

In: pickled ReadTasks on standard input. Out: pickled CleanDocuments, FileErrors and signs of life on standard output.
It is started and watched by reading.py; it imports neither the encoder nor the stores.
"""

import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
from typing import IO

from corpus.errors import FileBroken, FileError, FileTooHeavy
from ingest import heartbeat
from ingest.clean import clean
from ingest.load import load_file, load_page
from ingest.records import CleanDocument, ReadTask

ALIVE = b""  # the frame that says that reading goes on
_BEAT_SECONDS = 0.5  # more often tells nothing new
_LENGTH = struct.Struct(">Q")


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame, None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Send one frame. Raises OSError when the other side is gone."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read(task: ReadTask) -> CleanDocument | FileError:
    """The cleaned document of one file, or why there is none."""
    try:
        if isinstance(task.path, str):
            return clean(load_page(task.path, task.fetch), task.force)
        return clean(load_file(task.path, task.max_file_mb), task.force)
    except FileError as error:
        return error
    except MemoryError:
        return FileTooHeavy(path=task.path, limit_mb=task.memory_mb)
    except RecursionError:
        return FileBroken(path=task.path, detail="nested too deeply")


def main() -> None:
    """Read files until standard input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between the frames
    tasks: queue.Queue[ReadTask] = queue.Queue()
    threading.Thread(target=_receive, args=(tasks,), daemon=True).start()
    last = 0.0

    def alive() -> None:
        nonlocal last
        if time.monotonic() - last > _BEAT_SECONDS:
            last = time.monotonic()
            write_frame(out, ALIVE)

    heartbeat.listen(alive)
    limited = False
    while True:
        task = tasks.get()
        if not limited:
            _limit_memory(task.memory_mb)
            limited = True
        write_frame(out, pickle.dumps(read(task), pickle.HIGHEST_PROTOCOL))


def _receive(tasks: "queue.Queue[ReadTask]") -> None:
    while (data := read_frame(sys.stdin.buffer)) is not None:
        tasks.put(pickle.loads(data))
    # The program is gone, perhaps killed: whatever is being read, and whatever was started for it, ends here.
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    limit = megabytes * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
