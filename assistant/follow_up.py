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
from corpus.language import is_month, is_stop_word, keywords, language_of, normalise, stem, words
from corpus.months import month_at, names_month
from corpus.records import Language

_KEYWORDS = 2  # a question with more keywords stands on its own
_CONTINUING = 3  # with an opening that continues, or a personal pronoun
_ARABIC_OPENINGS = frozenset("وماذا ومتي واين ومن وكيف ولماذا وكم وهل واي وما وفي وعن وبماذا ولمن".split())
_ENGLISH_OPENINGS = frozenset(["and", "but", "also", "what-about", "how-about", "what-of"])
# Openings that continue only where next to nothing follows: "Where?", but not "Where is the GCTF based?".
_ASKS = frozenset("متي اين لماذا كيف كم من when where why who how".split())
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
_ABOUT = re.compile(r"^(?:and |but |also )*(?:what about|how about|what of)\b|^(?:and|but|also)\b", re.IGNORECASE)
_ARABIC_ABOUT = re.compile(r"^(?:و\s*)?(?:ماذا|ما) عن |^وعن ")
_NAME = re.compile(
    r"[A-Z][\w'’-]*(?: (?:(?:of|the|and|for|on|in|to|against|de|al) )*[A-Z0-9][\w'’-]*)*"
    r"|\b(?:(?:resolution|article|recommendation|decision|law) \d{1,4}|\d{3,4})\b"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last",
    "اول ثان ثاني الثاني ثانيه الثانيه ثالث رابع خامس سادس سابع ثامن تاسع عاشر اخير",
)
# What the name of a body opens with in Arabic, which has no capitals.
_HEADS = frozenset(
    "جامعه اتحاد مجلس منظمه لجنه جمعيه محكمه مجموعه صندوق بنك وكاله هييه منتدي حركه حزب مكتب مفوضيه امانه رابطه"
    " تحالف حلف مؤتمر موتمر برنامج معهد مركز بعثه اتفاقيه اتفاق معاهده ميثاق بروتوكول مبادره مذكره اعلان قرار"
    " استراتيجيه قناه وزاره".split()
)
_PLACE_WORDS = 4
_PRONOUN = re.compile(r"\b(?:it|they)\b")
_OF_ANOTHER = re.compile(r"\b(?:its?|they|their|them)\b|\b(?:لها|له|فيها|فيه|بها|به)\b")
_DATED = re.compile(r" (?:in|on) (?:\d|[A-Z][a-z]+ \d).*$")  # "League in November 2021"
_WHICH = frozenset("which what اي باي ما لاي".split())
_SHORT = 3  # words of a question that only asks which of what was spoken of
_HUMAN = frozenset(["he", "she", "his", "him", "her"])
# A body or a text that is only called by its kind: the one that was spoken of.
_ONLY_KIND = re.compile(
    r"\b[Tt]he (?:office|council|convention|treaty|forum|committee|cent(?:re|er)|agency|organi[sz]ation|league|union"
    r"|conference|resolution|report|fund|court|group|strategy|protocol|agreement|commission|mission|institute|assembly"
    r"|bank|compact)\b(?! (?:of|on|for|against|to|that|which)\b| [A-Z0-9])",
    re.IGNORECASE,
)
_BY_WHICH = re.compile(r"^(?:(?:by|in|under|at|on|of|with|to|في|من|على|إلى) )?(?:which|what|أي|اي|بأي|لأي|ما)\b")
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
    if language == "ar" and _is_joined(said[0]) and _name_of(_alone(question), language):
        return True
    if len(keywords(question)) == 1 and [kind for kind, _, _ in _entities(question)] == ["ordinal"]:
        return True
    asked = [word for word in keywords(question) if word.surface not in _WHICH]
    if len(said) <= _SHORT and len(asked) <= 1 and _BY_WHICH.match(question.lower()):
        return True
    opened = _opens(said, language)
    found = [k.surface for k in keywords(question) if not is_month(k.stem) and not k.surface.isdigit()]
    if opened and found and found[0] == said[0]:
        found = found[1:]
    if len(found) > _CONTINUING:
        return False
    if opened or not _PERSONAL.isdisjoint(said):
        return not _is_named(question, language) or not _PERSONAL.isdisjoint(said) or not _asks(said[0])
    if _only_its_kind(question, language):
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


def completed(question: str, earlier: Sequence[tuple[str, Language]], topic: str = "") -> tuple[str, str]:
    """(what to search for, the question whose kind it is); `earlier` has the questions before it, the latest last,
    `topic` the title of the document that was quoted last."""
    question = corrected(question)
    chain = _chain(earlier)
    base = chain[-1] if chain else ""
    if other := _of_another(question, base, earlier):
        named = _named(chain, topic, question) if _OF_ANOTHER.search(other) else ""
        return f"{other} {named}".strip(), other
    question = without_and(question)
    if _only_its_kind(question, language_of(question)) and topic:
        return f"{question} {topic}", question
    subject = _subject(base, question)
    ranked = any(kind in ("ordinal", "number") for kind, _, _ in _entities(subject))
    if not ranked and not _is_named(subject, language_of(subject)) and (named := _named(chain, topic, question)):
        subject = named if len(keywords(subject)) < _KEYWORDS else f"{subject} {named}"
    return f"{question} {subject}", question


def without_and(question: str) -> str:
    """A question without the "and" that opens it in Arabic: "ومتى دخل حيز النفاذ؟"."""
    return _AND_ASKS.sub("", question)


def _of_another(question: str, base: str, earlier: Sequence[tuple[str, Language]]) -> str:
    """An earlier question asked of what `question` names in place of its own; "" where it names nothing of its kind."""
    for known in (base, *(written(other) for other, _ in reversed(earlier))):
        if exchanged := _exchanged(question, known):
            return exchanged
    return _renamed(question, earlier)


def _named(chain: Sequence[str], topic: str, question: str) -> str:
    """What the latest questions before named, or else the title of what was quoted last."""
    for known in reversed(chain[-_REACH:]):
        subject = _subject(known, question)
        if _is_named(subject, language_of(subject)):
            return subject
    return topic


def _is_named(text: str, language: Language) -> bool:
    """Whether a text names something by more than its kind."""
    found = _name_in(text, language, opening=True)
    if found and (language == "en" or len(keywords(text[found[0] : found[1]])) > 1):
        name = text[found[0] : found[1]]
        return language == "ar" or " " in name or name.isupper() or normalise(name) in _places()
    return language == "ar" and any(kind == "place" for kind, _, _ in _entities(text))


def _only_its_kind(question: str, language: Language) -> bool:
    """Whether a question speaks of a body or text only as one: "Who heads the office?", «من ترأس المكتب؟»."""
    if language == "en":
        return bool(_ONLY_KIND.search(question)) and not _is_named(question[1:], language)
    found = _name_in(question, language)
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
        elif other := _of_another(meant, found[-1], earlier[:at]):
            found.append(other)
        elif _only_its_kind(meant, language):
            found.append(without_and(meant))
    return found


def subjects(earlier: Sequence[tuple[str, Language]]) -> list[str]:
    """What each of them is about, the latest last."""
    found = (_about(known, whole=False) for known in _chain(earlier))
    return list(dict.fromkeys(subject for subject in found if subject))


def _exchanged(question: str, base: str) -> str:
    """`base` with its place, number, month or ordinal in place of which `question` names another; "" where none is."""
    named = _alone(question)
    if language_of(named, language_of(base)) != language_of(base):
        return ""
    if len(keywords(named)) > _KEYWORDS or any(is_stop_word(normalise(m.group())) for m in words(named) if _asks(m[0])):
        return ""
    found = base
    for kind, start, end in _entities(named):
        there = [(s, e) for other, s, e in _entities(found) if other == kind]
        if there:
            s, e = there[-1]
            found = f"{found[:s]}{named[start:end]}{found[e:]}"
    return found if found != base else ""


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
        found = [m for m in found if not names_month(normalise(m.group()))]
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
    return normalise(word).removeprefix("و").removeprefix("ب") in _ASKS


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
    own = [k for k in keywords(question) if k.surface not in _ARABIC_OPENINGS]
    return _about(base, not own or not _HUMAN.isdisjoint(normalise(match.group()) for match in words(question)))


def _about(base: str, whole: bool) -> str:
    """All of a question but its question words, or what it names."""
    rest = _QUOTES.sub("", _without_opening(base)).strip(" ?؟.")
    if whole:
        return rest
    if language_of(base) == "en":
        names = [_DATED.sub("", match.group()) for match in _NAME.finditer(base) if match.start()]
        # "Arab" of "the Arab convention" names nothing, and "UN" of "the UN strategy" too much.
        told = (name for name in names if not names_month(normalise(name)) and not _is_year(name))
        return " ".join(name for name in told if " " in name or (len(name) > 2 and _tells(name))) or rest
    found = keywords(rest)
    first = found[0] if len(found) > 1 else None
    if first is None or first.surface.startswith("ال") or stem(first.surface) in _heads():
        return rest
    return rest[found[1].start :]


@cache
def _heads() -> frozenset[str]:
    return frozenset(map(stem, _HEADS))


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isdigit() and name[:2] in ("18", "19", "20")


def _tells(name: str) -> bool:
    return not name.istitle() or normalise(name) in _places()


def _without_opening(base: str) -> str:
    """Without the question words and what else carries no subject before the first keyword."""
    found = [word for word in keywords(base) if not _asks(word.surface) and word.surface not in _ARABIC_OPENINGS]
    return base[found[0].start :] if found else base
