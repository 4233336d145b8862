"""Lines in the other script, read a second time by the model of their own: an English paragraph on an Arabic page.

In: the page and the words that the page's own model read. Out: the same, the lines replaced of which the other model is
surer. What the wrong model makes of a line is junk, and it knows: its confidence is low.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PIL import Image

from ingest.readers.ocr_words import Word, box, by_line, mean_confidence

DOUBTFUL = 72.0  # confidence (0-100) under which a line is shown to the other model
SURE, SURER = 70.0, 10.0  # how sure the other model must be, and by how much surer
EDGE, APART = 6, 30  # pixels
LETTERS = 3  # shorter lines are page numbers and specks


def read_lines_again(
    page: Image.Image, words: Sequence[Word], recognise: Callable[[Image.Image], list[Word]]
) -> list[Word]:
    """`words` in order, with the doubtful lines by `recognise`, the reader of the other script."""
    lines = list(by_line(words))
    places = [i for i, line in enumerate(lines) if _is_doubtful(line)]
    if not places:
        return list(words)
    sheet, tops = _sheet(page, [box(lines[i]) for i in places])
    seen = recognise(sheet)
    for place, (top, foot) in zip(places, tops, strict=True):
        mine = [word for word in seen if top <= word.middle < foot]
        sure = mean_confidence(mine)
        if mine and sure >= SURE and sure >= mean_confidence(lines[place]) + SURER:
            left, line_top, right, line_foot = box(lines[place])
            lines[place] = [
                replace(word, line=lines[place][0].line, left=left, width=right - left, top=line_top,
                        height=line_foot - line_top)
                for word in mine
            ]  # fmt: skip
    return [word for line in lines for word in line]


def _is_doubtful(line: Sequence[Word]) -> bool:
    return sum(len(word.text) for word in line) >= LETTERS and mean_confidence(line) < DOUBTFUL


def _sheet(page: Image.Image, boxes: Sequence[tuple[int, int, int, int]]) -> tuple[Image.Image, list[tuple[int, int]]]:
    """The lines' pictures one under the other, and where each begins and ends."""
    width = max(right - left for left, _, right, _ in boxes) + 2 * (EDGE + APART)
    height = sum(foot - top + 2 * EDGE + APART for _, top, _, foot in boxes) + APART
    sheet = Image.new("L", (width, height), 255)
    places = []
    at = APART
    for left, top, right, foot in boxes:
        sheet.paste(page.crop((left - EDGE, top - EDGE, right + EDGE, foot + EDGE)), (APART, at))
        places.append((at, at + foot - top + 2 * EDGE))
        at += foot - top + 2 * EDGE + APART
    return sheet, places
