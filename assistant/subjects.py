"""The names that a question is about, and whether a text speaks of them or of another body whose name holds theirs.

In: a question, then texts of either language. Out: Subjects. A name is known by all that the lexicon calls it, and one
that the lexicon does not know by its letters. MENAFATF is not the FATF, nor the Peace and Security Council the Security
Council.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.names import forms_of, is_head, is_place
from assistant.persons import is_title
from assistant.sounds import skeletons
from corpus.language import Keyword, keywords, language_of, normalise
from corpus.lexicon import Stems, terms
from corpus.records import Language

_ACRONYM = re.compile(r"[A-Z][A-Z\d-]*[A-Z\d]")
_LEAST = 3  # letters of a short form that another may hold
_SHARED = 4  # letters that a place and its people begin with
_PEOPLE_ENDING = 3  # letters that a people's name has beside its place's
# Words of the name of a body; a strategy of the United Nations is no other body.
_BODIES = frozenset(
    word.stem
    for word in keywords(
        "council committee commission court office forum force fund bank organization organisation union league group"
        " assembly agency programme centre institute mission"
    )
)
# What the name of a treaty opens with in Arabic; of fewer words than three it may be any: معاهدة سلام.
_TREATIES = frozenset(word.stem for word in keywords("اتفاقية اتفاق معاهدة بروتوكول ميثاق استراتيجية"))
_TREATY = 3
_OPENING = 2  # keywords before a name that still opens a sentence


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a question."""

    stems: Stems
    forms: frozenset[Stems]  # all that it is called in both languages, itself among them
    known: bool  # to the lexicon as a body or a place
    place: bool
    written: str  # in the question, where it is a single word
    start: int  # offset of `written` in the question


class Subjects:
    """Made once per question."""

    def __init__(self, question: str, language: Language, lexicon: Path) -> None:
        self._lexicon = lexicon
        self._said = frozenset(word.stem for word in keywords(question))
        self.names = tuple(_names(question, language, lexicon))

    def absent(self, *texts: "Text") -> list[Name]:
        """The names that stand in none of `texts`; a name is there, too, where all of its words are.

        One that the lexicon does not know is found in its own script alone.
        """
        return [name for name in self.names if not any(_stands(name, text) for text in texts)]

    def placed(self) -> list[tuple[int, int]]:
        """Where each name first stands in the question."""
        return [(name.start, name.start + len(name.written)) for name in self.names]

    def known_missing(self, *texts: "Text") -> float:
        """Share 0-1 that are absent of the names that the lexicon knows: what it knows in both languages is surely not
        there."""
        known = sum(name.known for name in self.names)
        return sum(name.known for name in self.absent(*texts)) / known if known else 0.0

    def unspoken(self, text: "Text") -> float:
        """Share 0-1 of the names that the lexicon knows that `text` does not speak of: a body must stand there as a
        whole and as its own, of a place its people will do."""
        known = [name for name in self.names if name.known]
        return sum(not self._spoken_of(name, text) for name in known) / len(known) if known else 0.0

    def _spoken_of(self, name: Name, text: "Text") -> bool:
        if name.place:
            opening = {form[0][:_SHARED] for form in name.forms}
            return any(stem[:_SHARED] in opening for stem in text.stems)
        held = [form for form in name.forms if all(stem in text.stems for stem in form)]
        if len(name.stems) == 1:
            return bool(held)
        # Its words may stand apart, but not because they belong to another name: "Peace and Security Council".
        known = _known_terms(tuple(text.row), text.language, self._lexicon)
        longer = [set(term) for _, term in known if is_head(term[0]) or not _BODIES.isdisjoint(term)]
        return any(not any(set(form) < term and not term <= self._said for term in longer) for form in held)

    def torn(self, text: "Text") -> bool:
        """Whether a body that the lexicon knows stands in `text` by its words apart alone: "the European Union … in
        Africa" is not the African Union."""
        known = [name for name in self.names if name.known and len(name.stems) > 1 and not name.place]
        apart = [name for name in known if _stands(name, text)]
        return any(not any(text.places(form) for form in name.forms) for name in apart)

    def opens(self, text: "Text") -> bool:
        """Whether `text` opens with a name of the question, as a definition of it does; True where it names nothing."""
        opening = [at for name in self.names for form in name.forms for at in text.places(form)]
        return not self.names or any(at < _OPENING for at in opening)

    def speaks_of_another(self, text: "Text") -> bool:
        """Whether a name of the question stands in `text` only as a part of the name of another body."""
        return any(self._is_part(name, text) for name in self.names)

    def _is_part(self, name: Name, text: "Text") -> bool:
        # "The Egyptian Ministry" speaks of Egypt; "Arab" alone names no body, nor does the office of a person.
        if name.place or (not name.known and len(name.forms) > 1) or is_title(normalise(name.written)):
            return False
        within = False
        for form in name.forms:
            if len(form) == 1 and len(form[0]) >= _LEAST:
                if form[0] in text.acronyms:
                    return False
                within |= any(form[0] in acronym for acronym in text.acronyms)
            for at in text.places(form):
                if self._said.issuperset(text.longer(at, form, self._lexicon)):
                    return False
                within = True
        return within

    def titled(self, title: "Text") -> bool:
        """Whether a title holds a name of the question, as a whole and as its own."""
        return any(
            text_has and not self._is_part(name, title)
            for name in self.names
            if (text_has := any(title.places(form) for form in name.forms))
        )


def _stands(name: Name, text: "Text") -> bool:
    if any(all(stem in text.stems for stem in form) for form in name.forms):
        return True
    return not name.known and len(name.stems) == 1 and any(_kindred(name.stems[0], stem) for stem in text.stems)


def _kindred(one: str, other: str) -> bool:
    """Whether two stems are most likely a place that no list has and its people: Ndovia, Ndovian; Talmara, Talmari."""
    shorter, longer = sorted((one, other), key=len)
    near = len(shorter) > _SHARED and len(longer) - len(shorter) <= _PEOPLE_ENDING
    return near and one.isascii() and longer.startswith(shorter[:-1])


class Text:
    """A text as names are looked up in it."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language = text, language
        self.words: list[Keyword] = keywords(text)
        self.row = [word.stem for word in self.words]
        self.stems = frozenset(self.row)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        return frozenset(normalise(m.group()) for m in _ACRONYM.finditer(self.text))

    def places(self, form: Stems) -> list[int]:
        """Where a name stands as a whole, as indices of words."""
        width = len(form)
        return [at for at in range(len(self.row) - width + 1) if tuple(self.row[at : at + width]) == form]

    def longer(self, at: int, form: Stems, lexicon: Path) -> Stems:
        """What makes the name at `at` a part of a longer one, known to the lexicon or by its letters; () where nothing
        does."""
        end = at + len(form)
        for term_at, term in _known_terms(tuple(self.row), self.language, lexicon):
            if term_at <= at and end <= term_at + len(term) and len(term) > len(form):
                return tuple(stem for stem in term if stem not in form)
        if self.language == "ar":
            heads = bool(at) and is_head(self.row[at - 1]) and self._beside(at - 1)
            return (self.row[at - 1],) if heads else ()
        if len(form) == 1:
            return ()
        if self._capital(end) and self._beside(end - 1):
            return (self.row[end],)
        return (self.row[at - 1],) if at and self._joined_before(at) else ()

    def _capital(self, at: int) -> bool:
        return at < len(self.words) and self.text[self.words[at].start].isupper()

    def _beside(self, at: int) -> bool:
        """Whether nothing but a space stands between a word and the next."""
        if at + 1 >= len(self.words):
            return False
        return self.text[self.words[at].end : self.words[at + 1].start].isspace()

    def _joined_before(self, at: int) -> bool:
        """ "Peace and Security Council" for "Security Council": a capitalised word and "and" before it."""
        between = self.text[self.words[at - 1].end : self.words[at].start]
        return self._capital(at - 1) and between.strip() in ("and", "&")


def phrases_at(text: str, language: Language, lexicon: Path) -> list[tuple[int, int]]:
    """Where the phrases of several words stand that the lexicon knows."""
    said = keywords(text)
    found = _known_terms(tuple(word.stem for word in said), language, lexicon)
    return [(said[at].start, said[at + len(stems) - 1].end) for at, stems in found]


@lru_cache(maxsize=512)
def _known_terms(row: Stems, language: Language, lexicon: Path) -> list[tuple[int, Stems]]:
    """The phrases of a text that the lexicon knows, with the place of each one's first word."""
    found, at = [], 0
    while at < len(row):
        term = terms(row[at : at + 8], language, lexicon)[0]
        if len(term.stems) > 1:
            found.append((at, term.stems))
        at += len(term.stems)
    return found


def _names(question: str, language: Language, lexicon: Path) -> Sequence[Name]:
    """Bodies and places that the lexicon knows, acronyms, capitalised words; in Arabic words that it does not know."""
    found: dict[Stems, Name] = {}
    said = keywords(question)
    at = 0
    row = [word.stem for word in said]
    while at < len(said):
        own = language_of(said[at].surface, language)
        term = terms(row[at : at + 8], own, lexicon)[0]
        width = len(term.stems)
        written = question[said[at].start : said[at + width - 1].end]
        if _is_name(term.stems, bool(term.equivalents), written, own, at == 0 and said[0].start == 0):
            forms = forms_of(term, own, lexicon) if term.equivalents else {term.stems}
            # A word of the language in a name ("Ever Given") may stand by its sound in the other.
            known = bool(term.equivalents) and (
                width > 1 or is_place(term.stems, own) or bool(_ACRONYM.fullmatch(written))
            )
            name = Name(
                term.stems, frozenset(forms), known, is_place(term.stems, own), written, said[at].start
            )  # fmt: skip
            found.setdefault(term.stems, name)
            at += width
        else:  # "Security Council resolutions" is no name, but holds one
            at += 1
    return list(found.values())


def _is_name(stems: Stems, known: bool, written: str, language: Language, opens: bool) -> bool:
    if any(stem.isdigit() for stem in stems):
        return False
    if language == "en":
        if known and len(stems) > 1:
            return written[:1].isupper()
        return bool(_ACRONYM.fullmatch(written)) or (written[:1].isupper() and not opens) or is_place(stems, "en")
    if known:
        treaty = stems[0] in _TREATIES and len(stems) >= _TREATY
        return is_place(stems, "ar") or treaty or (len(stems) > 1 and is_head(stems[0]))
    return any(len(form) >= 3 for form in skeletons(written))
