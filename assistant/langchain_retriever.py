"""Sanad's retrieval as a LangChain retriever.

In: a question. Out: LangChain Documents, best first, fair to both languages; page_content is verbatim, and metadata
says where it stands. Ranking is retrieve.py's.
"""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.records import Filters
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.calibration import FairEmbedder
from corpus.library import Library
from corpus.records import Hit


class SanadRetriever(BaseRetriever):
    """Passages for a question. Raises QuestionEmpty, QuestionTooLong and LibraryError."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    embedder: FairEmbedder
    limit: int = Field(default=10, ge=1)  # documents a question
    filters: Filters = Filters()  # what every search is narrowed to

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        asked = understand(query, filters=self.filters)
        return [_document(hit) for hit in retrieve(asked, self.library, self.embedder, self.limit)]


def _document(hit: Hit) -> Document:
    passage, info = hit.passage, hit.document
    return Document(
        page_content=passage.text,
        metadata={
            "document_id": info.id,
            "title": info.title,
            "source": info.source,
            "date": info.date,
            "language": passage.language,
            "page": passage.page,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
        },
    )
