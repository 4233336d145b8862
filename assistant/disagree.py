"""Where documents do not agree on the number or date that is asked for.

In: the query and the quotes of its answer. Out: one sentence for each pair of documents that state different values.
"""

from collections.abc import Sequence
from itertools import combinations

from assistant import prompts, spans
from assistant.number_words import find_all_numbers
from assistant.question_type import Asked
from assistant.records import Evidence, Query
from assistant.subjects import Subjects, Text
from corpus.dates import DateMention, find_dates
from corpus.language import keywords

_ABOUT = 0.6  # share of the question's keywords that both quotes must hold, to be about the same
_ALIKE = 0.4  # share of the words of the shorter quote that the other must hold: two events are told in other words


def disagreements(query: Query, evidence: Sequence[Evidence], wanted: Asked, subjects: Subjects) -> list[str]:
    """What the reader is told of quotes from two documents that give two values; at most one sentence."""
    for one, other in combinations(evidence, 2):
        if disagree(query, one, other, wanted, subjects):
            first, second = sorted((one, other), key=_date)
            return [prompts.disagreement(_side(first), _side(second), query.answer_language)]
    return []


def disagree(query: Query, one: Evidence, other: Evidence, wanted: Asked, subjects: Subjects) -> bool:
    """Whether two quotes of two documents answer the question with different values."""
    if wanted.kind not in ("date", "number") or wanted.many or one.document.id == other.document.id:
        return False
    if one.passage.language != other.passage.language or not (one.marks and other.marks):
        return False
    if wanted.kind == "number" and not all(spans.unit_stands(item.text, wanted) for item in (one, other)):
        return False
    if min(_about(query, item.text) for item in (one, other)) < _ABOUT or _likeness(one, other) < _ALIKE:
        return False
    if any(
        subjects.unspoken(_around(item)) for item in (one, other)
    ):  # of another body no other date is a contradiction
        return False
    return not _share_a_value(one, other, wanted)


def _around(item: Evidence) -> Text:
    return Text(f"{item.document.title}\n{item.passage.section}\n{item.text}", item.passage.language)


def _share_a_value(one: Evidence, other: Evidence, wanted: Asked) -> bool:
    if wanted.kind == "number":
        return not _numbers(one).isdisjoint(_numbers(other))
    mine, theirs = _dates(one), _dates(other)
    return any(a.agrees_with(b) or b.agrees_with(a) for a in mine for b in theirs)


def _numbers(item: Evidence) -> set[str]:
    return {n.value for mark in item.marks for n in find_all_numbers(item.text[mark.start : mark.end])}


def _dates(item: Evidence) -> list[DateMention]:
    """The dates of the marks; a bare year is a date, too."""
    found = []
    for mark in item.marks:
        words = item.text[mark.start : mark.end]
        years = [int(n.value) for n in find_all_numbers(words) if n.value.isdecimal()]
        found += find_dates(words) or [DateMention(mark.start, mark.end, year, None, None) for year in years[:1]]
    return found


def _about(query: Query, text: str) -> float:
    asked_stems = {word.stem for word in keywords(query.text)}
    stems = {word.stem for word in keywords(text)}
    return len(asked_stems & stems) / len(asked_stems) if asked_stems else 0.0


def _likeness(one: Evidence, other: Evidence) -> float:
    mine, theirs = ({w.stem for w in keywords(item.text) if not w.surface.isdigit()} for item in (one, other))
    return len(mine & theirs) / max(min(len(mine), len(theirs)), 1)


def _side(item: Evidence) -> tuple[str, str, str]:
    mark = item.marks[0]
    return item.text[mark.start : mark.end], item.document.title, item.document.date


def _date(item: Evidence) -> str:
    return item.document.date
