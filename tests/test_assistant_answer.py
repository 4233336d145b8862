"""Extractive answers and refusals in both languages: grouped by document, originals marked, every word cited."""

import re
import time

import pytest

from assistant.answer import extractive, refusal
from assistant.records import Answer, Evidence, Query
from corpus.records import DocumentInfo, Language, Passage

SENTENCES: dict[Language, tuple[str, str]] = {
    "en": ("The strategy was adopted in 2006.", "It is reviewed every two years."),
    "ar": ("اعتُمدت الاستراتيجية في عام ٢٠٠٦.", "وتُراجَع كل سنتين."),
}
QUESTIONS: dict[Language, str] = {"en": "When was it adopted?", "ar": "متى اعتُمدت؟"}
LABELS: dict[Language, str] = {"en": "original in Arabic", "ar": "النص الأصلي بالإنجليزية"}


def evidence(document: str, language: Language, sentence: int, score: float) -> Evidence:
    text = " ".join(SENTENCES[language])
    info = DocumentInfo(document, f"Title {document}", "UN", "2021-05", language, "report", f"/srv/{document}")
    passage = Passage(document, 0, language, 0, len(text), text, None, "")
    start = text.index(SENTENCES[language][sentence])
    quote = SENTENCES[language][sentence]
    return Evidence(info, passage, start, start + len(quote), quote, score)


def answer(language: Language, found: list[Evidence]) -> Answer:
    query = Query(QUESTIONS[language], QUESTIONS[language], language)
    return extractive(query, found, 0.9, time.perf_counter(), ["note"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_quotes_are_grouped_by_document_in_the_order_of_their_best(language: Language) -> None:
    found = [evidence("a", language, 1, 3.0), evidence("b", language, 0, 2.0), evidence("a", language, 0, 1.0)]
    result = answer(language, found)
    assert [c.document_id for c in result.citations] == ["a", "a", "b"]
    assert [c.number for c in result.citations] == [1, 2, 3]
    assert result.text.count("Title a") == 1
    assert re.findall(r"\[(\d)\]", result.text) == ["1", "2", "3"]
    assert result.notices == ("note",)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_claim_is_its_lead_in_and_the_verbatim_quote(language: Language) -> None:
    result = answer(language, [evidence("a", language, 0, 2.0), evidence("a", language, 1, 1.0)])
    for claim, cited in zip(result.claims, result.citations, strict=True):
        assert claim.citations == (cited.number,)
        assert cited.quote in claim.text
        assert cited.quote == " ".join(SENTENCES[language])[cited.start : cited.end]
    assert LABELS[language] not in result.text
    assert "2021-05" in result.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_quote_in_the_other_language_is_marked_as_original(language: Language) -> None:
    other: Language = "ar" if language == "en" else "en"
    result = answer(language, [evidence("a", other, 0, 2.0)])
    assert LABELS[language] in result.text
    assert SENTENCES[other][0] in result.text
    assert result.language == language


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_further_quote_of_a_document_in_two_languages_is_marked_too(language: Language) -> None:
    other: Language = "ar" if language == "en" else "en"
    result = answer(language, [evidence("a", language, 0, 2.0), evidence("a", other, 1, 1.0)])
    assert LABELS[language] not in result.claims[0].text
    assert LABELS[language] in result.claims[1].text


@pytest.mark.parametrize(("language", "word"), [("en", "do not hold"), ("ar", "لا تتضمن")])
def test_a_refusal_cites_nothing(language: Language, word: str) -> None:
    near = evidence("a", language, 0, 1.0)
    result = refusal(Query("q", "q", language), [near], 0.1, time.perf_counter(), notices=["n"])
    assert not result.answered
    assert (result.claims, result.citations, result.notices) == ((), (), ("n",))
    assert word in result.text
    assert "[" not in result.text
    assert [(c.number, c.quote, c.kind) for c in result.related] == [(0, near.text, "report")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_a_timeline_it_also_says_is_said_of_the_document_before_alone(language: Language) -> None:
    again = {"en": "It also says", "ar": "وورد فيه أيضًا"}[language]
    written = {"en": "In {} it met.", "ar": "اجتمعت في عام {}."}[language]
    found = []
    for document, year in (("a", 2001), ("b", 2002), ("a", 2003), ("a", 2004)):
        text = written.format(year)
        info = DocumentInfo(document, f"Title {document}", "", "", language, "report", "")
        passage = Passage(document, 0, language, 0, len(text), text, None, "")
        found.append(Evidence(info, passage, 0, len(text), text, 1.0, when=str(year)))
    result = answer(language, found[::-1])
    assert result.form == "timeline"
    assert [claim.under for claim in result.claims] == ["2001", "2002", "2003", "2004"]
    assert [claim.text.startswith(again) for claim in result.claims] == [False, False, False, True]
