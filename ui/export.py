"""Every export by its name: what the page's buttons and `sanad search --export` write are the same bytes.

In: turns, or excerpts; a language; a day. Out: bytes. What stands in them is export_layout.py's and
export_references.py's, how a file is made export_docx.py's and export_pdf.py's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from assistant.records import Turn
from corpus.records import Language
from ui.export_layout import conversation_paragraphs, excerpts_paragraphs
from ui.export_records import Excerpt
from ui.export_references import bibtex, csl_json, csv_table, ris
from ui.strings import t


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that excerpts are exported to."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Sequence[Excerpt], Language, date], bytes]


def conversation_docx(turns: Sequence[Turn], language: Language, title: str = "", on: date | None = None) -> bytes:
    """A conversation with its references as a Word document; `language` is the page's, each answer keeps its own."""
    from ui.export_docx import docx_bytes

    day, title = on or date.today(), title or t("export_conversation", language)
    return docx_bytes(conversation_paragraphs(turns, language, title, day), language, title, _at(day))


def conversation_pdf(turns: Sequence[Turn], language: Language, title: str = "", on: date | None = None) -> bytes:
    """The same as a PDF."""
    from ui.export_pdf import pdf_bytes

    day, title = on or date.today(), title or t("export_conversation", language)
    return pdf_bytes(conversation_paragraphs(turns, language, title, day), language, title, _at(day))


def excerpts_docx(excerpts: Sequence[Excerpt], language: Language, on: date) -> bytes:
    """Excerpts under their documents as a Word document."""
    from ui.export_docx import docx_bytes

    title = t("export_excerpts", language)
    return docx_bytes(excerpts_paragraphs(excerpts, language, on), language, title, _at(on))


def excerpts_pdf(excerpts: Sequence[Excerpt], language: Language, on: date) -> bytes:
    """The same as a PDF."""
    from ui.export_pdf import pdf_bytes

    title = t("export_excerpts", language)
    return pdf_bytes(excerpts_paragraphs(excerpts, language, on), language, title, _at(on))


FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(
            "docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", excerpts_docx
        ),
        Format("pdf", "pdf", "application/pdf", excerpts_pdf),
        Format("csv", "csv", "text/csv; charset=utf-8", csv_table),
        Format("bibtex", "bib", "application/x-bibtex; charset=utf-8", bibtex),
        Format("ris", "ris", "application/x-research-info-systems; charset=utf-8", ris),
        Format("csl-json", "json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}


def export_excerpts(name: str, excerpts: Sequence[Excerpt], language: Language, on: date | None = None) -> bytes:
    """`excerpts` in the format `name` of FORMATS; `on` is the day that it names (default: today)."""
    return FORMATS[name].write(excerpts, language, on or date.today())


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
