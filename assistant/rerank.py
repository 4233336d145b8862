"""Hits ranked anew by a CrossEncoder (sentence-transformers), where one is set; off by default.

In: a question, its hits. Out: the best of them in the cross-encoder's order, the others after them; the probability
that a hit answers stays relevance.py's. The model itself is cross_encoder.py's.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.cross_encoder import scores
from corpus.records import Hit

_DEPTH = 20  # hits that are read anew


def rerank(question: str, hits: Sequence[Hit], model: str) -> list[Hit]:
    """`hits` with the first of them in the order of `model`, a hub name or folder. Raises ModelError.

    The scores that were there are dealt out anew in that order, so that they stay on their scale.
    """
    head, tail = hits[:_DEPTH], hits[_DEPTH:]
    if len(head) < 2:
        return list(hits)
    found = scores(model, [(question, hit.passage.text) for hit in head])
    order = sorted(range(len(head)), key=lambda n: -found[n])
    return [replace(head[n], score=hit.score) for n, hit in zip(order, head, strict=True)] + list(tail)
