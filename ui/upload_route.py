"""Files come in, one a request, for administrators: POST /upload?name=NAME with the bytes as the body.

In: a name and bytes that nobody trusts. Out: JSON, {"name": …} or {"problem": …} in the page's language. Where they are
kept is uploads.py's; they are indexed when the page asks for it.
"""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from corpus.errors import NotAllowed, SanadError
from ui.desk import Desk
from ui.preferences import preferences
from ui.uploads import store


def routes(desk_of: Callable[[Request], Desk]) -> APIRouter:
    """The upload."""
    router = APIRouter()

    @router.post("/upload")
    async def upload(request: Request, name: str) -> JSONResponse:
        desk = desk_of(request)
        settings = desk.services.settings
        try:
            desk.require("administrator")
            path = await store(settings.home, name, request.stream(), settings.max_file_mb)
        except SanadError as error:
            status = 403 if isinstance(error, NotAllowed) else 422
            return JSONResponse({"problem": error.text(preferences(request, settings).language)}, status)
        desk.record("uploaded", path.name, digest=path.parent.name)
        return JSONResponse({"name": path.name})

    return router
