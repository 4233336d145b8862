"""PDFs in which one font has no table of names: what is set in it is read from the page's picture."""

import re

import pytest
import typst

from ingest.readers import pdf
from tests.made_texts import prose
from tests.test_ingest_makers import escaped

HEADING = {"ar": "حالة الأحواض المائية", "en": "State of the river basins"}


def report(language, named):
    """Two paragraphs around a bold heading, the names of whose font are left out unless `named`."""
    above, _, below = (element.text for element in prose(language)[1:4])
    style = f'#set text(font: "DejaVu Sans", size: 11pt, lang: "{language}")'
    data = typst.compile("\n\n".join([style, escaped(above), f"== {HEADING[language]}", escaped(below)]).encode())
    if named:
        return data
    font = re.search(
        rb"\d+ 0 obj\s*<<(?:(?!endobj).)*Type0(?:(?!endobj).)*-Bold(?:(?!endobj).)*endobj", data, re.DOTALL
    )
    without = re.sub(rb"/ToUnicode \d+ 0 R", lambda names: b" " * len(names[0]), font[0])
    return data.replace(font[0], without)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_heading_in_a_font_without_names_is_read_from_the_picture(language):
    named, nameless = (pdf.read(report(language, with_names)) for with_names in (True, False))
    assert HEADING[language] in [block.text for block in named.blocks]
    assert [block.text for block in nameless.blocks] == [block.text for block in named.blocks]
    assert (named.ocr_pages, nameless.ocr_pages, nameless.unread_pages) == ((), (1,), ())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_an_ocr_program_the_page_is_reported(language, monkeypatch):
    monkeypatch.setattr("ingest.readers.pdf_nameless.languages", tuple)
    reading = pdf.read(report(language, False))
    assert HEADING[language] not in " ".join(block.text for block in reading.blocks)
    assert reading.unread_pages == (1,)
