"""The characters of a PDF page as glyphs: ordinary letters instead of presentation forms, each letter with its marks.

In: pdfplumber's characters. Out: Glyphs, each character once. Rows and columns are the business of pdf_layout.py.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ingest.readers.visual_order import is_arabic

# Presentation forms (Arabic A and B, Latin ligatures): glyph shapes that stand for ordinary letters.
PRESENTATION = re.compile("[\ufb00-\ufb06\ufb50-\ufdf9\ufe70-\ufefc]")
# A glyph that the file gives no letter for: "(cid:27)" is pdfminer's name for it.
UNMAPPED = re.compile(r"(?:\(cid:\d+\)|[\ue000-\uf8ff\ufffd\uffff])+")
# Letters of Latin ligatures with their two bytes changed about, which Ghostscript is known for: "fi" as U+6600 U+6900.
SWAPPED = re.compile(f"[{''.join(chr(ord(c) << 8) for c in 'abcdefghijklmnopqrstuvwxyz')}]+")
SOFT_HYPHEN = "\u00ad"
# A ligature is one glyph with or without marks, and LibreOffice names it by its first use: "لًا" for every lam-alef.
LAM_ALEF = re.compile("(ل)[\u064b-\u0652]*([اأإآ])[\u064b-\u0652]*")
WIDE, POINT = 0.4, 0.02  # of the size: joining strokes are narrower than ligatures, points have no width
NO_LETTERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str  # in reading order: a ligature holds several letters, a letter its marks; "" where the file names none
    x0: float
    x1: float
    y: float  # of the base line, from the top of the page
    size: float
    bold: bool
    stated: bool = False  # by the file, for what is drawn here: its marks are right
    name: str = ""  # of a wide glyph that the file names no letter for: which glyph of which font it is

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def page_glyphs(chars: Iterable[dict[str, Any]], letters: Mapping[str, str] = NO_LETTERS) -> list[Glyph]:
    """Upright characters, each once (bold is sometimes drawn as the same letter twice), marks put on their letters.

    `letters` are those of glyphs that the file names none for, by the glyph's name.
    """
    found: dict[tuple[str, int, int], Glyph] = {}
    for char in chars:
        text = letters_of_name(str(char["text"]))
        if (text or UNMAPPED.fullmatch(char["text"])) and char["upright"]:
            # The base line: the boxes of two fonts on one line differ in height, their base lines do not.
            base = char["top"] + char["y1"] - char["matrix"][5]
            if text == SOFT_HYPHEN and char["x1"] - char["x0"] < 0.02 * char["size"]:
                continue  # a place where the word might have been parted
            bold = any(word in str(char["fontname"]).lower() for word in ("bold", "black", "heavy"))
            name = "" if text else f"{char['fontname']} {char['text']}"
            stated = bool(char.get("stated"))
            glyph = Glyph(text, char["x0"], char["x1"], base, char["size"], bold, stated, name)
            found.setdefault((text or name, round(char["x0"]), round(base)), glyph)
    return _with_marks(_named(list(found.values()), letters))


def _named(glyphs: list[Glyph], letters: Mapping[str, str]) -> list[Glyph]:
    """The glyphs, the unnamed with their letters or with the name that letters are looked for by.

    Narrow ones beside Arabic letters are joining strokes; those without a width are dots and hamzas, part of the
    ligature that they stand on.
    """
    if not any(glyph.name for glyph in glyphs):
        return glyphs
    small = [glyph for glyph in glyphs if glyph.name and glyph.x1 - glyph.x0 < POINT * glyph.size]
    kept: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        beside = [other.text for other in glyphs[max(place - 1, 0) : place + 2]]
        stroke = glyph.x1 - glyph.x0 < WIDE * glyph.size and any(map(is_arabic, beside))
        if not glyph.name or glyph in small or stroke:
            if glyph not in small:
                kept.append(replace(glyph, name=""))
            continue
        on = [s.name for s in small if glyph.x0 <= s.x0 <= glyph.x1 and abs(s.y - glyph.y) < glyph.size]
        name = " + ".join([glyph.name, *sorted(on)])
        kept.append(replace(glyph, text=letters[name], name="") if name in letters else replace(glyph, name=name))
    return kept


def letters_of_name(text: str) -> str:
    if UNMAPPED.fullmatch(text):
        return ""  # joining strokes, mostly; the place they take shows that letters around them are one word
    if SWAPPED.fullmatch(text):
        return "".join(chr(ord(c) >> 8) for c in text)
    if PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    if text.isspace():
        return " "
    # Control, format and private-use characters have no meaning outside the font.
    return "".join(c for c in text if c == SOFT_HYPHEN or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _with_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Each mark on its letter. Where it is drawn does not tell which: next to it in the file's own order does.

    Most programs write Arabic glyphs from left to right, the marks before their letter; some in the order of reading.
    """
    from_left = _is_written_from_left(glyphs)
    kept: list[Glyph] = []
    letters, waiting = "", ""  # marks whose letter comes next, in reading order, and what they say that it is
    for glyph in glyphs:
        if not _is_mark(glyph):
            text = glyph.text if glyph.stated else _of_ligature(glyph.text, waiting) or letters
            kept.append(replace(glyph, text=text + "".join(mark for mark in waiting if mark not in text)))
            letters, waiting = "", ""
            continue
        base = "".join(c for c in glyph.text if not unicodedata.combining(c))
        marks = "".join(c for c in glyph.text if unicodedata.combining(c))
        if from_left and "\u0600" <= marks[0] <= "\u08ff":
            letters, waiting = base, marks + waiting
        elif kept:
            kept[-1] = replace(kept[-1], text=(kept[-1].text or base) + marks)
    return kept


def _of_ligature(text: str, marks: str) -> str:
    match = LAM_ALEF.fullmatch(text)
    return match[1] + match[2] if match and not any(mark in text for mark in marks) else text


def _is_mark(glyph: Glyph) -> bool:
    """A mark; some programs name it after the letter that it stands on, and the letter the same or not at all."""
    if glyph.stated:
        return False
    combining = [bool(unicodedata.combining(c)) for c in glyph.text]
    return any(combining) and (all(combining) or glyph.x1 - glyph.x0 < 0.02 * glyph.size)


def _is_written_from_left(glyphs: list[Glyph]) -> bool:
    letters = [glyph for glyph in glyphs if is_arabic(glyph.text)]
    steps = [b.x0 - a.x0 for a, b in pairwise(letters) if abs(a.y - b.y) < 1]
    return sum(step > 0 for step in steps) >= sum(step < 0 for step in steps)
