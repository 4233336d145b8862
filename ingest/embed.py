"""Passages -> EmbeddedPassages: one call to the encoder for many documents' passages and windows.

In: documents with their passages. Out: these with unit vectors. A passage is embedded with its context (its document's
title, its heading), its windows without. Batching and repeated texts are the encoder's business.
"""

from collections.abc import Sequence

import numpy as np

from corpus.calibration import FairEmbedder
from corpus.context import context_of
from corpus.records import Document, EmbeddedPassage, Language, Passage


def embed(
    documents: Sequence[tuple[Document, Sequence[Passage]]], embedder: FairEmbedder
) -> list[tuple[Document, list[EmbeddedPassage]]]:
    """Each document with its passages, these with their vectors and their windows' vectors, in order."""
    texts: list[str] = []
    languages: list[Language] = []
    for document, passages in documents:
        for passage in passages:
            texts.append("\n".join(filter(None, (context_of(document, passage), passage.text))))
            texts.extend(passage.text[w.start - passage.start : w.end - passage.start] for w in passage.windows)
            languages.extend([passage.language] * (1 + len(passage.windows)))
    vectors = embedder.embed_passages(texts, languages) if texts else np.empty((0, embedder.dimensions), np.float32)
    at, embedded = 0, []
    for document, passages in documents:
        rows = []
        for passage in passages:
            after = at + 1 + len(passage.windows)
            rows.append(EmbeddedPassage(passage, vectors[at], vectors[at + 1 : after]))
            at = after
        embedded.append((document, rows))
    return embedded
