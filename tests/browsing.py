"""A real Chromium on a page served on loopback: what the tests of the pages share.

In: Services, People. Out: the address of a running page, and fixtures to visit it.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fakes import FakeServices, fake_people

from ui.app import build_app
from ui.people import People
from ui.preferences import LANGUAGE_COOKIE

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

needs_browser = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no Chromium at {CHROMIUM}"),
]


@contextmanager
def serving(services: FakeServices, people: People | None = None) -> Iterator[str]:
    """The address of a running page."""
    app = build_app(services, people or fake_people(), login=False)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: "sync_api.Browser") -> Iterator[Callable[..., "sync_api.Page"]]:
    """Open a page; at the end nothing may have been asked of another host, and no script may have failed."""
    contexts, requests, failures = [], [], []

    def open_page(address: str, language: str = "en", **options: object) -> "sync_api.Page":
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": address}])
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.wait_for_selector("#question textarea", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    outside = [url for url in requests if not re.match(r"(https?://127\.0\.0\.1[:/]|data:|blob:)", url)]
    assert outside == [], outside
    assert failures == [], failures
