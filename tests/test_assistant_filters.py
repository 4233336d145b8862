"""Filters are honoured inside the stores: nothing hidden surfaces, and nothing that may be seen starves."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.records import Filters
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.errors import FilterInvalid
from corpus.library import Library, Manifest
from corpus.records import Document, EmbeddedPassage, Passage, Window
from tests.fakes import FakeEmbedder

TEXT = {"ar": "اعتمد المجلس الخطة رقم {} في القاهرة.", "en": "The council adopted plan number {} in Cairo."}
QUESTION = {"ar": "ما الخطة التي اعتمدها المجلس في القاهرة؟", "en": "Which plan did the council adopt in Cairo?"}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
FIELDS = {
    # id: kind, source, date
    "d1": ("report", "United Nations", "2019"),
    "d2": ("statement", "الأمم المتحدة", "2021-06"),
    "d3": ("Report", "League of Arab States", "2021-06-30"),
    "d4": ("", "", ""),
}


def put(library, embedder, *documents):
    portions = []
    for doc in documents:
        passage = Passage(
            doc.id, 0, doc.language, 0, len(doc.text), doc.text, None, "", (Window(0, len(doc.text), 1),)
        )  # fmt: skip
        vector = embedder.embed_passages([doc.text], [doc.language])
        portions.append([EmbeddedPassage(passage, vector[0], vector)])
    with library.writing():
        library.put(documents, portions)


def document(document_id, text, language, kind="", source="", date=""):
    return Document(document_id, "", source, date, language, kind, f"/r/{document_id}.txt", "0" * 64, text)


def found(library, asked, **narrowed):
    query = understand(QUESTION[asked], (), Filters(**narrowed))
    return {hit.document.id for hit in retrieve(query, library, FakeEmbedder())}


@pytest.fixture(params=["ar", "en"])
def language(request):
    return request.param


@pytest.fixture
def library(tmp_path, language):
    opened = Library(tmp_path, Manifest("fake@1", "64", "1", "1"))
    put(opened, FakeEmbedder(), *(
        document(name, TEXT[language].format(name), language, *fields) for name, fields in FIELDS.items()
    ))  # fmt: skip
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({}, {"d1", "d2", "d3", "d4"}),
        ({"kinds": ("report",)}, {"d1", "d3"}),
        ({"kinds": ("REPORT", "statement")}, {"d1", "d2", "d3"}),
        ({"sources": ("united nations", "الامم المتحده")}, {"d1", "d2"}),
        ({"date_from": "2021"}, {"d2", "d3"}),
        ({"date_from": "2021-06-30", "date_to": "2021-06-30"}, {"d2", "d3"}),
        ({"date_from": "2021-07"}, set()),
        ({"date_to": "٢٠٢٠"}, {"d1"}),
        ({"date_from": "2019-05", "date_to": "2021-06-01"}, {"d1", "d2"}),
        ({"documents": ("d4", "d1", "unknown")}, {"d1", "d4"}),
        ({"hidden": frozenset({"d1", "d4"})}, {"d2", "d3"}),
        ({"kinds": ("report",), "hidden": frozenset({"d1"})}, {"d3"}),
        ({"documents": ("d1",), "hidden": frozenset({"d1"})}, set()),
    ],
)
def test_only_what_is_asked_for_surfaces(library, language, narrowed, expected):
    assert found(library, language, **narrowed) == expected


def test_one_language_only(library, language):
    other = {"ar": "en", "en": "ar"}[language]
    assert found(library, language, language=other) == set()
    assert found(library, language, language=language) == set(FIELDS)


def test_many_hidden_documents_do_not_starve_those_that_may_be_seen(library, language):
    crowd = [document(f"h{n:03}", QUESTION[language], language) for n in range(400)]
    put(
        library,
        FakeEmbedder(),
        *crowd,
        document("far", "القمح والشعير" if language == "ar" else "Wheat, barley", language),
    )
    assert found(library, language) <= {d.id for d in crowd}
    hidden = frozenset(d.id for d in crowd)
    assert found(library, language, hidden=hidden) == {*FIELDS, "far"}
    assert found(library, language, documents=("far",)) == {"far"}


def test_candidates_in_scope_are_those_of_a_library_without_the_others(library, language, tmp_path):
    embedder = FakeEmbedder()
    texts = [document(f"h{n:03}", f"{TEXT[language].format(n)} {n * n}", language) for n in range(150)]
    put(library, embedder, *texts)
    hidden = {d.id for d in texts[::2]}
    with_hidden = Library(tmp_path / "other", Manifest("fake@1", "64", "1", "1"))
    kept = [d for d in texts if d.id not in hidden]
    kept += [replace(library.document(name), id=name) for name in FIELDS]
    put(with_hidden, embedder, *kept)
    vector = embedder.embed_query(QUESTION[language], language)
    for narrowed in (library.scope(hidden=frozenset(hidden)), library.scope(documents=[d.id for d in kept])):
        mine = library.candidates(vector, ["council", "مجلس"], [language], 20, 20, narrowed)
        cosines = sorted(float(c.vector @ vector) for c in mine)
        theirs = with_hidden.candidates(vector, ["council", "مجلس"], [language], 20, 20)
        best = sorted(float(c.vector @ vector) for c in theirs)[-20:]
        np.testing.assert_allclose(cosines[-20:], best, atol=1e-5)
        assert not {c.document.id for c in mine} & hidden
    with_hidden.close()


@LANGUAGES
@pytest.mark.parametrize("value", ["yesterday", "2021-13", "21", "2021-1-1", "أمس"])
def test_a_date_that_is_none_is_told(value, language):
    for name in ("date_from", "date_to"):
        with pytest.raises(FilterInvalid) as caught:
            Filters(**{name: value})
        assert value in caught.value.text(language)
