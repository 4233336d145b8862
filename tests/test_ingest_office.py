"""Formats that come by way of LibreOffice, and books, messages and zip bombs."""

import io
import zipfile
from email.message import EmailMessage

import docx
import pptx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from pptx.util import Inches

from corpus.errors import ConverterMissing
from ingest.clean import clean
from ingest.load import load_file
from ingest.readers import docx as docx_reader
from ingest.readers import email, epub, office, slides
from ingest.readers.problems import NoText, Unreadable
from tests import made_files as made
from tests.made_texts import REPORT, mixed

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def texts(reading, kind=None):
    return [block.text for block in reading.blocks if kind in (None, block.kind)]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
@LANGUAGES
def test_texts_of_other_office_programs(tmp_path, suffix, language):
    elements = mixed(language)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(made.office_file(made.docx_file(elements, language), "docx", suffix))
    done = clean(load_file(path, 10))
    known = made.known_words(elements)
    assert made.word_f1(done.text, known) >= 0.99
    assert made.numbers_recovered(done.text, known) == 1
    assert done.metadata.title == elements[0].text
    assert done.extraction.format == "office_text"


@pytest.mark.slow
@LANGUAGES
def test_spreadsheets(tmp_path, language):
    rows = next(element.rows for element in REPORT[language] if element.rows)
    cells = ("".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row) for row in rows)
    sheet = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    path = tmp_path / "a.xlsx"
    path.write_bytes(made.office_file(SHEETS.format(*[sheet] * 2).encode(), "fods", "xlsx"))
    reading = load_file(path, 10).reading
    assert texts(reading, "row") == [" | ".join(row) for row in rows] * 2
    assert texts(reading, "heading") == ["One", "ورقة"]


SHEETS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="One">{}</table:table><table:table table:name="ورقة">{}</table:table>
</office:spreadsheet></office:body></office:document>"""
SLIDES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation>{}
</office:presentation></office:body></office:document>"""
SLIDE = """<draw:page><draw:frame svg:x="2cm" svg:y="2cm" svg:width="22cm" svg:height="12cm"><draw:text-box>
<text:p>{}</text:p></draw:text-box></draw:frame></draw:page>"""


@pytest.mark.slow
@LANGUAGES
def test_slides_are_pages(tmp_path, language):
    said = [element.text for element in REPORT[language] if element.kind == "paragraph"][:2]
    flat = SLIDES.format("".join(map(SLIDE.format, said)))
    path = tmp_path / "a.pptx"
    path.write_bytes(made.office_file(flat.encode(), "fodp", "pptx"))
    done = clean(load_file(path, 10))
    assert made.word_f1(done.text, " ".join(said).split()) >= 0.95
    assert len(done.pages) == done.extraction.pages == 2


def test_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 text}")
    with pytest.raises(ConverterMissing) as missing:
        load_file(path, 1)
    for language in ("ar", "en"):
        assert "apt install libreoffice" in missing.value.text(language)
        assert ".rtf" in missing.value.text(language)


def test_bytes_that_are_no_office_file():
    with pytest.raises(Unreadable):
        office.convert(b"plain text that LibreOffice would take", "docx")


@LANGUAGES
def test_footnotes_of_a_word_document(language):
    first = REPORT[language][1]
    note = REPORT[language][-1].text
    document = docx.Document()
    document.add_paragraph(first.text)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = (
        f'<w:footnotes {space}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    assert texts(docx_reader.read(out.getvalue())) == [first.text, note]


def book(language, chapter):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
            "<rootfile full-path='OPS/book.opf'/></rootfiles></container>",
        )
        archive.writestr(
            "OPS/book.opf",
            "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>"
            f"<dc:title>{REPORT[language][0].text}</dc:title><dc:date>2021-12-30</dc:date>"
            f"<dc:language>{language}</dc:language></metadata><manifest><item id='one' href='a%20b.xhtml'/></manifest>"
            "<spine><itemref idref='one'/></spine></package>",
        )
        archive.writestr("OPS/a b.xhtml", chapter)
    return out.getvalue()


@LANGUAGES
def test_books(language):
    elements = REPORT[language]
    reading = epub.read(book(language, made.html_of(elements, language)))
    assert made.word_f1(" ".join(texts(reading)), made.known_words(elements)) == 1
    assert texts(reading, "heading") == [e.text for e in elements if e.kind in ("title", "heading")]
    assert texts(reading, "row") == [" | ".join(row) for e in elements for row in e.rows]
    assert reading.metadata.date == "2021-12-30"
    assert reading.metadata.title == elements[0].text


def test_a_book_nested_without_end():
    with pytest.raises(NoText):
        epub.read(book("en", "<html><body>" + "<div>" * 5000 + "<p>deep</p>"))


@LANGUAGES
def test_messages(language):
    title, first, heading, second, *_ = REPORT[language]
    message = EmailMessage()
    message["Subject"], message["From"] = title.text, "Leila <leila@rivers.example>"
    message["Date"] = "Thu, 30 Dec 2021 09:30:00 +0200"
    message.set_content(f"{first.text}\n\n{heading.text}\n")
    attached = made.docx_file([second], language)
    message.add_attachment(attached, maintype="application", subtype="octet-stream", filename="annex.docx")
    reading = email.read(message.as_bytes(policy=message.policy.clone(max_line_length=0)))
    assert [" ".join(text.split()) for text in texts(reading)] == [first.text, heading.text, "annex.docx", second.text]
    assert (reading.metadata.title, reading.metadata.source, reading.metadata.date) == (
        title.text, "Leila", "2021-12-30",
    )  # fmt: skip


@pytest.mark.parametrize("suffix", ["docx", "epub", "xlsx"])
def test_zip_bombs_are_not_unpacked(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(60):
            member.write(b"\0" * 10_000_000)
    with pytest.raises(Exception, match="unpacks to 600 MB, over the limit of 500 MB"):
        load_file(path, 10)


DECK = {
    "ar": ("تمويل الخطة", "بلغت المساهمات 35,400 دولار.", "ثم زادت.", ("المحطة", "88.60"), "ملاحظة للمتحدث."),
    "en": ("Financing", "Contributions came to 35,400.", "Then they rose.", ("Station", "88.60"), "A speaker's note."),
}


@LANGUAGES
def test_slides_give_titles_boxes_in_reading_order_tables_and_notes(language):
    title, first, second, row, note = DECK[language]
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = title
    near, far = (Inches(5), Inches(1)) if language == "ar" else (Inches(1), Inches(5))
    slide.shapes.add_textbox(far, Inches(2), Inches(3), Inches(1)).text_frame.text = second
    slide.shapes.add_textbox(near, Inches(2), Inches(3), Inches(1)).text_frame.text = first
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(4), Inches(6), Inches(1)).table
    for cell, text in zip(table.rows[0].cells, row, strict=True):
        cell.text = text
    slide.notes_slide.notes_text_frame.text = note
    file = io.BytesIO()
    made.save(file)
    reading = slides.read(file.getvalue())
    assert [(block.kind, block.text, block.page) for block in reading.blocks] == [
        ("heading", title, 1), ("paragraph", first, 1), ("paragraph", second, 1),
        ("row", " | ".join(row), 1), ("paragraph", note, 1),
    ]  # fmt: skip
    assert reading.pages == 1


def test_a_page_saved_by_a_browser_has_its_host_for_a_source_and_no_date_of_saving():
    page = "<html><head><title>Rivers</title></head><body><article><p>The river rose for three days.</p></article>"
    message = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/a\r\nSubject: Rivers\r\n"
        "Date: Mon, 17 Jan 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    )
    stated = email.read((message + page).encode()).metadata
    assert (stated.title, stated.source, stated.date) == ("Rivers", "example.org", "")
