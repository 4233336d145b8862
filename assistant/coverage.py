"""How much of a question's keywords stands in a text, within one language and across the two.

In: a query and the library's word frequencies. Out: a Coverage that scores texts from 0 to 1, rare keywords counting
most. Across languages a keyword counts through its equivalents (corpus/lexicon.py); a keyword that has none there,
often a name, counts against the text at half its weight.
"""

from collections.abc import Iterable
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
    weight: float


class Coverage:
    """Made once per query."""

    def __init__(self, text: str, language: Language, library: Library) -> None:
        asked = [word.stem for word in keywords(text)]
        stems = {stem for stem in asked if stem not in _KINDS} or set(asked)
        crossing = [term for term in terms(text, language) if stems.intersection(term.stems)]
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

    def of(self, stems: frozenset[str] | set[str], language: Language) -> float:
        """Share 0-1 of the question's keywords that a text in `language` with these `stems` covers."""
        wanted = self._within if language == self._language else self._across
        total = sum(item.weight for item in wanted)
        if not total:
            return 0.0
        covered = sum(item.weight for item in wanted if any(stems.issuperset(form) for form in item.forms))
        return covered / total


def _crosses(stems: Stems) -> bool:
    """Numbers are written alike in both languages once normalised."""
    return all(stem.isdigit() for stem in stems)
