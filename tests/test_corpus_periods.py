"""The times that a text is about: the same spans from both languages, every tradition of months, both calendars."""

from datetime import date

import pytest

from corpus.dates import Span
from corpus.language import keywords
from corpus.periods import closeness, times_of

NOW_ON, SO_FAR = date.max, date.min


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


JUNE = span("2021-06-01", "2021-06-30")
SPRING = span("2020-03-01", "2020-05-31")
TALKS = span("1978-09-05", "1978-09-17")
MARCH, MAY = span("2020-03-01", "2020-03-31"), span("2020-05-01", "2020-05-31")
NINETIES = span("1990-01-01", "1999-12-31")


@pytest.mark.parametrize(
    ("texts", "times"),
    [
        (["June 2021", "in June, 2021", "في حزيران ٢٠٢١", "يونيو/حزيران 2021", "في شهر جوان 2021"], [JUNE]),
        (["between March and May 2020", "March–May 2020", "بين آذار وأيار ٢٠٢٠", "من مارس إلى مايو 2020"], [SPRING]),
        (["March and May 2020", "آذار وأيار 2020"], [MARCH, MAY]),
        (["from 5 to 17 September 1978", "5-17 September 1978", "من 5 إلى 17 أيلول 1978", "٥–١٧ سبتمبر ١٩٧٨"], [TALKS]),
        (["December 2020 – February 2021", "من كانون الأول 2020 حتى شباط 2021"], [span("2020-12-01", "2021-02-28")]),
        (["between November and February 2021", "بين تشرين الثاني وشباط 2021"], [span("2020-11-01", "2021-02-28")]),
        (["2021/2022", "for 2021/22", "للفترة ٢٠٢١/٢٠٢٢", "2021-2022"], [span("2021-01-01", "2022-12-31")]),
        (["the 1990s", "the '90s", "in the nineties", "تسعينيات القرن الماضي", "في التسعينات"], [NINETIES]),
        (["the 1880s", "ثمانينيات القرن التاسع عشر"], [span("1880-01-01", "1889-12-31")]),
        (["the 19th century", "the nineteenth century", "القرن التاسع عشر"], [span("1801-01-01", "1900-12-31")]),
        (["Q2 2021", "the second quarter of 2021", "الربع الثاني من عام 2021"], [span("2021-04-01", "2021-06-30")]),
        (["the second half of 2021", "النصف الثاني من ٢٠٢١"], [span("2021-07-01", "2021-12-31")]),
        (["autumn 1944", "خريف عام 1944"], [span("1944-09-01", "1944-11-30")]),
        (["winter 2010", "شتاء 2010"], [span("2010-12-01", "2011-02-28")]),
        (["late 2020", "أواخر عام 2020"], [span("2020-09-01", "2020-12-31")]),
        (["in 1443 AH", "عام ١٤٤٣هـ", "سنة 1443 هجرية"], [span("2021-08-10", "2022-07-29")]),
        (["since 2018", "منذ عام ٢٠١٨", "ابتداء من 2018"], [Span(date(2018, 1, 1), NOW_ON)]),
        (["before 2015", "prior to 2015", "قبل 2015", "قبل عام ٢٠١٥"], [Span(SO_FAR, date(2014, 12, 31))]),
        (["until 2015", "by 2015", "حتى 2015", "بحلول عام ٢٠١٥"], [Span(SO_FAR, date(2015, 12, 31))]),
        (["after June 2021", "بعد حزيران 2021"], [Span(date(2021, 7, 1), NOW_ON)]),
        (["resolution 1973 of 2011", "القرار 1973 لعام 2011"], [span("2011-01-01", "2011-12-31")]),
        (["the Arab Spring", "the last session", "الربيع العربي", "الدورة الأخيرة", "1,945 men", "0000", ""], []),
    ],
)  # fmt: skip
def test_times_are_read_alike_in_both_languages(texts, times):
    for text in texts:
        assert list(times_of(text)) == times, text


def test_a_bare_hijri_year_in_arabic_is_of_either_calendar():
    assert list(times_of("في عام 1443")) == [span("1443-01-01", "1443-12-31"), span("2021-08-10", "2022-07-29")]
    assert list(times_of("in 1443")) == [span("1443-01-01", "1443-12-31")]


@pytest.mark.parametrize(
    ("asked", "written", "close"),
    [
        ("June 2021", "في 30 حزيران 2021", 1),
        ("في حزيران 2021", "on 30 June 2021", 1),
        ("June 2021", "in 2021", 0.5),
        ("June 2021", "في آذار 2021", 0),
        ("30 June 2021", "في يونيو 2021", 0.5),
        ("the 1990s", "عام 1998", 1),
        ("في 2021", "since 1990", 0),
        ("June 2021", "", 0),
        ("عام 1443هـ", "in March 2022", 1),
    ],
)
def test_closeness_knows_months_and_days(asked, written, close):
    assert closeness(times_of(asked), times_of(written)) == close


@pytest.mark.parametrize(
    "names",
    [
        ["January", "Jan. 2021", "يناير", "كانون الثاني", "وكانون الثاني", "جانفي", "كانون الثاني/يناير"],
        ["February", "شباط/فبراير", "لشباط", "فيفري"],
        ["12 May", "May 2021", "أيار", "مايو", "بمايو"],
        ["August", "آب 2021", "١٢ آب", "أغسطس", "وآب 2021", "شهر آب"],
        ["October", "تشرين الأول", "أكتوبر", "لتشرين الأول"],
        ["Ramadan", "رمضان", "شهر رمضان"],
        ["ربيع الثاني", "ربيع الآخر"],
    ],
)
def test_a_month_is_one_keyword_under_all_its_names(names):
    found = {next(k.stem for k in keywords(name) if not k.stem[0].isdigit() and k.stem != "شهر") for name in names}
    assert len(found) == 1, names


@pytest.mark.parametrize(
    "text", ["They may meet", "the march of women", "باب السفارة", "الأب وصل", "صفر", "رجب أردوغان"]
)
def test_what_is_another_word_is_no_month(text):
    assert not any("-" in k.stem for k in keywords(text))


def test_the_keyword_of_a_month_covers_all_its_words():
    text = "وقع في تشرين الأول/أكتوبر ٢٠٢١"
    [month] = [k for k in keywords(text) if k.stem == "gregorian-10"]
    assert text[month.start : month.end] == "تشرين الأول/أكتوبر"
