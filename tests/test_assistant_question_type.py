"""What a question asks for, each kind in both languages."""

import pytest

from assistant.question_type import asked, subject_of

KINDS = {
    "date": (
        ["When was it launched?", "In which year did it enter into force?", "What is the date of the resolution?"],
        ["متى أُطلق المنتدى؟", "في أي عام بدأ نفاذها؟", "ما تاريخ القرار؟", "ومتى؟"],
    ),
    "number": (
        ["How many members does it have?", "What was its budget?", "How long did the talks last?"],
        ["كم عدد أعضائه؟", "ما ميزانية الصندوق؟", "كم استغرقت المحادثات؟", "كل كم سنة تُراجع؟"],
    ),
    "person": (
        ["Who chaired the session?", "Which minister resigned?", "Whose proposal was it?"],
        ["من ترأس الجلسة؟", "أي وزير استقال؟", "من هو الأمين العام؟"],
    ),
    "place": (
        ["Where is the secretariat?", "In which city is Hedayah?", "What is the capital of Mongolia?"],
        ["أين مقر الأمانة؟", "في أي بلد يقع المعهد؟", "ما عاصمة منغوليا؟"],
    ),
    "reason": (["Why was it postponed?", "What caused the delay?"], ["لماذا تأجل؟", "ما سبب التأخير؟"]),
    "definition": (["What is the Algiers Memorandum?"], ["ما مذكرة الجزائر؟", "ما هي مذكرة الجزائر؟"]),
    "yes-no": (["Does it hold a veto?", "Was it adopted?"], ["هل يملك حق النقض؟", "هل اعتُمد القرار؟"]),
    "other": (["What subject did the group discuss at its meeting?"], ["ما الموضوع الذي ناقشه الفريق في اجتماعه؟"]),
}
CASES = [
    (q, lang, kind) for kind, both in KINDS.items() for lang, qs in zip(("en", "ar"), both, strict=True) for q in qs
]


@pytest.mark.parametrize(("question", "language", "kind"), CASES)
def test_kinds(question: str, language: str, kind: str) -> None:
    assert asked(question, language).kind == kind  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language", "stems"),
    [
        ("How many founding members did the forum have?", "en", {"member", "عضو"}),
        ("How many days did it last?", "en", {"day", "يوم"}),
        ("How many tourists visited Egypt in 2021?", "en", {"tourist"}),
        ("كم عدد أعضاء المجلس؟", "ar", {"عضو", "member"}),
        ("How many member states does it have?", "en", {"member", "state"}),
    ],
)
def test_what_is_counted_is_known_in_both_languages(
    question: str, language: str, stems: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    unit = asked(question, language, tmp_path_factory.getbasetemp()).unit  # type: ignore[arg-type]
    assert stems <= unit
    assert "visit" not in unit


@pytest.mark.parametrize(
    ("question", "language", "measure"),
    [
        ("What would early warning cost?", "en", "money"),
        ("كم بلغت إيرادات القناة؟", "ar", "money"),
        ("How often is it reviewed?", "en", "frequency"),
        ("كل كم سنة تُراجع؟", "ar", "frequency"),
        ("What share of the vote did it get?", "en", "share"),
        ("ما نسبة الأصوات؟", "ar", "share"),
        ("How long did the talks last?", "en", "extent"),  # of time or of space
        ("ما مدة الولاية؟", "ar", "duration"),
    ],
)
def test_measures(question: str, language: str, measure: str) -> None:
    assert asked(question, language).measure == measure  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("List the conventions.", "en"),
        ("Which countries signed it?", "en"),
        ("اذكر الاتفاقيات", "ar"),
        ("ما الدول الأعضاء؟", "ar"),
    ],
)
def test_lists(question: str, language: str) -> None:
    assert asked(question, language).many  # type: ignore[arg-type]
    assert not asked("Who signed it?" if language == "en" else "من وقّعها؟", language).many  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language", "plural"),
    [
        ("What lessons were drawn from the campaign?", "en", True),
        ("Which goods are left out of the deal?", "en", True),
        ("Which of the rounds cost more?", "en", False),
        ("What happens next?", "en", False),
        ("Which US president was in the chair?", "en", False),
        ("What is the status of the talks?", "en", False),
        ("ما توصيات البعثة؟", "ar", True),
        ("ما هي الدروس المستخلصة من الحملة؟", "ar", True),
        ("ما توصية البعثة؟", "ar", False),
        ("ما نتيجة الحملة؟", "ar", False),
    ],
)
def test_several_things_may_stand_in_a_list(question: str, language: str, plural: bool) -> None:
    assert asked(question, language).plural is plural  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language"), [("How many came from each country?", "en"), ("كم حصة كل دولة؟", "ar")]
)
def test_a_number_of_each_is_a_list(question: str, language: str) -> None:
    assert asked(question, language).many  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Who was president when the dam was begun?", "en", "person"),
        ("How many seconds were left when they scored?", "en", "number"),
        ("In what year did the man who designed it die?", "en", "date"),
        ("Which states did not sign because of the war?", "en", "place"),
        ("أي المدن لم تُدمَّر بسبب الغزو؟", "ar", "place"),
        ("Where, sorry, when was it signed?", "en", "date"),
        ("أين، عفواً أقصد متى صُدِّق على العقد؟", "ar", "date"),
        ("What is the annual running cost of the centre?", "en", "number"),
        ("From which port were the pieces shipped?", "en", "place"),
        ("من أي ميناء شُحنت القطع؟", "ar", "place"),
    ],
)
def test_the_question_word_that_comes_first_counts(question: str, language: str, kind: str) -> None:
    assert asked(question, language).kind == kind  # type: ignore[arg-type]


def test_what_is_counted_is_the_noun_alone() -> None:
    assert asked("How many sea turtles were found?", "en").unit == {"turtl"}


@pytest.mark.parametrize(
    ("question", "subject", "language"),
    [
        ("Give me the history of the FATF in dates", "FATF", "en"),
        ("What happened at the canal, year by year?", "What happened at the canal?", "en"),
        ("Draw up a chronology of the Noor-Sat project, please", "Noor-Sat", "en"),
        ("List the dates in the dispute", "dispute", "en"),
        ("Timeline of the dispute from 1978 to the entry into force", "dispute", "en"),
        ("Milestones of the dam between 1990 and 2000", "dam", "en"),
        ("تسلسل أحداث حدود البلدين من 1978 إلى بدء النفاذ", "حدود البلدين", "ar"),
        ("In what order were the resolutions adopted?", "In what order were the resolutions adopted?", "en"),
        ("When were the three sites listed?", "When were the three sites listed?", "en"),
        ("When did each State join?", "When did each State join?", "en"),
        ("أعطني تسلسلًا زمنيًا للمراجعات", "لمراجعات", "ar"),
        ("اسرد تاريخ القناة بالتواريخ", "تاريخ القناة", "ar"),
        ("رتّب قرارات المجلس زمنيًا", "قرارات المجلس", "ar"),
        ("تسلسل أحداث أزمة السد", "أزمة السد", "ar"),
        ("متى سُجلت المواقع الثلاثة؟", "متى سُجلت المواقع الثلاثة؟", "ar"),
        ("متى انضمت كل دولة؟", "متى انضمت كل دولة؟", "ar"),
    ],
)
def test_a_timeline_in_other_words(question: str, subject: str, language: str) -> None:
    wanted = asked(question, language)  # type: ignore[arg-type]
    assert (wanted.kind, wanted.many) == ("date", True)
    assert subject_of(question, language).rstrip("?") == subject.rstrip("?")  # type: ignore[arg-type]
