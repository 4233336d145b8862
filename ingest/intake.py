"""Cleaned documents into the library: which document a file becomes, and many stored at once.

In: CleanDocuments one by one. Out: documents, their passages embedded, in the library; what became of each file in the
lists of an Intake. A file with the text of another becomes a second path of that one.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.calibration import FairEmbedder
from corpus.catalogue_tables import PathEntry
from corpus.errors import FileError
from corpus.library import Library
from corpus.records import Document, Passage
from ingest.embed import embed
from ingest.known import KnownFiles
from ingest.load import beside, is_url
from ingest.records import CleanDocument, Metadata
from ingest.split import split

_BATCH_PASSAGES = 64  # enough to fill the encoder's batches; a kill loses no more than these


@dataclass(slots=True)
class Intake:
    """What a run has done so far, and what waits to be embedded."""

    library: Library
    embedder: FairEmbedder
    known: KnownFiles
    ids: Mapping[str, str]  # document ids by path that a new library takes over from the one before
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)  # new files with the text of another that is there
    changed_documents: set[str] = field(default_factory=set)  # ids
    passages: int = 0
    waiting: list[tuple[Document, Sequence[Passage]]] = field(default_factory=list)


def take(intake: Intake, cleaned: CleanDocument) -> None:
    """Put one document in line."""
    entry, twin = intake.known.get(cleaned.path), _twin(intake, cleaned)
    told = twin is not None and _tells_more(cleaned.path, intake.library.document(twin).path)
    renamed = twin is not None and entry is None and _is_renamed(intake, cleaned, twin)
    told |= renamed
    if twin and told and entry is None:  # the document that is there, from now on by this file
        entry = PathEntry(cleaned.path, cleaned.sha256, twin)
    if renamed and twin:
        _drop_gone(intake, twin)
    if twin and (entry is None or entry.document_id != twin):
        _join(intake, cleaned, entry, twin)
        return
    if twin and not told and intake.library.document(twin).path != cleaned.path:  # only what stands beside it changed
        _attach(intake, cleaned, twin)
        intake.unchanged.append(cleaned.path)
        return
    (intake.added if entry is None else intake.updated).append(cleaned.path)
    if entry is not None and not twin and len(intake.known.paths_of(entry.document_id)) > 1:
        intake.library.detach_path(cleaned.path)
        entry = None
    document = _document(cleaned, entry.document_id if entry else _new_id(intake, cleaned))
    intake.known.put(PathEntry(cleaned.path, cleaned.sha256, document.id))
    intake.waiting.append((document, split(document, intake.embedder.count_tokens)))
    if sum(len(passages) for _, passages in intake.waiting) >= _BATCH_PASSAGES:
        flush(intake)


def flush(intake: Intake) -> None:
    """Embed and store what waits: many documents at once, since the encoder and the stores are quickest so."""
    if not intake.waiting:
        return
    intake.library.put([document for document, _ in intake.waiting], embed(intake.waiting, intake.embedder))
    intake.passages += sum(len(passages) for _, passages in intake.waiting)
    intake.changed_documents |= {document.id for document, _ in intake.waiting}
    intake.waiting.clear()


def forget(intake: Intake, path: str) -> None:
    """Forget a file that is gone, and its document where it was the only one."""
    entry = intake.known.get(path)
    assert entry is not None
    _release(intake, entry)
    intake.known.drop(path)


def _join(intake: Intake, cleaned: CleanDocument, entry: PathEntry | None, twin: str) -> None:
    """Make the file another path of the document `twin`, and forget what it was and paths of files that are gone."""
    if entry is not None:
        _release(intake, entry)
    _attach(intake, cleaned, twin)
    gone = _drop_gone(intake, twin)  # of a renamed file: citations must name the one that is there
    (intake.updated if entry else intake.unchanged if gone else intake.duplicates).append(cleaned.path)


def _drop_gone(intake: Intake, document_id: str) -> list[str]:
    gone = [path for path in intake.known.paths_of(document_id) if _is_gone(path)]
    for path in gone:
        intake.library.detach_path(path)
        intake.known.drop(path)
    return gone


def _is_gone(path: str) -> bool:
    return not is_url(path) and not Path(path).exists()


def _is_renamed(intake: Intake, cleaned: CleanDocument, twin: str) -> bool:
    """Whether all files of its document are gone and its title was their name, which is another now."""
    same_title = intake.library.document(twin).title == cleaned.metadata.title
    return not same_title and all(map(_is_gone, intake.known.paths_of(twin)))


def _tells_more(path: str, other: str) -> bool:
    """Whether something stands beside this file to say what it is, and nothing beside the other with the same text."""
    if is_url(path) or is_url(other) or path == other:
        return False
    try:
        return beside(Path(path)) != Metadata() and beside(Path(other)) == Metadata()
    except FileError:  # of the other's; its own were read before
        return True


def _release(intake: Intake, entry: PathEntry) -> None:
    """Take a file away from its document; the document goes with its last file."""
    if len(intake.known.paths_of(entry.document_id)) > 1:
        intake.library.detach_path(entry.path)
    else:
        intake.library.remove(entry.document_id)


def _attach(intake: Intake, cleaned: CleanDocument, document_id: str) -> None:
    intake.library.attach_path(cleaned.path, cleaned.sha256, document_id)
    intake.known.put(PathEntry(cleaned.path, cleaned.sha256, document_id))


def _twin(intake: Intake, cleaned: CleanDocument) -> str | None:
    """The id of the document that has this text, once what waits is stored: it may bring the text or replace it."""
    found = intake.library.document_with_text(cleaned.text)
    if any(document.text == cleaned.text or document.id == found for document, _ in intake.waiting):
        flush(intake)
        found = intake.library.document_with_text(cleaned.text)
    return found


def _new_id(intake: Intake, cleaned: CleanDocument) -> str:
    """That of the library before, so that anchors and restrictions outlive a rebuild; else from the path; from path
    and text where that id lives on under another path.
    """
    plain = _short_hash(cleaned.path)
    for wanted in (intake.ids.get(cleaned.path, plain), plain):
        if not intake.known.paths_of(wanted):
            return wanted
    return _short_hash(cleaned.path + "\0" + cleaned.text)


def _short_hash(text: str) -> str:
    return "d" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _document(cleaned: CleanDocument, document_id: str) -> Document:
    meta = cleaned.metadata
    other = os.path.join(os.path.dirname(cleaned.path), meta.counterpart) if meta.counterpart else ""
    return Document(
        document_id, meta.title, meta.source, meta.date, cleaned.language, meta.kind,
        cleaned.path, cleaned.sha256, cleaned.text, cleaned.pages, cleaned.sections,
        counterpart=os.path.abspath(other) if other else "", extraction=cleaned.extraction,
    )  # fmt: skip
