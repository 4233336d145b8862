"""Blocks to lines of clean white space: control characters out, hard-wrapped lines joined, pages joined.

In: a file's blocks. Out: Lines, each a paragraph, heading or row on one line. No word is changed. Which lines are
left out is the business of noise.py, what they become that of clean.py.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.language import normalise, words
from ingest.records import Block

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Tab and line break, and the Cf characters that are drawn: Arabic number and Quran signs.
KEPT_FORMATS = set("\t\n\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")
ITEM = re.compile(r"\s*(?:[•▪●◦*–—-]|\(?\d{1,3}[.)-]|\(?[a-zأ-ي][.)])\s")
SENTENCE_END = tuple(".؟!?…")
PAUSE = tuple(":؛;،,")
CLOSING = "\"'”’»)]"
MAX_WRAP = 120  # characters; nobody wraps by hand at more
SHORT_WORDS = 12
CUT_WORDS = 6  # a shorter line at the foot of a page is a caption or signature, not a paragraph cut in two


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    kind: Literal["heading", "paragraph", "row"]
    page: int | None
    breaks: tuple[tuple[int, int], ...] = ()  # (offset in text, page) where a page begins inside

    @property
    def key(self) -> str:
        """The words as they compare: no marks, tatweel, letter variants, case or punctuation."""
        return key(self.text)

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ends(self.text)

    @property
    def is_short(self) -> bool:
        """Whether it reads as a heading, name or caption: few words and no end of a sentence."""
        few = len(self.text.split()) <= SHORT_WORDS and len(self.text) <= 100
        loose = self.kind != "row" and not ITEM.match(self.text)
        return few and loose and not self.ends and not self.text.endswith(PAUSE)


def _ends(text: str) -> bool:
    return text.rstrip().rstrip(CLOSING).endswith(SENTENCE_END)


def key(text: str) -> str:
    return " ".join(normalise(match.group()) for match in words(text))


def lines(blocks: Iterable[Block]) -> list[Line]:
    """Every line of the blocks that has text, in order."""
    visible = [replace(block, text=_visible(block.text)) for block in blocks]
    wrapped = _wrap_width(block.text for block in visible)
    found = [
        Line(" ".join(text.split()), block.kind, block.page)
        for block in visible
        for text in _unwrapped(block.text, wrapped)
        if text.strip()
    ]
    return list(_over_pages(found))


def _visible(text: str) -> str:
    """`text` with "\\n" as its only line break and without control, zero-width and bidirectional-control characters."""
    text = LINE_BREAKS.sub("\n", text)
    return "".join(c for c in text if c in KEPT_FORMATS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _wrap_width(texts: Iterable[str]) -> int:
    """The width that the text was wrapped at by hand, 0 when it was not.

    Wrapping leaves no room for the next line's first word and ends lines anywhere, paragraphs end with their sentence.
    """
    pairs = [pair for text in texts for pair in pairwise(text.split("\n")) if all(map(str.strip, pair))]
    width = max((len(line.rstrip()) for pair in pairs for line in pair), default=0)
    if not pairs or not 40 <= width <= MAX_WRAP:
        return 0
    full = sum(_is_full(above, below, width) and not _ends(above) for above, below in pairs)
    return width if full >= 0.6 * len(pairs) else 0


def _is_full(above: str, below: str, width: int) -> bool:
    return len(above.rstrip()) + 1 + len(below.split(maxsplit=1)[0]) > width


def _unwrapped(text: str, width: int) -> Iterator[str]:
    joined = ""
    previous = ""
    for line in text.split("\n"):
        if width and previous.strip() and line.strip() and _is_full(previous, line, width) and not ITEM.match(line):
            joined = f"{joined} {line}"
        else:
            yield joined
            joined = line
        previous = line
    yield joined


def _over_pages(found: list[Line]) -> Iterator[Line]:
    """A paragraph that a page break cuts is one again; where the page begins is kept in `breaks`."""
    held: Line | None = None
    for line in found:
        if held is not None and _goes_on(held, line):
            joined = f"{held.text} {line.text}"
            held = replace(held, text=joined, breaks=(*held.breaks, (len(held.text) + 1, line.page or 0)))
        else:
            if held is not None:
                yield held
            held = line
    if held is not None:
        yield held


def _goes_on(above: Line, line: Line) -> bool:
    if above.kind != "paragraph" or line.kind != "paragraph" or above.page is None or line.page is None:
        return False
    last_page = above.breaks[-1][1] if above.breaks else above.page
    cut = not above.ends and not above.text.endswith(":") and len(above.text.split()) > CUT_WORDS
    return line.page == last_page + 1 and cut and not ITEM.match(line.text)
