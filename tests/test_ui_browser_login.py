"""Signing in and out in a real Chromium, without and with script, in both languages; sessions that end."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from browsing import ask, serving
from fakes import FakeServices, fake_people

from ui.app import build_app

PASSWORD = "a long enough password"

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    people = fake_people()
    people.accounts.add("mona", "researcher", PASSWORD)
    server = uvicorn.Server(uvicorn.Config(build_app(FakeServices(), people), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


@pytest.mark.parametrize(
    ("language", "button", "wrong"),
    [("en", "Sign in", "name or the password is wrong"), ("ar", "تسجيل الدخول", "الاسم أو كلمة المرور غير صحيحة")],
)
def test_who_signs_in_is_let_in_and_out_again(
    browser: Any, address: str, language: str, button: str, wrong: str
) -> None:
    plain = browser.new_context(locale=language, java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{address}/document/d-en")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.fill("#name", "mona")
    page.fill("#password", "not the password")
    page.get_by_role("button", name=button).click()
    assert wrong in page.get_by_role("alert").inner_text()
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name=button).click()
    assert page.url == f"{address}/document/d-en"  # where the reader wanted to go
    state = plain.storage_state()
    context = browser.new_context(locale=language, storage_state=state)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#question textarea")
    assert "sanad_session" not in page.evaluate("document.cookie")  # out of reach of any script
    # Beside the page, which goes to the sign-in form by itself once it hears of it.
    assert context.request.post(f"{address}/logout", headers={"origin": address}).ok
    page = context.new_page()
    page.goto(address)
    assert page.url.startswith(f"{address}/login")
    plain.close()
    context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_session_that_ends_in_mid_conversation_costs_no_question(browser: Any, language: str) -> None:
    people = fake_people()
    people.accounts.add("mona", "researcher", PASSWORD)
    with serving(FakeServices(), people, login=True) as address:
        context = browser.new_context(locale=language)
        page = context.new_page()

        def sign_in() -> None:
            page.fill("#name", "mona")
            page.fill("#password", PASSWORD)
            page.press("#password", "Enter")
            page.wait_for_selector("#question textarea")

        page.goto(address)
        sign_in()
        ask(page, "When was it adopted?")
        page.wait_for_url("**/?c=*")
        kept = page.url
        people.accounts.set_disabled("mona")
        people.accounts.set_disabled("mona", False)
        page.fill("#question textarea", "متى اعتُمدت؟")
        page.press("#question textarea", "Enter")
        page.wait_for_url("**/login?*")
        sign_in()
        page.wait_for_selector("#talk .footing")
        assert page.url == kept
        assert page.input_value("#question textarea") == "متى اعتُمدت؟"
        page.press("#question textarea", "Enter")
        page.wait_for_selector(".turn >> nth=1")
        page.click("#person summary")
        page.click("#person form button")
        page.wait_for_url("**/login*")
        assert page.evaluate("sessionStorage.length") == 0
        context.close()
