"""Anchors: permanent references to quoted words, which outlive re-indexing.

In: a document's id, a page, offsets and the words. Out: an Anchor and its text form `ID.pPAGE.START-END.DIGEST`; where
the words stand in another text. Which documents there are is library.py's.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import AnchorUnreadable

_FORM = re.compile(
    r"(?P<document>[\w-]{1,80})(?:\.p(?P<page>\d{1,6}))?\.(?P<start>\d{1,9})-(?P<end>\d{1,9})\.(?P<digest>[0-9a-f]{10})"
)
_FOLDED = 4  # characters of white space that folding may have taken from a quote: paragraphs that it spans
_LONGEST = 20_000  # characters of a quote: what is longer was never cited


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a document as they stood when it was cited."""

    document_id: str
    page: int | None
    start: int  # offsets into the cleaned text of that time
    end: int
    digest: str  # of the words, white space folded: page and offsets may move, the words may not

    def __str__(self) -> str:
        page = f".p{self.page}" if self.page else ""
        return f"{self.document_id}{page}.{self.start}-{self.end}.{self.digest}"


def anchor(document_id: str, page: int | None, start: int, end: int, words: str) -> Anchor:
    """The anchor of `words`, which are text[start:end] of the document."""
    return Anchor(document_id, page, start, end, digest_of(words))


def read_anchor(text: str) -> Anchor:
    """The anchor that `text` writes out. Raises AnchorUnreadable."""
    found = _FORM.fullmatch(text.strip())
    if found is None or not 0 < int(found["end"]) - int(found["start"]) <= _LONGEST:
        raise AnchorUnreadable(anchor=" ".join(text.split())[:120])
    page = int(found["page"]) if found["page"] else None
    return Anchor(found["document"], page, int(found["start"]), int(found["end"]), found["digest"])


def stands_at(wanted: Anchor, text: str, start: int, end: int) -> bool:
    """Whether text[start:end] are the anchor's words."""
    return digest_of(text[start:end]) == wanted.digest


def find(wanted: Anchor, text: str) -> tuple[int, int] | None:
    """Offsets of the anchor's words in `text`, the place nearest to the old one; None where they are not.

    Every word's beginning is tried with the old length, then with those that folded white space would give.
    """
    folded, places = _fold(text)
    starts = sorted(_word_starts(folded), key=lambda at: abs(places[at] - wanted.start))
    length = wanted.end - wanted.start
    for size in (length, *(length - n for n in range(1, _FOLDED + 1))):
        for at in starts:
            end = at + size
            if at < end <= len(folded) and _ends_word(folded, end) and _hash(folded[at:end]) == wanted.digest:
                return places[at], places[end - 1] + 1
    return None


def _fold(text: str) -> tuple[str, list[int]]:
    """`text` with each run of white space as one space, and where each of its characters stood."""
    folded: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            if not folded or folded[-1] == " ":
                continue
            character = " "
        folded.append(character)
        places.append(at)
    return "".join(folded), places


def _word_starts(folded: str) -> Iterator[int]:
    return (at for at in range(len(folded)) if folded[at] != " " and (at == 0 or not folded[at - 1].isalnum()))


def _ends_word(folded: str, end: int) -> bool:
    return folded[end - 1] != " " and (end == len(folded) or not (folded[end - 1].isalnum() and folded[end].isalnum()))


def digest_of(words: str) -> str:
    """The digest of quoted words, white space folded."""
    return _hash(" ".join(words.split()))


def _hash(folded: str) -> str:
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:10]
