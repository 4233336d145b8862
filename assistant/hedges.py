"""How far a statement goes: what may be, must be, was only planned or asked for, and of all, most or some.

In: a claim and the clause that is about the same, in either language. Out: whether the claim goes further than the
clause, or not as far as a duty does. Denials and opposites are polarity.py's.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from corpus.language import keywords, language_of, normalise
from corpus.lexicon import senses

# Over the words with their capitals, since May is a month; Arabic ones normalised.
_MAY = re.compile(
    r"\b(?:may|might|can|could)\b(?! (?:not|neither|only|no)\b)(?!n['’]?t)"
    r"|\b(?:allow(?:s|ed)?|permit(?:s|ted)?|entitl\w+|optional|voluntar\w+|if they wish|free to)\b"
    r"|\b(?:يسمح|تسمح|سمح|سمحت|يتيح|تتيح|اتاح|اتاحت|اختياري\w*|طوعي\w*)\b"
    r"|(?<!لا )(?<!ولا )(?<!لم )\b(?:[وف]?(?:يجوز|يمكن|تستطيع|يستطيع|يحق))\b"
)
_MUST = re.compile(
    r"\b(?:must|shall|(?:is|are|was|were) (?:required|obliged|bound) to|requir(?:es?|ed)|oblig\w+|mandatory|compulsory"
    r"|may (?:not|neither|only))\b"
    r"|\b[وف]?(?:يجب|يتعين|يتوجب|يلزم|تلزم|الزم|الزمت|ملزم|ملزمه|تلتزم|يلتزم|لا يجوز|لا يمكن|لا يحق|واجب"
    r"|الزامي\w*|اشترط\w*)\b"
)
_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:up)?on|urg(?:es?|ed|ing)|encourag(?:es?|ed)|invit(?:es?|ed)|recommend(?:s|ed))\b"
    r"|\b[وف]?(?:دعا|دعت|تدعو|يدعو|حث|حثت|تحث|يحث|ناشد|ناشدت|اوصي|اوصت|شجع|شجعت|تشجع)\b"
)
_PLANNED = re.compile(
    r"(?<!as )\b(?:planned|(?:was|were) (?:due|to have)|scheduled|intend(?:s|ed)|plans? to|hop(?:es?|ed) to)\b"
    r"|(?<!كما )(?<!كما كان )\b(?:مقررا|مقرر|المقرر|المفترض|يعتزم|تعتزم|اعتزم|ينوي|تنوي|يخطط|تخطط)\b"
)
_WISHED = re.compile(r"\b(?:ask\w*|request\w*|appeal\w*|want\w*|طلب\w*|طالب\w*|مطالب\w*|نداء)\b")
_WITHOUT = re.compile(r"\b(?:without(?: having to| any)?|بدون|(?:من )?دون)\b")
_NOT = re.compile(r"\b(?:not|never|nor|neither|cannot|لا|لم|لن|ليس|ليست)\b|n['’]t\b")
_BUT = re.compile(r"\b(?:except|unless|الا|سوي)\b")
Share = Literal["all", "most", "some"]
_SHARES: tuple[tuple[Share, re.Pattern[str]], ...] = (
    ("most", re.compile(r"(?i)\b(?:most(?: of)?|(?:the|a) (?:great |vast )?majority of|معظم|اغلب|اغلبيه|غالبيه)\b")),
    (
        "some",
        re.compile(
            r"(?i)\b(?:(?:only )?some(?: of)?|several(?: of)?|a few(?: of)?|part of|not all|بعض|عدد من|جزء من)\b"
        ),
    ),
    ("all", re.compile(r"(?i)\b(?:all(?: of)?(?! other)|every|each(?: of)?|جميع|كافه|كل)\b")),
)
_TIMES = frozenset(
    "time year month week day two three year years سنه شهر يوم اسبوع عام مره سنتين شهرين منهم منها منهما".split()
)
_LIMITED = re.compile(r"(?i)\bonly some\b|\bnot all\b|\bبعض\b.*\bفقط\b|\bفقط بعض\b")
_AFTER = 2  # keywords after a share among which is what it is of


def goes_further(claim: str, clause: str, dated: bool) -> bool:
    """Whether a claim makes a duty of what may be or was only asked for (or the reverse), or a fact of a plan.
    `dated`: they have a figure in common, by which the plan can be told."""
    mine, theirs = _folded(claim), _folded(clause)
    must, may = bool(_MUST.search(mine)), bool(_MAY.search(mine))
    theirs_must, theirs_may = bool(_MUST.search(theirs)), bool(_MAY.search(theirs))
    if must and not may and not theirs_must and (theirs_may or _ASKED.search(theirs)):
        return True
    if not must and not may and _done(mine, theirs):
        return True
    if may and not must and theirs_must and not theirs_may:
        return True
    return dated and bool(_PLANNED.search(theirs)) and not _PLANNED.search(mine)


def _done(claim: str, clause: str) -> bool:
    """Whether a claim says that was done what the clause only asks for: "called upon States to prohibit"."""
    asks = _ASKED.search(clause)
    if not asks or _ASKED.search(claim) or _WISHED.search(claim):
        return False
    said = {word.stem for word in keywords(claim)}
    before, after = ({w.stem for w in keywords(part)} for part in (clause[: asks.start()], clause[asks.end() :]))
    return len(said & after) >= _AFTER and len(said & after) > len(said & before)


def lacks(claim: str, sentences: str, lexicon: Path) -> bool:
    """Whether a claim says that something is done without what the sentences have it done with, or the reverse."""
    mine, theirs = (_folded(text) for text in (claim, sentences))
    for one, other in ((mine, theirs), (theirs, mine)):
        if any(pattern.search(text) for pattern in (_NOT, _BUT) for text in (one, other)):
            return False
        language = language_of(one)
        named = {word.stem for word in keywords(other)}
        for match in _WITHOUT.finditer(one):
            missed = keywords(one[match.end() :])[:1]
            if missed and not _WITHOUT.search(other):
                called = senses(missed[0].stem, language, lexicon)
                if not called.isdisjoint(named):
                    return True
    return False


def other_share(claim: str, sentences: str, lexicon: Path) -> bool:
    """Whether a claim says of all, most or only some of a thing what is said of another share of it."""
    theirs = _shares(_folded(sentences), lexicon)
    limited = bool(_LIMITED.search(_folded(claim)))
    for share, what in _shares(_folded(claim), lexicon):
        others = {other for other, thing in theirs if what & thing}
        if others and share not in others and not (share == "some" and not limited):
            return True
    return False


@lru_cache(maxsize=2048)
def _shares(text: str, lexicon: Path) -> list[tuple[Share, frozenset[str]]]:
    """The shares that a text speaks of, each with what it is of; none of "every year"."""
    language = language_of(text)
    said = keywords(text)
    found: list[tuple[Share, frozenset[str]]] = []
    for share, pattern in _SHARES:
        for match in pattern.finditer(text):
            after = [word for word in said if word.start >= match.end()]
            rest = text[match.end() :].split()
            if not after or normalise(rest[0]) in _TIMES:
                continue
            near = [word for word in after if not word.surface.isdigit()][:_AFTER]
            what = frozenset[str]().union(*(senses(word.stem, language, lexicon) for word in near))
            found.append((share, what))
    return found


def _folded(text: str) -> str:
    return " ".join(normalise(word) if language_of(word) == "ar" else word for word in text.split())
