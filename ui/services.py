"""What both faces call: one open encoder and library behind a few plain functions.

In: settings. Out: Services, safe to use from several threads. Words and pages are render.py's and the tabs'; this
file only puts the packages together.
"""

import logging
import threading
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import elapsed_ms
from assistant.chat import ask
from assistant.highlight import highlights
from assistant.records import Answer, Citation, Filters, TextDelta, Turn
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus import generations
from corpus.calibration import FairEmbedder
from corpus.embedder import Embedder, deferred, open_embedder
from corpus.errors import LibraryEmpty, LibraryMismatch, LibraryReplaced
from corpus.language import NORMALISER_VERSION
from corpus.library import Library, Manifest
from corpus.records import Document, Hit, Language, Relative
from corpus.settings import Settings
from ingest.pipeline import Progress, index
from ingest.records import FetchLimits, IngestReport
from ingest.split import SPLITTER_VERSION

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_log = logging.getLogger("sanad")

SAMPLES = files("corpus").joinpath("samples")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A search as it was understood, and its hits."""

    query: str
    language: str
    hits: tuple[Hit, ...]
    elapsed_ms: float


class Services:
    """Opens the library in `settings.home`; the encoder (prepared on a first run) at its first use."""

    def __init__(self, settings: Settings, progress: Callable[[str], None] = lambda _: None) -> None:
        self.settings = settings
        self.embedder = fair_embedder(settings, lambda: open_embedder(settings, progress))
        self._library = open_library(settings, self.embedder)
        self._opening = threading.Lock()
        self._refused: Path | None = None  # a newer library that this process cannot use

    @property
    def library(self) -> Library:
        """The current library: another one after a rebuild or a rollback. Take it once for what belongs together.

        Who is still reading in the one before reads on; it closes when the last of them lets go of it.
        """
        if not self._library.is_current():
            with self._opening:
                now = generations.current(self.settings.home)
                if now not in (self._library.folder, self._refused):
                    try:
                        self._library = open_library(self.settings, self.embedder)
                    except LibraryMismatch as error:  # rebuilt for another encoder than this process runs
                        self._refused = now
                        _log.warning("%s The library before it goes on answering until a restart.", error)
        return self._library

    def close(self) -> None:
        """Let go of the library's files."""
        self._library.close()

    @cached_property
    def chat_model(self) -> "BaseChatModel | None":
        """The chat model of the settings, None where none is set."""
        if not self.settings.chat_model:
            return None
        from assistant.chat_model import open_chat_model

        return open_chat_model(self.settings)

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[TextDelta | Answer]:
        """Pieces of the answer as they come, then the Answer. Raises SanadError."""
        yield from ask(
            question, self._filled_library(), self.embedder, self.settings, history, filters, self.chat_model
        )

    def answer(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """The Answer alone."""
        *_, last = self.ask(question, history, filters)
        assert isinstance(last, Answer)
        return last

    def search(self, text: str, limit: int = 10, filters: Filters | None = None) -> SearchResult:
        """The best passages for `text`. Raises SanadError."""
        library = self._filled_library()
        started = time.perf_counter()
        query = understand(text, (), filters, self.settings.max_question_characters, self.settings.interface_language)
        hits = tuple(retrieve(query, library, self.embedder, limit, self.settings.reranker))
        return SearchResult(query.question, query.language, hits, elapsed_ms(started))

    def highlights(self, query: str, text: str) -> list[tuple[int, int]]:
        """(start, end) of what to mark in `text`, found for `query`; equivalents in the other language included."""
        return highlights(query, text, self.settings.home / "models")

    def index(
        self,
        paths: Iterable[Path | str],
        progress: Callable[[Progress], None] = lambda _: None,
        prune: bool = False,
        force: bool = False,
        language: Language | None = None,
    ) -> IngestReport:
        """Index files, folders and pages; with `prune`, forget what is gone, with `force`, take garbled files.

        `language` is that of what the report says, the settings' where it is None.
        """
        paths, settings = list(paths), self.settings
        while True:
            library = self.library
            try:
                return index(
                    paths, library, self.embedder, settings.max_file_mb, language or settings.interface_language,
                    progress, prune=prune, stall_seconds=settings.file_stall_seconds,
                    memory_mb=settings.file_memory_mb, force=force, fetch=fetch_limits(settings),
                )  # fmt: skip
            except LibraryReplaced:  # while this waited for its turn to write
                if self.library is library:
                    raise

    def index_samples_if_empty(self, progress: Callable[[Progress], None] = lambda _: None) -> IngestReport | None:
        """Give a new library the starter documents; None when it has documents already."""
        if self.library.counts()[0]:
            return None
        return self.index([Path(str(SAMPLES))], progress)

    def document(self, document_id: str) -> Document:
        """Raises UnknownDocument."""
        return self.library.document(document_id)

    def relatives(self, document_id: str) -> tuple[Relative, ...]:
        """Other documents that say the same, in nearly the same words or in the other language."""
        return self.library.relatives(document_id)

    def passage_around(self, citation: Citation) -> tuple[str, str, str]:
        """(before, quote, after): the text of the passage that holds a citation's quote."""
        for passage in self.library.document_passages(citation.document_id):
            if passage.start <= citation.start and citation.end <= passage.end:
                at, end = citation.start - passage.start, citation.end - passage.start
                if passage.text[at:end] == citation.quote:
                    return passage.text[:at], citation.quote, passage.text[end:]
        # The document was indexed again with other words since: the quote stands on its own.
        return "", citation.quote, ""

    def example_questions(self) -> tuple[str, ...]:
        """Questions that the starter documents answer, both languages, the manifest's `example` ones."""
        gold = tomllib.loads(SAMPLES.joinpath("gold.toml").read_text(encoding="utf-8"))
        return tuple(entry["question"] for entry in gold["question"] if entry.get("example"))

    def counts(self) -> tuple[int, int]:
        """(documents, passages)."""
        return self.library.counts()

    def warm_up(self) -> None:
        """Open the encoder and the library side by side, so that the next question need not wait for them."""
        self.embedder.open_soon()
        self.library.open()

    def _filled_library(self) -> Library:
        library = self.library
        if not library.counts()[0]:
            raise LibraryEmpty(path=self.settings.home)
        self.warm_up()
        return library


def fair_embedder(settings: Settings, opening: Callable[[], Embedder]) -> FairEmbedder:
    """The encoder that answers and indexes, opened at its first use."""
    return FairEmbedder(deferred(settings, opening), settings.home)


def fetch_limits(settings: Settings) -> FetchLimits:
    """What fetching a page may cost."""
    return FetchLimits(settings.fetch_seconds, settings.fetch_max_mb, settings.fetch_private)


def open_library(settings: Settings, embedder: FairEmbedder, building: Path | None = None) -> Library:
    """The current library in the settings' data folder, or a new generation in `building`, made for this encoder and
    this program's splitter and normaliser.
    """
    manifest = Manifest(embedder.name, str(embedder.dimensions), SPLITTER_VERSION, NORMALISER_VERSION)
    return Library(settings.home, manifest, settings.lock_timeout_seconds, building)
