"""Questions as people type them: mixed, in Latin letters, with exact phrases and dates; and input that is none."""

from datetime import date

import pytest

from assistant.highlight import highlights
from assistant.records import Answer, Turn
from assistant.retrieve import retrieve
from assistant.rewrite import rewritten
from assistant.understand import understand
from corpus.dates import Span
from corpus.errors import QuestionError
from corpus.language import has_words, language_of
from corpus.library import Library, Manifest
from tests.fakes import FakeEmbedder
from tests.test_assistant_filters import document, put


def turn(question):
    return Turn(question, Answer(question, language_of(question), True, 1.0, "", (), (), "extractive", 1.0))


# Language


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("ما دور GCTF في مكافحة الإرهاب؟", "ar"),
        ("What is the جامعة of Arab States?", "en"),
        ("متى صدر القرار 1373 (2001)؟", "ar"),
        ("COP27?", "en"),
    ],
)
def test_the_language_is_that_of_most_letters(asked, language):
    assert understand(asked).language == language


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("ma hiya ahdaf el itifa2iya el 3arabiya?", "ما هي اهداف الاتفاقيه العربيه؟"),
        ("man huwa ra2ees el jami3a el 3arabiya?", "من هو رئيس الجامعه العربيه؟"),
        ("ahdaf el muntada el 3alami li mukafa7at el irhab", "اهداف المنتدي العالمي لمكافحه الارهاب"),
        ("kam 3adad el duwal el a3da2 fi 2021?", "كم اعداد الدول الاعضاء في 2021؟"),
    ],
)
def test_arabic_in_latin_letters_is_read_as_arabic(asked, meant):
    query = understand(asked)
    assert (query.text, query.language, query.question) == (meant, "ar", asked)


@pytest.mark.parametrize(
    "asked",
    [
        "What did COP27 decide in Sharm el-Sheikh?",
        "Who is the 2nd secretary of the G20?",
        "When did the 9th session meet at al-Arish in 2021?",
        "MH17, A320 and F16 in UNSC 1325",
        "Is H5N1 or covid19 in the B2B report on 5G?",
    ],
)
def test_digits_in_english_words_are_no_arabic(asked):
    query = understand(asked)
    assert (query.text, query.language) == (asked, "en")


# Phrases and dates


@pytest.mark.parametrize(
    ("asked", "phrases"),
    [
        ('Who signed the "Camp David Accords"?', ("Camp David Accords",)),
        ("ما «الشرعية الدولية» و«حق  العودة»؟", ("الشرعية الدولية", "حق العودة")),
        ("Who said “never again”?", ("never again",)),
        ('A lone " mark and an empty "" pair', ()),
    ],
)
def test_quotation_marks_hold_exact_phrases(asked, phrases):
    assert understand(asked).phrases == phrases


def years(first, last):
    return Span(date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    ("asked", "wished"),
    [
        ("What happened from 2019 to 2021?", [years(2019, 2021)]),
        ("Events between 2019 and 2021", [years(2019, 2021)]),
        ("ماذا جرى بين عامي ٢٠١٩ و٢٠٢١؟", [years(2019, 2021)]),
        ("القرارات من 2019 إلى 2021", [years(2019, 2021)]),
        ("2019–2021", [years(2019, 2021)]),
        ("Meetings in 2021", [years(2021, 2021)]),
        ("اجتماعات عام 2021", [years(2021, 2021)]),
        ("since 2015", [Span(date(2015, 1, 1), date.max)]),
        ("منذ عام 2015", [Span(date(2015, 1, 1), date.max)]),
        ("قبل 1990", [Span(date.min, date(1989, 12, 31))]),
        ("in June 2021", [Span(date(2021, 6, 1), date(2021, 6, 30))]),
        ("في حزيران ٢٠٢١", [Span(date(2021, 6, 1), date(2021, 6, 30))]),
        ("Compare 2019 and 2021", [years(2019, 2019), years(2021, 2021)]),
        ("resolution 2396", []),
    ],
)
def test_dates_are_wishes(asked, wished):
    assert list(understand(asked).wished) == wished


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path, Manifest("fake@1", "64", "1", "1"))
    yield opened
    opened.close()


def ranked(library, asked):
    return [hit.document.id for hit in retrieve(understand(asked), library, FakeEmbedder())]


@pytest.mark.parametrize(
    ("language", "asked", "exact", "apart", "other"),
    [
        ("en", '"council of ministers"', "The Council of Ministers met.", "Ministers of the council met.", "عقد"),
        ("ar", "«مجلس الوزراء»", "اجتمع مجلس الوزراء.", "اجتمع الوزراء في المجلس.", "The council"),
    ],
)
def test_an_exact_phrase_leaves_out_what_lacks_it_but_not_the_other_language(
    library, language, asked, exact, apart, other
):
    there = {"ar": "en", "en": "ar"}[language]
    put(library, FakeEmbedder(), document("exact", exact, language), document("apart", apart, language))
    put(library, FakeEmbedder(), document("other", other, there))
    assert set(ranked(library, asked)) == {"exact", "other"}
    assert set(ranked(library, asked.replace("m", "z").replace("م", "ظ"))) == {"exact", "apart", "other"}
    # Within a question a phrase ranks and leaves out nothing: people quote from memory.
    in_question = f"{asked} 1869"
    assert set(ranked(library, in_question)) == {"exact", "apart", "other"}
    same = [name for name in ranked(library, in_question) if name != "other"]
    assert same == ["exact", "apart"]


@pytest.mark.parametrize(("language", "text", "asked"), [
    ("en", "The committee met in Rome.", "committee meetings from 2019 to 2021"),
    ("ar", "اجتمعت اللجنة في روما.", "اجتماعات اللجنة من 2019 إلى 2021"),
])  # fmt: skip
def test_a_date_ranks_and_excludes_nothing(library, language, text, asked):
    put(library, FakeEmbedder(), *(
        document(name, text, language, date=dated)
        for name, dated in (("a", "2015"), ("b", ""), ("c", "2020-05-03"), ("d", "1999"))
    ))  # fmt: skip
    found = ranked(library, asked)
    assert found[0] == "c"
    assert set(found) == {"a", "b", "c", "d"}


@pytest.mark.parametrize("asked", ["committee June 2021", "اللجنة في حزيران ٢٠٢١", "اللجنة جوان 2021"])
def test_a_month_ranks_above_its_year_and_that_above_another_month(library, asked):
    text = {"en": "The committee met in {} in Rome.", "ar": "اجتمعت اللجنة في {} في روما."}
    written = {"en": ["March 2021", "2021", "30 June 2021"], "ar": ["آذار 2021", "2021", "30 يونيو 2021"]}
    for language, times in written.items():
        for n, time in enumerate(times):
            put(library, FakeEmbedder(), document(f"{language}{n}", text[language].format(time), language))
    found = ranked(library, asked)
    for language in ("ar", "en"):
        assert [name for name in found if name.startswith(language)] == [f"{language}{n}" for n in (2, 1, 0)]


# Follow-ups with a chat model


class Model:
    def __init__(self, reply, wait=None):
        self.reply, self.wait, self.asked = reply, wait, []

    def invoke(self, messages):
        self.asked.append(messages)
        if self.wait:
            self.wait.wait(5)
        if isinstance(self.reply, Exception):
            raise self.reply
        return type("Message", (), {"content": self.reply})()


FORUM = {
    "en": "When was the Global Counterterrorism Forum launched?",
    "ar": "متى أُطلق المنتدى العالمي لمكافحة الإرهاب؟",
}
FOLLOW = {"en": ("And where?", "Where was the Global Counterterrorism Forum launched?"),
          "ar": ("وأين؟", "أين أُطلق المنتدى العالمي لمكافحة الإرهاب؟")}  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_model_completes_a_follow_up(language):
    asked, meant = FOLLOW[language]
    model = Model(f"{meant}\n")
    query = rewritten(understand(asked, [turn(FORUM[language])]), [turn(FORUM[language])], model)
    assert (query.text, query.question) == (meant, asked)
    assert FORUM[language] in str(model.asked)
    standing = understand(FORUM[language], [turn(FORUM[language])])
    assert rewritten(standing, [turn(FORUM[language])], model) == standing
    assert len(model.asked) == 1


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("reply", ["", "Le forum mondial", "Bananas are yellow.", "x" * 5000, OSError("down"), ["?"]])
def test_what_a_model_says_amiss_changes_nothing(language, reply):
    query = understand(FOLLOW[language][0], [turn(FORUM[language])])
    assert rewritten(query, [turn(FORUM[language])], Model(reply)) == query


def test_a_slow_model_is_not_waited_for():
    import threading

    never = threading.Event()
    query = understand("And where?", [turn(FORUM["en"])])
    assert rewritten(query, [turn(FORUM["en"])], Model(FOLLOW["en"][1], never), seconds=0.05) == query
    never.set()


# Highlights


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("counter-terrorism", "Countering terrorism, he said.", ["Countering", "terrorism"]),
        ("مكافحة الإرهاب", "جهودٌ لمُكافَحةِ الإرْهَاب", ["لمُكافَحةِ", "الإرْهَاب"]),
        ("terrorism", "ناقش المجلسُ الإِرهابَ.", ["الإِرهابَ"]),
        ("الإرهاب", "The Council discussed Terrorism.", ["Terrorism"]),
        ("وزارة الخارجية", "وزارات ووزارتها والوزير", ["وزارات", "ووزارتها"]),
        ('"the council"', "The Council met; a council did not.", ["The Council", "council"]),
        ("«في القاهرة»", "اجتمعوا في القاهرة.", ["في القاهرة"]),
        ("2021", "عام ٢٠٢١", ["٢٠٢١"]),
        ("centre established", "The Centre was created in 2011.", ["Centre", "created"]),
        ("متى أنشئ المركز؟", "تأسست المراكز عام 2011.", ["تأسست", "المراكز"]),
        ("locusts", "Nothing of the kind.", []),
        ("🙂", "text", []),
    ],
)
def test_highlights_are_spans_of_the_text_as_it_stands(query, text, marked, tmp_path):
    assert [text[start:end] for start, end in highlights(query, text, tmp_path)] == marked


# What is no question


BAD = [
    "a", "ا", "?", "…؟!", "🙂🙂", "👨‍👩‍👧", "\x00", "a\x00b", "\u202e\u2066سؤال\u2069", "\ud800",
    "AND (", "title:*", '"', "«", "NOT",
    "a OR", "+-&|!(){}[]^\"~*?:\\/", "terms:~x", "x" * 4000, "س " * 1999, "1", "٣", "٪", "^^^", "ـــ",
    "ا\u0300" * 50, "پایتخت ایران کجاست و جمعیت آن چقدر است؟", "Quelle est la capitale de la France ?",
    "Что такое НАТО?", "北京在哪里？", "from 9999 to 0000", "in 2021-02-30", "30 February 2021", "عام 0000هـ",
    "13/13/2021", '"' * 300, "<script>alert(1)</script>", "'; DROP TABLE documents; --", "%s %d {0} {detail}",
    "\n\n\t", "ﷺ", "ﻻ", "1e999", "--", "9" * 400,
]  # fmt: skip


@pytest.mark.parametrize("asked", BAD)
def test_anything_typed_is_ranked_or_explained(library, asked, tmp_path):
    put(library, FakeEmbedder(), document("en", "The council met in Rome.", "en", date="2021"))
    put(library, FakeEmbedder(), document("ar", "اجتمع المجلس في روما.", "ar", date="2021-06"))
    try:
        query = understand(asked)
    except QuestionError:
        assert not has_words(asked)
        return
    assert {hit.document.id for hit in retrieve(query, library, FakeEmbedder())} == {"ar", "en"}
    highlights(asked, "The council met in Rome. اجتمع المجلس في روما.", tmp_path)


def test_twenty_thousand_characters_are_explained_with_the_limit():
    for asked, language in (("why " * 5000, "en"), ("لماذا " * 4000, "ar")):
        with pytest.raises(QuestionError) as caught:
            understand(asked)
        assert "4000" in caught.value.text(language)
