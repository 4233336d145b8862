"""Scanned pages of a PDF: which they are, and their lines by OCR, shaped like those of pages with a text layer.

In: a pdfplumber page, or the PDF's bytes and page numbers. Out: whether the page must be read from its picture; Lines.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from PIL import Image

from ingest.quality import broken_word_share
from ingest.readers.ocr import PrintedLine, read_pages
from ingest.readers.pdf_glyphs import UNMAPPED
from ingest.readers.pdf_layout import Line
from ingest.readers.tesseract import DPI
from ingest.readers.visual_order import is_arabic, is_latin

FEW_LETTERS = 150  # a stamp, a page number or a download notice over a scan
LARGE = 0.4  # share of the page that a scan takes
UNNAMED = 0.3  # share of glyphs without a letter at which a text layer is worthless
GARBLED = 0.35  # share of broken words likewise
MAX_PIXELS = 40_000_000  # a poster is read coarser
SIZE = 12.0  # points; a picture does not say, and all lines of a scan count as body text


def must_be_read_from_picture(page: Any, lines: Sequence[Line]) -> bool:
    """Whether a page's text layer is missing, holds next to nothing of a scan, or is worthless."""
    letters = sum(map(str.isalpha, "".join(line.text for line in lines)))
    if letters < FEW_LETTERS:
        area = float(page.width) * float(page.height)
        largest = max((abs((i["x1"] - i["x0"]) * (i["bottom"] - i["top"])) for i in page.images), default=0.0)
        drawn = not letters and len(page.curves) > 50  # letters drawn as outlines
        return largest > LARGE * area or drawn
    unnamed = sum(bool(UNMAPPED.fullmatch(str(char["text"]))) for char in page.chars)
    return unnamed > UNNAMED * len(page.chars) or broken_word_share("\n".join(line.text for line in lines)) > GARBLED


def has_hidden_ocr(page: Any) -> bool:
    """Whether its text layer was put under a scan by an OCR program, which gives itself away by its font."""
    names = {str(char["fontname"]).lower() for char in page.chars[:50]}
    return any("glyphless" in name or "hidden" in name or "invisible" in name for name in names)


def scanned_lines(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[list[Line], bool]]:
    """The lines of these pages (1-based), [] for one that cannot be read, and whether its vowel marks were left out.
    Raises NeedsOcr without Tesseract.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        sizes = [document[number - 1].get_size() for number in numbers]
        for (width, height), printed in zip(sizes, read_pages(_pictures(document, numbers)), strict=True):
            yield [_line(line, width, height) for line in printed.lines], printed.without_marks
    finally:
        document.close()


def _pictures(document: pypdfium2.PdfDocument, numbers: Sequence[int]) -> Iterator[Image.Image]:
    for number in numbers:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        yield page.render(scale=scale, grayscale=True).to_pil().convert("L")
        page.close()


def _line(printed: PrintedLine, width: float, height: float) -> Line:
    arabic, latin = sum(map(is_arabic, printed.text)), sum(map(is_latin, printed.text))
    return Line(
        printed.text, printed.text, "line", printed.x0 * width, printed.x1 * width, printed.y * height, SIZE, False,
        arabic > latin, 0.0, width, printed.paragraph,
    )  # fmt: skip
