"""What every page is wrapped in: safety headers, language and direction from the first byte, our own head of page.

In: an ASGI app. Out: the same app; Gradio's page is rewritten, other HTML (our own pages) only gets a nonce and
headers. The head of the page itself is shell_html.py's.
"""

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.settings import Settings
from ui import shell_html
from ui.dialogs_html import dialogs_html
from ui.preferences import Preferences, preferences
from ui.strings import t

# Gradio styles its elements inline; scripts run only from this server or with the page's nonce, none from strings.
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:;"
    " base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}
# Gradio's page advertises itself with pictures from other hosts.
_SOCIAL = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*', re.IGNORECASE)


class Page:
    """ASGI middleware: safety headers on everything; on Gradio's page also language, direction and our own head."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce, chosen = secrets.token_urlsafe(16), preferences(HTTPConnection(scope), self.settings)
        start: Message = {}
        body = bytearray()

        async def forward(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({"Content-Security-Policy": _POLICY.format(nonce=nonce), **_HEADERS})
                if headers.get("content-type", "").startswith("text/html"):
                    start = message  # held back until the whole page is there: its length changes
                    return
            elif start:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = _rewrite(body.decode(), chosen, nonce, head_of(scope, "chat")).encode()
                MutableHeaders(scope=start).update({"Content-Length": str(len(page)), "Cache-Control": "no-store"})
                await send(start)
                message = {**message, "body": page}
            await send(message)

        await self.app(scope, receive, forward)


def head_of(scope: Scope, current: str) -> str:
    """The head of a page for whom the door has let in, who is known by the time there is a page to show."""
    door = scope.get("sanad.door")
    return shell_html.head_html(current, scope.get("sanad.viewer"), bool(door and door.login))


def _rewrite(page: str, chosen: Preferences, nonce: str, head: str) -> str:
    """Gradio's page in the reader's language and direction; only the scripts it came with may run."""
    if "<gradio-app" in page:
        name = t("name", chosen.language)
        page = _SOCIAL.sub("", page).replace("<head>", f"<head><title>{name}</title>{shell_html.TABS_LINKS}", 1)
        page = page.replace(f'"title":"{t("name", "en")}"', f'"title":"{name}"', 1)  # Gradio's script sets it again
        page = re.sub(r'<html\s+lang="[^"]*"', f"<html {chosen.attributes()}", page, count=1)
        page = re.sub(r"<body[^>]*>", lambda body: body.group() + head + dialogs_html(), page, count=1)
    return page.replace("<script", f'<script nonce="{nonce}"')  # values in the page have no "<": all are escaped
