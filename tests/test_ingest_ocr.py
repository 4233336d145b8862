"""What is done with pictures and with what Tesseract makes of them, apart from the program itself."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers.ocr import PrintedPage, read_pages
from ingest.readers.ocr_layout import in_paragraphs, is_blank, one_column, without_rules
from ingest.readers.ocr_lines import read_lines_again
from ingest.readers.ocr_marks import with_letters, without_marks
from ingest.readers.ocr_signs import with_signs
from ingest.readers.ocr_stops import with_stops
from ingest.readers.ocr_vote import agreed
from ingest.readers.ocr_words import Word
from tests.made_files import DEJAVU


def words(text, confidence=90.0, line=("1", "1", "1"), left=0, top=0):
    return [Word(line, left + 40 * i, top, 35, 20, confidence, word) for i, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (("عقدت اللجنه دورتها", "عقدت اللجنة دورتها", "عقدت اللجنة دورنها"), "عقدت اللجنة دورتها"),
        (("the comrnittee met", "the committee met", "the committee rnet"), "the committee met"),
        (("مجلس ال أمن", "مجلس الأمن", "مجلس الأمن"), "مجلس الأمن"),
        (("one two", "one two", "three"), "one two"),
    ],
)
def test_readings_vote(readings, expected):
    assert " ".join(word.text for word in agreed([words(text) for text in readings])) == expected


def test_a_word_that_one_reading_doubts_and_no_other_holds_is_a_speck():
    first = [*words("مجلس الأمن"), *words("؟ء", 4.0, left=200)]
    assert [word.text for word in agreed([first, words("مجلس الأمن"), words("مجلس الأمن")])] == ["مجلس", "الأمن"]
    faint = [*words("Security"), *words("Council", 4.0, left=200)]
    assert [word.text for word in agreed([faint, faint])] == ["Security", "Council"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("بلغت 308 نقطة» ثم زادت", "بلغت 308 نقطة، ثم زادت"),
        ("«مبادرة السلام» التي أُطلقت» ثم", "«مبادرة السلام» التي أُطلقت، ثم"),
        ("قدّم, ثم عاد", "قدّم، ثم عاد"),
        ("one, two» three", "one, two» three"),
        ("نسبة %62 (-%1.2)، و5%", "نسبة 62% (-1.2%)، و5%"),
        ("للفترة 2002-2001، ثم 2015–2019 و2022-2021-5", "للفترة 2001-2002، ثم 2015–2019 و2022-2021-5"),
    ],
)
def test_commas_that_were_taken_for_other_signs(line, expected):
    assert with_stops([line]) == [expected]


def test_rules_of_tables_go_and_letters_stay():
    picture = Image.new("L", (600, 400), 255)
    pen = ImageDraw.Draw(picture)
    pen.line((20, 50, 580, 50), 0, 2)
    pen.line((300, 20, 300, 380), 0, 2)
    pen.rectangle((100, 100, 180, 120), fill=0)
    cleared = np.asarray(without_rules(picture))
    assert (cleared[110, 100:181] == 0).all()
    assert (cleared[40:60] == 255).all()
    assert (cleared[:, 295:306] == 255).all()


def test_columns_come_one_under_the_other_and_words_go_back_to_their_places():
    right = [w for i in range(4) for w in words("a b", line=("1", "1", str(i)), left=400, top=100 + 40 * i)]
    left = [w for i in range(4) for w in words("c d", line=("2", "1", str(i)), left=50, top=100 + 40 * i)]
    page = Image.new("L", (600, 400), 255)
    page.putpixel((55, 105), 0)
    column = one_column(page, [*right, *left])
    assert column.picture.height > 2 * 140
    y, x = (int(values[0]) for values in np.nonzero(np.asarray(column.picture) == 0))
    (back,) = column.placed([Word(("1", "1", "1"), x, y - 5, 10, 10, 90, "c")])
    assert (back.left, back.top + 5) == (55, 105)
    assert {word.line[:2] for word in in_paragraphs([back], [*right, *left])} == {("2", "1")}
    assert one_column(page, right).picture is page


def test_a_line_in_the_other_script_is_read_by_its_own_model():
    page = Image.new("L", (600, 200), 255)
    read = [*words("عقدت اللجنة", 92), *words("عط غه لع", 45, ("1", "1", "2"), top=60)]
    for sure, expected in ((95.0, "عقدت اللجنة at the session"), (50.0, "عقدت اللجنة عط غه لع")):
        seen = read_lines_again(page, read, lambda _, sure=sure: words("at the session", sure, top=36))
        assert " ".join(word.text for word in seen) == expected


def drawn(pieces, size=34, base=70, width=900):
    """A line of print: (text, left, right to left) each, in the tests' own font; and the words with their places."""
    picture = Image.new("L", (width, 120), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(DEJAVU), size)
    found = []
    for read, text, left, direction in pieces:
        pen.text((left, base), text, font=font, fill=0, anchor="ls", direction=direction)
        right = left + round(font.getlength(text, direction=direction))
        found.append(Word(("1", "1", "1"), left, 25, right - left, 70, 60.0, read))
    return picture, found


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        ("7:7١", "٢٠٢١", "٢٠٢١"),
        ("25", "2.5", "2.5"),
        ("9037.7", "%37.7", "37.7%"),
        ("2025-2", "2025-2022", "2022-2025"),
        ("70:٠٠", "٣٥٬٤٠٠", "٣٥٬٤٠٠"),
        ("(2018)", "(2018)", "(2018)"),
        ("2021,", "،2021", "2021،"),
    ],
)
def test_numbers_are_what_their_shapes_are(read, text, expected):
    picture, words = drawn([(read, text, 320, "ltr"), ("الدورة", "الدورة", 560, "rtl"), ("مدينة", "مدينة", 120, "rtl")])
    assert [word.text for word in with_signs(picture, words)] == [expected, "الدورة", "مدينة"]


def test_a_comma_read_as_a_letter_is_a_comma_and_a_hamza_stays_one():
    picture, words = drawn(
        [("وحدهاء", "وحدها،", 560, "rtl"), ("أخطاء", "أخطاء", 320, "rtl"), ("دولة", "دولة،", 90, "rtl")]
    )
    assert [word.text for word in with_signs(picture, words)] == ["وحدها،", "أخطاء", "دولة،"]


def test_vowel_marks_are_painted_over_and_dots_and_hamzas_stay():
    bare, _ = drawn([("", "أخذت الدول تبحث عن اتفاق", 60, "rtl")])
    vowelled, _ = drawn([("", "أَخَذَتِ الدُّوَلُ تَبْحَثُ عَنِ اتِّفَاقٍ", 60, "rtl")])
    unmarked = without_marks(vowelled)
    assert unmarked.was_vowelled
    assert not without_marks(bare).was_vowelled
    left = np.asarray(unmarked.picture) < 128
    wanted = np.asarray(bare) < 128
    assert (left & wanted).sum() > 0.97 * wanted.sum()
    assert (left & ~wanted).sum() < 0.03 * wanted.sum()


def test_a_word_takes_the_letters_of_its_reading_without_marks_and_keeps_its_marks():
    read = words("واعثمدت صونًا وأن أقرّ")
    bare = words("واعتمدت صوتا وان أقر")
    marks = [(word.left + 5, word.top + 5) for word in read]
    assert [w.text for w in with_letters(read, bare, marks)] == ["واعتمدت", "صوتًا", "وأن", "أقرّ"]
    assert [w.text for w in with_letters(read, bare, [])] == [w.text for w in read]


def test_a_blank_page_of_a_scan_has_no_lines_and_stops_nothing():
    paper = np.random.default_rng(1).normal(236, 8, (1200, 900)).clip(0, 255).astype(np.uint8)
    blank, written = Image.fromarray(paper), Image.fromarray(paper)
    ImageDraw.Draw(written).text((100, 100), "Committee", font=ImageFont.truetype(str(DEJAVU), 30), fill=40)
    assert is_blank(blank)
    assert not is_blank(written)
    assert without_marks(blank).marks == ()  # shapes that nothing is left of are no error
    assert list(read_pages([blank])) == [PrintedPage()]
    assert with_signs(blank, words("3 4")) == words("3 4")
