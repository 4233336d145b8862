"""Is what was read text? The share of words that no spelling explains, words written backwards.

In: a text. Out: a share 0-1, or yes and no. What follows from it (a warning, OCR, a refusal) is decided by clean.py and
the PDF reader.
"""

import re
import unicodedata
from collections import Counter
from itertools import groupby

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^[^\w(]+|[^\w%)]+$")
_ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
# What is no letter of a text: unnamed glyphs, private use, presentation forms that no reader resolved.
_NO_LETTER = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\ufb50-\ufdfb\ufe70-\ufefc\x00-\x08]")
# ta marbuta and alef maqsura end words; nothing begins with them.
_ARABIC_ODD = re.compile(rf"^[ةى]|[ةى][{_ARABIC}]|([{_ARABIC}])\1\1")
_ARABIC_IN_LATIN = re.compile(rf"[A-Za-z][{_ARABIC}]|[{_ARABIC}]{{4,}}ـ?[A-Za-z]")  # "الـUNEP" is sound
_LATIN_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_NO_VOWEL = re.compile(r"^[bcdfghjklmnpqrstvwxz]{4,}$", re.IGNORECASE)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{7,}", re.IGNORECASE)
_SYMBOL_INSIDE = re.compile(r"[A-Za-z][^\w\s'’.,;:/&()\[\]@+-][A-Za-z]")
_MOJIBAKE = re.compile(r"[ÃÂØÙ][\u0080-\u00bf\u0152-\u2122]|[À-ÿ]{3,}")
_LETTER = re.compile(rf"[A-Za-z{_ARABIC}À-ɏ]")
LEAST_WORDS = 20  # fewer prove nothing

_BACKWARDS = {"eht": "the", "fo": "of", "dna": "and", "ot": "to", "ni": "in", "rof": "for", "htiw": "with"}


def broken_word_share(text: str) -> float:
    """The share (0-1) of words that are spelt as no word of Arabic or English is; 1 for a text written backwards."""
    words = [word for match in _WORD.finditer(text) if (word := _EDGES.sub("", match.group()))]
    lettered = [word for word in words if _LETTER.search(word) or _NO_LETTER.search(word)]
    if len(lettered) < LEAST_WORDS:
        return 0.0
    if is_backwards(text):
        return 1.0
    broken = sum(map(_is_broken, lettered)) + _spelt_out(words)
    return min(1.0, broken / len(lettered))


def _is_broken(word: str) -> bool:
    if _NO_LETTER.search(word) or _MOJIBAKE.search(word) or _SYMBOL_INSIDE.search(word):
        return True
    if _ARABIC_ODD.search(word) or _ARABIC_IN_LATIN.search(word):
        return True
    latin = _LATIN_WORD.findall(word)
    return any(not part.isupper() and (_NO_VOWEL.match(part) or _CONSONANTS.search(part)) for part in latin)


def _spelt_out(words: list[str]) -> int:
    """Letters that stand alone, four or more in a row: "ا ل س ل ا م"."""
    runs = (len(list(run)) for alone, run in groupby(words, key=lambda w: len(w) == 1 and w.isalpha()) if alone)
    return sum(length for length in runs if length >= 4)


def is_backwards(text: str) -> bool:
    """Whether words have their last letter first: ta marbuta begins no Arabic word, the article begins many."""
    words = [unicodedata.normalize("NFKC", _EDGES.sub("", match.group())) for match in _WORD.finditer(text)]
    wrong = sum(word.startswith(("ة", "ى")) or (len(word) > 3 and word.endswith("لا")) for word in words)
    right = sum(word.endswith(("ة", "ى")) or (len(word) > 3 and word.startswith("ال")) for word in words)
    small = Counter(word.lower() for word in words)
    wrong += sum(small[word] for word in _BACKWARDS)
    right += sum(small[word] for word in _BACKWARDS.values())
    return wrong >= 5 and wrong > 2 * right
