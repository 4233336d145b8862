"""Hits -> Evidence: the sentences that answer best, no two alike, each with what it needs to be understood.

In: the query, its hits, best first, and the coverage of its keywords. Out: a handful of verbatim quotes of one or two
sentences, best first. Whether they answer at all is answerable.py's; how they are worded is answer.py's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import spans
from assistant.coverage import Coverage
from assistant.disagree import disagree
from assistant.extent import extent
from assistant.injection import is_instruction
from assistant.number_words import find_all_numbers
from assistant.question_type import Asked, asked
from assistant.records import Evidence, Query
from assistant.scoring import Sentence, sentences, span_of, text_of
from assistant.subjects import Subjects, Text
from corpus.dates import find_dates
from corpus.language import keywords, language_of
from corpus.records import Hit, Language

_HITS, _HITS_OF_LIST, _HITS_OF_TITLE = 6, 12, 4  # passages whose sentences compete
_RELATED = 0.02  # probability of an answer below which a passage is not even related
_ALIKE = 0.7  # share of the shorter sentence's keywords that stand in the other
# What the nearest passage in the other language must be to pass for a translation: near (centred cosine), about as
# good an answer (score), and with the same figures.
_TWIN, _TWIN_SCORE = 0.42, 3.0
_SURE_TWIN = 0.55  # the same for any passage, not only the nearest
_ENOUGH = 0.75  # probability that one of the quotes answers, at which no more are added
_LEAST = 0.06  # probability below which a further sentence is not worth reading
_QUOTES, _QUOTES_OF_LIST = 3, 8
# A list has many answers, of which no one is likely: how far below the best one may score, and how much it must have of
# the keywords that the one with most of them has.
_LIST_REACH, _LIST_COVERED = 5.0, 0.5
_FIGURE = 6.0  # how far below the best a sentence may score that alone has the figure asked for
# Of two sources that disagree: how far the second may score below the first, and how near their passages must be.
_DISSENT, _SAME_SUBJECT = 4.0, 0.5
# Of a question that can be read in several ways: keywords at most, score apart at most, nearness of passages at which
# they are about one subject, and readings shown at most.
_VAGUE, _EQUAL, _OTHER_SUBJECT, _READINGS = 3, 1.3, 0.45, 3


@dataclass(frozen=True, slots=True)
class Selection:
    """What may be quoted, best first, and what it was chosen from."""

    evidence: tuple[Evidence, ...]
    sentences: tuple[Sentence, ...]  # all that competed, best first
    wanted: Asked
    subjects: Subjects

    @property
    def best(self) -> Sentence | None:
        """By which it is judged whether the documents answer at all."""
        return self.sentences[0] if self.sentences else None


def select(query: Query, hits: Sequence[Hit], coverage: Coverage, gather: bool = False) -> Selection:
    """The best sentences of the best passages until one of them likely answers; what was said before is left out.

    With `gather` as many as of a list, whatever is asked for.
    """
    wanted = asked(query.wording, query.language, coverage.lexicon)
    if gather:
        wanted = replace(wanted, many=True)
    stems = {word.stem for word in keywords(query.text)}
    subjects = Subjects(query.text, query.language, coverage.lexicon)
    looked_at = _looked_at(hits, subjects, _HITS_OF_LIST if wanted.many else _HITS)
    found = [s for rank, hit in enumerate(looked_at) for s in sentences(query, hit, rank, wanted, coverage, subjects)]
    if not found:
        return Selection((), (), wanted, subjects)
    found = _own_language_first(query.answer_language, sorted(found, key=lambda s: -s.score))
    total = sum(math.exp(s.score - found[0].score) for s in found)
    limit = _QUOTES_OF_LIST if wanted.many else _QUOTES
    kept: list[Evidence] = []
    quoted: list[Hit] = []
    taken: set[tuple[str, int]] = set()
    certain = 0.0
    for sentence in (_listed(found) or found[:1]) if wanted.many else found:
        share = math.exp(sentence.score - found[0].score) / total
        if kept and not wanted.many and (share < _LEAST or certain >= _ENOUGH):
            break
        key = (sentence.hit.passage.document_id, sentence.hit.sentences[sentence.at][0].start)
        certain += share
        if key in taken:
            continue
        first, last = extent(sentence, found, wanted.many)
        windows = sentence.hit.sentences[first : last + 1]
        if any((key[0], window.start) in taken for window, _ in windows):  # said already
            first = last = sentence.at
            windows = sentence.hit.sentences[first : last + 1]
        evidence = _evidence(sentence, first, last, wanted, stems)
        if any(alike(evidence.text, other.text) for other in kept) or any(_twins(sentence.hit, hit) for hit in quoted):
            continue
        kept.append(evidence)
        quoted.append(sentence.hit)
        taken |= {(sentence.hit.passage.document_id, window.start) for window, _ in windows}
        if len(kept) == limit:
            break
    if wanted.kind in ("date", "number") and not any(evidence.marks for evidence in kept):
        kept += _with_the_figure(found, kept[0], wanted, stems)
    kept += _dissent(query, kept[0], found, wanted, stems)
    return Selection(tuple(kept), tuple(found), wanted, subjects)


def _looked_at(hits: Sequence[Hit], subjects: Subjects, limit: int) -> list[Hit]:
    """The best hits, and some further ones of the documents that are about what the question names: their passages
    seldom name it again."""
    titled = [h for h in hits[limit:] if subjects.titled(Text(h.document.title, language_of(h.document.title)))]
    return [*hits[:limit], *titled[:_HITS_OF_TITLE]]


def _listed(found: list[Sentence]) -> list[Sentence]:
    """The sentences that are as much about what is listed as the best of them are."""
    reached = [s for s in found if s.score >= found[0].score - _LIST_REACH]
    most = max(s.features.in_context for s in reached)
    about = [s for s in reached if s.features.in_context >= _LIST_COVERED * most and s.features.covered]
    return [s for s in about if not s.features.another]


def _with_the_figure(found: Sequence[Sentence], first: Evidence, wanted: Asked, stems: set[str]) -> list[Evidence]:
    """Where no quote has the date or number that is asked for: the document's best sentence that has it, if any."""
    for sentence in found:
        if sentence.score < found[0].score - _FIGURE:
            break
        if sentence.hit.document.id == first.document.id and _answers(sentence):
            first_at, last_at = extent(sentence, found, wanted.many)
            return [_evidence(sentence, first_at, last_at, wanted, stems)]
    return []


def _dissent(
    query: Query, first: Evidence, found: Sequence[Sentence], wanted: Asked, stems: set[str]
) -> list[Evidence]:
    """The best quote that answers with another number or date than `first` does, [] where none is known."""
    for sentence in found:
        if sentence.score < found[0].score - _DISSENT:
            break
        if float(sentence.hit.vector @ found[0].hit.vector) >= _SAME_SUBJECT:
            evidence = _evidence(sentence, sentence.at, sentence.at, wanted, stems)
            if disagree(query, first, evidence, wanted):
                return [evidence]
    return []


def readings(query: Query, selection: Selection) -> list[Evidence]:
    """The quotes of several documents that answer a question equally well, each on another subject; [] where one
    reading stands out."""
    wanted = selection.wanted
    stems = {word.stem for word in keywords(query.text)}
    if wanted.kind == "other" or wanted.many or len(stems) > _VAGUE:
        return []
    best = selection.sentences[0]
    kept: list[Sentence] = []
    for sentence in selection.sentences:
        if sentence.score < best.score - _EQUAL or len(kept) == _READINGS:
            break
        if _answers(sentence) < _answers(best) or sentence.features.covered < best.features.covered:
            continue
        if not any(_one_subject(sentence.hit, other.hit) for other in kept):
            kept.append(sentence)
    if len(kept) < 2:
        return []
    return [_evidence(s, s.at, s.at, wanted, stems) for s in kept]


def _answers(sentence: Sentence) -> float:
    """1 where a sentence has the kind of thing that is asked for."""
    known = sentence.features
    return known.date + known.number + known.person + known.place + known.reason + known.defines


def _one_subject(hit: Hit, other: Hit) -> bool:
    return hit.document.id == other.document.id or float(hit.vector @ other.vector) >= _OTHER_SUBJECT


def nearest(hits: Sequence[Hit], limit: int = 3) -> list[Evidence]:
    """What a refusal offers: the sentence nearest to the question from each of the likeliest documents, best first."""
    documents: dict[str, Evidence] = {}
    for hit in hits[:_HITS]:
        told = [at for at in range(len(hit.sentences)) if not is_instruction(text_of(hit, at, at))]
        if hit.relevance >= _RELATED and told and hit.document.id not in documents:
            at = max(told, key=lambda i: hit.sentences[i][1])
            evidence = Evidence(hit.document, hit.passage, *span_of(hit, at, at), text_of(hit, at, at), hit.score)
            documents[hit.document.id] = evidence
    return list(documents.values())[:limit]


def speaking(hits: Sequence[Hit]) -> list[Hit]:
    """`hits` without those found by a sentence that speaks to a model: not quoted, it must not vouch either."""
    return [hit for hit in hits if not (hit.sentences and is_instruction(_closest(hit)))]


def _closest(hit: Hit) -> str:
    at = max(range(len(hit.sentences)), key=lambda at: hit.sentences[at][1])
    return text_of(hit, at, at)


def _own_language_first(language: Language, found: list[Sentence]) -> list[Sentence]:
    """Where the best passage has a translation in `language`, the best sentence of that one stands for it."""
    best = found[0].hit
    if best.passage.language == language:
        return found
    near = [(float(s.hit.vector @ best.vector), s) for s in found if s.hit.passage.language == language]
    likeness, twin = max(near, key=lambda pair: pair[0], default=(0.0, found[0]))  # of equals the best comes first
    if (
        likeness < _TWIN
        or twin.score < found[0].score - _TWIN_SCORE
        or not _figures_of(found[0].text) <= _figures_of(twin.hit.passage.text)
    ):
        return found
    return [twin, *(s for s in found if s is not twin and s.hit is not best)]


def _figures_of(text: str) -> set[str]:
    """The numbers that a translation keeps: those of two digits and more."""
    return {n.value for n in find_all_numbers(text) if len(n.value) > 1}


def _twins(hit: Hit, other: Hit) -> bool:
    """Whether one passage surely says in its language what the other says in the other."""
    return hit.passage.language != other.passage.language and float(hit.vector @ other.vector) >= _SURE_TWIN


def _evidence(sentence: Sentence, first: int, last: int, wanted: Asked, stems: set[str]) -> Evidence:
    hit = sentence.hit
    text = text_of(hit, first, last)
    marks = spans.find(text, wanted, stems)
    return Evidence(hit.document, hit.passage, *span_of(hit, first, last), text, sentence.score, marks)


def part_of(evidence: Evidence, start: int, end: int) -> Evidence:
    """A part of a quote, offsets into the quote."""
    marks = tuple(
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in evidence.marks
        if start <= mark.start and mark.end <= end
    )
    first = evidence.start + start
    return replace(evidence, start=first, end=first + end - start, text=evidence.text[start:end], marks=marks)


def alike(text: str, other: str) -> bool:
    """Whether two sentences say the same in nearly the same words, figures included."""
    mine, theirs = ({k.stem for k in keywords(t)} for t in (text, other))
    if not mine or not theirs:
        return text == other
    if {n.value for n in find_all_numbers(text)} != {n.value for n in find_all_numbers(other)}:
        return False
    if [(d.year, d.month, d.day) for d in find_dates(text)] != [(d.year, d.month, d.day) for d in find_dates(other)]:
        return False
    return len(mine & theirs) / min(len(mine), len(theirs)) >= _ALIKE
