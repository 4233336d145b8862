"""Paragraphs -> a tagged PDF, Arabic shaped and set from right to left by Typst with the page's own font.

In: Paragraphs, the language of the page. Out: the bytes of a .pdf, the same for the same paragraphs. How pages look is
assets/export.typ's; texts reach it as data alone. No network, no files but the fonts.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files

import typst

from corpus.language import strip_invisible
from corpus.records import Language
from ui.export_records import Paragraph, Span

# First-strong isolates would guess: the language of a span is known.
_ISOLATES: dict[Language, str] = {"ar": "\u2067", "en": "\u2066"}
_END = "\u2069"


def pdf_bytes(paragraphs: Iterable[Paragraph], language: Language, title: str, when: datetime) -> bytes:
    """The document; `when` (with its time zone) is what it says of its making."""
    data = {
        "title": strip_invisible(title),
        "language": language,
        "paragraphs": [
            {**asdict(p), "spans": [{**asdict(s), "text": _isolated(s, p.language)} for s in p.spans]}
            for p in paragraphs
        ],
    }
    template = files("ui").joinpath("assets", "export.typ").read_bytes()
    made = typst.compile(template, font_paths=_fonts(), sys_inputs={"data": json.dumps(data)}, timestamp=when)
    assert isinstance(made, bytes)
    return made


def _isolated(span: Span, around: Language) -> str:
    text = strip_invisible(span.text)
    return text if span.language == around else f"{_ISOLATES[span.language]}{text}{_END}"


@cache
def _fonts() -> typst.Fonts:
    """The page's font; the system's own only where that has no letter, as for a third script."""
    folder = str(files("fontpkg_ibm_plex_sans_arabic").joinpath("files"))
    return typst.Fonts(include_system_fonts=True, font_paths=[folder])
