"""Memory of long runs: what threads take comes from one place, and what is free goes back."""

import platform
import subprocess
import sys

import pytest

ARENAS = """
import ctypes, sys, threading
from corpus.memory import give_back, share_one_arena
if sys.argv[1] == "one":
    share_one_arena()
ready = threading.Barrier(4)
def work():
    held = [bytes(1000) for _ in range(100)]
    ready.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
give_back()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(file))
libc.fclose(ctypes.c_void_p(file))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep no arenas")
def test_threads_share_one_arena(tmp_path):
    counts = {}
    for how in ("one", "many"):
        subprocess.run([sys.executable, "-c", ARENAS, how, str(tmp_path / how)], check=True, timeout=60)
        counts[how] = (tmp_path / how).read_text().count("<heap nr=")
    assert counts["one"] == 1
    assert counts["many"] > 1
