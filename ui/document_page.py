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
from ui.page_image import page_png
from ui.preferences import Preferences, preferences
from ui.shell_html import LINKS, head_html
from ui.strings import WORDS, long_date, t


def routes(desk_of: Callable[[Request], Desk]) -> APIRouter:
    """Documents by their id, sources by their permanent reference, pictures of pages."""
    router = APIRouter()

    @router.get("/document/{document_id}")
    def document(document_id: str, request: Request, page: int = 1) -> HTMLResponse:
        desk = desk_of(request)
        chosen = preferences(request, desk.services.settings)
        try:
            return HTMLResponse(document_html(desk.document(document_id), page, (0, 0), chosen))
        except UnknownDocument:
            return HTMLResponse(gone_html(chosen), 404)

    @router.get("/source/{anchor}")
    def source(anchor: str, request: Request) -> HTMLResponse:
        desk = desk_of(request)
        chosen = preferences(request, desk.services.settings)
        try:
            found = desk.services.library.resolve(anchor)
            shown = desk.document(found.document_id)
        except (UnknownDocument, AnchorUnreadable):
            return HTMLResponse(gone_html(chosen), 404)
        span = (0, 0) if found.state == "changed" else (found.start, found.end)
        return HTMLResponse(document_html(shown, found.page or 1, span, chosen, found.state))

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
    text = _text_html(document.text[start:end], evidence[0] - start, evidence[1] - start)
    title_dir = direction(language_of(document.title, document.language))
    picture = ""
    if pages and _pdf(document):
        link = f"document/{url_quote(document.id, safe='')}/page/{page}.png"
        picture = f'<figure><img src="{link}" alt="{escape(t("page_picture", chosen.language, page=page))}"></figure>'
    notice = f'<p class="notice">{said(f"source_{state}")}</p>' if state in ("moved", "changed") else ""
    return _page(
        document.title,
        chosen,
        f'<div class="title-block"><h1 dir="{title_dir}">{escape(document.title)}</h1>{_facts(document)}{notice}</div>'
        f'{_page_links(document.id, page, pages)}<div class="leaf{" with-picture" if picture else ""}">'
        f'<article lang="{document.language}" dir="{direction(document.language)}">{text}</article>{picture}</div>',
    )


def gone_html(chosen: Preferences) -> str:
    """A reference to what is no longer there, or not for this reader: the two look the same."""
    title = t("source_not_here", chosen.language)
    return _page(title, chosen, f'<div class="title-block"><h1>{said("source_not_here")}</h1></div>')


def _page(title: str, chosen: Preferences, body: str) -> str:
    return (
        f'<!doctype html><html {chosen.attributes()}><head><meta charset="utf-8"><base href="../">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {t('name', chosen.language)}</title>{LINKS}"
        '<link rel="stylesheet" href="sanad/document.css"></head>'
        f'<body class="document-page">{head_html("")}<main id="main">{body}</main></body></html>'
    )


def _bounds(document: Document, page: int) -> tuple[int, int]:
    if not document.pages:
        return 0, len(document.text)
    ends = (*document.pages[1:], len(document.text))
    return document.pages[page - 1], ends[page - 1]


def _text_html(text: str, start: int, end: int) -> str:
    """Paragraphs, the characters from `start` to `end` marked in each; the first mark is where the page opens."""
    parts, target = [], ' id="evidence"'
    for line in re.finditer(r"[^\n]+", text):
        low, high = max(start, line.start()), min(end, line.end())
        if low >= high:
            parts.append(f'<p dir="auto">{escape(line.group())}</p>')
            continue
        before, inside, after = text[line.start() : low], text[low:high], text[high : line.end()]
        parts.append(f'<p dir="auto">{escape(before)}<mark{target}>{escape(inside)}</mark>{escape(after)}</p>')
        target = ""
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
