"""Whether those whom a claim names have changed places: who sues and who is sued, from where and to where.

In: a claim and the sentence that is to support it. Out: yes or no. Who is named is names.py's.
"""

import re
from pathlib import Path

from assistant.mentions import Mention, mentions
from assistant.names import known_names
from assistant.number_words import find_all_numbers
from assistant.places import cities_of
from corpus.language import keywords, language_of, normalise, words

_LEAST_WORDS = 3  # that two sentences have in common which are one statement
_FROM_TO = re.compile(
    r"\bfrom (?P<one>[\w,.% ]{1,24}?) to (?P<other>[\w,.]+(?: [a-z]\w+)?)"
    r"|\bمن (?P<start>[\w,.٫% ]{1,24}?) الي (?P<goal>[\w,.]+)"
)
_TO = re.compile(r"\b(?:to|until|الي|حتي) (?P<to>[\w,.]+)")
# Words by which an English clause turns round who does and who suffers it; in Arabic by prepositions.
_PASSIVE = re.compile(r"\bby\b|من قبل|علي يد|من جانب")
# Where something happens plays no part in it.
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*|(?:^|\s)في \w+")
_BESIDE = frozenset("and or و او between بين with مع".split())
# What stands after a preposition that tells a role, in either language; Arabic ones normalised.
_ROLES = (
    re.compile(r"\b(?:against|versus|ضد|علي)\s+(?P<who>.{2,60})"),
    re.compile(r"\b(?:from|من)\s+(?P<who>.{2,60})"),
    re.compile(r"\b(?:by|من قبل|من جانب|علي يد)\s+(?P<who>.{2,60})"),
    re.compile(r"\b(?:to|الي)\s+(?P<who>.{2,60})"),
)
_IN = re.compile(r"\b(?:[Ii]n|[Aa]t|في) (?P<where>(?:the )?[A-Z\u0621-\u064A].{1,40})")
_FIRST = 3  # words after such a preposition within which a name must begin


def turned(claim: str, sentences: str) -> bool:
    """Whether "from … to …" stands the other way round, or a goal of the claim is where the sentence starts from."""
    mine, theirs = _ways(claim), _ways(sentences)
    if any(one & back and other & there and not one & there for one, other in mine for there, back in theirs):
        return True
    goals = [_marks(match["to"]) for match in _TO.finditer(_folded(claim))] if not mine else []
    return any(goal & start and not goal & end for goal in goals for start, end in theirs)


def transposed(claim: str, unit: str, lexicon: Path) -> bool:
    """Whether two bodies or places of a claim stand the other way round in the sentence that is to support it: who sues
    is not who is sued. Only where neither joins them ("A and B") and both are in the same voice."""
    mine, theirs = (known_names(_WHERE.sub(" ", text), language_of(text), lexicon) for text in (claim, unit))
    order = [next((at for at, other in enumerate(theirs) if name & other), None) for name in mine]
    if len(mine) != 2 or None in order or order[0] == order[1] or order[0] < order[1]:  # type: ignore[operator]
        return False
    if bool(_PASSIVE.search(normalise(claim))) != bool(_PASSIVE.search(normalise(unit))):
        return False
    return not _joins(claim) and not _shares_no_word(claim, unit)


def exchanged(claim: str, unit: str, lexicon: Path) -> bool:
    """Whether a preposition has one name after it in a claim and another in the sentence, and each of them stands in
    both: "Iran brought the case against the United States"."""
    mine, theirs = _in_roles(claim, lexicon), _in_roles(unit, lexicon)
    return any(
        one is not None
        and other is not None
        and one.is_like(other)
        and not one.forms & other.forms
        and one.in_(unit)
        and other.in_(claim)
        for one, other in zip(mine, theirs, strict=True)
    )


def elsewhere(claim: str, clause: str, lexicon: Path) -> bool:
    """Whether a claim has something happen in a place, and the clause that is about it in another."""
    mine, theirs = _places_in(claim, lexicon), _places_in(clause, lexicon)
    if not mine or not theirs:
        return False
    around = [name for name in mentions(clause, lexicon) if name.kind == "place"]
    return not any(_one_place(one, other) for one in mine for other in [*theirs, *around])


def _places_in(text: str, lexicon: Path) -> list[Mention]:
    """The places in which something happens."""
    found = []
    for match in _IN.finditer(text):
        said = " ".join(match["where"].split()[:_FIRST])
        found += [name for name in mentions(said, lexicon)[:1] if name.kind == "place"]
    return found


def _one_place(one: Mention, other: Mention) -> bool:
    """Whether two names are of one place, or the one of a city of the other."""
    if one.forms & other.forms:
        return True
    mine, theirs = ([tuple(form.split()) for form in name.forms] for name in (one, other))
    inside = {" ".join(city) for forms in (mine, theirs) for city in cities_of(forms)}
    return bool(inside & (one.forms | other.forms))


def _in_roles(text: str, lexicon: Path) -> list[Mention | None]:
    """The name after each preposition of _ROLES, None where none stands there, or more than one."""
    plain = _folded(text)
    found: list[Mention | None] = []
    for role in _ROLES:
        objects = [" ".join(match["who"].split()[:_FIRST]) for match in role.finditer(plain)]
        named = [name for said in objects for name in mentions(said, lexicon)[:1] if name.kind in ("place", "body")]
        found.append(named[0] if len(named) == 1 else None)
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


def _joins(text: str) -> bool:
    """Whether capitalised or known names are strung together: then their order says nothing."""
    said = [normalise(match.group()) for match in words(text)]
    return not _BESIDE.isdisjoint(said)


def _shares_no_word(claim: str, unit: str) -> bool:
    """Whether two sentences of one language have nothing in common but names, and so are not one statement."""
    if language_of(claim) != language_of(unit):
        return False
    mine, theirs = ({w.stem for w in keywords(text)} for text in (claim, unit))
    return len(mine & theirs) < _LEAST_WORDS
