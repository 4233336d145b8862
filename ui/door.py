"""The door: who is asking, and whether this request may come in at all.

In: an ASGI app with Gradio in it. Out: the same app behind sign-in. Every request passes here: foreign hosts and
cross-site writes are turned away, sessions looked up, Gradio's unused routes closed, event streams kept to their
owners. A handler says `desk_of(request)` and calls that desk; the role is checked there. The sign-in page is
login.py's, limits on heads and bodies are connections.py's and limits.py's, headers page.py's.
"""

import json
import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.accounts import Viewer
from corpus.errors import NotAllowed, SignInNeeded
from corpus.roles import Role
from ui.desk import Desk
from ui.people import People, local_viewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.services import Services

LOGIN = "/login"
PUBLIC = re.compile(r"/(login|sanad/.*|favicon\.ico|health)")
# What Gradio's page needs of Gradio's routes; all others are closed, whatever they are in a later version.
_GRADIO_READ = re.compile(
    r"/|/(config|theme\.css|robots\.txt|manifest\.json|(static|assets|svelte)/.*)"
    r"|/gradio_api/(queue/data|heartbeat/[^/]+|startup-events|app_id)"
)
_GRADIO_WRITE = re.compile(r"/gradio_api/queue/join")
_WITH_SESSION_HASH = re.compile(r"/gradio_api/(queue/(join|data)|heartbeat/.*)")
_SAFE = frozenset(["GET", "HEAD", "OPTIONS"])
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])
_JSON_BYTES = 4_000_000  # of a call to a handler: a conversation travels with it
_REMEMBERED = 20_000
_SCOPE = "sanad.door", "sanad.viewer"


class Door:
    """ASGI middleware. `login` False: everybody who can reach this computer's loopback is the local administrator."""

    def __init__(
        self, app: ASGIApp, services: "Services", people: People, routes: "Sequence[BaseRoute]", login: bool = True
    ) -> None:
        self.app, self.services, self.people, self.login = app, services, people, login
        self._routes = routes  # of the app, more of which may come
        self._local = local_viewer()
        names = [name.strip().casefold() for name in people.settings.allowed_hosts.split(",")]
        self._hosts = frozenset(filter(None, names)) if login else _LOOPBACK
        self._owners = _Owners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            response = await self._enter(scope, receive, send)
            if response is not None:
                await response(scope, receive, send)
        else:  # nothing here speaks WebSocket
            await send({"type": "websocket.close", "code": 1008})

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> Response | None:
        """Pass the request on, or the response that turns it away."""
        request, path = HTTPConnection(scope), str(scope["path"])
        if self._hosts and _host(request) not in self._hosts:
            return _refusal(400, "unknown host")
        if scope["method"] not in _SAFE and not _same_site(request):
            return _refusal(403, "cross-site request")
        viewer = self._viewer(request)
        scope.update(dict(zip(_SCOPE, (self, viewer), strict=True)))
        if PUBLIC.fullmatch(path):
            await self.app(scope, receive, send)
            return None
        if viewer is None:
            wants_page = scope["method"] == "GET" and "text/html" in request.headers.get("accept", "")
            if not wants_page:
                return _refusal(401, "sign in first")
            asked = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            return RedirectResponse(f"{LOGIN}?next={quote(asked, safe='')}", 303)
        if self._is_own(scope):
            await self.app(scope, receive, send)
            return None
        return await self._enter_gradio(scope, receive, send, viewer)

    async def _enter_gradio(self, scope: Scope, receive: Receive, send: Send, viewer: Viewer) -> Response | None:
        request, path = HTTPConnection(scope), str(scope["path"])
        if not (_GRADIO_READ if scope["method"] in _SAFE else _GRADIO_WRITE).fullmatch(path):
            return _refusal(404, "not found")
        if _WITH_SESSION_HASH.fullmatch(path):
            given, receive = await _session_hash(request, path, receive)
            if given is None or not self._owners.claim(viewer.name, f"session:{given}"):
                return _refusal(403, "another session")
        await self.app(scope, receive, send)
        return None

    def _viewer(self, request: HTTPConnection) -> Viewer | None:
        if not self.login:
            return self._local
        token = request.cookies.get(cookie_name(request))
        return self.people.accounts.viewer(token) if token else None

    def _is_own(self, scope: Scope) -> bool:
        """Whether a route of this program answers, not Gradio, which is mounted over everything else."""
        return any(
            route.matches(scope)[0] is Match.FULL
            for route in self._routes
            if not (isinstance(route, Mount) and route.path == "")
        )


def viewer_of(request: Any) -> Viewer:
    """Who sends `request`, Gradio's or Starlette's. Raises SignInNeeded where no door has let it in."""
    viewer = _scope(request).get(_SCOPE[1])
    if viewer is None:
        raise SignInNeeded()
    return cast(Viewer, viewer)


def desk_of(request: Any) -> Desk:
    """The desk of who sends `request`. Raises SignInNeeded."""
    viewer, door = viewer_of(request), _scope(request)[_SCOPE[0]]
    return Desk(door.services, door.people, viewer)


def require(viewer: Viewer, role: Role) -> None:
    """Raises NotAllowed where the viewer's role does not reach."""
    if not viewer.may(role):
        raise NotAllowed(role=role)


def cookie_name(request: HTTPConnection) -> str:
    """With https the browser itself sees to it that no other host, path or plain connection sets or gets it."""
    return "__Host-sanad" if request.url.scheme == "https" else "sanad_session"


def set_cookie(response: Response, request: HTTPConnection, token: str) -> None:
    """Put the session's token into the browser; "" takes it away."""
    secure = request.url.scheme == "https"
    how = {"httponly": True, "samesite": "lax", "secure": secure, "path": "/"}
    if token:
        response.set_cookie(cookie_name(request), token, **how)  # type: ignore[arg-type]
    else:
        response.delete_cookie(cookie_name(request), **how)  # type: ignore[arg-type]
    if secure:
        MutableHeaders(raw=response.raw_headers)["Strict-Transport-Security"] = "max-age=31536000"


class _Owners:
    """Which viewer a name belongs to: who claims it first. The oldest are forgotten, which closes them."""

    def __init__(self) -> None:
        self._names: OrderedDict[str, str] = OrderedDict()

    def claim(self, viewer: str, name: str) -> bool:
        owner = self._names.setdefault(name, viewer)
        self._names.move_to_end(name)
        while len(self._names) > _REMEMBERED:
            self._names.popitem(last=False)
        return owner == viewer


def _scope(request: Any) -> Scope:
    return cast(Scope, getattr(getattr(request, "request", None) or request, "scope", {}))


def _host(request: HTTPConnection) -> str:
    """The host that the browser thinks it talks to, without port; a site that points its name here gives its own."""
    try:
        return (urlsplit(f"//{request.headers.get('host', '')}").hostname or "").casefold()
    except ValueError:
        return ""


def _same_site(request: HTTPConnection) -> bool:
    """Whether a write comes from a page of ours, or from no page at all: a program has no cookies to misuse."""
    fetched, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if fetched is not None:  # the browser's own word, which no script can change; not sent over plain http
        return fetched in ("same-origin", "none")
    try:
        return origin is None or urlsplit(origin).netloc.casefold() == request.headers.get("host", "").casefold()
    except ValueError:
        return False


async def _session_hash(request: HTTPConnection, path: str, receive: Receive) -> tuple[str | None, Receive]:
    """Gradio's name for a page's event stream, and `receive` as if nothing had been read; None where there is none."""
    if path.startswith("/gradio_api/heartbeat/"):
        return path.rpartition("/")[2] or None, receive
    if request.scope["method"] in _SAFE:
        return request.query_params.get("session_hash"), receive
    body = await _body(receive)
    try:
        given = json.loads(body).get("session_hash") if body is not None else None
    except (ValueError, AttributeError, RecursionError):  # the last by lists within lists within lists
        given = None

    replayed = False

    async def again() -> Message:
        nonlocal replayed
        if replayed:
            return await receive()
        replayed = True
        return {"type": "http.request", "body": body, "more_body": False}

    return (given if isinstance(given, str) and given else None), again


async def _body(receive: Receive) -> bytes | None:
    """The whole body, None where it is too large or breaks off."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > _JSON_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _refusal(status: int, detail: str) -> Response:
    return JSONResponse({"detail": detail}, status, headers={"Cache-Control": "no-store"})
