"""Arabic print without its vowel marks: Tesseract's model takes them for dots, and cannot read vowelled text at all.

In: a grey picture, and what is read on it. Out: the picture with the marks painted over, and words put right by it.
A small network tells marks from dots and hamzas by their shape and what stands around them; it was fitted by
tests/bench/fit_shapes.py to words that many fonts draw with and without marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image
from scipy import ndimage

from ingest.readers.ocr_glyphs import HEIGHT, WIDTH, ink_of
from ingest.readers.ocr_network import outputs
from ingest.readers.ocr_words import Word
from ingest.readers.visual_order import is_arabic

AROUND = 1.6  # usual heights that are seen to each side of a stroke, upwards and downwards; sideways two thirds of it
LARGE = 0.75  # of the usual height: no mark is larger
SPECK = 0.04
SURE = 2.0  # log-odds of a mark
SAME = 0.8  # share of the wider of two words that they have in common
VOWELLED = 0.3  # marks for each other stroke: hardly a letter is without one
MARKS = re.compile("[\u064b-\u0652]")
MARKED = re.compile("[^\u064b-\u0652][\u064b-\u0652]*")
HAMZAS = re.compile("[أإآ]")  # painted over as marks at times


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A picture without the vowel marks that were on it."""

    picture: Image.Image
    marks: tuple[tuple[int, int], ...]  # middles, in pixels from the left and the top
    share: float  # marks for each stroke that is none

    @property
    def was_vowelled(self) -> bool:
        """Whether it can be read only so."""
        return self.share > VOWELLED


def without_marks(picture: Image.Image) -> Unmarked:
    """The picture without vowel marks."""
    ink = ink_of(picture)
    labels, places, boxes = strokes(ink)
    odds = _odds(features(ink, labels, places, boxes))
    chosen = [place for place, each in zip(places, odds, strict=True) if each > SURE]
    if not chosen:
        return Unmarked(picture, (), 0.0)
    grey = np.asarray(picture, np.uint8).copy()
    paper = np.uint8(np.percentile(grey, 95))
    for place in chosen:
        y, x = boxes[place]
        window = (slice(max(y.start - 2, 0), y.stop + 2), slice(max(x.start - 2, 0), x.stop + 2))
        mine = labels[window] == place + 1
        others = (labels[window] > 0) & ~mine
        grey[window][ndimage.binary_dilation(mine, iterations=2) & ~others] = paper
    middles = tuple(((x.start + x.stop) // 2, (y.start + y.stop) // 2) for y, x in (boxes[place] for place in chosen))
    return Unmarked(Image.fromarray(grey), middles, len(chosen) / max(len(boxes) - len(chosen), 1))


def with_letters(words: Sequence[Word], unmarked: Sequence[Word], marks: Sequence[tuple[int, int]]) -> list[Word]:
    """`words` of a page, those that have marks with the letters of its reading without marks where that is surer."""
    return [_better(word, unmarked) if _has_mark(word, marks) else word for word in words]


def _has_mark(word: Word, marks: Sequence[tuple[int, int]]) -> bool:
    return any(word.left <= x <= word.right and word.top <= y <= word.foot for x, y in marks)


def _better(word: Word, unmarked: Sequence[Word]) -> Word:
    for other in unmarked:
        shared = min(word.right, other.right) - max(word.left, other.left)
        tall = min(word.foot, other.foot) - max(word.top, other.top)
        if shared > SAME * max(word.width, other.width) and tall > 0:
            surer = other.confidence >= word.confidence and is_arabic(word.text[0])
            differ = HAMZAS.sub("ا", MARKS.sub("", word.text)) != HAMZAS.sub("ا", MARKS.sub("", other.text))
            return replace(word, text=_marked(other.text, word.text)) if surer and differ else word
    return word


def _marked(letters: str, marked: str) -> str:
    """`letters` with the marks of another reading of the same length."""
    parts = MARKED.findall(marked)
    bare = MARKS.sub("", letters)
    if len(bare) != len(parts):
        return letters
    return "".join(letter + part[1:] for letter, part in zip(bare, parts, strict=True))


def strokes(ink: np.ndarray) -> tuple[np.ndarray, list[int], list[tuple[slice, slice]]]:
    """Labels of the connected strokes, which of them are small enough for marks, and the boxes of all."""
    labels, _ = ndimage.label(ink > 0.5, np.ones((3, 3)))
    boxes = ndimage.find_objects(labels)
    usual = _usual(boxes)
    sizes = [max(y.stop - y.start, x.stop - x.start) for y, x in boxes]
    return labels, [i for i, size in enumerate(sizes) if SPECK * usual + 1 < size < LARGE * usual], boxes


def _usual(boxes: list[tuple[slice, slice]]) -> float:
    """The height of letters, whether or not there are marks."""
    heights = np.asarray([y.stop - y.start for y, _ in boxes if y.stop - y.start > 3] or [1], np.float32)
    return float(np.average(heights, weights=heights**2))


def features(ink: np.ndarray, labels: np.ndarray, places: list[int], boxes: list[tuple[slice, slice]]) -> np.ndarray:
    """Two patches of each stroke, float32 (n, 2, HEIGHT, WIDTH): itself, and all the ink around it."""
    usual = _usual(boxes)
    up, side = round(AROUND * usual), round(AROUND * usual * WIDTH / HEIGHT)
    around = np.pad(ink, ((up, up), (side, side)))
    own = np.pad(labels, ((up, up), (side, side)))
    found = np.zeros((len(places), 2, HEIGHT, WIDTH), np.float32)
    for row, place in enumerate(places):
        y, x = boxes[place]
        middle, centre = (y.start + y.stop) // 2, (x.start + x.stop) // 2
        window = (slice(middle, middle + 2 * up), slice(centre, centre + 2 * side))
        mine = around[window] * (own[window] == place + 1)
        tall, wide = y.stop - y.start, x.stop - x.start
        tight = mine[up - tall : up + tall, side - wide : side + wide]
        for channel, part in enumerate((tight, around[window])):
            found[row, channel] = np.asarray(Image.fromarray(part).resize((WIDTH, HEIGHT), Image.Resampling.BOX))
    return found


def _odds(patches: np.ndarray) -> np.ndarray:
    """Log-odds (n,) that each stroke is a mark, 0 where it is as likely as not."""
    x = outputs("marks", patches)
    odds: np.ndarray = x[:, 1] - x[:, 0]
    return odds
