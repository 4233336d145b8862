"""The page in a real Chromium on loopback: streaming, citations, hostile documents, language, keyboard.

Screenshots of both languages, light and dark, wide and phone are left in pytest's temporary folder.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import browser, needs_browser, serving, sync_api, visit
from fakes import TEXTS, FakeServices

__all__ = ["browser", "visit"]

pytestmark = needs_browser

QUESTIONS = {"en": "When was the strategy adopted?", "ar": "متى اعتُمدت الاستراتيجية؟"}
HOSTILE = "<img src=http://evil.example/x onerror=fetch('http://evil.example')> ![a](http://evil.example/y) <b>bold</b>"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeServices()) as address:
        yield address


def ask(page: "sync_api.Page", question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_answer_streams_and_its_source_opens(
    visit: Callable[..., "sync_api.Page"], address: str, language: str
) -> None:
    page = visit(address, language)
    ask(page, QUESTIONS[language])
    page.wait_for_selector("#talk .footing")
    assert page.input_value("#question textarea") == ""
    assert page.get_attribute("#talk .answer", "dir") == ("rtl" if language == "ar" else "ltr")
    link = page.locator("button.cite").first
    assert link.get_attribute("data-ref") == "1-1"
    assert link.get_attribute("aria-label")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#source mark")
    assert page.inner_text("#source mark") == TEXTS[language][1]  # type: ignore[index]
    assert page.evaluate("getComputedStyle(document.querySelector('#source blockquote')).direction") == (
        "rtl" if language == "ar" else "ltr"
    )
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert link.evaluate("e => e === document.activeElement")


def test_the_source_of_a_later_turn_is_its_own(visit: Callable[..., "sync_api.Page"], address: str) -> None:
    page = visit(address)
    ask(page, QUESTIONS["en"])
    page.wait_for_selector("#talk .footing")
    ask(page, QUESTIONS["ar"])
    page.wait_for_selector("#talk .footing >> nth=1")
    page.locator("button.cite[data-ref='1-1']").first.click()
    page.wait_for_selector("#source blockquote[lang=en] mark")
    page.locator("button.cite[data-ref='2-1']").first.click()
    page.wait_for_selector("#source blockquote[lang=ar] mark")


def test_hostile_documents_bring_no_element_and_no_request(visit: Callable[..., "sync_api.Page"]) -> None:
    with serving(FakeServices(title=HOSTILE, quote=HOSTILE)) as address:
        page = visit(address)
        ask(page, HOSTILE + " " + QUESTIONS["en"])
        page.wait_for_selector("#talk .footing")
        page.locator("button.cite").first.click()
        page.wait_for_selector("#source mark")
        page.wait_for_timeout(300)
        assert HOSTILE in page.inner_text("#talk")
        assert page.inner_text("#source mark") == HOSTILE
        assert page.locator("#desk img, #desk b, #desk script").count() == 0
        hrefs = page.locator("#desk a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        assert all(re.match(r"(source|document|conversation)/|\./\?c=", href) for href in hrefs), hrefs


def test_the_language_turns_at_once_and_is_remembered(visit: Callable[..., "sync_api.Page"], address: str) -> None:
    page = visit(address)
    ask(page, QUESTIONS["en"])
    page.wait_for_selector("#talk .footing")
    assert page.inner_text("#head strong") == "Sanad"
    page.click("#switch")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.inner_text("#head strong") == "سند"
    assert page.inner_text("#switch") == "English"
    page.wait_for_selector("#send:has-text('إرسال')")
    assert page.get_attribute("#question textarea", "placeholder") == "اكتب سؤالك…"
    assert page.locator("#talk .footing").count() == 1  # the conversation stays
    page.reload()
    page.wait_for_selector("#send:has-text('إرسال')")
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_errors_are_told_in_the_chat(visit: Callable[..., "sync_api.Page"], address: str) -> None:
    page = visit(address)
    ask(page, "لماذا #long")
    page.wait_for_selector("#talk .note")
    assert "4000" in page.inner_text("#talk .note")
    ask(page, "Why #break")
    page.wait_for_selector("#talk .note:has-text('ask again')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("shape", "size"), [("wide", (1360, 860)), ("phone", (390, 844))])
def test_nothing_runs_off_the_page(
    visit: Callable[..., "sync_api.Page"],
    address: str,
    tmp_path: Path,
    language: str,
    scheme: str,
    shape: str,
    size: tuple[int, int],
) -> None:
    page = visit(address, language, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.screenshot(path=tmp_path / f"welcome-{language}-{scheme}-{shape}.png")
    ask(page, QUESTIONS[language])
    page.wait_for_selector("#talk .footing")
    page.locator("button.cite").first.click()
    page.wait_for_selector("#source mark")
    page.screenshot(path=tmp_path / f"source-{language}-{scheme}-{shape}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("footer:visible").count() == 0
    assert page.evaluate("document.fonts.check('16px Sanad', 'سند Sanad')")
