"""Hostile requests against the whole app, with real accounts, a real library and a real server: none gets through.

One server is shared: its users are reader, researcher and admin, and the document SECRET is kept to administrators.
"""

import html
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from browsing import run_apart

from corpus.accounts import Viewer
from corpus.settings import Settings
from ui.answer_codec import encode
from ui.app import build_app
from ui.connections import PatientProtocol
from ui.desk import Desk
from ui.people import People
from ui.services import Services

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.enable_socket]

PASSWORD = "a long enough password"
SECRET = "zanzibar protocol"  # words that stand in the restricted document alone
SCRIPT = "<script>alert(1)</script>"
TEXTS = {
    "public.en.md": "# Public report\n\nThe committee met in Cairo on 3 March 2020. It adopted four recommendations.\n",
    "public.ar.md": "# تقرير علني\n\nاجتمعت اللجنة في القاهرة في 3 مارس 2020. واعتمدت أربع توصيات.\n",
    "secret.en.md": "# Sealed report\n\nThe zanzibar protocol was signed in secret on 5 May 2019 by nine delegates.\n",
    f"{SCRIPT.replace('/', '')}.txt": f"{SCRIPT} hostile title\n\nThe hostile report was printed in 2018 {SCRIPT}.\n",
}


@dataclass
class Site:
    address: str
    services: Services
    people: People
    secret: str  # id of the restricted document
    anchor: str  # of a quote in it
    kept: str  # id of a conversation of the administrator that quotes it
    link: str  # the token of a link to it

    def browser(self, name: str = "", **headers: str) -> httpx.Client:
        """A browser in which `name` is signed in; nobody where it is empty."""
        client = httpx.Client(base_url=self.address, timeout=30, headers=headers)
        if name:
            answer = client.post("/login", data={"name": name, "password": PASSWORD, "next": "/"})
            assert answer.status_code == 303, answer.text
        return client


class Impatient(PatientProtocol):
    head_seconds = 1.0


@pytest.fixture(scope="module")
def site(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, folder = tmp_path_factory.mktemp("door-home"), tmp_path_factory.mktemp("door-files")
    (home / "models").symlink_to(model_home / "models", target_is_directory=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(home=home, max_file_mb=2)
    services, people = Services(settings), People(settings)
    services.index([folder])
    for name, role in (("reader", "reader"), ("researcher", "researcher"), ("admin", "administrator")):
        people.accounts.add(name, role, PASSWORD)  # type: ignore[arg-type]
    admin = Desk(services, people, Viewer("admin", "administrator"))
    secret = next(info.id for info in services.library.documents() if "secret" in info.path)
    answer = admin.answer("When was the zanzibar protocol signed?")
    assert SECRET in answer.text
    kept = people.conversations.create("admin", "about the sealed report")
    people.conversations.append(kept, "admin", answer.question, encode(answer))
    link = people.conversations.share(kept, "admin")
    admin.restrict(secret, ["administrator"])
    config = uvicorn.Config(build_app(services, people), http=Impatient, port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}", services, people, secret, answer.citations[0].anchor, kept, link)
    server.should_exit = True
    thread.join(5)
    services.close()
    people.close()


@pytest.fixture(scope="module")
def browsers(site: Site) -> Iterator[dict[str, httpx.Client]]:
    found = {name: site.browser(name) for name in ("", "reader", "researcher", "admin")}
    yield found
    for client in found.values():
        client.close()


def call(client: httpx.Client, function: int, data: list[object], session: str) -> str:
    """What a handler of the page gives back, called by its number as the page's script does."""
    body = {"data": data, "fn_index": function, "session_hash": session}
    joined = client.post("/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return joined.text
    with client.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as stream:
        lines = []
        for line in stream.iter_lines():
            lines.append(line)
            if "process_completed" in line or "close_stream" in line:
                break
    return "\n".join(lines)


def ask(client: httpx.Client, question: str, session: str) -> str:
    """What the chat gives back."""
    return call(client, 0, [json.dumps({"question": question}), None], session)


# Nobody is signed in

INSIDE = [
    "/", "/config", "/gradio_api/queue/data?session_hash=x", "/gradio_api/startup-events", "/gradio_api/app_id",
    "/document/{secret}", "/source/{anchor}", "/document/{secret}/page/1.png", "/conversation/{kept}/export.docx",
    "/?c={kept}", "/?shared={link}", "/static/x", "/assets/x", "/theme.css", "/gradio_api/file=/etc/passwd",
    "/gradio_api/info", "/openapi.json", "/docs", "/user", "/nothing", "/sanad", "//login", "/login/", "/LOGIN",
    "/login/../config", "/sanad/../config", "/sanad/%2e%2e/config", "/;/login", "/config?/login", "/health/x",
]  # fmt: skip


@pytest.mark.parametrize("path", INSIDE)
def test_without_a_sign_in_there_is_nothing(site: Site, path: str) -> None:
    path = path.format(secret=site.secret, anchor=site.anchor, kept=site.kept, link=site.link)
    with site.browser() as nobody:
        for accept in ("text/html", "*/*"):
            answer = nobody.get(path, headers={"accept": accept})
            assert answer.status_code in (303, 307, 401, 404), (path, answer.status_code)
            assert SECRET not in answer.text
            assert "gradio" not in answer.text.lower()


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/cancel", "/gradio_api/reset", "/logout", "/config",
     "/gradio_api/run/predict", "/gradio_api/call/ask", "/gradio_api/component_server", "/login/x"],
)  # fmt: skip
def test_without_a_sign_in_nothing_can_be_written(site: Site, path: str) -> None:
    with site.browser() as nobody:
        for verb in ("POST", "PUT", "PATCH", "DELETE"):
            assert nobody.request(verb, path, json={}).status_code in (303, 401, 404, 405)


# Sessions

FORGED = [
    "", "x", "0" * 43, "null", "admin", "../../x", "' OR 1=1 --", '{"role":"administrator"}', "a" * 5000,
    "%00", "eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.", "\u0661\u0662".encode().decode("latin-1"),
]  # fmt: skip


@pytest.mark.parametrize("token", FORGED)
def test_forged_sessions_open_nothing(site: Site, token: str) -> None:
    for name in ("sanad_session", "__Host-sanad", "session", "access-token"):
        cookie = f"{name}={token}".encode("latin-1", "replace")
        answer = httpx.get(f"{site.address}/config", headers={b"cookie": cookie})
        assert answer.status_code in (400, 401)


def test_a_session_ends_with_sign_out_disabling_and_a_new_password(site: Site) -> None:
    accounts = site.people.accounts
    accounts.add("leaver", "reader", PASSWORD)

    def signed_in() -> tuple[httpx.Client, str]:
        client = site.browser("leaver")
        return client, client.cookies["sanad_session"]

    def replayed(token: str) -> int:
        return httpx.get(f"{site.address}/config", headers={"cookie": f"sanad_session={token}"}).status_code

    client, token = signed_in()
    assert replayed(token) == 200
    client.post("/logout")
    assert replayed(token) == 401
    for end in (
        lambda: accounts.set_password("leaver", PASSWORD),
        lambda: accounts.set_disabled("leaver"),
    ):
        client, token = signed_in()
        end()
        assert replayed(token) == 401
        assert client.get("/config").status_code == 401
    assert httpx.post(f"{site.address}/login", data={"name": "leaver", "password": PASSWORD}).status_code == 401


def test_a_session_changes_at_sign_in(site: Site) -> None:
    with site.browser(cookie="sanad_session=planted-by-somebody") as client:
        answer = client.post("/login", data={"name": "reader", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert "planted" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    client = site.browser("reader")
    first = client.cookies["sanad_session"]
    client.post("/login", data={"name": "reader", "password": PASSWORD})
    second = client.cookies["sanad_session"]
    assert first != second
    assert httpx.get(f"{site.address}/config", headers={"cookie": f"sanad_session={first}"}).status_code == 401


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "",
     "/%0d%0aSet-Cookie: x=y", "/\r\nSet-Cookie: x=y", "/\tx", "///evil.example", "/login?next=/login", "evil.example"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_place(site: Site, address: str) -> None:
    with site.browser() as client:
        answer = client.post("/login", data={"name": "reader", "password": PASSWORD, "next": address})
    where = answer.headers["location"]
    assert where.startswith("/")
    assert not where.startswith(("//", "/\\"))
    assert "\r" not in where
    assert "\n" not in where
    assert "x=y" not in str(answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    "name", ["a\nadmin signed in", "x\r\n2026", SCRIPT, "\x1b[2Jx", "admin\x00", "\u202eadmin", PASSWORD]
)
def test_a_name_writes_nothing_into_page_or_trail(site: Site, name: str) -> None:
    answer = httpx.post(f"{site.address}/login", data={"name": name, "password": "wrong " * 3})
    assert answer.status_code in (401, 429)
    assert SCRIPT not in answer.text
    last = site.people.audit.entries(["sign-in failed"])[-1]
    assert last.who == ""  # what was typed is in no entry: people type passwords where the name goes
    assert name not in json.dumps(last.detail)


# Pages of other sites

ELSEWHERE = [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"}, {"origin": "http://127.0.0.1:1"}, {"origin": "http://127.0.0.1.evil.example"},
    {"origin": "http://["}, {"origin": "javascript:1"},
]  # fmt: skip


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize(
    "path", ["/login", "/logout", "/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/cancel"]
)
def test_other_sites_write_nothing(browsers: dict[str, httpx.Client], path: str, headers: dict[str, str]) -> None:
    assert browsers["admin"].post(path, headers=headers, data={"x": "y"}).status_code == 403
    assert browsers["admin"].get("/config").status_code == 200  # and nobody was signed out


def test_no_page_can_be_framed_or_run_foreign_scripts(browsers: dict[str, httpx.Client], site: Site) -> None:
    for path in ("/", "/login", "/config", f"/document/{site.secret}", "/nothing"):
        headers = browsers["admin"].get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


# Gradio's own routes

JSON = {"content-type": "application/json"}

CLOSED = [
    "/info", "/gradio_api/info", "/openapi.json", "/gradio_api/openapi.json", "/docs", "/user", "/token", "/monitoring",
    "/monitoring/summary", "/profiling/traces", "/dev/reload", "/gradio_api/dev/reload", "/runs", "/vibe-code",
    "/gradio_api/proxy=http://evil.example/", "/proxy=http://127.0.0.1:22/", "/gradio_api/file=/etc/passwd",
    "/file=/etc/passwd", "/file/etc/passwd", "/gradio_api/file=http://evil.example/x",
    "/gradio_api/file=../../etc/passwd",
    "/gradio_api/file=%2Fetc%2Fpasswd", "/gradio_api/file=C:/x", "/gradio_api/file=//etc/passwd", "/gradio_api/file=",
    "/gradio_api/stream/x/1/1/playlist.m3u8", "/custom_component/x/client/component/index.js", "/run-history/records",
    "/gradio_api/call/ask/x", "/gradio_api/queue/status", "/gradio_api/deep_link", "/gradio_api/mcp/sse",
    "/pwa_icon", "/login_check", "/gradio_api/login_check", "/gradio_api/../config/x",
]  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
def test_gradios_unused_routes_are_closed_even_to_administrators(browsers: dict[str, httpx.Client], path: str) -> None:
    answer = browsers["admin"].get(path)
    assert answer.status_code in (404, 403, 303), (path, answer.status_code)
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "run/ask",
        "api/ask",
        "call/ask",
        "call/v2/ask",
        "component_server",
        "process_recording",
        "vibe-edit",
        "upload",
        "cancel",
        "reset",
    ],
)
def test_gradios_unused_calls_are_closed(browsers: dict[str, httpx.Client], path: str) -> None:
    assert browsers["admin"].post(f"/gradio_api/{path}", json={"data": []}).status_code == 404
    assert browsers["admin"].post(f"/{path}", json={"data": []}).status_code == (422 if path == "upload" else 404)


def test_another_persons_page_cannot_be_listened_to_or_stopped(browsers: dict[str, httpx.Client]) -> None:
    ask(browsers["admin"], "When did the committee meet?", "admins-own-page")
    reader = browsers["reader"]
    assert reader.get("/gradio_api/queue/data?session_hash=admins-own-page").status_code == 403
    assert reader.get("/gradio_api/heartbeat/admins-own-page").status_code == 403
    body = {"session_hash": "admins-own-page", "fn_index": 0, "data": ["x", None], "event_id": "x"}
    assert reader.post("/gradio_api/queue/join", json=body).status_code == 403
    twice = b'{"session_hash": "mine", "session_hash": "admins-own-page", "fn_index": 0, "data": ["x", null]}'
    assert reader.post("/gradio_api/queue/join", content=twice, headers=JSON).status_code == 403
    assert reader.get("/gradio_api/queue/data?session_hash=mine&session_hash=admins-own-page").status_code == 403
    nested = b'{"session_hash": "mine", "data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert reader.post("/gradio_api/queue/join", content=nested, headers=JSON).status_code == 403
    for odd in ({}, {"session_hash": ""}, {"session_hash": 7}, {"session_hash": None}, [], "x"):
        assert reader.post("/gradio_api/queue/join", json=odd).status_code == 403


# What is kept from a reader


def test_a_restricted_document_is_in_no_answer(browsers: dict[str, httpx.Client]) -> None:
    for number, question in enumerate(
        ("When was the zanzibar protocol signed?", "متى وُقّع بروتوكول zanzibar؟", '"zanzibar protocol"', "zanzibar")
    ):
        seen = ask(browsers["reader"], question, f"reader-{number}")
        assert "process_completed" in seen
        assert "nine delegates" not in seen
        assert "Sealed report" not in seen
    seen = ask(browsers["admin"], "When was the zanzibar protocol signed?", "admin-asks")
    assert "nine delegates" in seen


def test_a_restricted_document_opens_at_no_address(browsers: dict[str, httpx.Client], site: Site) -> None:
    paths = [f"/document/{site.secret}", f"/source/{site.anchor}", f"/document/{site.secret}/page/1.png"]
    for name in ("reader", "researcher"):
        for path in paths:
            answer = browsers[name].get(path)
            assert answer.status_code == 404
            assert SECRET not in answer.text
            assert "Sealed" not in answer.text
            missing = browsers[name].get(path.replace(site.secret, "d00000000000"))
            assert missing.status_code == 404  # it is as if it had never been
    assert SECRET in browsers["admin"].get(paths[0]).text


def test_a_restriction_outlives_removal_rebuilding_and_copies(site: Site, tmp_path: Path) -> None:
    reader = Viewer("reader", "reader")
    copy = tmp_path / "renamed copy.md"
    copy.write_text(TEXTS["secret.en.md"], encoding="utf-8")
    path = Path(site.services.document(site.secret).path)
    try:
        Desk(site.services, site.people, Viewer("admin", "administrator")).remove([site.secret])
        site.services.index([copy])
        again = next(i.id for i in site.services.library.documents() if i.path == str(copy))
        assert again in Desk(site.services, site.people, reader).viewer.hidden
        assert again not in [info.id for info in Desk(site.services, site.people, reader).documents()]
    finally:
        Desk(site.services, site.people, Viewer("admin", "administrator")).remove([again])
        site.services.index([path])


def test_what_others_said_stays_theirs(browsers: dict[str, httpx.Client], site: Site) -> None:
    for name in ("reader", "researcher"):
        for form in ("docx", "pdf"):
            answer = browsers[name].get(f"/conversation/{site.kept}/export.{form}")
            assert answer.status_code == 404
        page = browsers[name].get(f"/?c={site.kept}")
        assert SECRET not in page.text
    # A link may be followed, but what rests on the restricted document is left out of what it shows.
    talk = site.people.conversations.shared(site.link, "reader")[1]
    desk = Desk(site.services, site.people, Viewer("reader", "reader"))
    from ui.kept import opened_by_link

    assert SECRET in talk[0].answer
    assert opened_by_link(desk, site.link).exchanges[0].answer is None


def functions(browser: httpx.Client) -> list[tuple[int, int]]:
    """Every handler of the page: its number and how many values it takes."""
    config = browser.get("/config").json()
    return [(int(d["id"]), len(d["inputs"])) for d in config["dependencies"]]


HOSTILE = [
    "{secret}", '{{"do":"open","id":"{kept}"}}', '{{"do":"delete","id":"{kept}"}}',
    '{{"do":"rename","id":"{kept}","title":"x"}}',
    '{{"id":"{kept}"}}', '{{"ref":"1-1"}}', "../../../etc/passwd", "zanzibar protocol",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_a_reader_gets_nothing_out_of_any_handler(browsers: dict[str, httpx.Client], site: Site, value: str) -> None:
    """Each handler is called by its number, as a hidden tab does not stop anybody from doing."""
    sent = value.format(secret=site.secret, kept=site.kept, anchor=site.anchor)
    before = site.services.counts(), [i.id for i in site.people.conversations.list("admin")]
    accounts = site.people.accounts.users()
    for number, inputs in functions(browsers["admin"]):
        seen = call(browsers["reader"], number, [sent] * inputs, f"probe-{abs(hash(value))}-{number}")
        assert "nine delegates" not in seen, number
        assert "Sealed report" not in seen, number
        assert "root:" not in seen, number
        assert "Traceback" not in seen, number
    assert (site.services.counts(), [i.id for i in site.people.conversations.list("admin")]) == before
    assert site.people.accounts.users() == accounts


def test_hostile_words_in_documents_are_shown_and_not_run(browsers: dict[str, httpx.Client], site: Site) -> None:
    found = next(info for info in site.services.library.documents() if "hostile" in info.title)
    page = browsers["reader"].get(f"/document/{found.id}").text
    assert SCRIPT not in page
    assert SCRIPT in html.unescape(page)
    seen = ask(browsers["reader"], "When was the hostile report printed?", "hostile-words")
    assert "process_completed" in seen
    assert SCRIPT not in seen.replace("\\u003c", "<")
    assert "3 March 2020" not in seen  # and no other document answers in its place


# Paths, hosts, bodies

TRICKS = [
    "/sanad/../../../etc/passwd", "/sanad/%2e%2e/%2e%2e/etc/passwd", "/sanad/..%2f..%2fetc%2fpasswd",
    "/sanad/fonts/../../../../etc/passwd", "/sanad/fonts/..%5c..%5cx", "/sanad//etc/passwd", "/sanad/./././x",
    "/document/..%2f..%2fpeople.sqlite", "/document/../people.sqlite", "/document/%00", "/document/" + "a" * 3000,
    "/document/{secret}/page/-1.png", "/document/{secret}/page/99999999999.png", "/source/" + "x" * 3000,
    "/source/..%2f..", "/source/%F0%9F%98%80", "/conversation/..%2f..%2fx/export.pdf",
    "/conversation/{kept}/export.exe",
    "/conversation/x/export.", "/static/..%2f..%2f..%2fetc%2fpasswd", "/assets/..%2f..%2f..%2fetc%2fpasswd",
    "/svelte/..%2f..%2fetc%2fpasswd", "/static/../config.py", "/%2e%2e/%2e%2e/etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_path_tricks_reach_no_file(browsers: dict[str, httpx.Client], site: Site, path: str) -> None:
    answer = browsers["reader"].get(path.format(secret=site.secret, kept=site.kept))
    assert answer.status_code in (303, 400, 403, 404, 422), (path, answer.status_code)
    assert "root:" not in answer.text
    assert "SQLite" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:7860", "", "[::1", "localhost.evil"]
)
def test_without_a_login_only_this_computers_names_are_answered(host: str, site: Site) -> None:
    from fastapi.testclient import TestClient

    local = TestClient(build_app(site.services, site.people, login=False), base_url="http://127.0.0.1")
    assert local.get("/config", headers={"host": host}).status_code == 400
    assert local.get("/config").status_code == 200


def test_bodies_that_are_too_large_are_cut_off(site: Site, browsers: dict[str, httpx.Client]) -> None:
    reader, admin = browsers["reader"], browsers["admin"]
    assert reader.post("/gradio_api/queue/join", content=b"x" * 5_000_000).status_code == 413
    assert site.browser().post("/login", content=b"name=" + b"x" * 5_000_000).status_code == 413
    assert site.browser().post("/login", content=b"a&" * 10_000).status_code == 413
    assert admin.post("/upload?name=big.md", content=b"x" * 4_000_000).status_code == 413

    def endless() -> Iterator[bytes]:  # without a length told beforehand
        for _ in range(6):
            yield b"x" * 1_000_000

    assert reader.post("/gradio_api/queue/join", content=endless()).status_code in (403, 413)


def test_bodies_that_are_too_slow_are_cut_off() -> None:
    from asyncio import sleep

    from ui.limits import Limits

    sent: list[dict[str, object]] = []

    async def app(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        while (await receive()).get("more_body"):
            pass

    async def trickle() -> dict[str, object]:
        await sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message) -> None:  # type: ignore[no-untyped-def]
        sent.append(message)

    scope = {"type": "http", "path": "/login", "method": "POST", "headers": []}
    started = time.monotonic()
    run_apart(Limits(app, Settings(), call_seconds=0.3)(scope, trickle, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 408
    assert time.monotonic() - started < 3


SECOND = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n"


def test_broken_requests_do_not_stop_the_server(site: Site) -> None:
    port = int(site.address.rpartition(":")[2])
    for raw in (
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n", b"GET /\r\n\r\n", b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nCookie: sanad_session=a\r\n b\r\n\r\n",
    ):  # fmt: skip
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(raw)
            connection.settimeout(2)
            try:
                answer = connection.recv(65536)
            except (TimeoutError, ConnectionError):
                answer = b""
        assert not answer.startswith(b"HTTP/1.1 200")
    assert httpx.get(f"{site.address}/health").text == "ok"


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", SECOND], ids=["silent", "slow", "second"]
)
def test_a_head_that_does_not_come_closes_its_connection(site: Site, begun: bytes) -> None:
    port = int(site.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(begun)
        while connection.recv(65536):  # an answer to what was whole, then the end
            pass


def test_a_head_without_an_end_is_not_read_for_ever(site: Site) -> None:
    port = int(site.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(ConnectionError):
            connection.sendall((b"X: " + b"a" * 100_000 + b"\r\n") * 400)


def test_twenty_people_at_once_are_all_answered(site: Site) -> None:
    answered: list[str] = []

    cookies = site.browser("researcher").cookies

    def one(number: int) -> None:
        with httpx.Client(base_url=site.address, timeout=60, cookies=cookies) as client:
            answered.append(ask(client, "When did the committee meet?", f"crowd-{number}"))

    people = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
    assert len(answered) == 20
    assert all("3 March 2020" in seen for seen in answered)


def test_what_was_done_is_in_the_trail(site: Site, browsers: dict[str, httpx.Client]) -> None:
    ask(browsers["reader"], "When did the committee meet?", "trail")
    browsers["reader"].get(f"/document/{next(i.id for i in site.services.library.documents() if 'public' in i.path)}")
    entries = site.people.audit.entries()
    done = {(entry.who, entry.action) for entry in entries}
    assert {("reader", "asked"), ("reader", "opened"), ("reader", "signed in"), ("admin", "restricted")} <= done
    asked = next(e for e in reversed(entries) if e.action == "asked" and e.who == "reader")
    assert asked.detail["question"] == "When did the committee meet?"
    assert site.people.audit.verify().broken_at is None
    quiet = Desk(
        site.services, People(site.people.settings.model_copy(update={"audit_questions": False})), Viewer("q", "reader")
    )
    quiet.answer("When did the committee meet?")
    assert "question" not in site.people.audit.entries(["asked"])[-1].detail


def test_the_sign_in_page_speaks_both_languages(site: Site) -> None:
    with site.browser() as nobody:
        arabic = nobody.get("/login?next=/x", headers={"accept-language": "ar"}).text
        assert '<html lang="ar" dir="rtl"' in arabic
        assert "تسجيل الدخول" in arabic
        assert re.search(r'name="next" value="/x"', arabic)
        nobody.get("/login?language=en&next=/x")
        assert '<html lang="en" dir="ltr"' in nobody.get("/login", headers={"accept-language": "ar"}).text
