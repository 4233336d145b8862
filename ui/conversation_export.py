"""A conversation as a file: the routes behind the chat's export links.

In: requests for the viewer's own conversation. Out: .docx or .pdf, made by export.py, in the page's language.
"""

from collections.abc import Callable
from urllib.parse import quote as url_quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from corpus.errors import UnknownConversation
from ui.desk import Desk
from ui.export import conversation_docx, conversation_pdf
from ui.kept import answered_turns
from ui.preferences import preferences

_FORMS = {
    "docx": (conversation_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (conversation_pdf, "application/pdf"),
}


def routes(desk_of: Callable[[Request], Desk]) -> APIRouter:
    """/conversation/ID/export.docx and .pdf; 404 for what is not the viewer's."""
    router = APIRouter()

    @router.get("/conversation/{identity}/export.{form}")
    def export(identity: str, form: str, request: Request) -> Response:
        desk = desk_of(request)
        if form not in _FORMS:
            raise HTTPException(404)
        try:
            title, turns = answered_turns(desk, identity)
        except UnknownConversation:
            raise HTTPException(404) from None
        write, media_type = _FORMS[form]
        chosen = preferences(request, desk.services.settings)
        content = write(turns, chosen.language, title, numerals=chosen.numerals)
        desk.exported(form, [citation.document_id for turn in turns for citation in turn.answer.citations])
        name = url_quote(f"{title[:60].strip() or 'sanad'}.{form}", safe="")
        how = f"attachment; filename=\"sanad.{form}\"; filename*=UTF-8''{name}"
        return Response(
            content, media_type=media_type, headers={"Content-Disposition": how, "Cache-Control": "no-store"}
        )

    return router
