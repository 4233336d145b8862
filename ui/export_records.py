"""What exports are made of: excerpts chosen by a reader, and the paragraphs of a document that is written out.

In: hits of a search. Out: frozen records. How paragraphs are drawn is export_docx.py's and export_pdf.py's.
"""

from dataclasses import dataclass
from typing import Literal

from corpus.anchors import anchor
from corpus.records import Hit, Language

Style = Literal["title", "note", "heading", "question", "body", "quote", "reference"]
Look = Literal["plain", "strong", "quiet", "struck"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a document as a researcher cites them."""

    document_id: str
    title: str
    source: str  # publisher or body, "" when unknown
    date: str  # ISO of any length, "" when unknown
    kind: str  # report, statement, resolution, article, speech; "" when unknown
    language: Language  # of the quote
    page: int | None
    quote: str  # verbatim
    anchor: str  # permanent reference to document, page and words
    ocr: bool = False  # read from a scan: its figures may be misread


def excerpt_of(hit: Hit) -> Excerpt:
    """The excerpt that a hit shows: its whole passage."""
    info, passage = hit.document, hit.passage
    place = str(anchor(info.id, passage.page, passage.start, passage.end, passage.text))
    return Excerpt(
        info.id, info.title, info.source, info.date, info.kind,
        passage.language, passage.page, passage.text, place, passage.ocr,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one language within a paragraph."""

    text: str
    language: Language
    look: Look = "plain"
    target: str = ""  # name of the paragraph that a click leads to
    ours: Language | None = None  # its figures are ours, in text of this language; None: a document's own


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its own direction."""

    style: Style
    language: Language
    spans: tuple[Span, ...]
    name: str = ""  # what links lead to
