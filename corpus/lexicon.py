"""Which other words a question's words may stand as: keywords that cross to the other language, and synonyms.

In: a text. Out: its terms, each with its equivalents and its synonyms as stems. The equivalents come from
data/lexicon-*.txt (written for this project: `english, form = عربي، صيغة` a line) and, for countries and regions, from
CLDR through Babel. Synonyms are what shares equivalents: "established" and "created" are both أنشأ and إنشاء.
"""

import hashlib
import json
import math
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from corpus.cities import CITIES_FILE, cities
from corpus.language import NORMALISER_VERSION, keywords
from corpus.records import Language

Stems = tuple[str, ...]
_FILES = tuple(f"data/lexicon-{name}.txt" for name in ("diplomacy", "bodies", "general", "fields"))


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a question, as stems; `equivalents` in the other language, () where none is known.

    `synonyms` are in its own, each with its likeness: the cosine of the two sets of equivalents, _LIKE to 1.
    """

    stems: Stems
    equivalents: tuple[Stems, ...] = ()
    synonyms: tuple[tuple[Stems, float], ...] = ()


_FORMAT = b"2"  # of what is kept prepared
_LIKE = 0.5  # likeness below which two words are no synonyms

# Phrases by their first stem, the longest first, each with its equivalents and its synonyms; stems are parted by a
# space.
_Phrases = dict[str, list[tuple[str, list[str], list[tuple[str, float]]]]]


def terms(stems: Sequence[str], language: Language, folder: Path) -> list[Term]:
    """A text's keyword stems, in order, joined to phrases where the lexicon knows them; each term once.

    The lexicon is kept prepared in `folder`: stemming all of it takes half a second, reading it back some 10 ms.
    """
    known = _lexicon(language, folder) if stems else {}
    found: dict[Stems, Term] = {}
    at = 0
    while at < len(stems):
        term = Term((stems[at],))
        for form, others, alike in known.get(stems[at], ()):
            parts = _parts(form)
            if tuple(stems[at : at + len(parts)]) == parts:
                term = Term(parts, tuple(map(_parts, others)), tuple((_parts(own), how) for own, how in alike))
                break
        found.setdefault(term.stems, term)
        at += len(term.stems)
    return list(found.values())


@lru_cache(maxsize=65536)
def senses(stem: str, language: Language, folder: Path) -> frozenset[str]:
    """A stem and what it is called in the other language, in one word."""
    forms = [form for term in terms([stem], language, folder) for form in term.equivalents]
    return frozenset([stem, *(form[0] for form in forms if len(form) == 1)])


@lru_cache(maxsize=2048)
def phrase_senses(stems: Stems, language: Language, folder: Path) -> dict[str, frozenset[str]]:
    """What the words of a text's phrases are called in the other language, by stem: "enter into force" as a whole."""
    found: dict[str, frozenset[str]] = {}
    for term in terms(stems, language, folder):
        if len(term.stems) > 1 and term.equivalents:
            called = frozenset(stem for form in term.equivalents for stem in form)
            found.update({stem: called | found.get(stem, frozenset()) for stem in term.stems})
    return found


@cache
def known_stems(language: Language, folder: Path) -> frozenset[str]:
    """Every stem of the lexicon's words and phrases in `language`."""
    forms = (form for forms in _lexicon(language, folder).values() for form, _, _ in forms)
    return frozenset(stem for form in forms for stem in _parts(form))


@cache
def _lexicon(language: Language, folder: Path) -> _Phrases:
    """The lexicon as asked from `language`, from `folder` where it is there."""
    file = folder / f"lexicon-{language}-{_digest()}.json"
    with suppress(OSError, ValueError):
        found: _Phrases = json.loads(file.read_text(encoding="utf-8"))
        return found
    built = _build(language)
    with suppress(OSError):  # a folder that cannot be written to costs time, nothing else
        folder.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps(built, ensure_ascii=False), encoding="utf-8")
        partial.replace(file)
        for old in folder.glob(f"lexicon-{language}-*.json"):
            if old != file:
                old.unlink(missing_ok=True)
    return built


@cache
def _digest() -> str:
    """Changes with everything that the prepared lexicon depends on."""
    data = [files("corpus").joinpath(name).read_bytes() for name in (*_FILES, CITIES_FILE, "data/arabic.toml")]
    parts = [
        _FORMAT,
        *data,
        NORMALISER_VERSION.encode(),
        version("babel").encode(),
        version("PyStemmer").encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


@cache
def _build(language: Language) -> _Phrases:
    meanings: dict[Stems, dict[Stems, None]] = defaultdict(dict)
    for english, arabic in _entries():
        mine, theirs = (arabic, english) if language == "ar" else (english, arabic)
        for form in mine:
            for other in theirs:
                if (stems := _stems(form)) and (equivalent := _stems(other)):
                    meanings[stems][equivalent] = None
    alike = _synonyms(meanings)
    phrases: _Phrases = defaultdict(list)
    for stems in sorted(meanings, key=len, reverse=True):
        others = [" ".join(other) for other in meanings[stems]]
        phrases[stems[0]].append((" ".join(stems), others, [(" ".join(own), how) for own, how in alike[stems]]))
    return dict(phrases)


def _synonyms(meanings: Mapping[Stems, Collection[Stems]]) -> dict[Stems, list[tuple[Stems, float]]]:
    """By phrase, the others of its language whose equivalents are much the same, each with its likeness."""
    back: dict[Stems, list[Stems]] = defaultdict(list)
    for stems, equivalents in meanings.items():
        for equivalent in equivalents:
            back[equivalent].append(stems)
    found = {}
    for stems, equivalents in meanings.items():
        shared = Counter(other for equivalent in equivalents for other in back[equivalent] if other != stems)
        likeness = {o: n / math.sqrt(len(equivalents) * len(meanings[o])) for o, n in shared.items()}
        found[stems] = [(other, round(how, 2)) for other, how in likeness.items() if how >= _LIKE]
    return found


def _parts(form: str) -> Stems:
    return tuple(form.split())


def arabic_forms() -> Iterator[str]:
    """Every Arabic word or phrase of the lexicon, as written."""
    for _, arabic in _entries():
        yield from (form.strip() for form in arabic)


def english_forms() -> Iterator[str]:
    """Every English one."""
    for english, _ in _entries():
        yield from (form.strip() for form in english)


def _stems(form: str) -> Stems:
    return tuple(word.stem for word in keywords(form))


def _entries() -> Iterator[tuple[list[str], list[str]]]:
    for name in _FILES:
        yield from _parsed(files("corpus").joinpath(name).read_text(encoding="utf-8").splitlines())
    yield from _territories()
    yield from ((list(city.english), list(city.arabic)) for city in cities())


def _parsed(lines: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            english, _, arabic = line.partition("=")
            yield english.split(","), arabic.replace("،", ",").split(",")


def _territories() -> Iterator[tuple[list[str], list[str]]]:
    from babel import Locale

    english, arabic = Locale("en").territories, Locale("ar").territories
    for code, name in english.items():
        if code in arabic:
            yield [name.replace("&", "and")], [arabic[code]]
