"""Slips in a question: keywords that neither the library nor the lexicon knows, and what was most likely meant.

In: keyword stems. Out: for each unknown one that is a single slip away from a known one (a letter more or less, two
exchanged, in a long word another one; the first is taken for right), that one: the commonest of the library's, else one
of the lexicon's. Short words are left alone, being near to too much; the encoder reads what was typed in any case.
"""

from collections.abc import Iterable
from pathlib import Path

from corpus.language import language_of
from corpus.lexicon import known_stems
from corpus.library import Library

_MOST = 5  # words of a question that are looked at: more that are unknown are no slips
_LEAST, _LONG = 6, 8  # letters of a stem below which too much is near to it; with another letter in place of one


def meant(stems: Iterable[str], library: Library, lexicon: Path) -> dict[str, str]:
    """The known stem for each of `stems` that is a slip."""
    unknown = [
        stem
        for stem in stems
        if stem.isalpha() and len(stem) >= _LEAST and stem not in known_stems(language_of(stem), lexicon)
    ]
    seen = library.rarity(unknown)
    slips = [stem for stem in dict.fromkeys(unknown) if seen[stem] == 1]
    if len(slips) > _MOST:
        return {}
    found = {stem: _nearest(stem, library, lexicon) for stem in slips}
    return {stem: near for stem, near in found.items() if near}


def _nearest(stem: str, library: Library, lexicon: Path) -> str:
    """ "" where nothing is near."""
    from rapidfuzz.distance import OSA  # 40 ms of imports, which questions without a slip are spared

    def is_slip(word: str) -> bool:
        if abs(len(stem) - len(word)) > 1 or OSA.distance(stem, word, score_cutoff=1) > 1:
            return False
        return len(stem) != len(word) or len(stem) >= _LONG or sorted(stem) == sorted(word)

    known = known_stems(language_of(stem), lexicon)
    for words in (library.stems_with(stem[0]), sorted(word for word in known if word[0] == stem[0])):
        if near := next(filter(is_slip, words), ""):
            return near
    return ""
