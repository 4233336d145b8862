"""The only file that knows tantivy: an index of the passages' keywords, surface forms and stems.

In: passage ids with their texts; stems to look for. Out: ids scored by BM25.
Texts are analysed by language.keywords, at index and
query time alike, so tantivy sees terms only and no query syntax exists.
"""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from corpus.language import keywords

_ANALYSER = "terms"
_HEAP_BYTES = 64_000_000
_STEM_MARK = "~"  # keeps stems apart from equal surface forms; no word contains it


class KeywordStore:
    """Open the index in `folder`; created when missing."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", stored=False, tokenizer_name=_ANALYSER, index_option="freq")
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_ANALYSER, split)
        self._schema = self._index.schema

    def replace(self, remove: Iterable[str], add: Iterable[tuple[str, str]]) -> None:
        """Drop the ids in `remove`, then write (id, text) pairs; one commit, all or nothing."""
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for passage_id in remove:
            writer.delete_documents_by_term("id", passage_id)
        for passage_id, text in add:
            writer.delete_documents_by_term("id", passage_id)
            writer.add_document(tantivy.Document(id=passage_id, terms=" ".join(_terms(text))))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, stems: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """(id, BM25 score) of the passages that hold any of `stems`, best first."""
        wanted = sorted(set(stems))
        if not wanted:
            return []
        self._index.reload()
        parts = [
            (
                tantivy.Occur.Should,
                tantivy.Query.term_query(self._schema, "terms", _STEM_MARK + stem, index_option="freq"),
            )
            for stem in wanted
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(parts), limit, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def rarity(self, stems: Iterable[str]) -> dict[str, float]:
        """Weight >= 0 of each stem: the Robertson-Sparck Jones idf, highest for stems never seen."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        weights = {}
        for stem in stems:
            seen = searcher.doc_freq("terms", _STEM_MARK + stem)
            weights[stem] = math.log(1 + max(total - seen + 0.5, 0) / (seen + 0.5))
        return weights

    def ids(self) -> set[str]:
        """Every id stored."""
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False).hits
        return {searcher.doc(address)["id"][0] for _, address in hits}


def _terms(text: str) -> Sequence[str]:
    return [term for word in keywords(text) for term in (word.surface, _STEM_MARK + word.stem)]
