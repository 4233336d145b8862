"""Files that leave: excerpts of the basket, named by their permanent references.

In: GET /export/FORMAT?a=REFERENCE&a=… Out: a download. The viewer's role is asked and the export recorded by their
desk; a reference to what is kept from them leads nowhere. What stands in a file is export.py's.
"""

from collections.abc import Callable, Sequence
from datetime import date

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from corpus.errors import NotAllowed
from ui.desk import Desk
from ui.excerpts import excerpts_at
from ui.export import FORMATS, export_excerpts
from ui.preferences import preferences


def routes(desk_of: Callable[[Request], Desk]) -> APIRouter:
    """The export of excerpts."""
    router = APIRouter()

    @router.get("/export/{name}")
    def export(name: str, request: Request, a: Sequence[str] = Query(())) -> Response:
        desk = desk_of(request)
        try:
            desk.require("researcher")
        except NotAllowed:
            raise HTTPException(403) from None
        excerpts = excerpts_at(desk, a) if name in FORMATS else []
        if not excerpts:
            raise HTTPException(404)
        chosen = preferences(request, desk.services.settings)
        data = export_excerpts(name, excerpts, chosen.language, numerals=chosen.numerals)
        desk.exported(name, [excerpt.document_id for excerpt in excerpts])
        return download(data, f"sanad-{date.today().isoformat()}.{FORMATS[name].suffix}", FORMATS[name].media_type)

    return router


def download(data: bytes, name: str, media_type: str) -> Response:
    """A file to keep: never shown in the page, never kept by caches on the way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, media_type=media_type, headers=headers)
