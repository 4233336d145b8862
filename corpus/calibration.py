"""An encoder with what it adds for the language taken off, so that Arabic and English vectors can be compared.

In: an encoder. Out: a FairEmbedder: its vectors less the mean vector of their language, of unit length again. The
means are computed once per encoder from data/calibration.toml, questions and passages on all manner of subjects that
were written for this project. Why this cures the bias towards the question's own language: docs/retrieval.md.
"""

import hashlib
import os
import threading
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np

from corpus.embedder import Embedder
from corpus.errors import SanadError
from corpus.records import LANGUAGES, Language


class FairEmbedder:
    """`embedder`, centred by language; the means are kept in `home`/models once computed, at the first use."""

    def __init__(self, embedder: Embedder, home: Path) -> None:
        self._texts = files("corpus").joinpath("data/calibration.toml").read_bytes()
        digest = hashlib.sha256(self._texts).hexdigest()[:8]
        self.name = f"{embedder.name}+means@{digest}"  # part of the index manifest
        self.dimensions = embedder.dimensions
        self._embedder, self._home, self._lock = embedder, home, threading.Lock()
        self._is_opening = False

    @property
    def engine(self) -> str:
        """What runs the model: openvino or torch."""
        return self._embedder.engine

    def open(self) -> None:
        """Have everything ready that embedding needs. Raises what opening the encoder raises."""
        _ = self.engine, self._means

    def open_soon(self) -> None:
        """`open`, once, beside what the caller does next; what goes wrong is raised at the first use."""
        if self._is_opening:
            return
        self._is_opening = True

        def attempt() -> None:
            with suppress(SanadError):
                try:
                    self.open()
                except RuntimeError:
                    if threading.main_thread().is_alive():  # else the program has ended: nothing needs the encoder
                        raise

        # No daemon: a program that ends while OpenVINO compiles would be aborted by it.
        threading.Thread(target=attempt, name="encoder").start()

    @cached_property
    def _means(self) -> tuple[np.ndarray, np.ndarray]:
        """(passages', questions'), each float32 (languages, dim)."""
        safe = "".join(c if c.isalnum() or c in "-.@+" else "_" for c in self.name)
        file = self._home / "models" / f"{safe}.npz"
        with self._lock:
            if not file.is_file():
                _compute_means(self._embedder, tomllib.loads(self._texts.decode()), file)
        with np.load(file) as stored:
            passages, questions = (
                np.stack([stored[f"{language}_{unit}"] for language in LANGUAGES]) for unit in ("passages", "questions")
            )
        return passages, questions

    def embed_passages(self, texts: Sequence[str], languages: Sequence[Language]) -> np.ndarray:
        """Float32 (n, dim), unit length; `languages` are the texts' own."""
        means = self._means[0][[LANGUAGES.index(language) for language in languages]]
        return _unit(self._embedder.embed_passages(texts) - means)

    def embed_query(self, text: str, language: Language) -> np.ndarray:
        """Float32 (dim,), unit length."""
        return _unit(self._embedder.embed_queries([text])[0] - self._means[1][LANGUAGES.index(language)])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text by the encoder's own tokenizer, special ones left out."""
        return self._embedder.count_tokens(texts)


def _compute_means(embedder: Embedder, texts: dict[str, dict[str, list[str]]], file: Path) -> None:
    arrays = {}
    for language in LANGUAGES:
        arrays[f"{language}_passages"] = embedder.embed_passages(texts[language]["passages"]).mean(axis=0)
        arrays[f"{language}_questions"] = embedder.embed_queries(texts[language]["questions"]).mean(axis=0)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(f".{os.getpid()}.partial.npz")  # two first runs at once: each its own
    np.savez(partial, **arrays)
    partial.replace(file)


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: np.ndarray = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return unit
