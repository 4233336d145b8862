"""How much of a passage is quoted around the sentence that answers: what it needs to be understood, and no more.

In: a sentence and the others that compete. Out: the first and last sentence of the quote. A sentence that points back
comes with the one before it, one that opens a list with the list; of a list asked for all items come together.
"""

import re
from collections.abc import Sequence

from assistant.injection import is_instruction
from assistant.scoring import Sentence, text_of
from corpus.language import normalise, words
from corpus.records import Hit
from corpus.sentences import is_row

_GROW = 2.3  # a neighbour that scores within this of a sentence is quoted with it
_FEWEST, _ITEMS = 3, 8  # of a list, at least and at most; a table's first row goes beside them
_ITEM_WORDS = 30
_ENDED = re.compile(r"[.!?؟؛;:…]\W*$")
# Openings by which a sentence leans on the one before it; normalised.
_LEANS = frozenset(
    (
        "it its he his him she her they their them this that these those such both another also moreover furthermore"
        " however thus therefore hence then there meanwhile instead likewise similarly nevertheless consequently"
        " كما وكما وهو وهي وهم هو هي هم وذلك ذلك هذا هذه وهذا وهذه تلك وتلك كذلك وكذلك ايضا ثم لكن ولكن غير بيد"
        " ومع وقد فقد"
        " وكان وكانت وكانوا ومن ومنها ومنه وفيها وفيه وبذلك لذلك ولذلك وبعدها وبعده بعدها بعده حينها وحينها عندها"
        " اذ حيث بل"
    ).split()
)


def extent(sentence: Sentence, found: Sequence[Sentence], many: bool) -> tuple[int, int]:
    """First and last sentence to quote, as places in the hit; of a list all of it where `many` are asked for."""
    hit, at = sentence.hit, sentence.at
    opening = _list_opening(hit, at) if many else at
    if opening is not None and (last := _list_end(hit, opening)) > opening:
        return opening, last
    if many and (run := run_of(hit, at)):
        return run
    if is_row(sentence.text):
        return at, at
    if at and starts_in_the_middle(sentence.text) and _stands_alone(hit, at - 1):
        return at - 1, at
    beside = [s for s in found if s.hit is hit and abs(s.at - at) == 1 and sentence.score - s.score <= _GROW]
    beside = [s for s in beside if not is_row(s.text)]
    if not beside:
        return at, at
    other = max(beside, key=lambda s: s.score).at
    return min(at, other), max(at, other)


def run_of(hit: Hit, at: int) -> tuple[int, int] | None:
    """First and last of the items that the sentence at `at` is one of: the rows of a table, or lines of a sentence each
    under a heading or a colon; None where they are fewer than three. Of a long one the part about it."""
    rows = is_row(text_of(hit, at, at))
    alike = _row_at if rows else _item_at
    if not alike(hit, at):
        return None
    first = last = at
    while first and alike(hit, first - 1):
        first -= 1
    while last + 1 < len(hit.sentences) and alike(hit, last + 1):
        last += 1
    if last - first + 1 < _FEWEST:
        return None
    # A heading within a passage is a line like the others, but no sentence.
    within = not _ENDED.search(text_of(hit, first, first)) and _ENDED.search(text_of(hit, first + 1, first + 1))
    headed = within or (text_of(hit, first - 1, first - 1).endswith(":") if first else hit.passage.section)
    if not (rows or headed):
        return None
    first = first if last - first < _ITEMS else max(first, at - _ITEMS // 2)
    return first, min(last, first + _ITEMS)


def _row_at(hit: Hit, at: int) -> bool:
    return is_row(text_of(hit, at, at))


def _item_at(hit: Hit, at: int) -> bool:
    text = text_of(hit, at, at)
    return _on_a_line(hit, at) and len(text.split()) <= _ITEM_WORDS and not starts_in_the_middle(text)


def starts_in_the_middle(sentence: str) -> bool:
    """Whether a sentence opens with a word that points back or goes on: "It also…", "كما شاركت…", "the Fund."."""
    first = next((match.group() for match in words(sentence)), "")
    return normalise(first) in _LEANS or (first[:1].isascii() and first[:1].islower())


def _stands_alone(hit: Hit, at: int) -> bool:
    """Whether a sentence can introduce the one after it: no row of a table, nothing that speaks to a model."""
    text = text_of(hit, at, at)
    return not is_row(text) and not is_instruction(text)


def _list_opening(hit: Hit, at: int) -> int | None:
    """The sentence that opens the list which the one at `at` opens or belongs to; None where there is no list."""
    while not text_of(hit, at, at).endswith(":"):
        if not at or not _on_a_line(hit, at):
            return None
        at -= 1
    return at


def _list_end(hit: Hit, at: int) -> int:
    """The last item of the list that the sentence at `at` opens; itself where it opens none."""
    last = at
    if text_of(hit, at, at).endswith(":"):
        while last - at < _ITEMS and last + 1 < len(hit.sentences) and _on_a_line(hit, last + 1):
            last += 1
            if text_of(hit, last - 1, last - 1).endswith(";") and not text_of(hit, last, last).endswith(";"):
                break
    return last


def _on_a_line(hit: Hit, at: int) -> bool:
    """Whether a sentence has a line of its own, is no row of a table and speaks to no model."""
    begins, ends = hit.sentences[at][0].start, hit.sentences[at][0].end
    before = hit.passage.text[: begins - hit.passage.start].rstrip(" ")
    after = hit.passage.text[ends - hit.passage.start :].lstrip(" ")
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n") and _stands_alone(hit, at)
