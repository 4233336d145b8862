"""The documents and usage pages without a browser: uploads, runs, lists, charts, and who may have them."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from browsing import run_apart
from fastapi.testclient import TestClient
from shelf import FILES, ShelfEmbedder, fill, make_services

from corpus import generations
from corpus.accounts import Viewer
from corpus.audit import Audit
from corpus.errors import (
    FetchingOff,
    FileEmpty,
    FileTooLarge,
    FormatUnknown,
    JobRunning,
    NotAllowed,
)
from corpus.records import LANGUAGES, Language
from ingest.pipeline import Cancelled, Progress
from ui.app import build_app
from ui.desk import Desk
from ui.documents_html import fitting, job_html
from ui.documents_tab import _ACTS, _list
from ui.jobs import Job, Jobs
from ui.people import People
from ui.uploads import safe_name, store
from ui.usage import usage
from ui.usage_html import usage_html

BOTH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[object]:
    services = make_services(tmp_path / "home", max_file_mb=0.01)
    fill(services, tmp_path / "reports")
    yield services
    services.close()


@pytest.fixture
def people(services) -> Iterator[People]:
    people = People(services.settings)
    yield people
    people.close()


@pytest.fixture
def desk(services, people: People) -> Callable[..., Desk]:
    return lambda role="administrator": Desk(services, people, Viewer("a", role))


@pytest.fixture
def client(services, people: People) -> Iterator[TestClient]:
    with TestClient(build_app(services, people, login=False), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("تقرير 2021.docx", "تقرير 2021.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\boot\\evil.TXT", "evil.txt"),
        ("a\x00b\u202etxt.md", "abtxt.md"),
        ("...hidden.md", "hidden.md"),
        ("con.txt", "document_con.txt"),
        ("<script>alert(1)</script>.html", "script.html"),
        ("\n\r.pdf", "document.pdf"),
        ("ن" * 500 + ".pdf", "ن" * 60 + ".pdf"),
        ("manifest.toml.md", "manifest.toml.md"),
    ],
)
def test_names_of_uploads_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize("name", ["x.exe", "x", "", ".pdf.", "x.toml", "x.pdf/", "x.pdf\x00.sh"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(FormatUnknown):
        safe_name(name)


async def pieces(*data: bytes) -> AsyncIterator[bytes]:
    for piece in data:
        yield piece


def test_uploads_are_kept_by_what_is_in_them(tmp_path: Path) -> None:
    def keep(name: str, *data: bytes) -> Path:
        return run_apart(store(tmp_path, name, pieces(*data), 0.001))

    first = keep("one.md", b"same ", b"words")
    assert first.read_bytes() == b"same words"
    assert keep("../two.md", b"same words") == first
    assert keep("one.md", b"other words") != first
    with pytest.raises(FileTooLarge):
        keep("big.md", *[b"x" * 600] * 2)
    with pytest.raises(FileEmpty):
        keep("empty.md", b"")
    left = [p for p in (tmp_path / "uploads").rglob("*") if p.is_file()]
    assert len(left) == 2


@BOTH
def test_an_upload_is_answered_in_the_readers_language(client: TestClient, people: People, language: Language) -> None:
    headers = {"cookie": f"sanad_language={language}"}
    taken = client.post("/upload", params={"name": "note.md"}, content=b"# Note", headers=headers)
    assert taken.json() == {"name": "note.md"}
    assert people.audit.entries(["uploaded"])[-1].target == "note.md"
    refused = client.post("/upload", params={"name": "note.exe"}, content=b"x", headers=headers)
    assert refused.status_code == 422
    assert {"en": "not known", "ar": "غير معروفة"}[language] in refused.json()["problem"]
    large = client.post("/upload", params={"name": "large.md"}, content=b"x" * 20_000, headers=headers)
    assert large.status_code == 422
    assert (
        client.post("/upload", params={"name": "n.md"}, content=b"x", headers={"origin": "http://evil"}).status_code
        == 403
    )


def finished(jobs: Jobs) -> Job:
    until = time.monotonic() + 30
    while jobs.last is None or jobs.last.running:
        assert time.monotonic() < until
        time.sleep(0.02)
    return jobs.last


def test_a_run_indexes_and_tells(desk, tmp_path: Path) -> None:
    jobs, folder = Jobs(), tmp_path / "more"
    folder.mkdir()
    (folder / "new.en.md").write_text("# New\nThe envoy arrived in Amman on 4 May 2022.\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"no pdf")
    _ACTS["index-path"](desk(), jobs, {"path": str(folder)})
    job = finished(jobs)
    assert len(job.result.added) == len(job.result.failed) == 1
    html = job_html(job)
    assert "1 added" in html
    assert "broken.pdf" in html.replace("&#95;", "_")
    assert desk().people.audit.entries(["indexed"])[-1].detail["added"] == 1
    shown = _list(desk(), {"words": "NEW"})
    assert shown.count("<tr>") == 2
    assert "New" in shown


def test_one_run_at_a_time_and_it_can_be_stopped(desk) -> None:
    jobs = Jobs()

    def slow(job: Job) -> object:
        for done in range(1000):
            time.sleep(0.01)
            job.advance(Progress(done, 1000, done, f"/r/{done}.md"))
        return None

    def stoppable(job: Job) -> object:
        try:
            return slow(job)
        except Cancelled:
            return None

    job = jobs.start("index", stoppable)
    with pytest.raises(JobRunning):
        jobs.start("rebuild", slow)
    time.sleep(0.1)
    assert job.seconds_left()
    assert "<progress" in job_html(job)
    jobs.cancel()
    assert finished(jobs) is job


def test_a_stopped_run_keeps_what_it_did_and_the_next_takes_the_rest(services, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.md").write_text(f"# N{number}\nDelegation {number} signed.\n", encoding="utf-8")

    def stop(progress: Progress) -> None:
        if progress.files == 2 and progress.of_files == 4:
            raise Cancelled

    assert len(services.index([folder], stop).added) == 2
    again = services.index([folder])
    assert (len(again.added), len(again.unchanged)) == (2, 2)


def test_what_breaks_is_told_without_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    jobs = Jobs()
    jobs.start("index", lambda job: 1 / 0)
    html = job_html(finished(jobs))
    assert "ZeroDivision" not in html
    assert 'role="alert"' in html
    assert "ZeroDivision" in caplog.text


def test_the_list_is_searched_and_paged(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    infos = desk().documents()
    assert len(infos) == len(FILES)
    assert {info.language for info in fitting(infos, "القناه")} == {"ar"}
    assert len(fitting(infos, "press canal")) == 1
    monkeypatch.setattr("ui.documents_tab.PAGE_SIZE", 3)
    monkeypatch.setattr("ui.documents_html.PAGE_SIZE", 3)
    first, second = _list(desk(), {"page": 0}), _list(desk(), {"page": 99})
    assert (first.count("<tr>"), second.count("<tr>")) == (4, 2)
    assert "list-page" in first


def test_removing_and_restricting_go_by_the_desk(desk) -> None:
    document = desk().documents()[0]
    _ACTS["restrict"](desk(), Jobs(), {"id": document.id, "roles": ["administrator"]})
    assert document.id not in {info.id for info in desk("reader").documents()}
    assert "Restricted" in _list(desk(), {})
    _ACTS["remove"](desk(), Jobs(), {"id": document.id})
    assert document.id not in {info.id for info in desk().documents()}
    with pytest.raises(NotAllowed):
        _ACTS["remove"](desk("researcher"), Jobs(), {"id": "x"})


@BOTH
def test_usage_counts_what_was_asked(desk, people: People, language: Language) -> None:
    known, hidden = desk().documents()[0].id, "d0gone"
    day = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
    trail = Audit(people._engine, clock=lambda: day)
    hostile = "<script>alert(1)</script> من فاز؟"
    trail.record("r", "reader", "asked", language="ar", answered=True, documents=[known, hidden])
    trail.record("r", "reader", "asked", language="ar", answered=False, documents=[], question=hostile)
    trail.record("r", "reader", "asked", language="ar", answered=False, documents=[])
    found = usage(desk(), date(2026, 11, 25))
    assert (found.asked, found.refused) == (3, 2)
    assert [(info.id, count) for info, count in found.cited] == [(known, 1)]
    assert found.unanswered == (("2026-11-20", hostile),)
    assert [day.asked for day in found.days].index(3) == 24
    html = usage_html(found)
    assert html.count('<svg role="img"') == 4
    assert html.count("<desc>") == 4
    assert "<script>" not in html
    assert {"en": "3 questions", "ar": "3 أسئلة"}[language] in html
    with pytest.raises(NotAllowed):
        usage(desk("researcher"), date(2026, 11, 25))


def test_the_library_is_built_anew_compared_and_gone_back_from(desk, services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.rebuild.fair_embedder", lambda *_: ShelfEmbedder())
    monkeypatch.setattr("ui.services.fair_embedder", lambda *_: ShelfEmbedder())
    jobs = Jobs()
    _ACTS["rebuild"](desk(), jobs, {})
    job = finished(jobs)
    assert job.problem is None
    assert job.result.swapped
    assert "<table>" in job_html(job)
    assert "Library 2 is in use now" in job_html(job)
    assert desk().people.audit.entries(["rebuilt"])[-1].target == "2"
    _ACTS["use-library"](desk(), jobs, {"number": "1"})
    assert [g.number for g in generations.generations(services.settings.home) if g.current] == [1]
    assert desk().documents()


def test_a_rebuild_that_is_cancelled_leaves_the_library_as_it_was(desk, services, monkeypatch) -> None:
    monkeypatch.setattr("ui.rebuild.fair_embedder", lambda *_: ShelfEmbedder())
    started = Jobs.start

    def cancelled(jobs: Jobs, kind: str, run: Callable[[Job], object]) -> Job:
        def stopping(job: Job) -> object:
            job.cancelling = True
            return run(job)

        return started(jobs, kind, stopping)

    monkeypatch.setattr(Jobs, "start", cancelled)
    jobs = Jobs()
    _ACTS["rebuild"](desk(), jobs, {})
    job = finished(jobs)
    assert (job.result, job.problem, job.broken) == (None, None, False)
    assert "the library is as it was" in job_html(job)
    assert [g.number for g in generations.generations(services.settings.home)] == [1]
    assert not services.library.verify().missing


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "HTTPS://ministry.example/report.pdf"])
def test_a_page_of_the_web_is_asked_for_only_where_it_is_allowed(services, desk, address: str) -> None:
    jobs = Jobs()
    with pytest.raises(FetchingOff):
        _ACTS["index-path"](desk(), jobs, {"path": address})
    assert jobs.last is None


def test_this_computer_is_not_asked_even_where_fetching_is_allowed(services, people: People) -> None:
    services.settings = services.settings.model_copy(update={"fetch_addresses": True})
    jobs = Jobs()
    _ACTS["index-path"](Desk(services, people, Viewer("a", "administrator")), jobs, {"path": "http://127.0.0.1:1/x"})
    finished(jobs)
    assert "127.0.0.1" in job_html(jobs.last)
    assert len(services.library.documents()) == len(FILES)


def test_a_removed_upload_does_not_come_back(services, desk, tmp_path: Path) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"# Note\nThe envoy met the minister in Amman.\n"

    stored = run_apart(store(services.settings.home, "note.md", pieces(), 1))
    services.index([stored])
    document = next(info for info in services.library.documents() if info.path == str(stored))
    desk().remove([document.id])
    assert not stored.exists()
    kept = services.library.documents()[0]
    desk().remove([kept.id])
    assert Path(kept.path).exists()  # not an upload: it stays where it is
