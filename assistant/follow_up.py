"""Questions that lean on those before them, made to stand on their own without a model.

In: a question and the earlier ones. Out: whether it leans on them, and the words to search for instead: "what about
Kuwait?" and "والثامنة؟" exchange the place, number or ordinal of the question before; "who chaired it?" and "وأين؟" are
asked of its subject. With a chat model rewrite.py does the same.
"""

import re
from collections.abc import Sequence

from assistant.exchanged import (
    KINDS,
    NAME,
    WHICH,
    alone,
    asks,
    ends_pointing_back,
    entities,
    exchanged,
    heads,
    is_joined,
    is_place,
    name_in,
    name_of,
    of_another,
)
from corpus.dialect import written
from corpus.language import is_month, keywords, language_of, normalise, stem, words
from corpus.months import names_month
from corpus.records import Language

_KEYWORDS = 2  # a question with more keywords stands on its own
_NAMED_ALONE = 4  # words of an Arabic question that only names another thing
_CONTINUING = 3  # with an opening that continues, or a personal pronoun
_ARABIC_OPENINGS = frozenset("وماذا ومتي واين ومن وكيف ولماذا وكم وهل واي وما وفي وعن وبماذا ولمن".split())
_ENGLISH_OPENINGS = frozenset(["and", "but", "also", "what-about", "how-about", "what-of"])
# Words that point back: persons and things, and what may also point at a thing that is named.
_PERSONAL = frozenset(
    "it its they them their he she his her him هو هي هم له لها لهم عليه عليها عليهم اليه اليها اليهم منهم فيهم عنهم"
    " بهم فيه فيها عنه عنها منه منها به بها".split()
)
_POINTING = _PERSONAL | frozenset("this that these those one ذلك تلك هذا هذه".split())
_CORRECTS = re.compile(
    r"^(?:(?:no|nope|sorry|actually|wait)\b[\s,;.!]*)*(?:(?:i|we) (?:mean|meant)|rather|not that|make it)\b[\s,:]*"
    r"|^(?:no|nope|sorry|actually)\b[\s,;.!]+(?=the |in |for |what about )"
    r"|^(?:(?:لا|كلا|عفوا|عفوًا|آسف|بل)[\s،,.!]+)*(?:(?:كنت\s+)?(?:قصدت|أقصد|اقصد|أعني|اعني|عنيت|قصدي))[\s،:]+"
    r"|^(?:لا|كلا|عفوا|عفوًا)[\s،,.!]+(?:بل\s+)?(?=عام|سنة|في|ال)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\b(?:its?|they|their|them)\b|\b(?:لها|له|فيها|فيه|بها|به)\b")
_OF_A_THING = re.compile(r"\bits?\b")
_DATED = re.compile(r" (?:in|on) (?:\d|[A-Z][a-z]+ \d).*$")  # "League in November 2021"
# "Secretary-General of the League" is asked about, and "its members" are the League's.
_OFFICE = re.compile(
    r"^(?:\w+-General|President|Director|Chair\w*|(?:Foreign |Prime )?Minister|Head|Ambassador|Envoy|Secretary)"
    r" (?:of|to) (?:the )?"
)
_PRONOUN = re.compile(r"\b(?:its?|they|their|them|he|she|his|him|her)\b", re.IGNORECASE)
_SHORT = 3  # words of a question that only asks which of what was spoken of
_HUMAN = frozenset(["he", "she", "his", "him", "her"])
# A body or a text that is only called by its kind: the one that was spoken of.
_ONLY_KIND = re.compile(
    rf"\b[Tt]he (?:{KINDS})\b(?! (?:of|on|for|against|to|that|which)\b| [A-Z0-9])",
    re.IGNORECASE,
)
_BY_WHICH = re.compile(
    r"^(?:(?:by|in|under|at|on|of|with|to|as|for|from|through|في|من|على|إلى|عن) )?(?:which|what|أي|اي|بأي|لأي|ما)\b"
)
# An "and" before a question word says only that the conversation goes on.
_AND_ASKS = re.compile(r"^و(?=(?:متى|أين|اين|ماذا|من|كم|بكم|كيف|لماذا|هل|أي|ما|لمن|بماذا|بأي)\b(?!\s*[؟?]?\s*$))")
_REACH = 4  # questions back that a pronoun may mean
_QUOTES = re.compile(r"[\"“”„«»]")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]")


def leans(question: str, language: Language) -> bool:
    """Whether a question continues the ones before it."""
    if corrected(question) != question:
        return True
    question = _QUOTED.sub("", question)
    said = [normalise(match.group()) for match in words(question)]
    if not said:
        return False
    if language == "ar" and is_joined(said[0]) and (name_of(alone(question), language) or _only_names(question)):
        return True
    if len(keywords(question)) == 1 and [kind for kind, _, _ in entities(question)] == ["ordinal"]:
        return True
    asked = [word for word in keywords(question) if word.surface not in WHICH]
    named = name_in(question, "en") is not None if language == "en" else _is_named(question, language)
    if len(said) <= _SHORT and len(asked) <= 1 and not named and _BY_WHICH.match(question.lower()):
        return True
    opened = _opens(said, language)
    found = [k.surface for k in keywords(question) if _carries(k.surface, k.stem)]
    if opened and found and found[0] == said[0]:
        found = found[1:]
    if len(found) > _CONTINUING:
        return False
    points = not _PERSONAL.isdisjoint(said) and not _names_whom(question, language)
    points |= language == "ar" and _has_a_pronoun(question)
    if opened or points:
        return not _is_named(question, language) or points or not asks(said[0])
    if _only_its_kind(question, language):
        return True
    if len(found) > _KEYWORDS:
        return False
    if not _POINTING.isdisjoint(said):
        return True
    if language == "ar" and is_joined(said[0]):
        return True
    return asks(said[0]) and len(found) <= 1 and not named


def _carries(surface: str, stem: str) -> bool:
    """Whether a keyword says what a question is about."""
    return not is_month(stem) and not surface.isdigit() and surface not in _POINTING


def _names_whom(question: str, language: Language) -> bool:
    """Whether an English question names what its pronoun means: "How old was Sadat when he came?"."""
    pronoun = _PRONOUN.search(question)
    if language != "en" or pronoun is None:
        return False
    name = name_in(question[: pronoun.start()], language)
    return name is not None and name[0] > 0


def _has_a_pronoun(question: str) -> bool:
    """Whether a word of an Arabic question carries a pronoun and is no body whose ة was typed as ه."""
    said = question.rstrip(" ؟?.").split()
    return any(ends_pointing_back(word) and stem(normalise(word)) not in heads() for word in said)


def _only_names(question: str) -> bool:
    """Whether an Arabic question with an "and" before it asks nothing of its own: «ومخطوطات زاوية النور؟»."""
    named = alone(question)
    few = 1 < len(keywords(named)) <= _NAMED_ALONE and len(list(words(named))) <= _NAMED_ALONE
    return few and question.rstrip().endswith(("؟", "?")) and not name_of(named, "ar")


def corrected(question: str) -> str:
    """What a correction puts in place of what was said: "2019" of "no, I meant 2019"; another question as it is."""
    rest = _CORRECTS.sub("", question, count=1)
    return rest if keywords(rest) else question


def _opens(said: Sequence[str], language: Language) -> bool:
    if language == "ar":
        return said[0] in _ARABIC_OPENINGS or said[:2] == ["ماذا", "عن"]
    return said[0] in _ENGLISH_OPENINGS or "-".join(said[:2]) in _ENGLISH_OPENINGS


def completed(question: str, earlier: Sequence[tuple[str, Language]], topic: str = "") -> tuple[str, str]:
    """(what to search for, the question whose kind it is); `earlier` has the questions before it, the latest last,
    `topic` the title of the document that was quoted last."""
    question = corrected(question)
    chain = _chain(earlier)
    base = chain[-1] if chain else ""
    if other := of_another(question, base, earlier):
        if (latest := _asked_since(earlier)) and other == exchanged(question, base):
            return f"{latest} {_subject(other, latest)}", latest
        named = _named(chain, topic, question) if _OF_ANOTHER.search(other) else ""
        return f"{other} {named}".strip(), other
    question = without_and(question)
    if _only_its_kind(question, language_of(question)) and topic:
        return f"{question} {topic}", question
    if topic and _is_only_kind(base, topic):
        return f"{question} {topic}", question
    subject = _subject(base, question)
    ranked = any(kind in ("ordinal", "number") for kind, _, _ in entities(subject))
    named_enough = _is_named(subject, language_of(subject)) and not (
        _is_place_alone(subject) and _OF_A_THING.search(normalise(question))
    )
    if not ranked and not named_enough and (named := _named(chain, topic, question)):
        subject = named if len(keywords(subject)) < _KEYWORDS else f"{subject} {named}"
    return f"{question} {subject}", question


def _asked_since(earlier: Sequence[tuple[str, Language]]) -> str:
    """The latest question where it asked something else of what was spoken of: "in which resolution?", which "and the
    sixth?" goes on from; "" where it did not."""
    if len(earlier) < 2:
        return ""
    meant, language = written(earlier[-1][0]), earlier[-1][1]
    before = earlier[:-1]
    if corrected(meant) != meant or not leans(meant, language):
        return ""
    if of_another(meant, (_chain(before) or [""])[-1], before):
        return ""
    return without_and(meant)


def _is_only_kind(base: str, topic: str) -> bool:
    """Whether a question names what it is about by its kind alone ("the Council"), so that the document that was quoted
    tells more."""
    language = language_of(base)
    return language == language_of(topic) and _only_its_kind(base, language)


def without_and(question: str) -> str:
    """A question without the "and" that opens it in Arabic: "ومتى دخل حيز النفاذ؟"."""
    return _AND_ASKS.sub("", question)


def _named(chain: Sequence[str], topic: str, question: str) -> str:
    """What the latest questions before named, or else the title of what was quoted last."""
    found = [_subject(known, question) for known in reversed(chain[-_REACH:])]
    named = [subject for subject in found if _is_named(subject, language_of(subject))]
    if _OF_A_THING.search(normalise(question)):  # a body before the country that was asked about
        named.sort(key=_is_place_alone)
    return named[0] if named else topic


def _is_place_alone(subject: str) -> bool:
    return is_place(normalise(subject))


def _is_named(text: str, language: Language) -> bool:
    """Whether a text names something by more than its kind."""
    found = name_in(text, language, opening=True)
    if found and (language == "en" or len(keywords(text[found[0] : found[1]])) > 1):
        name = text[found[0] : found[1]]
        return language == "ar" or " " in name or name.isupper() or is_place(normalise(name))
    return language == "ar" and any(kind == "place" for kind, _, _ in entities(text))


def _only_its_kind(question: str, language: Language) -> bool:
    """Whether a question speaks of a body or text only as one: "Who heads the office?", «من ترأس المكتب؟»."""
    if language == "en":
        return bool(_ONLY_KIND.search(question)) and not _is_named(question[1:], language)
    found = name_in(question, language)
    if found is None or len(keywords(question[found[0] : found[1]])) > 1:
        return False
    rest = question[found[1] :].strip(" ؟?.")
    return normalise(question[found[0] : found[1]]).startswith("ال") and not rest


def _chain(earlier: Sequence[tuple[str, Language]]) -> list[str]:
    """What the questions were about, the latest last: those that stand alone, and what was exchanged in them since."""
    found: list[str] = []
    for at, (question, language) in enumerate(earlier):
        meant = written(question)
        if not found or not leans(meant, language):
            found.append(without_and(meant))
        elif other := of_another(meant, found[-1], earlier[:at]):
            found.append(other)
        elif corrected(meant) != meant:
            found.append(f"{corrected(meant)} {_about(found[-1], whole=False)}")
        elif _only_its_kind(meant, language):
            found.append(without_and(meant))
    return found


def subjects(earlier: Sequence[tuple[str, Language]]) -> list[str]:
    """What each of them is about, the latest last."""
    found = (_about(known, whole=False) for known in _chain(earlier))
    return list(dict.fromkeys(subject for subject in found if subject))


def _subject(base: str, question: str) -> str:
    """What `base` is about: all of it but its question words where `question` asks nothing of its own ("and where?") or
    is about a person whom it describes, else what it names.
    """
    own = [k for k in keywords(question) if k.surface not in _ARABIC_OPENINGS]
    return _about(base, not own or not _HUMAN.isdisjoint(normalise(match.group()) for match in words(question)))


def _about(base: str, whole: bool) -> str:
    """All of a question but its question words, or what it names."""
    rest = _QUOTES.sub("", _without_opening(base)).strip(" ?؟.")
    if whole or base.startswith("the "):  # what a correction put in place of what was said
        return rest
    if language_of(base) == "en":
        return " ".join(_OFFICE.sub("", name) for name in _told(base)) or rest
    found = keywords(rest)
    first = found[0] if len(found) > 1 else None
    if first is None or first.surface.startswith("ال") or stem(first.surface) in heads():
        return rest
    return rest[found[1].start :]


def _told(base: str) -> list[str]:
    """What an English question names: bodies and persons, and places where there are none of these."""
    names = [_DATED.sub("", match.group()) for match in NAME.finditer(base) if match.start()]
    # "Arab" of "the Arab convention" names nothing, and "UN" of "the UN strategy" too much.
    told = [name for name in names if not names_month(normalise(name.split()[0])) and not _is_year(name)]
    told = [name for name in told if " " in name or (len(name) > 2 and _tells(name))]
    bodies = [name for name in told if not is_place(normalise(name))]
    return bodies if any(" " in name or name.isupper() for name in bodies) else told


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isdigit() and name[:2] in ("18", "19", "20")


def _tells(name: str) -> bool:
    return not name.istitle() or is_place(normalise(name))


def _without_opening(base: str) -> str:
    """Without the question words and what else carries no subject before the first keyword."""
    found = [word for word in keywords(base) if not asks(word.surface) and word.surface not in _ARABIC_OPENINGS]
    return base[found[0].start :] if found else base
