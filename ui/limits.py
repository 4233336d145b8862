"""Bodies that are too large or too slow are cut off before they take memory or a worker.

In: an ASGI app. Out: the same app; a body over its limit gets 413, one that stalls 408.
"""

import asyncio
import time

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.settings import Settings

_BYTES_PER_MB = 1_000_000
_CALL_BYTES = 4_000_000
_FORM_BYTES = 10_000  # of the sign-in form, which anybody may send
_UPLOAD, _SIGN_IN = "/upload", "/login"
_CALL_SECONDS = 20.0  # for a whole body that is no upload
_STALL_SECONDS = 20.0  # between two pieces of an upload


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        self.status = status


class Limits:
    """ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp, settings: Settings, call_seconds: float = _CALL_SECONDS) -> None:
        self.app, self._call_seconds = app, call_seconds
        # With room for a file just over its limit, which upload_route.py refuses in the reader's language.
        self._upload_bytes = int(settings.max_file_mb * _BYTES_PER_MB) + 1_000_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        upload = scope["path"] == _UPLOAD
        most = self._upload_bytes if upload else _FORM_BYTES if scope["path"] == _SIGN_IN else _CALL_BYTES
        begun, taken, whole, answered = time.monotonic(), 0, False, False

        async def limited() -> Message:
            nonlocal taken, whole
            if whole:
                return await receive()  # waits for the browser to go away, as long as an answer takes
            left = _STALL_SECONDS if upload else begun + self._call_seconds - time.monotonic()
            try:
                message = await asyncio.wait_for(receive(), max(left, 0.001))
            except TimeoutError:
                raise _Refused(408) from None
            taken += len(message.get("body", b""))
            whole = not message.get("more_body")
            if taken > most:
                raise _Refused(413)
            return message

        async def noting(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        length = Headers(scope=scope).get("content-length", "")
        try:
            if length.isdecimal() and int(length) > most:
                raise _Refused(413)
            await self.app(scope, limited, noting)
        except _Refused as refused:
            if not answered:
                response = JSONResponse({"detail": "body too large or too slow"}, refused.status)
                response.headers["Connection"] = "close"
                await response(scope, receive, send)
