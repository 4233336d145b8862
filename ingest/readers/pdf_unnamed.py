"""Glyphs that a PDF gives no letters for, told from the picture: some programs leave lam-alef, or a full stop, unnamed.

In: the lines that hold such glyphs, as patterns of the letters that are known around them. Out: letters by glyph. A few
lines are read by OCR; a word that fits the pattern votes for what stands in the gap.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from corpus.records import LANGUAGES, Language
from ingest.readers.ocr_words import Word
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.tesseract import DPI, ONE_COLUMN, languages, recognise
from ingest.readers.visual_order import is_arabic

GAP = "[\u0621-\u064a]{1,3}"
LATIN_GAP = "[A-Za-z.,:;/%'’-]{1,3}"
EACH, ALL = 6, 30  # lines that are read for one glyph, and for a file
VOTES, SHARE = 2, 0.6  # how many a glyph needs, and of all its votes
SURE = 80.0  # confidence (0-100) of a word that has two votes
APART = 30  # pixels
Box = tuple[float, float, float, float]  # in points, from the page's top left


@dataclass(frozen=True, slots=True)
class Riddle:
    """A line with unnamed glyphs: where it stands, and its words as patterns with a group for each of them."""

    page: int  # from 0
    box: Box
    words: tuple[tuple[str, str], ...]  # the glyph, and the pattern of a word that holds it
    language: Language

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.words}


def riddles(page: int, rows: Iterable[Sequence[Glyph]]) -> Iterator[Riddle]:
    """The lines of a page that hold unnamed glyphs; `rows` are its glyphs from left to right."""
    for row in rows:
        size = max(glyph.size for glyph in row)
        base = max(glyph.y for glyph in row)
        left, right = min(glyph.x0 for glyph in row), max(glyph.x1 for glyph in row)
        box = (left - 4, base - 1.3 * size, right + 4, base + 0.7 * size)
        words = list(words_of(row))
        for language in LANGUAGES:
            if found := tuple(pattern for word in words for pattern in _patterns(word, language)):
                yield Riddle(page, box, found, language)


def words_of(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs of each word of a row, from left to right."""
    word: list[Glyph] = []
    edge = float("-inf")
    for glyph in row:
        if word and (glyph.text == " " or glyph.x0 - edge > 0.2 * glyph.size):
            yield word
            word = []
        if glyph.text != " ":
            word.append(glyph)
            edge = max(edge, glyph.x1)
    if word:
        yield word


def _patterns(word: Sequence[Glyph], language: Language) -> Iterator[tuple[str, str]]:
    unnamed = {glyph.name for glyph in word if glyph.name}
    known = [glyph.text for glyph in word if glyph.text]
    if len(unnamed) != 1 or len(known) < 2:
        return  # with two in one word it would not be plain which has which letters
    arabic = [is_arabic(text) for text in known]
    name = unnamed.pop()
    if language == "ar" and all(arabic):
        yield name, "".join(f"({GAP})" if g.name else re.escape(_bare(g.text)) for g in reversed(word))
    elif language == "en" and not any(arabic):
        yield name, "".join(f"({LATIN_GAP})" if g.name else re.escape(g.text) for g in word)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c) and c != "ـ")


def letters_of(data: bytes, lines: Sequence[Riddle]) -> Mapping[str, str]:
    """The letters of the unnamed glyphs, those that are told for sure. {} without Tesseract."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language in languages():
        chosen = _chosen([line for line in lines if line.language == language])
        if not chosen:
            continue
        sheet, tops = sheet_of(data, [(line.page, line.box) for line in chosen])
        seen = recognise(sheet, language, *ONE_COLUMN)
        for line, (top, foot) in zip(chosen, tops, strict=True):
            _vote(line, [word for word in seen if top <= word.middle < foot], votes)
    best = {name: count.most_common(1)[0] for name, count in votes.items()}
    return {
        name: letters
        for name, (letters, count) in best.items()
        if count >= VOTES and count >= SHARE * votes[name].total()
    }


def _chosen(lines: Sequence[Riddle]) -> list[Riddle]:
    """Lines for each glyph, the commonest glyphs first, not more than can be read in one go."""
    common = Counter(name for line in lines for name in line.names)
    chosen: list[Riddle] = []
    for name, _ in common.most_common():
        mine = [line for line in lines if name in line.names]
        have = sum(name in line.names for line in chosen)
        chosen += [line for line in mine if line not in chosen][: max(EACH - have, 0)]
    return chosen[:ALL]


def sheet_of(data: bytes, boxes: Sequence[tuple[int, Box]]) -> tuple[Image.Image, list[tuple[int, int]]]:
    """The pictures of lines, each by its page and its box, one under the other, and where each begins and ends."""
    scale = DPI / 72
    pictures: dict[tuple[int, Box], Image.Image] = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for number in sorted({page for page, _ in boxes}):
            page = document[number].render(scale=scale, grayscale=True).to_pil().convert("L")
            for place in boxes:
                if place[0] == number:
                    pictures[place] = page.crop(tuple(round(value * scale) for value in place[1]))
    finally:
        document.close()
    width = max(picture.width for picture in pictures.values()) + 2 * APART
    sheet = Image.new("L", (width, sum(pictures[place].height + APART for place in boxes) + APART), 255)
    places = []
    at = APART
    for place in boxes:
        sheet.paste(pictures[place], (width - APART - pictures[place].width, at))
        places.append((at, at + pictures[place].height))
        at += pictures[place].height + APART
    return sheet, places


def _vote(line: Riddle, seen: Sequence[Word], votes: Mapping[str, Counter[str]]) -> None:
    for name, pattern in line.words:
        for word in seen:
            text = re.sub(r"\W", "", _bare(word.text)) if line.language == "ar" else word.text
            if match := re.fullmatch(pattern, text):
                votes[name].update(dict.fromkeys(match.groups(), VOTES if word.confidence >= SURE else 1))
                break
