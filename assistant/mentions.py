"""Who and what a text names: persons, places and their peoples, bodies, and words with a capital that are no words.

In: a text in either language. Out: Mentions, which know whether they stand in another text, by any of their names.
Persons are persons.py's, bodies and places names.py's.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.names import english, is_place, known_names, person_stands
from assistant.number_words import find_all_numbers, find_ordinals
from assistant.persons import is_opener, is_people, persons
from assistant.places import cities_of
from corpus.dates import find_dates
from corpus.language import keywords, language_of
from corpus.lexicon import Stems, senses
from corpus.records import Language

Kind = Literal["person", "place", "body", "name"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that a text names."""

    kind: Kind
    forms: frozenset[str]  # as they may stand in a text, stems joined by spaces
    person: str  # the name of a person as it is written, "" for others
    language: Language

    def in_(self, text: str) -> bool:
        """Whether it stands in a text."""
        if self.person:
            return person_stands(self.person, self.language, text)
        row = _row(text)
        return any(f" {form} " in row for form in self.forms)

    def is_like(self, other: "Mention") -> bool:
        """Whether the one could be named in place of the other."""
        return self.kind == other.kind or {self.kind, other.kind} <= {"body", "name"}


@lru_cache(maxsize=2048)
def mentions(text: str, lexicon: Path) -> list[Mention]:
    """All that a text names, persons first."""
    language = language_of(text)
    persons_at = persons(text, language)
    found = [Mention("person", frozenset(), text[start:end], language) for start, end in persons_at]
    known = known_names(text, language, lexicon)
    found += [_known(forms, language) for forms in known]
    dates = [(date.start, date.end) for date in find_dates(text)]
    for word in keywords(text):
        if any(start <= word.start < end for start, end in (*persons_at, *dates)):
            continue
        called = senses(word.stem, language, lexicon)
        if any(is_people(form) for form in called if form.isascii()):
            found.append(Mention("place", called, "", language))
        elif text[word.start].isupper() and _is_strange(word.surface, word.stem):
            found.append(Mention("name", called, "", language))
    return found


def mentioned(claim: str, sentences: str, lexicon: Path) -> list[Mention]:
    """What two texts name that the first one names."""
    return [name for name in mentions(claim, lexicon) + mentions(sentences, lexicon) if name.in_(claim)]


def _known(forms: frozenset[Stems], language: Language) -> Mention:
    """A body or place; a government is often called by the name of its capital."""
    place = any(is_place(form, own) for form in forms for own in ("en", "ar"))
    forms = forms | cities_of(forms, capital=True) if place else forms
    return Mention("place" if place else "body", frozenset(" ".join(form) for form in forms), "", language)


def _is_strange(surface: str, stem_: str) -> bool:
    """Whether a word with a capital is none of the language's: a name, where its sentence does not open with it."""
    if stem_ in english() or stem_.startswith(("gregorian", "hijri")) or is_opener(surface):
        return False
    return not find_all_numbers(surface) and not find_ordinals(surface)


@lru_cache(maxsize=2048)
def _row(text: str) -> str:
    return f" {' '.join(word.stem for word in keywords(text))} "
