"""What the keywords of a question say for a text, within one language and across the two.

In: a query and the library's word frequencies. Out: a Coverage that scores texts: the share of the keywords that they
cover, rare ones counting most, and the strength of that as evidence. Across languages a keyword counts through its
equivalents (corpus/lexicon.py); a keyword that has none there, often a name, counts against the text at half its
weight.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.language import keywords
from corpus.lexicon import Stems, terms
from corpus.library import Library
from corpus.records import Language

_UNKNOWN = 0.5
# Stems that name the kind of answer asked for ("in which month"), which the answer itself seldom repeats.
_KINDS = frozenset(
    word.stem
    for word in keywords(
        "date day days month year time place name number called happen "
        "تاريخ يوم شهر عام سنة وقت مكان اسم عدد يسمى حدث اذكر"
    )
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A keyword or phrase: any of `forms` covers it."""

    forms: tuple[Stems, ...]
    weight: float  # 0-1, that of a word never seen being 1


class Coverage:
    """Made once per query."""

    def __init__(self, text: str, language: Language, library: Library) -> None:
        self.lexicon = library.home / "models"  # the folder where it is kept prepared
        asked = [word.stem for word in keywords(text)]
        stems = {stem for stem in asked if stem not in _KINDS} or set(asked)
        crossing = [term for term in terms(text, language, self.lexicon) if stems.intersection(term.stems)]
        forms = [form for term in crossing for form in (term.stems, *term.equivalents)]
        self._rarity = library.rarity({*stems, *(stem for form in forms for stem in form)})
        self._language = language
        self._within = [_Wanted(((stem,),), self._rarity[stem]) for stem in stems]
        self._across = [
            _Wanted((term.stems, *term.equivalents), self._weight((term.stems, *term.equivalents)) * known)
            for term in crossing
            for known in [1.0 if term.equivalents or _crosses(term.stems) else _UNKNOWN]
        ]

    def _weight(self, forms: Iterable[Stems]) -> float:
        """That of the commonest form, a phrase being as rare as its rarest word."""
        return min(max(self._rarity[stem] for stem in form) for form in forms)

    def search_stems(self) -> set[str]:
        """Every stem that a passage which covers anything holds."""
        return {stem for wanted in (*self._within, *self._across) for form in wanted.forms for stem in form}

    def of(self, stems: Collection[str], language: Language) -> float:
        """Share 0-1 of the question's keywords that a text in `language` with these `stems` covers."""
        wanted = self._wanted(language)
        total = sum(item.weight for item in wanted)
        covered = sum(item.weight for item in wanted if any(all(s in stems for s in form) for form in item.forms))
        return covered / total if total else 0.0

    def strengths(
        self, places: Mapping[str, Sequence[int]], spans: Sequence[tuple[int, int]], language: Language
    ) -> tuple[float, list[float]]:
        """(of a text, of each of its `spans`) how strongly the keywords in it speak for it; see `_strength`.

        `places` has the offsets of each stem in the text, which `spans` count from too, end exclusive.
        """
        wanted = self._wanted(language)
        total = sum(item.weight for item in wanted)
        whole, parts = 0.0, [0.0] * len(spans)
        for item in wanted:
            found = [form for form in item.forms if all(stem in places for stem in form)]
            if found:
                whole += item.weight
                for n, (start, end) in enumerate(spans):
                    if any(all(_within(places[stem], start, end) for stem in form) for form in found):
                        parts[n] += item.weight
        return _strength(whole, total), [_strength(part, total) for part in parts]

    def heaviest_missing(self, stems: Collection[str], language: Language) -> float:
        """The weight of the weightiest keyword that such a text lacks, as a share 0-1 of the weightiest of all."""
        wanted = self._wanted(language)
        heaviest = max((item.weight for item in wanted), default=0.0)
        missing = (i.weight for i in wanted if not any(all(s in stems for s in form) for form in i.forms))
        return max(missing, default=0.0) / heaviest if heaviest else 0.0

    def _wanted(self, language: Language) -> Sequence[_Wanted]:
        return self._within if language == self._language else self._across


def _within(offsets: Sequence[int], start: int, end: int) -> bool:
    return any(start <= offset < end for offset in offsets)


def _strength(covered: float, total: float) -> float:
    """The share covered, squared, times the root of the rarity covered: >= 0, 1 for one unseen word that is covered.

    A half of a question's keywords is found in many a passage by chance, and says much less than half of what all of
    them say; several rare words say more than one. How this was chosen: docs/retrieval.md.
    """
    return (covered / total) ** 2 * math.sqrt(covered) if total else 0.0


def _crosses(stems: Stems) -> bool:
    """Numbers are written alike in both languages once normalised."""
    return all(stem.isdigit() for stem in stems)
