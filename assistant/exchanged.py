"""An earlier question asked of another thing: what a short question names takes the place of what was asked about.

In: "what about Kuwait?", "والثامنة؟", "and the FATF?", «ومخطوطات النور؟», and the questions before. Out: the question
that is meant, "" where nothing can be exchanged. Whether a question leans on others at all is follow_up.py's.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.places import known_places
from corpus.dialect import written
from corpus.language import is_stop_word, keywords, language_of, normalise, stem, words
from corpus.months import month_at, names_month
from corpus.records import Language

_MOST = 2  # keywords of what takes the place of a place, number, month or rank
_FEW = 4  # keywords of what takes the place of whatever was asked about
_PLACE_WORDS = 4
# Of questions: normalised, an "and" or a particle that is joined to them aside.
_ASKS = frozenset("متي اين لماذا كيف كم من when where why who how".split())
WHICH = frozenset("which what اي باي ما لاي".split())
_OTHERS = frozenset("ماذا هل بماذا لمن".split())  # ask, too, and take no place of what was asked before
_ABOUT = re.compile(r"^(?:and |but |also )*(?:what about|how about|what of)\b|^(?:and|but|also)\b", re.IGNORECASE)
_ARABIC_ABOUT = re.compile(r"^(?:و\s*)?(?:ماذا|ما) عن |^وعن ")
_CAPITALISED = r"[A-Z](?:[\w-]|['’](?!s\b))*"  # "Russia" of "Russia's"
NAME = re.compile(
    rf"{_CAPITALISED}(?: (?:(?:of|the|and|for|on|in|to|against|de|al) )*(?:{_CAPITALISED}|[0-9][\w'’-]*))*"
    r"|\b(?:(?:resolution|article|recommendation|decision|law) \d{1,4}|\d{3,4})\b"
)
# A body or a text is named by its kind and a word before it, too: "the financing convention".
KINDS = (
    r"office|council|convention|treaty|forum|committee|cent(?:re|er)|agency|organi[sz]ation|league|union|conference"
    r"|resolution|report|fund|court|group|strategy|protocol|agreement|commission|mission|institute|assembly|bank|compact"
)
_ITS_KIND = re.compile(rf" (?:{KINDS})\b", re.IGNORECASE)
_KIND_NAMED = re.compile(rf"^the (?:[a-z'’-]+ ){{1,2}}(?:{KINDS})$", re.IGNORECASE)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last",
    "اول اولي ثان ثاني الثاني ثانيه الثانيه ثالث رابع خامس سادس سابع ثامن تاسع عاشر اخير",
)
# What the name of a body opens with in Arabic, which has no capitals.
_HEADS = frozenset(
    "جامعه اتحاد مجلس منظمه لجنه جمعيه محكمه مجموعه صندوق بنك وكاله هييه منتدي حركه حزب مكتب مفوضيه امانه رابطه"
    " تحالف حلف مؤتمر موتمر برنامج معهد مركز بعثه اتفاقيه اتفاق معاهده ميثاق بروتوكول مبادره مذكره اعلان قرار"
    " استراتيجيه قناه وزاره".split()
)
_PRONOUN = re.compile(r"\b(?:(?P<whose>its|their)|it|they)\b")
_OF_THEM = frozenset("له لها لهم فيه فيها به بها عنه عنها منه منها عليه عليها اليه اليها".split())
# "why did the opposition object": what stands between the verb that asks and the verb that tells.
_ACTOR = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|can|must|may) (?P<actor>the [a-z-]+)(?= [a-z]+)"
)
# In Arabic the question word comes first, then what is counted, then one verb or noun, then what it is asked of.
_COUNTS = frozenset("كم اي باي".split())
_COUNTED = frozenset("عدد بلغ بلغت كان كانت تبلغ يبلغ".split())
_CIRCUMSTANCE = frozenset("في عام سنه منذ خلال حتي الي بين بشان قبل بعد".split())


def of_another(question: str, base: str, earlier: Sequence[tuple[str, Language]]) -> str:
    """An earlier question, `base` first, asked of what `question` names in place of its own; "" where it names nothing
    of its kind."""
    if _is_long_name(question) and (renamed := _renamed(question, earlier)):
        return renamed  # "the Vienna Convention" is no place
    for known in (base, *(written(other) for other, _ in reversed(earlier))):
        if found := exchanged(question, known):
            return found
    return _renamed(question, earlier) or _of_whatever(question, base)


def _is_long_name(question: str) -> bool:
    """Whether a question names a body by more than the place or month that it may hold."""
    named = alone(question)
    rest = named
    for _, start, end in reversed(list(entities(named))):
        rest = f"{rest[:start]}{rest[end:]}"
    return len(keywords(named)) > 1 and bool(keywords(rest)) and bool(name_of(named, language_of(named)))


def exchanged(question: str, base: str) -> str:
    """`base` with its place, number, month or ordinal in place of which `question` names another; "" where none is."""
    named = alone(question)
    if language_of(named, language_of(base)) != language_of(base):
        return ""
    if len(keywords(named)) > _MOST or any(is_stop_word(normalise(m.group())) for m in words(named) if asks(m[0])):
        return ""
    found = base
    for kind, start, end in entities(named):
        there = [(s, e) for other, s, e in entities(found) if other == kind]
        if there:
            s, e = there[-1]
            found = f"{found[:s]}{named[start:end]}{found[e:]}"
    return found if found != base else ""


def _renamed(question: str, earlier: Sequence[tuple[str, Language]]) -> str:
    """The latest question with the body that `question` names in place of its own, or of the pronoun that stands for
    it: "How many members did it have?", "and the FATF?"; "" where `question` is not a name alone."""
    named = alone(question)
    language = language_of(named)
    name = name_of(named, language)
    if not name:
        return ""
    for asked, spoken in reversed(earlier):
        known = written(asked).rstrip(" ?؟.!")
        if language_of(known, spoken) != language or name_of(alone(known), language):
            continue
        if pointing := _instead_of_a_pronoun(known, name, language):
            return pointing
        if old := name_in(known, language):
            before, after = known[: old[0]], known[old[1] :]
            if language == "en" and (kind := _ITS_KIND.match(after)):  # "the London conference"
                after = after[kind.end() :]
            return f"{before}{_once(before, name)}{after}{mark(language)}"
    return ""


def _once(before: str, name: str) -> str:
    """A name without an article or preposition that stands before it already."""
    first, _, rest = name.partition(" ")
    return rest if rest and before.split()[-1:] == [first] else name


def _instead_of_a_pronoun(known: str, name: str, language: Language) -> str:
    """A question that points back, asked of `name`; "" where it does not."""
    if language == "en":
        found = _PRONOUN.search(known)
        whose = "'s" if found and found["whose"] else ""
        return f"{known[: found.start()]}{name}{whose}{known[found.end() :]}?" if found else ""
    if name_in(known, language):
        return ""
    said = known.split()
    bare = [word for word in said if normalise(word) not in _OF_THEM]
    points = len(bare) < len(said) or any(map(ends_pointing_back, said))
    return f"{' '.join(bare)} {name}؟" if points else ""


def _of_whatever(question: str, base: str) -> str:
    """`base` asked of what `question` names, whatever it is, where the grammar shows what `base` is asked of: «متى أُدرج
    حصن الزرقاء؟», «ومخطوطات زاوية النور؟»."""
    named = alone(question)
    language = language_of(named)
    if language_of(base) != language or not 0 < len(keywords(named)) <= _FEW or _asks_anything(named):
        return ""
    if language == "en":
        found = _ACTOR.search(base) if named.startswith("the ") else None
        return f"{base[: found.start('actor')]}{named}{base[found.end('actor') :]}" if found else ""
    if not is_joined(normalise(next(words(question)).group())) and not _ARABIC_ABOUT.match(question):
        return ""
    if len(keywords(named)) == 1 and _is_attribute(normalise(named)):
        return ""
    said = list(words(base))
    forms = [normalise(word.group()) for word in said]
    at = _asked_of(forms)
    if not 0 < at < len(said):
        return ""
    end = next((n for n in range(at + 1, len(said)) if forms[n] in _CIRCUMSTANCE), len(said))
    last = said[end - 1].end()
    return f"{base[: said[at].start()]}{_without_joined_and(named)}{base[last:]}"


def _is_attribute(word: str) -> bool:
    """Whether one Arabic word is of what was spoken of ("the members"), and no other thing beside it."""
    return word.removeprefix("و").startswith("ال") or ends_pointing_back(word)


def _asked_of(forms: Sequence[str]) -> int:
    """Which word of an Arabic question opens what it is asked of: after the question word and one verb or noun; 0 where
    it does not open with a question word."""
    first = forms[0].removeprefix("و")
    if first not in _ASKS and first not in WHICH:
        return 0
    at = 1
    while at < len(forms) and forms[at] in _COUNTED | {"هو", "هي"}:
        at += 1
    return at + (2 if first in _COUNTS and at == 1 else 1)


def _without_joined_and(named: str) -> str:
    return named[1:] if is_joined(normalise(named.split()[0])) else named


def mark(language: Language) -> str:
    """The question mark of a language."""
    return "؟" if language == "ar" else "?"


def alone(question: str) -> str:
    """What a question only names, without the words that ask about it."""
    return _ABOUT.sub("", _ARABIC_ABOUT.sub("", question)).strip(" ?؟.!")


def name_of(named: str, language: Language) -> str:
    """The name of a body that a text is, "" where it is more than that or none."""
    if _asks_anything(named):
        return ""
    if language == "en" and _KIND_NAMED.match(named):
        return named
    bare = re.sub(r"^the ", "", named, flags=re.IGNORECASE) if language == "en" else re.sub(r"^و(?=\w{4})", "", named)
    found = name_in(bare, language, opening=True)
    if (
        found
        and language == "en"
        and found[0] == 0
        and " " in bare
        and bare[: found[1]].istitle()
        and " " not in bare[: found[1]]
    ):
        return ""  # "Compare them": the capital is the sentence's
    return bare if found and not keywords(f"{bare[: found[0]]} {bare[found[1] :]}") and not bare.isdigit() else ""


def name_in(text: str, language: Language, opening: bool = False) -> tuple[int, int] | None:
    """Where a text names a body; an English one not by its first word, unless it may be `opening`."""
    if language == "en":
        found = [m for m in NAME.finditer(text) if (m.start() or opening) and not m.group().isdigit()]
        found = [m for m in found if not names_month(normalise(m.group().split()[0]))]
        return (found[-1].start(), found[-1].end()) if found else None
    said = keywords(text)
    at = next((n for n, word in enumerate(said) if stem(word.surface) in heads()), None)
    if at is None:
        return None
    last = at
    while last + 1 < len(said) and text[said[last].end : said[last + 1].start].isspace():
        last += 1
    return said[at].start, said[last].end


def asks(word: str) -> bool:
    """Whether a word asks when, where, why, how or who."""
    return normalise(word).removeprefix("و").removeprefix("ب") in _ASKS


def _asks_anything(text: str) -> bool:
    said = [word.group() for word in words(text)]
    return any(asks(word) or normalise(word) in WHICH or normalise(word).removeprefix("و") in _OTHERS for word in said)


def is_joined(word: str) -> bool:
    """Whether a word begins with an "and" that is not its own: وليبيا, and not وزير."""
    return word.startswith("و") and len(word) > 3 and stem(word) == stem(word[1:])


def ends_pointing_back(word: str) -> bool:
    """Whether an Arabic word carries the pronoun of a thing ("أهدافه", "أهدافها"), which none with an article does."""
    return len(word) > 4 and word.endswith(("ه", "ها")) and not word.startswith(("ال", "وال", "بال", "لل"))


def entities(text: str) -> Iterator[tuple[str, int, int]]:
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
            if is_place(name[cut:]):
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


def is_kind(name: str) -> bool:
    """Whether a name only says what kind of body or text it is: "Convention"."""
    return re.fullmatch(KINDS, name, re.IGNORECASE) is not None


def is_place(name: str) -> bool:
    """Whether a normalised name is that of a country, region or city that is known."""
    return name in _places()


@cache
def _places() -> frozenset[str]:
    return known_places("ar") | known_places("en")


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(stem(word) for line in _ORDINALS for word in line.split())


@cache
def heads() -> frozenset[str]:
    """Stems of what the name of a body opens with in Arabic."""
    return frozenset(map(stem, _HEADS))
