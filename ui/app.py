"""The browser face put together: Gradio's page, our own routes, what wraps them, and the server.

In: Services. Out: a FastAPI app, or a running server. Importing this module imports Gradio (about 3 s): only
`sanad serve` does. The page's tabs are shell.py's, headers and language page.py's.
"""

import errno
import os
import socket
from contextlib import suppress
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

# Read by Gradio while it is imported: nothing may be sent to any other host.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from corpus.errors import LoginNeeded, SanadError
from ui import conversation_export, document_page, export_routes, upload_route
from ui.connections import PatientProtocol
from ui.door import Door, desk_of
from ui.limits import Limits
from ui.login import routes as login_routes
from ui.page import Page
from ui.people import People
from ui.shell import build_blocks
from ui.strings import t
from ui.wording import Wording

if TYPE_CHECKING:
    from ui.services import Services

ASSETS = Path(str(files("ui").joinpath("assets")))
FONTS = Path(str(files("fontpkg_ibm_plex_sans_arabic").joinpath("files")))


class PortInUse(SanadError):
    en = "Port {port} on {host} is in use by another program. Choose another one: sanad serve --port {other}"
    ar = "المنفذ {port} على {host} يستخدمه برنامج آخر. اختر منفذًا غيره: sanad serve --port {other}"


class AddressUnusable(SanadError):
    en = "Cannot listen on {host}:{port} ({detail}). Give an address of this computer: sanad serve --host 127.0.0.1"
    ar = "تعذّر الاستماع على {host}:{port} ({detail}). استخدم عنوانًا لهذا الحاسوب: sanad serve --host 127.0.0.1"


def build_app(services: "Services", people: People, login: bool = True) -> FastAPI:
    """The page, its assets and fonts behind the door, ready for any ASGI server."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(login_routes(people, login))
    app.mount("/sanad/fonts", StaticFiles(directory=FONTS))
    app.mount("/sanad", StaticFiles(directory=ASSETS))
    app.include_router(document_page.routes(desk_of))
    app.include_router(conversation_export.routes(desk_of))
    app.include_router(export_routes.routes(desk_of))
    app.include_router(upload_route.routes(desk_of))
    wording = Wording()
    gr.mount_gradio_app(
        app, build_blocks(services, desk_of, wording), path="", server_name="127.0.0.1", run_history=False,
        footer_links=[], show_error=False, enable_monitoring=False, theme=_theme(), ssr_mode=False,
        i18n=wording.translations(),
    )  # fmt: skip
    # The last one stands outermost: limits, then headers on whatever answers, then the door.
    app.add_middleware(Door, services=services, people=people, routes=app.routes, login=login)
    app.add_middleware(Page, settings=services.settings)
    app.add_middleware(Limits, settings=services.settings)
    return app


def serve(services: "Services", people: People, host: str = "127.0.0.1", port: int = 7860, login: bool = True) -> None:
    """Serve until interrupted; the address is printed once it answers.

    Raises PortInUse, AddressUnusable, and LoginNeeded for any but this computer's own addresses without a login.
    """
    if not login and not _is_loopback(host):
        raise LoginNeeded(host=host)
    listening = _listen(host, port)
    language, proxies = services.settings.interface_language, services.settings.trusted_proxies
    config = uvicorn.Config(
        build_app(services, people, login), http=PatientProtocol, log_level="warning", timeout_graceful_shutdown=2,
        server_header=False, proxy_headers=bool(proxies), forwarded_allow_ips=proxies or None, limit_concurrency=500,
    )  # fmt: skip
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    with suppress(KeyboardInterrupt):  # how serving ends, no failure
        _Server(config, t("serving", language, address=address)).run([listening])


def _is_loopback(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(ip_address(str(address[0])).is_loopback for *_, address in found)


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


__all__ = ["AddressUnusable", "PortInUse", "build_app", "serve"]
