"""Several readings of one page to one: word by word what most of them, weighed by their confidence, say.

In: readings of the same lines at different sizes, the best first. Out: its words, those replaced or left out that the
others read otherwise (as ROVER does for speech, Fiscus 1997).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ingest.readers.ocr_words import Word, box, mean_confidence

LEAST = 15.0  # confidence (0-100) of a word that one reading alone holds: less are specks


@dataclass(frozen=True, slots=True)
class _Other:
    """What another reading has in place of a stretch of the first one's words."""

    start: int
    end: int
    words: tuple[Word, ...]


def agreed(readings: Sequence[Sequence[Word]]) -> list[Word]:
    """The words of the first reading as most readings have them."""
    first, *others = readings
    found = [_by_start(first, other) for other in others]
    return list(_voted(first, found))


def _by_start(first: Sequence[Word], other: Sequence[Word]) -> dict[int, _Other]:
    matcher = SequenceMatcher(None, [w.text for w in first], [w.text for w in other], autojunk=False)
    found: dict[int, _Other] = {}
    for _, start, end, from_, to in matcher.get_opcodes():
        if end - start == to - from_:
            for i, j in zip(range(start, end), range(from_, to), strict=True):
                found[i] = _Other(i, i + 1, (other[j],))
        elif end > start:
            found[start] = _Other(start, end, tuple(other[from_:to]))
    return found


def _voted(first: Sequence[Word], found: Sequence[dict[int, _Other]]) -> Iterator[Word]:
    place = 0
    while place < len(first):
        here = [other[place] for other in found if place in other]
        end = max((other.end for other in here), default=place + 1)
        yield from _chosen(first[place:end], [other for other in here if other.end == end])
        place = end


def _chosen(mine: Sequence[Word], others: Sequence[_Other]) -> Iterator[Word]:
    votes: dict[str, float] = defaultdict(float)
    voices: dict[str, int] = defaultdict(int)
    for words in (mine, *(other.words for other in others)):
        text = " ".join(word.text for word in words)
        votes[text] += mean_confidence(words) or 1.0
        voices[text] += 1
    best = max(votes, key=lambda text: votes[text])
    if best == " ".join(word.text for word in mine):
        yield from (word for word in mine if word.confidence >= LEAST or voices[best] > 1)
    elif best:
        left, top, right, foot = box(mine)
        confidence = votes[best] / voices[best]
        if confidence >= LEAST or voices[best] > 1:
            yield replace(
                mine[0], left=left, top=top, width=right - left, height=foot - top, confidence=confidence, text=best
            )
