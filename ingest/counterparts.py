"""The Arabic and the English version of one report, linked: by statement, by file name, or by what they say.

In: a library and the documents that a run changed. Out: links in the library. A statement beside a file always counts;
a file name counts unless the texts differ; without either, the passages must match one by one and the figures agree.
The measures were chosen on 53 pairs among 3,249 (docs/library.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from corpus.dates import find_numbers
from corpus.library import Library
from corpus.records import LANGUAGES, Document, DocumentInfo, Language

# Mean best cosine of the passages, centred vectors. Of pairs the least was .37, of others the most .34.
_ALIKE, _SURELY_ALIKE, _UNLIKE = 0.36, 0.42, 0.15
_FIGURES, _FIGURES_SHARED = 4, 0.2  # from how many figures they count, and what share of all must stand in both
_FEWEST = 3  # passages: shorter texts on one subject are too alike to tell
_LENGTHS = 2.5  # the longer text may be that many times the shorter
_PASSAGES = 48  # of a long document, spread evenly
_NEIGHBOURS, _CANDIDATES = 4, 5

_TAGS: dict[Language, tuple[str, ...]] = {
    "ar": ("ar", "ara", "arabic", "عربي", "العربية", "عربية", "بالعربية"),
    "en": ("en", "eng", "english", "انجليزي", "إنجليزي", "الإنجليزية", "الانجليزية", "بالإنجليزية"),
}
_PARTS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Side:
    """A document as it is compared."""

    info: DocumentInfo
    length: int  # characters
    figures: frozenset[str]
    vectors: np.ndarray  # of passages in the document's own language, float32 (n, dim), unit length


def link_counterparts(library: Library, changed: Iterable[str]) -> None:
    """Link each changed document to its version in the other language, where there is one. Call within `writing()`."""
    documents = {info.id: info for info in library.documents()}
    todo = sorted(set(changed) & documents.keys())
    if not todo or len({info.language for info in documents.values()}) < 2:
        return
    stated = _stated(library, documents)
    by_name: dict[tuple[str, ...], list[DocumentInfo]] = {}
    for info in documents.values():
        if name := _name(info.path, info.language):
            by_name.setdefault(name, []).append(info)
    sides: dict[str, _Side] = {}
    for document_id in todo:
        info = documents[document_id]
        others = stated.get(document_id) or _found(library, sides, info, by_name, documents, stated)
        library.link_counterparts(document_id, others)


def _stated(library: Library, documents: dict[str, DocumentInfo]) -> dict[str, list[str]]:
    """Documents that a file beside them, or beside the other, names as counterparts: in both directions."""
    owners = {path: entry.document_id for path, entry in library.paths().items()}
    found: dict[str, list[str]] = {}
    for document_id, path in library.stated_counterparts().items():
        other = owners.get(path)
        if other in documents and documents[other].language != documents[document_id].language:
            found.setdefault(document_id, []).append(other)
            found.setdefault(other, []).append(document_id)
    return {document_id: sorted(set(others)) for document_id, others in found.items()}


def _found(
    library: Library,
    sides: dict[str, _Side],
    info: DocumentInfo,
    by_name: dict[tuple[str, ...], list[DocumentInfo]],
    documents: dict[str, DocumentInfo],
    stated: dict[str, list[str]],
) -> list[str]:
    """The counterpart by name or content, unless it has one that fits it better."""
    mine = _side(library, sides, info)
    named = [o for o in by_name.get(_name(info.path, info.language), []) if o.language != info.language]
    for other in named:
        if _closeness(mine, _side(library, sides, other)) >= _UNLIKE:
            return [other.id]
    near = library.nearest_documents(mine.vectors, _other(info.language), _NEIGHBOURS)
    fitting = []
    for other_id in near[:_CANDIDATES]:
        other_info = documents.get(other_id)
        if other_info is None or other_info.language == info.language or other_id in stated:
            continue
        theirs = _side(library, sides, other_info)
        if _say_the_same(mine, theirs):
            fitting.append((_closeness(mine, theirs), other_info))
    if not fitting:
        return []
    closeness, best = max(fitting, key=lambda pair: (pair[0], pair[1].id))
    rivals = [
        r.document for r in library.relatives(best.id) if r.relation == "counterpart" and r.document.id != info.id
    ]
    theirs = _side(library, sides, best)
    return [] if any(_closeness(_side(library, sides, r), theirs) > closeness for r in rivals) else [best.id]


def _say_the_same(one: _Side, other: _Side) -> bool:
    lengths = sorted((one.length, other.length))
    if min(len(one.vectors), len(other.vectors)) < _FEWEST or lengths[1] > _LENGTHS * lengths[0]:
        return False
    closeness = _closeness(one, other)
    if min(len(one.figures), len(other.figures)) < _FIGURES:
        return closeness >= _SURELY_ALIKE
    shared = len(one.figures & other.figures) / len(one.figures | other.figures)
    return closeness >= _ALIKE and shared >= _FIGURES_SHARED


def _closeness(one: _Side, other: _Side) -> float:
    """How well each passage of either finds one in the other: the mean of the best cosines, -1..1."""
    if not len(one.vectors) or not len(other.vectors):
        return -1.0
    cosines = one.vectors @ other.vectors.T
    return float(cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2


def _side(library: Library, sides: dict[str, _Side], info: DocumentInfo) -> _Side:
    if info.id not in sides:
        document: Document = library.document(info.id)
        figures = frozenset(number.value for number in find_numbers(document.text))
        vectors = library.document_vectors(info.id, info.language, _PASSAGES)
        sides[info.id] = _Side(info, len(document.text), figures, vectors)
    return sides[info.id]


def _name(path: str, language: Language) -> tuple[str, ...]:
    """The words of a path without the one that names the language; () where none does, and the name tells nothing.

    "reports/ar/summit.pdf" and "reports/en/summit.docx", or "summit.ar.pdf" and "summit-EN.md", have one name.
    """
    pure = PurePath(path)
    parts: Sequence[str] = _PARTS.findall(f"{pure.parent.name} {pure.stem}".casefold())
    rest = tuple(part for part in parts if part not in _TAGS[language])
    return (str(pure.parent.parent), *rest) if len(rest) < len(parts) else ()


def _other(language: Language) -> Language:
    return next(other for other in LANGUAGES if other != language)
