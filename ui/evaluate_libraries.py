"""Throw-away libraries of a question set, and an encoder that computes each text once for all of them.

In: paragraphs and the settings. Out: open libraries, made by the program's own pipeline, and what was measured of the
encoder's time. What is asked of them is evaluate_ask.py's.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.calibration import FairEmbedder
from corpus.embedder import Embedder, open_embedder
from corpus.library import Library
from corpus.records import Language
from corpus.settings import Settings
from ingest.pipeline import index
from ui.evaluate_sets import Paragraph
from ui.services import open_library


class RememberingEmbedder(Embedder):
    """`embedder`, whose vectors are kept; `spared` adds up the seconds that repeated questions would have taken."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder.name, embedder._engine)
        self._inner = embedder
        self.spared = 0.0
        self._passages: dict[str, np.ndarray] = {}
        self._queries: dict[str, tuple[np.ndarray, float]] = {}

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        """As the encoder's own."""
        rows = []
        for text in texts:
            if text not in self._queries:
                started = time.perf_counter()
                vector = self._inner.embed_queries([text])[0]
                self._queries[text] = vector, time.perf_counter() - started
            else:
                self.spared += self._queries[text][1]
            rows.append(self._queries[text][0])
        return np.stack(rows)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """As the encoder's own."""
        new = list(dict.fromkeys(text for text in texts if text not in self._passages))
        self._passages.update(zip(new, self._inner.embed_passages(new), strict=True))
        return np.stack([self._passages[text] for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As the encoder's own."""
        return self._inner.count_tokens(texts)


def open_encoder(settings: Settings, progress: Callable[[str], None]) -> tuple[RememberingEmbedder, FairEmbedder]:
    """The encoder of the settings as it is, and centred by language; both share what is remembered."""
    remembering = RememberingEmbedder(open_embedder(settings, progress))
    return remembering, FairEmbedder(remembering, settings.home)


@contextmanager
def library_of(
    paragraphs: Sequence[Paragraph], kept: Callable[[int, Language], bool], settings: Settings, embedder: FairEmbedder
) -> Iterator[Library]:
    """A library of the paragraphs whose (article, language) is `kept`, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="sanad-evaluate-") as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for item in paragraphs:
            for language, text in item.texts.items():
                if kept(item.article, language):
                    (files / f"{item.name}.{language}.txt").write_text(text, encoding="utf-8")
        library = open_library(settings.model_copy(update={"home": Path(folder) / "home"}), embedder)
        try:
            index([files], library, embedder, settings.max_file_mb, settings.interface_language)
            yield library
        finally:
            library.close()


def item_of(path: str) -> str:
    """The name of the paragraph or file that a document was made from: "003-001" for "003-001.ar.txt" here."""
    name = Path(path).name
    return name.removesuffix(".txt").removesuffix(".ar").removesuffix(".en") if _is_paragraph(name) else name


def _is_paragraph(name: str) -> bool:
    return name[:7].replace("-", "0").isdigit() and name[3:4] == "-" and name.endswith((".ar.txt", ".en.txt"))
