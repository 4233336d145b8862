"""What a conversation says for a question that stands on its own: where several documents answer, the one spoken of.

In: what was found for a question, and the turns before it. Out: whether a document quoted last answers it as well.
Questions that lean on others are follow_up.py's.
"""

from collections.abc import Collection, Sequence

from assistant.evidence import EQUAL, Selection
from assistant.records import Turn

_TURNS = 3  # back, in which a document was quoted


def quoted_last(earlier: Sequence[Turn]) -> frozenset[str]:
    """The documents that the latest answer quotes, by id."""
    answered = [turn.answer for turn in reversed(earlier[-_TURNS:]) if turn.answer.answered]
    return frozenset(cited.document_id for cited in answered[0].citations) if answered else frozenset()


def told_as_well(selection: Selection, documents: Collection[str]) -> bool:
    """Whether one of `documents` answers nearly as well as the one that answers best, and is not that one."""
    best = selection.best
    if best is None or best.hit.document.id in documents:
        return False
    return any(
        s.score >= best.score - EQUAL and s.features.covered >= best.features.covered
        for s in selection.sentences
        if s.hit.document.id in documents
    )
