"""Arabic stops that the model takes for letters or quotation marks, put right where no other reading makes sense.

In: the lines of a page. Out: the same lines. Only a comma is ever put in: a closing quotation mark that nothing opened,
and a hamza at a word's end after letters that it never follows, are commas. A percent sign goes after its number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.language import is_stop_word
from ingest.readers.visual_order import reads_from_right

# The Arabic model knows the Latin comma, too; no Arabic sentence has one before a space.
LATIN_COMMA = re.compile(r",(?=\s|$)")
ENDS_IN_HAMZA = re.compile(r"(?<=[\w%ًٌٍَُِّْ])ء(?=\s|$)")
# Of a number the sign comes last, on whichever side of it the model saw it.
PERCENT_BEFORE = re.compile(r"(?<!\S)([(+−-]*)([%٪])(\d[\d.,٫٬]*)(?=[\s،؛.)]|$)")
# Consonants do come before a last hamza, in these few words.
WITH_HAMZA = re.compile(r"(?:جز|بد|عب|بط|دف|كف|مل|مر|مرؤ|بر|نش|در|رز|خب|فج)$")
LONG_VOWELS = "اويىآ"
TANWIN = "ًٌٍ"
WORD = re.compile(r"[\w\u064b-\u0652]+")


def with_stops(lines: Sequence[str]) -> list[str]:
    """The lines with their commas; lines in Latin letters stay as they are."""
    known = {match.group() for line in lines for match in WORD.finditer(line)}
    return [_mended(line, known) if arabic else line for line, arabic in _guillemets(lines)]


def _mended(line: str, known: set[str]) -> str:
    return PERCENT_BEFORE.sub(r"\1\3\2", _hamzas(LATIN_COMMA.sub("،", line), known))


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


def _hamzas(line: str, known: set[str]) -> str:
    def comma(match: re.Match[str]) -> str:
        word = WORD.findall(line[: match.start()])[-1:]
        return "،" if word and _is_whole(word[0], known) else match.group()

    return ENDS_IN_HAMZA.sub(comma, line)


def _is_whole(word: str, known: set[str]) -> bool:
    """Whether a word is one without the hamza that was read after it."""
    if word[-1].isdigit() or any(mark in TANWIN for mark in word[-2:]):
        return True
    if word[-1] in LONG_VOWELS:
        return word in known or is_stop_word(word)
    return not WITH_HAMZA.search(word)
