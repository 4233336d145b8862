"""Runs the bundled encoder on OpenVINO, without importing torch or transformers: ready about a second after a start.

In: a model folder made by bundled_model.py, texts with their prompt in front. Out: unit vectors and token counts.
Safe to call from several threads: each worker thread has its own infer request.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from corpus.pieces import Pieces

# Activations are quantised to int8 per this many values. On XQuAD (2,380 questions, fp32 R@1 .864 ar, .931 en):
# 64 gives .866/.932 and cosine to fp32 >= .9994; 128 .863/.930 and .9990; 384 is some 5 % faster but .998.
_QUANTISATION_GROUP = 64
_PADDED_TO = 8  # tokens, and texts of more than that: OpenVINO keeps buffers for each shape that it meets
_BATCH_TOKENS = 1024  # padding included: activations of a larger batch fall out of the cache (2048: -10 %)
_BLOCK_TEXTS = 1024  # tokenised at a time, so that a large corpus does not sit in memory as token lists


class OpenVinoEngine:
    """`encode` and `count_tokens` over the graph in `folder`/openvino.

    Raises RuntimeError or ImportError when OpenVINO cannot run it: the caller falls back to torch.
    """

    kind = "openvino"

    def __init__(self, folder: Path) -> None:
        with ThreadPoolExecutor(1) as loader:
            compiling = loader.submit(_compile, folder)
            self._tokenizer = Pieces(folder / "openvino")
            self._model = compiling.result()
        self.max_tokens = int(json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"])
        prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
        self.query_prompt, self.passage_prompt = str(prompts["query"]), str(prompts["passage"])
        self.dimensions = int(self._model.output(0).partial_shape[1].get_length())
        streams = int(self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self._own = threading.local()
        self._workers = ThreadPoolExecutor(streams, thread_name_prefix="encoder")
        # Alone: where two threads call OpenVINO's bindings for the very first time at once, each may wait for the
        # other for ever, one holding Python's lock and one the bindings' own.
        self._workers.submit(self._infer, [[0, 2]]).result()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors float32 (n, dim) of unit length; what lies beyond `max_tokens` of a text is cut off."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        # Alike lengths side by side, so that little is padded; characters tell tokens closely enough between blocks.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BLOCK_TEXTS):
            block = order[start : start + _BLOCK_TEXTS]
            tokens = [self._cut(ids) for ids in self._tokenizer.encode([texts[i] for i in block])]
            pending: list[tuple[list[int], Future[np.ndarray]]] = []
            for batch in _batches([len(ids) for ids in tokens]):
                future = self._workers.submit(self._infer, [tokens[i] for i in batch])
                pending.append(([block[i] for i in batch], future))
            for rows, future in pending:
                vectors[rows] = future.result()
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without the special ones, not cut off."""
        return self._tokenizer.count(texts)

    def _cut(self, ids: list[int]) -> list[int]:
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]

    def _infer(self, tokens: list[list[int]]) -> np.ndarray:
        if not hasattr(self._own, "request"):
            self._own.request = self._model.create_infer_request()
        rows = _padded(len(tokens)) if len(tokens) > _PADDED_TO else len(tokens)
        ids = np.ones((rows, _padded(max(map(len, tokens)))), np.int32)  # 1 is <pad>
        mask = np.zeros_like(ids)
        mask[len(tokens) :, 0] = 1  # a row that stands for no text
        for row, one in enumerate(tokens):
            ids[row, : len(one)] = one
            mask[row, : len(one)] = 1
        result: np.ndarray = self._own.request.infer({"input_ids": ids, "attention_mask": mask})[0]
        return result[: len(tokens)]


def _padded(count: int) -> int:
    return -(-count // _PADDED_TO) * _PADDED_TO


def _compile(folder: Path) -> Any:
    # Here, so that a machine without it can still load this module; 0.2 s.
    import openvino  # type: ignore[import-untyped]

    # Throughput gives one stream per core or so: two threads on one small batch wait for each other, and a web
    # server's callers run side by side. Precision is OpenVINO's choice (bf16 where the processor has it).
    options = {"PERFORMANCE_HINT": "THROUGHPUT", "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(_QUANTISATION_GROUP)}
    return openvino.Core().compile_model(str(folder / "openvino" / "model.xml"), "CPU", options)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices grouped longest first, each group within the token budget once padded to its longest."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    start = 0
    while start < len(order):
        fitting = max(1, _BATCH_TOKENS // _padded(lengths[order[start]]))
        size = fitting // _PADDED_TO * _PADDED_TO or fitting
        yield order[start : start + size]
        start += size
