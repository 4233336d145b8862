"""Which words of the other language a question's words may stand as: keywords that cross.

In: a text. Out: its terms, each with its equivalents as stems. The equivalents come from data/lexicon-*.txt (written
for this project: `english, form = عربي، صيغة` a line) and, for countries and regions, from CLDR through Babel.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.language import keywords
from corpus.records import Language

Stems = tuple[str, ...]
_FILES = ("data/lexicon-diplomacy.txt", "data/lexicon-general.txt")
_OTHER: dict[Language, Language] = {"ar": "en", "en": "ar"}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a question, as stems; `equivalents` in the other language, () where none is known."""

    stems: Stems
    equivalents: tuple[Stems, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Phrases by their first stem, the longest first, each with its equivalents."""

    phrases: dict[str, list[tuple[Stems, tuple[Stems, ...]]]]


def terms(text: str, language: Language) -> list[Term]:
    """The keywords of `text` in order, joined to phrases where the lexicon knows them; each term once."""
    stems = [word.stem for word in keywords(text)]
    known = _lexicon(language).phrases
    found: dict[Stems, Term] = {}
    at = 0
    while at < len(stems):
        phrase, equivalents = next(
            ((p, e) for p, e in known.get(stems[at], ()) if tuple(stems[at : at + len(p)]) == p), ((stems[at],), ())
        )
        found.setdefault(phrase, Term(phrase, equivalents))
        at += len(phrase)
    return list(found.values())


@cache
def _lexicon(language: Language) -> _Lexicon:
    """The lexicon as asked from `language`; about 0.1 s once."""
    meanings: dict[Stems, dict[Stems, None]] = defaultdict(dict)
    for english, arabic in _entries():
        mine, theirs = (arabic, english) if language == "ar" else (english, arabic)
        for form in mine:
            for other in theirs:
                if (stems := _stems(form)) and (equivalent := _stems(other)):
                    meanings[stems][equivalent] = None
    phrases: dict[str, list[tuple[Stems, tuple[Stems, ...]]]] = defaultdict(list)
    for stems, equivalents in meanings.items():
        phrases[stems[0]].append((stems, tuple(equivalents)))
    for candidates in phrases.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    return _Lexicon(dict(phrases))


def _stems(form: str) -> Stems:
    return tuple(word.stem for word in keywords(form))


def _entries() -> Iterator[tuple[list[str], list[str]]]:
    for name in _FILES:
        yield from _parsed(files("corpus").joinpath(name).read_text(encoding="utf-8").splitlines())
    yield from _territories()


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
