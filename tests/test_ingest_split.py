"""Passages: whole sentences in order, exact offsets, never across a heading, a page or a change of language."""

import re

import pytest

from corpus.language import language_of
from corpus.records import Document, Section
from corpus.sentences import sentence_spans
from ingest.split import MAX_TOKENS, split

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
WORD = {"ar": "كلمة", "en": "Word"}


def count(texts):
    return [len(text.split()) for text in texts]


def sentence(language, words, number=0, stop="."):
    return " ".join([f"{WORD[language]}{number}"] + [WORD[language]] * (words - 1)) + stop


def document(text, language="en", pages=(), sections=()):
    return Document("d1", "Title", "", "", language, "", "/x", "0" * 64, text, pages, sections)


def check(doc, passages):
    """What holds for every split: order, offsets, limits, words all covered, windows inside and whole."""
    at = 0
    for ordinal, passage in enumerate(passages):
        assert (passage.document_id, passage.ordinal) == (doc.id, ordinal)
        assert passage.text == doc.text[passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        left_out = {at + line.start() for line in re.finditer(r"\S.*", doc.text[at : passage.start])}
        assert left_out <= {section.start for section in doc.sections}
        assert sum(count([passage.text])) <= MAX_TOKENS
        assert passage.page == doc.page_at(passage.start)
        assert passage.section == doc.section_at(passage.start)
        assert passage.windows
        for window in passage.windows:
            assert passage.start <= window.start < window.end <= passage.end
        at = passage.end
    assert doc.text[at:].strip() == ""


@LANGUAGES
def test_a_short_text_is_one_passage(language):
    doc = document(f" {sentence(language, 5)} ", language)
    [passage] = split(doc, count)
    check(doc, [passage])
    assert passage.language == language
    assert [(w.start, w.end, w.sentences) for w in passage.windows] == [(1, len(doc.text) - 1, 1)]


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_text_without_words_has_no_passages(text):
    assert split(document(text), count) == []


@LANGUAGES
def test_sentences_are_packed_up_to_the_limit_and_never_cut(language):
    sizes = [100, 100, 56, 1, 255, 1, 200, 57, 256, 3, 3]
    doc = document(" ".join(sentence(language, n, i) for i, n in enumerate(sizes)), language)
    passages = split(doc, count)
    check(doc, passages)
    assert [sum(count([p.text])) for p in passages] == [256, 256, 201, 57, 256, 6]
    edges = {edge for span in sentence_spans(doc.text) for edge in span}
    assert all({p.start, p.end} <= edges for p in passages)


@LANGUAGES
def test_windows_are_each_sentence_and_each_pair(language):
    sentences = [sentence(language, n, i) for i, n in enumerate((5, 6, 7))]
    doc = document("\n".join(sentences), language)
    [passage] = split(doc, count)
    found = [(doc.text[w.start : w.end], w.sentences) for w in passage.windows]
    pairs = ["\n".join(sentences[:2]), "\n".join(sentences[1:])]
    assert found == [(s, 1) for s in sentences] + [(p, 2) for p in pairs]


@LANGUAGES
def test_two_sentences_make_no_pair_which_would_repeat_the_passage(language):
    [passage] = split(document(f"{sentence(language, 5)} {sentence(language, 5)}", language), count)
    assert [w.sentences for w in passage.windows] == [1, 1]


@LANGUAGES
def test_clauses_of_a_long_sentence_are_windows_too(language):
    comma = {"ar": "،", "en": ","}[language]
    clauses = [sentence(language, 25, i, stop="") for i in range(3)]
    doc = document(f"{comma} ".join(clauses) + ".", language)
    [passage] = split(doc, count)
    check(doc, [passage])
    assert [w.sentences for w in passage.windows] == [1, 0, 0, 0]
    parts = [doc.text[w.start : w.end] for w in passage.windows[1:]]
    assert [part.strip(f"{comma}. ") for part in parts] == clauses
    [short] = split(document(f"{comma} ".join(c.replace(" ", "")[:20] for c in clauses) + ".", language), count)
    assert [w.sentences for w in short.windows] == [1]


@pytest.mark.parametrize("stop", ["؛", "، ", "; ", ", ", " "])
@LANGUAGES
def test_a_sentence_that_is_too_long_is_cut_at_a_stop(language, stop):
    clauses = [sentence(language, 100, i, stop="") for i in range(6)]
    between = stop if stop.endswith(" ") else f"{stop} "
    doc = document(f"{sentence(language, 3)} {between.join(clauses)}. {sentence(language, 4, 9)}", language)
    passages = split(doc, count)
    check(doc, passages)
    assert len(passages) >= 3
    if stop.strip():
        long_ends = [doc.text[w.end - 1] for p in passages for w in p.windows if w.sentences == 1]
        assert set(long_ends) <= {stop.strip(), "."}
    assert passages[-1].text.endswith(sentence(language, 4, 9))


@LANGUAGES
def test_a_long_text_without_spaces_is_cut_too(language):
    def by_letters(texts):
        return [len(text) for text in texts]

    doc = document(WORD[language][0] * (2 * MAX_TOKENS + 10), language)
    passages = split(doc, by_letters)
    assert [len(p.text) for p in passages] == [MAX_TOKENS, MAX_TOKENS, 10]
    assert "".join(p.text for p in passages) == doc.text


@LANGUAGES
def test_cut_parts_that_repeat_keep_their_own_offsets(language):
    doc = document(", ".join([sentence(language, 200, stop="")] * 3), language)
    passages = split(doc, count)
    check(doc, passages)
    assert len({p.start for p in passages}) == 3


@LANGUAGES
def test_a_passage_never_crosses_a_heading(language):
    parts = [sentence(language, 5, i) for i in range(3)]
    name, titles = "The Report. Vol. 2", ("One", "واحد. اثنان")
    text = "\n\n".join([name, parts[0], titles[0], parts[1], titles[1], parts[2]])
    doc = document(text, language, sections=(Section(0, ""), *(Section(text.index(title), title) for title in titles)))
    passages = split(doc, count)
    check(doc, passages)
    assert [(p.text, p.section) for p in passages] == list(zip(parts, ("", *titles), strict=True))


@LANGUAGES
def test_every_sentence_of_a_passage_begins_on_the_page_that_it_names(language):
    """A citation shows its passage's page; a sentence that runs over belongs to the page that it begins on."""
    parts = [sentence(language, 5, i) for i in range(4)]
    text = " ".join(parts)
    pages = (0, text.index(parts[1]) + 3, text.index(parts[3]))
    doc = document(text, language, pages=pages)
    passages = split(doc, count)
    check(doc, passages)
    assert [p.page for p in passages] == [1, 2, 3]
    assert all(doc.page_at(w.start) == p.page for p in passages for w in p.windows)


def test_a_passage_has_one_language_its_own():
    english, arabic = sentence("en", 5), sentence("ar", 5)
    doc = document(f"{english} {english}\n{arabic}\n\n{english} 12.", "ar")
    passages = split(doc, count)
    check(doc, passages)
    assert [p.language for p in passages] == ["en", "ar", "en"]
    assert all(language_of(p.text) == p.language for p in passages)


@LANGUAGES
def test_figures_alone_take_the_documents_language(language):
    doc = document(f"{sentence(language, 5)}\n1973 2006\n{sentence(language, 5)}", language)
    [passage] = split(doc, count)
    assert passage.language == language
