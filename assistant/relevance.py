"""The probability that a passage answers the question: a calibrated logistic model over a handful of features.

In: Features of one hit. Out: a probability 0-1, which ranks nothing and decides refusal. How the weights were
fitted stands in docs/retrieval.md; they belong to the bundled encoder's cosines.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a passage against a question."""

    passage: float  # centred cosine -1..1
    part: float  # that of its best sentence, clause or pair of short sentences
    within: float  # coverage 0-1 of the question's keywords where question and passage share a language, else 0
    across: float  # the same where they do not
    same_language: float  # 1 where question and passage share a language


_WEIGHTS = Features(passage=10.9, part=16.4, within=6.0, across=4.4, same_language=-2.4)
_BIAS = -9.0
THRESHOLD = 0.4  # on held-out XQuAD articles: 7% of answerable questions refused, 92% of unanswerable ones


def probability(features: Features) -> float:
    """0-1, higher more likely to hold the answer."""
    total = _BIAS
    for name in Features.__slots__:
        total += getattr(_WEIGHTS, name) * getattr(features, name)
    return 1 / (1 + math.exp(-total))
