"""The pages beside the chat in a real Chromium: searching, the basket, downloads, both languages."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import bibtexparser
import playwright.sync_api as sync_api
import pytest
import rispy
from browsing import needs_browser, serving
from shelf import fill, make_services
from test_ui_accessibility import findings

from corpus.records import LANGUAGES, Language
from ui.export import FORMATS
from ui.services import Services

pytestmark = needs_browser
BOTH = pytest.mark.parametrize("language", LANGUAGES)
QUERIES: dict[Language, str] = {"ar": "تمويل الإرهاب", "en": "terrorism financing"}
expect = sync_api.expect
Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("home")
    services = make_services(home)
    fill(services, home / "reports")
    yield services
    services.close()


@pytest.fixture(scope="module")
def address(services: Services) -> Iterator[str]:
    with serving(services) as address:
        yield address


def excerpts(address: str, **fields: str) -> str:
    return f"{address}/?{urlencode({'tab': 'excerpts', **fields})}"


@BOTH
def test_a_search_is_made_narrowed_and_found_again(visit: Visit, address: str, language: Language) -> None:
    page = visit(excerpts(address), language)
    page.fill("#excerpts-q", QUERIES[language])
    page.press("#excerpts-q", "Enter")
    page.wait_for_selector("#excerpts-results .found")
    assert page.locator(".half").count() == 2
    assert page.locator(".found mark").count() > 0
    boxes = [page.locator(".half").nth(at).bounding_box() for at in (0, 1)]
    assert (boxes[0]["x"] > boxes[1]["x"]) == (language == "ar")  # the first column is where reading begins
    page.locator("label.choice", has=page.locator("input[value=article]")).click()
    page.wait_for_url("**/*kind=article*")
    reviewed = page.locator("#excerpts-results .found", has_text="2008")
    expect(reviewed).to_have_count(0)
    again = visit(page.url, language)
    again.wait_for_selector("#excerpts-results .found")
    assert again.input_value("#excerpts-q") == QUERIES[language]
    assert again.is_checked("input[name=kind][value=article]")
    page.go_back()
    expect(reviewed).to_have_count(2)


@BOTH
def test_the_basket_survives_searches_and_reloads_and_leaves_in_every_form(
    visit: Visit, address: str, language: Language, tmp_path: Path
) -> None:
    page = visit(excerpts(address, q=QUERIES[language]), language)
    for at in (0, 1):
        page.locator(".found .basket-toggle").nth(at).click()
        page.wait_for_selector(f".basket ol li >> nth={at}")
    page.fill("#excerpts-q", {"ar": "القناة", "en": "the canal"}[language])
    page.press("#excerpts-q", "Enter")
    expect(page.locator("#excerpts-results .found").first).to_contain_text("2021")
    page.reload()
    page.wait_for_selector(".basket ol li >> nth=1")
    files = {}
    for name in FORMATS:
        with page.expect_download() as download:
            page.click(f".exports a[href^='export/{name}?']")
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    assert files["docx"].read_bytes().startswith(b"PK")
    assert files["pdf"].read_bytes().startswith(b"%PDF")
    assert len(list(csv.reader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"))))) == 3
    assert len(bibtexparser.parse_string(files["bibtex"].read_text(encoding="utf-8")).entries) == 2
    assert len(rispy.loads(files["ris"].read_text(encoding="utf-8"))) == 2
    assert len(json.loads(files["csl-json"].read_text(encoding="utf-8"))) == 2
    page.locator(".basket [data-do=basket-remove]").first.click()
    page.wait_for_selector(".basket ol li >> nth=1", state="detached")
    page.click("[data-do=basket-clear]")
    page.wait_for_selector(".basket.empty")


def test_an_excerpt_opens_in_its_document(visit: Visit, address: str) -> None:
    page = visit(excerpts(address, q=QUERIES["en"], language="en"))
    page.wait_for_selector(".found")
    with page.expect_popup() as popup:
        page.locator(".found .tools a").first.click()
    popup.value.wait_for_selector("#evidence")


@BOTH
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_screenshots(visit: Visit, address: str, tmp_path: Path, language: Language, theme: str, width: int) -> None:
    page = visit(
        excerpts(address, q=QUERIES[language]), language, viewport={"width": width, "height": 900}, color_scheme=theme
    )
    page.wait_for_selector(".found")
    page.screenshot(path=tmp_path / f"excerpts-{language}-{theme}-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


HOSTILE_NAMES = ["<img src=x onerror=alert(1)>.md", "..%2f..%2fetc.md", "تقرير \u202egpj.md", "run.exe"]


@BOTH
def test_what_is_typed_outlives_a_list_that_is_drawn_anew(visit: Visit, address: str, language: Language) -> None:
    page = visit(f"{address}/?tab=documents", language)
    page.wait_for_selector("#documents-list table")
    page.fill("#find-documents input", "visit")
    page.evaluate("document.querySelector('#documents-list table').dataset.old = '1'")
    page.evaluate("window.sanad.call('documents', { do: 'open', words: 'nowhere', page: 0 })")
    expect(page.locator("#documents-list table[data-old]")).to_have_count(0, timeout=20_000)
    expect(page.locator("#find-documents input")).to_have_value("visit")


@BOTH
def test_files_come_in_while_the_page_tells_how_far(
    visit: Visit, address: str, services: Services, language: Language, tmp_path: Path
) -> None:
    page = visit(f"{address}/?tab=documents", language)
    page.wait_for_selector("#documents-list table")
    files = [
        {
            "name": name,
            "mimeType": "text/markdown",
            "buffer": f"# Visit{language} {at}\nThe envoy {at} signed.".encode(),
        }
        for at, name in enumerate(HOSTILE_NAMES)
    ]
    damaged = {"name": "damaged.pdf", "mimeType": "application/pdf", "buffer": f"%PDF-1.4 {language}".encode()}
    page.set_input_files("#upload", [*files, damaged])
    expect(page.locator("#upload-state li")).to_have_count(1)
    visit.failures[:] = [told for told in visit.failures if "422" not in told]  # the browser tells of the refused file
    # What is told of this run, not of the one before it.
    told = {"ar": "تعذّرت قراءته", "en": "cannot be read"}[language]
    expect(page.locator("#documents-job .failures")).to_contain_text(told, timeout=20_000)
    expect(page.locator("#documents-job")).to_contain_text({"ar": "أُضيف 3", "en": "3 added"}[language])
    expect(page.locator("#upload-state")).to_contain_text("run.exe")
    assert page.locator("#documents-list img").count() == 0
    stored = [f for f in (services.settings.home / "uploads").rglob("*") if f.is_file()]
    assert all(f.parent.parent.name == "uploads" and "<" not in f.name for f in stored)
    page.fill("#find-documents input", f"visit{language}")
    page.press("#find-documents input", "Enter")
    expect(page.locator("#documents-list tbody tr")).to_have_count(3, timeout=20_000)
    row = page.locator("#documents-list tbody tr").first
    box = row.locator("input[value=reader]")
    assert box.evaluate("e => [e.checked, getComputedStyle(e).appearance]") == [True, "auto"]  # and seen to be
    row.locator("summary").last.click()
    row.locator("[data-do=remove-document]").click()
    expect(page.locator("#documents-list tbody tr")).to_have_count(2)


def test_a_run_survives_a_reload_and_is_cancelled(
    visit: Visit, address: str, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        (tmp_path / f"{number}.md").write_text(f"# Note {number}\nDelegation {number} met.", encoding="utf-8")
    index = services.index

    def slowly(paths: list[Path], progress: Callable[[object], None], language: Language) -> object:
        return index(paths, lambda now: (time.sleep(0.3), progress(now)), language=language)

    monkeypatch.setattr(services, "index", slowly)
    page = visit(f"{address}/?tab=documents")
    page.wait_for_selector("#index-path")
    page.fill("#index-path input", str(tmp_path))
    page.press("#index-path input", "Enter")
    page.wait_for_selector("#documents-job progress")
    page.reload()
    expect(page.locator("#documents-job .facts")).to_contain_text("left")
    page.click("[data-do=cancel-job]")
    expect(page.locator("#documents-job")).to_contain_text("Stopped", timeout=20_000)
    assert 0 < sum(path.startswith(str(tmp_path)) for path in services.library.paths()) < 30


@BOTH
@pytest.mark.parametrize("tab", ["documents", "usage"])
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_screenshots_of_the_administrators_pages(
    visit: Visit, address: str, tmp_path: Path, tab: str, language: Language, theme: str, width: int
) -> None:
    page = visit(f"{address}/?tab={tab}", language, viewport={"width": width, "height": 900}, color_scheme=theme)
    page.wait_for_selector({"documents": "#documents-list table", "usage": "#usage .card"}[tab])
    page.screenshot(path=tmp_path / f"{tab}-{language}-{theme}-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
@BOTH
def test_no_page_has_a_serious_finding(visit: Visit, address: str, language: Language, theme: str) -> None:
    page = visit(excerpts(address, q=QUERIES[language]), language, color_scheme=theme, bypass_csp=True)
    page.locator(".found .basket-toggle").first.click()
    page.wait_for_selector(".basket ol li")
    assert not findings(page)
    page.click("#pages a[data-tab=documents]")
    page.locator("#documents-list summary").first.click()
    assert not findings(page)
    page.click("#pages a[data-tab=usage]")
    page.wait_for_selector("#usage .card")
    assert not findings(page)
