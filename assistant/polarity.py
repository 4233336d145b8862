"""Does a sentence say of the same persons and bodies what a claim says, and not the opposite?

In: a claim and a sentence that is to support it, in either language. Out: whether the clause that is about the same
denies it, says its opposite, turns "from … to …" round, or is about somebody else. Words of opposite meaning are
opposites.py's, names names.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from assistant.names import known_names, person_stands
from assistant.number_words import find_all_numbers
from assistant.opposites import in_one_word, pairs_with, sides_of
from assistant.persons import is_people, persons
from assistant.places import known_places
from corpus.dates import find_dates
from corpus.language import keywords, language_of, normalise, stem, words
from corpus.lexicon import english_forms, terms
from corpus.records import Language
from corpus.sentences import sentence_spans

Item = TypeVar("Item", str, int)

_NEGATIONS = frozenset(
    "not no never none neither nor without cannot nobody nothing nowhere"
    " لا لم لن ليس ليست ولا ولم ولن وليس وليست فلم بدون عدم غير كلا".split()
)
# After a word of negation, what makes it none: "غير أن", "no fewer than", "لا يقل عن", "not only".
_NO_DENIAL = frozenset(
    "ان انها انه سيما يقل تقل يزيد تزيد يتجاوز تتجاوز فقط فحسب دايمين fewer less more later earlier only".split()
)
# What is denied of all others is said of one.
_BUT_ONE = re.compile(r"\b(?:nobody|none|nothing|no \w+) (?:but|except|other than)\b|\bسوي\b|\bالا (?!ان\b)")
# Verbs by which something is not done; normalised openings, particles joined to them in Arabic.
_DECLINES = tuple(
    "abstain refus declin fail reject exclud boycot امتنع وامتنع فامتنع رفض ورفض فرفض تمتنع يمتنع يرفض ترفض اخفق واخفق"
    " فشل وفشل استثن واستثن قاطع وقاطع تعذر وتعذر".split()
)
_ENGLISH_JOINTS = re.compile(
    r"[,;:](?=\s)|\s(?=(?:but|while|whereas|though|although|because|which|who|after|before|unless|until|when|where"
    r"|then)\s)"
    r"|\sand(?=\s(?:(?:was|were|is|are|had|has|have|did|will|would|then|he|she|it|they|not|never|nobody|kept|met|left"
    r"|took|gave|went|said|called|made|set|held|sent|won|lost|put|brought|led|began|fell|rose|cut|ran|paid)\b|\w+ed\b))"
)
_ARABIC_JOINTS = re.compile(r"[,،؛;:](?=\s)|\s(?=(?:لكن\w*|بينما|فيما|غير\s+أن\w*|بعد\s+أن|إذ|حيث|الذي|التي|الذين)\s)")
_FROM_TO = re.compile(
    r"\bfrom (?P<one>[\w,.% ]{1,24}?) to (?P<other>[\w,.]+(?: [a-z]\w+)?)"
    r"|\bمن (?P<start>[\w,.٫% ]{1,24}?) الي (?P<goal>[\w,.]+)"
)
_TO = re.compile(r"\b(?:to|until|الي|حتي) (?P<to>[\w,.]+)")
_TIME = frozenset("year years عام سنه سنوات اعوام عاما per cent percent المايه مايه".split())
_MEASURES = _TIME | frozenset(
    "day days week weeks month months hour hours million billion thousand dollars euros pounds tonnes metres kilometres"
    " يوم ايام يوما اسبوع اسابيع شهر شهور اشهر شهرا ساعه ساعات مليون مليار الف دولار يورو جنيه طن متر كيلومتر"
    " في".split()
)
_RELATIVE = frozenset("which who whom الذي التي الذين".split())
_PREPOSITIONS = frozenset("in at of from to by with for on near من في الي علي عن مع ب ل".split())
_BEFORE = 0.4  # of what the clause before shares, whose subject a clause may have
_SENSES = 2  # words of a clause of a claim, at least, to be judged by itself
_ROOT = 3  # letters that remain of an Arabic word
_OPENING = 5  # words before a name that is still a subject
_UNDONE = re.compile(r"^un(\w{4,})$")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says beside its figures."""

    senses: tuple[frozenset[str], ...]  # of each word that is no name: its stem and what the other language calls it
    stems: frozenset[str]
    sides: dict[int, int]  # of pairs of opposites
    denials: frozenset[str]  # words that deny

    figures: frozenset[str]
    names: int  # how many it has

    @property
    def weight(self) -> float:
        """0-1: how much it says; one word alone says little."""
        return min((len(self.senses) + self.names) / 2, 1.0)

    def overlap(self, other: "Statement") -> int:
        """How many of its words are about what `other` is about, opposites among them."""
        theirs, pairs = _all(other.senses), _all(tuple(map(_pairs_of, other.senses)))
        return sum(not mine.isdisjoint(theirs) or not _pairs_of(mine).isdisjoint(pairs) for mine in self.senses)

    def said_in(self, other: "Statement") -> float:
        """Share 0-1 of its words that `other` says, too, in either language."""
        theirs = _all(other.senses)
        said = sum(not mine.isdisjoint(theirs) for mine in self.senses)
        return said / len(self.senses) if self.senses else 1.0


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    subject: str  # the clause before it in which its subject may stand, "" where it has its own


def conflicts(claim: str, sentences: str, support: str, lexicon: Path) -> bool:
    """Whether the clause of `sentences` that is about what `claim` says denies it, or says it of somebody else than one
    who stands elsewhere in `support`."""
    if _turned(claim, sentences) or _miscounted(claim, support, lexicon):
        return True
    clauses = _clauses(sentences, lexicon)
    said = [statement(clause.text, lexicon) for clause in clauses]
    parts = [part for part in _clauses(claim, lexicon) if len(statement(part.text, lexicon).senses) >= _SENSES]
    # A long claim must conflict as a whole and by one of its clauses: the wrong clause of a long one is easily met.
    if not _part_conflicts(claim, claim, clauses, said, sentences, support, lexicon):
        return False
    return len(parts) < 2 or any(
        _part_conflicts(part.text, f"{part.subject} {part.text}", clauses, said, sentences, support, lexicon)
        for part in parts
    )


def _part_conflicts(
    part: str,
    whole: str,
    clauses: Sequence[_Clause],
    said: Sequence[Statement],
    sentences: str,
    support: str,
    lexicon: Path,
) -> bool:
    """The same of one clause of a claim, `whole` being it with its subject."""
    mine = statement(part, lexicon)
    shared = [mine.overlap(theirs) for theirs in said]
    if not clauses or not max(shared):  # nothing by which to tell the clause
        denied = [bool(theirs.denials) for theirs in said]
        return not any(denied) if mine.denials else bool(denied) and all(denied)
    named = _mentioned(whole, sentences, lexicon)
    rank = [
        count
        and count
        + _BEFORE * before
        + len(mine.figures & theirs.figures)
        + sum(name.in_(clause.text) for name in named)
        + any(pair in theirs.sides for pair in mine.sides)
        for clause, theirs, count, before in zip(clauses, said, shared, [0, *shared], strict=False)
    ]
    best = [at for at, value in enumerate(rank) if value == max(rank)]
    return all(_denies(mine, said[at]) or _of_another(whole, clauses[at], support, lexicon) for at in best)


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
        if word.surface not in _TIME and not any(start <= word.start < end for start, end in apart)
    ]
    forms = {word.start: _forms(word.surface, word.stem) for word in said}
    heard = [normalise(match.group()) for match in words(plain)]
    return Statement(
        tuple(
            frozenset[str]().union(*(_senses(form, language, lexicon) for form in forms[word.start]))
            for word in said
            if word.stem not in named
        ),
        frozenset(word.stem for word in said),
        sides_of(_all(tuple(forms.values())) | {word for word in heard if word in ("before", "after")}),
        _denials(heard, plain),
        frozenset(number.value for number in numbers),
        len(known) + len(persons(plain, language)),
    )


@lru_cache(maxsize=65536)
def _forms(surface: str, stem_: str) -> frozenset[str]:
    """The stems of an Arabic word with and without what a verb or a preposition adds to it: شاركت, عارضته, بخفض."""
    if language_of(surface) == "en":
        return frozenset([stem_])
    found = {stem_}
    for begins in ("", "و", "ف", "ب", "ل", "ي", "ت", "وي", "وت"):
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
        return bool(mine.denials) != bool(theirs.denials)
    return any(
        (mine.sides[pair] != theirs.sides[pair]) != (_else_denied(mine, pair) != _else_denied(theirs, pair))
        for pair in compared
    )


def _else_denied(said: Statement, pair: int) -> bool:
    """Whether it is denied by more than the words of a pair of opposites themselves."""
    return any(all(pair not in pairs_with(form) for form in _forms(word, stem(word))) for word in said.denials)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Somebody or something that a claim names."""

    forms: frozenset[str]  # as they may stand in a text, joined by spaces
    person: str  # the name of a person as it is written, "" for others
    language: Language

    def in_(self, text: str) -> bool:
        if self.person:
            return person_stands(self.person, self.language, text)
        row = f" {' '.join(word.stem for word in keywords(text))} "
        return any(f" {form} " in row for form in self.forms)


def _mentioned(claim: str, sentences: str, lexicon: Path) -> list[_Mention]:
    """The persons, bodies, places and peoples of two texts that the claim names."""
    return [name for name in _names(claim, lexicon) + _names(sentences, lexicon) if name.in_(claim)]


def _of_another(claim: str, clause: _Clause, support: str, lexicon: Path) -> bool:
    """Whether a clause is about somebody else: the claim names one who stands elsewhere in the support, and the clause
    another of the same kind."""
    whole = f"{clause.subject} {clause.text}" if clause.subject else clause.text
    missing = [n for n in _mentioned(claim, support, lexicon) if not n.in_(whole) and n.in_(support)]
    others = [name for name in _names(whole, lexicon) if not name.in_(claim)]
    return any(bool(name.person) == bool(other.person) for name in missing for other in others)


@lru_cache(maxsize=2048)
def _names(text: str, lexicon: Path) -> list[_Mention]:
    """The persons, bodies, places and peoples of a text; in English also words with a capital that are no words."""
    language = language_of(text)
    persons_at = persons(text, language)
    found = [_Mention(frozenset(), text[start:end], language) for start, end in persons_at]
    known = known_names(text, language, lexicon)
    found += [_Mention(frozenset(" ".join(form) for form in forms), "", language) for forms in known]
    dates = [(date.start, date.end) for date in find_dates(text)]
    for word in keywords(text):
        if any(start <= word.start < end for start, end in (*persons_at, *dates)):
            continue
        senses = _senses(word.stem, language, lexicon)
        strange = text[word.start].isupper() and word.stem not in _english() and not word.stem.startswith("gregorian")
        if strange or any(is_people(form) for form in senses if form.isascii()):
            found.append(_Mention(senses, "", language))
    return found


def _clauses(text: str, lexicon: Path) -> list[_Clause]:
    """The clauses of one or two sentences; one that does not open with its subject has that of a clause before it."""
    language = language_of(text)
    spans = [(s + a, s + b) for s, e in sentence_spans(text) for a, b in _clause_spans(text[s:e], language)]
    parts = [text[start:end] for start, end in spans]
    found: list[_Clause] = []
    subject = ""
    for part in parts:
        own = _named_at(part, language, lexicon)
        found.append(_Clause(part, "" if own is not None and _opens(own, part, language) else subject))
        if own is not None:
            subject = part
    return found


def _opens(at: int, clause: str, language: Language) -> bool:
    """Whether a name at an offset is the subject of its clause: what opens it, after no preposition."""
    before = [normalise(word) for word in clause[:at].split()]
    if before and (before[0] in _RELATIVE or before[-1] in _PREPOSITIONS):
        return False
    return len(before) < (_OPENING if language == "en" else _OPENING + 1)


def _named_at(clause: str, language: Language, lexicon: Path) -> int | None:
    """Where the first name of a clause stands; None where it has none."""
    places = [start for start, _ in persons(clause, language)]
    stems = {form.split()[0] for name in _names(clause, lexicon) for form in name.forms}
    places += [word.start for word in keywords(clause) if word.stem in stems][:1]
    return min(places, default=None)


def _clause_spans(text: str, language: Language) -> list[tuple[int, int]]:
    joints = _ENGLISH_JOINTS if language == "en" else _ARABIC_JOINTS
    cuts = {(m.start(), m.end()) for m in joints.finditer(text)}
    if language == "ar":
        cuts |= {(m.start(), m.start()) for m in words(text) if m.start() and _goes_on(normalise(m.group()))}
    ordered = sorted(cuts)
    begins = [0, *(end for _, end in ordered)]
    ends = [*(start for start, _ in ordered), len(text)]
    return [(start, end) for start, end in zip(begins, ends, strict=True) if text[start:end].strip()]


def _goes_on(word: str) -> bool:
    """Whether an Arabic word is "and" with what may be a verb: وامتنعت, ولم; not وزير, والعراق, وسورية."""
    if not word.startswith("و") or len(word) < 3 or word.startswith("وال") or word[1:] in known_places("ar"):
        return False
    return word in _NEGATIONS or (len(word) > 3 and stem(word) == stem(word[1:]) and not find_all_numbers(word))


def _turned(claim: str, sentences: str) -> bool:
    """Whether "from … to …" stands the other way round, or a goal of the claim is where the sentence starts from."""
    mine, theirs = _ways(claim), _ways(sentences)
    if any(one & back and other & there and not one & there for one, other in mine for there, back in theirs):
        return True
    goals = [_marks(match["to"]) for match in _TO.finditer(_folded(claim))] if not mine else []
    return any(goal & start and not goal & end for goal in goals for start, end in theirs)


def _miscounted(claim: str, support: str, lexicon: Path) -> bool:
    """Whether the claim counts something that the support counts, too, and never by that number."""
    theirs = _counted(support, lexicon)
    for value, what in _counted(claim, lexicon):
        others = {other for other, thing in theirs if what & thing}
        if others and value not in others:
            return True
    return False


@lru_cache(maxsize=2048)
def _counted(text: str, lexicon: Path) -> list[tuple[str, frozenset[str]]]:
    """The numbers of a text that stand right before what they count, each with that in both languages; no measures."""
    language = language_of(text)
    found = []
    said = keywords(text)
    for number in find_all_numbers(text):
        after = next((word for word in said if word.start >= number.end), None)
        if after is None or text[number.end : after.start].strip() or after.surface in _MEASURES:
            continue
        found.append((number.value, _senses(after.stem, language, lexicon)))
    return found


def _ways(text: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The starts and goals of a text, each as its figures and words."""
    found = []
    for match in _FROM_TO.finditer(_folded(text)):
        start, goal = (match["one"], match["other"]) if match["one"] else (match["start"], match["goal"])
        found.append((_marks(start), _marks(goal)))
    return found


def _folded(text: str) -> str:
    return " ".join(normalise(word) if language_of(word) == "ar" else word for word in text.split())


def _marks(words_: str) -> frozenset[str]:
    numbers = {number.value for number in find_all_numbers(words_)}
    said = {word.stem for word in keywords(words_) if not word.surface.isdigit()}
    return frozenset(numbers | said | {normalise(m.group()) for m in words(words_) if m.group()[:1].isupper()})


def _denials(heard: Sequence[str], text: str) -> frozenset[str]:
    """The words of a text by which something is denied, or not done."""
    if _BUT_ONE.search(" ".join(heard)):
        return frozenset()
    pairs = zip(heard, [*heard[1:], ""], strict=True)
    found = {word for word, after in pairs if word in _NEGATIONS and after not in _NO_DENIAL}
    found |= {word for before, word in pairwise(heard) if (before, word) == ("من", "دون")}
    found |= {word for word in heard if word.startswith(_DECLINES)}
    found |= {word for word in heard if (undone := _UNDONE.match(word)) and stem(undone[1]) in _english()}
    return frozenset(found | {"not"} if re.search(r"n['’]t\b", text) else found)


@lru_cache(maxsize=65536)
def _senses(word: str, language: Language, lexicon: Path) -> frozenset[str]:
    """A stem and what it is called in the other language, in one word."""
    forms = [form for term in terms([word], language, lexicon) for form in term.equivalents]
    return frozenset([word, *(form[0] for form in forms if len(form) == 1)])


def _all(sets: Sequence[frozenset[Item]]) -> frozenset[Item]:
    return frozenset[Item]().union(*sets)


@lru_cache(maxsize=65536)
def _pairs_of(senses: frozenset[str]) -> frozenset[int]:
    return frozenset[int]().union(*map(pairs_with, senses))


@cache
def _english() -> frozenset[str]:
    return frozenset(stem(normalise(m.group())) for form in english_forms() for m in words(form))
