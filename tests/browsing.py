"""A real Chromium on a page served on loopback: what the browser tests share.

In: FakeServices. Out: serving() and the fixtures of conftest.py (browser, site, visit). What is asked of another host,
and every error of a script, is kept and fails the test.
"""

import asyncio
import os
import re
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn
from fakes import FakeServices, fake_people

from ui.people import People
from ui.preferences import LANGUAGE_COOKIE

T = TypeVar("T")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
needs_browser = [pytest.mark.browser, pytest.mark.enable_socket]
LEAVING = re.compile("ERR_ABORTED|AbortError|Connection errored out")  # Gradio's streams, cut as their page is left
OWN = re.compile(r"(https?://127\.0\.0\.1[:/]|data:|blob:)")


@contextmanager
def serving(services: FakeServices, people: People | None = None, login: bool = False) -> Iterator[str]:
    """The address of a running page."""
    from ui.app import build_app

    app = build_app(services, people or fake_people(), login=login)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)


@contextmanager
def late_completions(seconds: float) -> Iterator[None]:
    """What Gradio says after a handler's last piece comes late, as it does on a busy machine."""
    from gradio.queueing import Queue
    from gradio.server_messages import ProcessCompletedMessage

    prompt = Queue.send_message

    def send_message(queue: Any, event: Any, message: Any) -> None:
        if isinstance(message, ProcessCompletedMessage):
            asyncio.get_running_loop().call_later(seconds, prompt, queue, event, message)
        else:
            prompt(queue, event, message)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Queue, "send_message", send_message)
        yield


class Visits:
    """Pages in contexts of their own; `close` tells what went wrong in them."""

    def __init__(self, browser: Any) -> None:
        self.browser, self.contexts = browser, []
        self.requests: list[str] = []
        self.failures: list[str] = []

    def __call__(self, address: str, language: str = "en", **options: object) -> Any:
        """A page at `address`, ready to be asked where it is the chat; `options` are the browser context's."""
        context = self.browser.new_context(**{"viewport": WIDE, **options})
        self.contexts.append(context)
        context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": re.match(r"\w+://[^/]+", address)[0]}])  # type: ignore[index]
        context.on("page", self.watch)
        page = context.new_page()
        page.goto(address)
        if "/login" not in page.url:
            page.wait_for_selector("#question textarea", state="attached")
            page.wait_for_selector("#conversations .side", state="attached")
        return page

    def watch(self, page: Any) -> None:
        page.set_default_timeout(20_000)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.failed(f"{request.url}: {request.failure}"))
        page.on("pageerror", lambda error: self.failed(str(error)))
        page.on("console", lambda message: self.failed(message.text) if message.type == "error" else None)

    def failed(self, told: str) -> None:
        if not LEAVING.search(told):
            self.failures.append(told)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        outside = [url for url in self.requests if not OWN.match(url)]
        assert not outside, outside
        assert not self.failures, self.failures


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """asyncio.run in a thread of its own: Playwright keeps a loop running in the tests' own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def available() -> bool:
    return Path(CHROMIUM).exists()


def until(page: Any, expression: str) -> None:
    """Wait until `expression` holds; Playwright's own way compiles a string, which the page's policy refuses."""
    end = time.monotonic() + 20
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(40)


def ask(page: Any, question: str) -> None:
    """Ask by keyboard and wait for the answer that comes of it."""
    turns = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    until(
        page,
        f"document.querySelectorAll('.turn').length > {turns} && !document.querySelector('.turn.running')"
        " && !document.querySelector('#current .answer:is(.pending, .draft)')",
    )
