"""The terminal face against the bundled encoder and real stores: the contract's JSON, and one line for each failure."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from corpus.embedder import open_embedder
from ui import rebuild, services
from ui.cli import main

pytestmark = pytest.mark.model

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
FILES = ("gctf.en.md", "un-strategy.en.md", "cop27.ar.md", "arab-convention.ar.md")
QUESTIONS = {"en": "Who launched the Global Counterterrorism Forum?", "ar": "أين عُقد مؤتمر الأطراف السابع والعشرون؟"}
UNANSWERABLE = {"en": "How do I bake sourdough bread?", "ar": "كيف أخبز خبز العجين المخمّر؟"}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])

# The contract of the command line, field by field.
ANSWER = {"question", "language", "answered", "confidence", "answer", "claims", "citations", "engine", "elapsed_ms"} | {
    "form", "columns", "struck", "related", "notices",
}  # fmt: skip
CITATION = {
    "number", "document_id", "title", "source", "date", "language", "page", "start", "end",
    "quote", "anchor", "path", "kind", "ocr", "marks", "versions", "translation",
}  # fmt: skip
SEARCH = {"query", "language", "hits", "elapsed_ms"}
HIT = {"rank", "score", "document_id", "title", "path", "language", "page", "start", "end", "text"}
REPORT = {"added", "updated", "unchanged", "duplicates", "removed", "failed", "passages", "seconds"}


@pytest.fixture(scope="module", autouse=True)
def _encoder_opened_once():
    """The real encoder, but read from the disk once (1.5 s); the programs of their own below open it themselves."""
    opened = {}

    def once(settings, progress=lambda _: None):
        folder = (settings.home / "models").resolve()
        if folder not in opened:
            opened[folder] = open_embedder(settings, progress)
        return opened[folder]

    with pytest.MonkeyPatch.context() as patch:
        for module in (services, rebuild):
            patch.setattr(module, "open_embedder", once)
        yield


@pytest.fixture(scope="module")
def make_home(model_home, tmp_path_factory):
    """Makes a new data folder that shares the unpacked encoder."""

    def make():
        home = tmp_path_factory.mktemp("home")
        (home / "models").symlink_to(model_home / "models")
        return home

    return make


@pytest.fixture(scope="module")
def indexed(make_home, tmp_path_factory):
    """A data folder with four documents, two in each language."""
    home, reports = make_home(), tmp_path_factory.mktemp("reports")
    for name in FILES:
        (reports / name).write_bytes((SAMPLES / name).read_bytes())
    result = run(home, "index", reports, "--json")
    assert result.exit_code == 0, result.stderr
    assert one_json(result) == one_json(result) | {"added": 4, "updated": 0, "unchanged": 0, "failed": []}
    assert set(one_json(result)) == REPORT
    return home


def run(home, *arguments, stdin=None, **variables):
    environ = {name: None for name in os.environ if name.startswith("SANAD_")}
    environ |= {"SANAD_HOME": str(home), **variables}
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, env=environ)


def one_json(result):
    [line] = result.stdout.splitlines()
    return json.loads(line)


def json_lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def failed(result, *words):
    """Exit 1 and exactly one line on stderr, which holds `words` and no trace of the program."""
    assert result.exit_code == 1, (result.stdout, result.stderr)
    [line] = [line for line in result.stderr.splitlines() if line.strip()]
    for word in words:
        assert word in line
    assert "Unexpected" not in line
    assert "Traceback" not in line
    return line


def folded(text):
    return " ".join(text.split())


def check_citation(home, citation):
    """The quote is the cleaned text's at its offsets, and the file's own words."""
    assert set(citation) == CITATION
    shown = run(home, "documents", "show", citation["document_id"], "--text").stdout
    assert shown[citation["start"] : citation["end"]] == citation["quote"] != ""
    file = Path(citation["path"])
    assert file.is_absolute()
    assert folded(citation["quote"]) in folded(file.read_text(encoding="utf-8"))


# Asking and searching


@LANGUAGES
def test_ask_json_has_the_keys_of_the_contract_and_verbatim_quotes(indexed, language):
    result = run(indexed, "ask", QUESTIONS[language], "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    answer = one_json(result)
    assert set(answer) == ANSWER
    assert (answer["question"], answer["language"]) == (QUESTIONS[language], language)
    assert answer["answered"] is True
    assert answer["engine"] == "extractive"
    assert 0 < answer["confidence"] <= 1
    assert answer["elapsed_ms"] > 0
    assert [c["number"] for c in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    for claim in answer["claims"]:
        assert set(claim) == {"text", "citations", "verdict", "under"}
        assert claim["citations"]
        assert claim["text"] in answer["answer"]
        for number in claim["citations"]:
            assert f"[{number}]" in answer["answer"]
            assert answer["citations"][number - 1]["quote"] in answer["answer"]
    assert answer["citations"][0]["language"] == language
    check_citation(indexed, answer["citations"][0])


@LANGUAGES
def test_what_the_documents_do_not_hold_is_refused_without_citations(indexed, language):
    result = run(indexed, "ask", UNANSWERABLE[language], "--json")
    answer = one_json(result)
    assert result.exit_code == 0
    assert set(answer) == ANSWER
    assert (answer["answered"], answer["claims"], answer["citations"]) == (False, [], [])
    assert answer["language"] == language
    assert answer["answer"]


def test_questions_from_standard_input_are_answered_in_order_and_a_bad_one_stops_none(indexed):
    lines = [QUESTIONS["en"], "", "؟؟", QUESTIONS["ar"], "w " * 3000, UNANSWERABLE["en"]]
    result = run(indexed, "ask", "--questions", "-", "--json", stdin="\n".join(lines) + "\n")
    answers = json_lines(result)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2, "one line for each bad question"
    assert [a.get("answered") for a in answers] == [True, None, True, None, False]
    assert [set(a) for a in answers] == [ANSWER, {"question", "error"}, ANSWER, {"question", "error"}, ANSWER]
    assert [a["question"] for a in answers[:3]] == [QUESTIONS["en"], "؟؟", QUESTIONS["ar"]]


@pytest.mark.parametrize(
    ("before", "encoding", "found"),
    [(b"", "cp1256", 2), (b"", "utf-16", 2), (b"", "utf-8-sig", 2), (b"odd\0 \xff\n", "utf-8", 3)],
)
def test_questions_are_read_in_any_encoding_and_past_damaged_bytes(indexed, tmp_path, before, encoding, found):
    file = tmp_path / "questions.txt"
    file.write_bytes(before + "\n".join(["ما مقر جامعة الدول العربية؟", "من رأس المؤتمر؟"]).encode(encoding))
    searched = json_lines(run(indexed, "search", "--questions", file, "--json"))
    assert len(searched) == found
    assert [s["query"] for s in searched[-2:]] == ["ما مقر جامعة الدول العربية؟", "من رأس المؤتمر؟"]


@pytest.mark.parametrize(("question", "said"), [("؟؟", "لا كلمات في السؤال"), ("??", "no words in it")])
def test_a_question_of_signs_is_explained_in_its_language(indexed, question, said):
    result = run(indexed, "ask", question)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("question", "said"),
    [("Quelle est la capitale de la France ?", "in another language"), ("پایتخت مصر کجاست؟", "بلغة أخرى")],
)
def test_a_question_in_another_language_is_told_so(indexed, question, said):
    result = run(indexed, "ask", question)
    assert result.exit_code == 0
    assert said in " ".join((result.stdout + result.stderr).split())


@LANGUAGES
def test_ask_in_text_shows_the_numbered_quotes(indexed, language):
    result = run(indexed, "ask", QUESTIONS[language])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("[1]") >= 2  # in the answer and before its quote
    assert {"en": "gctf.en.md", "ar": "cop27.ar.md"}[language] in result.stdout


def test_search_json_has_the_keys_of_the_contract(indexed, tmp_path):
    file = tmp_path / "questions.txt"
    file.write_text("\ufeffcounter-terrorism strategy\nمكافحة الإرهاب\n", encoding="utf-8")
    result = run(indexed, "search", "--questions", file, "--limit", "3", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json_lines(result)
    assert [f["language"] for f in found] == ["en", "ar"]
    assert found[0]["query"] == "counter-terrorism strategy"
    for search in found:
        assert set(search) == SEARCH
        hits = search["hits"]
        assert [h["rank"] for h in hits] == [1, 2, 3]
        assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)
        for hit in hits:
            assert set(hit) == HIT
            assert len(hit["text"]) == hit["end"] - hit["start"]
            assert folded(hit["text"].split("\n")[0]) in folded(Path(hit["path"]).read_text(encoding="utf-8"))


@LANGUAGES
def test_search_in_one_language(indexed, language):
    hits = one_json(run(indexed, "search", "terrorism", "--language", language, "--json"))["hits"]
    assert {h["language"] for h in hits} == {language}


# Documents


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kind", "resolutin"), "resolutin"),
        (("--source", "الفاو"), "الفاو"),
        (("--document", "d000"), "d000"),
        (("--from", "next year"), "YYYY-MM"),
    ],
)
def test_a_filter_that_fits_nothing_is_told(indexed, arguments, words):
    failed(run(indexed, "search", "terrorism", *arguments), words)


def test_search_narrowed_to_documents_and_years(indexed):
    everything = one_json(run(indexed, "search", "terrorism", "--json"))["hits"]
    wanted = everything[-1]["document_id"]
    hits = one_json(run(indexed, "search", "terrorism", "--document", wanted, "--json"))["hits"]
    assert {h["document_id"] for h in hits} == {wanted}
    assert one_json(run(indexed, "search", "terrorism", "--from", "2090", "--json"))["hits"] == []


@LANGUAGES
def test_extraction_reports(indexed, language):
    reports = one_json(run(indexed, "documents", "report", "--json"))
    assert len(reports) == 4
    for report in reports:
        assert (report["format"], report["pages"], report["ocr_pages"], report["warnings"]) == ("markdown", 0, [], [])
        text = run(indexed, "documents", "show", report["document_id"], "--text").stdout
        assert report["characters"] == len(text) - 1
    first = reports[0]
    [line] = run(
        indexed, "documents", "report", first["document_id"], SANAD_INTERFACE_LANGUAGE=language
    ).stdout.splitlines()[1:]
    assert "markdown" in line
    assert {"ar": "كلمات غير سليمة: 0.0%", "en": "0.0% broken words"}[language] in line
    failed(run(indexed, "documents", "report", "d0"), "d0")


def test_documents_are_listed_shown_and_removed(make_home, tmp_path):
    home = make_home()
    for language, text in {"en": "The delegations met in Cairo.", "ar": "اجتمع الوفدان في القاهرة."}.items():
        (tmp_path / f"{language}.txt").write_text(f"{text}\n\n{text} 2021.", encoding="utf-8")
    report = run(home, "index", tmp_path)
    assert report.exit_code == 0
    assert "2 added" in report.stdout
    listed = one_json(run(home, "documents", "list", "--json"))
    assert [d["language"] for d in listed] == ["ar", "en"]
    assert [Path(d["path"]).name for d in listed] == ["ar.txt", "en.txt"]
    arabic, english = (d["id"] for d in listed)
    shown = one_json(run(home, "documents", "show", arabic, "--json"))
    assert shown == {**listed[0], "pages": None, "text": shown["text"]}
    assert "القاهرة" in shown["text"]
    assert shown["text"] in run(home, "documents", "show", arabic).stdout
    removed = run(home, "documents", "remove", arabic)
    assert (removed.exit_code, removed.stdout) == (0, f"{arabic}\n")
    assert english in run(home, "documents", "list").stdout
    assert arabic not in run(home, "documents", "list").stdout
    failed(run(home, "documents", "show", arabic), arabic, "sanad documents list")
    assert (tmp_path / "ar.txt").exists()


def test_doctor_finds_all_well(indexed):
    result = run(indexed, "doctor", "--json")
    checks = {c["name"]: c for c in one_json(result)}
    assert {name: c["well"] for name, c in checks.items() if not c["well"]} == {}
    assert result.exit_code == 0
    assert set(checks) == {"versions", "data folder", "encoder", "library", "scans", "chat model"}
    assert "4 documents" in checks["library"]["detail"]
    assert str(indexed) in checks["data folder"]["detail"]


def test_doctor_says_what_is_wrong(tmp_path):
    (tmp_path / "file").write_text("x")
    result = run(tmp_path / "file" / "home", "doctor")
    assert result.exit_code == 1
    assert "FAIL" in result.stdout
    assert "SANAD_HOME" in result.stdout


def test_reindex_keeps_ids_and_answers(make_home, tmp_path):
    home, file = make_home(), tmp_path / "a.txt"
    file.write_text("The delegations met in Cairo.\n\nThen they left for Geneva.", encoding="utf-8")
    run(home, "index", file)
    before = run(home, "documents", "list").stdout
    assert run(home, "reindex", "--rebuild").exit_code == 0
    assert run(home, "documents", "list").stdout == before
    with FileLock(home / "library.lock"):
        failed(run(home, "reindex", "--rebuild", SANAD_LOCK_TIMEOUT_SECONDS="0.1"), "Another process")
    file.unlink()
    failed(run(home, "reindex", "--rebuild"), "a.txt")
    assert run(home, "documents", "list").stdout == before, "files that are gone for now take no document away"


# Bad input


def test_what_cannot_be_indexed_fails_with_one_line_each(make_home, tmp_path):
    home, good = make_home(), tmp_path / "good.txt"
    good.write_text("The delegations met in Cairo and agreed.", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "table.xyz").write_bytes(b"x")
    cases = {"missing.txt": "no such file", "empty.txt": "0 bytes", "table.xyz": "'.xyz'"}
    for name, reason in cases.items():
        result = run(home, "index", tmp_path / name, "--json")
        failed(result, str(tmp_path / name), reason)
        assert one_json(result)["failed"] == [{"path": str(tmp_path / name), "reason": result.stderr.strip()}]
    both = run(home, "index", tmp_path / "missing.txt", good, "--json", SANAD_INTERFACE_LANGUAGE="ar")
    failed(both, "لا يوجد ملف")
    assert one_json(both)["added"] == 1


def test_an_empty_library_says_how_to_fill_it(make_home):
    home = make_home()
    failed(run(home, "ask", QUESTIONS["en"]), "sanad index PATH")
    failed(run(home, "search", QUESTIONS["ar"], "--json"), "sanad index PATH")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", ["no words"]),
        ("?!", ["no words"]),
        ("ـــ", ["no words"]),
        ("w" * 20_000, ["20000", "4000", "Shorten"]),
        ("س" * 20_000, ["20000", "4000", "اختصره"]),
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_that_cannot_be_taken(indexed, command, question, words):
    result = run(indexed, command, question, "--json")
    assert len(failed(result, *words)) < 300
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [("index", "x.txt"), ("ask", "Who?"), ("documents", "list")])
def test_a_home_that_cannot_be_used(tmp_path, arguments):
    (tmp_path / "file").write_text("x")
    failed(run(tmp_path / "file" / "home", *arguments), str(tmp_path / "file"), "SANAD_HOME")


def test_an_unknown_or_bad_setting(tmp_path):
    failed(run(tmp_path, "ask", "Who?", SANAD_HOMES="/x"), "SANAD_HOMES", "did you mean SANAD_HOME?")
    failed(run(tmp_path, "index", "x", SANAD_MAX_FILE_MB="much"), "SANAD_MAX_FILE_MB", "'much'")
    failed(run(tmp_path, "doctor", SANAD_INTERFACE_LANGUAGE="fr"), "SANAD_INTERFACE_LANGUAGE", "'fr'")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("index",),
        ("ask",),
        ("ask", "a", "--questions", "-"),
        ("ask", "--questions", "/missing/file"),
        ("search", "a", "--limit", "0"),
        ("search", "a", "--language", "fr"),
        ("documents", "remove"),
        ("reindex",),
        ("serve", "--port", "x"),
        ("evaluate",),
        ("evaluate", "--squad", "fr=x"),
        ("fly",),
    ],
)
def test_wrong_usage(tmp_path, arguments):
    result = run(tmp_path, *arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert result.stdout == ""


COMMANDS = (
    "index, ask, search, documents, documents list, documents show, documents report, documents remove, "
    "reindex, doctor, serve, evaluate"
)


@pytest.mark.parametrize("command", COMMANDS.split(", "))
def test_every_command_has_help_with_an_example(tmp_path, command):
    result = run(tmp_path, *command.split(), "--help")
    assert result.exit_code == 0
    assert f"Example: sanad {command}" in folded(result.stdout)


# As a program of its own


def sanad(home, *arguments, **options):
    environ = {k: v for k, v in os.environ.items() if not k.startswith("SANAD_")}
    environ |= {"SANAD_HOME": str(home), "PYTHONPATH": str(SAMPLES.parent.parent), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from ui.cli import main; main(prog_name='sanad')", *map(str, arguments)]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **options
    )


def test_two_runs_of_index_at_once(make_home, tmp_path):
    home = make_home()
    (tmp_path / "a.txt").write_text("\n\n".join(f"The delegations met in Cairo on day {i}." for i in range(40)))
    (tmp_path / "b.txt").write_text("The treaty was refused in Geneva.")
    marker = home / "library-1" / "write.unfinished"
    with sanad(home, "index", tmp_path / "a.txt", "--json") as first:
        try:
            deadline = time.monotonic() + 60
            while not marker.exists():
                assert first.poll() is None, first.communicate()
                assert time.monotonic() < deadline
                time.sleep(0.005)
            first.send_signal(signal.SIGSTOP)  # the first is slow
            second = run(home, "index", tmp_path / "b.txt", SANAD_LOCK_TIMEOUT_SECONDS="0.1")
            failed(second, "Another process", str(home), "0.1 s")
        finally:
            first.send_signal(signal.SIGCONT)
        out, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert json.loads(out)["added"] == 1
    assert run(home, "index", tmp_path / "b.txt").exit_code == 0
    assert len(one_json(run(home, "documents", "list", "--json"))) == 2


def test_a_closed_pipe_shows_no_trace(indexed):
    with sanad(indexed, "ask", QUESTIONS["ar"], "--json") as process:
        process.stdout.close()
        error = process.stderr.read()
        process.wait(timeout=60)
    assert "Traceback" not in error
    assert len(error.splitlines()) <= 1
