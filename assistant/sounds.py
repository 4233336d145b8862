"""Names across scripts: whether an Arabic and a Latin spelling may be one name, by the consonants they share.

In: words in either script. Out: their skeletons, a letter for each class of consonants that transliteration mixes up
(ق ك ج غ are k, c, g, j or q), vowels left out. Names that the lexicon knows need none of this.
"""

import re
from functools import lru_cache

from corpus.language import normalise

_ARABIC = {letter: sound for sound, letters in {
    "b": "بپ", "t": "تطث", "k": "كقجغخ", "h": "حه", "d": "دذضظ", "r": "ر", "s": "سصشز", "f": "فڤ", "l": "ل", "m": "م",
    "n": "ن",
}.items() for letter in letters}  # fmt: skip
_LATIN = {letter: sound for sound, letters in {
    "b": "bp", "t": "t", "k": "kqgj", "h": "h", "d": "d", "r": "r", "s": "sz", "f": "fv", "l": "l", "m": "m", "n": "n",
}.items() for letter in letters}  # fmt: skip
# Letters that stand for one sound together, before single ones are read.
_PAIRS = (("kh", "k"), ("gh", "k"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("x", "ks"))
_ARTICLE = re.compile(r"^(?:[وفبلك]?ال|لل|[وبل](?=\w{4}))(?=\w{2})")
_SOFT_C = re.compile(r"c(?=[eiy])")
_LEAST = 3  # consonants that a match needs: two are shared by chance
_LONG = 5  # consonants of which one may differ


@lru_cache(maxsize=16384)
def skeletons(word: str) -> tuple[str, ...]:
    """The consonants of a word of either script, by class; of an Arabic one with what may be an article and without."""
    plain = normalise(word)
    bare = _ARTICLE.sub("", plain)
    return tuple(dict.fromkeys((_skeleton(plain), _skeleton(bare))))


def _skeleton(plain: str) -> str:
    """Doubled consonants count once, and h only where a name begins with it."""
    if plain.isascii() or not any(letter in _ARABIC for letter in plain):
        plain = _SOFT_C.sub("s", plain)
        for pair, sound in _PAIRS:
            plain = plain.replace(pair, sound)
        found = [_LATIN[letter] for letter in plain.replace("c", "k") if letter in _LATIN]
    else:
        found = [_ARABIC[letter] for letter in plain if letter in _ARABIC]
    kept = [sound for at, sound in enumerate(found) if at == 0 or (sound != found[at - 1] and sound != "h")]
    return "".join(kept)


def sound_alike(one: str, other: str) -> bool:
    """Whether two words of different scripts may be one name."""
    return any(_alike(mine, theirs) for mine in skeletons(one) for theirs in skeletons(other))


def can_sound(word: str) -> bool:
    """Whether a word has consonants enough to be told by them."""
    return any(len(form) >= _LEAST for form in skeletons(word))


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _LEAST and (one == other or (shorter >= _LONG and _one_apart(one, other)))


def _one_apart(one: str, other: str) -> bool:
    """Whether one edit makes the one the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[at + 1 :] == other[at + 1 :] or one[at:] == other[at + 1 :] or one[at + 1 :] == other[at:]
