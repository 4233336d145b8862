"""What the library keeps and gives back: frozen records shared by ingest, assistant and ui.

In: nothing. Out: Document, Passage, Window, EmbeddedPassage, Hit. All offsets are character offsets into the
document's cleaned text (`Document.text`), end exclusive. How they are stored is the business of library.py.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

import numpy as np

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")
Unit = Literal["passages", "windows"]  # what has a vector
UNITS: tuple[Unit, ...] = ("passages", "windows")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in the text, on a line of its own that no passage holds."""

    start: int  # of the heading itself
    title: str  # "" for the document's own title: what stands right under it is in no section


# Why a text may not be what the file shows; the words for each are the faces' business.
ExtractionWarning = Literal[
    "reversed-text", "no-text-layer", "broken-words", "unknown-language", "pages-unread", "marks-left-out"
]


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """How well a file could be read: what an administrator looks at before trusting it."""

    format: str = ""  # the reader that took it: "pdf", "docx", "html"…
    pages: int = 0  # in the file; 0 for formats without pages
    characters: int = 0  # of the cleaned text
    ocr_pages: tuple[int, ...] = ()  # 1-based, those read from their picture: figures there may be misread
    broken_word_share: float = 0.0  # 0-1, of words that no spelling explains
    lines_dropped: int = 0  # mastheads, running lines, repeats, captions
    warnings: tuple[ExtractionWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document as indexed: the cleaned text and what is known of it."""

    id: str  # stable across re-indexing of the same path
    title: str
    source: str  # publisher or body, "" when unknown
    date: str  # ISO "YYYY", "YYYY-MM" or "YYYY-MM-DD"; "" when unknown: a guessed date would be cited as fact
    language: Language  # of most of its letters; each passage has its own
    kind: str  # report, statement, resolution, article, speech; "" when unknown
    path: str  # the file that was indexed, absolute
    file_sha256: str  # of the file's bytes and what a TOML file beside it says of it: how "unchanged" is known
    text: str  # cleaned text; every citation's quote is text[start:end]
    pages: tuple[int, ...] = ()  # start offset of each page; () for formats without pages
    sections: tuple[Section, ...] = ()
    counterpart: str = ""  # absolute path of its version in the other language, "" when none is stated beside the file
    extraction: ExtractionReport = ExtractionReport()

    @property
    def ocr_pages(self) -> tuple[int, ...]:
        """The 1-based pages that were read from their picture."""
        return self.extraction.ocr_pages

    def page_at(self, offset: int) -> int | None:
        """The 1-based page that holds `offset`, None for formats without pages."""
        return bisect_right(self.pages, offset) or None

    def section_at(self, offset: int) -> str:
        """The heading above `offset`, "" when there is none."""
        at = bisect_right(self.sections, offset, key=attrgetter("start"))
        return self.sections[at - 1].title if at else ""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a passage, embedded beside it: what finds a fact in a long passage."""

    start: int
    end: int
    sentences: Literal[0, 1, 2]  # whole sentences in it; 0 for a clause of a long sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: whole sentences up to the encoder's useful length."""

    document_id: str
    ordinal: int  # 0-based position in the document
    language: Language  # by its own letters, not the document's
    start: int
    end: int
    text: str  # document.text[start:end]
    page: int | None
    section: str  # heading above it, "" when none
    windows: tuple[Window, ...] = ()
    ocr: bool = False  # some of it was read from a scan


@dataclass(frozen=True, slots=True, eq=False)
class EmbeddedPassage:
    """A passage with its vectors, each float32 and of unit length."""

    passage: Passage
    vector: np.ndarray  # (dim,)
    window_vectors: np.ndarray  # (len(passage.windows), dim), in the windows' order


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text: what lists and citations need."""

    id: str
    title: str
    source: str
    date: str
    language: Language
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a search may reach: those named, or with `excluded` all but those."""

    documents: frozenset[str]  # ids
    excluded: bool = False

    def admits(self, document_id: str) -> bool:
        """Whether a search may reach this document."""
        return (document_id in self.documents) != self.excluded


Relation = Literal["near-duplicate", "counterpart"]


@dataclass(frozen=True, slots=True)
class Relative:
    """Another document that says the same: in nearly the same words, or in the other language."""

    document: DocumentInfo
    relation: Relation


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where the words of an anchor stand now."""

    state: Literal["current", "moved", "changed", "gone"]  # changed: the document is there, the words are not
    document_id: str  # of the document that holds the words; the anchor's own where none does
    start: int  # offsets and page as they are now; as the anchor has them where the words are nowhere
    end: int
    page: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A retrieved passage; `sentences` are its one-sentence windows with their closeness to the query."""

    passage: Passage
    document: DocumentInfo
    score: float  # for ranking, higher better; comparable across languages within one query only
    relevance: float  # probability 0-1 that the passage answers the query
    sentences: tuple[tuple[Window, float], ...] = field(default=())  # centred cosine -1..1, higher better
    vector: np.ndarray = field(default_factory=lambda: np.empty(0, np.float32))  # of the passage, (dim,), unit length
    # Of the passage's windows, in their order, (windows, dim), unit length; empty where they were not kept.
    window_vectors: np.ndarray = field(default_factory=lambda: np.empty((0, 0), np.float32))
