"""What the numbers of a text count, and whether a claim counts by them what its support does not.

In: a claim and its support, in either language. Out: yes or no: sixteen members are no sixteen countries, and "twelve
workshops and thirty officials" no thirty workshops. That a number stands at all is stated.py's.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.number_words import find_all_numbers, is_name
from corpus.language import is_stop_word, keywords, language_of, normalise
from corpus.lexicon import senses

TIME = frozenset("year years عام سنه سنوات اعوام عاما per cent percent المايه مايه".split())
_MEASURES = TIME | frozenset(
    "day days week weeks month months hour hours million billion thousand dollars euros pounds tonnes metres kilometres"
    " يوم ايام يوما اسبوع اسابيع شهر شهور اشهر شهرا ساعه ساعات مليون مليار الف دولار يورو جنيه طن متر كيلومتر"
    " في".split()
)
_TIMES = frozenset("time times مره مرات".split())
_OFTEN = {"once": "1", "twice": "2", "مرتين": "2", "مره": "1"}  # how often, in one word
_ALONE = re.compile(r"(?<!اول )(?<!ثاني )\b(?:once|twice|مرتين|مره)\b(?! واحده)")
_OFTENNESS = frozenset(["#"])
_NEAR = 3  # words after a number among which is what it counts


@dataclass(frozen=True, slots=True)
class _Count:
    value: str
    what: frozenset[str]  # the word right after the number, in both languages
    near: frozenset[str]  # that and those after it: "eight special recommendations"


def miscounted(claim: str, support: str, lexicon: Path) -> bool:
    """Whether the claim counts something by a number that the support does not count it by: another one, or one that
    counts something else there."""
    theirs = _counts(support, lexicon)
    said = _senses(support, lexicon)
    for mine in _counts(claim, lexicon):
        same = [count for count in theirs if count.value == mine.value]
        if any(count.near & mine.near for count in same):
            continue
        if any(count.what & mine.what for count in theirs) or (same and mine.what & said):
            return True
    return False


@lru_cache(maxsize=2048)
def _counts(text: str, lexicon: Path) -> list[_Count]:
    """The numbers of a text that stand right before what they count; no measures."""
    language = language_of(text)
    found = [_Count(_OFTEN[how], _OFTENNESS, _OFTENNESS) for how in _ALONE.findall(normalise(text)) if how in _OFTEN]
    said = keywords(text)
    numbers = find_all_numbers(text)
    for number in numbers:
        if is_name(text, number):
            continue
        near = []
        end = number.end
        for word in said:
            if any(other.start <= word.start < other.end for other in numbers if other != number):
                if word.start >= number.end:
                    break
            elif word.start >= number.end:
                between = text[end : word.start]
                if any(not is_stop_word(normalise(w)) or "," in w or "،" in w for w in between.split()):
                    break
                near.append(word)
                end = word.end
            if len(near) == _NEAR:
                break
        if normalise(text[number.start : number.end]) in _OFTEN:
            continue
        if near and near[0].surface in _TIMES:
            found.append(_Count(number.value, _OFTENNESS, _OFTENNESS))
        elif near and not text[number.end : near[0].start].strip() and near[0].surface not in _MEASURES:
            forms = [senses(word.stem, language, lexicon) for word in near]
            found.append(_Count(number.value, forms[0], frozenset[str]().union(*forms)))
    return found


@lru_cache(maxsize=2048)
def _senses(text: str, lexicon: Path) -> frozenset[str]:
    language = language_of(text)
    return frozenset[str]().union(*(senses(word.stem, language, lexicon) for word in keywords(text)))
