"""The only file that knows tantivy: an index of the passages' keywords, surface forms and stems.

In: passages with their texts; stems to look for. Out: ids scored by BM25. Texts are analysed by language.keywords, at
index and query time alike, so tantivy sees terms only and no query syntax exists.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.language import keywords, surfaces
from corpus.records import Language, Scope

_ANALYSER = "terms"
_HEAP_BYTES = 64_000_000
_STEM_MARK = "~"  # keeps stems apart from equal surface forms; no word contains it


@dataclass(frozen=True, slots=True)
class KeywordEntry:
    """A passage as it is indexed by its words."""

    id: str
    document_id: str
    language: Language
    text: str


class KeywordStore:
    """Open the index in `folder`; created when missing."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("document", stored=False, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("language", stored=False, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", stored=False, tokenizer_name=_ANALYSER, index_option="freq")
        builder.add_text_field("words", stored=False, tokenizer_name=_ANALYSER, index_option="position")
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_ANALYSER, split)
        self._schema = self._index.schema

    def replace(self, remove: Iterable[str], add: Iterable[KeywordEntry]) -> None:
        """Drop the ids in `remove`, then write the entries in `add`; one commit, all or nothing."""
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for passage_id in remove:
            writer.delete_documents_by_term("id", passage_id)
        for entry in add:
            writer.delete_documents_by_term("id", entry.id)
            row = {
                "id": entry.id,
                "document": entry.document_id,
                "language": entry.language,
                "terms": " ".join(_terms(entry.text)),
                "words": " ".join(surfaces(entry.text)),
            }
            writer.add_document(tantivy.Document(**row))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(
        self, stems: Iterable[str], language: Language, limit: int, scope: Scope | None = None
    ) -> list[tuple[str, float]]:
        """(id, BM25 score) of the passages in `language` and within `scope` that hold any of `stems`, best first."""
        any_stem = [(tantivy.Occur.Should, self._term("terms", _STEM_MARK + stem)) for stem in sorted(set(stems))]
        return self._found(tantivy.Query.boolean_query(any_stem), language, limit, scope) if any_stem else []

    def with_phrase(self, phrase: str, language: Language, limit: int, scope: Scope | None = None) -> list[str]:
        """Ids of passages in `language` and within `scope` that hold the words of `phrase` in a row, in that order.

        Spelling variants that normalise() folds are one word; endings and articles count.
        """
        words = surfaces(phrase)
        if not words:
            return []
        query = (
            tantivy.Query.phrase_query(self._schema, "words", words)  # type: ignore[arg-type]
            if len(words) > 1
            else self._term("words", words[0])
        )
        return [key for key, _ in self._found(query, language, limit, scope)]

    def _found(
        self, query: tantivy.Query, language: Language, limit: int, scope: Scope | None
    ) -> list[tuple[str, float]]:
        self._index.reload()
        parts = [
            (tantivy.Occur.Must, query),
            (tantivy.Occur.Must, tantivy.Query.const_score_query(self._term("language", language), 0.0)),
        ]
        if scope is not None:
            named = tantivy.Query.term_set_query(self._schema, "document", sorted(scope.documents))
            occur = tantivy.Occur.MustNot if scope.excluded else tantivy.Occur.Must
            parts.append((occur, tantivy.Query.const_score_query(named, 0.0)))
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(parts), limit, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def _term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, index_option="freq")

    def rarity(self, stems: Iterable[str]) -> dict[str, float]:
        """Weight 0-1 of each stem: the Robertson-Sparck Jones idf over that of a stem never seen."""
        searcher = self._index.searcher()
        total = searcher.num_docs

        def idf(seen: int) -> float:
            return math.log(1 + max(total - seen + 0.5, 0) / (seen + 0.5))

        return {stem: idf(searcher.doc_freq("terms", _STEM_MARK + stem)) / idf(0) for stem in stems}

    def stems_with(self, prefix: str) -> list[str]:
        """Every stem that begins with `prefix`, the commonest first."""
        found = self._index.searcher().terms_with_prefix("terms", _STEM_MARK + prefix)
        return [term.removeprefix(_STEM_MARK) for term, _ in found]

    def ids(self) -> set[str]:
        """Every id stored."""
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False).hits
        return {searcher.doc(address)["id"][0] for _, address in hits}


def _terms(text: str) -> Sequence[str]:
    return [term for word in keywords(text) for term in (word.surface, _STEM_MARK + word.stem)]
