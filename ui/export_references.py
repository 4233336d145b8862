"""Excerpts -> what spreadsheets and reference managers read: CSV, BibTeX, RIS, CSL-JSON; one entry an excerpt.

In: excerpts, a language for headings, the day of the export. Out: UTF-8 bytes. No text of a document can become a
formula, a field or an entry of its own.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from corpus.language import strip_invisible
from corpus.records import Language
from ui.export_layout import kind_name
from ui.export_records import Excerpt
from ui.strings import t

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); the apostrophe makes it text.
_FORMULA = tuple("=+-@＝＋－＠")
_COLUMNS: dict[str, Callable[[Excerpt, Language], str]] = {
    "column_title": lambda e, _: e.title,
    "column_source": lambda e, _: e.source,
    "column_date": lambda e, _: e.date,
    "column_kind": lambda e, lang: kind_name(e.kind, lang),
    "column_language": lambda e, lang: t(f"in_{e.language}", lang),
    "column_page": lambda e, _: str(e.page or ""),
    "column_quote": lambda e, _: e.quote,
    "column_ocr": lambda e, lang: t("ocr", lang) if e.ocr else "",
    "column_anchor": lambda e, _: e.anchor,
}


def csv_table(excerpts: Sequence[Excerpt], language: Language, on: date) -> bytes:
    """RFC 4180 with headings in `language`; a byte order mark, without which Excel garbles Arabic."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([t(key, language) for key in _COLUMNS])
    writer.writerows([_inert(say(excerpt, language)) for say in _COLUMNS.values()] for excerpt in excerpts)
    return out.getvalue().encode("utf-8-sig", "replace")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


# Entry type, and the field that a publisher stands in, as BibTeX's standard styles have them.
_BIBTEX: dict[str, tuple[str, str]] = {"report": ("techreport", "institution"), "article": ("article", "journal")}
_TEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def bibtex(excerpts: Sequence[Excerpt], language: Language, on: date) -> bytes:
    """Entries in UTF-8, as biber and reference managers read them; the quote is the annotation."""
    return "\n".join(_bibtex_entry(e, key, language, on) for e, key in _keyed(excerpts)).encode("utf-8", "replace")


def _bibtex_entry(excerpt: Excerpt, key: str, language: Language, on: date) -> str:
    kind, publisher = _BIBTEX.get(excerpt.kind, ("misc", "howpublished"))
    fields = {
        # A second pair of braces: a body is no person with a first name, and titles keep their capitals.
        "author": _braced(excerpt.source),
        "title": _braced(excerpt.title),
        publisher: _tex(excerpt.source),
        "date": excerpt.date,
        "year": excerpt.date[:4],
        "pages": str(excerpt.page or ""),
        "langid": {"ar": "arabic", "en": "english"}[excerpt.language],
        "annote": _tex(excerpt.quote),
        "note": _tex(_note(excerpt, language)),
        "urldate": on.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if len(excerpt.date) >= 7:
        lines.append(f"  month = {_MONTHS[int(excerpt.date[5:7]) - 1]},")
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _braced(text: str) -> str:
    return f"{{{_tex(text)}}}" if text else ""


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


_RIS = {"report": "RPRT", "article": "NEWS", "resolution": "GOVDOC", "statement": "GOVDOC"}


def ris(excerpts: Sequence[Excerpt], language: Language, on: date) -> bytes:
    """Records of tagged lines; the quote is the abstract, the permanent reference the accession number."""
    records = (
        "\r\n".join(f"{tag}  - {value}" for tag, value in _ris_fields(e, key, language, on))
        for e, key in _keyed(excerpts)
    )
    return "".join(f"{record}\r\n" for record in records).encode("utf-8", "replace")


def _ris_fields(excerpt: Excerpt, key: str, language: Language, on: date) -> Iterator[tuple[str, str]]:
    kind = _RIS.get(excerpt.kind, "GEN")
    fields = (
        ("TY", kind),
        ("ID", key),
        ("TI", _line(excerpt.title)),
        ("AU", _line(excerpt.source)),
        ("T2" if kind == "NEWS" else "PB", _line(excerpt.source)),
        ("PY", excerpt.date[:4]),
        ("DA", _ris_date(excerpt.date)),
        ("SP", str(excerpt.page or "")),
        ("LA", excerpt.language),
        ("AB", _line(excerpt.quote)),
        ("N1", _line(_note(excerpt, language))),
        ("AN", excerpt.anchor),
        ("DP", "Sanad"),
        ("Y2", _ris_date(on.isoformat())),
    )
    yield from ((tag, value) for tag, value in fields if value)
    yield "ER", ""


def _ris_date(iso: str) -> str:
    """YYYY/MM/DD with empty parts where they are not known."""
    return "/".join((*iso.split("-"), "", "")[:3]) if iso else ""


_CSL = {"report": "report", "article": "article-newspaper", "speech": "speech", "resolution": "legislation"}


def csl_json(excerpts: Sequence[Excerpt], language: Language, on: date) -> bytes:
    """Items of CSL 1.0.2; what CSL has no name for stands in `custom`, as its schema provides."""
    items = [_csl_item(excerpt, key, language, on) for excerpt, key in _keyed(excerpts)]
    return json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _csl_item(excerpt: Excerpt, key: str, language: Language, on: date) -> dict[str, object]:
    kind = _CSL.get(excerpt.kind, "document")
    source = _line(excerpt.source)
    item: dict[str, object] = {
        "id": key,
        "type": kind,
        "title": _line(excerpt.title),
        "author": [{"literal": source}] if source else [],
        "container-title" if kind == "article-newspaper" else "publisher": source,
        "issued": _csl_date(excerpt.date) if excerpt.date else {},
        "accessed": _csl_date(on.isoformat()),
        "page": str(excerpt.page or ""),
        "language": excerpt.language,
        "annote": _line(excerpt.quote),
        "note": _line(_note(excerpt, language)),
        "source": "Sanad",
        "archive_location": excerpt.anchor,
        "custom": {"quote": excerpt.quote, "anchor": excerpt.anchor, "ocr": excerpt.ocr, "kind": excerpt.kind},
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(iso: str) -> dict[str, object]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


def _note(excerpt: Excerpt, language: Language) -> str:
    reference = t("reference_is", language, anchor=excerpt.anchor)
    return f"{reference}. {t('ocr', language)}" if excerpt.ocr else reference


def _keyed(excerpts: Sequence[Excerpt]) -> Iterator[tuple[Excerpt, str]]:
    """Each excerpt with a key that no other one has, the same in every export and format."""
    for excerpt in excerpts:
        start = re.search(r"\.(\d+)-\d+\.", excerpt.anchor)
        yield excerpt, f"{excerpt.document_id}-{start[1] if start else excerpt.anchor}"


def _line(text: str) -> str:
    return " ".join(strip_invisible(text).split())
