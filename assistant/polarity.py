"""Does a sentence say of the same persons and bodies what a claim says, and not the opposite?

In: a claim and a sentence that is to support it, in either language. Out: whether the clause that is about the same
denies it, says its opposite, is about somebody else or says less, or whether names or figures have changed places.
Words of opposite meaning are opposites.py's, clauses clauses.py's, names mentions.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from assistant.clauses import Clause, clauses
from assistant.counted import TIME, miscounted
from assistant.hedges import goes_further, lacks, other_share
from assistant.mentions import mentioned, mentions
from assistant.names import english, known_names
from assistant.number_words import find_all_numbers
from assistant.opposites import in_one_word, pairs_with, sides_of, times_of
from assistant.persons import persons
from assistant.roles import elsewhere, exchanged, turned
from corpus.dates import find_dates
from corpus.language import keywords, language_of, normalise, stem, words
from corpus.lexicon import phrase_senses, senses

Item = TypeVar("Item", str, int)

_NEGATIONS = frozenset(
    "not no never none neither nor cannot nobody nothing nowhere"
    " لا لم لن ليس ليست ولا ولم ولن وليس وليست فلم فلا عدم غير كلا".split()
)
# After a word of negation, what makes it none: "غير أن", "no fewer than", "لا يقل عن", "not only".
_NO_DENIAL = frozenset(
    "ان انها انه سيما يقل تقل يزيد تزيد يتجاوز تتجاوز فقط فحسب دايمين fewer less more later earlier only".split()
)
# What is denied of all others is said of one.
_BUT_ONE = re.compile(r"\b(?:nobody|none|nothing|no \w+) (?:but|except|other than)\b|\bسوي\b|\bالا (?!ان\b)")
# What is denied but for something is allowed with it: "may not enter without consent".
_EXCEPT = re.compile(r"\b(?:without|unless|except|بدون|دون|الا|ما لم)\b")
# What is denied only in some case is not denied.
_IN_CASE = re.compile(
    r"\b(?:if|unless|where (?:that|this|it)|in case|in the absence of|whether"
    r"|(?:that|which|who) (?:fail|refus|declin)\w*)\b[^,.;]*"
    r"|(?:^|\s)(?:اذا|ان لم|فان|في حال|عند عدم|في غياب)\s[^،.؛]*"
)
# Verbs by which something is not done; normalised openings, particles joined to them in Arabic.
_DECLINES = tuple(
    "abstain refus declin fail reject exclud boycot امتنع وامتنع فامتنع رفض ورفض فرفض تمتنع يمتنع يرفض ترفض اخفق واخفق"
    " فشل وفشل استثن واستثن قاطع وقاطع تعذر وتعذر".split()
)
_BEFORE = 0.4  # of what the clause before shares, whose subject a clause may have
_TITLED = "\n\n"  # between what a title says and the quotes
_OWN = 0.3  # of the sentence itself before what it points back at
_SENSES = 2  # words of a clause of a claim, at least, to be judged by itself
_ROOT = 3  # letters that remain of an Arabic word
_UNDONE = re.compile(r"^un(?!an|der|iver|ion|it|til|iq|if)(\w{2,}(?:ed|able|known|willing|successful))$")
_MARKS = re.compile(r"[\u064B-\u0652\u0670\u0640]")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says beside its figures."""

    senses: tuple[frozenset[str], ...]  # of each word that is no name: its stem and what the other language calls it
    stems: frozenset[str]
    sides: dict[int, int]  # of pairs of opposites
    denials: frozenset[str]  # words that deny
    excepted: bool  # it makes an exception
    figures: frozenset[str]
    names: int  # how many it has

    @property
    def weight(self) -> float:
        """0-1: how much it says; one word alone says little."""
        return min((len(self.senses) + self.names) / 2, 1.0)

    @property
    def denied(self) -> bool:
        """Whether it denies; who does not refuse does not deny."""
        declined = any(_is_declined(word) for word in self.denials)
        return declined != any(not _is_declined(word) for word in self.denials)

    def overlap(self, other: "Statement") -> int:
        """How many of its words are about what `other` is about, opposites among them."""
        theirs, pairs = _all(other.senses), _all(tuple(map(_pairs_of, other.senses)))
        return sum(not mine.isdisjoint(theirs) or not _pairs_of(mine).isdisjoint(pairs) for mine in self.senses)

    def said_in(self, other: "Statement") -> float:
        """Share 0-1 of its words that `other` says, too, in either language."""
        theirs = _all(other.senses)
        said = sum(not mine.isdisjoint(theirs) for mine in self.senses)
        return said / len(self.senses) if self.senses else 1.0


def conflicts(claim: str, sentence: str, support: str, lexicon: Path, before: str = "", under: str = "") -> bool:
    """Whether the clause of a sentence, or of what it points back at `before` it, that is about what `claim` says
    denies it, or says it of somebody else than one who stands elsewhere in `support`, or `under` which title or heading
    it stands."""
    support = f"{under}{_TITLED}{support}"
    sentences = f"{before} {sentence}".strip()
    if other_share(claim, sentences, lexicon) or lacks(claim, sentences, lexicon):
        return True
    if (
        turned(claim, sentences)
        or exchanged(claim, sentences, lexicon)
        or miscounted(claim, support.rpartition(_TITLED)[2], lexicon)
    ):
        return True
    found = clauses(sentences, lexicon)
    said = [statement(clause.text, lexicon) for clause in found]
    own = len(clauses(sentence, lexicon))
    parts = [part for part in clauses(claim, lexicon) if len(statement(part.text, lexicon).senses) >= _SENSES]
    # A long claim must conflict as a whole and by one of its clauses: the wrong clause of a long one is easily met.
    if not _part_conflicts(claim, claim, found, said, own, sentences, support, lexicon):
        return False
    return len(parts) < 2 or any(
        _part_conflicts(part.text, part.whole, found, said, own, sentences, support, lexicon) for part in parts
    )


def _part_conflicts(
    part: str,
    whole: str,
    clauses: Sequence[Clause],
    said: Sequence[Statement],
    own: int,
    sentences: str,
    support: str,
    lexicon: Path,
) -> bool:
    """The same of one clause of a claim, `whole` being it with its subject; the last `own` ones are the sentence's."""
    mine = statement(part, lexicon)
    shared = [mine.overlap(theirs) for theirs in said]
    if not clauses or not max(shared):  # nothing by which to tell the clause
        denied = [theirs.denied for theirs in said]
        return not any(denied) if mine.denied else bool(denied) and all(denied)
    named = mentioned(whole, sentences, lexicon)
    rank = [
        count
        and count
        + _BEFORE * before
        + len(mine.figures & theirs.figures)
        + sum(name.in_(clause.text) for name in named)
        + any(pair in theirs.sides for pair in mine.sides)
        + _OWN * (at >= len(clauses) - own)
        for at, (clause, theirs, count, before) in enumerate(zip(clauses, said, shared, [0, *shared], strict=False))
    ]
    best = [at for at, value in enumerate(rank) if value == max(rank)]
    return all(
        _denies(mine, said[at])
        or _of_another(whole, clauses[at], support, lexicon)
        or elsewhere(part, clauses[at].text, lexicon)
        or goes_further(part, clauses[at].text, bool(mine.figures & said[at].figures))
        for at in best
    )


@lru_cache(maxsize=2048)
def statement(text: str, lexicon: Path) -> Statement:
    """What a text says."""
    plain = in_one_word(text)
    language = language_of(plain)
    known = known_names(plain, language, lexicon)
    named = {stem for form in known for row in form for stem in row}
    apart = [*persons(plain, language), *((d.start, d.end) for d in find_dates(plain))]
    numbers = find_all_numbers(plain)
    apart += [(number.start, number.end) for number in numbers]
    said = [
        word
        for word in keywords(plain)
        if word.surface not in TIME and not any(start <= word.start < end for start, end in apart)
    ]
    forms = {word.start: _forms(word.surface, word.stem) for word in said}
    phrases = phrase_senses(tuple(word.stem for word in said), language, lexicon)
    heard = [normalise(match.group()) for match in words(plain)]
    return Statement(
        tuple(
            frozenset[str]().union(
                *(senses(form, language, lexicon) for form in forms[word.start]), phrases.get(word.stem, ())
            )
            for word in said
            if word.stem not in named
        ),
        frozenset(word.stem for word in said),
        sides_of(_all(tuple(forms.values())) | times_of(heard)),
        _denials(heard, plain),
        bool(_EXCEPT.search(" ".join(heard))),
        frozenset(number.value for number in numbers),
        len(known) + len(persons(plain, language)),
    )


@lru_cache(maxsize=65536)
def _forms(surface: str, stem_: str) -> frozenset[str]:
    """The stems of an Arabic word with and without what a verb or a preposition adds to it: شاركت, عارضته, بخفض."""
    if language_of(surface) == "en":
        return frozenset([stem_])
    found = {stem_}
    for begins in ("", "و", "ف", "ب", "ل", "ي", "ت", "وي", "وت", "ا", "وا"):
        for ends in ("", "ت", "ا", "وا", "ته", "تها", "تهم", "ه", "ها", "هم", "ون", "ين"):
            if surface.startswith(begins) and surface.endswith(ends) and len(begins + ends) > 0:
                rest = surface[len(begins) : len(surface) - len(ends)]
                if len(rest) >= _ROOT:
                    found |= {rest, stem(rest)}
    return frozenset(found)


def _denies(mine: Statement, theirs: Statement) -> bool:
    """Whether two statements about one thing deny each other."""
    compared = [pair for pair in mine.sides if pair in theirs.sides]
    if not compared:
        one, other = (mine, theirs) if mine.denied else (theirs, mine)
        return one.denied != other.denied and not (one.excepted and not other.excepted)
    return any(
        (mine.sides[pair] != theirs.sides[pair])
        != (_else_denied(mine, theirs, pair) != _else_denied(theirs, mine, pair))
        for pair in compared
    )


def _else_denied(said: Statement, beside: Statement, pair: int) -> bool:
    """Whether it is denied by more than the words of a pair of opposites themselves, and without an exception that the
    other does not make."""
    if said.excepted and not beside.excepted:
        return False
    return any(all(pair not in pairs_with(form) for form in _forms(word, stem(word))) for word in said.denials)


def _of_another(claim: str, clause: Clause, support: str, lexicon: Path) -> bool:
    """Whether a clause is about somebody else: the claim names one who stands elsewhere in the support, and the clause
    another of the same kind."""
    title, _, quotes = support.rpartition(_TITLED)
    missing = [
        name
        for name in mentioned(claim, support, lexicon)
        if not name.in_(clause.whole) and (name.in_(quotes) or (name.kind in ("place", "person") and name.in_(title)))
    ]
    if not missing:
        return False
    own = mentions(claim, lexicon)
    others = [
        n for n in mentions(clause.whole, lexicon) if not n.in_(claim) and not any(n.forms & m.forms for m in own)
    ]
    if any(name.person and name.in_(clause.whole) for name in own):  # what country he is of, is said with his name
        others = [name for name in others if name.kind != "place"]
    return any(name.is_like(other) for name in missing for other in others)


def _denials(heard: Sequence[str], text: str) -> frozenset[str]:
    """The words of a text by which something is denied, or not done."""
    said = " ".join(heard)
    if _BUT_ONE.search(said):
        return frozenset()
    left = _IN_CASE.sub(" ", _spaced(text)).split()
    pairs = zip(left, [*left[1:], ""], strict=False)
    found = {word for word, after in pairs if word in _NEGATIONS and after not in _NO_DENIAL}
    # "من غير المصريين" tells whom, "من دون تصويت" how.
    found -= {"غير"} if any(pair == ("من", "غير") for pair in pairwise(left)) else set()
    found |= {word for word in left if _is_declined(word)}
    found |= {word for word in left if (undone := _UNDONE.match(word)) and stem(undone[1]) in english()}
    return frozenset(found | {"not"} if re.search(r"n['’]t\b", text) else found)


def _spaced(text: str) -> str:
    """The words of a text, normalised, its commas and stops kept apart."""
    return " ".join(normalise(m.group()) for m in re.finditer(r"[^\W_]+|[,.;،؛]", _MARKS.sub("", text)))


def _is_declined(word: str) -> bool:
    return word.startswith(_DECLINES)


def _all(sets: Sequence[frozenset[Item]]) -> frozenset[Item]:
    return frozenset[Item]().union(*sets)


@lru_cache(maxsize=65536)
def _pairs_of(senses: frozenset[str]) -> frozenset[int]:
    return frozenset[int]().union(*map(pairs_with, senses))
