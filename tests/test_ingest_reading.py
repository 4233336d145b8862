"""Worker processes: files read apart from the program, in order; one that hangs or crashes costs itself alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import FileBroken, FileError, FileMissing, FileStuck, FileTooHeavy
from ingest import reading
from ingest.reading import read_files
from ingest.records import ReadTask

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
TEXT = {"ar": "اجتمع الوفدان في القاهرة واتفقا على المسألة.", "en": "Both delegations met in Cairo and agreed on it."}
# Takes the place of the text reader in a worker: what a broken parser does, told by the file's own words.
READER = """
import ctypes, os, time
from ingest import heartbeat
from ingest.readers import text
plain = text.read
def read(data):
    if b"#hang" in data:
        time.sleep(600)
    if b"#slow" in data:
        for _ in range(8):
            time.sleep(0.5)
            heartbeat.beat()
    if b"#crash" in data:
        ctypes.string_at(0)
    if b"#heavy" in data:
        return bytearray(10**9)
    return plain(data)
text.read = read
"""


@pytest.fixture
def broken_reader(tmp_path, monkeypatch):
    """Workers, and they alone, have a text reader that hangs, crashes, or grows when a file says so."""
    monkeypatch.setattr(reading, "_START", READER.join(["import sys; sys.path[:] = sys.argv[1:]\n", reading._START]))
    monkeypatch.setattr(reading, "_FEW", 0)
    return tmp_path


def tasks(folder, texts, stall_seconds=60.0, memory_mb=2000):
    made = []
    for number, text in enumerate(texts):
        file = folder / f"تقرير {number} النهائي.txt"
        file.write_text(text, encoding="utf-8")
        made.append(ReadTask(file, 1.0, stall_seconds, memory_mb))
    return made


def test_many_files_come_in_order_from_workers(tmp_path):
    texts = [f"{TEXT[language]} {n}." for n in range(30) for language in ("ar", "en")]
    results = list(read_files(tasks(tmp_path, texts)))
    assert [r.text for r in results] == texts
    assert [r.language for r in results[:2]] == ["ar", "en"]


def test_every_format_of_the_starter_documents_reads_the_same_in_a_worker():
    from ingest.worker import read

    files = [f for f in sorted(SAMPLES.iterdir()) if f.suffix in (".pdf", ".docx", ".html")][:5]
    made = [ReadTask(f, 10.0, 60.0, 2000) for f in files]
    assert list(read_files(made)) == [read(task) for task in made]


def test_a_file_that_hangs_its_reader_is_given_up_and_the_others_are_read(broken_reader):
    texts = [TEXT["en"], f"#hang {TEXT['en']}", TEXT["ar"], TEXT["en"] + " 4."]
    started = time.monotonic()
    first, stuck, third, fourth = read_files(tasks(broken_reader, texts, stall_seconds=3.0))
    assert time.monotonic() - started < 30
    assert [r.text for r in (first, third, fourth)] == [texts[0], texts[2], texts[3]]
    assert isinstance(stuck, FileStuck)
    for language, word in (("en", "no progress for 3 s"), ("ar", "لم تتقدّم")):
        assert word in stuck.text(language)


def test_slow_is_not_stuck(broken_reader):
    [result] = read_files(tasks(broken_reader, [f"{TEXT['ar']} #slow"], stall_seconds=3.0))
    assert not isinstance(result, FileError), result


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory limits are those of POSIX")
def test_a_crash_and_a_lack_of_memory_cost_one_file_each(broken_reader):
    texts = ["#crash " + TEXT["en"], TEXT["en"], "#heavy " + TEXT["en"], TEXT["ar"]]
    crashed, second, heavy, fourth = read_files(tasks(broken_reader, texts, memory_mb=400))
    assert isinstance(crashed, FileBroken)
    assert isinstance(heavy, FileTooHeavy)
    assert "400" in heavy.text("ar")
    assert [r.text for r in (second, fourth)] == [texts[1], texts[3]]


def test_a_file_that_vanishes_before_its_turn(tmp_path):
    made = tasks(tmp_path, [TEXT["en"]] * 3)
    made[1].path.unlink()
    first, gone, third = read_files(made)
    assert isinstance(gone, FileMissing)
    assert first.text == third.text == TEXT["en"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_no_worker_outlives_a_program_that_is_killed(tmp_path):
    for file in tasks(tmp_path, [TEXT["en"] + f" {n}." for n in range(40)]):
        assert file.path.exists()
    code = (
        "import sys, time; from pathlib import Path; from ingest.reading import read_files;"
        "from ingest.records import ReadTask;"
        f"r = read_files([ReadTask(p, 1, 60, 2000) for p in sorted(Path({str(tmp_path)!r}).iterdir())]);"
        "next(r); print('read', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}
    ) as program:
        assert program.stdout.readline() == "read\n"
        children = [int(p) for p in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()]
        for task in Path(f"/proc/{program.pid}/task").iterdir():  # started by threads
            children += [int(p) for p in (task / "children").read_text().split()]
        assert children
        program.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_a_worker_that_read_a_very_long_file_is_replaced(tmp_path, monkeypatch):
    """Its memory is free again; the files before and after come whole."""
    monkeypatch.setattr(reading, "_FEW", 0)
    monkeypatch.setattr(reading, "_LONG_BYTES", 20_000)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    started = []
    start = reading._Worker.__init__
    monkeypatch.setattr(reading._Worker, "__init__", lambda self: (started.append(self), start(self))[1])
    long = "\n\n".join(f"{TEXT['ar']} {TEXT['en']} {number}" for number in range(400))
    results = list(read_files(tasks(tmp_path, [TEXT["ar"], long, TEXT["en"]])))
    assert [isinstance(result, FileError) for result in results] == [False] * 3
    assert len(started) == 2
    assert not started[0].is_alive()
