"""Passages -> EmbeddedPassages, in portions: a document of thousands of pages need not be in memory with its vectors.

In: documents with their passages. Out: these with unit vectors, in order. A passage is embedded with its context (its
document's title, its heading), its windows without. Batching and repeated texts are the encoder's business.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.calibration import FairEmbedder
from corpus.context import context_of
from corpus.records import Document, EmbeddedPassage, Language, Passage

_PORTION = 256  # passages with their windows: some 3 MB of vectors


def embed(
    documents: Sequence[tuple[Document, Sequence[Passage]]], embedder: FairEmbedder
) -> Iterator[list[EmbeddedPassage]]:
    """The passages of all documents with their vectors and their windows' vectors."""
    passages = ((document, passage) for document, found in documents for passage in found)
    while portion := list(islice(passages, _PORTION)):
        yield _embedded(portion, embedder)


def _embedded(portion: Sequence[tuple[Document, Passage]], embedder: FairEmbedder) -> list[EmbeddedPassage]:
    texts: list[str] = []
    languages: list[Language] = []
    for document, passage in portion:
        texts.append("\n".join(filter(None, (context_of(document, passage), passage.text))))
        texts.extend(passage.text[w.start - passage.start : w.end - passage.start] for w in passage.windows)
        languages.extend([passage.language] * (1 + len(passage.windows)))
    vectors = embedder.embed_passages(texts, languages)
    at, rows = 0, []
    for _, passage in portion:
        after = at + 1 + len(passage.windows)
        rows.append(EmbeddedPassage(passage, vectors[at], vectors[at + 1 : after]))
        at = after
    return rows
