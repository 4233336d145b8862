"""Timelines: events of prose and tables in order of date, across calendars and precision, each once."""

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import make_answer, make_citation

from assistant.records import Claim, Evidence
from assistant.timeline import event_of, one_event, told
from corpus.records import DocumentInfo, Language, Passage
from corpus.settings import load_settings
from ui.dated import with_dates
from ui.services import Services
from ui.terminal import answer_text

DAM = {
    "dam.en.md": "# The Lake Project\n\nThe Lake Project was proposed in 1972. The agreement on the Lake Project was "
    "signed on 4 May 1976, and work on the lake began in September 1977. The engineers were paid in francs.\n\n"
    "## Later\n\nThe lake was filled on 12 March 1984. Its second stage opened in the 1990s.\n",
    "dam.ar.md": "# مشروع البحيرة\n\nاقتُرح مشروع البحيرة عام 1972. ووُقع اتفاق مشروع البحيرة في 4 أيار 1976، وبدأ العمل "
    "في البحيرة في أيلول 1977.\n\n## لاحقًا\n\nوامتلأت البحيرة في 12 آذار 1984. ووُسع المشروع في 1 محرم 1442هـ.\n",
    "table.en.md": "# Visits to the port of Suakin\n\n| Date | Visitor to the port of Suakin |\n| --- | --- |\n"
    "| 9 June 2011 | A minister |\n| 3 March 2009 | A commissioner |\n| May 2010 | An envoy |\n",
}


def evidence(text: str, section: str = "", language: Language = "en") -> Evidence:
    info = DocumentInfo("d", "T", "", "", language, "", "")
    return Evidence(info, Passage("d", 0, language, 0, len(text), text, None, section), 0, len(text), text, 1.0)


@pytest.mark.parametrize(
    ("text", "section", "label"),
    [
        ("It was adopted on 30 June 2021.", "", "2021-06-30"),
        ("اعتُمدت في ٣٠ حزيران ٢٠٢١.", "", "2021-06-30"),
        ("They were revised in 1996 and in 2003.", "", "1996"),
        ("صدر المرسوم في 1 محرم 1442هـ.", "", "1 محرم 1442هـ"),
        ("On 3 March the envoy arrived.", "The year 2015", "2015-03-03"),
        ("في 3 آذار وصل المبعوث.", "عام 2015", "2015-03-03"),
        ("A separate 1540 Committee follows the matter.", "", ""),
        ("صدر بذلك القانون رقم 285 لسنة 1956.", "", ""),
        ("Resolution 1373 (2001) binds all States.", "", ""),
        ("The zone covers 1900 square kilometres.", "", ""),
        ("مساحة المنطقة ١٩٠٠ كيلومتر مربع.", "", ""),
    ],
)
def test_the_date_of_an_event(text: str, section: str, label: str) -> None:
    event = event_of(evidence(text, section))
    assert (event.label if event else "") == label


def test_events_are_ordered_across_calendars_and_precision() -> None:
    texts = ["In 2020 it began.", "صدر في 1 محرم 1442هـ.", "It ended on 30 September 2020.", "Talks in June 2020."]
    events = [(event, text) for text in texts if (event := event_of(evidence(text)))]
    assert [text for _, text in sorted(events)] == [texts[0], texts[3], texts[1], texts[2]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وقد جرت المراجعة الخامسة في 1 تموز 2016، وتلتها السادسة في 26 حزيران 2018.", 2),
        ("The fifth review took place on 1 July 2016, and the sixth was held on 26 June 2018.", 2),
        ("On Monday, 5 June 2016, the ministers met in Rome.", 1),
        ("Sixth | 26 June 2018 | 72/284", 1),
    ],
)
def test_a_sentence_may_tell_two_events(text: str, parts: int) -> None:
    found = [text[start:end] for start, end in told(text)]
    assert len(found) == parts
    assert all(part in text and part == part.strip() for part in found)


@pytest.fixture(scope="module")
def services(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Services:
    home, folder = tmp_path_factory.mktemp("timeline-home"), tmp_path_factory.mktemp("timeline-reports")
    (home / "models").symlink_to(model_home / "models")
    for name, text in DAM.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Services(load_settings({}, home=home))
    opened.index([folder])
    return opened


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("Timeline of the Lake Project", ["1972", "1976-05-04", "1977-09", "1984-03-12"]),
        ("التسلسل الزمني لمشروع البحيرة", ["1972", "1976-05-04", "1977-09", "1984-03-12", "1 محرم 1442هـ"]),
        ("Give me a chronology of visits to the port of Suakin", ["2009-03-03", "2010-05", "2011-06-09"]),
        ("ما أبرز تواريخ زيارة ميناء سواكن؟", ["2009-03-03", "2010-05", "2011-06-09"]),
    ],
)
def test_a_timeline_is_dated_ordered_cited_and_tells_nothing_twice(
    services: Services, question: str, dates: list[str]
) -> None:
    answer = services.answer(question)
    assert answer.form == "timeline"
    under = [claim.under for claim in answer.claims]
    assert [date for date in under if date in dates] == dates
    assert len(set(under)) == len(under)
    for claim in answer.claims:
        (cited,) = (c for c in answer.citations if c.number == claim.citations[0])
        assert cited.quote in claim.text
        assert services.document(cited.document_id).text[cited.start : cited.end] == cited.quote


@pytest.mark.parametrize(("language", "day"), [("ar", "11 سبتمبر 2001"), ("en", "11 September 2001")])
def test_the_date_stands_before_its_quote_in_plain_text(language: Language, day: str) -> None:
    cited = make_citation(1, language)
    claim = Claim(f"«{cited.quote}»", (1,), under="2001-09-11")
    answer = make_answer("?", [cited], claims=(claim,), text=f"{claim.text} [1]", form="timeline", language=language)
    assert answer_text(answer).startswith(f"{day}\n«")
    assert with_dates(answer).text == f"{day}\n{claim.text} [1]"
    assert with_dates(replace(answer, form="prose")).text == answer.text


@pytest.mark.parametrize(
    ("english", "arabic", "same"),
    [
        (
            "the Algiers Memorandum of 2012, on kidnapping for ransom",
            "مذكرة الجزائر | ٢٠١٢ | الاختطاف طلبًا للفدية",
            True,
        ),
        ("the Rome Memorandum of 2012, on rehabilitation", "مذكرة الجزائر | ٢٠١٢ | الاختطاف طلبًا للفدية", False),
        ("It entered into force on 6 December 2002.", "وبدأ نفاذها في ٦ ديسمبر ٢٠٠٢.", True),
        ("It entered into force in 2002.", "وافتُتح المركز في العاصمة عام ٢٠٠٢.", False),
    ],
)
def test_an_event_of_two_languages_is_told_once(english: str, arabic: str, same: bool, tmp_path: Path) -> None:
    one, other = evidence(english), evidence(arabic, language="ar")
    first, second = event_of(one), event_of(other)
    assert first is not None
    assert second is not None
    assert one_event(one, first, other, second, tmp_path) is same
    assert one_event(other, second, one, first, tmp_path) is same


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("timeline of the Lake Project from 1975 to 1980", {"1976", "1977"}),
        ("التسلسل الزمني لمشروع البحيرة من 1975 إلى 1980", {"1976", "1977"}),
    ],
)
def test_a_timeline_keeps_to_the_time_asked_for(services: Services, question: str, years: set[str]) -> None:
    answer = services.answer(question)
    assert answer.form == "timeline"
    assert {claim.under[:4] for claim in answer.claims} == years
