"""PDFs as other programs write them: what they name otherwise, draw sideways, hide, or do not name at all."""

import io
import re

import pypdfium2
import pytest
import typst
from fpdf import FPDF

from ingest.readers import pdf
from ingest.readers.pdf_glyphs import page_glyphs
from ingest.readers.pdf_layout import Line
from tests import made_files as made
from tests.made_texts import REPORT, RUNNING_HEAD, prose

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def words_of(reading):
    return " ".join(block.text for block in reading.blocks)


def scores(reading, elements):
    known = made.known_words(elements)
    return made.word_f1(words_of(reading), known), made.numbers_recovered(words_of(reading), known)


def escaped(text):
    return re.sub(r"([-#$*_\[\]<>@`\\~/\"'+=])", r"\\\1", text)


def typeset(elements, language, columns=1):
    """By Typst, which names a mark after the letter under it and uses one glyph for both kinds of hyphen."""
    made_up = [
        f'#set page(paper: "a4", margin: 2.2cm, columns: {columns}, numbering: "1")',
        f"#set page(header: [{RUNNING_HEAD[language]}])",
        f'#set text(font: ("Noto Naskh Arabic", "DejaVu Sans"), size: 11pt, lang: "{language}")',
        "#set par(justify: true)",
    ]
    for element in elements:
        text = escaped(element.text)
        cells = ", ".join(f"[{escaped(cell)}]" for row in element.rows for cell in row)
        made_up.append({
            "title": f"= {text}", "heading": f"== {text}", "item": f"- {text}", "note": f"#footnote[{text}]",
            "table": f"#table(columns: {len(element.rows[0]) if element.rows else 1}, {cells})",
        }.get(element.kind, text))  # fmt: skip
    return typst.compile("\n\n".join(made_up).encode())


@LANGUAGES
def test_a_typesetting_programs_pdf(language):
    f1, numbers = scores(pdf.read(typeset(REPORT[language], language)), REPORT[language])
    assert f1 >= 0.98
    assert numbers == 1


@LANGUAGES
def test_a_typesetting_programs_pdf_in_two_columns(language):
    f1, numbers = scores(pdf.read(typeset(prose(language), language, 2)), prose(language))
    assert f1 >= 0.97
    assert numbers == 1


@LANGUAGES
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_pages_drawn_sideways(language, turned):
    document = pypdfium2.PdfDocument(typeset(prose(language), language))
    for page in document:
        page.set_rotation(turned)
    out = io.BytesIO()
    document.save(out)
    f1, numbers = scores(pdf.read(out.getvalue()), prose(language))
    assert f1 >= 0.98
    assert numbers == 1


@LANGUAGES
def test_what_is_cropped_away_is_no_text(language):
    document = pypdfium2.PdfDocument(typeset(REPORT[language][:3], language))
    page = document[0]
    _, height = page.get_size()
    page.set_cropbox(0, 0, page.get_width(), height - 60)
    out = io.BytesIO()
    document.save(out)
    text = words_of(pdf.read(out.getvalue()))
    assert RUNNING_HEAD[language] not in text
    assert REPORT[language][0].text in text


def character(text, x, width=6.0, y=100.0, size=12.0, font="F"):
    return {"text": text, "x0": x, "x1": x + width, "top": y - size, "y1": size, "matrix": (1, 0, 0, 1, x, 0),
            "size": size, "upright": True, "fontname": font}  # fmt: skip


def test_a_mark_named_after_its_letter():
    """Once; where the letter itself has no name, it gets that."""
    named = page_glyphs([character("ر", 0), character("قُ", 8, 0), character("ق", 6)])
    assert [glyph.text for glyph in named] == ["ر", "قُ"]
    unnamed = page_glyphs([character("ر", 0), character("أُ", 8, 0, 95), character("(cid:54)", 6, 3)])
    assert [glyph.text for glyph in unnamed] == ["ر", "أُ"]


def test_ligatures_with_swapped_bytes():
    assert [glyph.text for glyph in page_glyphs([character("\u6600\u6900", 0), character("n", 6)])] == ["fi", "n"]


def drawn(pieces, size=11):
    """A page with each piece of text at its place: (x, y, text, size); x 0 is right after the piece before."""
    document = FPDF(format="A4")
    document.add_font("d", fname=str(made.DEJAVU))
    document.add_page()
    after = 0.0
    for x, y, text, points in pieces:
        document.set_font("d", size=points or size)
        document.text(x or after, y, text)
        after = (x or after) + document.get_string_width(text)
    return bytes(document.output())


def test_the_mark_of_a_note_is_no_part_of_a_number():
    text = words_of(pdf.read(drawn([(20, 40, "They paid 2.5", 0), (0, 38.8, "1", 6), (0, 40, " million dollars", 0)])))
    assert text.split()[:5] == ["They", "paid", "2.5", "1", "million"]


def test_years_at_the_start_of_a_line_ascend():
    """Programs that set each line by itself draw the span from the left."""
    shaped = made.in_page_order(made.shaped("للفترة الأولى من خطة التمويل في اللجنة"))
    lines = [(20, 40, shaped, 0), (20, 47, f"{made.in_page_order(made.shaped('للدول الأعضاء'))} 2022-2025", 0)]
    assert "2022-2025" in words_of(pdf.read(drawn(lines)))


def a_line(text, typed, from_right=True):
    return Line(text, typed, "line", 0, 1, 0, 12, False, from_right, 0, 1)


def test_quotation_marks_of_a_font_that_draws_them_as_typed():
    pages = [[a_line("»مبادرة المياه والسلام« (2011)", ""), a_line("«Water» and »Peace«", "", from_right=False)]]
    assert [line.text for line in pdf._with_quotes(pages)[0]] == ["«مبادرة المياه والسلام» (2011)", pages[0][1].text]
    sound = [[a_line("«مبادرة المياه والسلام»", "")]]
    assert pdf._with_quotes(sound) == sound


def test_brackets_of_one_line_that_are_named_otherwise():
    odd = a_line("البنك )AfDB( للتنمية", "البنك (AfDB) للتنمية")
    sound = a_line("القرار (2018) والمادة (7)", "القرار )2018( والمادة )7(")
    over_lines = [
        a_line("نص (يبدأ هنا", "نص )يبدأ هنا"),
        a_line("وينتهي) هنا (ثم", "وينتهي( هنا )ثم"),
        a_line("آخر)", "آخر("),
    ]
    page = pdf._with_brackets([[sound, odd, sound, sound, sound, *over_lines]])[0]
    assert [line.text for line in page[:2]] == [sound.text, "البنك (AfDB) للتنمية"]
    assert [line.text for line in page[5:]] == [line.text for line in over_lines]


@pytest.mark.slow
def test_glyphs_without_a_name_are_told_from_the_picture():
    """Lam-alef of which the file does not say what it is: a hole in every word that has it."""
    lines = [
        "السلام والأمن خلال الدورة",
        "سلام وكلام وغلاف وعلاقات",
        "بلاد الشمال وملاحظات كثيرة",
        "طلاب وفلاحون وثلاثة أعلام",
    ]
    document = FPDF(format="A4")
    document.add_font("d", fname=str(made.DEJAVU))
    document.set_compression(False)
    document.add_page()
    document.set_font("d", size=15)
    for line in lines:
        document.cell(0, 12, made.in_page_order(made.shaped(line)), align="R", new_x="LMARGIN", new_y="NEXT")
    data = bytes(document.output())
    data, count = re.subn(rb"<([0-9A-F]{4})> <FEFC>", rb"<\1> <FFFF>", data)
    assert count == 1
    text = words_of(pdf.read(data))
    assert {"السلام", "سلام", "وعلاقات", "وثلاثة"} <= set(text.split())
