"""Every export by its name: what the page's buttons and `sanad search --export` write are the same bytes.

In: turns, or excerpts; a language; a day. Out: bytes. What stands in them is export_layout.py's and
export_references.py's, how a file is made export_docx.py's and export_pdf.py's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from assistant.records import Turn
from corpus.records import Language
from ui.export_layout import conversation_paragraphs, excerpts_paragraphs, in_numerals
from ui.export_records import Excerpt
from ui.export_references import bibtex, csl_json, csv_table, ris
from ui.preferences import Numerals
from ui.strings import t

Writer = Callable[[Sequence[Excerpt], Language, date, Numerals], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that excerpts are exported to."""

    name: str
    suffix: str
    media_type: str
    write: Writer


def conversation_docx(
    turns: Sequence[Turn], language: Language, title: str = "", on: date | None = None, numerals: Numerals = "latn"
) -> bytes:
    """A conversation with its references as a Word document; `language` is the page's, each answer keeps its own."""
    from ui.export_docx import docx_bytes

    day, title = on or date.today(), title or t("export_conversation", language)
    paragraphs = in_numerals(conversation_paragraphs(turns, language, title, day), numerals)
    return docx_bytes(paragraphs, language, title, _at(day))


def conversation_pdf(
    turns: Sequence[Turn], language: Language, title: str = "", on: date | None = None, numerals: Numerals = "latn"
) -> bytes:
    """The same as a PDF."""
    from ui.export_pdf import pdf_bytes

    day, title = on or date.today(), title or t("export_conversation", language)
    paragraphs = in_numerals(conversation_paragraphs(turns, language, title, day), numerals)
    return pdf_bytes(paragraphs, language, title, _at(day))


def excerpts_docx(excerpts: Sequence[Excerpt], language: Language, on: date, numerals: Numerals) -> bytes:
    """Excerpts under their documents as a Word document."""
    from ui.export_docx import docx_bytes

    paragraphs = in_numerals(excerpts_paragraphs(excerpts, language, on), numerals)
    return docx_bytes(paragraphs, language, t("export_excerpts", language), _at(on))


def excerpts_pdf(excerpts: Sequence[Excerpt], language: Language, on: date, numerals: Numerals) -> bytes:
    """The same as a PDF."""
    from ui.export_pdf import pdf_bytes

    paragraphs = in_numerals(excerpts_paragraphs(excerpts, language, on), numerals)
    return pdf_bytes(paragraphs, language, t("export_excerpts", language), _at(on))


def _plain(write: Callable[[Sequence[Excerpt], Language, date], bytes]) -> Writer:
    """A writer for programs, which read one kind of numerals."""
    return lambda excerpts, language, on, _: write(excerpts, language, on)


FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(
            "docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", excerpts_docx
        ),
        Format("pdf", "pdf", "application/pdf", excerpts_pdf),
        Format("csv", "csv", "text/csv; charset=utf-8", _plain(csv_table)),
        Format("bibtex", "bib", "application/x-bibtex; charset=utf-8", _plain(bibtex)),
        Format("ris", "ris", "application/x-research-info-systems; charset=utf-8", _plain(ris)),
        Format("csl-json", "json", "application/vnd.citationstyles.csl+json", _plain(csl_json)),
    )
}


def export_excerpts(
    name: str, excerpts: Sequence[Excerpt], language: Language, on: date | None = None, numerals: Numerals = "latn"
) -> bytes:
    """`excerpts` in the format `name` of FORMATS; `on` is the day that it names (default: today)."""
    return FORMATS[name].write(excerpts, language, on or date.today(), numerals)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
