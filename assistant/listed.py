"""Which sentences a list takes: of every document what is about the same, the items of one list or table together.

In: the sentences that compete, best first. Out: those of a list, best first, none a translation of another. How many of
them are quoted is evidence.py's.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.extent import run_of
from assistant.scoring import Sentence
from assistant.subjects import Subjects, Text
from corpus.records import Hit, Language

# A list has many answers, of which no one is likely: how far below the best one may score, and how much it must have of
# the keywords that the one with most of them has.
LIST_REACH, _LIST_COVERED = 3.0, 0.5
GATHER_REACH = 6.0  # how far each document's best one may, and what is gathered on a subject
_LIST_SURE = 2.0  # below the best one, within which it need not have a keyword of its own
_RUN = 3.0  # what the items of one list have over a sentence
_SURE_TWIN = 0.55  # centred cosine of passages in two languages at which one surely says what the other does


def has_list(found: Sequence[Sentence]) -> bool:
    """Whether a list or a table answers about as well as the best sentence."""
    near = [s for s in found if s.score >= found[0].score - _RUN]
    return any(s.text.endswith(":") or run_of(s.hit, s.at) for s in near)


def listed(found: list[Sentence], language: Language, subjects: Subjects, reach: float) -> list[Sentence]:
    """What a list takes of what scores within `reach` of the best, for a reader of `language`."""
    return _about_what_is_listed(_together(untranslated(found, language)), subjects, reach)


def _together(found: list[Sentence]) -> list[Sentence]:
    """The items of each list or table as one, the best of them, which answers better than any sentence of as much."""
    kept: list[Sentence] = []
    seen: set[tuple[int, tuple[int, int]]] = set()
    for sentence in found:  # best first
        run = run_of(sentence.hit, sentence.at)
        if run and (id(sentence.hit), run) in seen:
            continue
        if run:
            seen.add((id(sentence.hit), run))
        kept.append(replace(sentence, score=sentence.score + _RUN) if run else sentence)
    return sorted(kept, key=lambda s: -s.score)


def _about_what_is_listed(found: list[Sentence], subjects: Subjects, reach: float) -> list[Sentence]:
    """The sentences that are as much about what is listed as the best of them are, and about the bodies it names."""
    foremost = {s.hit.document.id: s for s in reversed(found)}  # of each document, as `found` is in order
    best = found[0].score
    near = [s for s in found if s.score >= best - reach]
    most = max(s.features.in_context for s in near)
    about = [
        s
        for s in near
        if s.features.in_context >= _LIST_COVERED * most and (s.features.covered or s.score >= best - _LIST_SURE)
    ]
    # Another document's best may score less.
    own = {id(s) for s in about}
    about += [
        s
        for s in foremost.values()
        if id(s) not in own and s.score >= best - GATHER_REACH and s.features.in_context >= _LIST_COVERED * most
    ]
    about.sort(key=lambda s: -s.score)
    return about_the_named([s for s in about if not s.features.another], subjects)


def untranslated(found: list[Sentence], language: Language) -> list[Sentence]:
    """Without those of passages that another passage says in `language`."""
    hits = {id(s.hit): s.hit for s in found}
    own = [hit for hit in hits.values() if hit.passage.language == language]
    said = {key for key, hit in hits.items() if any(twins(hit, other) for other in own)}
    return [s for s in found if s.hit.passage.language == language or id(s.hit) not in said]


def about_the_named(candidates: list[Sentence], subjects: Subjects) -> list[Sentence]:
    """Those that miss, in their own words, their heading and title, the fewest of the bodies that are asked about."""
    missing = {id(s): _names_missing(s, subjects) for s in candidates}
    least = min(missing.values(), default=0.0)
    return [s for s in candidates if missing[id(s)] <= least]


def _names_missing(sentence: Sentence, subjects: Subjects) -> float:
    """Share 0-1 of the names that are asked about that a sentence, its heading and title do not speak of."""
    passage, title = sentence.hit.passage, sentence.hit.document.title
    return subjects.unspoken(Text(f"{title}\n{passage.section}\n{sentence.text}", passage.language))


def twins(hit: Hit, other: Hit) -> bool:
    """Whether one passage surely says in its language what the other says in the other."""
    return hit.passage.language != other.passage.language and float(hit.vector @ other.vector) >= _SURE_TWIN
