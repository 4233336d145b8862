"""One PDF page to its lines in reading order: glyphs to rows, rows to columns, ruled tables to rows of cells.

In: a pdfplumber page. Out: Lines whose text is in the order of reading (visual_order.py turns it). What becomes a
heading or a paragraph is the business of pdf.py.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from statistics import median
from typing import Any, Literal

from ingest.readers.pdf_glyphs import NO_LETTERS, UNMAPPED, Glyph, page_glyphs
from ingest.readers.pdf_marked import MarkedPage
from ingest.readers.pdf_nameless import nameless, with_texts
from ingest.readers.visual_order import MIRRORED, is_arabic, reading_order, reads_from_right, units_after

SENTENCE_END = (".", "؟", "!", "?", ":")
FULL = 0.6  # share of its column that a line fills where the text goes on in the next
EDGE = 3  # rows that may be running heads
YEARS = re.compile(r"^((?:1[5-9]|2[01])\d\d)([-–])((?:1[5-9]|2[01])\d\d)(?!\d)")
SIGN_AFTER = re.compile(r"(\d[\d.,٫٬]*[%٪]?)([+−-])")


@dataclass(frozen=True, slots=True)
class Text:
    """What a line says: as it is drawn, and with its brackets the other way round.

    Where Arabic runs, a bracket is drawn mirrored. Most programs name the shape that is seen, LibreOffice the
    character that was typed; which of the two a file does shows in all of its lines together (pdf.py).
    """

    drawn: str
    typed: str


@dataclass(frozen=True)
class Row:
    """Glyphs of one height from left to right, or a whole ruled table; not yet text."""

    glyphs: tuple[Glyph, ...]
    table: tuple[Text, ...] = ()

    @cached_property
    def y(self) -> float:
        return median(glyph.y for glyph in self.glyphs)

    @cached_property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.glyphs)

    @cached_property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def ink(self) -> tuple[list[float], list[float], list[float]]:
        """Of its glyphs but spaces: their middles, how far ink reaches up to each, and where it begins from each on."""
        inked = [glyph for glyph in self.glyphs if glyph.text != " "]
        after = list(accumulate((glyph.x0 for glyph in reversed(inked)), min))
        return [glyph.middle for glyph in inked], list(accumulate((g.x1 for g in inked), max)), after[::-1]


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    typed: str  # the text of a file that names brackets as they were typed
    kind: Literal["line", "row"]
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    from_right: bool
    left: float  # the edges of its column
    right: float
    paragraph: int = 0  # its number on the page, from 1, where OCR says so; 0 where the layout must tell


def page_lines(page: Any, after_arabic: bool = False, letters: Mapping[str, str] = NO_LETTERS) -> list[Line]:
    """The lines of a page; `after_arabic`: whether the text before it breaks off in an Arabic sentence.

    `letters`: of glyphs that the file does not name, and of stretches without a name.
    """
    glyphs = page_glyphs(_on_the_page(page), letters)
    if letters:
        glyphs = with_texts(glyphs, nameless(page.page_number - 1, unnamed_rows(page)), letters)
    from_right = reads_from_right([glyph.text for glyph in glyphs], otherwise=False)
    tables, glyphs = _tables(page, glyphs, from_right)
    rows = sorted([*_rows(glyphs), *tables], key=lambda row: row.y)
    lines: list[Line] = []
    for column in _columns(rows, from_right):
        lines += _column_lines(column, from_right, goes_on_in_arabic(lines) if lines else after_arabic)
    return lines


def upright(page: Any) -> Any:
    """The page turned so that most of its text runs level: a table across the paper is often drawn sideways."""
    turns = Counter(_turn(char["matrix"]) for char in page.chars if char["text"] != " ")
    turn = turns.most_common(1)[0][0] if turns else 0
    if not turn:
        return page
    rotation = (int(page.rotation) + turn) % 360
    page.close()
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = rotation
    return MarkedPage(page)


def _turn(matrix: tuple[float, ...]) -> int:
    """By how many degrees clockwise text with this matrix must be turned to run from left to right."""
    along, up = matrix[0], matrix[1]
    if abs(along) >= abs(up):
        return 0 if along >= 0 else 180
    return 90 if up > 0 else 270


def _on_the_page(page: Any) -> list[dict[str, Any]]:
    """Its characters but for those that stand outside of what is shown: beyond the paper, or cropped away."""
    left, top, right, foot = page.cropbox
    return [
        char
        for char in page.chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= foot
    ]


def unnamed_rows(page: Any) -> list[tuple[Glyph, ...]]:
    """The rows of a page that hold glyphs which stand for letters but name none, from left to right."""
    if not any(UNMAPPED.fullmatch(char["text"]) for char in page.chars):
        return []
    rows = _rows(page_glyphs(_on_the_page(page)))
    return [row.glyphs for row in rows if any(glyph.name for glyph in row.glyphs)]


def goes_on_in_arabic(lines: Iterable[Line]) -> bool:
    """Whether the last full line breaks off in an Arabic sentence; footers and captions are no full lines."""
    full = [line for line in lines if line.kind == "line" and line.x1 - line.x0 > FULL * (line.right - line.left)]
    return bool(full) and is_arabic(full[-1].text) and not full[-1].text.endswith(SENTENCE_END)


def _rows(glyphs: list[Glyph]) -> Iterator[Row]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if row and glyph.y - row[0].y > 0.4 * max(row[0].size, glyph.size):
            yield from _row(row)
            row = []
        row.append(glyph)
    yield from _row(row)


def _row(glyphs: list[Glyph]) -> Iterator[Row]:
    if any(glyph.text != " " for glyph in glyphs):
        yield Row(tuple(sorted(glyphs, key=lambda glyph: glyph.middle)))


def _columns(rows: list[Row], from_right: bool) -> Iterator[list[Row]]:
    """Columns in the order of reading; a row that crosses the gutter ends the columns above it."""
    gutter = _gutter(rows)
    if gutter is None:
        if rows:
            yield rows
        return
    zones: list[tuple[list[Row], list[Row]]] = [([], [])]
    for row in rows:
        left, right = _parted(row, gutter)
        if (left and right and row.table) or _crosses(row, gutter):
            for side in _sides(zones.pop(), from_right):
                yield from _columns(side, from_right)
            yield [row]
            zones.append(([], []))
        else:
            zones[-1][0].extend(_row(left))
            zones[-1][1].extend(_row(right))
    for side in _sides(zones.pop(), from_right):
        yield from _columns(side, from_right)


def _sides(zone: tuple[list[Row], list[Row]], from_right: bool) -> Iterable[list[Row]]:
    return reversed(zone) if from_right else zone


def _gutter(rows: list[Row]) -> float | None:
    """The x in the middle three fifths that most rows leave free, with full columns of text on both sides of it."""
    if len(rows) < 6:
        return None
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    width = right - left
    steps = [left + width * share / 100 for share in range(20, 81)]
    free = [sum(not _crosses(row, x) for row in rows) for x in steps]
    best = max(free)
    places = [x for x, count in zip(steps, free, strict=True) if count == best]
    x = places[len(places) // 2]
    return x if best >= 0.7 * len(rows) and _are_columns(rows, x, left, right) else None


def _are_columns(rows: list[Row], x: float, left: float, right: float) -> bool:
    """Text fills its columns, cells of a table without rules do not."""
    sides: tuple[list[float], list[float]] = ([], [])
    for row in rows:
        if not _crosses(row, x):
            for side, part in zip(sides, _parted(row, x), strict=True):
                inked = [glyph for glyph in part if glyph.text != " "]
                if inked:
                    side.append(inked[-1].x1 - inked[0].x0)
    widths = (x - left, right - x)
    return all(len(s) >= 4 and median(s) > 0.6 * width for s, width in zip(sides, widths, strict=True))


def _crosses(row: Row, x: float) -> bool:
    """Whether ink stands at x or so near that the gap is only one between words."""
    middles, before, after = row.ink
    place = bisect_right(middles, x)
    if place in (0, len(middles)):
        return (place > 0 and before[-1] > x) or (place < len(middles) and after[0] < x)
    return after[place] - before[place - 1] < 0.9 * row.glyphs[0].size


def _parted(row: Row, x: float) -> tuple[list[Glyph], list[Glyph]]:
    return [g for g in row.glyphs if g.middle <= x], [g for g in row.glyphs if g.middle > x]


def _column_lines(rows: list[Row], from_right: bool, after_arabic: bool) -> Iterator[Line]:
    # Not the outermost: a header and a footer may stand out into the margins.
    out = len(rows) // 8
    left, right = sorted(row.x0 for row in rows)[out], sorted(row.x1 for row in rows)[-1 - out]
    gapped = [len(_cells(row)) > 1 for row in rows]
    turned: bool | None = None
    for place, row in enumerate(rows):
        turned = _direction(row, from_right, turned, after_arabic, left, right)
        neighbours = gapped[max(place - 1, 0) : place] + gapped[place + 1 : place + 2]
        if row.table:
            texts = row.table
        elif gapped[place] and any(neighbours):  # one line with a gap is a tab stop, several are a table
            texts = (_both(partial(_joined, _cells(row), turned)),)
        else:
            texts = ()
        for text in texts:
            yield _line(row, text, "row", turned, left, right)
        if not texts:
            text = _both(partial(_text, row.glyphs, turned, after_arabic))
            line = _line(row, text, "line", turned, left, right)
            yield line
            # A short line ends a paragraph; at the top of a page it is a running head, and the text goes on below it.
            if line.x1 - line.x0 > FULL * (right - left) or place >= EDGE:
                after_arabic = goes_on_in_arabic([line])


def _direction(row: Row, from_right: bool, above: bool | None, after_arabic: bool, left: float, right: float) -> bool:
    """By the majority of words; where that differs from the line above, by the edge of the column that it keeps to:

    the last line of an Arabic paragraph may hold nothing but a Latin name. A line with Arabic words in a paragraph
    that goes on is one of it, though an address in it may be longer than they are.
    """
    texts = [glyph.text for glyph in row.glyphs]
    words = "".join(texts).split()  # not letters: an address has many
    turned = reads_from_right(words, otherwise=reads_from_right(texts, otherwise=from_right))
    if above and after_arabic and any(map(is_arabic, texts)):
        return True
    inked = [glyph for glyph in row.glyphs if glyph.text != " "]
    at_left = inked[0].x0 - left < inked[0].size
    at_right = right - inked[-1].x1 < inked[0].size
    return at_right if above not in (None, turned) and at_left != at_right else turned


def _line(row: Row, text: Text, kind: Literal["line", "row"], turned: bool, left: float, right: float) -> Line:
    inked = [glyph for glyph in row.glyphs if glyph.text != " "]
    bold = all(glyph.bold for glyph in inked)
    size = median(glyph.size for glyph in inked)
    return Line(
        text.drawn, text.typed, kind, inked[0].x0, max(g.x1 for g in inked), row.y, size, bold, turned, left, right
    )


def _cells(row: Row) -> list[list[Glyph]]:
    """The row's glyphs parted where a gap is too wide for one between words."""
    cells: list[list[Glyph]] = []
    edge = float("-inf")
    for glyph in row.glyphs:
        if glyph.text == " ":
            continue
        if glyph.x0 - edge > 2.5 * glyph.size:
            cells.append([])
        cells[-1].append(glyph)
        edge = max(edge, glyph.x1)
    return cells


def _both(text: Callable[[bool], str]) -> Text:
    drawn = text(False)
    return Text(drawn, text(True) if any(c in MIRRORED for c in drawn) else drawn)


def _joined(cells: Iterable[list[Glyph]], from_right: bool, typed: bool) -> str:
    texts = []
    for cell in cells:
        turned = reads_from_right([glyph.text for glyph in cell], otherwise=from_right)
        text = " ".join(_text(row.glyphs, turned, False, typed) for row in _rows(cell))
        # Of a cell that is one number: its sign is drawn on either side, by the direction of a text that has no letter.
        texts.append(SIGN_AFTER.sub(r"\2\1", text) if turned and SIGN_AFTER.fullmatch(text) else text)
    return " | ".join(text for text in (reversed(texts) if from_right else texts) if text)


def _text(glyphs: Iterable[Glyph], from_right: bool, after_arabic: bool, typed: bool) -> str:
    drawn = _without_covered_spaces(list(glyphs))
    raised = _note_marks(drawn)
    texts: list[str] = []
    edge: float | None = None
    for place, glyph in enumerate(drawn):
        gap = edge is not None and glyph.x0 - edge > 0.2 * glyph.size
        if gap or (place and raised[place] != raised[place - 1]):
            texts.append(" ")
        texts.append(MIRRORED.get(glyph.text, glyph.text) if typed else glyph.text)
        edge = glyph.x1 if edge is None else max(edge, glyph.x1)
    text = " ".join(reading_order(texts, from_right, after_arabic).split())
    return YEARS.sub(_ascending, units_after(text)) if from_right else text


def _without_covered_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    """A space is drawn over letters where a line was too full for it."""
    kept: list[Glyph] = []
    edge = float("-inf")
    for glyph, after in zip(glyphs, [*glyphs[1:], None], strict=True):
        slack = 0.1 * (glyph.x1 - glyph.x0)
        if glyph.text != " ":
            edge = max(edge, glyph.x1)
        elif edge > glyph.x1 - slack or (after is not None and after.text != " " and after.x0 < glyph.x0 + slack):
            continue
        kept.append(glyph)
    return kept


def _note_marks(glyphs: list[Glyph]) -> list[bool]:
    """Which glyphs are small raised digits: the mark of a note is no part of the word or number before it."""
    if not glyphs:
        return []
    size = max(glyph.size for glyph in glyphs)
    base = median(glyph.y for glyph in glyphs if glyph.size == size)
    raised = [g.text.isdigit() and g.size < 0.8 * size and g.y < base - 0.15 * size for g in glyphs]
    for place in range(1, len(glyphs)):
        if raised[place] and not raised[place - 1] and glyphs[place - 1].text in ("m", "م"):
            raised[place] = False  # square and cubic metres
    return raised


def _ascending(years: re.Match[str]) -> str:
    """Whether the first numbers of a line change places hangs on the line above, which not all programs ask."""
    first, hyphen, last = years.groups()
    return f"{last}{hyphen}{first}" if first > last else years[0]


def _tables(page: Any, glyphs: list[Glyph], from_right: bool) -> tuple[list[Row], list[Glyph]]:
    """Ruled tables of two columns or more, each as one Row, and the glyphs outside them.

    One row alone is the end of a table from the page before, or a frame around two columns of text.
    """
    tables: list[Row] = []
    if len(page.lines) + len(page.rects) + len(page.curves) < 3:
        return tables, glyphs
    for table in page.find_tables():
        if max(len(row.cells) for row in table.rows) < 2:
            continue
        inside = [glyph for glyph in glyphs if _within(glyph, table.bbox)]
        turned = reads_from_right([glyph.text for glyph in inside], otherwise=from_right)
        cells = [[[g for g in inside if _within(g, cell)] for cell in row.cells if cell] for row in table.rows]
        if len(table.rows) == 1 and not _is_one_line(table.bbox, inside):
            continue
        rows = (_both(partial(_joined, row, turned)) for row in cells)
        texts = tuple(text for text in rows if text.drawn)
        if texts:
            tables.append(Row(tuple(sorted(inside, key=lambda glyph: glyph.middle)), texts))
            glyphs = [glyph for glyph in glyphs if not _within(glyph, table.bbox)]
    return tables, glyphs


def _is_one_line(box: tuple[float, float, float, float], inside: list[Glyph]) -> bool:
    return bool(inside) and box[3] - box[1] < 3.5 * inside[0].size


def _within(glyph: Glyph, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= glyph.middle < box[2] and box[1] <= glyph.y < box[3]
