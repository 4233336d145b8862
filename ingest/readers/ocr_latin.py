"""Numbers and Latin words on an Arabic page, read a second time by the model of their own script.

In: the page and the words that the Arabic model read. Out: the same words, those replaced that the other model is sure
of. The Arabic model knows few digits and no Latin letters; the Latin one would make junk of everything else.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from PIL import Image

from ingest.readers.ocr_words import Word
from ingest.readers.visual_order import is_arabic, is_latin, reading_order

DOUBTFUL = 80.0  # confidence (0-100) under which a word is shown to the other model
SURE_NUMBER, SURE_WORD = 60.0, 80.0
EDGE, APART = 6, 30  # pixels
ARABIC_DIGIT = re.compile("[٠-٩۰-۹]")
NUMBER = re.compile(r"[(%+-]*\d[\d.,:/%()+-]*")
WORD = re.compile(r"\(?[A-Za-z][A-Za-z./-]+\d*\)?")
LATIN_STOPS = ",.;:'‘’\"“”|_"
STOPS_AFTER = re.compile(r"[،؛.:,]+$")


def read_again(page: Image.Image, words: Sequence[Word], recognise: Callable[[Image.Image], list[Word]]) -> list[Word]:
    """`words` of an Arabic page in order, with numbers and Latin words by `recognise`, the reader of Latin letters."""
    places = [i for i, word in enumerate(words) if _may_be_latin(word)]
    if not places:
        return list(words)
    sheet, tops = _sheet(page, [words[i] for i in places])
    found = list(words)
    heights = [words[i].height + 2 * EDGE for i in places]
    seen = recognise(sheet)
    for i, top, height in zip(places, tops, heights, strict=True):
        mine = sorted((w for w in seen if top <= w.middle < top + height), key=lambda w: w.left)
        if text := _sure(mine, words[i].text):
            found[i] = replace(words[i], text=text)
    return _latin_from_left(found)


def _may_be_latin(word: Word) -> bool:
    digits = any(c.isdigit() for c in word.text)
    if ARABIC_DIGIT.search(word.text) or (digits and is_arabic(word.text)):
        return False
    return digits or word.confidence < DOUBTFUL


def _sheet(page: Image.Image, words: Sequence[Word]) -> tuple[Image.Image, list[int]]:
    """The words' pictures one under the other, and where each begins."""
    width = max(word.width for word in words) + 2 * EDGE + 2 * APART
    sheet = Image.new("L", (width, sum(word.height + 2 * EDGE + APART for word in words) + APART), 255)
    tops, at = [], APART
    for word in words:
        box = (word.left - EDGE, word.top - EDGE, word.left + word.width + EDGE, word.top + word.height + EDGE)
        sheet.paste(page.crop(box), (APART, at))
        tops.append(at)
        at += word.height + 2 * EDGE + APART
    return sheet, tops


def _sure(seen: Sequence[Word], before: str) -> str:
    """What the Latin model is sure of, in the order of reading and with the Arabic model's last stop; "" if unsure."""
    text = " ".join(word.text for word in seen).strip(LATIN_STOPS + " ")
    if not text:
        return ""
    confidence = min(word.confidence for word in seen)
    if NUMBER.fullmatch(text) and confidence >= SURE_NUMBER:
        text = reading_order(list(text), from_right=True)
    elif not (all(WORD.fullmatch(part) for part in text.split()) and confidence >= SURE_WORD):
        return ""
    stop = STOPS_AFTER.search(before)
    return text + (stop[0] if stop else "")


def _latin_from_left(words: Sequence[Word]) -> list[Word]:
    """Latin words that stand together in the order in which they are read, which is that of the page; a number at
    their right belongs to a name ("ISO 748"), not to a unit ("748 km").
    """
    ordered: list[Word] = []
    for (latin, _), group in groupby(words, key=lambda w: (is_latin(w.text), w.line)):
        run = list(group)
        if not latin:
            ordered += run
            continue
        run.sort(key=lambda w: w.left)
        numbers: list[Word] = []
        while ordered and run[-1].text[0].isupper() and ordered[-1].line == run[-1].line and _is_number(ordered[-1]):
            numbers.append(ordered.pop())
        ordered += [*run, *numbers]
    return ordered


def _is_number(word: Word) -> bool:
    return bool(NUMBER.fullmatch(word.text)) and not ARABIC_DIGIT.search(word.text)
