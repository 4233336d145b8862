"""The excerpts page without a browser: filters, highlights, grouping, the basket, exports and who may have them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from shelf import fill, make_services

from assistant.records import Filters
from corpus.accounts import Restriction, Viewer
from corpus.errors import FilterInvalid
from corpus.records import LANGUAGES, Language
from ui.app import build_app
from ui.desk import Desk
from ui.excerpts import PAGE_SIZE, Wanted, excerpts_at, wanted
from ui.excerpts_html import basket_html, form_html, results_html
from ui.export import FORMATS
from ui.export_records import excerpt_of
from ui.people import People

BOTH = pytest.mark.parametrize("language", LANGUAGES)
QUERIES: dict[Language, str] = {"ar": "تمويل الإرهاب", "en": "terrorism financing"}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    home = tmp_path_factory.mktemp("home")
    services = make_services(home)
    fill(services, home / "reports")
    yield services
    services.close()


@pytest.fixture
def people(services, tmp_path: Path) -> Iterator[People]:
    people = People(services.settings.model_copy(update={"home": tmp_path}))
    yield people
    people.close()


@pytest.fixture
def desk(services, people: People) -> Callable[..., Desk]:
    return lambda role="researcher": Desk(services, people, Viewer("r", role))


def shown(desk: Desk, now: Wanted) -> str:
    return results_html(now, desk.search(now.q, now.limit, now.filters()).hits, desk.services.highlights)


@BOTH
def test_both_halves_of_the_corpus_stand_side_by_side(language: Language, desk) -> None:
    now = Wanted(q=QUERIES[language])
    html = shown(desk(), now)
    columns = html.split('<section class="half">')[1:]
    assert len(columns) == 2
    assert all("<article" in column for column in columns)
    assert all(f'<blockquote lang="{lang}"' in column for lang, column in zip(LANGUAGES, columns, strict=True))
    only = Wanted(q=QUERIES[language], language="en")
    html = shown(desk(), only)
    assert 'blockquote lang="ar"' not in html
    assert "none_in" not in html


@BOTH
def test_words_are_marked_in_the_original_text(language: Language, desk) -> None:
    html = shown(desk(), Wanted(q=QUERIES[language]))
    marked = {"ar": "<mark>الإرهاب</mark>", "en": "<mark>terrorism</mark>"}[language]
    assert marked in html


def test_a_search_is_narrowed_to_several_kinds_and_publishers(desk) -> None:
    told = {"q": QUERIES["en"], "kind": ["report", "article", "report", ""], "source": "United Nations"}
    now = wanted(told)
    assert (now.kinds, now.sources) == (("report", "article"), ("United Nations",))
    assert now.filters() == Filters(None, ("report", "article"), ("United Nations",))
    html = form_html(now, desk().documents())
    checked = re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)" checked', html)
    assert {("kind", "report"), ("kind", "article"), ("source", "United Nations")} <= set(checked)
    many = [replace(desk().documents()[0], source=f"جهة {n}") for n in range(30)]
    assert html.count("<details") < form_html(now, many).count("<details")


def test_a_message_can_ask_for_nothing_else() -> None:
    assert wanted({"q": 3, "hidden": ["d1"], "limit": "9999999", "language": "fr"}).limit == 100
    assert wanted({"limit": "-3"}).limit == PAGE_SIZE
    assert wanted({"language": "fr"}).filters().language is None
    with pytest.raises(FilterInvalid):
        wanted({"date_from": "yesterday"}).filters()


@BOTH
def test_what_documents_and_readers_write_stays_text(language: Language, desk) -> None:
    hostile = '"><script>alert(1)</script>'
    html = form_html(Wanted(q=hostile, sources=(hostile,)), desk().documents())
    html += shown(desk(), Wanted(q=f"{QUERIES[language]} {hostile}"))
    assert "<script" not in html


def test_a_basket_holds_what_its_references_hold_now(desk) -> None:
    hits = desk().search(QUERIES["en"]).hits
    wanted_quotes = [excerpt_of(hit) for hit in hits]
    found = excerpts_at(desk(), [excerpt.anchor for excerpt in wanted_quotes])
    assert found == wanted_quotes
    html = basket_html(found, lost=False)
    assert all(f'href="export/{name}?' in html for name in FORMATS)
    assert excerpts_at(desk(), ["x", "d0.1-2.0123456789", *[found[0].anchor] * 3]) == [found[0]]


@pytest.fixture
def client(services, people: People) -> Iterator[TestClient]:
    with TestClient(build_app(services, people, login=False), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("name", FORMATS)
def test_each_export_is_a_download_and_recorded(name: str, client: TestClient, people: People, desk) -> None:
    excerpt = excerpt_of(desk().search(QUERIES["en"]).hits[0])
    response = client.get(f"/export/{name}", params={"a": excerpt.anchor})
    assert response.status_code == 200
    assert re.fullmatch(
        rf'attachment; filename="sanad-[\d-]+\.{FORMATS[name].suffix}"', response.headers["content-disposition"]
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert people.audit.entries(actions=["exported"])[-1].detail == {"form": name, "documents": [excerpt.document_id]}
    if name not in ("docx", "pdf"):
        assert "strategy" in response.text or "الاستراتيجية" in response.text


@pytest.mark.parametrize("path", ["exe?a={0}", "docx", "docx?a=x", "docx?a=d0.1-2.0123456789", "../docx?a={0}"])
def test_other_exports_are_not_there(path: str, client: TestClient, desk) -> None:
    anchor = excerpt_of(desk().search(QUERIES["en"]).hits[0]).anchor
    assert client.get("/export/" + path.format(anchor)).status_code == 404


def test_what_is_kept_from_a_viewer_leaves_in_no_file(services, people: People, desk) -> None:
    excerpt = excerpt_of(desk().search("canal ship").hits[0])
    document = services.document(excerpt.document_id)
    people.accounts.restrict(Restriction(document.id, "0" * 64, document.path, ("administrator",)))
    assert excerpts_at(desk(), [excerpt.anchor]) == []
    assert excerpt.document_id not in {hit.document.id for hit in desk().search("canal ship").hits}
    assert document.source not in form_html(Wanted(), desk().documents())
    assert excerpts_at(desk("administrator"), [excerpt.anchor]) == [excerpt]


def test_readers_may_not_export(services, people: People) -> None:
    people.accounts.add("reader", "reader", "a long enough password")
    with TestClient(build_app(services, people), base_url="http://127.0.0.1") as client:
        form = {"name": "reader", "password": "a long enough password", "next": "/"}
        assert client.post("/login", data=form, follow_redirects=False).status_code == 303
        assert client.get("/export/csv?a=d0.1-2.0123456789").status_code == 403
        page = client.get("/").text
    assert "tab=excerpts" not in page
