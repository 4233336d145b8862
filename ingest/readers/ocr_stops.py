"""Arabic stops that the model takes for other signs, put right where no other reading makes sense.

In: the lines of a page. Out: the same lines. A closing quotation mark that nothing opened is a comma, and so is a Latin
comma; a percent sign goes after its number, and of two years the earlier comes first. What the shapes of signs tell is
ocr_signs.py's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.visual_order import reads_from_right

# The Arabic model knows the Latin comma, too; no Arabic sentence has one before a space.
LATIN_COMMA = re.compile(r",(?=\s|$)")
# Of a number the sign comes last, on whichever side of it the model saw it.
PERCENT_BEFORE = re.compile(r"(?<!\S)([(+−-]*)([%٪])(\d[\d.,٫٬]*)(?=[\s،؛.)]|$)")
# A dash lets years stand from right to left, a hyphen from left to right, and in print they are hardly told apart.
YEARS = re.compile(r"(?<![\d/.,:–-])((?:1[5-9]|2[01])\d\d)([–-])((?:1[5-9]|2[01])\d\d)(?![\d/:–-])")


def with_stops(lines: Sequence[str]) -> list[str]:
    """The lines with their commas; lines in Latin letters stay as they are."""
    return [_mended(line) if arabic else line for line, arabic in _guillemets(lines)]


def _mended(line: str) -> str:
    return YEARS.sub(_ascending, PERCENT_BEFORE.sub(r"\1\3\2", LATIN_COMMA.sub("،", line)))


def _ascending(years: re.Match[str]) -> str:
    first, dash, last = years.groups()
    return f"{last}{dash}{first}" if first > last else years[0]


def _guillemets(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is Arabic; closing marks that nothing above opened are commas in such lines."""
    opened = 0
    for line in lines:
        arabic = reads_from_right(line, otherwise=False)
        out = []
        for place, character in enumerate(line):
            at_end = place + 1 == len(line) or line[place + 1] in " .،"
            if character == "«":
                opened += 1
            elif character == "»" and opened:
                opened -= 1
            elif character == "»" and arabic and at_end and place and not line[place - 1].isspace():
                character = "،"
            out.append(character)
        yield "".join(out), arabic
