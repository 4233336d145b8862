"""Words of a PDF whose glyphs all have no letters, as those of a heading in a font without a table of names.

In: the rows of pages that hold unnamed glyphs. Out: what such words say, read from their picture, by their place.
Unnamed glyphs within known words are pdf_unnamed.py's; pages with hardly a name are read as scans (pdf_scans.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.ocr import read_pages
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_unnamed import sheet_of, words_of
from ingest.readers.tesseract import languages

FEWEST = 3  # glyphs: fewer are bullets and ornaments
APART = 2.5  # sizes between two words: more is another cell or column
A_SHEET, ALL = 30, 150  # stretches that are read in one go, and for a file


@dataclass(frozen=True, slots=True)
class Nameless:
    """A stretch of a row without a name: where it stands."""

    page: int  # from 0
    x0: float
    x1: float
    y: float  # of the base line
    size: float
    bold: bool

    @property
    def key(self) -> str:
        return f"{self.page} {self.x0:.0f} {self.y:.0f}"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """In points, from the page's top left."""
        return self.x0 - 4, self.y - 1.3 * self.size, self.x1 + 4, self.y + 0.7 * self.size

    def holds(self, glyph: Glyph) -> bool:
        return self.x0 <= glyph.middle <= self.x1 and abs(glyph.y - self.y) < 0.4 * self.size


def nameless(page: int, rows: Iterable[Sequence[Glyph]]) -> Iterator[Nameless]:
    """The stretches of a page; `rows` are its glyphs from left to right."""
    for row in rows:
        run: list[Glyph] = []
        for word in words_of(row):
            if run and (_is_named(word) or word[0].x0 - run[-1].x1 > APART * word[0].size):
                yield from _stretch(page, run)
                run = []
            if not _is_named(word):
                run += word
        yield from _stretch(page, run)


def _is_named(word: Sequence[Glyph]) -> bool:
    return any(glyph.text for glyph in word)


def _stretch(page: int, run: Sequence[Glyph]) -> Iterator[Nameless]:
    if len(run) >= FEWEST and any(glyph.name for glyph in run):
        size, bold = max(glyph.size for glyph in run), all(glyph.bold for glyph in run)
        yield Nameless(page, min(g.x0 for g in run), max(g.x1 for g in run), run[0].y, size, bold)


def texts_of(data: bytes, found: Sequence[Nameless]) -> dict[str, str]:
    """What the stretches say, by key, those that can be read. {} without Tesseract."""
    texts: dict[str, str] = {}
    for start in range(0, min(len(found), ALL) if languages() else 0, A_SHEET):
        part = found[start : start + A_SHEET]
        sheet, places = sheet_of(data, [(one.page, one.box) for one in part])
        (printed,) = read_pages([sheet])
        for one, (top, foot) in zip(part, places, strict=True):
            said = [line.text for line in printed.lines if top < line.y * sheet.height <= foot]
            if said:
                texts[one.key] = " ".join(said)
    return texts


def with_texts(glyphs: list[Glyph], found: Iterable[Nameless], texts: Mapping[str, str]) -> list[Glyph]:
    """The glyphs of a page, each stretch that could be read as one."""
    for one in found:
        if text := texts.get(one.key):
            glyphs = [glyph for glyph in glyphs if not one.holds(glyph)]
            glyphs.append(Glyph(text, one.x0, one.x1, one.y, one.size, one.bold))
    return glyphs
