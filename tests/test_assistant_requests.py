"""What is said about the conversation itself, told apart from questions about the documents, in both languages."""

import pytest

from assistant.records import ENGINE_EXTRACTIVE, Answer, Turn
from assistant.requests import questions, read
from corpus.records import DocumentInfo


def turn(question: str, titles: tuple[str, ...] = ()) -> Turn:
    infos = tuple(DocumentInfo(t, t, "", "", "en", "", "") for t in titles)
    return Turn(question, Answer(question, "en", not titles, 0.9, "", (), (), ENGINE_EXTRACTIVE, 1.0, choices=infos))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("in English please", "en"),
        ("Answer in English", "en"),
        ("English please", "en"),
        ("translate it to Arabic", "ar"),
        ("بالعربية", "ar"),
        ("باللغة العربية لو سمحت", "ar"),
        ("بالإنجليزية من فضلك", "en"),
        ("أجب بالانجليزية", "en"),
    ],
)
def test_the_last_question_again_in_another_language(said: str, language: str) -> None:
    request = read(said)
    assert (request.kind, request.language) == ("again", language)


@pytest.mark.parametrize(
    ("said", "question", "language"),
    [
        ("When was it adopted? In Arabic please", "When was it adopted?", "ar"),
        ("When was it adopted, in Arabic", "When was it adopted", "ar"),
        ("Where is it based? answer in Arabic", "Where is it based?", "ar"),
        ("متى اعتُمدت؟ بالإنجليزية", "متى اعتُمدت؟", "en"),
        ("أين المقر؟ أجب بالإنجليزية", "أين المقر؟", "en"),
    ],
)
def test_a_question_may_say_in_which_language_to_answer(said: str, question: str, language: str) -> None:
    request = read(said)
    assert (request.kind, request.question, request.language) == ("ask", question, language)


@pytest.mark.parametrize(
    "said",
    [
        "Was the report published in English?",
        "What was written in Arabic",
        "هل صدر التقرير بالإنجليزية؟",
        "ما لغة التقرير، بالعربية أم بالإنجليزية؟",
        "What is the source of the funding?",
        "ما مصدر التمويل؟",
        "Who is the source of the leak?",
        "Summarise the 2021 report",
        "لخّص تقرير عام 2021",
    ],
)
def test_a_question_about_the_documents_stays_one(said: str) -> None:
    request = read(said, [turn("When?")])
    assert (request.kind, request.question, request.language) == ("ask", said, None)


@pytest.mark.parametrize(
    "said", ["shorter please", "make it shorter", "in short", "اختصر", "اختصرها من فضلك", "لخّص الإجابة"]
)
def test_shorten(said: str) -> None:
    assert read(said).kind == "shorten"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("show the source of 2", 2),
        ("show me source [3]", 3),
        ("open source two", 2),
        ("أرني المصدر ٢", 2),
        ("ما المصدر رقم ٤؟", 4),
        ("المصدر الثاني", 2),
    ],
)
def test_show_a_source(said: str, number: int) -> None:
    request = read(said)
    assert (request.kind, request.number) == ("source", number)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2", 2),
        ("Number 2", 2),
        ("رقم 2", 2),
        ("the first one", 1),
        ("الثانية", 2),
        ("Vienna", 2),
        ("the Arab one", 1),
        ("convention", 0),
        ("3", 0),
    ],
)
def test_choosing_a_reading(said: str, number: int) -> None:
    offered = turn("When was the convention adopted?", ("Arab Convention", "Vienna Convention"))
    request = read(said, [offered])
    assert (request.kind, request.number) == (("choose", number) if number else ("ask", 0))


def test_what_was_asked_leaves_out_what_was_said_about_the_conversation() -> None:
    history = [turn("When was it launched? In Arabic please"), turn("اختصر"), turn("show source 1"), turn("Where?")]
    assert [t.question for t in questions(history)] == ["When was it launched?", "Where?"]


@pytest.mark.parametrize("said", ["the second", "the first one", "الثاني", "رقم الثالث"])
def test_one_of_several_is_named_where_none_are_offered(said: str) -> None:
    request = read(said, [turn("When was the Forum launched?"), turn("متى أُطلق المنتدى؟")])
    assert (request.kind, request.number) == ("choose", 0)


@pytest.mark.parametrize(
    ("before", "said"),
    [("When was the first review adopted?", "the second?"), ("متى اعتُمدت المراجعة الأولى؟", "الثانية؟")],
)
def test_a_rank_after_another_rank_goes_on_with_the_question(before: str, said: str) -> None:
    assert read(said, [turn(before)]).kind == "ask"


@pytest.mark.parametrize(
    "said",
    [
        "are you sure?", "Really?", "who said that?", "What's the source?", "sources please", "how do you know that",
        "هل أنت متأكد؟", "من قال ذلك؟", "ما المصدر؟", "ما مصدرك؟", "من أين لك هذا؟", "متأكد؟",
    ],
)  # fmt: skip
def test_what_the_last_answer_rests_on_is_asked_for(said: str) -> None:
    assert read(said).kind == "vouch"


@pytest.mark.parametrize(
    "said",
    [
        "What is the source of the funding?",
        "ما مصدر التمويل؟",
        "Who said that Egypt joined?",
        "من قال ذلك في المؤتمر؟",
        "Are you sure that it was 2019?",
    ],
)
def test_a_question_about_sources_is_a_question(said: str) -> None:
    assert read(said).kind == "ask"
