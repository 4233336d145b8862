"""The clauses of a sentence in either language, and whose they are.

In: one or two sentences. Out: Clauses; one that does not open with its subject has that of a clause before it. What
stands before a comma without a verb ("Together with the Union,") and what only calls the subject by another name ("the
predecessor of the Union") are no clauses.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.mentions import mentions
from assistant.number_words import find_all_numbers
from assistant.persons import persons
from assistant.places import known_places
from corpus.language import keywords, language_of, normalise, stem, words
from corpus.records import Language
from corpus.sentences import sentence_spans

_VERBS = (
    "was|were|is|are|had|has|have|did|do|does|will|would|shall|may|must|can|could|should|kept|met|left|took|gave|went"
    "|said|called|made|set|held|sent|won|lost|put|brought|led|began|fell|rose|cut|ran|paid|came|became|sat|fought|built"
    "|saw|told|wrote|chose|drew|grew|spoke|stood|stayed|won|bound|sought|taught|bought|withdrew|forbade|undertook"
)
_ENGLISH_JOINTS = re.compile(
    r"[,;:](?=\s)|\s(?=(?:but|while|whereas|though|although|because|which|who|after|before|unless|until|when|where|if"
    r"|then)\s)"
    rf"|\sand(?=\s(?:(?:{_VERBS}|then|he|she|it|they|not|never|nobody)\b|\w+ed\b))"
)
_VERB = re.compile(rf"\b(?:{_VERBS}|\w{{2,}}ed)\b")
# How a part without a verb opens that belongs to what follows or comes before.
_ADVERBIAL = re.compile(
    r"^\s*(?:together|along|in|on|at|by|from|under|after|before|during|since|until|through|with|without|as|for|of|over"
    r"|to|like|unlike|according|at|the|a|an|also|then|its|their|his|her|our|\w+ (?:days|weeks|months|years)"
    r"|\w+ and \w+)\b",
    re.IGNORECASE,
)
_ARABIC_JOINTS = re.compile(
    r"[,،؛;:](?=\s)|\s(?=(?:لكن\w*|بينما|فيما|غير\s+أن\w*|بعد\s+أن|إذ|إذا|حيث|الذي|التي|الذين)\s)"
)
_RELATIVE = frozenset("which who whom الذي التي الذين".split())
_PREPOSITIONS = frozenset("in at of from to by with for on near من في الي علي عن مع ب ل".split())
_NEGATED = frozenset("ولا ولم ولن وليس وليست".split())
_SHORT = 3  # words of a part without a verb that is but a name: "in Durban, South Africa, on 9 July"
_OPENING = 5  # words before a name that is still a subject


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it stands."""

    text: str
    subject: str  # the clause before it in which its subject may stand, "" where it has its own

    @property
    def is_relative(self) -> bool:
        """Whether it tells of what stands before it: "which put it forward"."""
        first = self.text.split(maxsplit=1)[:1]
        return bool(first) and normalise(first[0]) in _RELATIVE

    @property
    def whole(self) -> str:
        return f"{self.subject} {self.text}" if self.subject else self.text


@lru_cache(maxsize=2048)
def clauses(text: str, lexicon: Path) -> list[Clause]:
    """The clauses of one or two sentences, in order."""
    language = language_of(text)
    spans = [(s + a, s + b) for s, e in sentence_spans(text) for a, b in clause_spans(text[s:e], language)]
    found: list[Clause] = []
    subject = ""
    for part in (text[start:end] for start, end in spans):
        own = _named_at(part, language, lexicon)
        found.append(Clause(part, "" if own is not None and _opens(own, part, language) else subject))
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
    stems = {form.split()[0] for name in mentions(clause, lexicon) for form in name.forms}
    places += [word.start for word in keywords(clause) if word.stem in stems][:1]
    return min(places, default=None)


def clause_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Where the clauses of one sentence begin and end."""
    joints = _ENGLISH_JOINTS if language == "en" else _ARABIC_JOINTS
    cuts = {(m.start(), m.end()) for m in joints.finditer(text)}
    if language == "ar":
        cuts |= {(m.start(), m.start()) for m in words(text) if m.start() and _goes_on(normalise(m.group()))}
    ordered = sorted(cuts)
    begins = [0, *(end for _, end in ordered)]
    ends = [*(start for start, _ in ordered), len(text)]
    found = [(start, end) for start, end in zip(begins, ends, strict=True) if text[start:end].strip()]
    return _joined(text, found) if language == "en" else _joined_arabic(text, found)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts without a verb joined to what follows where they open the sentence, or else to what comes before."""
    found: list[tuple[int, int]] = []
    waiting: int | None = None  # where an opening begins that waits for its clause
    for start, end in spans:
        part = text[start:end]
        verbless = not _VERB.search(part) and bool(_ADVERBIAL.match(part) or len(part.split()) <= _SHORT)
        if waiting is not None:
            start, waiting = waiting, None
            if not _VERB.search(part) and len(part.split()) <= _SHORT and end < spans[-1][1]:  # "In October, 2007,"
                waiting = start
                continue
        elif verbless and (not found or ";" in text[found[-1][1] : start]):
            waiting = start
            continue
        elif verbless or (found and _open_apposition(text[slice(*found[-1])])):
            start = found.pop()[0]
        found.append((start, end))
    return found if waiting is None else [*found, (waiting, spans[-1][1])]


def _joined_arabic(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short parts between commas that go on with nothing joined to what comes before: «من دون تصويت»."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        said = text[start:end].split()
        goes_on = normalise(said[0]).startswith(("و", "ف", "ثم", "لكن")) or normalise(said[0]) in _RELATIVE
        if found and len(said) <= _SHORT and not goes_on and text[found[-1][1] : start].strip() in (",", "،"):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _open_apposition(part: str) -> bool:
    """Whether a part still waits for its verb: "The Organization, the predecessor of the Union"."""
    return "," in part and not _VERB.search(part)


def _goes_on(word: str) -> bool:
    """Whether an Arabic word is "and" with what may be a verb: وامتنعت, ولم; not وزير, والعراق, وسورية."""
    if not word.startswith("و") or len(word) < 3 or word.startswith("وال") or word[1:] in known_places("ar"):
        return False
    return word in _NEGATED or (len(word) > 3 and stem(word) == stem(word[1:]) and not find_all_numbers(word))
