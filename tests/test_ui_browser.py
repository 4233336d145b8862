"""The chat in a real Chromium on loopback: answers, sources, conversations, language, keyboard, hostile documents.

Screenshots of both languages, light and dark, wide and phone are left in pytest's temporary folder.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import PHONE, WIDE, ask, late_completions, needs_browser, serving, until
from fakes import REFUSE, SLOW, TEXTS, TITLES, FakeServices, fake_people

from corpus.errors import UnknownConversation
from ui.people import local_viewer

pytestmark = needs_browser

Visit = Callable[..., Any]
QUESTIONS = {"en": "When was the strategy adopted?", "ar": "متى اعتُمدت الاستراتيجية؟"}
NAMES = {"en": "For the minister’s visit", "ar": "لزيارة الوزير"}
DIRECTIONS = {"en": "ltr", "ar": "rtl"}
HOSTILE = "<img src=http://evil.example/x onerror=fetch('http://evil.example')> ![a](http://evil.example/y) <b>bold</b>"
SHADE = {"light": "rgb(247, 246, 242)", "dark": "rgb(17, 22, 24)"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_answer_streams_and_its_source_opens(visit: Visit, site: str, language: str) -> None:
    page = visit(site, language)
    ask(page, QUESTIONS[language])
    assert page.input_value("#question textarea") == ""
    assert page.get_attribute("#talk .answer", "dir") == DIRECTIONS[language]
    assert page.locator("#talk .verdict.supported").count() == 2
    assert TEXTS[language][1] in page.text_content("#announcer")  # what listeners are told
    link = page.locator("button.cite").first
    assert TITLES[language] in link.get_attribute("aria-label")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#source mark")
    assert page.inner_text("#source mark") == TEXTS[language][1]  # type: ignore[index]
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#source blockquote')).direction")
        == (DIRECTIONS[language])
    )
    until(page, "document.activeElement.matches('#source .close')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert link.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_document_opens_at_its_evidence(visit: Visit, site: str, language: str) -> None:
    page = visit(site, language)
    ask(page, QUESTIONS[language])
    page.locator("button.cite").first.click()
    with page.context.expect_page() as opened:
        page.locator("#source a.outline").click()
    document = opened.value
    assert document.inner_text("#evidence") == TEXTS[language][1]
    assert document.inner_text("h1") == TITLES[language]
    assert document.get_attribute("html", "dir") == DIRECTIONS[language]
    document.click("#switch")
    assert document.get_attribute("html", "dir") != DIRECTIONS[language]


def test_the_citation_and_the_answer_are_copied(visit: Visit, site: str) -> None:
    page = visit(site, permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTIONS["en"])
    page.locator(".answer [data-do=copy]").click()
    page.wait_for_selector("#toast.shown")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{TEXTS['en'][1]}” [1]" in copied
    assert "Ask again" not in copied
    page.locator("button.cite").first.click()
    page.locator("#source [data-do=copy-citation]").click()
    until(page, "navigator.clipboard.readText().then(text => text.includes('d-en.p3.'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{TEXTS['en'][1]}” ({TITLES['en']}, United Nations, 8 September 2006, p.")


def test_the_source_of_a_later_turn_is_its_own(visit: Visit, site: str) -> None:
    page = visit(site)
    ask(page, QUESTIONS["en"])
    ask(page, QUESTIONS["ar"])
    page.locator("button.cite[data-ref='1-1']").first.click()
    page.wait_for_selector("#source blockquote[lang=en] mark")
    page.locator("button.cite[data-ref='2-1']").first.click()
    page.wait_for_selector("#source blockquote[lang=ar] mark")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_refusal_offers_related_passages_apart(visit: Visit, site: str, language: str) -> None:
    page = visit(site, language)
    ask(page, f"{QUESTIONS[language]} {REFUSE}")
    assert page.locator(".refusal button.cite").count() == 0
    page.locator(".refusal .related button.source").click()
    page.wait_for_selector("#source mark")
    assert page.inner_text("#source .kicker") == {"en": "Related passage", "ar": "مقطع ذو صلة"}[language]


def test_hostile_documents_bring_no_element_and_no_request(visit: Visit) -> None:
    with serving(FakeServices(title=HOSTILE, quote=HOSTILE)) as address:
        page = visit(address)
        ask(page, HOSTILE + " " + QUESTIONS["en"])
        page.locator("button.cite").first.click()
        page.wait_for_selector("#source mark")
        page.wait_for_timeout(300)
        assert HOSTILE in page.inner_text("#talk")
        assert page.inner_text("#source mark") == HOSTILE
        assert page.locator("#desk img, #desk b, #desk script").count() == 0
        hrefs = page.locator("#desk a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        assert all(re.match(r"(source|document|conversation)/|\./\?c=", href) for href in hrefs), hrefs
        page.goto(f"{address}/document/d-en")
        assert page.locator("main img, main b, main script").count() == 0


def test_the_language_turns_at_once_and_is_remembered(visit: Visit, site: str) -> None:
    page = visit(site)
    ask(page, QUESTIONS["en"])
    assert page.inner_text("#head strong") == "Sanad"
    page.fill("#question textarea", "half a thought")
    page.click("#switch")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.inner_text("#head strong") == page.title() == "سند"
    assert page.inner_text("#switch") == "English"
    page.wait_for_selector("#send:has-text('إرسال')")
    assert page.get_attribute("#question textarea", "placeholder") == "اكتب سؤالك…"
    assert page.input_value("#question textarea") == "half a thought"
    assert page.locator("#talk .footing").count() == 1  # the conversation stays
    page.reload()
    page.wait_for_selector("#send:has-text('إرسال')")
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_numerals_of_arabic_text_are_as_the_reader_prefers(visit: Visit, site: str) -> None:
    page = visit(site, "ar")
    ask(page, QUESTIONS["ar"])
    assert page.locator("button.cite").first.inner_text() == "1"
    page.click("#display summary")
    page.click("#display label:has([value=arab])")
    assert page.locator("button.cite").first.inner_text() == "١"
    assert page.inner_text(".sources .fact >> nth=1") == "٨ سبتمبر ٢٠٠٦"
    assert "2006" in page.inner_text(".quote[lang=ar]")  # a quote keeps its own
    page.reload()
    page.wait_for_selector("#talk .footing")
    assert page.locator("button.cite").first.inner_text() == "١"
    assert "٨٧٪" in page.inner_text("#talk .footing")
    ask(page, QUESTIONS["en"])
    assert page.locator("button.cite[data-ref='2-1']").first.inner_text() == "1"  # of an English answer


@pytest.mark.parametrize("device", ["light", "dark"])
def test_light_or_dark_is_chosen_over_the_device(visit: Visit, site: str, device: str) -> None:
    page = visit(site, color_scheme=device)
    shade = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(shade) == SHADE[device]
    other = "dark" if device == "light" else "light"
    page.click("#display summary")
    page.click(f"#display label:has([value={other}])")
    assert page.evaluate(shade) == SHADE[other]
    page.reload()
    page.wait_for_selector("#question textarea")
    assert page.evaluate(shade) == SHADE[other]
    assert page.evaluate("document.body.classList.contains('dark')") == (other == "dark")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_conversations_are_kept_renamed_and_deleted(visit: Visit, language: str) -> None:
    people = fake_people()
    with serving(FakeServices(), people) as address:
        page = visit(address, language)
        ask(page, QUESTIONS[language])
        page.wait_for_selector("#conversations [aria-current]")
        page.click("#bar [data-do=rename]")
        page.fill("#new-title", NAMES[language])
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#bar h1:has-text('{NAMES[language]}')")
        page.wait_for_url("**/?c=*")
        kept = page.url.removeprefix(address)
    with serving(FakeServices(), people) as address:  # another start of the program
        page = visit(address + kept, language)
        page.wait_for_selector("#talk .footing")
        assert page.inner_text("#bar h1") == NAMES[language]
        page.locator("button.cite").first.click()
        page.wait_for_selector("#source mark")
        page.click("#conversations [data-do=new]")
        page.wait_for_selector(".examples")
        page.wait_for_selector("#panel", state="hidden")
        page.wait_for_url(f"{address}/")
        page.click("#conversations [data-do=open]")
        page.wait_for_selector("#talk .footing")
        page.click("#bar [data-do=delete]")
        page.click("#delete-dialog button.solid")
        page.wait_for_selector("#conversations .empty")
        page.wait_for_selector(".examples")


def stop(page: Any) -> None:
    page.click("#stop")
    page.wait_for_selector("#talk .note .told")


def test_an_answer_is_stopped_asked_again_and_its_question_edited(visit: Visit, site: str) -> None:
    page = visit(site)
    page.fill("#question textarea", f"{QUESTIONS['en']} {SLOW}")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#talk .draft")
    stop(page)
    page.wait_for_selector("#send")
    page.click(".note [data-do=retry]")
    page.wait_for_selector("#talk .draft")
    stop(page)
    page.hover(".question")
    page.click("[data-do=edit]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".editing", state="detached")
    page.click("[data-do=edit]")
    page.fill(".editing textarea", QUESTIONS["ar"])
    page.keyboard.press("Enter")
    page.wait_for_selector("#talk .footing")
    assert page.inner_text(".asked") == QUESTIONS["ar"]
    assert page.locator(".turn").count() == 1


def test_a_question_asked_again_replaces_what_followed(visit: Visit, site: str) -> None:
    page = visit(site)
    ask(page, QUESTIONS["en"])
    ask(page, QUESTIONS["ar"])
    page.click("[data-do=retry][data-turn='1']")
    until(page, "document.querySelectorAll('.turn').length === 1 && document.querySelector('.footing')")
    page.reload()
    page.wait_for_selector("#talk .footing")
    assert page.locator(".turn").count() == 1


def test_thumbs_are_kept_with_their_reason(visit: Visit) -> None:
    people = fake_people()
    with serving(FakeServices(), people) as address:
        page = visit(address)
        ask(page, QUESTIONS["en"])
        page.click("[data-do=good]")
        page.wait_for_selector("[data-do=good].rated")
        page.click("[data-do=bad]")
        page.check("[value=outdated]")
        page.fill("#note", "The ninth review was in 2024.")
        page.click("#feedback-dialog button.solid")
        page.wait_for_selector("[data-do=bad].rated")
    (kept,) = people.conversations.ratings()
    assert (kept.good, kept.question) == (False, QUESTIONS["en"])
    assert kept.reason == "outdated · The ninth review was in 2024."


def shared_link(page: Any) -> str:
    page.click("#bar [data-do=share]")
    page.click("#share-dialog button.solid")
    until(page, "document.querySelector('#share-link').value")
    return str(page.input_value("#share-link"))


def test_a_conversation_is_shared_to_be_read(visit: Visit, site: str) -> None:
    page = visit(site)
    ask(page, QUESTIONS["en"])
    first = shared_link(page)
    page.click("#share-dialog [data-do=unshare]")
    link = shared_link(page)
    assert link != first
    page.goto(first)
    page.wait_for_selector("#greeting")
    assert page.locator("#talk .footing").count() == 0
    assert link.startswith(f"{site}/?shared=")
    page.goto(link)
    page.wait_for_selector("#talk .footing")
    assert page.locator("#composer:visible, #bar [data-do=delete], [data-do=retry]").count() == 0
    page.locator("button.cite").first.click()
    page.wait_for_selector("#source mark")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_conversation_is_shared_with_those_who_are_chosen(visit: Visit, language: str) -> None:
    people = fake_people()
    for name in ("basma", "chadi", "dina"):
        people.accounts.add(name, "reader", "a long enough password")
    people.accounts.set_disabled("dina")
    with serving(FakeServices(), people) as address:
        page = visit(address, language)
        ask(page, QUESTIONS[language])
        page.click("#bar [data-do=share]")
        page.wait_for_selector("#share-dialog [value=basma]")
        assert page.locator("#share-dialog [name=reader]").count() == 2
        page.check("#share-dialog [value=basma]")
        page.click("#share-dialog button.solid")
        until(page, "document.querySelector('#share-link').value")
        token = page.input_value("#share-link").partition("?shared=")[2]
        people.conversations.shared(token, "basma")
        with pytest.raises(UnknownConversation):
            people.conversations.shared(token, "chadi")
        page.keyboard.press("Escape")
        page.click("#bar [data-do=share]")
        page.wait_for_selector("#share-dialog [value=basma]:checked")
        page.check("#share-dialog [value=all]")
        page.click("#share-dialog button.solid")
        until(page, f"!['', '{token}'].includes(document.querySelector('#share-link').value.split('=')[1] ?? '')")
        people.conversations.shared(page.input_value("#share-link").partition("?shared=")[2], "chadi")


def test_nothing_done_quickly_is_lost_or_done_twice(visit: Visit) -> None:
    people = fake_people()
    with serving(FakeServices(), people) as address, late_completions(1.5):
        page = visit(address)
        page.fill("#question textarea", QUESTIONS["en"])
        page.evaluate("for (const _ of [1, 2, 3]) document.querySelector('#send').click()")
        page.wait_for_selector("#current .answer:not(.draft, .pending)")
        others = [f"{QUESTIONS['ar']} {number}" for number in (2, 3)]
        for question in others:  # typed while the browser has not heard that the one before is done
            ask(page, question)
        assert page.locator(".asked").all_inner_texts() == [QUESTIONS["en"], *others]
        shared_link(page)
        page.click("#share-dialog [data-do=unshare]")
        shared_link(page)
        page.evaluate("document.querySelectorAll('[data-do=good]').forEach(button => button.click())")
        until(page, "document.querySelectorAll('[data-do=good].rated').length === 3")
        page.reload()
        until(page, "document.querySelectorAll('[data-do=good].rated').length === 3")
    (kept,) = people.conversations.list(local_viewer().name)
    assert (kept.turns, kept.shared) == (3, True)
    assert len(people.conversations.ratings()) == 3


def test_going_back_opens_the_conversation_before(visit: Visit) -> None:
    with serving(FakeServices(), fake_people()) as address:
        page = visit(address)
        ask(page, QUESTIONS["en"])
        page.click("#conversations [data-do=new]")
        page.wait_for_url(f"{address}/")
        ask(page, QUESTIONS["ar"])
        page.wait_for_url("**/?c=*")
        second = page.url
        page.click("#conversations li:not(:has([aria-current])) a")
        page.wait_for_selector(f"#bar h1:has-text('{QUESTIONS['en']}')")
        page.click("#pages [data-tab=excerpts]")
        page.click("#pages [data-tab=chat]")
        assert "?c=" in page.url
        for _ in range(3):
            page.go_back()
        page.wait_for_selector(f"#bar h1:has-text('{QUESTIONS['ar']}')")
        assert page.url == second
        page.go_forward()
        page.wait_for_selector(f"#bar h1:has-text('{QUESTIONS['en']}')")


def test_many_conversations_are_found_by_their_words(visit: Visit) -> None:
    people = fake_people()
    for number in range(12):
        people.conversations.create(local_viewer().name, f"محادثة رقم {number}" if number else "الأُمم المتحدة")
    with serving(FakeServices(), people) as address:
        page = visit(address, "ar")
        page.fill("#find-conversation", "الامم")
        until(page, "document.querySelectorAll('#conversations li:not([hidden])').length === 1")
        page.fill("#find-conversation", "wheat")
        page.wait_for_selector("#conversations .none")
        page.fill("#find-conversation", "")
        until(page, "document.querySelectorAll('#conversations li:not([hidden])').length === 12")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_conversation_is_exported(visit: Visit, site: str, form: str) -> None:
    page = visit(site, "ar")
    ask(page, QUESTIONS["ar"])
    page.click("#bar summary")
    with page.expect_download() as download:
        page.click(f"#bar a[href$='{form}']")
    start = Path(download.value.path()).read_bytes()[:4]
    assert start == {"docx": b"PK\x03\x04", "pdf": b"%PDF"}[form]
    assert download.value.suggested_filename.endswith(form)


def test_errors_are_told_in_the_chat(visit: Visit, site: str) -> None:
    page = visit(site)
    ask(page, "لماذا #long")
    assert "4000" in page.inner_text("#talk .note")
    ask(page, "Why #break")
    assert "ask again" in page.inner_text("#current .note")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_everything_is_reached_by_keyboard(visit: Visit, site: str, language: str) -> None:
    page = visit(site, language)
    assert page.evaluate("document.querySelector('a, button, summary, input').matches('.skip')")
    page.focus(".skip")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(e => e.id || e.dataset.do || e.closest('[id]')?.id)(document.activeElement)"))
        assert page.evaluate(
            "(e => e === document.body || e.matches('textarea') || getComputedStyle(e).outlineStyle !== 'none')"
            "(document.activeElement)"
        )
    assert {"switch", "display", "new", "ask", "send"} <= reached
    page.focus("#display summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#display .sheet")
    page.keyboard.press("Escape")
    page.wait_for_selector("#display .sheet", state="hidden")
    assert page.evaluate("document.activeElement.matches('#display summary')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("shape", "size"), [("wide", WIDE), ("phone", PHONE)])
def test_nothing_runs_off_the_page(
    visit: Visit, site: str, tmp_path: Path, language: str, scheme: str, shape: str, size: dict[str, int]
) -> None:
    page = visit(site, language, viewport=size, color_scheme=scheme)
    page.screenshot(path=tmp_path / f"welcome-{language}-{scheme}-{shape}.png")
    ask(page, QUESTIONS[language])
    assert page.evaluate("document.querySelector('#talk').scrollWidth <= document.querySelector('#talk').clientWidth")
    page.locator("button.cite").first.click()
    page.wait_for_selector("#source mark")
    page.screenshot(path=tmp_path / f"source-{language}-{scheme}-{shape}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("footer:visible").count() == 0
    assert page.evaluate("document.fonts.check('16px Sanad', 'سند Sanad')")
    if shape == "phone":
        page.click("#source .close")
        page.click("#bar .opens-side")
        page.wait_for_selector("#conversations [aria-current]")
        page.keyboard.press("Escape")
        until(page, "getComputedStyle(document.querySelector('#side')).visibility === 'hidden'")


def test_the_page_is_painted_and_answers_quickly(visit: Visit, site: str) -> None:
    """Bounds with room for a busy machine; tests/bench/bench_page.py measures."""
    page = visit(site)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert paint < 2000
