"""Hits ranked anew by a CrossEncoder (sentence-transformers), where one is set; off by default.

In: a question, its hits. Out: the best of them in the cross-encoder's order, the others after them; the probability
that a hit answers stays relevance.py's. The only file that knows CrossEncoder: it imports torch, some 6 s once.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import ModelError
from corpus.records import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_DEPTH = 20  # hits that are read anew


def rerank(question: str, hits: Sequence[Hit], model: str) -> list[Hit]:
    """`hits` with the first of them in the order of `model`, a hub name or folder. Raises ModelError.

    The scores that were there are dealt out anew in that order, so that they stay on their scale.
    """
    head, tail = hits[:_DEPTH], hits[_DEPTH:]
    if len(head) < 2:
        return list(hits)
    try:
        scores = _open(model).predict([(question, hit.passage.text) for hit in head], show_progress_bar=False)
    except (RuntimeError, ValueError, IndexError) as error:
        raise ModelError(name=model, detail=_one_line(error)) from error
    order = sorted(range(len(head)), key=lambda n: -float(scores[n]))
    return [replace(head[n], score=hit.score) for n, hit in zip(order, head, strict=True)] + list(tail)


@cache
def _open(model: str) -> "CrossEncoder":
    from sentence_transformers import CrossEncoder

    try:
        opened: CrossEncoder = CrossEncoder(model)
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(name=model, detail=_one_line(error)) from error
    return opened


def _one_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
