"""Letters, direction, normalisation and keywords of Arabic and English: one analysis for index AND query time.

In: any text. Out: its language, its normalised form, its keywords with their place in the original text.
Sentences are sentences.py's, dates and numbers dates.py's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.arabic import light_stem
from corpus.english import english_stem
from corpus.months import is_meant, month_at, names_month
from corpus.records import Language

NORMALISER_VERSION = "8"  # part of the index manifest: raise it when keywords() gives other terms

_ARABIC_LETTER = re.compile(r"[\u0620-\u063F\u0641-\u064A\u066E-\u06D3\uFB50-\uFDFF\uFE70-\uFEFC]")
_ACCUSATIVE = re.compile("\\w{3}(?:\u064b\u0627|\u0627\u064b)$")  # يومًا is يوم
_LATIN_LETTER = re.compile(r"[A-Za-z\u00C0-\u024F]")
_ARABIC_SIGN = re.compile("[؟،؛٪٠-٩]")
_MARKS = re.compile(r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640]")  # vowel marks, Quranic signs, tatweel
# A word keeps its marks, which are no \w; an apostrophe ends it.
_WORD = re.compile(
    r"[^\W_][^\W_\u0610-\u061A\u064B-\u065F\u0670\u0640]*(?:[\u0610-\u061A\u064B-\u065F\u0670\u0640]+[^\W_]*)*"
)
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFD\uD800-\uDFFF]"
)

_LETTER_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك"}
)

# Words that carry no subject; questions words among them. Normalised forms.
_STOP = {
    "ar": frozenset(
        (
            "في من الي علي عن مع هذا هذه ذلك تلك التي الذي الذين اللذين اللتين ان انه انها كان كانت يكون تكون قد "
            "لقد ثم او ام لم لن لا ما ماذا من متي اين كيف كم لماذا هل اي ايه هو هي هم هن و ف ب ل ك كما حيث بين "
            "عند منذ حتي اذا اذ لكن بل كل بعض غير عبر ضمن خلال بعد قبل حول دون لدي تم يتم وفي ومن وعلي والي وقد "
            "وان والتي والذي وكان وكانت به بها له لها فيه فيها منه منها عليه عليها اليه اليها عنه عنها وهو وهي "
            "مما فيما بما لما ايضا "
        ).split()
    ),
    "en": frozenset(
        (
            "a an the of in on at to for from by with and or but not no is are was were be been being it its this "
            "that these those as which who whom whose what when where why how many much do does did has have had "
            "will would can could shall should may might must there their they them he she his her him we our you "
            "your i me my into than then so such also about over under between during after before if any all "
            "some s t "
        ).split()
    ),
}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that can be searched: `surface` and `stem` are normalised, the offsets are the original text's."""

    surface: str
    stem: str
    start: int
    end: int


def language_of(text: str, default: Language = "en") -> Language:
    """The language of most letters, digits left out; without letters Arabic by Arabic signs, else `default`."""
    arabic, latin = len(_ARABIC_LETTER.findall(text)), len(_LATIN_LETTER.findall(text))
    if arabic == latin:
        return "ar" if arabic or _ARABIC_SIGN.search(text) else default
    return "ar" if arabic > latin else "en"


def has_words(text: str) -> bool:
    """Whether there is a letter or digit of any script to search for."""
    return any(normalise(match.group()) for match in words(text))  # a lone tatweel is none


def direction(language: Language) -> str:
    """The HTML value of dir."""
    return "rtl" if language == "ar" else "ltr"


def strip_invisible(text: str) -> str:
    """`text` without control, zero-width, bidirectional-control and lone surrogate characters; tab and newline stay."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """The form in which two spellings of one word meet: no marks, one alef, ASCII digits, lower case (NFKC)."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_LETTER_FORMS)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in folded).casefold()


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of `text` with their marks, as matches over the original."""
    return _WORD.finditer(text)


def surfaces(text: str) -> list[str]:
    """Every word of `text`, normalised, in order: what an exact phrase is compared by."""
    return [surface for match in words(text) if (surface := normalise(match.group()))]


def is_stop_word(surface: str) -> bool:
    """Whether a normalised word carries no subject in either language."""
    return surface in _STOP["ar"] or surface in _STOP["en"]


def _is_noun(word: str) -> bool:
    """Whether a word that normalises to a stop word is none by its ة: آلية (mechanism) is not إليه, فئة not فيه."""
    return _MARKS.sub("", word).endswith("ة") and normalise(word) != "ايه"


def is_month(stem: str) -> bool:
    """Whether a stem is that of a month, under whatever name."""
    return stem.startswith(("gregorian-", "hijri-"))


def keywords(text: str) -> list[Keyword]:
    """The words of `text` that can find something, in order; stop words left out.

    A month is one keyword under all its names, of one or two words: its stem is that of no word.
    """
    return list(_keywords(text))


@lru_cache(maxsize=256)  # a sentence that is judged is read again and again
def _keywords(text: str) -> tuple[Keyword, ...]:
    matches = list(words(text))
    said = [normalise(match.group()) for match in matches]
    found = []
    at = 0
    while at < len(said):
        surface, match, width = said[at], matches[at], 1
        month, names, calendar = month_at(said, at) if names_month(surface) else (0, 0, "gregorian")
        if month and is_meant(said, at, names):
            width = names
            joined = " ".join(said[at : at + width])
            found.append(Keyword(joined, f"{calendar}-{month}", match.start(), matches[at + width - 1].end()))
        elif surface and (not is_stop_word(surface) or _is_noun(match.group())):
            bare = surface[:-1] if _ACCUSATIVE.search(match.group()) else surface
            found.append(Keyword(surface, stem(bare), match.start(), match.end()))
        at += width
    return tuple(found)


@lru_cache(maxsize=65536)
def stem(surface: str) -> str:
    """The stem of a normalised word: english.py's for Latin letters, arabic.py's for Arabic, others as they are."""
    if _LATIN_LETTER.search(surface):
        return english_stem(surface)
    return light_stem(surface) if _ARABIC_LETTER.search(surface) else surface
