"""The encoder: texts in Arabic or English in, unit vectors out; the bundled multilingual-e5-small by default.

In: Settings. Out: an Embedder over one of two engines (openvino_engine.py, torch_engine.py). Unpacking the bundled
weights is bundled_model.py's; which texts are embedded (passages and windows) is ingest's business.
"""

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus import bundled_model
from corpus.errors import ModelError
from corpus.settings import Settings

# Tokenizers take UTF-8, which has no lone surrogates (PDFs yield them); NUL would count as an unknown letter.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


class Engine(Protocol):
    """What runs a model; `texts` come with their prompt, vectors go out float32 (n, dimensions), of unit length."""

    dimensions: int
    max_tokens: int

    @property
    def kind(self) -> str: ...

    @property
    def query_prompt(self) -> str: ...

    @property
    def passage_prompt(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> np.ndarray: ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


class Embedder:
    """Embeds questions and passages; safe to call from several threads.

    `name` is the identity kept in the index manifest: vectors of two names must not be mixed, while the engines of one
    model agree (cosine >= 0.999). `max_tokens` is the model's window, prompt and special tokens included.
    """

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self.dimensions = engine.dimensions
        self.max_tokens = engine.max_tokens
        self._engine = engine

    @property
    def engine(self) -> str:
        """What runs the model: openvino or torch."""
        return self._engine.kind

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of questions, float32 (n, dim), unit length; an empty text gives the vector of the prompt alone."""
        return self._embed(self._engine.query_prompt, texts)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of passages or sentences, float32 (n, dim), unit length; equal texts are computed once.

        Pass as many texts a call as there are: they are sorted by length and batched here. Text beyond `max_tokens` is
        not read.
        """
        return self._embed(self._engine.passage_prompt, texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text by the encoder's own tokenizer, without the prompt and the special tokens."""
        return self._engine.count_tokens([_NOT_TEXT.sub(" ", text) for text in texts])

    def _embed(self, prompt: str, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        rows: dict[str, int] = {}
        index = [rows.setdefault(prompt + _NOT_TEXT.sub(" ", text), len(rows)) for text in texts]
        vectors = self._engine.encode(list(rows))
        return vectors if len(rows) == len(texts) else vectors[index]


def open_embedder(settings: Settings, progress: Callable[[str], None] = lambda message: None) -> Embedder:
    """The encoder that `settings` name; the bundled one is unpacked first if need be (once, a few seconds).

    `progress` gets one line a step. Raises ModelError when the model is missing, damaged or refused by the engine
    asked for, and the disk errors of `bundled_model.prepare`.
    """
    if settings.encoder != "bundled":
        return _open_other(settings)
    folder = bundled_model.prepare(settings.home, progress)
    if settings.encoder_engine != "torch":
        found = _try_openvino(folder)
        if not isinstance(found, str):
            return Embedder(bundled_model.IDENTITY, found)
        if settings.encoder_engine == "openvino":
            remedy = f"Set SANAD_ENCODER_ENGINE=auto, or delete {folder} to have it made again."
            raise ModelError(name=bundled_model.NAME, detail=f"OpenVINO cannot run it ({found}). {remedy}")
        progress(f"OpenVINO is not usable ({found}); the encoder runs on torch, at a quarter of the speed")
    from corpus.torch_engine import TorchEngine  # 5-7 s of imports, spared on the usual path

    return Embedder(bundled_model.IDENTITY, TorchEngine(str(folder)))


def deferred(settings: Settings, opening: Callable[[], Embedder]) -> Embedder:
    """What `opening` gives, opened at its first use where name and size are known beforehand: those of the bundled one.

    A run that finds nothing to embed is then spared a second. Using it may raise what `opening` raises.
    """
    return opening() if settings.encoder != "bundled" else Embedder(bundled_model.IDENTITY, _Deferred(opening))


class _Deferred:
    """The bundled model's engine, not open yet; safe to use from several threads."""

    dimensions, max_tokens = bundled_model.DIMENSIONS, bundled_model.MAX_TOKENS

    def __init__(self, opening: Callable[[], Embedder]) -> None:
        self._opening, self._lock = opening, threading.Lock()
        self._opened: Engine | None = None

    def _engine(self) -> Engine:
        with self._lock:
            if self._opened is None:
                self._opened = self._opening()._engine
        return self._opened

    @property
    def kind(self) -> str:
        return self._engine().kind

    @property
    def query_prompt(self) -> str:
        return self._engine().query_prompt

    @property
    def passage_prompt(self) -> str:
        return self._engine().passage_prompt

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self._engine().encode(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._engine().count_tokens(texts)


def _open_other(settings: Settings) -> Embedder:
    if settings.encoder_engine == "openvino":
        detail = "only the bundled encoder runs on OpenVINO. Set SANAD_ENCODER_ENGINE=auto."
        raise ModelError(name=settings.encoder, detail=detail)
    from corpus.torch_engine import TorchEngine

    engine = TorchEngine(settings.encoder)
    return Embedder(f"{settings.encoder}@{engine.fingerprint()}", engine)


def _try_openvino(folder: Path) -> Engine | str:
    """The OpenVINO engine over `folder`, or the reason why there is none."""
    if not (folder / "openvino" / "model.xml").is_file():
        return "its graph could not be built at the first run"
    try:
        from corpus.openvino_engine import OpenVinoEngine

        return OpenVinoEngine(folder)
    except (ImportError, RuntimeError) as error:
        if not threading.main_thread().is_alive():  # the program has ended meanwhile, and no thread can be started
            raise
        return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
