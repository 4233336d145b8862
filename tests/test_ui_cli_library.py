"""The library's upkeep from the terminal: prune, rebuild and compare, roll back, watch, open references."""

import contextlib
import json
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from test_ui_cli import (
    SAMPLES,
    _encoder_opened_once,  # noqa: F401 - a fixture of this module, too
    failed,
    make_home,  # noqa: F401
    one_json,
    run,
    sanad,
)

from corpus.settings import load_settings
from ui.rebuild_check import Comparison, Scores
from ui.services import Services
from ui.terminal import comparison_text

pytestmark = pytest.mark.model

FILES = ("gctf.en.md", "cop27.ar.md", "un-strategy.en.md")
QUESTIONS = {"en": "Who launched the Global Counterterrorism Forum?", "ar": "أين عُقد مؤتمر الأطراف السابع والعشرون؟"}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


@pytest.fixture
def shelf(make_home, tmp_path):  # noqa: F811
    """A data folder and the folder of reports that was indexed into it."""
    home, reports = make_home(), tmp_path / "التقارير"
    reports.mkdir()
    for name in FILES:
        shutil.copy(SAMPLES / name, reports)
    assert run(home, "index", reports).exit_code == 0
    return home, reports


def titles(home):
    return sorted(d["title"] for d in one_json(run(home, "documents", "list", "--json")))


# Rebuild and roll back


def test_rebuild_compares_and_swaps_and_rollback_goes_back(shelf):
    home, reports = shelf
    before, ids = titles(home), {d["id"] for d in one_json(run(home, "documents", "list", "--json"))}
    result = run(home, "reindex", "--rebuild")
    assert result.exit_code == 0, result.stderr
    assert "right document first: \u2066" in result.stdout
    assert "Library 2 is in use" in result.stdout
    assert titles(home) == before
    assert {d["id"] for d in one_json(run(home, "documents", "list", "--json"))} == ids

    (reports / "new.txt").write_text("The delegations met in Cairo and agreed on a border.", encoding="utf-8")
    assert one_json(run(home, "index", reports, "--json"))["added"] == 1
    result = run(home, "rollback", SANAD_INTERFACE_LANGUAGE="ar")
    assert (result.exit_code, result.stdout) == (0, "المكتبة 1 هي المستخدمة الآن؛ والمحفوظ معها: 2.\n")
    assert titles(home) == before
    failed(run(home, "rollback"), "go back to", "2")
    assert run(home, "rollback", "--to", "2").exit_code == 0
    assert len(titles(home)) == 4


@LANGUAGES
def test_a_worse_library_is_not_used_unless_asked_for(shelf, language):
    home, reports = shelf
    (reports / "gctf.en.md").unlink()
    result = run(home, "reindex", "--rebuild", SANAD_INTERFACE_LANGUAGE=language)
    assert result.exit_code == 1
    assert "--to 2" in result.stdout
    assert "\u20663 → 2\u2069" in result.stdout
    assert len(titles(home)) == 3
    result = run(home, "reindex", "--rebuild", "--yes", SANAD_INTERFACE_LANGUAGE=language)
    assert "sanad rollback" in result.stdout
    assert len(titles(home)) == 2


def test_questions_of_ones_own_count(shelf, tmp_path):
    home, _ = shelf
    gold = tmp_path / "ours.toml"
    gold.write_text(
        '[[question]]\nquestion = "Who launched the GCTF?"\nlanguage = "en"\nfile = ["gctf.en.md"]\nanswer = ["x"]\n'
    )
    plain = run(home, "reindex", "--rebuild").stdout
    with_ours = run(home, "reindex", "--rebuild", "--gold", gold).stdout
    count = [int(line.split(" questions")[0].split()[-1]) for text in (plain, with_ours) for line in text.splitlines()
             if "questions" in line]  # fmt: skip
    assert count[1] == count[0] + 1
    gold.write_text("no toml [")
    failed(run(home, "reindex", "--rebuild", "--gold", gold), "ours.toml")


@LANGUAGES
def test_the_comparison_in_words(language):
    old, new = Scores(3, 10, 12, 11, 4), Scores(3, 9, 12, 11, 4)
    comparison = Comparison(12, 5, old, new)
    assert comparison.is_worse()
    assert not Comparison(12, 5, new, old).is_worse()
    assert not Comparison(12, 5, None, new).is_worse()
    lines = comparison_text(comparison, language).splitlines()
    assert len(lines) == 6
    assert "\u206610 → 9\u2069" in lines[2]
    assert {"ar": "12", "en": "12"}[language] in lines[0]
    assert len(comparison_text(Comparison(0, 0, old, new), language).splitlines()) == 2


def test_a_server_goes_over_to_the_new_library_while_it_answers(shelf):
    """Threads ask without a pause while the library is rebuilt and rolled back: every answer is a whole one."""
    home, _ = shelf
    settings = load_settings({}, home=home)
    problems: list[object] = []
    done = threading.Event()
    with contextlib.closing(Services(settings)) as services:
        services.warm_up()

        def ask(language):
            while not done.is_set():
                try:
                    hits = services.search(QUESTIONS[language]).hits
                    assert len({h.passage.document_id for h in hits}) >= 2
                except Exception as error:  # noqa: BLE001 - whatever it is, the test shall see it
                    problems.append(error)
                    return

        threads = [threading.Thread(target=ask, args=(language,)) for language in ("ar", "en")]
        for thread in threads:
            thread.start()
        first = services.library
        assert run(home, "reindex", "--rebuild").exit_code == 0
        second = services.library
        assert run(home, "rollback").exit_code == 0
        third = services.library
        time.sleep(0.3)
        done.set()
        for thread in threads:
            thread.join()
        assert problems == []
        assert [library.folder.name for library in (first, second, third)] == ["library-1", "library-2", "library-1"]
        assert services.index([SAMPLES / "arab-convention.ar.md"]).added


def test_a_damaged_catalogue_is_one_line_and_rollback_mends_it(shelf):
    home, _ = shelf
    assert run(home, "reindex", "--rebuild").exit_code == 0
    for name in ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (home / "library-2" / name).unlink(missing_ok=True)
    (home / "library-2" / "catalogue.sqlite").write_bytes(b"not a database, but a text that is long enough" * 100)
    for command in (["documents", "list"], ["ask", QUESTIONS["en"]], ["index", SAMPLES / "cop27.ar.md"]):
        failed(run(home, *command), "damaged", "sanad rollback")
    assert "تالفة" in run(home, "documents", "list", SANAD_INTERFACE_LANGUAGE="ar").stderr
    assert run(home, "rollback").exit_code == 0
    assert len(titles(home)) == 3


# Prune and remove


def test_prune_and_remove_under(shelf):
    home, reports = shelf
    (reports / "gctf.en.md").unlink()
    report = one_json(run(home, "index", reports, "--prune", "--json"))
    assert (report["removed"], report["unchanged"], report["failed"]) == (1, 2, [])
    assert len(titles(home)) == 2
    shutil.rmtree(reports)
    line = failed(run(home, "index", reports, "--prune", "--json"), "mounted", "--under")
    assert str(reports) in line
    assert len(titles(home)) == 2
    assert len(run(home, "documents", "remove", "--under", reports).stdout.splitlines()) == 2
    assert titles(home) == []
    assert run(home, "documents", "remove").exit_code == 2


# References


@LANGUAGES
def test_a_reference_from_an_old_answer_is_opened_after_the_file_changed(shelf, language):
    home, reports = shelf
    cited = one_json(run(home, "ask", QUESTIONS[language], "--json"))["citations"][0]
    opened = one_json(run(home, "documents", "open", cited["anchor"], "--json"))
    assert (opened["state"], opened["quote"]) == ("current", cited["quote"])
    file = Path(cited["path"])
    text = file.read_text(encoding="utf-8")
    more = {"ar": "فقرة جديدة كُتبت لاحقًا في أول الوثيقة.", "en": "A new paragraph came later at the top."}[language]
    head, _, rest = text.partition("\n\n")
    file.write_text(f"{head}\n\n{more}\n\n{rest}", encoding="utf-8")
    assert run(home, "index", reports).exit_code == 0
    opened = one_json(run(home, "documents", "open", cited["anchor"], "--json"))
    assert (opened["state"], opened["quote"]) == ("moved", cited["quote"])
    shown = run(home, "documents", "open", cited["anchor"], SANAD_INTERFACE_LANGUAGE=language).stdout
    assert {"ar": "انتقل النص", "en": "have moved"}[language] in shown
    file.write_text(f"{head}\n\n{more}", encoding="utf-8")
    assert run(home, "index", reports).exit_code == 0
    result = run(home, "documents", "open", cited["anchor"], "--json")
    assert (result.exit_code, one_json(result)["state"], one_json(result)["quote"]) == (1, "changed", None)
    failed(run(home, "documents", "open", "nonsense"), "no reference")


# Watch


@pytest.mark.slow
def test_watch_indexes_what_comes_and_forgets_what_goes(make_home, tmp_path):  # noqa: F811
    home, reports = make_home(), tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text("The delegations met in Cairo.", encoding="utf-8")
    with sanad(home, "index", reports, "--watch", "--prune", "--json") as process:
        try:
            lines = [json.loads(process.stdout.readline())]
            assert "Watching" in process.stderr.readline()
            time.sleep(0.5)
            (reports / "ب.txt").write_text("عاد الوفدان إلى القاهرة.", encoding="utf-8")
            lines.append(json.loads(process.stdout.readline()))
            (reports / "c.txt").write_text("عاد الوفدان إلى القاهرة.", encoding="utf-8")
            (reports / "empty.txt").touch()
            lines.append(json.loads(process.stdout.readline()))
            (reports / "a.txt").unlink()
            lines.append(json.loads(process.stdout.readline()))
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert [line["added"] for line in lines] == [1, 1, 0, 0]
    assert [line["duplicates"] for line in lines] == [0, 0, 1, 0]
    assert [len(line["failed"]) for line in lines] == [0, 0, 1, 1]
    assert [line["removed"] for line in lines] == [0, 0, 0, 1]
