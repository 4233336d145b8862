"""Several questions in one message: told apart in both languages, and answered as one."""

from dataclasses import replace

import pytest
from fakes import make_answer, make_citation

from assistant.records import ENGINE_EXTRACTIVE, Answer
from assistant.several import joined, parts
from corpus.language import language_of
from corpus.records import Language


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (
            "When was the forum founded and where does it sit?",
            ["When was the forum founded?", "where does it sit?"],
        ),
        ("Who chaired it, and when?", ["Who chaired it?", "when?"]),
        (
            "Who leads the mission? And how many observers has it?",
            ["Who leads the mission?", "And how many observers has it?"],
        ),
        ("متى أُنشئ المنتدى وأين مقره؟", ["متى أُنشئ المنتدى؟", "وأين مقره؟"]),
        ("من ترأس المؤتمر؟ وما اسم الوثيقة؟", ["من ترأس المؤتمر؟", "وما اسم الوثيقة؟"]),
        ("من ترأس المؤتمر ومتى عُقد وأين؟", ["من ترأس المؤتمر؟", "ومتى عُقد؟", "وأين؟"]),
    ],
)
def test_the_questions_of_a_message_are_told_apart(message: str, found: list[str]) -> None:
    assert parts(message) == found


@pytest.mark.parametrize(
    "message",
    [
        "How and when was it founded?",
        "Which countries and which bodies took part?",
        "Which countries took part, and how many people from each?",
        "Where do Egypt and Jordan meet?",
        "It was signed in Rome. When was that?",
        "كيف ومتى أُنشئ؟",
        "من القاهرة ومن الإسكندرية؟",
        "متى انعقد المؤتمر، ومن أين جاء الوفد؟",
        "كم دولة شاركت وكم مندوبًا لكل دولة؟",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert parts(message) == [message]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_quotes_are_numbered_through_and_what_is_not_answered_is_said(language: Language) -> None:
    other: Language = "ar" if language == "en" else "en"
    asked = {"en": ["When?", "Who was hurt?", "Where?"], "ar": ["متى؟", "من أُصيب؟", "أين؟"]}[language]
    own, foreign = make_citation(1, language), make_citation(2, other)
    first = make_answer(asked[0], [own])
    refused = Answer(asked[1], language, False, 0.1, "", (), (), ENGINE_EXTRACTIVE, 1.0)
    third = make_answer(asked[2], [replace(foreign, number=1), replace(own, number=2)])
    answer = joined(" ".join(asked), asked, [first, refused, third], 0.0)
    assert [(c.number, c.document_id) for c in answer.citations] == [(1, own.document_id), (2, foreign.document_id)]
    assert [claim.citations for claim in answer.claims] == [(1,), (2,)]  # what both answer is said once
    assert asked[1].strip("?؟") in answer.notices[0]
    assert language_of(answer.notices[0]) == answer.language == language
    assert answer.text.count("[2]") == 1


def test_where_nothing_is_answered_it_is_a_refusal() -> None:
    refused = Answer("Who?", "en", False, 0.1, "Nothing.", (), (), ENGINE_EXTRACTIVE, 1.0)
    answer = joined("Who? Where?", ["Who?", "Where?"], [refused, refused], 0.0)
    assert (answer.answered, answer.question, answer.text) == (False, "Who? Where?", "Nothing.")
