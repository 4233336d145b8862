"""The page of one document: its text with the evidence marked, the picture of its page where it is a PDF.

In: requests for a document, or for a permanent reference. Out: FastAPI routes. A document that is hidden from the
viewer does not exist for these routes. The panel beside the chat is source_html.py's.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote as url_quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from corpus.errors import AnchorUnreadable, UnknownDocument
from corpus.language import direction, language_of
from corpus.records import Document, Language
from ui.desk import Desk
from ui.markup import escape, icon, said, words_html
from ui.page import head_of
from ui.page_image import page_png
from ui.preferences import Preferences, preferences
from ui.shell_html import LINKS
from ui.strings import WORDS, long_date, t


def routes(desk_of: Callable[[Request], Desk]) -> APIRouter:
    """Documents by their id, sources by their permanent reference, pictures of pages."""
    router = APIRouter()

    @router.get("/document/{document_id}")
    def document(document_id: str, request: Request, page: int = 1) -> HTMLResponse:
        desk = desk_of(request)
        chosen = preferences(request, desk.services.settings)
        try:
            shown = desk.document(document_id)
        except UnknownDocument:
            return _gone(request, chosen)
        return _page(request, shown.title, document_html(shown, page, (0, 0), chosen), chosen)

    @router.get("/source/{anchor}")
    def source(anchor: str, request: Request) -> HTMLResponse:
        desk = desk_of(request)
        chosen = preferences(request, desk.services.settings)
        try:
            found = desk.services.library.resolve(anchor)
            shown = desk.document(found.document_id)
        except (UnknownDocument, AnchorUnreadable):
            return _gone(request, chosen)
        span = (0, 0) if found.state == "changed" else (found.start, found.end)
        body = document_html(shown, found.page or 1, span, chosen, found.state)
        return _page(request, shown.title, body, chosen)

    @router.get("/document/{document_id}/page/{page}.png")
    def picture(document_id: str, page: int, request: Request) -> Response:
        desk = desk_of(request)
        try:
            path = None if document_id in desk.viewer.hidden else _pdf(desk.services.document(document_id))
        except UnknownDocument:
            path = None
        png = page_png(path, page, path.stat().st_mtime_ns) if path else None
        if png is None:
            raise HTTPException(404)
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    return router


def document_html(
    document: Document, page: int, evidence: tuple[int, int], chosen: Preferences, state: str = "current"
) -> str:
    """One page of `document` (all of it where it has no pages), the span `evidence` of its text marked."""
    pages = len(document.pages)
    page = min(max(page, 1), pages or 1)
    start, end = _bounds(document, page)
    text = _text_html(document, start, end, evidence)
    title_dir = direction(language_of(document.title, document.language))
    picture = ""
    if pages and _pdf(document):
        link = f"document/{url_quote(document.id, safe='')}/page/{page}.png"
        picture = f'<figure><img src="{link}" alt="{escape(t("page_picture", chosen.language, page=page))}"></figure>'
    notice = f'<p class="notice">{said(f"source_{state}")}</p>' if state in ("moved", "changed") else ""
    shape = " with-picture" if picture else ""
    return (
        f'<div class="title-block{shape}"><h1 dir="{title_dir}">{escape(document.title)}</h1>{_facts(document)}{notice}'
        f'</div>{_page_links(document.id, page, pages)}<div class="leaf{shape}">'
        f'<article lang="{document.language}" dir="{direction(document.language)}">{text}</article>{picture}</div>'
    )


def _gone(request: Request, chosen: Preferences) -> HTMLResponse:
    """A reference to what is no longer there, or not for this reader: the two look the same."""
    body = f'<div class="title-block"><h1>{said("source_not_here")}</h1></div>'
    return _page(request, t("source_not_here", chosen.language), body, chosen, 404)


def _page(request: Request, title: str, body: str, chosen: Preferences, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html {chosen.attributes()}><head><meta charset="utf-8"><base href="../">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {t('name', chosen.language)}</title>{LINKS}"
        '<link rel="stylesheet" href="sanad/document.css"></head>'
        f'<body class="document-page">{head_of(request.scope, "")}<main id="main">{body}</main></body></html>',
        status,
    )


def _bounds(document: Document, page: int) -> tuple[int, int]:
    if not document.pages:
        return 0, len(document.text)
    ends = (*document.pages[1:], len(document.text))
    return document.pages[page - 1], ends[page - 1]


def _text_html(document: Document, start: int, end: int, evidence: tuple[int, int]) -> str:
    """The lines of the text from `start` to `end`, headings as such, the evidence marked: there the page opens."""
    headings = {section.title: section.start for section in document.sections}
    parts, target = [], ' id="evidence"'
    for line in re.compile(r"[^\n]+").finditer(document.text, start, end):
        low, high = max(evidence[0], line.start()), min(evidence[1], line.end())
        if low < high:
            pieces = (document.text[a:b] for a, b in ((line.start(), low), (low, high), (high, line.end())))
            before, inside, after = map(escape, pieces)
            parts.append(f'<p dir="auto">{before}<mark{target}>{inside}</mark>{after}</p>')
            target = ""
        elif 0 < headings.get(line.group().strip(), -1) - line.end() < 4:  # its section begins on the next line
            parts.append(f'<h2 dir="auto">{escape(line.group())}</h2>')
        else:
            parts.append(f'<p dir="auto">{escape(line.group())}</p>')
    return "".join(parts)


def _facts(document: Document) -> str:
    def date(lang: Language) -> str:
        return long_date(document.date, lang)

    facts = [f"<bdi>{escape(document.source)}</bdi>"] if document.source else []
    facts += [words_html(date)] if document.date else []
    facts += [said(f"in_{document.language}")]
    facts += [said(f"kind_{document.kind}")] if f"kind_{document.kind}" in WORDS else []
    return f'<p class="facts">{"".join(f"<span class=fact>{fact}</span>" for fact in facts)}</p>'


def _page_links(document_id: str, page: int, pages: int) -> str:
    if pages < 2:
        return ""

    def link(to: int, key: str, classes: str) -> str:
        inner = f"{icon('next')}<span>{said(key)}</span>"
        href = f"document/{url_quote(document_id, safe='')}?page={to}"
        return f'<a class="outline {classes}" href="{href}">{inner}</a>' if 0 < to <= pages else "<span></span>"

    here = said("page_of", page=page, pages=pages)
    before, after = link(page - 1, "page_before", "back"), link(page + 1, "page_after", "on")
    return f'<nav class="leaves">{before}<span>{here}</span>{after}</nav>'


def _pdf(document: Document) -> Path | None:
    path = Path(document.path)
    return path if path.suffix.casefold() == ".pdf" and path.is_file() else None
