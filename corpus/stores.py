"""The three stores of a library, opened: what reads or changes all of them takes.

In: catalogue, vectors, keywords. Out: Stores, and the dropping of keys. How they are opened and who may change them is
library.py's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.catalogue import Catalogue
from corpus.keys import PassageKey
from corpus.keyword_store import KeywordStore
from corpus.records import LANGUAGES

if TYPE_CHECKING:
    from corpus.vector_store import VectorStore


@dataclass(frozen=True, slots=True)
class Stores:
    """The catalogue says what is live; what the others hold beside that counts for nothing."""

    catalogue: Catalogue
    vectors: "VectorStore"
    keywords: KeywordStore


def drop(stores: Stores, keys: Sequence[PassageKey]) -> None:
    """Take keys that are not live any more out of vectors and keywords."""
    if not keys:
        return
    for language in LANGUAGES:
        mine = [k for k in keys if k.language == language]
        stores.vectors.remove("passages", language, [k.key for k in mine])
        stores.vectors.remove("windows", language, [w for k in mine for w in k.window_keys])
    stores.keywords.replace([k.key for k in keys], [])
