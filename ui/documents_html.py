"""The documents page: the list, bringing files in, the run that is going on, the library's generations.

In: records. Out: HTML, words in both languages. What clicks do is assets/documents.js's, what they cause
documents_tab.py's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote as url_quote

from corpus.generations import Generation
from corpus.language import normalise
from corpus.records import DocumentInfo, ExtractionReport, Language
from corpus.roles import ROLES, Role
from ingest.load import BYTES_PER_MB, KNOWN_FORMATS
from ingest.records import IngestReport
from ui.excerpts_html import facts_html
from ui.jobs import Job
from ui.markup import action, block, escape, file_name, said, words_html
from ui.rebuild_check import Comparison
from ui.strings import long_date, t

PAGE_SIZE = 50
_COLUMNS = ("column_title", "column_language", "column_pages", "column_passages", "column_state", "column_actions")
_SCORES = ("documents", "first", "fifth", "answered", "refused")


@dataclass(frozen=True, slots=True)
class Row:
    """A document as its line shows it."""

    info: DocumentInfo
    report: ExtractionReport
    passages: int
    roles: tuple[Role, ...] = ROLES  # who may know of it


def fitting(infos: Sequence[DocumentInfo], words: str) -> list[DocumentInfo]:
    """The documents with all of `words` in title, publisher, kind or file name, spelling variants aside."""
    wanted = normalise(words).split()
    return [i for i in infos if all(w in normalise(f"{i.title} {i.source} {i.kind} {i.path}") for w in wanted)]


def head_html(max_file_mb: float) -> str:
    """What brings documents in, and what keeps the library."""

    def limits(language: Language) -> str:
        formats = ("، " if language == "ar" else ", ").join(suffix.removeprefix(".") for suffix in KNOWN_FORMATS)
        return t("upload_help", language, formats=formats, megabytes=f"{max_file_mb:g}")

    def too_large(language: Language) -> str:
        return t("upload_too_large", language, megabytes=f"{max_file_mb:g}")

    return (
        f'<div class="page-head"><h1>{said("documents_title")}</h1></div>'
        f'<section class="card"><h2>{said("bring_in")}</h2><div class="bring">'
        f'<label class="outline file">{said("upload_files")}<input type="file" id="upload" multiple class="unseen"'
        f' accept="{",".join(KNOWN_FORMATS)}" data-most="{max_file_mb * BYTES_PER_MB:.0f}">'
        f'</label><p class="hint">{words_html(limits)}</p>'
        f'<form id="index-path"><label>{said("index_folder")}<input class="field" name="path" dir="ltr"'
        f' autocomplete="off" required></label><button class="solid" type="submit">{said("index_now")}</button></form>'
        f'{action("reindex", "reindex_changed", classes="outline")}</div><div id="upload-state" role="status">'
        f'<label hidden>{said("uploading")} <progress></progress></label><div hidden><p class="hint">'
        f'{said("upload_failed")}</p><ul class="failures"></ul></div></div>'
        f'<template id="too-large">{words_html(too_large)}</template>'
        "</section>"
    )


def job_html(job: Job | None) -> str:
    """The run that is going on, or how the last one ended."""
    if job is None:
        return ""
    if job.running:
        return block("card job running", _running(job))
    if job.problem is not None:
        return block("card job", f'<p class="notice" role="alert">{words_html(job.problem.text)}</p>')
    if job.broken:
        return block("card job", f'<p class="notice" role="alert">{said("unexpected")}</p>')
    if job.result is None:
        return block("card job", f'<p role="status">{said("job_abandoned")}</p>')
    stopped = f"<p>{said('job_cancelled')}</p>" if job.cancelling and job.kind == "index" else ""
    if isinstance(job.result, IngestReport):
        return block("card job", f'<div role="status">{stopped}{_report(job.result)}</div>')
    rebuilt = job.result
    told = said("job_swapped" if rebuilt.swapped else "job_kept", number=rebuilt.number) if rebuilt.number else ""
    table = _comparison(rebuilt.comparison) if rebuilt.comparison else ""
    return block("card job", f'<div role="status">{_report(rebuilt.report)}<p>{told}</p></div>{table}')


def _running(job: Job) -> str:
    now, left = job.progress, job.seconds_left()
    share = round(100 * now.files / now.of_files) if now.of_files else 0
    facts = [said("job_files", done=min(now.files + 1, now.of_files), whole=now.of_files)] if now.of_files else []
    facts += [words_html(lambda lang: t("passages", lang, count=now.passages))] if now.passages else []
    facts += [words_html(lambda lang: t("job_left", lang, time=_time(left, lang)))] if left is not None else []
    facts += [file_name(now.path)] if now.path else []
    line = "".join(f'<span class="fact">{fact}</span>' for fact in facts)
    stop = said("job_cancelling") if job.cancelling else action("cancel-job", "job_cancel", classes="outline")
    return (
        f'<h2>{said(f"job_{job.kind}")}</h2><progress max="100" value="{share}" aria-valuetext="{share}%"></progress>'
        f'<p class="facts n" data-share="{share}">{line}</p>{stop}'
    )


def _time(seconds: float, language: Language) -> str:
    minutes = round(seconds / 60)
    return t("minutes", language, count=minutes) if minutes else t("seconds", language, count=max(round(seconds), 1))


def _report(report: IngestReport) -> str:
    counts = {name: len(getattr(report, name)) for name in ("added", "updated", "unchanged", "failed")}
    failures = "".join(f'<li dir="auto">{escape(failure.reason)}</li>' for failure in report.failed)
    same = f"<p>{said('report_duplicates', number=len(report.duplicates))}</p>" if report.duplicates else ""
    return f"<p>{said('job_done', **counts)}</p>{same}" + (f'<ul class="failures">{failures}</ul>' if failures else "")


def _comparison(compared: Comparison) -> str:
    """The library before and the new one, on the same questions."""
    old = compared.old
    rows = "".join(
        f'<tr><th scope="row">{said(f"score_{name}")}</th><td class="n">{getattr(old, name) if old else "–"}</td>'
        f'<td class="n">{getattr(compared.new, name)}</td></tr>'
        for name in _SCORES
    )
    caption = said("compared", answerable=compared.answerable, unanswerable=compared.unanswerable)
    return (
        f'<table><caption>{caption}</caption><thead><tr><td></td><th scope="col">{said("before")}</th>'
        f'<th scope="col">{said("after")}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def list_html(rows: Sequence[Row], words: str, page: int, whole: int) -> str:
    """One page of the list; `whole` is how many documents fit `words`."""
    heads = "".join(f'<th scope="col">{said(key)}</th>' for key in _COLUMNS)
    body = "".join(map(_row, rows)) or f'<tr><td colspan="{len(_COLUMNS)}">{said("none_in_list")}</td></tr>'
    field = f'<input class="field" type="search" name="words" dir="auto" autocomplete="off" value="{escape(words)}">'
    return (
        f'<section class="card"><form id="find-documents" role="search"><label>{said("find_in_list")}{field}</label>'
        f'<button class="outline" type="submit">{said("search")}</button></form>'
        f'<div class="scroll" tabindex="0"><table class="documents"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_pages(page, whole)}</section>"
    )


def _pages(page: int, whole: int) -> str:
    if whole <= PAGE_SIZE:
        return ""
    first, last = page * PAGE_SIZE + 1, min((page + 1) * PAGE_SIZE, whole)
    before = action("list-page", "list_before", classes="outline", page=page - 1) if page else "<span></span>"
    after = action("list-page", "list_after", classes="outline", page=page + 1) if last < whole else "<span></span>"
    here = said("list_page", first=first, last=last, whole=whole)
    return f'<nav class="leaves">{before}<span>{here}</span>{after}</nav>'


def _row(row: Row) -> str:
    info, report = row.info, row.report
    pages = f'<span class="n">{report.pages}</span>' if report.pages else "–"
    return (
        f'<tr><th scope="row"><a href="document/{url_quote(info.id, safe="")}" target="_blank"'
        f' rel="noopener"><bdi>{escape(info.title)}</bdi></a>{facts_html(info)}<p class="hint">'
        f"{file_name(info.path)}</p></th><td>{said(f'in_{info.language}')}</td>"
        f'<td>{_label("column_pages")}{pages}</td><td>{_label("column_passages")}<span class="n">{row.passages}</span>'
        f"</td><td>{_state(row)}</td><td>{_actions(row)}</td></tr>"
    )


def _label(key: str) -> str:
    """What a figure is, where a narrow screen has no room for the heads of columns."""
    return f'<span class="label" aria-hidden="true">{said(key)}</span>'


def _state(row: Row) -> str:
    missing = not Path(row.info.path).exists()
    chips = [f'<span class="chip warn">{said("state_missing")}</span>'] if missing else []
    chips += [f'<span class="chip">{said("state_restricted")}</span>'] if row.roles != ROLES else []
    chips = chips or [f'<span class="chip">{said("state_ready")}</span>']
    scans = row.report.ocr_pages
    warnings = "".join(f"<li>{said(name)}</li>" for name in row.report.warnings)
    warnings += f"<li>{said('scanned_pages', count=len(scans))}</li>" if scans else ""
    return "".join(chips) + (f'<ul class="failures">{warnings}</ul>' if warnings else "")


def _actions(row: Row) -> str:
    roles = "".join(
        f'<label><input type="checkbox" name="role" value="{role}"{" checked" if role in row.roles else ""}'
        f"{' disabled' if role == 'administrator' else ''}><span>{said(f'role_{role}')}</span></label>"
        for role in ROLES
    )
    identity = escape(row.info.id)
    return (
        f'<details class="act"><summary>{said("restrict_to")}</summary><form class="restrict" data-id="{identity}">'
        f'{roles}<button class="outline" type="submit">{said("save")}</button></form></details>'
        f"{action('read-again', 'read_again', id=row.info.id)}"
        f'<details class="act"><summary>{said("remove_document")}</summary><p class="hint">{said("remove_sure")}</p>'
        f'<button type="button" class="solid bad" data-do="remove-document" data-id="{identity}">'
        f"{said('remove_document')}</button></details>"
    )


def _made(at: datetime) -> Callable[[Language], str]:
    comma = {"ar": "،", "en": ","}
    return lambda language: f"{long_date(at.date().isoformat(), language)}{comma[language]} {at:%H:%M} UTC"


def library_html(kept: Sequence[Generation], dates: Mapping[int, datetime]) -> str:
    """Building anew, and the libraries that are kept; `dates` in UTC, by their numbers."""
    rows = "".join(
        f"<li><span>{said('generation', number=g.number)}</span>"
        f'<span class="hint n">{words_html(_made(dates[g.number]))}</span>'
        + (
            f'<span class="chip">{said("in_use")}</span>'
            if g.current
            else action("use-library", "go_back_to_it", classes="outline", number=g.number)
        )
        + "</li>"
        for g in kept
    )
    return (
        f'<section class="card"><h2>{said("library_care")}</h2><p class="hint">{said("rebuild_help")}</p>'
        f'{action("rebuild", "rebuild_now", classes="outline")}<ul class="generations">{rows}</ul></section>'
    )
