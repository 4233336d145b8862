"""How well each sentence of a hit answers: its features and its score.

In: the query, a hit, what is asked for, the coverage of the question's keywords, the names that it is about. Out:
Sentences. Which of them are quoted is evidence.py's.
"""

import re
from dataclasses import dataclass

import numpy as np

from assistant import spans
from assistant.coverage import Coverage
from assistant.injection import is_instruction
from assistant.question_type import Asked
from assistant.records import Query
from assistant.subjects import Subjects, Text
from corpus.context import context_of
from corpus.language import keywords, normalise
from corpus.records import Hit
from corpus.sentences import columns_above, is_row


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a sentence against a question."""

    hit: float  # score of its passage
    top: float  # 1 where its passage is the best one
    same: float  # 1 where it is in the question's language
    close: float  # centred cosine of it or of its best clause
    covered: float  # 0-1 of the question's keywords in it
    in_context: float  # the same with the sentence before it, the heading and the title: "Its first head was …"
    with_after: float
    beyond: float  # 0-1 of the keywords that heading and title do not have: what is asked of their subject
    date: float  # 1 where it has a date and the question asks for one
    number: float
    person: float  # 1 where it has a person and the question asks for one; .3 where it has another name
    place: float
    unit: float  # 1 where the number stands beside its unit
    reason: float  # 1 where it is worded as a reason and the question asks for one
    defines: float  # 1 where it opens with the name and says what that is, and the question asks for it; 1.5 for a term
    another: float  # 1 where it speaks of a body whose name only holds that of the question
    row: float  # 1 where it is the row of a table
    label: float  # 1 where it only names others: the columns of a table, or who published the document and when
    before: float  # centred cosine of the sentence before it
    after: float


# Fitted by conditional logistic regression over the sentences of a question's passages, then moved, at no loss there,
# towards what counts in long documents: docs/answers.md.
_WEIGHTS = Features(
    hit=3.6, top=0.6, same=0.0, close=7.9, covered=-1.9, in_context=5.0, with_after=1.8, beyond=1.9, date=2.4,
    number=3.0, person=2.0, place=1.5, unit=1.4, reason=0.7, defines=2.0, another=-4.0, row=-1.7, label=-3.0,
    before=0.6, after=1.0,
)  # fmt: skip
# The same fitted on from there on questions about documents that are read with their titles and headings: the subject
# stands in the title, and the sentence that answers has the kind of thing that is asked for.
_TITLED = Features(
    hit=5.2, top=0.4, same=-0.8, close=7.2, covered=-1.7, in_context=7.3, with_after=1.4, beyond=2.45, date=3.2,
    number=3.65, person=3.35, place=2.05, unit=1.8, reason=2.0, defines=1.9, another=-2.5, row=-1.3, label=-3.0,
    before=0.65, after=1.1,
)  # fmt: skip
_ENDED = re.compile(r"[.!?؟:;؛…]\W*$")
_MASTHEAD = 25  # words
_TERM = 1.5  # of a definition that has the term which the question has in quotation marks
_NAMED = 0.3  # of a person, where a body or country is named that may be who is asked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a hit as a candidate."""

    hit: Hit
    at: int  # its place among the hit's sentences
    text: str
    features: Features
    score: float  # higher better; differences are log odds


def sentences(
    query: Query, hit: Hit, rank: int, wanted: Asked, coverage: Coverage, subjects: Subjects, titled: bool
) -> list[Sentence]:
    """The sentences of a hit in order, each with its features; `rank` is the hit's, from 0.

    `titled` is the same for all hits of a question, so that their scores can be compared: whether the best one is read
    with its title.
    """
    weights = _TITLED if titled else _WEIGHTS
    language = hit.passage.language
    asked_stems = frozenset(word.stem for word in keywords(query.text))
    texts = [Text(text_of(hit, at, at), language) for at in range(len(hit.sentences))]
    close = [closeness for _, closeness in hit.sentences]
    above = Text(f"{hit.document.title}\n{hit.passage.section}", language)
    found = []
    for at, text in enumerate(texts):
        if is_instruction(text.text):  # it speaks to a model and says nothing to a reader
            continue
        row = is_row(text.text)
        columns = columns_above(hit.passage.text, hit.sentences[at][0].start - hit.passage.start) if row else ""
        before = texts[at - 1].stems if at else frozenset()
        if row and columns:  # a row is read with what its columns are called
            before |= Text(columns, language).stems
        after = texts[at + 1].stems if at + 1 < len(texts) else frozenset()
        kind = float(bool(spans.find(text.text, wanted, asked_stems)))
        # What is said of another body is not said of what heading, title and neighbours speak of.
        another = subjects.speaks_of_another(text)
        around, following = (before | above.stems, after) if not another else (frozenset(), frozenset())
        features = Features(
            hit.score,
            float(rank == 0),
            float(language == query.language),
            close[at],
            coverage.of(text.stems, language),
            coverage.of(text.stems | around, language),
            coverage.of(text.stems | following, language),
            0.0 if another else coverage.beyond(text.stems, above.stems, language),
            kind * (wanted.kind == "date"),
            kind * (wanted.kind == "number"),
            _person(text.text, kind, wanted, asked_stems),
            kind * (wanted.kind == "place"),
            float(spans.unit_stands(text.text, wanted)),
            float(wanted.kind == "reason" and spans.has_form(text.text, wanted)),
            _defines(text, wanted, subjects),
            float(another),
            float(row),
            float(_is_label(hit, at, text.text, row, columns)),
            close[at - 1] if at else close[at],
            close[at + 1] if at + 1 < len(texts) else close[at],
        )
        score = sum(getattr(weights, name) * getattr(features, name) for name in Features.__slots__)
        found.append(Sentence(hit, at, text.text, features, score))
    return found


def _defines(text: Text, wanted: Asked, subjects: Subjects) -> float:
    """How far a sentence may define what is asked about: more where it has the very term."""
    if wanted.kind != "definition" or not spans.has_form(text.text, wanted):
        return 0.0
    if wanted.term:
        return _TERM * (normalise(wanted.term) in normalise(text.text))
    return float(subjects.opens(text))


def _is_label(hit: Hit, at: int, text: str, row: bool, columns: str) -> bool:
    """Whether the sentence `text` at `at` only names others; `columns` stand above it where it is a row."""
    if row:
        below = at + 1 < len(hit.sentences) and is_row(text_of(hit, at + 1, at + 1))
        return below and not columns and not any(character.isdigit() for character in text)
    # A masthead: the document's first line, which is no sentence.
    return not hit.passage.ordinal and not at and not _ENDED.search(text) and len(text.split()) <= _MASTHEAD


def is_titled(hit: Hit) -> bool:
    """Whether a passage is read with a title or a heading."""
    return bool(context_of(hit.document, hit.passage))


def _person(text: str, found: float, wanted: Asked, stems: frozenset[str]) -> float:
    if wanted.kind != "person":
        return 0.0
    return found or _NAMED * bool(spans.names(text, stems))


def vector_of(sentence: Sentence) -> np.ndarray:
    """The centred vector of a sentence's words, float32 (dim,); its passage's where it is that alone."""
    hit = sentence.hit
    place = hit.sentences[sentence.at][0].start, hit.sentences[sentence.at][0].end
    for window, vector in zip(hit.passage.windows, hit.window_vectors, strict=False):
        if (window.start, window.end) == place:
            return np.asarray(vector)
    return hit.vector


def span_of(hit: Hit, first: int, last: int) -> tuple[int, int]:
    """Offsets of the sentences `first` to `last` of a hit, into its document."""
    return hit.sentences[first][0].start, hit.sentences[last][0].end


def text_of(hit: Hit, first: int, last: int) -> str:
    """Their words."""
    start, end = span_of(hit, first, last)
    return hit.passage.text[start - hit.passage.start : end - hit.passage.start]
