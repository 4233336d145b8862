"""What the keywords of a question say for a text, within one language and across the two.

In: a query and the library's word frequencies. Out: a Coverage that scores texts: the share of the keywords that they
cover, rare ones counting most, and the strength of that as evidence. Across languages a keyword counts through its
equivalents (corpus/lexicon.py); a keyword that has none there, often a name, counts against the text at half its
weight.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.spelling import meant
from corpus.language import is_month, keywords, language_of
from corpus.lexicon import Stems, Term, terms
from corpus.library import Library
from corpus.records import LANGUAGES, Language

_UNKNOWN = 0.5
_SYNONYM = 0.9  # what a full synonym of a keyword covers of it
# Stems that name the kind of answer asked for ("in which month"), which the answer itself seldom repeats.
_KINDS = frozenset(
    word.stem
    for word in keywords(
        "date day days month year time place name number called happen "
        "تاريخ يوم شهر عام سنة وقت مكان اسم عدد يسمى حدث اذكر بلغ يقع تقع يوجد توجد"
    )
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A keyword or phrase: any of `forms` covers it, in the share 0-1 that stands beside it."""

    forms: tuple[tuple[Stems, float], ...]  # what covers most comes first
    weight: float  # 0-1, that of a word never seen being 1
    known: bool = True  # whether it is known how a text in its language would say it


class Coverage:
    """Made once per query."""

    def __init__(self, text: str, language: Language, library: Library) -> None:
        self.lexicon = library.home / "models"  # the folder where it is kept prepared
        # By script: "ما دور GCTF في capacity building؟" crosses word by word.
        asked: dict[Language, list[str]] = {own: [] for own in LANGUAGES}
        said = keywords(text)
        slips = meant((word.stem for word in said), library, self.lexicon)
        for word in said:
            asked[language_of(word.surface, language)].append(slips.get(word.stem, word.stem))
        every = {stem for stems in asked.values() for stem in stems}
        kept = {stem for stem in every if stem not in _KINDS} or every
        crossing = {
            own: [t for t in terms(stems, own, self.lexicon) if kept.intersection(t.stems)]
            for own, stems in asked.items()
        }
        forms = [form for found in crossing.values() for term in found for form in (term.stems, *term.equivalents)]
        alike = {own: _alike(found) for own, found in crossing.items()}
        self._rarity = library.rarity({*kept, *(stem for form in forms for stem in form)})
        # By the language of the text: its own words one by one, those of the other language as terms.
        self._wanted: dict[Language, list[_Wanted]] = {}
        for own, other in (LANGUAGES, LANGUAGES[::-1]):
            mine = [
                _Wanted((((stem,), 1.0), *alike[own].get(stem, ())), self._rarity[stem])
                for stem in dict.fromkeys(asked[own])
                if stem in kept
            ]
            self._wanted[own] = mine + [self._across(term) for term in crossing[other]]

    def _across(self, term: Term) -> _Wanted:
        forms = (term.stems, *term.equivalents)
        known = bool(term.equivalents) or _crosses(term.stems)
        # As much as its words one by one, as which a text in the question's own language is read.
        weight = len(term.stems) * self._weight(forms) * (1.0 if known else _UNKNOWN)
        return _Wanted(tuple((form, 1.0) for form in forms), weight, known)

    def _weight(self, forms: Iterable[Stems]) -> float:
        """That of the commonest form, a phrase being as rare as its rarest word."""
        return min(max(self._rarity[stem] for stem in form) for form in forms)

    def search_stems(self) -> set[str]:
        """Every stem that a passage which covers anything in full holds."""
        forms = [f for wanted in self._wanted.values() for item in wanted for f, share in item.forms if share == 1]
        return {stem for form in forms for stem in form}

    def of(self, stems: Collection[str], language: Language) -> float:
        """Share 0-1 of the question's keywords that a text in `language` with these `stems` covers."""
        wanted = self._wanted[language]
        total = sum(item.weight for item in wanted)
        covered = sum(item.weight * _held(item, stems) for item in wanted)
        return covered / total if total else 0.0

    def beyond(self, stems: Collection[str], known: Collection[str], language: Language) -> float:
        """The same of what `known` ones leave of the keywords; 1 where that is nothing, 0 where there is no keyword."""
        left = [(item, item.weight * (1 - _held(item, known))) for item in self._wanted[language]]
        total = sum(weight for _, weight in left)
        covered = sum(weight * _held(item, stems) for item, weight in left)
        return covered / total if total else float(bool(left))

    def mentions(self, stem: str, stems: Collection[str], language: Language) -> bool:
        """Whether a text in `language` with these `stems` covers the keyword `stem`; True where that cannot be told."""
        asked = [item for item in self._wanted[language] if stem in item.forms[0][0]]
        return not asked or any(_held(item, stems) or not item.known for item in asked)

    def strengths(
        self, places: Mapping[str, Sequence[int]], spans: Sequence[tuple[int, int]], language: Language
    ) -> tuple[float, list[float]]:
        """(of a text, of each of its `spans`) how strongly the keywords in it speak for it; see `_strength`.

        `places` has the offsets of each stem in the text, which `spans` count from too, end exclusive.
        """
        wanted = self._wanted[language]
        total = sum(item.weight for item in wanted)
        whole, parts = 0.0, [0.0] * len(spans)
        for item in wanted:
            found = [(form, share) for form, share in item.forms if all(stem in places for stem in form)]
            if found:
                whole += item.weight * found[0][1]
                for n, (start, end) in enumerate(spans):
                    inside = (s for form, s in found if all(_within(places[stem], start, end) for stem in form))
                    parts[n] += item.weight * next(inside, 0.0)
        return _strength(whole, total), [_strength(part, total) for part in parts]


def _alike(found: Iterable[Term]) -> dict[str, list[tuple[Stems, float]]]:
    """By stem, the synonyms of the terms that it is part of, the likest first, each with what it covers."""
    alike: dict[str, list[tuple[Stems, float]]] = {}
    for term in found:
        for stem in term.stems:
            alike.setdefault(stem, []).extend((form, _SYNONYM * likeness) for form, likeness in term.synonyms)
    return {stem: sorted(forms, key=lambda pair: -pair[1]) for stem, forms in alike.items()}


def _held(item: _Wanted, stems: Collection[str]) -> float:
    """0-1: how far a text with these `stems` covers it."""
    return next((share for form, share in item.forms if all(stem in stems for stem in form)), 0.0)


def _within(offsets: Sequence[int], start: int, end: int) -> bool:
    return any(start <= offset < end for offset in offsets)


def _strength(covered: float, total: float) -> float:
    """The share covered, squared, times the root of the rarity covered: >= 0, 1 for one unseen word that is covered.

    A half of a question's keywords is found in many a passage by chance, and says much less than half of what all of
    them say; several rare words say more than one. How this was chosen: docs/retrieval.md.
    """
    return (covered / total) ** 2 * math.sqrt(covered) if total else 0.0


def _crosses(stems: Stems) -> bool:
    """Numbers and months are the same in both languages once normalised."""
    return all(stem.isdigit() or is_month(stem) for stem in stems)
