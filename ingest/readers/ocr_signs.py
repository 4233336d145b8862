"""Numbers of an Arabic page, told by the shapes of their digits, which Tesseract's Arabic model mistakes.

In: the page and the words read so far. Out: the same words, those replaced that are numbers in sure shapes. A small
network says which sign each separate mark of a line is; it was fitted by tests/bench/fit_shapes.py to signs that
many fonts draw. A word is replaced only where all its marks are signs of one number, each of them sure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from ingest.readers.ocr_glyphs import HEIGHT, WIDTH, Shape, shapes
from ingest.readers.ocr_network import outputs
from ingest.readers.ocr_words import Word, box, by_line
from ingest.readers.visual_order import is_arabic, reading_order

SIGNS = '٠١٢٣٤٥٦٧٨٩0123456789.,/:-–%٪٫٬،؛؟!()+«»"'  # in the network's order; last comes whatever is none of them
OTHER = len(SIGNS)
INDIC, WESTERN = range(10), range(10, 20)
BETWEEN = frozenset(SIGNS.index(c) for c in ".,/:-–٫٬،")  # two digits
BESIDE = frozenset(range(20, OTHER))  # a number
SURE = 0.8  # probability 0-1 of a digit among the signs of its alphabet
SURELY = 0.95  # likewise where Tesseract saw no digit
PLAIN = 0.4  # of all the signs that are no digits together, where one of them stands
FEW, LIKELY = 2, 0.1  # so many sure digits vouch for one that is so likely
EDGE = 4  # pixels around a line
GAP = 1.0  # of the tallest shape's height: wider than between digits
DOUBTFUL = 80.0  # confidence (0-100) under which a word without digits may be a number
STOPS = frozenset(SIGNS.index(c) for c in "،.؛:؟!")
STOP_LIKE = "،.؛:؟!,;»ء"  # what Tesseract makes of a stop
GROUPING = re.compile(r"(?<=\d)[,٫](?=\d{3}(?!\d))")  # before three Arabic-Indic digits: the three are much alike
ENDS_SHAPE = re.compile(r"[اأإآدذرزوؤةىء](?!$)|.$")  # letters that do not join the next one, and the last
PREFIX = re.compile(r"[وفبكل]+(?=\d)")


def with_signs(page: Image.Image, words: Sequence[Word]) -> list[Word]:
    """`words` of an Arabic page, the numbers and the stops after words among them as their shapes say."""
    return [word for line in by_line(words) for word in _line(page, line)]


def _line(page: Image.Image, line: Sequence[Word]) -> Iterator[Word]:
    left, top, right, foot = box(line)
    left, top = max(left - EDGE, 0), max(top - EDGE, 0)
    found, features = shapes(page.crop((left, top, right + EDGE, foot + EDGE)))
    middles = [left + (shape.left + shape.right) / 2 for shape in found]
    mine = [[i for i, x in enumerate(middles) if word.left <= x <= word.right] for word in line]
    counts = [len(places) for places in mine]
    for i, (word, places) in enumerate(zip(line, mine, strict=True)):
        mine[i] = places if _may_be_number(word) else places[:1]
    odds = dict(zip(asked := sorted({i for places in mine for i in places}), _log_odds(features[asked]), strict=True))
    for i, (word, places) in enumerate(zip(line, mine, strict=True)):
        if not places:
            yield word
        elif _may_be_number(word) and (number := _numbers([[odds[i] for i in g] for g in _apart(found, places)], word)):
            yield replace(word, text=number)
        else:
            yield replace(word, text=_with_stop(word.text, odds[places[0]], counts[i]))


def _with_stop(text: str, odds: np.ndarray, count: int) -> str:
    """An Arabic word of `count` shapes with the stop that its last shape surely is."""
    sign = int(odds.argmax())
    if sign not in STOPS or len(text) < 2 or not is_arabic(text[0]):
        return text
    stop, sure = SIGNS[sign], float(np.exp(odds[sign]))
    hamza = text[-1] == "ء" and count > len(ENDS_SHAPE.findall(text))  # one of its own, and the stop beside it
    if text[-1] in STOP_LIKE and not hamza:
        return text[:-1] + stop if sure >= SURE else text
    return text + stop if sure >= SURELY and is_arabic(text[-1]) else text


def _may_be_number(word: Word) -> bool:
    return any(c.isdigit() for c in word.text) or word.confidence < DOUBTFUL


def _apart(found: Sequence[Shape], places: Sequence[int]) -> Iterator[list[int]]:
    """The shapes of a word, parted where a cell of a table ends: Tesseract runs them together."""
    tall = max(found[i].foot - found[i].top for i in places)
    group: list[int] = []
    for i in places:
        if group and found[i].left - found[group[-1]].right > GAP * tall:
            yield group
            group = []
        group.append(i)
    yield group


def _numbers(groups: Iterable[Sequence[np.ndarray]], word: Word) -> str:
    """The numbers that the shapes of a word are, the rightmost first, "" where one is unsure."""
    numbers = [_number(np.stack(group), word) for group in groups]
    return " ".join(reversed(numbers)) if all(numbers) else ""


def _number(odds: np.ndarray, word: Word) -> str:
    prefix = PREFIX.match(word.text)
    if prefix:  # "و30": its letters stand at the right, in as many shapes or fewer
        end = len(odds)
        while end and end > len(odds) - len(prefix[0]) and odds[end - 1].argmax() == OTHER:
            end -= 1
        odds = odds[:end]
    readings = [found for digits in (INDIC, WESTERN) if (found := _in_alphabet(odds, digits))]
    if not readings:
        return ""
    likelihood, text = max(readings)
    known = any(c.isdigit() for c in word.text)
    if not known and (likelihood < SURELY or sum(map(str.isdigit, text)) < 2):
        return ""
    if not any(c.isdigit() and c != "٠" for c in text):  # dots of an ellipsis, a bullet
        return ""
    return (prefix[0] if prefix else "") + reading_order(list(text), from_right=True)


def _in_alphabet(odds: np.ndarray, digits: range) -> tuple[float, str] | None:
    """The signs as a number in these digits, and the least probability of one of them; None where they are none."""
    odds = odds.copy()
    odds[:, [i for i in (*INDIC, *WESTERN) if i not in digits]] = -np.inf
    shares = np.exp(odds - np.logaddexp.reduce(odds, axis=1, keepdims=True))
    absolute = np.exp(odds)
    own = shares[:, digits.start : digits.stop]
    sure = own.max(axis=1) >= SURE
    if sure.sum() >= FEW:  # among sure digits what is no stop is one, too
        sure |= (own.sum(axis=1) >= LIKELY) & (own.max(axis=1) >= SURE * own.sum(axis=1))
    places = np.flatnonzero(sure)
    if not len(places):
        return None
    least, text = 1.0, ""
    for place, share in enumerate(shares):
        if sure[place]:
            least = min(least, float(absolute[place, digits.start : digits.stop].max()))
            text += SIGNS[int(own[place].argmax()) + digits.start]
            continue
        allowed = sorted(BETWEEN if places[0] < place < places[-1] else BESIDE)
        if share[20:OTHER].sum() < PLAIN:
            return None
        text += SIGNS[allowed[int(share[allowed].argmax())]]
    return least, GROUPING.sub("٬", text) if digits is INDIC else text


def _log_odds(features: np.ndarray) -> np.ndarray:
    """Log-probabilities (n, len(SIGNS) + 1) of the signs and of "none of them"."""
    x = outputs("signs", features[:, : HEIGHT * WIDTH].reshape(-1, 1, HEIGHT, WIDTH), features[:, HEIGHT * WIDTH :])
    odds: np.ndarray = x - np.logaddexp.reduce(x, axis=1, keepdims=True)
    return odds
