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
    ("before", "asked", "subject"),
    [
        ("en", "And where?", "Global Counterterrorism Forum launched"),
        ("en", "Where?", "Global Counterterrorism Forum launched"),
        ("en", "But why New York?", "Global Counterterrorism Forum"),
        ("en", "What are its aims?", "Global Counterterrorism Forum"),
        ("en", "How many members does it have?", "Global Counterterrorism Forum"),
        ("en", "who chaired it?", "Global Counterterrorism Forum"),
        ("en", "what about its members?", "Global Counterterrorism Forum"),
        ("ar", "ومتى؟", "أُطلق المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "وأين؟", "أُطلق المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "أين؟", "أُطلق المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "ما أهدافه؟", "المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "ما هي أهدافها؟", "المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "وماذا عن الأعضاء؟", "المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "ومن ترأسه؟", "المنتدى العالمي لمكافحة الإرهاب"),
        ("ar", "وكم سنة بقي؟", "المنتدى العالمي لمكافحة الإرهاب"),
        ("en", "وأين؟", "Global Counterterrorism Forum launched"),
        ("ar", "And where?", "أُطلق المنتدى العالمي لمكافحة الإرهاب"),
    ],
)
def test_a_follow_up_is_asked_of_what_was_spoken_of(before: str, asked: str, subject: str) -> None:
    query = understand(asked, [turn(FORUM[before])])
    assert query.text == f"{asked} {subject}"
    assert query.question == query.wording == asked
    assert query.language == language_of(asked)


@pytest.mark.parametrize(
    ("before", "asked", "meant"),
    [
        ("When did Tunisia join the Arab League?", "what about Kuwait?", "When did Kuwait join the Arab League?"),
        ("When did Tunisia join the Arab League?", "And Saudi Arabia?", "When did Saudi Arabia join the Arab League?"),
        ("متى انضمت تونس إلى جامعة الدول العربية؟", "وماذا عن الكويت؟", "متى انضمت الكويت إلى جامعة الدول العربية؟"),
        ("متى انضمت تونس إلى جامعة الدول العربية؟", "وليبيا؟", "متى انضمت ليبيا إلى جامعة الدول العربية؟"),
        ("متى اعتُمدت المراجعة السابعة؟", "والثامنة؟", "متى اعتُمدت المراجعة الثامنة؟"),
        ("When was the seventh review adopted?", "and the eighth?", "When was the eighth review adopted?"),
        ("Who proposed resolution 1624?", "and 2462?", "Who proposed resolution 2462?"),
        ("متى صدر القرار 1373؟", "وماذا عن القرار 1540؟", "متى صدر القرار 1540؟"),
        ("What happened in June 2021?", "and in March?", "What happened in March 2021?"),
        ("ماذا جرى في حزيران 2021؟", "وفي آذار؟", "ماذا جرى في آذار 2021؟"),
    ],
)
def test_a_follow_up_that_names_another_of_its_kind_is_the_same_question_of_it(
    before: str, asked: str, meant: str
) -> None:
    query = understand(asked, [turn(before)])
    assert (query.text, query.wording, query.follows) == (meant, meant, True)


def test_after_an_exchange_the_chain_is_about_what_was_exchanged() -> None:
    history = [turn("When did Tunisia join the Arab League?"), turn("what about Kuwait?"), turn("and where?")]
    assert understand("And when?", history).text == "And when? Kuwait join the Arab League"


def test_a_person_is_followed_by_what_describes_them() -> None:
    history = [turn("Who was the first secretary-general of the Arab League?")]
    assert understand("How long did he serve?", history).text.endswith("first secretary-general of the Arab League")


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
        "وزارة الخارجية؟",
        "«غير مرغوب فيه»",
        "“it and its members”",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_alone(asked: str) -> None:
    assert understand(asked, [turn(FORUM["en"])]).text == asked


@pytest.mark.parametrize(
    ("language", "chain", "subject"),
    [
        ("en", ["And where?", "And why?"], "Global Counterterrorism Forum launched"),
        ("ar", ["وأين؟", "ولماذا؟"], "أُطلق المنتدى العالمي لمكافحة الإرهاب"),
    ],
)
def test_a_chain_of_follow_ups_is_about_what_began_it(language: str, chain: list[str], subject: str) -> None:
    history = [turn("Who is based in Paris?"), turn(FORUM[language]), turn(chain[0])]
    assert understand(chain[1], history).text == f"{chain[1]} {subject}"


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
