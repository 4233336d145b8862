"""Conversations over a small library with the real encoder: other languages, shorter, sources, comparisons."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant import prompts
from assistant.records import Answer, Filters, Turn
from corpus.language import language_of
from corpus.settings import load_settings
from ui.services import Services

pytestmark = pytest.mark.model

FORUM = "The Global Counterterrorism Forum was launched in New York on 22 September 2011. It has thirty members."
REPORTS = {
    "forum.en.md": f"# The Global Counterterrorism Forum\n\n{FORUM} Its coordinating committee meets twice a year.\n",
    "fatf.ar.md": "# مجموعة العمل المالي\n\nأُنشئت مجموعة العمل المالي في باريس عام ١٩٨٩ لمكافحة غسل الأموال. "
    "ووسّعت ولايتها عام ٢٠٠١ لتشمل تمويل الإرهاب.\n",
    "training-2021.en.md": "# Report on training 2021\n\nIn 2021 the academy trained 120 judges and prosecutors in "
    "Cairo. The courses for judges lasted five days each.\n",
    "training-2022.en.md": "# Report on training 2022\n\nIn 2022 the academy trained 340 judges and prosecutors in "
    "Cairo. The courses for judges lasted eight days each.\n",
    "statement.en.md": "# Statement of Jordan on water\n\nJordan told the conference that it receives 60 cubic metres "
    "of water per person a year. It called for a desalination plant.\n",
    "statement.ar.md": "# بيان المغرب بشأن المياه\n\nأبلغ المغرب المؤتمر أن نصيب الفرد من المياه يبلغ 600 متر مكعب في "
    "السنة. ودعا إلى توسيع محطات التحلية.\n",
    "fish.ar.md": "# مصايد الأسماك في الخليج\n\nبلغ إنتاج مصايد الأسماك 52 ألف طن في عام 2014. وارتفع إنتاجها إلى "
    "61 ألف طن في عام 2018.\n",
    "round-1.ar.md": "# مبادرة نبض: الجولة الأولى\n\nشملت الجولة 11 دولة. وعمل فيها 9300 متطوع.\n",
    "round-2.en.md": "# The Nabd initiative: the second round\n\nThe round reached 14 countries, three more than the "
    "first. Some 12,600 volunteers took part in it. It cost more than the first round.\n",
    "library-a.en.md": "# The library of Qena\n\nThe public library of Qena holds 40,000 books and opened in 1962.\n",
    "library-b.en.md": "# A guide to the library of Qena\n\nThe public library of Qena holds 52,000 books in all.\n",
    "museum-a.ar.md": "# متحف النوبة\n\nيضم متحف النوبة في أسوان ثلاثة آلاف قطعة أثرية.\n",
    "museum-b.ar.md": "# دليل متحف النوبة\n\nيضم متحف النوبة في أسوان خمسة آلاف قطعة أثرية.\n",
}
ASKED = {"en": "When was the Global Counterterrorism Forum launched?", "ar": "أين أُنشئت مجموعة العمل المالي؟"}
BOTH = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture(scope="module")
def services(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("talk-home")
    (home / "models").symlink_to(model_home / "models")
    folder = tmp_path_factory.mktemp("talk-reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Services(load_settings({}, home=home))
    opened.index([folder])
    yield opened
    opened.close()


def talk(services: Services, *said: str, filters: Filters | None = None) -> list[Answer]:
    history: list[Turn] = []
    for words in said:
        history.append(Turn(words, services.answer(words, history, filters)))
    check(services, [turn.answer for turn in history])
    return [turn.answer for turn in history]


def check(services: Services, answers: Sequence[Answer]) -> None:
    """What must hold of any answer."""
    for answer in answers:
        assert answer.answered == bool(answer.claims)
        numbers = {c.number for c in answer.citations}
        assert all(claim.citations and set(claim.citations) <= numbers for claim in answer.claims)
        for cited in answer.citations:
            assert services.document(cited.document_id).text[cited.start : cited.end] == cited.quote
            for mark in cited.marks:
                assert 0 <= mark.start < mark.end <= len(cited.quote)


@BOTH
def test_the_words_that_answer_are_marked(services: Services, language: str) -> None:
    (answer,) = talk(services, ASKED[language])
    cited = answer.citations[0]
    marked = [cited.quote[m.start : m.end] for m in cited.marks]
    assert marked[0] == ("22 September 2011" if language == "en" else "باريس")


@BOTH
def test_the_same_again_in_the_other_language(services: Services, language: str) -> None:
    other = {"en": "بالعربية من فضلك", "ar": "in English please"}[language]
    first, second = talk(services, ASKED[language], other)
    assert first.language == language != second.language
    assert [c.quote for c in second.citations][:1] == [c.quote for c in first.citations][:1]
    assert language_of(second.text.partition("“" if second.language == "en" else "«")[0]) == second.language


@BOTH
def test_shorter_is_the_sentence_that_answers(services: Services, language: str) -> None:
    first, short = talk(services, ASKED[language], {"en": "shorter please", "ar": "اختصر"}[language])
    assert len(short.claims) == len(short.citations) == 1
    assert len(short.text) <= len(first.text)
    assert short.citations[0].quote in first.citations[0].quote
    assert "[1]" in short.text


@BOTH
def test_turn_ten_still_opens_the_quote_of_turn_one(services: Services, language: str) -> None:
    request = {"en": "show the source of 1", "ar": "أرني المصدر ١"}[language]
    first, *_, shown = talk(services, ASKED[language], *["How do I bake bread?"] * 8, request)
    assert shown.citations == first.citations[:1]
    assert shown.citations[0].quote in shown.text


@pytest.mark.parametrize(("request_", "word"), [("show source 7", "7"), ("أرني المصدر ٧", "7")])
def test_a_source_that_no_answer_has(services: Services, request_: str, word: str) -> None:
    _, told = talk(services, ASKED["en"], request_)
    assert not told.answered
    assert word in told.text
    assert told.language == language_of(request_)


@pytest.mark.parametrize(
    "said", ["shorter", "اختصر", "in English please", "بالعربية", "show source 1", "أرني المصدر ١"]
)
def test_nothing_came_before(services: Services, said: str) -> None:
    (told,) = talk(services, said)
    assert not told.answered
    assert told.related == ()


def test_two_reports_are_compared_in_two_columns(services: Services) -> None:
    for question in (
        "What changed between the 2021 and the 2022 report on the training of judges?",
        "ماذا تغيّر بين تقرير 2021 وتقرير 2022 بشأن تدريب القضاة؟",
    ):
        (answer,) = talk(services, question)
        assert answer.form == "comparison"
        assert {claim.under for claim in answer.claims} == {"2021", "2022"}
        under = {n: claim.under for claim in answer.claims for n in claim.citations}
        assert all(under[c.number] in c.title for c in answer.citations)
        assert any("120" in c.quote for c in answer.citations)
        assert any("340" in c.quote for c in answer.citations)
        assert any("120 judges" in notice and "340 judges" in notice for notice in answer.notices)


@pytest.mark.parametrize(
    ("question", "empty"),
    [
        ("What changed between the 2022 and the 2023 report on the training of judges?", "2023"),
        ("قارن بين تقرير 2022 وتقرير 2023 بشأن تدريب القضاة", "2023"),
        ("Compare the statements of Jordan and Tunisia on water", "Tunisia"),
        ("قارن بين المغرب وتونس من حيث نصيب الفرد من المياه", "تونس"),
    ],
)
def test_a_side_of_which_nothing_is_known_says_so(services: Services, question: str, empty: str) -> None:
    (answer,) = talk(services, question)
    assert answer.form == "comparison"
    assert empty in answer.columns
    assert {claim.under for claim in answer.claims} == set(answer.columns) - {empty}
    assert prompts.nothing_on_side(empty, empty == "2023", answer.language) in answer.text


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Compare Jordan and Morocco on water per person", ("Jordan", "Morocco")),
        ("قارن بين الأردن والمغرب من حيث نصيب الفرد من المياه", ("الأردن", "المغرب")),
    ],
)
def test_two_countries_are_compared_across_languages(services: Services, question: str, sides: tuple[str, str]) -> None:
    (answer,) = talk(services, question)
    first, second = ([c for claim in answer.claims if claim.under == side for c in claim.citations] for side in sides)
    quotes = {c.number: c.quote for c in answer.citations}
    assert any("60 cubic metres" in quotes[n] for n in first)
    assert any("600 متر" in quotes[n] for n in second)
    assert not any("600" in quotes[n] for n in first)
    assert any("60 cubic metres" in notice and "600 متر" in notice for notice in answer.notices)


@pytest.mark.parametrize(
    "question",
    ["How did fish production change between 2014 and 2018?", "كيف تطور إنتاج مصايد الأسماك بين عامي 2014 و2018؟"],
)
def test_one_document_that_tells_both_years_is_parted_by_them(services: Services, question: str) -> None:
    (answer,) = talk(services, question)
    quotes = {claim.under: answer.citations[claim.citations[0] - 1].quote for claim in answer.claims}
    assert "52" in quotes["2014"]
    assert "61" not in quotes["2014"]
    assert "61" in quotes["2018"]
    assert "52" not in quotes["2018"]


@pytest.mark.parametrize(
    "question", ["Compare the price of wheat in France and in Spain", "قارن بين تقرير 1955 وتقرير 1958 بشأن التدريب"]
)
def test_what_neither_side_has_is_refused(services: Services, question: str) -> None:
    (answer,) = talk(services, question)
    assert not answer.answered
    assert answer.form == "prose"


@BOTH
def test_what_was_asked_about_can_be_compared(services: Services, language: str) -> None:
    said = {
        "en": ("What does Jordan say on water?", "What does Morocco say on water?", "compare the two"),
        "ar": ("ماذا قال الأردن عن المياه؟", "ماذا قال المغرب عن المياه؟", "قارن بينهما"),
    }[language]
    *_, answer = talk(services, *said)
    assert answer.form == "comparison"
    assert len({claim.under for claim in answer.claims}) == 2


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How many books does the public library of Qena hold?", ("40,000", "52,000")),
        ("كم قطعة أثرية يضم متحف النوبة في أسوان؟", ("ثلاثة آلاف", "خمسة آلاف")),
    ],
)
def test_documents_that_disagree_are_both_shown_and_it_is_said_so(
    services: Services, question: str, values: tuple[str, str]
) -> None:
    (answer,) = talk(services, question)
    quoted = " ".join(c.quote for c in answer.citations)
    assert all(value in quoted for value in values)
    (notice,) = answer.notices
    assert all(value in notice for value in values)
    assert language_of(notice) == answer.language


@BOTH
def test_a_hidden_document_never_surfaces(services: Services, language: str) -> None:
    (answer,) = talk(services, ASKED[language])
    hidden = frozenset([answer.citations[0].document_id])
    (refused,) = talk(services, ASKED[language], filters=Filters(hidden=hidden))
    shown = {c.document_id for c in (*refused.citations, *refused.related)}
    assert not shown & hidden


@BOTH
def test_what_an_answer_rests_on_is_shown_when_asked(services: Services, language: str) -> None:
    request = {"en": "are you sure?", "ar": "من قال ذلك؟"}[language]
    first, *_, shown = talk(services, ASKED[language], request)
    assert shown.citations == first.citations
    assert all(c.title in shown.text and c.quote in shown.text for c in shown.citations)
    assert language_of(shown.notices[0]) == shown.language == language
    (told,) = talk(services, request)
    assert not told.answered


@pytest.mark.parametrize(
    ("message", "values", "language"),
    [
        ("When was the Global Counterterrorism Forum launched and how many members has it?", ("2011", "thirty"), "en"),
        ("أين أُنشئت مجموعة العمل المالي ومتى وُسعت ولايتها؟", ("باريس", "٢٠٠١"), "ar"),
    ],
)
def test_both_questions_of_a_message_are_answered(
    services: Services, message: str, values: tuple[str, str], language: str
) -> None:
    (answer,) = talk(services, message)
    quoted = " ".join(c.quote for c in answer.citations)
    assert all(value in quoted for value in values)
    assert (answer.language, answer.question) == (language, message)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))


@pytest.mark.parametrize(
    ("message", "open_"),
    [
        ("When was the Global Counterterrorism Forum launched? Who won the 1998 ski flying cup?", "ski flying"),
        ("أين أُنشئت مجموعة العمل المالي؟ ومن فاز بكأس التزلج عام 1998؟", "التزلج"),
    ],
)
def test_the_part_that_is_not_answered_is_named(services: Services, message: str, open_: str) -> None:
    (answer,) = talk(services, message)
    assert answer.answered
    assert open_ in answer.notices[0]


@BOTH
def test_all_that_was_spoken_of_is_compared(services: Services, language: str) -> None:
    said = {
        "en": ("What does Jordan say on water?", "What does Morocco say on water?", "What is the GCTF?", "Compare them",
               "and in terms of water?", "Where is the second one?"),
        "ar": ("ماذا قال الأردن عن المياه؟", "ماذا قال المغرب عن المياه؟", "ما مجموعة العمل المالي؟", "قارن بينها",
               "ومن حيث المياه؟", "وأين الثاني؟"),
    }[language]  # fmt: skip
    *_, compared, again, _ = talk(services, *said)
    assert (compared.form, len(compared.columns)) == ("comparison", 3)
    assert (again.form, again.columns) == ("comparison", compared.columns)


@pytest.mark.parametrize(
    "question",
    [
        "Compare the first round of Nabd with the second round of Nabd in the number of volunteers",
        "قارن بين الجولة الأولى لمبادرة نبض والجولة الثانية لمبادرة نبض من حيث عدد المتطوعين",
    ],
)
def test_rounds_told_in_two_languages_are_kept_apart(services: Services, question: str) -> None:
    (answer,) = talk(services, question)
    quotes = {n: c for c in answer.citations for n in [c.number]}
    under = {claim.under: [quotes[n] for n in claim.citations] for claim in answer.claims}
    first, second = (under[column] for column in answer.columns)
    assert all(c.language == "ar" for c in first)
    assert all(c.language == "en" for c in second)
    assert any("9300" in notice and "12,600" in notice for notice in answer.notices)
