"""Questions as they come: language, follow-ups completed by what began them, refusal of what asks nothing."""

import re

import pytest
from fakes import make_answer, make_citation

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
    said = re.sub(r"^و(?=[^؟]* )", "", asked)  # "and" before a question word says nothing
    assert query.text == f"{said} {subject}"
    assert (query.question, query.wording) == (asked, said)
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
        "What is the GCTF?",
        "What is Hedayah?",
        "How old was Sadat when he visited Jerusalem?",
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


def cited(question: str, title: str) -> Turn:
    return Turn(question, make_answer(question, [make_citation(1, language_of(question), title)]))


@pytest.mark.parametrize(
    ("chain", "asked", "text"),
    [
        (["How many members does the Peace and Security Council have?", "Do any have a veto?"], "Where does it sit?",
         "Where does it sit? Peace and Security Council"),
        (["When was the Forum of the GCTF launched?", "And the FATF?"], "Who chairs it?", "Who chairs it? FATF"),
        (["كم عدد أعضاء مجلس السلم والأمن؟", "هل لهم حق النقض؟"], "أين مقره؟", "أين مقره؟ أعضاء مجلس السلم والأمن"),
        (["متى أُطلق المنتدى العالمي؟", "وماذا عن مجموعة العمل المالي؟"], "كم عدد أعضائها؟",
         "كم عدد أعضائها؟ مجموعة العمل المالي"),
        (["Who chaired the Council in November 2021?"], "and in January 2018?",
         "Who chaired the Council in January 2018?"),
        (["من ترأس المجلس في تشرين الثاني 2021؟"], "وفي آذار 2018؟", "من ترأس المجلس في آذار 2018؟"),
        (["When was the seventh review adopted?", "the eighth?"], "and the fifth?",
         "When was the fifth review adopted?"),
        (["When was the treaty between Egypt and Israel signed?", "How many articles does it have?"],
         "And the Vienna Convention?", "How many articles does the Vienna Convention have?"),
        (["How many articles does it have?"], "and the financing convention?",
         "How many articles does the financing convention have?"),
        (["Where is its secretariat?"], "and the GCTF?", "Where is GCTF's secretariat?"),
        (["كم عدد أعضائه المؤسسين؟"], "ومجموعة العمل المالي؟", "كم عدد أعضائه المؤسسين مجموعة العمل المالي؟"),
        (["Why did the opposition object?"], "and the trade unions?", "Why did the trade unions object?"),
        (["متى أُدرج حصن الزرقاء؟"], "ومخطوطات زاوية النور؟", "متى أُدرج مخطوطات زاوية النور؟"),
        (["كم مقعدًا نال حزب التجدد؟"], "والجبهة الشعبية؟", "كم مقعدًا نال الجبهة الشعبية؟"),
        (["When did Egypt chair the Arab League?", "no, I meant the summit on terrorism"], "who chaired it?",
         "who chaired it? summit on terrorism Arab League"),
        (["Who was the first Secretary-General of the Arab League?", "When did Qatar join the League?"],
         "how many members does it have?", "how many members does it have? Arab League"),
        (["When did Russia leave the FATF?"], "What about the grey list?", "What about the grey list? FATF"),
        (["emta et2assaset game3et el dowal el 3arabeya?"], "w meen ra2is el mo2tamar?",
         "من رئيس المؤتمر؟ جامعه الدول العربيه"),
        (["متى اعتُمدت المراجعة السابعة؟", "والثامنة؟"], "بأي قرار؟", "بأي قرار؟ المراجعة الثامنة"),
    ],
)  # fmt: skip
def test_a_conversation_keeps_its_subject(chain: list[str], asked: str, text: str) -> None:
    assert understand(asked, [turn(question) for question in chain]).text == text


@pytest.mark.parametrize(
    ("before", "asked", "title"),
    [
        ("How much did Saudi Arabia give?", "Who heads the office?", "The Strategy"),
        ("بكم تبرعت السعودية؟", "من ترأس المكتب؟", "الاستراتيجية العالمية"),
    ],
)
def test_a_body_named_by_its_kind_is_that_of_what_was_quoted(before: str, asked: str, title: str) -> None:
    assert understand(asked, [cited(before, title)]).text == f"{asked} {title}"


@pytest.mark.parametrize("asked", ["Who heads the office of counter-terrorism?", "من ترأس مكتب مكافحة الإرهاب؟"])
def test_a_body_named_in_full_stands_alone(asked: str) -> None:
    assert understand(asked, [cited("When?", "The Strategy")]).text == asked


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Dear colleague, could you please tell me when it was signed?", "when it was signed?"),
        ("Good morning, who chaired the summit?", "who chaired the summit?"),
        ("سعادة الزميل، أرجو إفادتي: متى وُقعت؟", "متى وُقعت؟"),
        ("هل يمكنكم أن تخبروني متى وُقعت المعاهدة؟", "متى وُقعت المعاهدة؟"),
        ("السيد سامح شكري، متى تولى الوزارة؟", "السيد سامح شكري، متى تولى الوزارة؟"),
        ("Dear colleague", "Dear colleague"),
    ],
)
def test_courtesies_are_not_searched_for(typed: str, searched: str) -> None:
    assert understand(typed).text == searched
