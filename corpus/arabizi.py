"""Arabic typed in Latin letters with digits for what they lack ("mata ta2asas el muntada?"): back to Arabic letters.

In: a question. Out: it in Arabic letters, or None where it is none of this. Vowels are mostly not written, so a word
is looked up by its consonants among Arabic words that the program knows; what it does not know is spelt out.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from corpus.language import is_stop_word, normalise, words
from corpus.lexicon import arabic_forms

# Longest first. After common usage in Egypt and the Levant.
_LETTERS = [
    ("3'", "غ"), ("7'", "خ"), ("9'", "ض"), ("6'", "ظ"), ("kh", "خ"), ("gh", "غ"), ("sh", "ش"), ("ch", "ش"),
    ("th", "ث"), ("dh", "ذ"), ("ou", "و"), ("oo", "و"), ("ee", "ي"), ("aa", "ا"), ("ii", "ي"), ("uu", "و"),
    ("2", "ء"), ("3", "ع"), ("5", "خ"), ("6", "ط"), ("7", "ح"), ("8", "ق"), ("9", "ص"), ("b", "ب"), ("t", "ت"),
    ("g", "ج"), ("j", "ج"), ("d", "د"), ("r", "ر"), ("z", "ز"), ("s", "س"), ("f", "ف"), ("q", "ق"), ("k", "ك"),
    ("l", "ل"), ("m", "م"), ("n", "ن"), ("h", "ه"), ("w", "و"), ("y", "ي"), ("p", "ب"), ("v", "ف"), ("x", "كس"),
    ("c", "ك"), ("a", "a"), ("e", "e"), ("i", "i"), ("o", "o"), ("u", "u"),
]  # fmt: skip
_SPELLINGS = re.compile("|".join(re.escape(latin) for latin, _ in _LETTERS))
_ARABIC = dict(_LETTERS)
_LATIN_WORD = re.compile(r"[A-Za-z0-9']+")
# A digit for a letter: beside letters, but in no ordinal, and not the number of a name such as COP27, F16 or G20.
_DIGIT_LETTER = re.compile(r"[a-z]'?[2356789]'?[a-z]|^[23579]'?[a-z]{2,}|[a-z]{2,}[235679]$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|km|kg|mm|cm|mb|gb|pm|am)$")
# Words by which a sentence without such digits shows itself; never two of them in an English question.
_FUNCTION = {
    "el": "ال", "al": "ال", "il": "ال", "fi": "في", "fe": "في", "min": "من", "mn": "من", "3an": "عن", "3ala": "على",
    "ila": "إلى", "ela": "إلى", "wa": "و", "w": "و", "ma": "ما", "mata": "متى", "meta": "متى", "emta": "متى",
    "ayna": "أين", "ayn": "أين", "wein": "أين", "wayn": "أين", "fein": "أين", "kam": "كم", "kayf": "كيف",
    "kayfa": "كيف", "keif": "كيف", "limaza": "لماذا", "limatha": "لماذا", "leh": "لماذا", "leish": "لماذا",
    "maza": "ماذا", "matha": "ماذا", "shu": "ما", "man": "من", "meen": "من", "mo2tamar": "مؤتمر", "hiya": "هي",
    "huwa": "هو", "howa": "هو", "heya": "هي", "ay": "أي", "ayy": "أي", "hal": "هل", "3am": "عام", "sanat": "سنة",
    "sana": "سنة", "ra2ees": "رئيس", "ra2is": "رئيس", "li": "ل", "l": "ل", "lil": "لل", "bi": "ب", "bil": "بال",
    "wel": "وال",
}  # fmt: skip
_PRONOUNS = {"ha": "ها", "hum": "هم", "hom": "هم"}
_JOINED = frozenset(["ال", "و", "ل", "لل", "ب", "بال", "وال"])
_LONG = str.maketrans({"a": "ا", "e": "ي", "i": "ي", "o": "و", "u": "و", "H": "ه", "'": None})
_TYPED_ALIKE = str.maketrans("صطضظثذ", "ستدزسز")
_ALIKE = 0.7  # of the letters, vowels included, for a known word to be the one meant
_ALSO_ENGLISH = frozenset(
    ["li", "l", "bi", "el", "al", "man", "min", "ma", "w", "fe", "il", "hal", "meta", "ay", "kam", "sana"]
)


def from_arabizi(question: str) -> str | None:
    """`question` in Arabic letters, None where it is not Arabic in Latin ones."""
    typed = _LATIN_WORD.findall(question)
    said = [word.lower() for word in typed]
    telling = sum(not word.isupper() and _tells(word.lower()) for word in typed)  # B2B and H5N1 are names
    functions = sum(word in _FUNCTION and word not in _ALSO_ENGLISH for word in said)
    english = sum(is_stop_word(word) and word not in _FUNCTION for word in said)
    if telling + functions < 2 or (telling == 0 and english):
        return None
    return " ".join(_joined(_arabic(word) for word in said)) + ("؟" if question.rstrip().endswith(("?", "؟")) else "")


def _tells(word: str) -> bool:
    return bool(_DIGIT_LETTER.search(word)) and not _ORDINAL.match(word)


def _joined(parts: Iterator[str]) -> Iterator[str]:
    """Particles and the article are written together with what follows them."""
    held = ""
    for part in parts:
        if part in _JOINED:
            held = "لل" if (held, part) == ("ل", "ال") else held + part
            continue
        yield held + part.removeprefix("ال") if held.endswith(("ال", "لل")) else held + part
        held = ""
    if held:
        yield held


def _arabic(word: str) -> str:
    if word in _FUNCTION:
        return _FUNCTION[word]
    if word.isdigit():
        return word
    for article in ("al", "el"):
        rest = word.removeprefix(article).lstrip("'")
        if word.startswith(article) and len(rest) >= 3 and (known := _known(rest)):
            return "ال" + known
    return _known(word) or _with_a_pronoun(word) or _spelt_out(word)


def _with_a_pronoun(word: str) -> str | None:
    """A known word with "its" or "their" joined to it: "ma2arraha"."""
    for vowel in ("a", "i", "u", ""):  # of the case, between the word and its pronoun
        for ending, written in _PRONOUNS.items():
            bare = word.removesuffix(vowel + ending)
            if bare != word and len(bare) > 2 and (known := _known(bare)):
                return re.sub("ه$", "ت", known) + written
    return None


def _known(word: str) -> str | None:
    """The Arabic word with these consonants that is most like it in its vowels, if the program knows one."""
    best, found = _ALIKE, None
    for spelling in _variants(word):
        full = _fold(_full(spelling))
        guesses = {full, re.sub("ه$", "ي", full)}  # a final -a is ة or ى
        for form in _by_consonants().get(_consonants(_full(spelling)), ()):
            alike = max(SequenceMatcher(None, guess, _fold(form)).ratio() for guess in guesses)
            if alike > best:
                best, found = alike, form
    return found


def _variants(word: str) -> Iterator[str]:
    """As typed; with 2 for ق, as much of Egypt and the Levant says it; with a final -at for ة."""
    for spelling in dict.fromkeys([word, word.replace("2", "q")]):
        yield spelling
        if spelling.endswith(("at", "et")) and len(spelling) > 4:
            yield spelling[:-1]


def _full(word: str) -> str:
    """Every vowel written as its long letter, ة at the end."""
    ended = re.sub(r"(?:iyya|iya|eyya|eya)h?$", "iH", word)
    ended = re.sub(r"(?<=[a-z0-9'])(?:a|e)h?$", "H", ended) if len(ended) > 3 else ended
    doubled = re.sub(r"([^aeiou])\1", r"\1", ended)  # a letter with shadda
    letters = _SPELLINGS.sub(lambda match: _ARABIC[match.group()], doubled)
    return re.sub(r"^[aeiou]", "ا", letters).translate(_LONG)


def _spelt_out(word: str) -> str:
    """Short vowels left out, one at the end read as ة, one at the start as ا."""
    letters = _SPELLINGS.sub(lambda match: _ARABIC[match.group()], word.replace("2", "\0")).replace("\0", "أ")
    first = "ا" if letters[:1] in tuple("aeiou") else ""
    last = "ة" if letters[-1:] in ("a", "e") and len(letters) > 3 else ""
    return first + re.sub("[aeiou']", "", letters) + last


def _fold(arabic: str) -> str:
    """One letter for those that are typed alike."""
    return normalise(arabic).translate(_TYPED_ALIKE)


def _consonants(arabic: str) -> str:
    """What all spellings agree on: no vowels, no hamza, no ending ة."""
    return re.sub("[ءاوي]|ه$", "", _fold(arabic))


@cache
def _by_consonants() -> dict[str, list[str]]:
    """Arabic words that the program knows; some 50 ms, once."""
    found: dict[str, list[str]] = {}
    for form in arabic_forms():
        for match in words(form):
            word = normalise(match.group())
            bare = word.removeprefix("ال") if len(word) > 4 else word
            shape = _consonants(bare)
            if len(shape) >= 2 and bare not in found.setdefault(shape, []):
                found[shape].append(bare)
    return found
