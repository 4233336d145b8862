"""What the documents say of each side of a comparison, and where its figures differ.

In: a Comparison, and how to search. Out: an Answer of form "comparison": every claim quoted and under its side; a side
of which nothing is found says so, and never borrows a quote of another. Which sides a question has is compare.py's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from assistant import prompts
from assistant.answer import elapsed_ms
from assistant.cite import citation, with_markers
from assistant.compare import Comparison
from assistant.compare_names import ORDINALS
from assistant.coverage import Coverage
from assistant.evidence import Selection, alike, part_of
from assistant.exchanged import is_kind
from assistant.figures import Difference, differing
from assistant.number_words import find_all_numbers, find_ordinals
from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim, Evidence, Mark, Query
from assistant.sounds import can_sound, sound_alike
from assistant.statements import clause_spans
from assistant.subjects import Subjects, Text
from corpus.dates import Span
from corpus.language import keywords, language_of, normalise
from corpus.lexicon import terms
from corpus.library import Library
from corpus.periods import times_of
from corpus.records import DocumentInfo, Hit
from corpus.sentences import sentence_spans

_PER_SIDE = 3
_NAMED = 0.75  # share of a side's words, by rarity, at which a text speaks of it where it is no name
_YEAR_DAYS = 370  # a longer time is of no one year
_DIFFERENCES = 3  # pointed out


class Found(Protocol):
    """What one search gives."""

    @property
    def selection(self) -> Selection: ...
    @property
    def answers(self) -> bool: ...
    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Search:
    """How to search."""

    passages: Callable[[Query], Sequence[Hit]]  # alone
    answers: Callable[[Query], Found]  # and what of them answers


def compared(query: Query, comparison: Comparison, library: Library, search: Search, started: float) -> Answer | None:
    """The quotes of all sides; None where none has any."""
    sides = [_Side(label, comparison.years, query, library) for label in comparison.sides]
    others = [_Others([side for side in sides if side is not own]) for own in sides]
    found = [
        _of_side(side, other, comparison, query, library, search) for side, other in zip(sides, others, strict=True)
    ]
    if not any(evidence for evidence, _ in found):
        return None
    focused = [
        [(item, _focus(item, side, other)) for item in evidence]
        for (evidence, _), side, other in zip(found, sides, others, strict=True)
    ]
    pairs = combinations(zip(comparison.sides, focused, strict=True), 2)
    different = [
        _Differs(pair, (one, other))
        for (one, mine), (other, theirs) in pairs
        for pair in differing(mine, theirs, library.home / "models")
    ]
    quoted = [evidence for evidence, _ in found]
    return _worded(query, comparison, quoted, different[:_DIFFERENCES], max(c for _, c in found), started)


class _Side:
    """One side, and whether a text speaks of it."""

    def __init__(self, label: str, year: bool, query: Query, library: Library) -> None:
        language = language_of(label, query.language)
        self.label, self.year, self._language = label, year, language
        self._lexicon = library.home / "models"
        self._subjects = Subjects(label, language, self._lexicon)
        self._coverage = Coverage(label, language, library)
        self._figures = _figures(label)
        # "Strategy" alone is a part of many a name; a body that is known by its own name is not another's.
        self._known = any(name.known for name in self._subjects.names)
        # "Convention" alone does not name the Arab Convention.
        self._is_named = any(not is_kind(name.written) for name in self._subjects.names)

    def named_in(self, text: str) -> bool:
        """Whether `text` names this side."""
        if self.year:
            span = Span.of(self.label)
            return any(span and t.overlaps(span) and (t.last - t.first).days <= _YEAR_DAYS for t in times_of(text))
        read = Text(text, language_of(text))
        if not self._figures <= _figures(text) or (self._known and self._subjects.speaks_of_another(read)):
            return False
        if self._subjects.torn(read):
            return False
        covered = self._coverage.of(read.stems, read.language)
        if read.language != self._language and self._said_across(read) >= _NAMED:
            return True
        return covered >= _NAMED or (self._is_named and not self._subjects.absent(read))

    def _said_across(self, read: Text) -> float:
        """Share 0-1 of the label's words that a text in the other language says, names by their sound."""
        own = [
            t for t in terms([w.stem for w in keywords(self.label)], self._language, self._lexicon) if _is_word(t.stems)
        ]
        said = sum(any(read.stems.issuperset(form) for form in t.equivalents) or _sounds(t.stems, read) for t in own)
        return said / len(own) if own else 0.0

    def holds(self, document: DocumentInfo) -> bool:
        """Whether a document is about this side by its title."""
        if self.year:
            return self.label in normalise(document.title)
        return self.named_in(document.title)


class _Others:
    """The other sides of a comparison, as one is told from them."""

    def __init__(self, sides: Sequence[_Side]) -> None:
        self._sides = sides

    def named_in(self, text: str) -> bool:
        """Whether `text` names any of them."""
        return any(side.named_in(text) for side in self._sides)

    def holds(self, document: DocumentInfo) -> bool:
        """Whether a document is about any of them by its title."""
        return any(side.holds(document) for side in self._sides)


@dataclass(frozen=True, slots=True)
class _Differs:
    """A figure in which two sides differ, and which two."""

    pair: Difference
    labels: tuple[str, str]

    def marks_in(self, item: Evidence) -> list[Mark]:
        return [mark for own, mark in zip(self.pair.items, self.pair.marks, strict=True) if own is item]


def _is_word(stems: Sequence[str]) -> bool:
    return not any(stem.isdigit() or stem in ORDINALS for stem in stems)


def _sounds(stems: Sequence[str], read: Text) -> bool:
    """Whether a name stands in a text of the other script by its sound."""
    return all(can_sound(stem) and any(sound_alike(stem, word.surface) for word in read.words) for stem in stems)


def _figures(text: str) -> set[str]:
    """Numbers and ranks, by which resolutions and sessions are told apart."""
    return {n.value for n in find_all_numbers(text)} | {f"#{rank}" for rank in find_ordinals(text)}


def _of_side(
    side: _Side, other: _Others, comparison: Comparison, query: Query, library: Library, search: Search
) -> tuple[list[Evidence], float]:
    """Its quotes in the order of their documents, and the probability that they answer."""
    asked = _asked(side, comparison, query)
    for documents in _where(side, other, asked, library, search):
        # In documents that are the side's it need not be named again.
        text = comparison.subject if documents and comparison.subject else asked.text
        found = search.answers(
            replace(asked, text=text, meant=text, filters=replace(asked.filters, documents=documents))
        )
        evidence = [e for e in found.selection.evidence if not _of_another_rank(e, comparison.subject)]
        kept = [_own_part(item, side, other) for item in evidence if _speaks(item, side, other)]
        if kept and found.answers:
            return _in_order(_unlike(kept)[:_PER_SIDE]), found.confidence
    return [], 0.0


def _asked(side: _Side, comparison: Comparison, query: Query) -> Query:
    """What is searched for one side: its name and what is compared; a year is no word to search for beside that."""
    if side.year:
        return replace(query, text=comparison.subject or query.text, wished=times_of(side.label))
    if comparison.subject:
        return replace(query, text=f"{comparison.subject} {side.label}")
    return replace(query, text=prompts.what_is(side.label, query.language))


def _where(side: _Side, other: _Others, asked: Query, library: Library, search: Search) -> list[tuple[str, ...]]:
    """Where to look, the surest place first: documents named after the side, those dated in its year, then wherever
    the reader looks."""
    chosen, hidden = asked.filters.documents, asked.filters.hidden
    dated: list[str] = []
    if side.year:
        known = [d for d in library.documents() if d.id not in hidden and (d.id in chosen or not chosen)]
        titled = [d for d in known if side.holds(d)]
        dated = [d.id for d in known if d.date.startswith(side.label)]
    else:
        known = list({hit.document.id: hit.document for hit in search.passages(asked)}.values())
        titled = [d for d in known if side.holds(d) and not other.holds(d)]
    return [tuple(ids) for ids in (_without_translations(titled, asked, library), dated) if ids] + [chosen]


def _without_translations(documents: Sequence[DocumentInfo], query: Query, library: Library) -> list[str]:
    """Ids of documents; of two that say the same the one in the language of the answer."""
    own = {d.id for d in documents if d.language == query.answer_language}
    return [d.id for d in documents if d.id in own or not _counterparts(d, library) & own]


def _counterparts(document: DocumentInfo, library: Library) -> set[str]:
    return {r.document.id for r in library.relatives(document.id) if r.relation == "counterpart"}


def _speaks(item: Evidence, side: _Side, other: _Others) -> bool:
    """Whether a quote speaks of this side: by its own words, or by its heading or title where its words do not speak
    of the other."""
    if _of_another_rank(item, side.label):  # "three more than the first" in a report on the second
        return False
    if side.named_in(item.text):
        return True
    if other.named_in(item.text):
        return False
    whole = "\n".join((item.text, item.passage.section, item.document.title))
    if side.named_in(whole) and not other.named_in(whole):
        return True
    return side.year and item.document.date.startswith(side.label)


def _of_another_rank(item: Evidence, asked_for: str) -> bool:
    """Whether a document is by its title on another session, round or amendment than `asked_for` names."""
    wanted, titled = find_ordinals(asked_for), find_ordinals(item.document.title)
    return bool(wanted and titled) and wanted.isdisjoint(titled)


def _own_part(item: Evidence, side: _Side, other: _Others) -> Evidence:
    """A quote that speaks of others, too, cut down to its first sentence on this side alone, or else on this side."""
    if not other.named_in(item.text):
        return item
    spans = sentence_spans(item.text)
    own = [(s, e) for s, e in spans if side.named_in(item.text[s:e]) and not other.named_in(item.text[s:e])]
    own = own or [(s, e) for s, e in spans if side.named_in(item.text[s:e])]
    return part_of(item, own[0][0], own[0][1]) if own else item


def _focus(item: Evidence, side: _Side, other: _Others) -> list[tuple[int, int]]:
    """The parts of a quote whose figures are this side's: all of it, or the clauses that name this side alone."""
    if not other.named_in(item.text):
        return [(0, len(item.text))]
    parts = clause_spans(item.text)
    return [(s, e) for s, e in parts if side.named_in(item.text[s:e]) and not other.named_in(item.text[s:e])]


def _unlike(evidence: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in evidence:
        if not any(alike(item.text, known.text) for known in kept):
            kept.append(item)
    return kept


def _in_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The documents as their best quotes stand, each one's quotes in the order of its text."""
    ranks = {item.document.id: at for at, item in reversed(list(enumerate(evidence)))}
    return sorted(evidence, key=lambda item: (ranks[item.document.id], item.start))


def _worded(
    query: Query,
    comparison: Comparison,
    found: Sequence[Sequence[Evidence]],
    different: Sequence[_Differs],
    confidence: float,
    started: float,
) -> Answer:
    language = query.answer_language
    citations: list[Citation] = []
    claims: list[Claim] = []
    parts: list[str] = []
    for label, evidence in zip(comparison.sides, found, strict=True):
        parts.append(prompts.side(label, comparison.years, language))
        last = ""  # id of the document quoted just before
        for item in evidence:
            place = (item.document.id, item.start, item.end)
            known = next((c.number for c in citations if (c.document_id, c.start, c.end) == place), None)
            number = known or len(citations) + 1
            marks = {mark for differs in different for mark in differs.marks_in(item)}
            ordered = tuple(sorted(marks, key=lambda mark: mark.start))
            if known is None:  # a sentence may speak of two sides
                citations.append(citation(number, replace(item, marks=ordered)))
            info = item.document
            opening = prompts.lead_in(
                info.title, info.source, info.date, item.passage.language, language, again=info.id == last
            )
            last = info.id
            claims.append(
                Claim(f"{opening} {prompts.quoted(item.text, item.passage.language)}", (number,), under=label)
            )
            parts.append(with_markers(claims[-1].text, (number,)))
        if not evidence:
            parts.append(prompts.nothing_on_side(label, comparison.years, language))
    notices = [
        prompts.differ([(words, label) for words, label in zip(d.pair.words, d.labels, strict=True)], language)
        for d in different
    ]
    if comparison.left_out:
        notices.insert(0, prompts.too_many_sides(len(comparison.sides), comparison.left_out, language))
    return Answer(
        query.question, language, True, confidence, "\n\n".join(parts), tuple(claims), tuple(citations),
        ENGINE_EXTRACTIVE, elapsed_ms(started), tuple(notices), form="comparison", columns=comparison.sides,
    )  # fmt: skip
