"""The encoder as LangChain sees it.

In: an Embedder. Out: a langchain_core Embeddings, for retrievers and chains that ask for one.
"""

from langchain_core.embeddings import Embeddings

from corpus.embedder import Embedder


class LangChainEmbeddings(Embeddings):
    """Lists of floats of unit length; documents get the passage prompt, queries the query prompt."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.embedder.embed_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self.embedder.embed_queries([text])[0].tolist()
        return vector
