"""The LangChain retriever over a tiny real library in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda

from assistant.langchain_retriever import SanadRetriever
from assistant.records import Filters
from corpus.errors import QuestionEmpty
from corpus.settings import load_settings
from ui.services import Services

pytestmark = pytest.mark.model

REPORTS = {
    "canal.en.md": "# The canal\n\nThe Suez Canal opened in November 1869. It is a waterway without locks.\n",
    "forum.en.md": "# The forum\n\nThe Global Counterterrorism Forum was launched in New York in September 2011.\n",
    "fatf.ar.md": "# مجموعة العمل\n\nأُنشئت مجموعة العمل المالي في باريس عام ١٩٨٩ لمكافحة غسل الأموال.\n",
}


@pytest.fixture(scope="module")
def services(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("retriever-home")
    (home / "models").symlink_to(model_home / "models")
    folder = tmp_path_factory.mktemp("retriever-reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Services(load_settings({}, home=home))
    opened.index([folder])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "words", "language"),
    [
        ("When did the Suez Canal open?", "1869", "en"),
        ("متى افتُتحت قناة السويس؟", "1869", "en"),
        ("أين أُنشئت مجموعة العمل المالي؟", "باريس", "ar"),
        ("In which city was the Financial Action Task Force set up?", "باريس", "ar"),
    ],
)
def test_the_right_passage_comes_first_with_its_place(
    services: Services, question: str, words: str, language: str
) -> None:
    found = SanadRetriever(library=services.library, embedder=services.embedder).invoke(question)
    assert len(found) == 3
    first = found[0]
    assert words in first.page_content
    place = first.metadata
    assert set(place) == {
        "document_id", "title", "source", "date", "language", "page", "start", "end", "score",
    }  # fmt: skip
    assert place["language"] == language
    whole = services.document(place["document_id"])
    assert whole.text[place["start"] : place["end"]] == first.page_content
    assert whole.title == place["title"]
    scores = [document.metadata["score"] for document in found]
    assert scores == sorted(scores, reverse=True)


def test_limit_and_language(services: Services) -> None:
    retriever = SanadRetriever(library=services.library, embedder=services.embedder, limit=1)
    assert len(retriever.invoke("Suez Canal")) == 1
    arabic = SanadRetriever(library=services.library, embedder=services.embedder, filters=Filters("ar"))
    assert [d.metadata["language"] for d in arabic.invoke("Suez Canal")] == ["ar"]


def test_it_composes_with_a_chain(services: Services) -> None:
    retriever = SanadRetriever(library=services.library, embedder=services.embedder, limit=2)
    chain = retriever | RunnableLambda(lambda documents: [d.metadata["title"] for d in documents])
    assert "The canal" in chain.invoke("When did the Suez Canal open?")


def test_a_question_without_words_raises(services: Services) -> None:
    with pytest.raises(QuestionEmpty):
        SanadRetriever(library=services.library, embedder=services.embedder).invoke("؟")
