"""The page without a browser: what is served, with which headers, in which language, and how a conversation grows."""

import re
import socket
from collections.abc import Iterator

import pytest
from fakes import BREAK, REFUSE, TOO_LONG, FakeServices, fake_people
from fastapi.testclient import TestClient

from corpus.roles import ROLES
from corpus.settings import Settings
from ui import app as page
from ui.chat_tab import current_html, past_html
from ui.conversation import Conversation, converse
from ui.preferences import LANGUAGE_COOKIE, NUMERALS_COOKIE, THEME_COOKIE
from ui.shell import BUILDERS
from ui.shell_html import TABS


def here(services: FakeServices) -> TestClient:
    """A browser on the server's own computer, where nobody needs to sign in."""
    people = fake_people(**services.settings.model_dump(include={"interface_language"}, exclude_unset=True))
    return TestClient(page.build_app(services, people, login=False), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with here(FakeServices()) as client:
        yield client


def test_the_page_allows_scripts_of_its_own_only(client: TestClient) -> None:
    response = client.get("/")
    policy = response.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert response.status_code == 200
    assert nonce
    assert response.text.count("<script") == response.text.count(f'<script nonce="{nonce[1]}"')
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'nonce-" in policy
    assert "http" not in policy
    assert client.get("/").headers["content-security-policy"] != policy


def test_the_page_names_no_other_host(client: TestClient) -> None:
    hosts = set(re.findall(r"(?:src|href|content)=[\"']?(?:https?:)?//([^/\"']+)", client.get("/").text))
    assert not hosts
    for asset in ("base.css", "chat.css", "document.css", "gradio.css", "shell.js", "chat.js"):
        assert "http" not in client.get(f"/sanad/{asset}").text.replace("over plain http from", "")
    assert "fonts.g" not in client.get("/theme.css").text


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold"])
def test_fonts_with_arabic_come_from_this_server(client: TestClient, weight: str) -> None:
    name = f"fonts/IBMPlexSansArabic-{weight}.ttf"
    assert name in client.get("/sanad/base.css").text
    assert len(client.get(f"/sanad/{name}").content) > 50_000


@pytest.mark.parametrize(
    ("cookie", "accepted", "expected"),
    [
        ("ar", "en", 'lang="ar" dir="rtl"'),
        ("", "ar-EG,ar;q=0.9", 'lang="ar" dir="rtl"'),
        ("", "fr", 'lang="en" dir="ltr"'),
        ("xx", "en", 'lang="en" dir="ltr"'),
    ],
)
def test_language_by_cookie_then_browser(client: TestClient, cookie: str, accepted: str, expected: str) -> None:
    headers = {"accept-language": accepted, "cookie": f"{LANGUAGE_COOKIE}={cookie}"}
    assert f"<html {expected}" in client.get("/", headers=headers).text


def test_a_language_set_for_the_installation_outranks_the_browser() -> None:
    with here(FakeServices(settings=Settings(interface_language="ar"))) as client:
        assert 'lang="ar" dir="rtl"' in client.get("/", headers={"accept-language": "en"}).text


def test_the_page_is_as_the_reader_left_it(client: TestClient) -> None:
    headers = {"cookie": f"{LANGUAGE_COOKIE}=ar; {NUMERALS_COOKIE}=arab; {THEME_COOKIE}=dark"}
    text = client.get("/", headers=headers).text
    assert '<html lang="ar" dir="rtl" data-numerals="arab" data-theme="dark"' in text
    assert "<title>سند</title>" in text
    assert '"title":"سند"' in text
    hostile = client.get("/", headers={"cookie": f'{NUMERALS_COOKIE}="><b>; {THEME_COOKIE}=x'}).text
    assert 'data-numerals="latn" data-theme="auto"' in hostile


@pytest.mark.parametrize("role", ["reader", "researcher", "administrator"])
def test_the_head_shows_who_is_signed_in_and_the_pages_of_their_role(role: str) -> None:
    people = fake_people()
    people.accounts.add("reem", role, "a long enough password")
    with TestClient(page.build_app(FakeServices(), people), base_url="http://127.0.0.1") as client:
        form = {"name": "reem", "password": "a long enough password", "next": "/"}
        text = client.post("/login", data=form).text
        shown = re.findall(r'data-tab="(\w+)"', text) or ["chat"]
        assert shown == [tab for tab, least in TABS.items() if ROLES.index(least) <= ROLES.index(role)]
        assert "<bdi>reem</bdi>" in text
        assert 'action="logout"' in text
        assert 'action="logout"' in client.get("/document/d-en").text
    assert set(TABS) == set(BUILDERS)


def test_without_a_login_there_is_nobody_to_sign_out(client: TestClient) -> None:
    assert "logout" not in client.get("/").text


def test_events_are_no_public_api(client: TestClient) -> None:
    assert client.get("/gradio_api/info").status_code == 404


@pytest.mark.parametrize("question", ["When was it adopted?", "متى اعتُمدت؟"])
def test_a_conversation_streams_and_is_remembered(question: str) -> None:
    services = FakeServices()
    steps = list(converse(services, question, Conversation()))
    assert [bool(step.exchanges[-1].answer) for step in steps] == [False, False, False, True]
    again = list(converse(services, question, steps[-1]))[-1]
    assert [turn.question for turn in services.histories[-1]] == [question]
    assert past_html(again).count('class="turn"') == current_html(again).count('class="turn"') == 1
    cited = again.citation("2-1")
    assert cited is not None
    assert cited.number == 1
    assert again.citation("9-1") is again.citation("1-9") is again.citation("<x>") is None


@pytest.mark.parametrize(
    ("question", "said"), [("Why " + TOO_LONG, "limit of 4000"), ("لماذا " + TOO_LONG, "الحد البالغ 4000")]
)
def test_errors_are_told_in_the_language_of_the_question(question: str, said: str) -> None:
    last = list(converse(FakeServices(), question, Conversation()))[-1]
    assert said in current_html(last)
    assert last.history() == ()


def test_what_breaks_is_told_without_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    content = current_html(list(converse(FakeServices(), "Why " + BREAK, Conversation()))[-1])
    assert "ask again" in content
    assert "secret" not in content
    assert "secret" in caplog.text


def test_a_refusal_is_an_answer_of_the_conversation() -> None:
    last = list(converse(FakeServices(), "Where " + REFUSE, Conversation()))[-1]
    assert not last.history()[0].answer.answered


@pytest.mark.enable_socket
def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(page.PortInUse, match=f"Port {port} on 127.0.0.1 is in use"):
            page.serve(FakeServices(), fake_people(), "127.0.0.1", port)
    with pytest.raises(page.AddressUnusable):
        page.serve(FakeServices(), fake_people(), "203.0.113.7", 0)
