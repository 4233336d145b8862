"""Questions that lean on those before them, made to stand on their own without a model.

In: a question and the earlier ones. Out: whether it leans on them, and the words to search for instead: "what about
Kuwait?" and "والثامنة؟" exchange the place, number or ordinal of the question before; "who chaired it?" and "وأين؟" are
asked of its subject. With a chat model rewrite.py does the same.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.places import known_places
from corpus.dialect import written
from corpus.language import is_stop_word, keywords, language_of, normalise, stem, words
from corpus.months import month_at
from corpus.records import Language

_KEYWORDS = 2  # a question with more keywords stands on its own
_CONTINUING = 3  # with an opening that continues, or a personal pronoun
_ARABIC_OPENINGS = frozenset("وماذا ومتي واين ومن وكيف ولماذا وكم وهل واي وما وفي وعن وبماذا ولمن".split())
_ENGLISH_OPENINGS = frozenset(["and", "but", "also", "what-about", "how-about", "what-of"])
# Openings that continue only where next to nothing follows: "Where?", but not "Where is the GCTF based?".
_ASKS = frozenset("متي اين لماذا كيف كم من when where why who how".split())
# Words that point back: persons and things, and what may also point at a thing that is named.
_PERSONAL = frozenset(
    "it its they them their he she his her him هو هي هم له لها فيه فيها عنه عنها منه منها به بها".split()
)
_POINTING = _PERSONAL | frozenset("this that these those one ذلك تلك هذا هذه".split())
_CORRECTS = re.compile(
    r"^(?:(?:no|nope|sorry|actually|wait)\b[\s,;.!]*)*(?:(?:i|we) (?:mean|meant)|rather|not that|make it)\b[\s,:]*"
    r"|^(?:no|nope|sorry|actually)\b[\s,;.!]+(?=the |in |for |what about )"
    r"|^(?:(?:لا|كلا|عفوا|عفوًا|آسف|بل)[\s،,.!]+)*(?:(?:كنت\s+)?(?:قصدت|أقصد|اقصد|أعني|اعني|عنيت|قصدي))[\s،:]+"
    r"|^(?:لا|كلا|عفوا|عفوًا)[\s،,.!]+(?:بل\s+)?(?=عام|سنة|في|ال)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:and |but |also )*(?:what about|how about|what of)\b|^(?:and|but|also)\b", re.IGNORECASE)
_ARABIC_ABOUT = re.compile(r"^(?:و\s*)?(?:ماذا|ما) عن |^وعن ")
_NAME = re.compile(r"[A-Z][\w'’-]*(?: (?:(?:of|the|and|for|on|in|to|against|de|al) )*[A-Z0-9][\w'’-]*)*|\b\d{3,4}\b")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last",
    "اول ثان ثالث رابع خامس سادس سابع ثامن تاسع عاشر اخير",
)
# What the name of a body opens with in Arabic, which has no capitals.
_HEADS = frozenset(
    "جامعه اتحاد مجلس منظمه لجنه جمعيه محكمه مجموعه صندوق بنك وكاله هييه منتدي حركه حزب مكتب مفوضيه امانه رابطه"
    " تحالف حلف مؤتمر موتمر برنامج معهد مركز بعثه اتفاقيه معاهده قرار استراتيجيه قناه وزاره".split()
)
_PLACE_WORDS = 4
_PRONOUN = re.compile(r"\b(?:it|they)\b")
_WHICH = frozenset("which what اي باي ما لاي".split())
_SHORT = 3  # words of a question that only asks which of what was spoken of
_HUMAN = frozenset(["he", "she", "his", "him", "her"])
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
    if language == "ar" and _is_joined(said[0]) and _name_of(_alone(question), language):
        return True
    if said[0] in _WHICH and len(said) <= _SHORT and len(keywords(question)) <= 1:
        return True
    opened = _opens(said, language)
    found = [keyword.surface for keyword in keywords(question)]
    if opened and found and found[0] == said[0]:
        found = found[1:]
    if len(found) > _CONTINUING:
        return False
    if opened or not _PERSONAL.isdisjoint(said):
        return True
    if len(found) > _KEYWORDS:
        return False
    if not _POINTING.isdisjoint(said):
        return True
    if language == "ar" and (_is_joined(said[0]) or any(map(_ends_pointing_back, question.rstrip(" ؟?.").split()))):
        return True
    return said[0] in _ASKS and len(found) <= 1


def corrected(question: str) -> str:
    """What a correction puts in place of what was said: "2019" of "no, I meant 2019"; another question as it is."""
    rest = _CORRECTS.sub("", question, count=1)
    return rest if keywords(rest) else question


def _opens(said: Sequence[str], language: Language) -> bool:
    if language == "ar":
        return said[0] in _ARABIC_OPENINGS or said[:2] == ["ماذا", "عن"]
    return said[0] in _ENGLISH_OPENINGS or "-".join(said[:2]) in _ENGLISH_OPENINGS


def _is_joined(word: str) -> bool:
    """Whether a word begins with an "and" that is not its own: وليبيا, and not وزير."""
    return word.startswith("و") and len(word) > 3 and stem(word) == stem(word[1:])


def _ends_pointing_back(word: str) -> bool:
    """Whether an Arabic word carries the pronoun of a thing ("أهدافه", "أهدافها"), which none with an article does."""
    return len(word) > 4 and word.endswith(("ه", "ها")) and not word.startswith(("ال", "وال", "بال", "لل"))


def completed(question: str, earlier: Sequence[tuple[str, Language]]) -> tuple[str, str]:
    """(what to search for, the question whose kind it is); `earlier` has the questions before it, the latest last."""
    question = corrected(question)
    base = _base(earlier)
    for known in (base, *(written(other) for other, _ in reversed(earlier))):
        if exchanged := _exchanged(question, known):
            return exchanged, exchanged
    if renamed := _renamed(question, earlier):
        return renamed, renamed
    return f"{question} {_subject(base, question)}", question


def subject_of(question: str, language: Language) -> str:
    """What a question that stands alone is about: what it names, or else all but its question words; "" for one that
    leans."""
    meant = written(question)
    return "" if leans(meant, language) else _subject(meant, "it")


def _base(earlier: Sequence[tuple[str, Language]]) -> str:
    """The question that a chain of follow-ups is about: its latest to stand alone, with what was exchanged since."""
    base = ""
    for question, language in earlier:
        meant = written(question)
        if not base or not leans(meant, language):
            base = meant
        elif exchanged := _exchanged(meant, base):
            base = exchanged
    return base


def _exchanged(question: str, base: str) -> str:
    """`base` with its place, number, month or ordinal in place of which `question` names another; "" where none is."""
    named = _alone(question)
    if language_of(named, language_of(base)) != language_of(base):
        return ""
    if len(keywords(named)) > _KEYWORDS or any(is_stop_word(normalise(m.group())) for m in words(named) if _asks(m[0])):
        return ""
    for kind, start, end in _entities(named):
        there = [(s, e) for other, s, e in _entities(base) if other == kind]
        if there:
            s, e = there[-1]
            return f"{base[:s]}{named[start:end]}{base[e:]}"
    return ""


def _renamed(question: str, earlier: Sequence[tuple[str, Language]]) -> str:
    """The latest question with the body that `question` names in place of its own, or of the pronoun that stands for
    it: "How many members did it have?", "and the FATF?"; "" where `question` is not a name alone."""
    named = _alone(question)
    language = language_of(named)
    name = _name_of(named, language)
    if not name:
        return ""
    for asked, _ in reversed(earlier):
        known = corrected(written(asked)).rstrip(" ?؟.!")
        if language_of(known) != language or _name_of(_alone(known), language):
            continue
        if language == "en" and (pronoun := _PRONOUN.search(known)):
            return f"{known[: pronoun.start()]}{name}{known[pronoun.end() :]}?"
        if old := _name_in(known, language):
            return f"{known[: old[0]]}{name}{known[old[1] :]}?"
    return ""


def _alone(question: str) -> str:
    """What a question only names, without the words that ask about it."""
    return _ABOUT.sub("", _ARABIC_ABOUT.sub("", question)).strip(" ?؟.!")


def _name_of(named: str, language: Language) -> str:
    """The name of a body that a text is, "" where it is more than that or none."""
    if any(_asks(word.group()) or normalise(word.group()) in _WHICH for word in words(named)):
        return ""
    bare = re.sub(r"^the ", "", named, flags=re.IGNORECASE) if language == "en" else re.sub(r"^و(?=\w{4})", "", named)
    found = _name_in(bare, language, opening=True)
    return bare if found and not keywords(f"{bare[: found[0]]} {bare[found[1] :]}") and not bare.isdigit() else ""


def _name_in(text: str, language: Language, opening: bool = False) -> tuple[int, int] | None:
    """Where a text names a body; an English one not by its first word, unless it may be `opening`."""
    if language == "en":
        found = [m for m in _NAME.finditer(text) if (m.start() or opening) and not m.group().isdigit()]
        return (found[-1].start(), found[-1].end()) if found else None
    said = keywords(text)
    at = next((n for n, word in enumerate(said) if stem(word.surface) in _heads()), None)
    if at is None:
        return None
    last = at
    while last + 1 < len(said) and text[said[last].end : said[last + 1].start].isspace():
        last += 1
    return said[at].start, said[last].end


def _asks(word: str) -> bool:
    return normalise(word).removeprefix("و") in _ASKS


def _entities(text: str) -> Iterator[tuple[str, int, int]]:
    """What can be exchanged: its kind and its offsets, without a particle that is joined to it."""
    found = list(words(text))
    said = [normalise(match.group()) for match in found]
    at = 0
    while at < len(said):
        kind, width, cut = _entity(said, at)
        if kind:
            yield kind, found[at].start() + cut, found[at + width - 1].end()
        at += max(width, 1)


def _entity(said: Sequence[str], at: int) -> tuple[str, int, int]:
    """(kind, words it takes, letters before it) of what begins at a word; ("", 0, 0) where nothing does."""
    for width in range(min(_PLACE_WORDS, len(said) - at), 0, -1):
        name = " ".join(said[at : at + width])
        for cut in (0, 1) if name.startswith(("و", "ب", "ل", "ف")) else (0,):
            if name[cut:] in _places():
                return "place", width, cut
    month, width, _ = month_at(said, at)
    if month:
        return "month", width, 0
    word = said[at]
    if word.isdigit():
        return "number", 1, 0
    if stem(word) in _ordinals():
        return "ordinal", 1, 1 if word.startswith("وال") else 0
    return "", 0, 0


@cache
def _places() -> frozenset[str]:
    return known_places("ar") | known_places("en")


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(stem(word) for line in _ORDINALS for word in line.split())


def _subject(base: str, question: str) -> str:
    """What `base` is about: all of it but its question words where `question` asks nothing of its own ("and where?") or
    is about a person whom it describes, else what it names.
    """
    rest = _QUOTES.sub("", _without_opening(base)).strip(" ?؟.")
    own = [k for k in keywords(question) if k.surface not in _ARABIC_OPENINGS]
    if not own or not _HUMAN.isdisjoint(normalise(match.group()) for match in words(question)):
        return rest
    if language_of(base) == "en":
        names = [match.group() for match in _NAME.finditer(base) if match.start()]
        # "Arab" of "the Arab convention" names nothing, and "UN" of "the UN strategy" too much.
        return " ".join(name for name in names if " " in name or (len(name) > 2 and not name.istitle())) or rest
    found = keywords(rest)
    first = found[0] if len(found) > 1 else None
    if first is None or first.surface.startswith("ال") or stem(first.surface) in _heads():
        return rest
    return rest[found[1].start :]


@cache
def _heads() -> frozenset[str]:
    return frozenset(map(stem, _HEADS))


def _without_opening(base: str) -> str:
    """Without the question words and what else carries no subject before the first keyword."""
    found = keywords(base)
    return base[found[0].start :] if found else base
