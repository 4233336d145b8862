"""The page of a document: the evidence marked, headings as such, pages of a PDF as pictures, hostile text inert."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest
from fakes import TEXTS, TITLES, FakeServices, fake_people
from fastapi.testclient import TestClient

from corpus.accounts import Restriction
from corpus.records import Document, Language, Section
from ui.app import build_app
from ui.document_page import document_html
from ui.page_image import MOST_PIXELS, WIDTH_PIXELS, page_png
from ui.preferences import Preferences

PDF = Path(str(files("corpus").joinpath("samples"))) / "un-strategy.ar.pdf"
HOSTILE = "<script>alert(1)</script><img src=http://evil.example/x> \u202eabc"


def document(text: str, **fields: object) -> Document:
    made = Document("d1", "A title", "", "", "en", "", "/nowhere.txt", "0" * 64, text)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(build_app(FakeServices(), fake_people(), login=False), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_permanent_reference_opens_at_its_words(client: TestClient, language: Language) -> None:
    before, quote, _ = TEXTS[language]
    start = len(before)
    page = client.get(f"/source/d-{language}.p3.{start}-{start + len(quote)}.0123456789").text
    assert f'<mark id="evidence">{quote}</mark>' in page
    assert TITLES[language] in page
    assert f'<article lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


@pytest.mark.parametrize("path", ["/source/nonsense", "/document/d-none", "/document/d-en/page/9.png"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_mark_that_runs_over_lines_is_marked_in_each() -> None:
    html = document_html(document("One line.\nAnother line.\n\nA third."), 1, (4, 17), Preferences("en"))
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html) == ["line.", "Another"]
    assert html.count('id="evidence"') == 1


def test_headings_are_headings() -> None:
    text = "The pillars\nThere are four pillars.\nThe pillars hold."
    html = document_html(document(text, sections=(Section(12, "The pillars"),)), 1, (0, 0), Preferences("en"))
    assert html.count("<h2") == 1
    assert '<h2 dir="auto">The pillars</h2><p dir="auto">There are' in html


def test_one_page_is_shown_with_the_way_to_the_others() -> None:
    html = document_html(document("aaaa\nbbbb\ncccc", pages=(0, 5, 10)), 2, (0, 0), Preferences("ar"))
    assert "bbbb" in html
    assert "aaaa" not in html
    assert "cccc" not in html
    assert "?page=1" in html
    assert "?page=3" in html
    assert "الصفحة 2 من 3" in html


def test_hostile_text_is_only_text() -> None:
    html = document_html(document(HOSTILE, title=HOSTILE, source=HOSTILE), 1, (0, 8), Preferences("en"))
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html


def test_a_page_of_a_pdf_becomes_a_picture() -> None:
    png = page_png(PDF, 1, 0)
    assert png is not None
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == WIDTH_PIXELS
    assert page_png(PDF, 99, 0) is page_png(Path(__file__), 1, 0) is None


def test_a_page_as_wide_as_a_hair_takes_no_memory(tmp_path: Path) -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(1, 14_000)
    made.save(tmp_path / "hair.pdf")
    png = page_png(tmp_path / "hair.pdf", 1, 0)
    assert png is not None
    assert int.from_bytes(png[16:20]) * int.from_bytes(png[20:24]) <= MOST_PIXELS * 1.1


def test_a_restricted_document_does_not_exist_for_others() -> None:
    people = fake_people()
    people.accounts.add("reem", "reader", "a long enough password")
    people.accounts.restrict(Restriction("d-ar", "0" * 64, "/x", ("administrator",)))
    services = FakeServices()
    services.library.documents_like = lambda texts, paths: set()  # type: ignore[attr-defined]
    with TestClient(build_app(services, people), base_url="http://127.0.0.1") as client:
        form = {"name": "reem", "password": "a long enough password", "next": "/"}
        client.post("/login", data=form, follow_redirects=False)
        assert client.get("/document/d-en").status_code == 200
        hidden = client.get("/document/d-ar")
        assert hidden.status_code == 404
        assert TITLES["ar"] not in hidden.text
        assert client.get("/source/d-ar.p3.0-5.0123456789").status_code == 404
        assert client.get("/document/d-ar/page/1.png").status_code == 404
