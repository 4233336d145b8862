"""What others ship, on the same questions, texts and encoder: the rows of `sanad evaluate --compare`.

In: the paragraphs of a corpus. Out: rankings of items by passage vectors as the encoder gives them, by reciprocal rank
fusion of those and BM25, and by LangChain over Chroma with their defaults. The rankers that the program itself is made
of are evaluate_singles.py's.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.embedder import Embedder
from corpus.errors import ExtraMissing
from corpus.keyword_store import KeywordEntry
from corpus.records import Language
from ui.evaluate_sets import Asked, Paragraph
from ui.evaluate_singles import DEPTH, Rank, bm25, once

_RRF = 60  # Cormack, Clarke and Büttcher 2009
_CHUNK_CHARACTERS, _CHUNK_OVERLAP = 1000, 200  # LangChain's tutorials


@contextmanager
def rivals(
    paragraphs: Sequence[Paragraph],
    kept: Callable[[int, Language], bool],
    raw: Embedder,
) -> Iterator[Mapping[str, Rank]]:
    """Each rival over the texts that are `kept`."""
    texts = [
        (p.name, language, text) for p in paragraphs for language, text in p.texts.items() if kept(p.article, language)
    ]
    with tempfile.TemporaryDirectory(prefix="sanad-rivals-", ignore_cleanup_errors=True) as folder:
        vectors = _passage_vectors(texts, raw)
        entries = [KeywordEntry(f"{name}-{language}", name, language, text) for name, language, text in texts]
        yield {
            "passage vectors alone": vectors,
            "reciprocal rank fusion": _fused(vectors, bm25(entries, Path(folder) / "keywords")),
            "LangChain + Chroma": _langchain(texts, raw, Path(folder) / "chroma"),
        }


def _passage_vectors(texts: Sequence[tuple[str, Language, str]], raw: Embedder) -> Rank:
    matrix = raw.embed_passages([text for _, _, text in texts])

    def rank(asked: Asked) -> list[str]:
        cosines = matrix @ raw.embed_queries([asked.text])[0]
        return once(texts[i][0] for i in np.argsort(-cosines, kind="stable")[:DEPTH])

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
        return once(document.metadata["name"] for document in store.similarity_search(asked.text, DEPTH))

    return rank
