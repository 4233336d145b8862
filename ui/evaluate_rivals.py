"""What others ship, on the same questions, texts and encoder: the rows of `sanad evaluate --compare`.

In: the paragraphs of a corpus and its library. Out: rankings of items by passage vectors alone, by parts of passages
without keywords, by BM25 alone, by reciprocal rank fusion of passage vectors and BM25, and by LangChain over Chroma
with their defaults.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from assistant.understand import understand
from corpus.calibration import FairEmbedder
from corpus.embedder import Embedder
from corpus.errors import ExtraMissing
from corpus.keyword_store import KeywordEntry, KeywordStore
from corpus.language import keywords
from corpus.library import Library
from corpus.records import LANGUAGES, Language
from ui.evaluate_libraries import item_of
from ui.evaluate_sets import Asked, Paragraph

Rank = Callable[[Asked], list[str]]  # a question's items, best first
_DEPTH = 100
_RRF = 60  # Cormack, Clarke and Büttcher 2009
_CHUNK_CHARACTERS, _CHUNK_OVERLAP = 1000, 200  # LangChain's tutorials


@contextmanager
def rivals(
    paragraphs: Sequence[Paragraph],
    kept: Callable[[int, Language], bool],
    library: Library,
    raw: Embedder,
    fair: FairEmbedder,
) -> Iterator[Mapping[str, Rank]]:
    """Each rival over the texts that are `kept`."""
    texts = [
        (p.name, language, text) for p in paragraphs for language, text in p.texts.items() if kept(p.article, language)
    ]
    with tempfile.TemporaryDirectory(prefix="sanad-rivals-", ignore_cleanup_errors=True) as folder:
        vectors, bm25 = _passage_vectors(texts, raw), _bm25(texts, Path(folder) / "keywords")
        yield {
            "passage vectors alone": vectors,
            "parts, no keywords": _parts(library, fair),
            "BM25 alone": bm25,
            "reciprocal rank fusion": _fused(vectors, bm25),
            "LangChain + Chroma": _langchain(texts, raw, Path(folder) / "chroma"),
        }


def _passage_vectors(texts: Sequence[tuple[str, Language, str]], raw: Embedder) -> Rank:
    matrix = raw.embed_passages([text for _, _, text in texts])

    def rank(asked: Asked) -> list[str]:
        cosines = matrix @ raw.embed_queries([asked.text])[0]
        return _once(texts[i][0] for i in np.argsort(-cosines, kind="stable")[:_DEPTH])

    return rank


def _parts(library: Library, fair: FairEmbedder) -> Rank:
    """The mean of a passage's centred cosine and that of its best part: the program's vectors without its keywords."""

    def rank(asked: Asked) -> list[str]:
        query = understand(asked.text)
        vector = fair.embed_query(query.text, query.language)
        found = library.candidates(vector, [], LANGUAGES, 20, 0)
        scores = [-float(c.vector @ vector) - float((c.window_vectors @ vector).max()) for c in found]
        return _once(item_of(found[i].document.path) for i in np.argsort(scores, kind="stable"))

    return rank


def _bm25(texts: Sequence[tuple[str, Language, str]], folder: Path) -> Rank:
    store = KeywordStore(folder)
    store.replace([], [KeywordEntry(f"{name}-{language}", name, language, text) for name, language, text in texts])

    def rank(asked: Asked) -> list[str]:
        stems = {word.stem for word in keywords(asked.text)}
        found = [pair for language in LANGUAGES for pair in store.search(stems, language, _DEPTH)]
        return _once(key.rpartition("-")[0] for key, _ in sorted(found, key=lambda pair: -pair[1]))

    return rank


def _fused(*ranks: Rank) -> Rank:
    def rank(asked: Asked) -> list[str]:
        scores: dict[str, float] = {}
        for one in ranks:
            for place, name in enumerate(one(asked), start=1):
                scores[name] = scores.get(name, 0.0) + 1 / (_RRF + place)
        return sorted(scores, key=lambda name: -scores[name])

    return rank


def _langchain(texts: Sequence[tuple[str, Language, str]], raw: Embedder, folder: Path) -> Rank:
    try:
        from langchain_chroma import Chroma
    except ImportError:
        raise ExtraMissing(name="langchain-chroma", extra="evaluate") from None
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from corpus.langchain_embeddings import LangChainEmbeddings

    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK_CHARACTERS, chunk_overlap=_CHUNK_OVERLAP)
    chunks = [(name, chunk) for name, _, text in texts for chunk in splitter.split_text(text)]
    store = Chroma.from_texts(
        [chunk for _, chunk in chunks],
        LangChainEmbeddings(raw),
        [{"name": name} for name, _ in chunks],
        persist_directory=str(folder),
    )

    def rank(asked: Asked) -> list[str]:
        return _once(document.metadata["name"] for document in store.similarity_search(asked.text, _DEPTH))

    return rank


def _once(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))
