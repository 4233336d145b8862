"""Hits -> Evidence: the sentences that answer best, no two alike, each with what it needs to be understood.

In: the query, its hits, best first, and the coverage of its keywords. Out: a handful of verbatim quotes of one or two
sentences, best first. Whether they answer at all is answerable.py's; how they are worded is answer.py's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import spans
from assistant.coverage import Coverage
from assistant.disagree import disagree
from assistant.extent import extent, starts_in_the_middle
from assistant.listed import GATHER_REACH, LIST_REACH, about_the_named, has_list, listed, twins, untranslated
from assistant.number_words import find_all_numbers, find_ordinals
from assistant.question_type import Asked, asked, recurs
from assistant.records import Evidence, Query
from assistant.scoring import Sentence, is_titled, sentences, span_of, text_of, vector_of
from assistant.subjects import Subjects, Text
from assistant.timeline import Event, event_of, of_the_named, one_event, told
from corpus.dates import Span, find_dates
from corpus.language import keywords, language_of
from corpus.records import LANGUAGES, Hit, Language

_HITS, _HITS_OF_LIST, _HITS_OF_TITLE = 6, 12, 4  # passages whose sentences compete
_ALIKE = 0.7  # share of the shorter sentence's keywords that stand in the other
# What the nearest passage in the other language must be to pass for a translation: near (centred cosine), about as
# good an answer (score), and with the same figures.
_TWIN, _TWIN_SCORE = 0.42, 3.0
_ENOUGH = 0.75  # probability that one of the quotes answers, at which no more are added
_LEAST = 0.06  # probability below which a further sentence is not worth reading
_LEAST_APART, _NEAR_SUBJECT = 0.12, 0.45  # the same where its passage is further from all that is quoted
_QUOTES, _QUOTES_OF_LIST = 3, 8
_AS_MUCH = 0.6  # of the question's words that a first quote has, where that has what is asked for
# Of a timeline: events at most, how far below the best one may score, and how much of what the best has of the keywords
# it must have with its heading and title.
_EVENTS, _EVENT_REACH, _EVENT_COVERED = 14, 9.0, 0.6
# Of what is asked beyond a title, the share that some passage must have for the others to be held to half of it.
_TOLD_APART = 0.8
_SAME_DAY = 0.25  # how near sentences in two languages must be that tell one event of one day
# Of another answer to a question of when: how far below the best it may score, and the share of keywords that it has.
_RECURS, _ALL = 4.0, 0.6
_OTHER_RANK = 4.0  # off the score of a sentence on another session, review or amendment than is asked for
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
    limit = len(hits) if wanted.many and wanted.kind == "date" else _HITS_OF_LIST if wanted.many else _HITS
    looked_at = _looked_at(hits, subjects, limit)
    titled = bool(hits) and is_titled(hits[0])
    found = [
        sentence
        for rank, hit in enumerate(looked_at)
        for sentence in sentences(query, hit, rank, wanted, coverage, subjects, titled)
    ]
    if not found:
        return Selection((), (), wanted, subjects)
    found = _of_the_rank(query, found)
    found = _own_language_first(query.answer_language, sorted(found, key=lambda s: -s.score))
    wanted = replace(wanted, many=wanted.many or (wanted.plural and has_list(found)))
    total = sum(math.exp(s.score - found[0].score) for s in found)
    if events := _events(query, found, wanted, stems, subjects, coverage):
        return Selection(tuple(events), _judged_by(events[0], found), wanted, subjects)
    limit = _QUOTES_OF_LIST if wanted.many else _QUOTES
    kept: list[Evidence] = []
    quoted: list[Hit] = []
    taken: set[tuple[str, int]] = set()
    certain = 0.0
    reach = GATHER_REACH if gather else LIST_REACH
    several = listed(found, query.answer_language, subjects, reach) if wanted.many else []
    for sentence in (several or found[:1]) if wanted.many else found:
        share = math.exp(sentence.score - found[0].score) / total
        if kept and not wanted.many and (share < _LEAST or certain >= _ENOUGH):
            break
        if kept and not wanted.many and _answered_better(kept[0], found[0], sentence):
            continue
        key = (sentence.hit.passage.document_id, sentence.hit.sentences[sentence.at][0].start)
        certain += share
        if key in taken:
            continue
        if not wanted.many and share < _LEAST_APART and quoted and not _beside_one(sentence.hit, quoted):
            continue
        first, last = extent(sentence, found, wanted.many)
        windows = sentence.hit.sentences[first : last + 1]
        if any((key[0], window.start) in taken for window, _ in windows):  # said already
            first = last = sentence.at
            windows = sentence.hit.sentences[first : last + 1]
        evidence = _evidence(sentence, first, last, wanted, stems)
        if any(alike(evidence.text, other.text) for other in kept) or any(twins(sentence.hit, hit) for hit in quoted):
            continue
        kept.append(evidence)
        quoted.append(sentence.hit)
        taken |= {(sentence.hit.passage.document_id, window.start) for window, _ in windows}
        if len(kept) == limit:
            break
    if wanted.kind in ("date", "number") and not any(evidence.marks for evidence in kept):
        kept += _with_the_figure(found, kept[0], wanted, stems)
    kept += _dissent(query, kept[0], found, wanted, stems, subjects)
    judged_by = _judged_by(kept[0], found) if wanted.many else tuple(found)
    return Selection(tuple(kept), judged_by, wanted, subjects)


def _answered_better(first: Evidence, best: Sentence, other: Sentence) -> bool:
    """Whether the first quote has what is asked for, and another less of the question's words with it."""
    mine, theirs = best.features, other.features
    less = theirs.beyond < _AS_MUCH * mine.beyond or theirs.in_context < _AS_MUCH * mine.in_context
    return bool(first.marks) and less


def _beside_one(hit: Hit, quoted: Sequence[Hit]) -> bool:
    """Whether a passage is on the subject of one that is quoted."""
    return any(hit is other or float(hit.vector @ other.vector) >= _NEAR_SUBJECT for other in quoted)


def _of_the_rank(query: Query, found: list[Sentence]) -> list[Sentence]:
    """Where the question asks for the sixth of several, what speaks of the seventh alone counts for less."""
    asked_for = find_ordinals(query.text) - {1}
    if not asked_for:
        return found
    ranks = [_ranks_of(sentence) for sentence in found]
    if not any(asked_for <= own for own in ranks):
        return found
    return [
        replace(sentence, score=sentence.score - _OTHER_RANK) if own and not asked_for & own else sentence
        for sentence, own in zip(found, ranks, strict=True)
    ]


def _ranks_of(sentence: Sentence) -> set[int]:
    """The ranks that a sentence names, or that the one before names where it points back at that."""
    own = find_ordinals(sentence.text)
    if own or not sentence.at or not starts_in_the_middle(sentence.text):
        return own
    return find_ordinals(text_of(sentence.hit, sentence.at - 1, sentence.at - 1))


def _judged_by(first: Evidence, found: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """All that competed, before the others those of the passage of the first quote: of a list and a timeline it need
    not be the sentence that scores best."""
    own = [s for s in found if s.hit.passage is first.passage]
    return (*own, *(s for s in found if s.hit.passage is not first.passage))


def _events(
    query: Query, found: list[Sentence], wanted: Asked, stems: set[str], subjects: Subjects, coverage: Coverage
) -> list[Evidence]:
    """The dated events among the sentences, the best first, where a timeline is asked for or the question has several
    answers; [] where there is but one."""
    if wanted.kind != "date":
        return []
    kept: list[tuple[Evidence, Event, Sentence]] = []
    candidates = untranslated(found, query.answer_language)
    several = _dated(candidates, subjects, coverage) if wanted.many else _recurring(query, found)
    # Of two that tell the same in two languages the reader's comes first, and is kept.
    for sentence in sorted(several, key=lambda s: s.hit.passage.language != query.answer_language):
        whole = _evidence(sentence, sentence.at, sentence.at, wanted, stems)
        for start, end in told(whole.text) if wanted.many else [(0, len(whole.text))]:
            item = part_of(whole, start, end)
            event = event_of(item)
            if event and not any(_told_already(item, event, sentence, coverage.lexicon, *known) for known in kept):
                kept.append((replace(item, when=event.label), event, sentence))
    inside = [entry for entry in kept if _in_time(entry[1], query)]
    chosen = inside if len(inside) > 1 else kept
    best = sorted((item for item, _, _ in chosen), key=lambda item: -item.score)
    return best[:_EVENTS] if len(best) > 1 else []


def _in_time(event: Event, query: Query) -> bool:
    """Whether an event lies in the time that a timeline is asked for: "from 2002 to 2004", "since 2015"."""
    span = Span(event.first, event.last)
    return not query.wished or any(span.overlaps(time) for time in query.wished)


def _told_already(
    item: Evidence,
    event: Event,
    sentence: Sentence,
    lexicon: Path,
    other: Evidence,
    known: Event,
    other_sentence: Sentence,
) -> bool:
    """Whether another quote tells the same event, in the same language or, of the same time, in the other."""
    if one_event(item, event, other, known, lexicon):
        return True
    if item.passage.language == other.passage.language or (event.first, event.last) != (known.first, known.last):
        return False
    likeness = float(vector_of(sentence) @ vector_of(other_sentence))
    return likeness >= (_SAME_DAY if event.first == event.last else _TWIN)


def _recurring(query: Query, found: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that answer a question of when equally well, where it asks for what may happen again: "when did
    Egypt chair the Council?"."""
    if not recurs(query.wording, query.language) or find_ordinals(query.text):
        return []
    dated = [s for s in found if s.features.date and s.features.covered >= _ALL]
    return [s for s in dated if s.score >= dated[0].score - _RECURS]


def _looked_at(hits: Sequence[Hit], subjects: Subjects, limit: int) -> list[Hit]:
    """The best hits, and some further ones of the documents that are about what the question names: their passages
    seldom name it again."""
    titled = [h for h in hits[limit:] if subjects.titled(Text(h.document.title, language_of(h.document.title)))]
    return [*hits[:limit], *titled[:_HITS_OF_TITLE]]


def _dated(found: Sequence[Sentence], subjects: Subjects, coverage: Coverage) -> list[Sentence]:
    """The sentences with a date that are about the subject, if only by their heading or title (a report on a body
    seldom names it again), in passages that have what is asked of it beyond that."""
    reached = [s for s in found if s.features.date and s.score >= found[0].score - _EVENT_REACH]
    kept: list[Sentence] = []
    for language in LANGUAGES:  # keywords that cross are never covered as well as others
        own = [s for s in reached if s.hit.passage.language == language]
        most = max((s.features.in_context for s in own), default=0.0)
        beyond = {id(s): _beyond(s.hit, coverage) for s in own}
        told_apart = max(beyond.values(), default=0.0) >= _TOLD_APART
        for sentence in own:
            about = sentence.features.in_context >= _EVENT_COVERED * most or _titled(sentence.hit, subjects)
            if about and (not told_apart or beyond[id(sentence)] >= _TOLD_APART / 2):
                kept.append(sentence)
    return of_the_named(about_the_named(kept, subjects), coverage)


def _titled(hit: Hit, subjects: Subjects) -> bool:
    """Whether a document is about the bodies and places that are asked about, by its title."""
    title = Text(hit.document.title, language_of(hit.document.title))
    if any(name.known for name in subjects.names):
        return not subjects.unspoken(title)
    return bool(subjects.names) and not subjects.absent(title)


def _beyond(hit: Hit, coverage: Coverage) -> float:
    """Share 0-1 of the keywords beyond a passage's title that it and its heading have."""
    language = hit.passage.language
    title = Text(hit.document.title, language).stems
    return coverage.beyond(Text(f"{hit.passage.section}\n{hit.passage.text}", language).stems, title, language)


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
    query: Query, first: Evidence, found: Sequence[Sentence], wanted: Asked, stems: set[str], subjects: Subjects
) -> list[Evidence]:
    """The best quote that answers with another number or date than `first` does, [] where none is known."""
    for sentence in found:
        if sentence.score < found[0].score - _DISSENT:
            break
        if float(sentence.hit.vector @ found[0].hit.vector) >= _SAME_SUBJECT:
            evidence = _evidence(sentence, sentence.at, sentence.at, wanted, stems)
            if disagree(query, first, evidence, wanted, subjects):
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
