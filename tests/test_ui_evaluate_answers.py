"""The measures of answers, on answers of which everything is known."""

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import TEXTS, FakeEmbedder, FakeServices, make_answer, make_citation

from assistant.records import Answer
from assistant.verify import Checks
from corpus.records import Language
from ui.evaluate_answers import answer_figures
from ui.evaluate_sets import Asked

SERVICES = FakeServices()
GOLD: dict[Language, str] = {"en": "8 September 2006", "ar": "8 أيلول/سبتمبر 2006"}
QUESTIONS: dict[Language, tuple[str, str]] = {
    "en": ("When was it adopted?", "Who won the cup?"),
    "ar": ("متى اعتُمدت؟", "من فاز بالكأس؟"),
}


def figures(language: Language, answers: dict[str, Answer]) -> dict[str, float]:
    item = f"un-strategy.{language}.pdf"
    answerable, unanswerable = QUESTIONS[language]
    groups = {
        "a": [Asked(answerable, language, frozenset([item]), (GOLD[language],))],
        "u": [Asked(unanswerable, language, frozenset(), ())],
    }
    checks = Checks(FakeEmbedder(), Path("unused"))  # type: ignore[arg-type]
    found = answer_figures(groups, answers.__getitem__, SERVICES.document, checks)
    return {name: getattr(figure, "value", figure) for name, figure in found[language].items()}


def right(language: Language) -> dict[str, Answer]:
    answerable, unanswerable = QUESTIONS[language]
    refused = make_answer(unanswerable, [], answered=False, confidence=0.1, text="…")
    return {answerable: make_answer(answerable, [make_citation(1, language)]), unanswerable: refused}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_right_answer_and_a_right_refusal_score_one(language: Language) -> None:
    assert set(figures(language, right(language)).values()) == {1.0}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_fault_lowers_its_own_measure(language: Language) -> None:
    answers = right(language)
    answerable, unanswerable = QUESTIONS[language]
    good = answers[answerable]
    other: Language = "ar" if language == "en" else "en"
    faults = {
        "claims_supported": replace(good, citations=(replace(good.citations[0], quote=TEXTS[language][0]),)),
        "citation_precision": replace(good, citations=(replace(good.citations[0], path="/srv/other.pdf"),)),
        "language_kept": replace(make_answer(QUESTIONS[other][0], [make_citation(1, language)])),
        "answer_holds_gold": make_answer(answerable, [make_citation(1, language, quote=TEXTS[language][2])]),
    }
    for name, faulty in faults.items():
        assert figures(language, answers | {answerable: faulty})[name] == 0.0, name
    found = figures(language, answers | {unanswerable: replace(good, confidence=0.95)})
    assert found["unanswerable_refused"] == found["unanswerable_refused@90"] == 0.0
