"""Presentations (.pptx): the text of each slide in the order of its shapes, tables as rows, then the speaker's notes.

In: bytes. Out: blocks with the number of their slide, and the stated title. By python-pptx, and not by way of a PDF:
there the paragraphs of a narrow text box are torn into lines.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError

from ingest.readers import pdf
from ingest.readers.office import convert
from ingest.readers.problems import Unreadable
from ingest.readers.values import stated_title
from ingest.readers.visual_order import reads_from_right
from ingest.readers.zipped import require_sound
from ingest.records import Block, Metadata, Reading

RUNNING = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER}
BESIDE = 200_000  # English Metric Units (half a centimetre): shapes whose tops differ by less stand in one row


def read(data: bytes) -> Reading:
    require_sound(data, "presentation")
    try:
        # KeyError for a missing part, BadZipFile for damage, SyntaxError (lxml's) for bad XML.
        slides = Presentation(io.BytesIO(data))
        blocks = tuple(block for number, slide in enumerate(slides.slides, 1) for block in _slide(slide, number))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise Unreadable(f"not a sound presentation: {error}") from None
    if not blocks:  # pictures of slides
        return pdf.read(*convert(data, "pdf").values())
    title = stated_title(slides.core_properties.title or "")
    return Reading(blocks, Metadata(title=title), pages=len(slides.slides))


def _slide(slide: Any, number: int) -> Iterator[Block]:
    if slide._element.get("show") == "0":
        return  # hidden
    heading = slide.shapes.title
    if heading is not None and (text := _folded(heading.text_frame.text)):
        yield Block(text, "heading", number)
    rest = [shape for shape in slide.shapes if heading is None or shape.shape_id != heading.shape_id]
    yield from _shapes(rest, number)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, number)


def _shapes(shapes: Iterable[Any], number: int) -> Iterator[Block]:
    for shape in _in_order(list(shapes)):
        if shape.is_placeholder and shape.placeholder_format.type in RUNNING:
            continue
        if hasattr(shape, "shapes"):  # a group
            yield from _shapes(shape.shapes, number)
        elif getattr(shape, "has_table", False) and shape.has_table:
            for row in shape.table.rows:
                if text := " | ".join(cell for cell in (_folded(c.text) for c in row.cells) if cell):
                    yield Block(text, "row", number)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame, number)


def _in_order(shapes: list[Any]) -> list[Any]:
    """From the top; of those beside each other, the first in the direction of their text."""
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    side = -1 if reads_from_right("".join(texts), otherwise=False) else 1
    return sorted(shapes, key=lambda s: (round((s.top or 0) / BESIDE), side * (s.left or 0)))


def _paragraphs(frame: Any, number: int) -> Iterator[Block]:
    for paragraph in frame.paragraphs:
        if text := _folded(paragraph.text):
            yield Block(text, page=number)


def _folded(text: str) -> str:
    return " ".join(text.split())
