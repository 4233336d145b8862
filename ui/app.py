"""The browser face: the page around the chat, its language, its safety headers, and the server.

In: Services. Out: a FastAPI app, or a running server. Importing this module imports Gradio (about 3 s): only
`sanad serve` does. The chat itself is chat_tab.py's.
"""

import errno
import os
import re
import secrets
import socket
from collections.abc import MutableMapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

# Read by Gradio while it is imported: nothing may be sent to any other host.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from gradio.i18n import I18nData
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import SanadError
from corpus.language import direction
from corpus.records import LANGUAGES, Language
from corpus.settings import Settings
from ui import chat_tab, render
from ui.strings import t

LANGUAGE_COOKIE = "sanad_language"
ASSETS = Path(str(files("ui").joinpath("assets")))
FONTS = Path(str(files("fontpkg_ibm_plex_sans_arabic").joinpath("files")))

# Gradio styles its elements inline; scripts run only from this server or with the page's nonce, none from strings.
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:;"
    " base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
# Gradio's page advertises itself with pictures from other hosts.
_SOCIAL = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*', re.IGNORECASE)
_HEAD = (
    '<link rel="icon" type="image/svg+xml" href="sanad/mark.svg"><link rel="stylesheet" href="sanad/sanad.css">'
    '<script src="sanad/sanad.js"></script>'
)


class PortInUse(SanadError):
    en = "Port {port} on {host} is in use by another program. Choose another one: sanad serve --port {other}"
    ar = "المنفذ {port} على {host} يستخدمه برنامج آخر. اختر منفذًا غيره: sanad serve --port {other}"


class AddressUnusable(SanadError):
    en = "Cannot listen on {host}:{port} ({detail}). Give an address of this computer: sanad serve --host 127.0.0.1"
    ar = "تعذّر الاستماع على {host}:{port} ({detail}). استخدم عنوانًا لهذا الحاسوب: sanad serve --host 127.0.0.1"


def build_app(services: chat_tab.Services) -> FastAPI:
    """The page, its assets and fonts, ready for any ASGI server."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/sanad/fonts", StaticFiles(directory=FONTS))
    app.mount("/sanad", StaticFiles(directory=ASSETS))
    gr.mount_gradio_app(
        app, build_blocks(services), path="", server_name="127.0.0.1", run_history=False, footer_links=[],
        show_error=False, enable_monitoring=False, theme=_theme(), i18n=_translations(), ssr_mode=False,
    )  # fmt: skip
    app.add_middleware(Page, settings=services.settings)
    return app


def build_blocks(services: chat_tab.Services) -> gr.Blocks:
    """The head of the page and the chat under it."""
    title = " · ".join(t("name", language) for language in LANGUAGES)
    blocks: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        with gr.Row(elem_id="head"):
            gr.Markdown(render.brand_html(), elem_id="brand")
            new = gr.Button(I18nData("new_conversation"), elem_id="new", size="sm", min_width=0)
            switch = gr.Button(I18nData("other_language"), elem_id="switch", size="sm", min_width=0)
        box, send, chat = chat_tab.build(services, new)

        def switch_words(request: gr.Request) -> tuple[object, ...]:
            # The page's script has set the cookie before this runs, and turned everything else.
            words = chat_tab.interface_words(_language(request.cookies, "", services.settings))
            return (
                gr.update(label=words["question_label"], placeholder=words["question_hint"]), words["send"],
                gr.update(label=words["conversation"]), words["new_conversation"], words["other_language"],
            )  # fmt: skip

        switch.click(switch_words, None, [box, send, chat, new, switch], **chat_tab.EVENT)
    blocks.queue(default_concurrency_limit=chat_tab.CONCURRENT, max_size=64)
    return blocks


def serve(services: chat_tab.Services, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted; the address is printed once it answers. Raises PortInUse, AddressUnusable."""
    listening = _listen(host, port)
    config = uvicorn.Config(build_app(services), log_level="warning", timeout_graceful_shutdown=2)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    with suppress(KeyboardInterrupt):  # how serving ends, no failure
        _Server(config, t("serving", services.settings.interface_language, address=address)).run([listening])


class _Server(uvicorn.Server):
    """Says where it is as soon as it answers."""

    def __init__(self, config: uvicorn.Config, ready: str) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._ready, flush=True)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)  # a bind with SO_REUSEADDR can succeed where the listen does not
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host=host, port=port, other=port + 1 if port < 65535 else 7860) from None
        raise AddressUnusable(host=host, port=port, detail=error.strerror or error) from None
    return listening


def _theme() -> gr.themes.Base:
    fonts = ("Sanad", "system-ui", "sans-serif")
    return gr.themes.Base(font=fonts, font_mono=("ui-monospace", "monospace"))


def _translations() -> gr.I18n:
    return gr.I18n(**{language: dict(chat_tab.interface_words(language)) for language in LANGUAGES})


def _language(cookies: MutableMapping[str, str] | dict[str, str], accepted: str, settings: Settings) -> Language:
    """The reader's choice, else the one set for this installation, else the browser's first of the two."""
    wanted = [cookies.get(LANGUAGE_COOKIE, "")]
    wanted += [settings.interface_language] if "interface_language" in settings.model_fields_set else []
    wanted += [tag.strip()[:2].lower() for tag in accepted.split(",")]
    return next((language for tag in wanted for language in LANGUAGES if language == tag), settings.interface_language)


class Page:
    """ASGI middleware: safety headers on everything; on pages also language, direction, nonce and our own head."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce, connection = secrets.token_urlsafe(16), HTTPConnection(scope)
        language = _language(connection.cookies, connection.headers.get("accept-language", ""), self.settings)
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
                page = _rewrite(body.decode(), language, nonce).encode()
                MutableHeaders(scope=start).update({"Content-Length": str(len(page)), "Cache-Control": "no-store"})
                await send(start)
                message = {**message, "body": page}
            await send(message)

        await self.app(scope, receive, forward)


def _rewrite(page: str, language: Language, nonce: str) -> str:
    """Gradio's page in the reader's language and direction; only the scripts it came with may run."""
    page = _SOCIAL.sub("", page).replace("<head>", f"<head>{_HEAD}", 1)
    page = page.replace("<script", f'<script nonce="{nonce}"')  # values in the page have no "<": Gradio escapes them
    return re.sub(r'<html\s+lang="[^"]*"', f'<html lang="{language}" dir="{direction(language)}"', page, count=1)


__all__ = ["LANGUAGE_COOKIE", "AddressUnusable", "Page", "PortInUse", "build_app", "build_blocks", "serve"]
