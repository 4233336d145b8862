"""What is done with pictures and with what Tesseract makes of them, apart from the program itself."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.readers.ocr_layout import in_paragraphs, one_column, without_rules
from ingest.readers.ocr_lines import read_lines_again
from ingest.readers.ocr_stops import with_stops
from ingest.readers.ocr_vote import agreed
from ingest.readers.ocr_words import Word


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
        ("استحواذًاء بينما الموسمء و2021ء", "استحواذًا، بينما الموسم، و2021،"),
        ("جزء من سوء الفهم بين العلماء في بدء الأمر", "جزء من سوء الفهم بين العلماء في بدء الأمر"),
        ("قدّم, ثم عاد", "قدّم، ثم عاد"),
        ("one, two» three", "one, two» three"),
        ("نسبة %62 (-%1.2)، و5%", "نسبة 62% (-1.2%)، و5%"),
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
