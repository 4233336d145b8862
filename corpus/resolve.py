"""Where the words of an anchor stand now: in their document, moved, in another one, or nowhere.

In: an Anchor, the catalogue. Out: Resolved. What an anchor is, and how words are found in a text, is anchors.py's.
"""

from typing import Literal

from corpus.anchors import Anchor, find, stands_at
from corpus.catalogue import Catalogue
from corpus.records import Document, Resolved


def resolve(wanted: Anchor, catalogue: Catalogue) -> Resolved:
    """The place of the words: where they were, else elsewhere in their document, else in another one."""
    document = catalogue.document(wanted.document_id)
    if document is not None:
        if stands_at(wanted, document.text, wanted.start, wanted.end):
            page = document.page_at(wanted.start)
            return Resolved("current", document.id, wanted.start, wanted.end, page)
        if moved := _moved(wanted, document):
            return moved
    for other_id in catalogue.documents_with_quote(wanted.digest):
        other = catalogue.document(other_id)
        if other is not None and (moved := _moved(wanted, other)):
            return moved
    state: Literal["changed", "gone"] = "gone" if document is None else "changed"
    return Resolved(state, wanted.document_id, wanted.start, wanted.end, wanted.page)


def _moved(wanted: Anchor, document: Document) -> Resolved | None:
    place = find(wanted, document.text)
    return Resolved("moved", document.id, *place, document.page_at(place[0])) if place else None
