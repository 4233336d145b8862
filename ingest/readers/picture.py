"""Scans as picture files (.png, .jpg, .tif with one page or many): each picture is a page, read by OCR.

In: bytes. Out: blocks with page numbers, one for each paragraph. How a picture becomes lines is the business of ocr.py.
"""

import io
from collections.abc import Iterator
from itertools import groupby

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.readers.ocr import PrintedLine, read_pages
from ingest.readers.problems import NoText, Unreadable
from ingest.records import Block, Reading

MAX_PIXELS = 100_000_000  # of one page: more is a bomb or a poster
PAGE_HEIGHT = 2339  # pixels of an A4 page at the resolution that OCR reads best


def read(data: bytes) -> Reading:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Unreadable(f"{picture.width} x {picture.height} pixels, over the limit of {MAX_PIXELS:,}")
            pages = list(read_pages(_pages(picture)))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise Unreadable(f"not a sound picture: {error}") from None
    if not any(page.lines for page in pages):
        raise NoText("no text that can be read in the picture")
    blocks = tuple(block for number, page in enumerate(pages, start=1) for block in _blocks(page.lines, number))
    seen = tuple(number for number, page in enumerate(pages, start=1) if page.lines)
    unread = tuple(number for number, page in enumerate(pages, start=1) if not page.lines)
    bare = any(page.without_marks for page in pages)
    return Reading(blocks, pages=len(pages), ocr_pages=seen, unread_pages=unread, without_marks=bare)


def _pages(picture: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(picture):
        page = ImageOps.exif_transpose(frame.convert("RGB")).convert("L")
        longer = max(page.size)
        if not 0.6 * PAGE_HEIGHT < longer < 1.6 * PAGE_HEIGHT:
            scale = min(PAGE_HEIGHT / longer, 3.0)
            page = page.resize((max(1, round(page.width * scale)), max(1, round(page.height * scale))))
        yield page


def _blocks(lines: tuple[PrintedLine, ...], number: int) -> Iterator[Block]:
    for _, paragraph in groupby(lines, key=lambda line: line.paragraph):
        yield Block(" ".join(line.text for line in paragraph), page=number)
