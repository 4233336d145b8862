"""Runs any sentence-transformers model on torch: the encoder of the user's choice, or the bundled one as a fallback.

In: a hub name or folder, texts with their prompt in front. Out: unit vectors and token counts. The fast path for the
bundled model is openvino_engine.py, which spares importing torch (5-7 s).
"""

import hashlib
import threading
from collections.abc import Sequence

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from corpus.errors import ModelError


class TorchEngine:
    """`encode` and `count_tokens` over `SentenceTransformer(model)`, in fp32, with the prompts of its own config."""

    kind = "torch"

    def __init__(self, model: str) -> None:
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # stderr has our own
        try:
            self._model = SentenceTransformer(model, device="cpu")
        # What the libraries raise for a wrong name, a damaged file, an unknown architecture, no network.
        except (OSError, ValueError, RuntimeError, KeyError, ImportError, TypeError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            remedy = "Set SANAD_ENCODER to a sentence-transformers folder or hub name, or to bundled."
            raise ModelError(name=model, detail=f"{reason.rstrip('.')}. {remedy}") from error
        prompts = self._model.prompts
        self.query_prompt = prompts.get("query") or ""
        self.passage_prompt = prompts.get("passage") or prompts.get("document") or ""
        self.dimensions = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)
        self._lock = threading.Lock()  # torch's threads already use every core

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors float32 (n, dim) of unit length; what lies beyond `max_tokens` of a text is cut off."""
        with self._lock:
            vectors = self._model.encode(
                list(texts), prompt="", normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
            )
        return np.asarray(vectors, np.float32).reshape(len(texts), self.dimensions)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without the special ones, not cut off."""
        if not texts:
            return []
        with self._lock:  # a fast tokenizer's truncation setting is shared state
            found = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in found["input_ids"]]

    def fingerprint(self) -> str:
        """Eight hex digits over the modules, prompts and some of every weight: tells apart two models of one name."""
        digest = hashlib.sha256(f"{self._model}{sorted(self._model.prompts.items())}".encode())
        for parameter in self._model.state_dict().values():
            digest.update(parameter.flatten()[:16].to(torch.float32).numpy().tobytes())
        return digest.hexdigest()[:8]
