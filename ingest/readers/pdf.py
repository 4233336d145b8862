"""PDF files: headings by size or weight, paragraphs by the gaps between lines, tables as rows, scanned pages by OCR.

In: bytes. Out: blocks with their page numbers, without the headers, footers and page numbers that repeat over pages.
Lines and their order come from pdf_layout.py, those of scanned pages from pdf_scans.py.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from ingest.heartbeat import beat
from ingest.readers.pdf_fonts import NamedFonts
from ingest.readers.pdf_glyphs import SOFT_HYPHEN
from ingest.readers.pdf_layout import SENTENCE_END, Line, goes_on_in_arabic, page_lines, unnamed_rows, upright
from ingest.readers.pdf_marked import MarkedPage
from ingest.readers.pdf_nameless import Nameless, nameless, texts_of
from ingest.readers.pdf_scans import has_hidden_ocr, must_be_read_from_picture, scanned_lines
from ingest.readers.pdf_unnamed import Riddle, letters_of, riddles
from ingest.readers.problems import NeedsOcr, NoText, Protected, Unreadable
from ingest.readers.values import stated_title
from ingest.readers.visual_order import CLOSING
from ingest.records import Block, Metadata, Reading

PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|صفحة|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|من)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
ITEM = re.compile(r"(?:[•▪●◦*–-]|\(?\d{1,3}[.)-]|\(?[a-zأ-ي][.)])\s")
ITEM_END = (*SENTENCE_END, ";", "؛", ",", "،")
STRETCH = 200  # pages
QUOTES = {"»": "«", "›": "‹"}
OTHER_QUOTES = str.maketrans("«»‹›", "»«›‹")
NEAR = 3  # lines above and below in which a bracket may have its other half
EDGE_LINES = 3  # how many lines at the top and at the foot of a page may be headers or footers
APART = 1.8  # how far from the text a header, footer or page number stands at least, in its own size
LARGER = 1.12  # a heading's size over that of the body
LATIN_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# What English puts before a hyphen of its own.
COMPOUND_STARTS = {
    "anti", "best", "co", "cost", "counter", "cross", "decision", "early", "east", "ex", "fact", "first", "five",
    "follow", "four", "free", "full", "half", "high", "inter", "joint", "large", "law", "long", "low", "mid", "middle",
    "multi", "non", "north", "old", "peace", "policy", "post", "pre", "pro", "second", "self", "semi", "short", "small",
    "so", "socio", "south", "sub", "third", "three", "two", "under", "upper", "vice", "well", "west",
}  # fmt: skip
# And after one.
COMPOUND_ENDS = {
    "affected", "american", "based", "building", "century", "chief", "driven", "east", "fire", "funded", "general",
    "income", "led", "level", "making", "old", "oriented", "range", "related", "saving", "scale", "sharing", "specific",
    "term", "warning", "west",
}  # fmt: skip
# What follows those starts within one word.
SUFFIXES = {
    "age", "al", "ary", "ed", "eenth", "en", "ened", "er", "ers", "est", "fold", "ful", "going", "ity", "less", "ling",
    "ly", "lying", "ment", "ness", "standing", "sion", "some", "taken", "taking", "teen", "teenth", "tion", "ward",
    "wards", "way", "wide", "work", "works", "yer", "yers", "ing", "s", "y", "cast", "casts", "tional", "national",
}  # fmt: skip
HYPHEN_INSIDE = re.compile(rf"\w{SOFT_HYPHEN}\w")
SOFT_HYPHENS = (SOFT_HYPHEN, "\u2010")  # what programs put where they part a word


@dataclass(slots=True)
class _TextLayer:
    """What a file's text layer says; lists with an entry for each page, and numbers of pages from 1."""

    metadata: Metadata = field(default_factory=Metadata)
    pages: list[list[Line]] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)  # to be read from their picture instead
    hidden: list[int] = field(default_factory=list)  # whose text layer is itself of an OCR program
    riddles: list[Riddle] = field(default_factory=list)
    nameless: list[Nameless] = field(default_factory=list)


def read(data: bytes) -> Reading:
    layer = _text_layer(data, {})
    texts = texts_of(data, layer.nameless)
    pictured = {one.page + 1 for one in layer.nameless if one.key in texts}
    unread = sorted({one.page + 1 for one in layer.nameless if one.key not in texts})
    if letters := {**letters_of(data, layer.riddles), **texts}:
        layer = _text_layer(data, letters)
    metadata, pages, scans, hidden = layer.metadata, layer.pages, layer.scans, layer.hidden
    bare = False
    try:
        for number, (lines, without_marks) in zip(scans, scanned_lines(data, scans) if scans else (), strict=True):
            bare |= without_marks
            if lines:
                pages[number - 1] = lines
            else:
                unread.append(number)
    except NeedsOcr:
        if all(number in scans for number, page in enumerate(pages, start=1) if page):
            raise
        unread += scans
    if not any(pages):
        raise NoText("its pages are blank or pictures without readable text")
    pages = _with_hyphens(_with_quotes(_with_brackets(pages)))
    kept = _without_running_lines(pages)
    dropped = sum(map(len, pages)) - sum(map(len, kept))
    read_from_picture = tuple(sorted({*hidden, *scans, *pictured} - set(unread)))
    return Reading(
        tuple(_blocks(kept)), metadata, len(pages), read_from_picture, tuple(sorted(set(unread))), dropped, bare
    )


def _text_layer(data: bytes, letters: Mapping[str, str]) -> _TextLayer:
    """The text layer; `letters`: of glyphs that the file does not name."""
    layer = _TextLayer()
    try:
        # pdfplumber wraps what pdfminer raises on opening; reading a page raises pdfminer's own.
        after_arabic = False
        there = True
        while there:  # opened anew for each stretch: what pdfminer keeps of fonts and objects grows with the pages
            stretch = list(range(len(layer.pages) + 1, len(layer.pages) + 1 + STRETCH))
            with pdfplumber.open(io.BytesIO(data), pages=stretch) as document:
                document.rsrcmgr = NamedFonts()
                layer.metadata = Metadata(title=_title(document.metadata))
                for page in map(upright, map(MarkedPage, document.pages)):
                    lines = page_lines(page, after_arabic, letters)
                    layer.pages.append(lines)
                    number = len(layer.pages)
                    if must_be_read_from_picture(page, lines):
                        layer.scans.append(number)
                    elif has_hidden_ocr(page):
                        layer.hidden.append(number)
                    elif not letters:
                        rows = unnamed_rows(page)
                        layer.riddles += riddles(number - 1, rows)
                        layer.nameless += nameless(number - 1, rows)
                    after_arabic = goes_on_in_arabic(lines)
                    page.close()
                    beat()
                there = len(layer.pages) == stretch[-1]
    except (PdfminerException, PDFException) as error:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(a, PDFPasswordIncorrect) for a in error.args):
            raise Protected from None
        raise Unreadable(f"not a sound PDF: {error}") from None
    return layer


def _title(stated: dict[str, object]) -> str:
    title = stated.get("Title")
    return stated_title(title.replace("\0", "")) if isinstance(title, str) else ""


def _with_brackets(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines with the brackets that were meant: as drawn, or as typed where more lines of the file have sound pairs

    so; of a line in which the other way pairs up with the lines around it and this one does not, the other way.
    """
    doubtful = [line for page in pages for line in page if line.typed != line.text and line.from_right]
    as_typed = sum(_unpaired(line.text) - _unpaired(line.typed) for line in doubtful) > 0
    return [[_with_sound_brackets(page, place, as_typed) for place in range(len(page))] for page in pages]


def _with_sound_brackets(page: list[Line], place: int, as_typed: bool) -> Line:
    line = page[place]
    if line.typed == line.text:
        return line
    near = page[max(place - NEAR, 0) : place + NEAR + 1]
    around = [other.typed if as_typed and other.from_right else other.text for other in near]
    here = min(place, NEAR)
    usual, other = around[here], line.text if as_typed and line.from_right else line.typed
    with_other = [*around[:here], other, *around[here + 1 :]]
    better = _unpaired(" ".join(around)) - _unpaired(" ".join(with_other))
    return replace(line, text=other if better >= 2 else usual)


def _with_quotes(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines with the quotation marks of Arabic the other way round where more of the file's pair up so: a font may
    have them drawn as they were typed and its brackets not.
    """
    arabic = "\n".join(line.text for page in pages for line in page if line.from_right)
    if _unpaired(arabic, QUOTES) - _unpaired(arabic.translate(OTHER_QUOTES), QUOTES) < 2:
        return pages
    return [
        [replace(line, text=line.text.translate(OTHER_QUOTES)) if line.from_right else line for line in page]
        for page in pages
    ]


def _with_hyphens(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines with soft hyphens as hyphens where a program gives both one name, which shows inside of lines."""
    if not any(HYPHEN_INSIDE.search(line.text) for page in pages for line in page):
        return pages
    return [[replace(line, text=line.text.replace(SOFT_HYPHEN, "-")) for line in page] for page in pages]


def _unpaired(text: str, closing: Mapping[str, str] = CLOSING) -> int:
    opened: list[str] = []
    closed = 0
    for character in text:
        if character in closing.values():
            opened.append(character)
        elif opened and opened[-1] == closing.get(character):
            opened.pop()
        elif character in closing:
            closed += 1
    return closed + len(opened)


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Pages without page numbers at their edges and without edge lines that stand at the same height on many pages."""
    apart = max(APART, 1.3 * _pitch(pages))
    edges = [_edges(page, apart) for page in pages]
    counts = Counter(key for page in edges for key in {_running_key(line) for line in page})
    often = max(2, len([page for page in pages if page]) // 3)
    running = {key for key, count in counts.items() if count >= often}
    return [
        [line for line in page if line not in edge or not (_running_key(line) in running or _is_page_number(line))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: list[Line], apart: float) -> list[Line]:
    """The lines at the top and at the foot that a gap parts from the text."""
    lines = sorted((line for line in page if line.kind == "line"), key=lambda line: line.y)
    return _outer(lines, apart) + _outer(lines[::-1], apart)


def _outer(lines: list[Line], apart: float) -> list[Line]:
    for count in range(min(EDGE_LINES, len(lines) - 1), 0, -1):
        if abs(lines[count].y - lines[count - 1].y) > apart * lines[count - 1].size:
            return lines[:count]
    return []


def _is_page_number(line: Line) -> bool:
    return PAGE_NUMBER.fullmatch(line.text) is not None


def _running_key(line: Line) -> tuple[str, int, int]:
    # Page numbers and dates in a running line differ, its height and size do not.
    return re.sub(r"\d+", "#", line.text), round(line.y / 6), round(line.size)


def _blocks(pages: list[list[Line]]) -> Iterator[Block]:
    lines = [line for page in pages for line in page]
    if not lines:
        return
    body = _body_size(lines)
    bold_body = median(line.bold for line in lines for _ in line.text) > 0.5
    words = {word.lower() for line in lines for word in LATIN_WORD.findall(line.text)}
    pitch = _pitch(pages)
    for number, page in enumerate(pages, start=1):
        for group in _groups(page, body, bold_body, pitch):
            kind = _kind(group[0], body, bold_body)
            text = _joined(group, words)
            if kind == "heading" and len(text.split()) > 30:
                kind = "paragraph"
            yield Block(text, "row" if kind == "row" else "heading" if kind == "heading" else "paragraph", number)


def _body_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text) * (not line.paragraph)
    return sizes.most_common(1)[0][0]


def _pitch(pages: list[list[Line]]) -> float:
    """The usual distance between lines of a paragraph over their size."""
    steps = sorted(
        (below.y - above.y) / above.size
        for page in pages
        for above, below in pairwise(page)
        if above.kind == below.kind == "line" and abs(above.size - below.size) < 0.5
        if 0 < below.y - above.y < 4 * above.size
    )
    # Not the middle one: where paragraphs are short, half of all distances are those between paragraphs.
    return steps[len(steps) // 4] if steps else 1.2


def _kind(line: Line, body: float, bold_body: bool) -> str:
    if line.kind == "row":
        return "row"
    if line.paragraph:
        return "paragraph"
    bold = line.bold and not bold_body and len(line.text.split()) <= 14 and not line.text.endswith(".")
    return "heading" if line.size > LARGER * body or bold else "paragraph"


def _groups(page: list[Line], body: float, bold_body: bool, pitch: float) -> Iterator[list[Line]]:
    """The lines of each block."""
    group: list[Line] = []
    for line in page:
        if group and _starts_block(group[-1], line, body, bold_body, pitch):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _starts_block(above: Line, line: Line, body: float, bold_body: bool, pitch: float) -> bool:
    kind = _kind(line, body, bold_body)
    if line.paragraph or above.paragraph:
        return line.paragraph != above.paragraph
    if kind == "row" or kind != _kind(above, body, bold_body) or abs(line.size - above.size) > 0.1 * above.size:
        return True
    step = line.y - above.y
    if step > 1.3 * max(pitch, 1.0) * line.size or (ITEM.match(line.text) and above.text.endswith(ITEM_END)):
        return True
    if kind == "heading":
        return step < 0 or line.bold != above.bold
    if step <= 0 and above.text.endswith(SENTENCE_END):
        return True  # in a new column: a paragraph parted between sentences does no harm
    return _ends_early(above, line) or (step > 0 and _is_indented(above, line))


def _ends_early(above: Line, line: Line) -> bool:
    """Whether the first word below had fitted above: then the line was broken on purpose."""
    if above.text.endswith("-"):
        return False
    room = above.x0 - above.left if above.from_right else above.right - above.x1
    width = (line.x1 - line.x0) / max(len(line.text), 1)
    needed = width * (len(line.text.split(" ", 1)[0]) + 1)
    slack = 1.3 if above.text.endswith(SENTENCE_END) else 2.5
    return room > slack * needed + 0.5 * line.size


def _is_indented(above: Line, line: Line) -> bool:
    indent = line.right - line.x1 if line.from_right else line.x0 - line.left
    above_indent = above.right - above.x1 if above.from_right else above.x0 - above.left
    return indent > line.size > 2 * above_indent and above.text.endswith(SENTENCE_END)


def _joined(group: list[Line], words: set[str]) -> str:
    text = group[0].text
    for line in group[1:]:
        if text.endswith(SOFT_HYPHENS) and re.match(r"[^\W\d_]", line.text):
            text = text[:-1] + line.text
        elif re.search(r"\d[-/]$|[^\W\d_]-$", text) and re.match(r"[A-Z\d]", line.text):
            text += line.text  # a date, a pair of years or a name split at its separator: 2020-2024, el-Sisi
        elif re.search(r"[a-z]-$", text) and re.match(r"[a-z]", line.text):
            text = (text if _keeps_hyphen(text, line.text, words) else text[:-1]) + line.text
        else:
            text = f"{text} {line.text}"
    return text.replace(SOFT_HYPHEN, "")


def _keeps_hyphen(text: str, following: str, words: set[str]) -> bool:
    """Whether the word split at a line end has a hyphen of its own: by the file's other words, else its parts."""
    start = re.split(r"[\s(\"“]", text)[-1].lower()
    match = re.match(r"[^\W\d_]+", following)
    end = match[0].lower() if match else ""
    if start + end in words or start[:-1] + end in words:
        return start + end in words
    return (start[:-1] in COMPOUND_STARTS and end not in SUFFIXES) or end in COMPOUND_ENDS or "-" in start[:-1]
