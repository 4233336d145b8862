"""From the order on the page to the order of reading: the Unicode bidirectional algorithm (UAX #9) run backwards.

In: the glyphs of one line from left to right, each with the letters it stands for (a ligature has several, in reading
order; a mark stands with its letter). Out: the line's text. Where lines come from is the business of pdf_layout.py.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
CLOSING = {")": "(", "]": "[", "}": "{"}
# A separator of these stays inside a number in every context (UAX #9, W4); the others only away from Arabic letters.
COMMON_SEPARATORS = set(",.:/،\u00a0")
EUROPEAN_SEPARATORS = set("-+\u2212")
EUROPEAN_TERMINATORS = set("%٪$€£¥°#")
# What stands after a number, units and halves of the day; single capitals are left out, since they are names ("A 4").
UNITS = (
    "[kcmnµ]?m[²³23]?|ha|[km]?g|[kMG]?t|m?[lL]|m[gl]/[lL]|µg/m[³3]|km/h|m[³3]?/s|[kMGT]W|[kMGT]?Wh|[km]V|[kMG]?Hz|"
    "[kKMGT]B|[kMG]bps|pp[mb]|dB|[kMh]?Pa|[kM]J|k?cal|bbl|mph|rpm|[CF]°|[AP]M"
)
UNIT_BEFORE = re.compile(rf"(?<![\w/.°-])({UNITS})( ?)(\d[\d.,:٫٬]*(?<=\d))(?![\w/°%-])")


def is_arabic(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("AL", "R") for c in text)


def is_latin(text: str) -> bool:
    return any(unicodedata.bidirectional(c) == "L" for c in text)


def is_digit(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("EN", "AN") for c in text)


def reads_from_right(texts: Sequence[str], otherwise: bool) -> bool:
    """Whether most letters are Arabic; `otherwise` where there are no letters or as many of each."""
    arabic, latin = sum(map(is_arabic, texts)), sum(map(is_latin, texts))
    return otherwise if arabic == latin else arabic > latin


def reading_order(glyphs: Sequence[str], from_right: bool, after_arabic: bool = True) -> str:
    """The text of a line; `after_arabic`: whether an Arabic letter stands before it in its paragraph."""
    if from_right:
        return _from_right(glyphs, after_arabic)
    if not any(map(is_arabic, glyphs)):
        return "".join(glyphs)
    # In a line read from the left only the stretches from one Arabic letter to the last before a Latin one turn round.
    parts: list[str] = []
    for latin, group in groupby(glyphs, key=is_latin):
        run = list(group)
        parts.append("".join(run) if latin else _turned_inside(run))
    return "".join(parts)


def units_after(text: str) -> str:
    """The text of a line from the right, its numbers before their units: "748 km" looks like "ISO 748" on the page."""
    return UNIT_BEFORE.sub(lambda found: f"{found[3]}{found[2]}{_unit(found[1])}", text)


def _unit(seen: str) -> str:
    return seen[::-1] if seen.endswith("°") else seen


def _turned_inside(run: list[str]) -> str:
    places = [i for i, glyph in enumerate(run) if is_arabic(glyph)]
    if not places:
        return "".join(run)
    first, last = places[0], places[-1] + 1
    return "".join(run[:first]) + _from_right(run[first:last], True) + "".join(run[last:])


def _from_right(glyphs: Sequence[str], after_arabic: bool) -> str:
    parts: list[str] = []
    for arabic, group in groupby(reversed(glyphs), key=is_arabic):
        run = list(group)[::-1]  # in the order of the page again
        if arabic:
            parts.extend(reversed(run))
        elif any(map(is_latin, run)):
            parts.append(_around_latin(run, after_arabic))
        else:
            parts.append(_around_numbers(run, after_arabic))
        after_arabic = arabic or (after_arabic and not any(map(is_latin, run)))
    return "".join(parts)


def _around_latin(run: list[str], after_arabic: bool) -> str:
    """Latin words with what stands between them keep their order; what stands around them turns round."""
    places = [i for i, glyph in enumerate(run) if is_latin(glyph) or is_digit(glyph)]
    first = places[0]
    last = _latin_end(run, first, places[-1] + 1)
    return _around_numbers(run[last:], after_arabic) + "".join(run[first:last]) + _turned(run[:first])


def _latin_end(run: list[str], first: int, last: int) -> int:
    """Brackets pair up (UAX #9, N0): one opened inside closes inside, one closed inside was opened inside."""
    opened: list[str] = []
    for place in range(first, len(run)):
        if place >= last and not opened:
            return place
        if run[place] in CLOSING.values():
            opened.append(run[place])
        elif run[place] in CLOSING:
            if not opened:
                return place
            opened.pop()
    return last if opened else len(run)


def _around_numbers(run: list[str], after_arabic: bool) -> str:
    """Numbers keep their order, all else turns round."""
    parts: list[str] = []
    end = len(run)
    while end:
        start = _number_start(run, end, after_arabic)
        parts.append("".join(run[start:end]) if start < end else _turned(run[end - 1 : end]))
        end = min(start, end - 1)
    return "".join(parts)


def _number_start(run: list[str], end: int, after_arabic: bool) -> int:
    """Where the number that ends before `end` begins; `end` itself where none ends there."""
    european = not after_arabic and not any(unicodedata.bidirectional(c) == "AN" for glyph in run for c in glyph)
    separators = COMMON_SEPARATORS | EUROPEAN_SEPARATORS if european else COMMON_SEPARATORS
    start = end
    if european and end > 1 and run[end - 1] in EUROPEAN_TERMINATORS and is_digit(run[end - 2]):
        start -= 1
    if not is_digit(run[start - 1]):
        return end
    while start and (is_digit(run[start - 1]) or _joins(run, start - 1, separators)):
        start -= 1
    if european and start and run[start - 1] in EUROPEAN_TERMINATORS:
        start -= 1
    return start


def _joins(run: list[str], place: int, separators: set[str]) -> bool:
    return place > 0 and run[place] in separators and is_digit(run[place - 1])


def _turned(run: list[str]) -> str:
    return "".join(MIRRORED.get(glyph, glyph) for glyph in reversed(run))
