"""Do the names of a sentence stand in the quotes that it cites, in either script?

In: a sentence, its quotes and the folder of the prepared lexicon. Out: yes or no. Bodies and places are compared by all
that the lexicon calls them in both languages; a name that it does not know is judged only where both share a script.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.persons import is_title, persons
from assistant.places import cities_of, known_places
from assistant.sounds import can_sound, sound_alike
from corpus.dates import find_dates
from corpus.language import is_stop_word, keywords, language_of, normalise, stem, words
from corpus.lexicon import Stems, Term, english_forms, terms
from corpus.records import Language

_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+\b(?!/\d)|\b[A-Z]{2,}\b(?!/\d)")  # not the RES of A/RES/60/288
# Names as wholes, with what may stand between their words: "African Union Peace and Security Council".
_RUN = re.compile(
    r"\b[A-Z][\w'’-]+(?:(?: (?:of|the|and|for|on|in|to|against|de|al)){0,3} [A-Z][\w'’-]+)*", re.MULTILINE
)
_OPENING = re.compile(
    r"\b([A-Z][a-z]{3,})(?= (?:[a-z]+ed|was|were|is|has|had|did|will|won|led|held|met|took|gave|became)\b)"
)
_NOUN = re.compile(r"(?:s|ness|tion|sion|ance|ence|ment|ity|ism|ing|ship|age|ure|ery|hood|dom|ers?)$")
_SHARED = 3  # letters that a place and its people begin with: Qatar, Qatari
_PARTICLE = re.compile(r"^[وفبل](?=\w{3})")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")
# What the name of a body opens with in Arabic, which has no capitals.
_HEADS = frozenset(
    "جامعة الاتحاد اتحاد مجلس منظمة لجنة الجمعية جمعية محكمة مجموعة صندوق البنك بنك وكالة هيئة منتدى المنتدى الأمم"
    " حركة حزب مكتب مفوضية أمانة رابطة تحالف حلف مؤتمر برنامج معهد مركز بعثة".split()
)


def names_stand(sentence: str, quotes: Sequence[str], lexicon: Path) -> bool:
    """Whether every name of `sentence` that can be judged stands in one of `quotes`."""
    language = language_of(sentence)
    support = "\n".join(quotes)
    said = [word.stem for word in keywords(support)]
    accepted: set[str] = set()
    for name in _known(sentence, language, lexicon):
        forms = forms_of(name, language, lexicon)
        if any(_holds(said, form) for form in (*forms, *cities_of(forms))):  # what is in Cairo is in Egypt
            accepted.update(name.stems)
        elif _is_place(name, language) or not _holds_literally(support, name):
            return False
    if any(language_of(quote) != language for quote in quotes):
        return True  # meaning decides
    known = {_bare(match) for match in re.findall(r"[\w'’-]+", support)}
    accepted.update(said)
    dates = find_dates(sentence)
    names = [m for m in _NAME.finditer(sentence) if not any(d.start <= m.start() < d.end for d in dates)]
    names += _opening_name(sentence)
    return all(_bare(m.group()) in known or stem(_bare(m.group())) in accepted for m in names)


def _opening_name(sentence: str) -> list[re.Match[str]]:
    """The one word that opens a sentence and is no word of the language: "Reagan witnessed…"."""
    match = _OPENING.match(sentence)
    if match is None or language_of(sentence) != "en":
        return []
    said = normalise(match[1])
    common = is_stop_word(said) or stem(said) in english() or _NOUN.search(said)
    return [] if common or find_dates(sentence[: match.end() + 8]) else [match]


@cache
def english() -> frozenset[str]:
    """The stems of the English words that the lexicon knows."""
    return frozenset(stem(normalise(m.group())) for form in english_forms() for m in words(form))


def known_names(sentence: str, language: Language, lexicon: Path) -> list[frozenset[Stems]]:
    """The bodies and places of a sentence in order, each as all that it is called in both languages."""
    return [frozenset(forms_of(term, language, lexicon)) for term in _known(sentence, language, lexicon)]


def persons_stand(sentence: str, support: str) -> bool:
    """Whether every person of `sentence` stands in `support`: by a name in the same script, by its sound across."""
    language = language_of(sentence)
    return all(person_stands(sentence[start:end], language, support) for start, end in persons(sentence, language))


def person_stands(name: str, language: Language, support: str) -> bool:
    """The same of one person, named in `language`."""
    same = {normalise(m.group()) for m in words(support) if language_of(m.group(), language) == language}
    same |= {_PARTICLE.sub("", word) for word in same}
    other = [m.group() for m in words(support) if language_of(m.group(), language) != language]
    if language == "ar":
        other = [word for word in other if word[:1].isupper()]
    return _is_there(_name_words(name), same, other)


def _name_words(name: str) -> list[str]:
    """The words of a name by which a person is known: not the title, nor what is too short to be heard."""
    said = [m.group() for m in words(name) if len(m.group()) > 2 and not is_title(normalise(m.group()))]
    return said[-2:] or [name]


def _is_there(name: Sequence[str], same: Collection[str], other: Sequence[str]) -> bool:
    if any(plain in same or _PARTICLE.sub("", plain) in same for plain in map(normalise, name)):
        return True
    heard = [word for word in name if can_sound(word)]
    # A name of few consonants cannot be told by its sound.
    return bool(other) and (not heard or any(sound_alike(word, spoken) for word in heard for spoken in other))


def names_beside(statement: str, sentence: str, before: str, support: str, lexicon: Path) -> bool:
    """Whether the names of a statement that stand in `support` stand in one sentence of it, or in what that points back
    to; a sentence that names nobody else may be about whom the ones around it name."""
    whole = f"{before} {sentence}"
    if names_stand(statement, [whole], lexicon) and persons_stand(statement, whole):
        language = language_of(statement)
        known = {stem for term in _known(statement, language, lexicon) for stem in term.stems}
        mine = (_capitals(statement) & _capitals(support)) - known
        if mine <= _capitals(whole):
            return True
    others = known_names(sentence, language_of(sentence), lexicon)
    own = known_names(statement, language_of(statement), lexicon)
    if any(not any(name & other for other in own) for name in others) or not persons_stand(sentence, statement):
        return False
    inside = {_bare(m.group()) for m in _NAME.finditer(sentence)}
    dated = {_bare(word) for d in find_dates(sentence) for word in sentence[d.start : d.end].split()}
    return language_of(statement) != language_of(sentence) or inside - dated <= {_bare(w) for w in statement.split()}


def _capitals(text: str) -> set[str]:
    """The words of a text with a capital that carry a subject."""
    if language_of(text) == "ar":
        return set()
    return {word.stem for word in keywords(text) if text[word.start].isupper()}


@lru_cache(maxsize=1024)
def _known(sentence: str, language: Language, lexicon: Path) -> tuple[Term, ...]:
    """The bodies and places of a sentence that the lexicon knows."""
    return tuple(_find_known(sentence, language, lexicon))


def _find_known(sentence: str, language: Language, lexicon: Path) -> Iterator[Term]:
    if language == "ar":
        for term in terms([word.stem for word in keywords(sentence)], "ar", lexicon):
            opens_as_body = len(term.stems) > 1 and term.stems[0] in _heads()
            if term.equivalents and (opens_as_body or _is_place(term, "ar")):
                yield term
        return
    for run in _RUN.finditer(sentence):
        found = keywords(run.group())
        acronyms = {word.stem for word in found if _ACRONYM.fullmatch(run.group()[word.start : word.end])}
        for term in terms([word.stem for word in found], "en", lexicon):
            named = len(term.stems) > 1 or term.stems[0] in acronyms or _is_place(term, "en")
            if term.equivalents and named:
                yield term


def is_place(stems: Stems, language: Language) -> bool:
    """Whether a name is a country's, a region's or a city's."""
    return stems in _places(language)


def is_head(word: str) -> bool:
    """Whether a stem is what the name of a body opens with in Arabic."""
    return word in _heads()


def _is_place(term: Term, language: Language) -> bool:
    """Whether a term is a place; of one Arabic word, which has no capital, half of what it may mean must be that place
    or its people: the word for Mali is the word for "financial" and "funds" too."""
    if language == "en" or term.stems not in _places("ar") or len(term.stems) > 1:
        return term.stems in _places(language)
    named = tuple(form[0][:_SHARED] for form in term.equivalents if form in _places("en"))
    meant = [form for form in term.equivalents if form[0].startswith(named)]
    return bool(named) and 2 * len(meant) >= len(term.equivalents)


@lru_cache(maxsize=1024)
def forms_of(term: Term, language: Language, lexicon: Path) -> frozenset[Stems]:
    """All that a name is called in both languages."""
    other: Language = "en" if language == "ar" else "ar"
    forms = {term.stems, *term.equivalents}
    for form in term.equivalents:
        forms.update(back for known in terms(form, other, lexicon) if known.stems == form for back in known.equivalents)
    return frozenset(forms)


def _holds(said: Sequence[str], form: Stems) -> bool:
    """Whether words stand there in a row; of a single one an adjective will do: "مصري" for "مصر"."""
    if len(form) == 1:
        opening = form[0].rstrip("ا") if len(form[0]) > _SHARED else form[0]
        return any(word == form[0] or (len(opening) > 2 and word.startswith(opening)) for word in said)
    return any(tuple(said[at : at + len(form)]) == form for at in range(len(said) - len(form) + 1))


def _holds_literally(support: str, name: Term) -> bool:
    """Whether the words of a name stand there, if apart: "the States of the Union that are members"."""
    return {word.stem for word in keywords(support)} >= set(name.stems)


def _bare(name: str) -> str:
    """Without the possessive ending."""
    return re.sub(r"['’]s?$", "", normalise(name))


@cache
def _heads() -> frozenset[str]:
    return frozenset(stem(normalise(head)) for head in _HEADS)


@cache
def _places(language: Language) -> frozenset[Stems]:
    return frozenset(tuple(word.stem for word in keywords(name)) for name in known_places(language))
