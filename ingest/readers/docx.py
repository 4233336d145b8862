"""Word documents: paragraphs, headings by style, tables in place as rows "a | b | c", text boxes, notes at the end.

In: bytes. Out: blocks and the stated title. The XML is walked here, not through `Paragraph.text`: that leaves out
content controls, tracked insertions and text boxes, and a lost sentence is a lost answer.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.readers.problems import Unreadable
from ingest.readers.values import stated_title
from ingest.readers.zipped import require_sound
from ingest.records import Block, Metadata, Reading

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOTE_PARTS = ("footnotes.xml", "endnotes.xml")
HEADING_STYLES = ("heading", "title")
SPACES = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
# Deleted words, a second copy for old programs, and text boxes (read after their paragraph).
SKIPPED = {qn("w:del"), qn("w:moveFrom"), FALLBACK, qn("w:txbxContent")}


def read(data: bytes) -> Reading:
    require_sound(data, "Word document")
    try:
        # OpcError and KeyError for a missing part, BadZipFile for damage, SyntaxError (lxml's) for bad XML.
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise Unreadable(f"not a sound Word document: {error}") from None
    headings = _heading_styles(document)
    blocks = (*_blocks(document.element.body, headings), *_notes(document, headings))
    return Reading(blocks, Metadata(title=stated_title(document.core_properties.title)))


def _notes(document: Any, headings: set[str]) -> Iterator[Block]:
    """Footnotes, then endnotes, in their order; at the end, since a note parts no sentence of the text."""
    for part in document.part.package.iter_parts():
        name = str(part.partname).rpartition("/")[2]
        if name in NOTE_PARTS:
            root = parse_xml(part.blob)
            for note in root:
                if note.get(qn("w:type")) not in ("separator", "continuationSeparator", "continuationNotice"):
                    yield from _blocks(note, headings)


def _heading_styles(document: Any) -> set[str]:
    """Ids of the styles that are headings: by their built-in name, or by an outline level of 1 to 9."""
    found = set()
    for style in document.styles.element.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        level = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        named = name is not None and str(name.get(qn("w:val"))).lower().startswith(HEADING_STYLES)
        if named or _is_heading_level(level):
            found.add(str(style.get(qn("w:styleId"))))
    return found


def _is_heading_level(level: Any) -> bool:
    return level is not None and level.get(qn("w:val"), "9") < "9"  # 9 is body text


def _blocks(parent: Any, headings: set[str]) -> Iterator[Block]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, headings)
        elif child.tag == qn("w:tbl"):
            yield from _rows(child, headings)
        elif child.tag in WRAPPERS:
            yield from _blocks(child, headings)


def _paragraph(node: Any, headings: set[str]) -> Iterator[Block]:
    style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    level = node.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    heading = _is_heading_level(level) or (style is not None and style.get(qn("w:val")) in headings)
    if text := _text(node).strip():
        yield Block(" ".join(text.split()) if heading else text, "heading" if heading else "paragraph")
    yield from _boxes(node, headings)


def _rows(table: Any, headings: set[str]) -> Iterator[Block]:
    """A row of one cell is a frame around what stands in it; of several, one line, then what its cells hold besides."""
    for row in _inside(table, "w:tr"):
        if any(child.tag == qn("w:del") for properties in row.findall(qn("w:trPr")) for child in properties):
            continue
        cells = list(_inside(row, "w:tc"))
        if len(cells) == 1:
            yield from _blocks(cells[0], headings)
            continue
        texts = (" ".join(" ".join(_text(p) for p in _inside(cell, "w:p")).split()) for cell in cells)
        if text := " | ".join(text for text in texts if text):
            yield Block(text, "row")
        for cell in cells:
            for inner in _inside(cell, "w:tbl"):
                yield from _rows(inner, headings)
            for paragraph in _inside(cell, "w:p"):
                yield from _boxes(paragraph, headings)


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The nearest elements of a name, in order, through content controls, insertions and the like."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, name)


def _boxes(node: Any, headings: set[str]) -> Iterator[Block]:
    for box in node.iter(qn("w:txbxContent")):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield from _blocks(box, headings)


def _text(node: Any) -> str:
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag == qn("w:pPr") or node.tag in SKIPPED:
        return ""
    return SPACES.get(node.tag) or "".join(_text(child) for child in node)
