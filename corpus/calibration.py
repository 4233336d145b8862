"""An encoder with what it adds for the language taken off, so that Arabic and English vectors can be compared.

In: an encoder. Out: a FairEmbedder: its vectors less the mean vector of their language, of unit length again. The
means are computed once per encoder from data/calibration.toml, questions and passages on all manner of subjects that
were written for this project. Why this cures the bias towards the question's own language: docs/retrieval.md.
"""

import hashlib
import os
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from corpus.embedder import Embedder
from corpus.records import LANGUAGES, Language


class FairEmbedder:
    """`embedder`, centred by language; the means are kept in `home`/models once computed."""

    def __init__(self, embedder: Embedder, home: Path) -> None:
        text = files("corpus").joinpath("data/calibration.toml").read_bytes()
        digest = hashlib.sha256(text).hexdigest()[:8]
        self.name = f"{embedder.name}+means@{digest}"  # part of the index manifest
        self.dimensions = embedder.dimensions
        self.engine = embedder.engine
        self._embedder = embedder
        safe = "".join(c if c.isalnum() or c in "-.@+" else "_" for c in self.name)
        file = home / "models" / f"{safe}.npz"
        if not file.is_file():
            _compute_means(embedder, tomllib.loads(text.decode()), file)
        with np.load(file) as stored:
            self._passage_means = np.stack([stored[f"{language}_passages"] for language in LANGUAGES])
            self._query_means = np.stack([stored[f"{language}_questions"] for language in LANGUAGES])

    def embed_passages(self, texts: Sequence[str], languages: Sequence[Language]) -> np.ndarray:
        """Float32 (n, dim), unit length; `languages` are the texts' own."""
        means = self._passage_means[[LANGUAGES.index(language) for language in languages]]
        return _unit(self._embedder.embed_passages(texts) - means)

    def embed_query(self, text: str, language: Language) -> np.ndarray:
        """Float32 (dim,), unit length."""
        return _unit(self._embedder.embed_queries([text])[0] - self._query_means[LANGUAGES.index(language)])

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
