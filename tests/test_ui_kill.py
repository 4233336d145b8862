"""kill -9 at random moments of `sanad index`, then once more to the end: the library is that of an undisturbed run."""

import contextlib
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from test_ui_cli import _encoder_opened_once, make_home, run, sanad  # noqa: F401 - fixtures of this module, too

from corpus.settings import load_settings
from corpus.wholeness import Findings
from ui.services import Services

pytestmark = [pytest.mark.model, pytest.mark.slow]

DOCUMENTS, KILLS, KILLS_A_HOME = 200, 20, 5
CITIES = {"ar": ("القاهرة", "عمّان", "الرباط", "بغداد"), "en": ("Cairo", "Amman", "Rabat", "Baghdad")}
TEXT = {
    "ar": "اجتمع الوفد رقم {n} في {city} وأقر {m} بندًا. وأُعلن الاتفاق في اليوم التالي.",
    "en": "Delegation {n} met in {city} and agreed on {m} points. The agreement was announced the day after.",
}
QUERIES = (
    "Which delegation met in Amman?",
    "أي وفد أقر البنود في الرباط؟",
    "The agreement of delegation 77",
    "الوفد 120",
)


def write_corpus(folder: Path) -> None:
    for n in range(DOCUMENTS):
        language = ("ar", "en")[n % 2]
        text = TEXT[language].format(n=n, city=CITIES[language][n % 4], m=n * 37 % 101)
        (folder / f"محضر {n:03} report.txt").write_text(text, encoding="utf-8")


def state(home: Path):
    """What the library holds, and what it finds: hits with their places, scores to three digits."""
    with contextlib.closing(Services(load_settings({}, home=home))) as services:
        library = services.library
        assert library.verify() == Findings(0, ())
        documents = {info: library.document(info.id).text for info in library.documents()}
        passages = [p for info in documents for p in library.document_passages(info.id)]
        hits = [
            sorted((round(h.score, 3), h.passage.document_id) for h in services.search(query, 5).hits)
            for query in QUERIES
        ]
        return documents, passages, library.paths().keys(), hits


def written_at(home: Path) -> int:
    """When a writer last began, in nanoseconds; 0 for never."""
    marker = home / "library-1" / "write.unfinished"
    with contextlib.suppress(FileNotFoundError):
        return marker.stat().st_mtime_ns
    return 0


def until_writing(home: Path, process: subprocess.Popen, before: int) -> None:
    """Until then there is nothing to harm."""
    while process.poll() is None and written_at(home) in (0, before):
        time.sleep(0.005)


def documents(home: Path) -> int:
    with contextlib.closing(sqlite3.connect(home / "library-1" / "catalogue.sqlite")) as db:
        return db.execute("select count(*) from documents").fetchone()[0]


@pytest.mark.timeout(600)
def test_twenty_kills_leave_the_library_of_an_undisturbed_run(make_home, tmp_path):  # noqa: F811
    reports = tmp_path / "التقارير"
    reports.mkdir()
    write_corpus(reports)
    calm = make_home()
    with sanad(calm, "index", reports) as process:
        until_writing(calm, process, 0)
        started = time.monotonic()
        assert process.wait(timeout=300) == 0, process.stderr.read()
    whole = time.monotonic() - started

    moments, stages, undisturbed = random.Random(2006), [], state(calm)
    for n in range(KILLS):
        if n % KILLS_A_HOME == 0:  # after some kills there is nothing left to do
            home = make_home()
        before = written_at(home)
        with sanad(home, "index", reports) as process:
            until_writing(home, process, before)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=moments.uniform(0, whole))
            process.send_signal(signal.SIGKILL)
        stages.append(documents(home))
        if (n + 1) % KILLS_A_HOME == 0:
            report = run(home, "index", reports)
            assert report.exit_code == 0, report.stderr
            assert state(home) == undisturbed, stages
    assert len(set(stages)) > 2, stages
