"""One value for each date and number, whatever the language, the digits, the month's name or the calendar."""

import pytest

from corpus.dates import DateMention, find_dates, find_numbers


def values(text):
    return [(d.year, d.month, d.day) for d in find_dates(text)]


MONTHS = [
    ("January", "Jan", "يناير", "كانون الثاني", "جانفي"),
    ("February", "Feb", "فبراير", "شباط", "فيفري"),
    ("March", "Mar", "مارس", "آذار", "مارس"),
    ("April", "Apr", "أبريل", "نيسان", "أفريل"),
    ("May", "May", "مايو", "أيار", "ماي"),
    ("June", "Jun", "يونيو", "حزيران", "جوان"),
    ("July", "Jul", "يوليو", "تموز", "جويلية"),
    ("August", "Aug", "أغسطس", "آب", "أوت"),
    ("September", "Sept", "سبتمبر", "أيلول", "سبتمبر"),
    ("October", "Oct", "أكتوبر", "تشرين الأول", "أكتوبر"),
    ("November", "Nov", "نوفمبر", "تشرين الثاني", "نوفمبر"),
    ("December", "Dec", "ديسمبر", "كانون الأول", "ديسمبر"),
]


@pytest.mark.parametrize(("month", "names"), list(enumerate(MONTHS, start=1)))
def test_every_month_in_every_tradition(month, names):
    for name in names:
        assert values(f"30 {name} 2021") == [(2021, month, 30)], name
        assert values(f"x {name} 2021.") == [(2021, month, None)], name


HIJRI = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"]
HIJRI += ["رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذي الحجة"]


@pytest.mark.parametrize(("month", "name"), list(enumerate(HIJRI, start=1)))
def test_hijri_months_keep_their_calendar(month, name):
    for text in (f"في 10 {name} 1442هـ", f"في ١٠ {name} ١٤٤٢ هـ"):
        [date] = find_dates(text)
        assert (date.year, date.month, date.day, date.calendar) == (1442, month, 10, "hijri"), text


@pytest.mark.parametrize(
    "text",
    [
        "30 يونيو 2021",
        "٣٠ حزيران ٢٠٢١",
        "30 حزيران/يونيو 2021",
        "30 يونيو/حزيران 2021",
        "30 يونيو (حزيران) 2021م",
        "30 من يونيو من عام 2021",
        "June 30, 2021",
        "June 30th, 2021",
        "30 June 2021",
        "30th of June 2021",
        "30th June, 2021",
        "2021-06-30",
        "30/06/2021",
        "٣٠/٦/٢٠٢١",
    ],
)
def test_ways_to_write_one_day(text):
    for around in ("{}", "كان ذلك في {} بالقاهرة.", "It was on {} in Cairo."):
        whole = around.format(text)
        [date] = find_dates(whole)
        assert (date.year, date.month, date.day, date.calendar) == (2021, 6, 30, "gregorian"), whole
        assert whole[date.start : date.end] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في كانون الثاني/يناير 2011", [(2011, 1, None)]),
        ("وفي 11 سبتمبر", [(None, 9, 11)]),
        ("on 11 September", [(None, 9, 11)]),
        ("في عام ٢٠٢١", [(2021, None, None)]),
        ("in 2021", [(2021, None, None)]),
        ("May 2020 and 4 April 2021", [(2020, 5, None), (2021, 4, 4)]),
        ("في آذار 2020 و4 نيسان 2021", [(2020, 3, None), (2021, 4, 4)]),
        ("من 3 مايو 2020 إلى 5 حزيران 2020", [(2020, 5, 3), (2020, 6, 5)]),
        ("Sept. 11, 2001", [(2001, 9, 11)]),
    ],
)
def test_partial_and_several_dates(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may meet",
        "The march of 40 people",
        "ماي",
        "الأب وصل",
        "resolution 1373",
        "القرار 1373",
        "2021-13-40",
        "45/06/2021",
        "",
    ],
)
def test_what_is_no_date(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("stated", "source", "agrees"),
    [
        ("30 June 2021", "٣٠ حزيران/يونيو ٢٠٢١", True),
        ("في يونيو 2021", "on June 30, 2021", True),
        ("in 2021", "30 يونيو 2021", True),
        ("30 June 2021", "في يونيو 2021", False),  # a day that the source does not state
        ("29 June 2021", "30 يونيو 2021", False),
        ("10 رمضان 1442", "10 September 1442", False),
    ],
)
def test_agreement_across_languages(stated, source, agrees):
    [mine], [theirs] = find_dates(stated), find_dates(source)
    assert mine.agrees_with(theirs) is agrees


def test_a_date_agrees_with_itself():
    assert DateMention(0, 1, 2021, 6, 30).agrees_with(DateMention(5, 9, 2021, 6, 30))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234.5", "1234.5"),
        ("٢٬٥٠٠", "2500"),
        ("1,234,567", "1234567"),
        ("٣٫٥", "3.5"),
        ("١٩٧٣", "1973"),
        ("۱۹۷۳", "1973"),
        ("12.", "12"),
        ("3.5%", "3.5"),
        ("007", "007"),
    ],
)
def test_numbers_have_one_value(written, value):
    for around in ("بلغ {} في", "reached {} in"):
        assert [n.value for n in find_numbers(around.format(written))] == [value]


def test_numbers_know_their_place():
    text = "القرار ٦٠/٢٨٨ of 2006"
    assert [(text[n.start : n.end], n.value) for n in find_numbers(text)] == [
        ("٦٠", "60"), ("٢٨٨", "288"), ("2006", "2006"),
    ]  # fmt: skip
    assert find_numbers("لا رقم, no number") == []


# Spans of days, across calendars


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("June 2021", "2021-06-01", "2021-06-30"),
        ("شباط ٢٠٢٤", "2024-02-01", "2024-02-29"),
        ("30 حزيران 2021", "2021-06-30", "2021-06-30"),
        ("in 1999", "1999-01-01", "1999-12-31"),
        # 1 Muharram and the first of Ramadan, by the tabular calendar.
        ("1 محرم 1442", "2020-08-20", "2020-08-20"),
        ("رمضان 1445", "2024-03-11", "2024-04-09"),
        ("عام 1442هـ", "2020-08-20", "2021-08-09"),
        ("سنة ١٤٤٢ هجرية", "2020-08-20", "2021-08-09"),
        ("in 1442 AH", "2020-08-20", "2021-08-09"),
    ],
)
def test_a_date_spans_days_of_the_gregorian_calendar(text, first, last):
    [mention] = find_dates(text)
    span = mention.span()
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("27 ذو الحجة 1442", "6 أغسطس 2021", True),
        ("6 August 2021", "27 ذي الحجة 1442هـ", True),
        ("6 August 2021", "20 ذي الحجة 1442هـ", False),
        ("عام 1442هـ", "March 2021", True),
        ("عام 1442هـ", "March 2022", False),
        ("March 2021", "عام 1442هـ", False),
        ("31 February 2021", "عام 1442هـ", False),
    ],
)
def test_dates_of_two_calendars_agree_where_their_days_do(one, other, agrees):
    assert find_dates(one)[0].agrees_with(find_dates(other)[0]) is agrees
