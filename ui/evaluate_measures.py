"""The measures: recall@k, MRR@10, nDCG@10, shares, AUROC, each with a 95% bootstrap interval.

In: ranks, yes-and-no outcomes, confidences. Out: Figures. Every question weighs the same; a paragraph in two
languages is one item, found where its first copy is, so each question has one right item.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RECALL_AT = (1, 5, 20)
_RESAMPLES = 1000
_SEED = 0  # the same figures at every run


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value and its 95% interval (percentile bootstrap over questions, Efron 1979)."""

    value: float
    low: float
    high: float


def ranking(ranks: Sequence[int | None]) -> dict[str, Figure]:
    """Recall, MRR and nDCG from the 1-based rank of each question's right item, None where it was not found."""
    rank = np.array([r or np.inf for r in ranks], dtype=float)
    columns = {f"recall@{k}": (rank <= k).astype(float) for k in RECALL_AT}
    columns["mrr@10"] = np.where(rank <= 10, 1 / rank, 0.0)
    columns["ndcg@10"] = np.where(rank <= 10, 1 / np.log2(rank + 1), 0.0)  # one right item: the ideal gain is 1
    return shares(columns)


def lead(ranks: Sequence[int | None], best: Sequence[int | None]) -> Figure:
    """By how much the MRR@10 of `ranks` is above that of `best`, question by question: an interval above 0 is proof."""
    mine, theirs = (np.array([1 / r if r and r <= 10 else 0.0 for r in row]) for row in (ranks, best))
    return shares({"lead": mine - theirs})["lead"]


def shares(columns: Mapping[str, Sequence[float] | np.ndarray]) -> dict[str, Figure]:
    """The mean of each column, one row a question; the same resamples serve all columns."""
    names, table = list(columns), np.column_stack([np.asarray(c, dtype=float) for c in columns.values()])
    count = len(table)
    draws = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=_RESAMPLES)
    low, high = np.percentile(draws @ table / count, [2.5, 97.5], axis=0)
    return {n: Figure(float(table[:, i].mean()), float(low[i]), float(high[i])) for i, n in enumerate(names)}


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Figure:
    """Probability that a positive outscores a negative, ties counted half (Mann-Whitney)."""
    rng = np.random.default_rng(_SEED)
    pos, neg = np.asarray(positive), np.sort(negative)
    wins = (np.searchsorted(neg, pos, "left") + np.searchsorted(neg, pos, "right")) / 2

    def resampled() -> float:
        drawn = np.sort(rng.choice(neg, len(neg)))
        of = rng.choice(pos, len(pos))
        return float(np.mean(np.searchsorted(drawn, of, "left") + np.searchsorted(drawn, of, "right")) / 2 / len(neg))

    return _interval(float(wins.mean()) / len(neg), resampled)


def _interval(value: float, resampled: Callable[[], float]) -> Figure:
    low, high = np.percentile([resampled() for _ in range(_RESAMPLES)], [2.5, 97.5])
    return Figure(value, float(low), float(high))
