"""Marks: the words of a sentence that answer, in both languages; offsets are those of the sentence as it stands."""

from pathlib import Path

import pytest

from assistant.number_words import find_all_numbers
from assistant.question_type import asked
from assistant.spans import find, has_form, unit_stands
from corpus.language import keywords


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp()


def marked(sentence: str, question: str, language: str, lexicon: Path | None = None) -> list[str]:
    stems = {word.stem for word in keywords(question)}
    wanted = asked(question, language, lexicon)  # type: ignore[arg-type]
    return [sentence[m.start : m.end] for m in find(sentence, wanted, stems)]


@pytest.mark.parametrize(
    ("question", "language", "sentence", "words"),
    [
        ("When was it launched?", "en", "It was launched on 22 September 2011 in New York.", ["22 September 2011"]),
        ("When was it launched?", "en", "أُطلق في ٢٢ سبتمبر ٢٠١١ في نيويورك.", ["٢٢ سبتمبر ٢٠١١"]),
        ("متى أُطلق؟", "ar", "أُطلق في الثامن عام ٢٠٠٦.", ["٢٠٠٦"]),
        ("How many members has it?", "en", "Founded in 2011, it has thirty members and two chairs.", ["thirty"]),
        ("كم عدد أعضائه؟", "ar", "تأسس عام 2011 ويضم خمسة عشر عضوًا.", ["خمسة عشر"]),
        ("How many days did it last?", "en", "استمرت ستة أيام في 3 مدن.", ["ستة"]),
        ("What would it cost?", "en", "The plan for 12 states would cost $3.1 billion.", ["3.1 billion"]),
        ("كم تكلفته؟", "ar", "تبلغ كلفة الخطة 3.1 مليار دولار في ١٢ دولة.", ["3.1 مليار"]),
        ("Where did they meet?", "en", "They met in Brussels in December.", ["Brussels"]),
        ("أين اجتمعوا؟", "ar", "اجتمعوا في روما في يونيو.", ["روما"]),
        ("أين مقرها؟", "ar", "يقع مقرها في كيغالي منذ نوفمبر.", ["كيغالي"]),  # a name that no list has
        ("أين عُقدت؟", "ar", "عُقدت في نوفمبر في ختام الجلسة.", []),
        ("Who presided?", "en", "The session was led by Barack Obama in 2014.", ["Barack Obama"]),
        ("من ترأسها؟", "ar", "ترأسها الوزير سامح شكري في شرم الشيخ.", ["سامح شكري"]),
        ("Who signed it?", "en", "The ministers of Belmara and Qasira signed it in Rimal.", []),
        (
            "Who signed it?",
            "en",
            "It was signed by Tarek Mansour in Rimal, not by Aubert.",
            ["Tarek Mansour", "Aubert"],
        ),
    ],
)
def test_the_words_that_answer(question: str, language: str, sentence: str, words: list[str], lexicon: Path) -> None:
    assert marked(sentence, question, language, lexicon) == words


def test_what_the_question_names_is_no_answer_to_it() -> None:
    assert marked("Egypt met Malta in Cairo.", "Where in Egypt did they meet?", "en") == ["Malta", "Cairo"]
    assert "مصر" not in marked("اجتمعت مصر في روما.", "أين اجتمعت مصر؟", "ar")


def test_a_number_of_something_else_does_not_stand_beside_the_unit(lexicon: Path) -> None:
    wanted = asked("How many tourists visited Egypt in 2021?", "en", lexicon)
    assert not unit_stands("The plan has 12 measures and 2021 pages on the sector.", wanted)
    assert unit_stands("Some 8 million tourists came.", wanted)
    assert unit_stands("زار البلاد 8 ملايين سائح.", wanted)


@pytest.mark.parametrize(
    ("question", "language", "sentence", "expected"),
    [
        ("Why did it slip?", "en", "It was delayed because of the pandemic.", True),
        ("Why did it slip?", "en", "It met in Rome.", False),
        ("Why was it closed?", "en", "It has been closed since 19 August.", False),
        ("لماذا تأجل؟", "ar", "تأجل بسبب الجائحة.", True),
        ("لماذا تأجل؟", "ar", "اجتمع في روما.", False),
        ("What is Hedayah?", "en", "Hedayah is a centre for training.", True),
        ("ما مركز هداية؟", "ar", "هداية هو مركز للتدريب.", True),
    ],
)
def test_reasons_and_definitions_by_their_form(question: str, language: str, sentence: str, expected: bool) -> None:
    assert has_form(sentence, asked(question, language)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("thirty-five members", ["35"]),
        ("خمسة وثلاثين عضوًا", ["35"]),
        ("two hundred and fifty thousand", ["250000"]),
        ("مئتان وخمسون ألفًا", ["250000"]),
        ("ثلاثمئة وخمسة عشر", ["315"]),
        ("٣٫١ مليار دولار", ["3100000000"]),
        ("ثلاث سنوات وأربعة أشهر", ["3", "4"]),
        ("by 1,234 votes to one hundred and two", ["1234", "102"]),
        ("القرار ٦٠/٢٨٨", ["60", "288"]),
        ("no number at all, لا رقم", []),
    ],
)
def test_numbers_in_words_and_digits(text: str, values: list[str]) -> None:
    assert [number.value for number in find_all_numbers(text)] == values


@pytest.mark.parametrize(
    ("question", "language", "sentence", "words"),
    [
        ("How many articles does it have?", "en", "Article 5 deals with companies.", []),
        ("How many articles does it have?", "en", "Under Article 2 it has 28 articles.", ["28"]),
        ("How many articles does it have?", "en", "Articles: 28", ["28"]),
        ("كم عدد مواد الاتفاقية؟", "ar", "المادة 3 تبين وظائف البعثة.", []),
        ("كم عدد مواد الاتفاقية؟", "ar", "أسفر المؤتمر عن اتفاقية من 53 مادة.", ["53"]),
        ("كم عدد مواد الاتفاقية؟", "ar", "عدد المواد 53", ["53"]),
    ],
)
def test_a_number_that_tells_one_from_another_counts_nothing(
    question: str, language: str, sentence: str, words: list[str], lexicon: Path
) -> None:
    assert marked(sentence, question, language, lexicon) == words
