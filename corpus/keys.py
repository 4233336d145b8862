"""Names of stored passages and windows, and of texts, as the stores share them.

In: documents and passages. Out: PassageKey, and what a key tells of itself. Which keys are live is the catalogue's.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from corpus.records import Document, Language, Passage


@dataclass(frozen=True, slots=True)
class PassageKey:
    """The name of a stored passage in the other stores; its windows are named `key-000`, `key-001`, …"""

    key: str
    language: Language
    windows: int

    @property
    def window_keys(self) -> list[str]:
        return [f"{self.key}-{n:03d}" for n in range(self.windows)]


def passage_of(window_key: str) -> str:
    """The key of the passage that a window's key names."""
    return window_key.rpartition("-")[0]


def document_of(key: str) -> str:
    """The id of the document that a passage's key names."""
    return key.rsplit("-", 2)[0]


@lru_cache(maxsize=64)  # asked for by every passage of a document, whose text may be megabytes
def text_sha256(text: str) -> str:
    """Hex digest of a cleaned text: equal texts are one document."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def passage_key(document: Document, passage: Passage) -> PassageKey:
    """Names a passage by document, its version and position, so that a dead write is told from a live one.

    The title belongs to the version: vectors and keywords are of the passage with its context.
    """
    version = hashlib.sha256(f"{text_sha256(document.text)} {document.title}".encode("utf-8", "surrogatepass"))
    key = f"{document.id}-{version.hexdigest()[:8]}-{passage.ordinal:05d}"
    return PassageKey(key, passage.language, len(passage.windows))
