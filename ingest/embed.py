"""Passages -> EmbeddedPassages: one call to the encoder for many documents' passages and windows.

In: passages. Out: the same with unit vectors. Batching and repeated texts are the encoder's
business.
"""

from collections.abc import Sequence

from corpus.calibration import FairEmbedder
from corpus.records import EmbeddedPassage, Language, Passage


def embed(passages: Sequence[Passage], embedder: FairEmbedder) -> list[EmbeddedPassage]:
    """Each passage with its vector and its windows' vectors, in order."""
    texts: list[str] = []
    languages: list[Language] = []
    for passage in passages:
        texts.append(passage.text)
        texts.extend(passage.text[w.start - passage.start : w.end - passage.start] for w in passage.windows)
        languages.extend([passage.language] * (1 + len(passage.windows)))
    if not texts:
        return []
    vectors, at, embedded = embedder.embed_passages(texts, languages), 0, []
    for passage in passages:
        after = at + 1 + len(passage.windows)
        embedded.append(EmbeddedPassage(passage, vectors[at], vectors[at + 1 : after]))
        at = after
    return embedded
