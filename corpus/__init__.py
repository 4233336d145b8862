"""The library: documents, passages, vectors and keywords, and the search over them."""
