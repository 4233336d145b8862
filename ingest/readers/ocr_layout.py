"""A scanned page made easy to read: level, without ruled lines, its columns one under the other.

In: a grey picture, and the words of a first reading, which know the columns. Out: pictures, and the way back from a
place on them to the page. Tesseract reads Arabic lines best where it need not look for columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

import numpy as np
from PIL import Image

from ingest.readers.ocr_words import Word, box, by_line

STEPS = np.arange(-3.0, 3.01, 0.25)  # degrees
INK = 128  # grey under which a pixel is ink
SPECKS = 0.01  # percent of a page: 400 pixels at 200 dpi
FAINT = 60  # greys between paper and the faintest print; noise of a scan is some 40 at its darkest
RULE = 120  # pixels in a row that no letter has
MARGIN, APART = 8, 40  # pixels around a column and between two
FEWEST = 3  # lines of a column


def is_blank(picture: Image.Image) -> bool:
    """Whether nothing is printed: the darkest pixels are hardly darker than the paper, a few specks aside."""
    darkest, paper = np.percentile(np.asarray(picture, np.uint8), (SPECKS, 95))
    return bool(paper - darkest < FAINT)


def deskewed(picture: Image.Image) -> Image.Image:
    """The picture turned so that its lines lie level: then the rows of ink and of paper differ most."""
    small = picture.copy()
    small.thumbnail((800, 800))
    ink = Image.fromarray(255 - np.asarray(small, np.uint8))
    angle = max(STEPS, key=lambda degrees: (_contrast(ink, float(degrees)), -abs(degrees)))
    if not angle:
        return picture
    return picture.rotate(float(angle), resample=Image.Resampling.BICUBIC, fillcolor=255)


def _contrast(ink: Image.Image, degrees: float) -> float:
    rows = np.asarray(ink.rotate(degrees, resample=Image.Resampling.BILINEAR), np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def without_rules(picture: Image.Image) -> Image.Image:
    """The picture without the lines of tables and frames, which are read as letters."""
    grey = np.asarray(picture, np.uint8).copy()
    ink = grey < INK
    rules = _runs(ink) | _runs(ink.T).T
    if not rules.any():
        return picture
    for axis in (0, 1):  # their grey edges, too
        rules = rules | np.roll(rules, 1, axis) | np.roll(rules, -1, axis)
    grey[rules] = 255
    return Image.fromarray(grey)


def _runs(ink: np.ndarray) -> np.ndarray:
    """Where ink goes on for RULE pixels or more along a row."""
    if ink.shape[1] <= RULE:
        return np.zeros_like(ink)
    sums = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    starts = sums[:, RULE:] - sums[:, :-RULE] == RULE
    marks = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int32)
    marks[:, : starts.shape[1]] += starts
    marks[:, RULE : RULE + starts.shape[1]] -= starts
    return np.cumsum(marks, axis=1)[:, :-1] > 0


@dataclass(frozen=True, slots=True)
class Column:
    """A page as one column; its strips say where on the page each part of it stands."""

    picture: Image.Image
    strips: tuple[tuple[int, int, int], ...]  # where it begins in the column; its left and its top on the page

    def placed(self, words: Sequence[Word]) -> list[Word]:
        """Words of the column where they stand on the page."""
        return [self._placed(word) for word in words]

    def _placed(self, word: Word) -> Word:
        at, left, top = max(strip for strip in self.strips if strip[0] <= max(word.middle, self.strips[0][0]))
        return replace(word, left=word.left + left, top=word.top - at + top)


def one_column(picture: Image.Image, words: Sequence[Word]) -> Column:
    """The page with its blocks one under the other where some stand side by side; else as it is."""
    blocks = [list(of_block) for _, of_block in groupby(words, key=lambda word: word.line[0])]
    boxes = [box(of_block) for of_block in blocks]
    tall = [b for b, of_block in zip(boxes, blocks, strict=True) if len(list(by_line(of_block))) >= FEWEST]
    if not any(_side_by_side(one, other) for one, other in combinations(tall, 2)):
        return Column(picture, ((0, 0, 0),))
    return _stacked(picture, boxes)


def _side_by_side(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    lower = min(one[3] - one[1], other[3] - other[1])
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.5 * lower and (one[2] <= other[0] or other[2] <= one[0])


def _stacked(picture: Image.Image, boxes: Sequence[tuple[int, int, int, int]]) -> Column:
    wide = [(max(x0 - MARGIN, 0), max(y0 - MARGIN, 0), x1 + MARGIN, y1 + MARGIN) for x0, y0, x1, y1 in boxes]
    width = max(x1 - x0 for x0, _, x1, _ in wide) + 2 * APART
    sheet = Image.new("L", (width, sum(y1 - y0 + APART for _, y0, _, y1 in wide) + APART), 255)
    strips = []
    at = APART
    for x0, y0, x1, y1 in wide:
        left = width - APART - (x1 - x0)  # Arabic begins at the right
        sheet.paste(picture.crop((x0, y0, x1, y1)), (left, at))
        strips.append((at, x0 - left, y0))
        at += y1 - y0 + APART
    return Column(sheet, tuple(strips))


def in_paragraphs(words: Sequence[Word], first: Sequence[Word]) -> Iterator[Word]:
    """`words` with the blocks and paragraphs of the first reading, which saw the whole page's layout."""
    known = [(box(line), line[0].line) for line in by_line(first)]
    label = ("0", "0")
    for line in by_line(words):
        x0, y0, x1, y1 = box(line)
        shared = [(min(y1, b[3]) - max(y0, b[1]), name) for b, name in known if b[0] < x1 and x0 < b[2]]
        most, name = max(shared, default=(0, ()))
        label = (name[0], name[1]) if most > 0 else label
        for word in line:
            yield replace(word, line=(*label, *word.line))
