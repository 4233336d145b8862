"""LoadedFile -> CleanDocument: the text that is indexed and quoted, without what is not the document's own.

In: a file as its reader gives it. Out: paragraphs joined by an empty line, with title, headings, pages and language
beside them, and the lines left out. No word is changed. Which lines are noise is said in noise.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.errors import FileEmpty, FileGarbled
from corpus.foreign import is_foreign
from corpus.language import language_of
from corpus.records import ExtractionReport, ExtractionWarning, Section
from ingest.noise import captions, is_boilerplate, masthead, repeats
from ingest.paragraphs import Line, key, lines
from ingest.quality import broken_word_share, is_backwards
from ingest.records import CleanDocument, LoadedFile

BETWEEN = "\n\n"
FIRST_LINES = 10  # where a title stands
TITLE_WORDS, TITLE_CHARACTERS = 30, 250
BYLINES = tuple(f"{key(word)} " for word in ("كتب", "كتبت", "بقلم", "إعداد", "ترجمة", "by", "written by"))
DOUBTFUL, GARBLED = 0.05, 0.35  # shares of broken words to warn of, and to refuse
BODY_WORDS = 12  # what stands under a heading has more words than this


def clean(loaded: LoadedFile, force: bool = False) -> CleanDocument:
    """The cleaned document.

    Raises FileEmpty where there is no Arabic or Latin letter, FileGarbled where most words are broken, unless `force`.
    """
    found = lines(loaded.reading.blocks)
    dropped = [line.text for line in found if is_boilerplate(line)]
    found = [line for line in found if not is_boilerplate(line)]
    found = _without(found, masthead(found, loaded.metadata.title), dropped)
    found = _without(found, _source_lines(found, loaded.metadata.source), dropped)
    title, place = _title(found, loaded)
    found = _without(found, captions(found, place), dropped)
    place, found = _title_once(found, title)
    headings = _headings(found, place)
    repeated = repeats(found, headings)
    dropped += [found[i].text for i in sorted(repeated)]
    document = _document(loaded, title, found, headings, repeated, dropped)
    share = document.extraction.broken_word_share
    if share > GARBLED and not force:
        raise FileGarbled(path=loaded.path, percent=round(100 * share), limit=round(100 * GARBLED))
    return document


def _without(found: list[Line], places: set[int], dropped: list[str]) -> list[Line]:
    dropped.extend(found[i].text for i in sorted(places))
    return [line for i, line in enumerate(found) if i not in places]


def _source_lines(found: Sequence[Line], source: str) -> set[int]:
    """A first line that only names the publisher, which stands in the metadata."""
    return {i for i, line in enumerate(found[:FIRST_LINES]) if source and line.key == key(source)}


def _title(found: Sequence[Line], loaded: LoadedFile) -> tuple[str, int]:
    """The title and its place among the lines, -1 where it is none of them."""
    stated = " ".join(loaded.metadata.title.split())
    if stated:
        return stated, next((i for i, line in enumerate(found[:FIRST_LINES]) if line.key == key(stated)), -1)
    sheets = loaded.format == "office_sheets"  # whose headings are the names of sheets: "Sheet1"
    for i, line in enumerate(found[:FIRST_LINES]):
        if line.kind == "heading" and not sheets:
            return line.text, i
    if found and not sheets and _can_be_title(found[0]):
        return found[0].text, 0
    return PurePath(loaded.path).stem, -1


def _title_once(found: list[Line], title: str) -> tuple[int, list[Line]]:
    """The lines with the title once, and its place; -1 where no other line would be left."""
    places = [i for i, line in enumerate(found) if line.key == key(title)]
    if not places or len(places) == len(found):
        return -1, found
    return places[0], [line for i, line in enumerate(found) if i not in places[1:]]


def _can_be_title(line: Line) -> bool:
    few = len(line.text.split()) <= TITLE_WORDS and len(line.text) <= TITLE_CHARACTERS
    return few and line.kind != "row" and not line.text.endswith((".", "،", ",", "؛", ";", ":"))


def _headings(found: Sequence[Line], title: int) -> dict[int, str]:
    """The headings by place, the title's as "": those that the file marks, else short lines over a paragraph."""
    marked = {i for i, line in enumerate(found) if line.kind == "heading" and i != title}
    places = marked or {i for i in range(len(found)) if i != title and _looks_like_heading(found, i)}
    # What has no text under it is no heading of anything: it stays in the text.
    last_text = max((i for i in range(len(found)) if i not in places and i != title), default=-1)
    return {i: "" if i == title else found[i].text for i in sorted({*places, title}) if 0 <= i < last_text}


def _looks_like_heading(found: Sequence[Line], place: int) -> bool:
    """A short line over a paragraph, alone or right under one other short line; more in a row are a list."""
    if not found[place].is_short or (place < 3 and _is_place_or_author(found[place])):
        return False
    after = place + 1
    while after < len(found) and found[after].is_short:
        after += 1
    before = place
    while before and found[before - 1].is_short:
        before -= 1
    return after - before <= 2 and after < len(found) and _is_body(found[after])


def _is_place_or_author(line: Line) -> bool:
    """A first line with figures is a date line, and its date must stay findable."""
    return any(c.isdigit() for c in line.text) or line.key.startswith(BYLINES)


def _is_body(line: Line) -> bool:
    return line.kind == "paragraph" and len(line.text.split()) > BODY_WORDS


def _document(
    loaded: LoadedFile,
    title: str,
    found: Sequence[Line],
    headings: Mapping[int, str],
    repeated: set[int],
    dropped: list[str],
) -> CleanDocument:
    text = ""
    sections: list[Section] = []
    starts: dict[int | None, int] = {}
    for i, line in enumerate(found):
        if i not in repeated:
            text += BETWEEN if text else ""
            if i in headings:
                sections.append(Section(len(text), headings[i]))
            for offset, page in ((0, line.page), *line.breaks):
                starts.setdefault(page, len(text) + offset)
            text += line.text
    # Each default comes back only where there is no letter of either script.
    if (language := language_of(text, "ar")) != language_of(text, "en"):
        raise FileEmpty(path=loaded.path, detail="no Arabic or Latin letters")
    return CleanDocument(
        path=loaded.path,
        sha256=loaded.sha256,
        text=text,
        metadata=replace(loaded.metadata, title=title, language=language),
        language=language,
        pages=_pages(starts, len(text)),
        sections=tuple(sections),
        extraction=_extraction(loaded, text, len(dropped)),
        dropped=tuple(dropped),
    )


def _extraction(loaded: LoadedFile, text: str, dropped: int) -> ExtractionReport:
    reading = loaded.reading
    share = broken_word_share(text)
    signs: dict[ExtractionWarning, bool] = {
        "reversed-text": is_backwards(text),
        "broken-words": share > DOUBTFUL,
        "unknown-language": is_foreign(text),
        "no-text-layer": bool(reading.ocr_pages)
        and len(reading.ocr_pages) + len(reading.unread_pages) >= reading.pages,
        "pages-unread": bool(reading.unread_pages),
        "marks-left-out": reading.without_marks,
    }
    return ExtractionReport(
        format=loaded.format,
        pages=reading.pages,
        characters=len(text),
        ocr_pages=reading.ocr_pages,
        broken_word_share=round(share, 4),
        lines_dropped=reading.dropped + dropped,
        warnings=tuple(name for name, there in signs.items() if there),
    )


def _pages(starts: dict[int | None, int], length: int) -> tuple[int, ...]:
    """Where each page begins; a page without text begins where the next one does."""
    numbers = [number for number in starts if number is not None]
    pages: list[int] = []
    following = length
    for number in range(max(numbers, default=0), 0, -1):
        following = starts.get(number, following)
        pages.append(following)
    return tuple(reversed(pages))
