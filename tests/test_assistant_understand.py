"""Questions as they come: language, follow-ups completed by what began them, refusal of what asks nothing."""

import pytest

from assistant.records import Answer, Turn
from assistant.understand import understand
from corpus.errors import QuestionEmpty, QuestionTooLong
from corpus.language import language_of

FORUM = {
    "en": "When was the Global Counterterrorism Forum launched?",
    "ar": "متى أُطلق المنتدى العالمي لمكافحة الإرهاب؟",
}


def turn(question: str) -> Turn:
    return Turn(question, Answer(question, language_of(question), True, 1.0, "", (), (), "extractive", 1.0))


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("en", "And where?"),
        ("en", "Where?"),
        ("en", "But why New York?"),
        ("en", "What are its aims?"),
        ("en", "How many members does it have?"),
        ("ar", "ومتى؟"),
        ("ar", "وأين؟"),
        ("ar", "أين؟"),
        ("ar", "ما أهدافه؟"),
        ("ar", "ما هي أهدافها؟"),
        ("ar", "وماذا عن الأعضاء؟"),
        ("en", "وأين؟"),
        ("ar", "And where?"),
    ],
)
def test_a_follow_up_is_completed(before: str, asked: str) -> None:
    query = understand(asked, [turn(FORUM[before])])
    assert query.text == f"{FORUM[before]} {asked}"
    assert query.question == asked
    assert query.language == language_of(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "Where is the FATF based?",
        "When was FATF founded?",
        "What does the Vienna Convention say on privileges?",
        "And what did the Security Council decide on the financing of terrorism?",
        "متى أُبرمت معاهدة السلام؟",
        "أين يقع مقر مجموعة العمل المالي؟",
        "ما أهداف الاتفاقية العربية؟",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_alone(asked: str) -> None:
    assert understand(asked, [turn(FORUM["en"])]).text == asked


@pytest.mark.parametrize(("language", "chain"), [("en", ["And where?", "And why?"]), ("ar", ["وأين؟", "ولماذا؟"])])
def test_a_chain_of_follow_ups_is_about_what_began_it(language: str, chain: list[str]) -> None:
    history = [turn("Who is based in Paris?"), turn(FORUM[language]), turn(chain[0])]
    assert understand(chain[1], history).text == f"{FORUM[language]} {chain[1]}"


def test_without_history_a_follow_up_is_searched_as_it_is() -> None:
    assert understand("ومتى؟").text == "ومتى؟"


def test_digits_alone_keep_the_conversation_s_language() -> None:
    assert understand("2006؟", [turn(FORUM["ar"])], default_language="en").language == "ar"
    assert understand("2006?", default_language="ar").language == "ar"


@pytest.mark.parametrize("asked", ["", " \n", "؟!…", "\u200f\u202e"])
def test_a_question_without_words_is_refused(asked: str) -> None:
    with pytest.raises(QuestionEmpty):
        understand(asked)


def test_length_is_limited() -> None:
    with pytest.raises(QuestionTooLong) as caught:
        understand("س" * 41, max_characters=40)
    assert "41" in caught.value.text("ar")
    assert understand("س" * 40, max_characters=40).language == "ar"


def test_control_characters_are_taken_out() -> None:
    assert understand("متى\u202e  أُنشئ\u0000\nالمنتدى؟").question == "متى أُنشئ المنتدى؟"
