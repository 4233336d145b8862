"""The separate marks of a printed line, as features that tell which sign of a number each is.

In: the grey picture of one line. Out: Shapes from left to right, strokes that stand over each other taken together
("%", ":" and the dots of Arabic letters), with float32 features. Which signs they are is ocr_signs.py's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

WIDTH, HEIGHT = 16, 24  # of the patch a shape is scaled to
PLACES = 5  # features beside the patch: where it stands and how large it is
FEATURES = WIDTH * HEIGHT + PLACES
OVERLAP = 0.4  # share of the narrower of two strokes that lies over the other
SPECK = 0.06  # of the usual height: smaller is dirt
PAPER, INK = 95.0, 5.0  # percentiles of the grey that count as white and as black


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark where it stands on the line's picture, in pixels."""

    left: int
    top: int
    right: int
    foot: int


def shapes(line: Image.Image) -> tuple[list[Shape], np.ndarray]:
    """The marks of a line from left to right, and their features (n, FEATURES)."""
    ink = ink_of(line)
    labels, _ = ndimage.label(ink > 0.5, np.ones((3, 3)))
    boxes = [Shape(x.start, y.start, x.stop, y.stop) for y, x in ndimage.find_objects(labels)]
    if not boxes:
        return [], np.empty((0, FEATURES), np.float32)
    rows = ink.sum(axis=1)
    base = int(np.argmax(np.convolve(rows, np.ones(3), "same")))  # Arabic letters join on it
    usual = float(np.percentile([b.foot - b.top for b in boxes if b.foot - b.top > 3] or [1], 75))
    large = [b for b in boxes if max(b.foot - b.top, b.right - b.left) > SPECK * usual + 1]
    found = list(_merged(large))
    features = [_features(ink, shape, base, usual) for shape in found]
    return found, np.asarray(features, np.float32).reshape(-1, FEATURES)


def ink_of(picture: Image.Image) -> np.ndarray:
    """Ink 0-1, whatever the paper's grey."""
    grey = np.asarray(picture, np.float32)
    white, black = float(np.percentile(grey, PAPER)), min(float(np.percentile(grey, INK)), 120.0)
    ink: np.ndarray = np.clip((white - grey) / max(white - black, 1.0), 0.0, 1.0)
    return ink


def _merged(boxes: Iterable[Shape]) -> Iterable[Shape]:
    held: Shape | None = None
    for box in sorted(boxes, key=lambda b: (b.left, b.right)):
        if held is None:
            held = box
            continue
        shared = min(held.right, box.right) - max(held.left, box.left)
        if shared > OVERLAP * min(held.right - held.left, box.right - box.left):
            held = Shape(held.left, min(held.top, box.top), max(held.right, box.right), max(held.foot, box.foot))
        else:
            yield held
            held = box
    if held is not None:
        yield held


def _features(ink: np.ndarray, shape: Shape, base: float, usual: float) -> np.ndarray:
    wide, tall = shape.right - shape.left, shape.foot - shape.top
    times = min(WIDTH / wide, HEIGHT / tall)
    size = (max(1, round(wide * times)), max(1, round(tall * times)))
    cut = Image.fromarray(ink[shape.top : shape.foot, shape.left : shape.right])
    patch = np.zeros((HEIGHT, WIDTH), np.float32)
    y, x = (HEIGHT - size[1]) // 2, (WIDTH - size[0]) // 2
    patch[y : y + size[1], x : x + size[0]] = np.asarray(cut.resize(size, Image.Resampling.BOX), np.float32)
    places = (tall / usual, wide / usual, (shape.foot - base) / usual, (base - shape.top) / usual, wide / tall)
    return np.concatenate([patch.ravel(), np.clip(places, -3.0, 3.0)])
