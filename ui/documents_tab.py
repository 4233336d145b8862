"""The documents page's handlers, for administrators: list, index, remove, restrict, rebuild, roll back.

In: a Frame. Out: components and their events, built inside an open gr.Tab. Every handler asks its desk for the role.
Files come in by upload_route.py; long work runs in jobs.py.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import generations
from corpus.errors import FetchingOff, FileMissing, SanadError
from corpus.roles import ROLES, check_roles
from ingest.load import is_url
from ui.desk import Desk
from ui.documents_html import PAGE_SIZE, Row, fitting, head_html, job_html, library_html, list_html
from ui.frame import SHOWING, Frame, channel, page_part
from ui.jobs import Job, Jobs
from ui.markup import block, words_html
from ui.preferences import preferences
from ui.rebuild import rebuild_library, roll_back
from ui.services import SAMPLES


def build(frame: Frame) -> None:
    """The documents inside the open tab."""
    jobs = Jobs()
    page_part(head_html(frame.services.settings.max_file_mb), "documents-head")
    running = page_part("", "documents-job")
    told = page_part("", "documents-told")
    listed = page_part("", "documents-list")
    library = page_part("", "documents-library")
    message, go = channel("documents")

    def act(message: str, request: gr.Request) -> tuple[object, ...]:
        desk, asked = frame.desk_of(request), json.loads(message)
        language = preferences(request, desk.services.settings).language
        desk.require("administrator")
        if asked["do"] == "job":  # asked each second while a run goes on: the list waits for its end
            return job_html(jobs.last), gr.skip(), gr.skip(), gr.skip()
        problem = ""
        try:
            if asked["do"] in _ACTS:
                _ACTS[asked["do"]](desk, jobs, {**asked, "language": language})
        except SanadError as error:
            problem = block("card", f'<p class="notice" role="alert">{words_html(error.text)}</p>')
        return job_html(jobs.last), problem, _list(desk, asked), _library(desk)

    go.click(act, message, [running, told, listed, library], **SHOWING)


def _list(desk: Desk, asked: Mapping[str, Any]) -> str:
    words, library = str(asked.get("words", ""))[:200], desk.services.library
    found = fitting(desk.documents(), words)
    page = min(max(int(asked.get("page", 0)), 0), max(len(found) - 1, 0) // PAGE_SIZE)
    passages = library.passage_counts()
    kept = {r.document_id: r.roles for r in desk.people.accounts.restrictions()}
    shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    rows = [Row(i, library.extraction_report(i.id), passages.get(i.id, 0), kept.get(i.id, ROLES)) for i in shown]
    return list_html(rows, words, page, len(found))


def _library(desk: Desk) -> str:
    kept = generations.generations(desk.services.settings.home)
    made = {g.number: datetime.fromtimestamp(g.folder.stat().st_mtime, UTC) for g in kept}
    return library_html(kept, made)


def _index(desk: Desk, jobs: Jobs, paths: Sequence[Path | str], asked: Mapping[str, Any]) -> None:
    def run(job: Job) -> Any:
        report = desk.services.index(paths, job.advance, language=asked.get("language"))
        desk.indexed(report)
        return report

    jobs.start("index", run)


def _index_path(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    given = str(asked["path"]).strip()
    if is_url(given):
        if not desk.services.settings.fetch_addresses:
            raise FetchingOff(address=given[:200])
        desk.record("fetched", given[:500])
        _index(desk, jobs, [given], asked)
        return
    path = Path(given).expanduser()
    if not path.is_absolute() or not path.exists():
        raise FileMissing(path=path)
    _index(desk, jobs, [path], asked)


def _index_uploads(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    _index(desk, jobs, [desk.services.settings.home / "uploads"], asked)


def _reindex(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    _index(desk, jobs, sorted(desk.services.library.paths()), asked)


def _read_again(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    _index(desk, jobs, [desk.services.document(str(asked["id"])).path], asked)


def _rebuild(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    settings = desk.services.settings

    def run(job: Job) -> Any:
        rebuilt = rebuild_library(settings, [Path(str(SAMPLES.joinpath("gold.toml")))], lambda _: False, job.advance)
        desk.record("rebuilt", str(rebuilt.number or ""), swapped=rebuilt.swapped)
        return rebuilt

    jobs.start("rebuild", run)


def _roll_back(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    chosen = roll_back(desk.services.settings, int(asked["number"]))
    desk.record("rolled back", str(chosen.number))


def _restrict(desk: Desk, jobs: Jobs, asked: Mapping[str, Any]) -> None:
    desk.restrict(str(asked["id"]), check_roles(str(role) for role in asked["roles"]))


# What the page can ask for; each is for administrators, as `act` has made sure.
_ACTS: dict[str, Callable[[Desk, Jobs, Mapping[str, Any]], None]] = {
    "index-path": _index_path,
    "index-uploads": _index_uploads,
    "reindex": _reindex,
    "read-again": _read_again,
    "rebuild": _rebuild,
    "use-library": _roll_back,
    "restrict": _restrict,
    "remove": lambda desk, _, asked: desk.remove([str(asked["id"])]),
    "cancel": lambda _, jobs, __: jobs.cancel(),
}
