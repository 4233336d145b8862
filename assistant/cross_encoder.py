"""Cross-encoders (sentence-transformers) by hub name or folder: scores of pairs of texts, and of entailment.

In: a model's name and pairs of texts. Out: one number a pair. The only file that knows CrossEncoder: it imports torch,
some 6 s once. Ranking by it is rerank.py's, judging claims verify.py's.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Pair = tuple[str, str]


def scores(model: str, pairs: Sequence[Pair]) -> list[float]:
    """What a model of one output gives each pair, higher better. Raises ModelError."""
    try:
        return [float(score) for score in _open(model).predict(list(pairs), show_progress_bar=False)]
    except (RuntimeError, ValueError, IndexError, TypeError) as error:
        raise ModelError(name=model, detail=_one_line(error)) from error


def entailment(model: str, pairs: Sequence[Pair]) -> list[float]:
    """The probability 0-1 that each pair's first text entails its second. Raises ModelError.

    Of a model with several labels it is the one that is named after entailment; a model with one output gives it by
    itself, between 0 and 1.
    """
    opened = _open(model)
    named = (opened.config.id2label if opened.config else None) or {}
    labels = {int(n): str(name).lower() for n, name in named.items()}
    if len(labels) < 2:
        return scores(model, pairs)
    at = next((n for n, name in labels.items() if name.startswith("entail")), None)
    if at is None:
        raise ModelError(name=model, detail=f"no label for entailment: {', '.join(labels.values())}")
    try:
        rows = opened.predict(list(pairs), show_progress_bar=False)
    except (RuntimeError, ValueError, IndexError) as error:
        raise ModelError(name=model, detail=_one_line(error)) from error
    return [_softmax([float(value) for value in row])[at] for row in rows]


def _softmax(logits: Sequence[float]) -> list[float]:
    powers = [math.exp(value - max(logits)) for value in logits]
    return [power / sum(powers) for power in powers]


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
