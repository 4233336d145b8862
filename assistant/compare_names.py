"""The sides of a comparison by name: more than two of them, ranks and numbers of one thing, what one says for all.

In: the two sides as compare.py found them. Out: the sides in words of their own, and what was said of all of them.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.spoken import AND, BETWEEN, Said, Side, inside_a_name, is_joined
from assistant.subjects import Subjects
from corpus.language import keywords, language_of, stem
from corpus.records import Language

ORDINALS = frozenset(
    stem(word)
    for word in (
        "first second third fourth fifth sixth seventh eighth ninth tenth last latest current previous old new"
        " اول الاول الاولي ثاني الثاني الثانيه ثالث الثالث الثالثه الرابع الرابعه الخامس الخامسه السادس السادسه السابع"
        " السابعه الثامن الثامنه التاسع التاسعه العاشر العاشره الاخير الاخيره السابق السابقه القديم القديمه الجديد"
        " الجديده الحالي الحاليه"
    ).split()
)
_APART = AND | frozenset(["versus", "vs"])
_NUMBER = re.compile(r"\d+(?:/\d+)?")
_DUAL = re.compile(r"^(\w{2,})تي (?=\w)")  # «حصتي كندارا ودارسان»: the share of each
_FEW = 4  # words of a side whose name is not known


def several(said: Said, one: Side, other: Side, lexicon: Path) -> tuple[tuple[str, ...], str] | None:
    """The sides where there are more than two, and what one of them says for all: "the membership of A, B and C"."""
    language = language_of(said.text)
    parts = [part for side in (one, other) for part in _parted(said, side, lexicon)]
    if len(parts) < 3:
        return None
    texts = [part.text for part in parts]
    if ranked := _ranks(texts):
        return ranked, ""
    if numbered := _numbered(texts):
        return numbered, ""
    places = [_only_name(text, language, lexicon) for text in texts]
    nameless = [text for text, place in zip(texts, places, strict=True) if place is None]
    if not all(texts) or len(nameless) > 1 or any(len(text.split()) > _FEW for text in nameless):
        return None
    found = [text[place[0] : place[1]] if place else text for text, place in zip(texts, places, strict=True)]
    first, last = places[0], places[-1]
    before = _subject(texts[0][: first[0]]) if first else ""
    after = _subject(texts[-1][last[1] :]) if last else ""
    return tuple(dict.fromkeys(found)), before or after


def _parted(said: Said, side: Side, lexicon: Path) -> list[Side]:
    """The pieces of a side at its commas and conjunctions that stand in no name."""
    found: list[Side] = []
    first, cut = side.first, side.cut
    with_one = not any(word.said in BETWEEN for word in said.words)  # "قارن مصر بالأردن"
    for at in range(side.first + 1, side.end):
        word = said.words[at]
        comma = any(mark in said.text[said.words[at - 1].end : word.start] for mark in ",،")
        joined = not word.said.isascii() and (is_joined(word.said) or (with_one and word.said.startswith("بال")))
        alone = word.said in _APART
        if not (comma or joined or alone) or inside_a_name(said, at, lexicon):
            continue
        if at > first:
            found.append(Side(said, first, at, cut))
        first, cut = (at + 1, 0) if alone else (at, int(joined))
    return [*found, Side(said, first, side.end, cut)]


def _numbered(texts: Sequence[str]) -> tuple[str, ...] | None:
    """What is told apart by a number: "resolutions 1267", "1373" and "1540"; None where they are not."""
    numbers = [_NUMBER.findall(text) for text in texts]
    if any(len(found) != 1 for found in numbers):
        return None
    head = re.sub(r"(?:(?<=[a-z])s|ات|(?<=\w{3})ين) $", " ", texts[0][: texts[0].index(numbers[0][0])])
    return tuple(
        f"{head}{text}" if _NUMBER.fullmatch(text) else text for text in (f"{head}{numbers[0][0]}", *texts[1:])
    )


def _ranks(texts: Sequence[str]) -> tuple[str, ...] | None:
    """Ranks of one thing: "the fifth", "sixth" and "seventh reviews"; None where they are not."""
    stems = [[word.stem for word in keywords(text)] for text in texts]
    ranks = [next((at for at, own in enumerate(row) if own in ORDINALS), None) for row in stems]
    if None in ranks or any(len(row) > 1 for row in stems[1:-1]):
        return None
    head, tail = keywords(texts[0]), keywords(texts[-1])
    opening = _one_of_two(texts[0][: head[ranks[0] or 0].start])
    closing = _one_of_many(texts[-1][tail[ranks[-1] or 0].end :])
    own = [
        text[keywords(text)[rank or 0].start : keywords(text)[rank or 0].end]
        for text, rank in zip(texts, ranks, strict=True)
    ]
    return tuple(f"{opening}{rank}{closing}" for rank in own)


def aligned(one: str, other: str, language: Language, lexicon: Path) -> tuple[str, str, str]:
    """Both sides without what only one of them says for both: "the membership of the FATF and the GCTF", "Egypt's and
    Jordan's statements", "the first and second reviews"; then those words."""
    if ranked := _ranked(one, other):
        return (*ranked, "")
    if _NUMBER.fullmatch(other) and (numbered := _numbered((one, other))):
        return numbered[0], numbered[1], ""
    if dual := _DUAL.match(one):
        return one[dual.end() :], other, f"{dual[1]}ة"
    mine, theirs = (_only_name(text, language, lexicon) for text in (one, other))
    if mine is None or theirs is None:
        return one, other, ""
    (begins, ends), (starts, stops) = mine, theirs
    before, after = _subject(one[:begins]), _subject(other[stops:])
    if before and not keywords(f"{other[:starts]} {other[stops:]}"):
        return one[begins:ends], other[starts:stops], before
    if after and not keywords(f"{one[:begins]} {one[ends:]}"):
        return one[begins:ends], other[starts:stops], after
    return one, other, ""


def _subject(text: str) -> str:
    """From the first word that carries a subject to the last."""
    found = keywords(text)
    return text[found[0].start : found[-1].end] if found else ""


def _only_name(text: str, language: Language, lexicon: Path) -> tuple[int, int] | None:
    """Where the one name of a text stands; all of it where it is written as a name: "Tarsan River Commission"."""
    found = Subjects(text, language, lexicon).placed()
    said = keywords(text)
    capitals = bool(said) and language == "en" and all(text[word.start].isupper() for word in said)
    if capitals and (len(said) > 1 or (said[0].start, said[0].end) == (0, len(text))):
        return said[0].start, said[-1].end
    if not found and len(said) > 1 and language == "en" and text[said[0].start].isupper():  # "Belmara to the locusts"
        end = next(at for at, word in enumerate(said) if not text[word.start].isupper())
        return said[0].start, said[end - 1].end
    return found[0] if len(found) == 1 else None


def _ranked(one: str, other: str) -> tuple[str, str] | None:
    """Two ranks of one thing: "the first" and "second reviews", «المراجعة الأولى» and «الثانية للاستراتيجية»."""
    mine, theirs = keywords(one), keywords(other)
    places = [at for at, word in enumerate(mine) if word.stem in ORDINALS]
    if not places or not theirs or theirs[0].stem not in ORDINALS:
        return None
    rank = mine[places[-1]]
    if len(theirs) == 1:
        head = _one_of_two(one[: rank.start])
        return f"{head}{one[rank.start :]}", f"{head}{other}{one[rank.end :]}"
    if places[-1] < len(mine) - 1:
        return None
    head, tail = _one_of_two(one[: rank.start]), _one_of_many(other[theirs[0].end :])
    return f"{head}{one[rank.start :]}{tail}", f"{head}{other[: theirs[0].end]}{tail}"


def _one_of_two(head: str) -> str:
    """Without the dual and the plural by which Arabic names several at once: "المراجعتين" is "المراجعة"."""
    return re.sub(r"(?:تين|ات) $", "ة ", head)


def _one_of_many(tail: str) -> str:
    """Without the plural of English: "reviews of the Strategy"."""
    return re.sub(r"^((?: \w+)?? \w{3,}[a-rt-z])s\b", r"\1", tail)
