"""What a passage leaves unsaid because its document and its heading have said it.

In: a document and one of its passages. Out: the title and the heading above it, to be read with the passage where it is
embedded and weighed by its words. A quote never holds them. What this pays: docs/retrieval.md.
"""

from pathlib import PurePath

from corpus.language import language_of
from corpus.records import Document, DocumentInfo, Passage


def context_of(document: Document | DocumentInfo, passage: Passage) -> str:
    """A line each, "" where there is nothing to add; only what is in the passage's own language.

    A title that is the file's name says nothing: the document states none.
    """
    title = "" if document.title == PurePath(document.path).stem else document.title
    lines = [line for line in dict.fromkeys((title, passage.section)) if line]
    return "\n".join(line for line in lines if language_of(line, passage.language) == passage.language)
