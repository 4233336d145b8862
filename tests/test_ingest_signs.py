"""Files under the name of another format are read as what they are."""

import io
import zipfile

import docx
import pytest
from fpdf import FPDF

from ingest.load import load_file
from ingest.readers import docx as docx_reader
from ingest.readers.signs import reader_of
from tests.made_texts import REPORT

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def a_page(language):
    body = f"<article><p>{REPORT[language][1].text}</p></article>"
    return f"<!DOCTYPE html>\n<html lang={language}><body>{body}</body></html>"


def a_word_file(text):
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_pdf():
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", size=12)
    document.multi_cell(0, 8, REPORT["en"][1].text)
    return bytes(document.output())


@LANGUAGES
@pytest.mark.parametrize("suffix", [".pdf", ".doc", ".docx", ".xls", ".jpg"])
def test_a_page_under_another_name(tmp_path, language, suffix):
    path = tmp_path / f"تقرير 2021{suffix}"
    path.write_text(a_page(language), encoding="utf-8")
    loaded = load_file(path, 1)
    assert loaded.format == "html"
    assert loaded.reading.blocks[0].text == REPORT[language][1].text


@LANGUAGES
@pytest.mark.parametrize("suffix", [".doc", ".pdf", ".txt", ".html"])
def test_a_word_file_under_another_name(tmp_path, language, suffix):
    path = tmp_path / f"file{suffix}"
    path.write_bytes(a_word_file(REPORT[language][1].text))
    assert load_file(path, 1).reading.blocks[0].text == REPORT[language][1].text


def test_signs():
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert reader_of(opened.getvalue(), "docx") == "office_sheets"
    assert reader_of(a_pdf(), "html") == "pdf"
    assert reader_of(b"{\\rtf1 text}", "docx") == "office_text"
    assert reader_of(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "office_text") == "email"
    assert reader_of(b"\x89PNG\r\n\x1a\n", "pdf") == "picture"


def test_a_text_about_pages_stays_a_text():
    assert reader_of(b"<html> is how a page begins.", "text") == "text"
    assert reader_of(b"From: the editor\nTo: readers", "markdown") == "markdown"


def test_a_text_with_markdown_headings_is_read_as_markdown():
    marked = "# هدنة في الإقليم\n\n## الشروط\n\nتمتد الهدنة 45 يومًا.\n".encode()
    assert reader_of(marked, "text") == "markdown"
    assert reader_of(b"# A note\nand its second line\n", "text") == "text"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def in_word(body):
    document = docx.Document()
    for part in body:
        document.element.body.insert(len(document.element.body) - 1, docx.oxml.parse_xml(part))
    out = io.BytesIO()
    document.save(out)
    return [(block.kind, block.text) for block in docx_reader.read(out.getvalue()).blocks]


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells, before=""):
    return f"<w:tr>{before}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


@LANGUAGES
def test_a_frame_is_no_row_and_inner_tables_come_once(language):
    text = REPORT[language][1].text
    inner = f"<w:tbl>{row(p('1'), p('2'))}</w:tbl>"
    framed = f"<w:tbl {W}>{row(p(text) + inner + p('z'))}</w:tbl>"
    nested = f"<w:tbl {W}>{row(p('a') + inner, p('b'))}</w:tbl>"
    assert in_word([framed, nested]) == [
        ("paragraph", text), ("row", "1 | 2"), ("paragraph", "z"), ("row", "a | b"), ("row", "1 | 2"),
    ]  # fmt: skip


def test_deleted_rows_and_cells_in_content_controls():
    gone = row(p("x"), p("y"), before="<w:trPr><w:del/></w:trPr>")
    held = f"<w:tr><w:tc>{p('a')}</w:tc><w:sdt><w:sdtContent><w:tc>{p('b')}</w:tc></w:sdtContent></w:sdt></w:tr>"
    assert in_word([f"<w:tbl {W}>{gone}{held}</w:tbl>"]) == [("row", "a | b")]
