"""What passes between the stages of a document's way in: LoadedFile, CleanDocument, IngestReport.

In: nothing. Out: frozen records; offsets and languages as in corpus/records.py.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from corpus.records import ExtractionReport, Language, Section


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file in reading order: a heading, a paragraph, a list item or a table row."""

    text: str  # logical order, as the file has it; may hold line breaks
    kind: Literal["heading", "paragraph", "row"] = "paragraph"
    page: int | None = None  # 1-based; None for formats without pages


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a file beside its text; "" where it is not known."""

    title: str = ""
    source: str = ""
    date: str = ""  # ISO "YYYY", "YYYY-MM" or "YYYY-MM-DD"
    language: str = ""  # "ar" or "en"
    kind: str = ""
    counterpart: str = ""  # file name of its version in the other language, relative to its folder

    def over(self, other: "Metadata") -> "Metadata":
        """These values where they are known, `other`'s where they are not."""
        return Metadata(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of bytes."""

    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    pages: int = 0  # in the file; 0 for formats without pages
    ocr_pages: tuple[int, ...] = ()  # 1-based, read from their picture
    unread_pages: tuple[int, ...] = ()  # 1-based, with a picture and no text that could be read
    dropped: int = 0  # running headers and footers that only the reader can tell, by where they stand
    without_marks: bool = False  # vowelled pages were read from their picture, their marks left out


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching a page may cost, and where it may lead."""

    seconds: float = 20.0
    max_mb: float = 25.0
    private: bool = False  # addresses of the own network and this computer, too


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One file to read, and what reading it may cost."""

    path: Path | str  # absolute; a str is the address of a page
    max_file_mb: float
    stall_seconds: float  # without a sign of life
    memory_mb: int
    force: bool = False  # take it however garbled it is
    fetch: FetchLimits = FetchLimits()


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file as its reader gives it: nothing cleaned yet."""

    path: str  # absolute
    sha256: str  # of the file's bytes
    format: str  # the reader that took it
    reading: Reading
    metadata: Metadata  # of the file and of what stands beside it


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """The text that is indexed and quoted, its shape and what is known of it."""

    path: str
    sha256: str
    text: str
    metadata: Metadata  # title and language always known
    language: Language
    pages: tuple[int, ...]  # start offset of each page; () for formats without pages
    sections: tuple[Section, ...]
    extraction: ExtractionReport
    dropped: tuple[str, ...] = ()  # lines left out as mastheads, repeats or captions


@dataclass(frozen=True, slots=True)
class FileFailure:
    path: str
    reason: str  # one line: value, limit, remedy


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run of indexing did; the lists hold absolute paths."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[FileFailure, ...]
    passages: int  # written in this run
    seconds: float
    removed: tuple[str, ...] = ()  # files that are gone
    duplicates: tuple[str, ...] = ()  # new files with the text of another: further paths of its document
