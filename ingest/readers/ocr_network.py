"""The small networks that tell printed shapes apart, computed with numpy.

In: the name of a network's weights beside this file, pictures of shapes and what else is known of them. Out: its
outputs, one row a shape. Two layers of 3 x 3 filters, each followed by the greatest of every 2 x 2, then two dense
ones; tests/bench/fit_shapes.py fits them.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np


def outputs(name: str, pictures: np.ndarray, beside: np.ndarray | None = None) -> np.ndarray:
    """Of `pictures` (n, channels, height, width), the values `beside` (n, k) joined to what the filters see of them."""
    net = _weights(name)
    x = pictures
    for layer in ("c1", "c2"):
        x = _pooled(np.maximum(_convolved(x, net[f"{layer}.weight"], net[f"{layer}.bias"]), 0))
    x = x.reshape(len(x), math.prod(x.shape[1:]))  # not -1: there may be no picture
    if beside is not None:
        x = np.concatenate([x, beside], axis=1)
    found: np.ndarray = np.maximum(x @ net["d1.weight"].T + net["d1.bias"], 0) @ net["d2.weight"].T + net["d2.bias"]
    return found


@cache
def _weights(name: str) -> dict[str, np.ndarray]:
    with np.load(Path(__file__).with_name(f"{name}.npz")) as stored:
        return {part: stored[part].astype(np.float32) for part in stored.files}


def _convolved(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    found: np.ndarray = np.einsum("nchwij,ocij->nohw", seen, weight, optimize=True) + bias[:, None, None]
    return found


def _pooled(x: np.ndarray) -> np.ndarray:
    n, channels, height, width = x.shape
    found: np.ndarray = x.reshape(n, channels, height // 2, 2, width // 2, 2).max(axis=(3, 5))
    return found
