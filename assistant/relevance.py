"""The probability that a passage answers the question: a calibrated logistic model over a handful of features.

In: Features of one hit. Out: a probability 0-1, which ranks nothing; answerable.py refuses by it among others. How the
weights were fitted stands in docs/retrieval.md; they belong to the bundled encoder's cosines.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a passage against a question."""

    passage: float  # centred cosine -1..1
    part: float  # that of its best sentence, clause or pair of short sentences
    keywords: float  # strength >= 0 of the question's keywords in it, across languages by their equivalents
    same_language: float  # 1 where question and passage share a language


_WEIGHTS = Features(passage=7.2, part=17.7, keywords=4.0, same_language=-2.0)
_BIAS = -8.2


def probability(features: Features) -> float:
    """0-1, higher more likely to hold the answer."""
    total = _BIAS
    for name in Features.__slots__:
        total += getattr(_WEIGHTS, name) * getattr(features, name)
    return 1 / (1 + math.exp(-total))
