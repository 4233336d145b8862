"""Titles and headings are read with the passage: in its vector and among its keywords, never in its quote."""

import pytest

from corpus.context import context_of
from corpus.records import Document, Passage, Section, Window
from ingest.embed import embed

TITLES = {"en": "The Harbour Pact", "ar": "ميثاق الموانئ"}
HEADINGS = {"en": "Fees", "ar": "الرسوم"}
TEXTS = {"en": "They are paid each spring.", "ar": "تُدفع كل ربيع."}
OTHER = {"en": "ar", "ar": "en"}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def made(language, title, heading, path="/files/a.txt"):
    text = TEXTS[language]
    document = Document("d1", title, "", "", language, "", path, "0", text, (), (Section(0, heading),))
    return document, Passage("d1", 0, language, 0, len(text), text, None, heading, (Window(0, len(text), 1),))


class Remembering:
    """An embedder that keeps what it is given."""

    dimensions = 2

    def __init__(self):
        self.texts = []

    def embed_passages(self, texts, languages):
        import numpy as np

        self.texts += texts
        return np.ones((len(texts), 2), np.float32)


@LANGUAGES
def test_title_and_heading_in_the_passages_language_are_its_context(language):
    own, other = made(language, TITLES[language], HEADINGS[language]), made(language, TITLES[OTHER[language]], "")
    assert context_of(*own) == f"{TITLES[language]}\n{HEADINGS[language]}"
    assert context_of(*other) == ""


@LANGUAGES
def test_a_title_that_is_the_files_name_says_nothing(language):
    assert context_of(*made(language, TITLES[language], "", f"/files/{TITLES[language]}.pdf")) == ""


@LANGUAGES
def test_the_passage_is_embedded_with_its_context_and_its_parts_without(language):
    embedder = Remembering()
    document, passage = made(language, TITLES[language], HEADINGS[language])
    [[embedded]] = embed([(document, [passage])], embedder)
    assert embedder.texts == [f"{TITLES[language]}\n{HEADINGS[language]}\n{TEXTS[language]}", TEXTS[language]]
    assert (embedded.passage, embedded.window_vectors.shape) == (passage, (1, 2))


@pytest.mark.model
@LANGUAGES
def test_a_report_is_found_by_its_title_where_its_passages_do_not_name_it(language, model_home, tmp_path):
    from corpus.settings import load_settings
    from ui.services import Services

    texts = {
        "en": ("The Harbour Pact", "The Railway Pact", "{} fees\n\nThey are paid each spring at the capital's bank."),
        "ar": ("ميثاق الموانئ", "ميثاق السكك الحديدية", "رسوم {}\n\nتُدفع كل ربيع في مصرف العاصمة."),
    }[language]
    (tmp_path / "files").mkdir()
    for name, title in (("one", texts[0]), ("two", texts[1])):
        (tmp_path / "files" / f"{name}.md").write_text(
            f"# {title}\n\n{texts[2].format('').strip()}\n", encoding="utf-8"
        )
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "models").symlink_to(model_home / "models")
    services = Services(load_settings({}, home=tmp_path / "home"))
    services.index([tmp_path / "files"])
    for title in texts[:2]:
        question = {"en": f"When are the fees of {title} paid?", "ar": f"متى تُدفع رسوم {title}؟"}[language]
        assert services.search(question).hits[0].document.title == title
    services.close()
