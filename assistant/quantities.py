"""What is said about the numbers of a text beside their value: at least, more than, per cent.

In: a text in either language. Out: Quantities; whether a claim's stand in a support: "more than five" is not "at least
five", and 35 per cent are not 35.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.number_words import find_all_numbers, is_name
from corpus.language import normalise

Bound = Literal["", "more", "least", "fewer", "most", "exactly"]
_BEFORE = 28  # characters before a number in which its bound stands
_AFTER = 24
# Over normalised text, right before the number; the surest first.
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", re.compile(r"\b(?:at least|no (?:fewer|less) than|not less than|a minimum of)\W*(?:\w+ )?$"
        r"|علي الاقل \S* ?$|(?:لا|ما لا) (?:يقل|تقل) عن (?:\w+ )?$")),
    ("most", re.compile(r"\b(?:at most|up to|no more than|not more than|a maximum of)\W*(?:\w+ )?$"
        r"|(?:لا|ما لا) (?:يزيد|تزيد|يتجاوز|تتجاوز) (?:علي |عن )?(?:\w+ )?$")),
    ("more", re.compile(r"\b(?:more than|over|above|exceed\w*)\W*(?:\w+ )?$|اكثر من (?:\w+ )?$"
        r"|(?:يزيد|تزيد|زاد|زادت) (?:علي|عن) (?:\w+ )?$|(?:تجاوز\w*|يفوق|تفوق|يتجاوز) (?:\w+ )?$")),
    ("fewer", re.compile(r"\b(?:less than|fewer than|under|below)\W*(?:\w+ )?$|اقل من (?:\w+ )?$|يقل عن (?:\w+ )?$")),
    ("exactly", re.compile(r"\b(?:exactly|precisely)\W*$|(?:بالضبط|تماما) ?$")),
)  # fmt: skip
_BOUNDS_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", re.compile(r"^\W*(?:\w+ ){0,3}?(?:or more|at least|علي الاقل)\b")),
    ("most", re.compile(r"^\W*(?:\w+ ){0,3}?(?:at most|or fewer|or less|علي الاكثر)\b")),
)
_FRACTION = re.compile(r"^[ -](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b", re.IGNORECASE)
# Parts of a whole; Arabic ones with what is joined to them: نصفهم.
_PARTS = {
    "half": "1/2", "third": "1/3", "quarter": "1/4", "نصف": "1/2", "ثلث": "1/3", "ربع": "1/4", "two thirds": "2/3",
    "two-thirds": "2/3", "three quarters": "3/4", "three-quarters": "3/4", "ثلثي": "2/3", "ثلثين": "2/3", "ثلثا": "2/3",
    "ثلاثه ارباع": "3/4",
}  # fmt: skip
_PART = re.compile(
    r"\b(?:(two[ -]thirds|three[ -]quarters|(?:half|third|quarter)(?= of\b))"
    r"|(ثلاثه ارباع|ثلثي|ثلثين|ثلثا|(?:نصف|ثلث|ربع)(?=(?:هم|ها|ه)?\b)))"
)
_WORD = re.compile(r"\w+")
# Measures that are not each other's; normalised.
_UNITS = {unit: frozenset(names.split()) for unit, names in {
    "km": "kilometre kilometres kilometer kilometers km كيلومتر كيلومترا كيلومترات كم",
    "mile": "mile miles ميل ميلا اميال",
    "m": "metre metres meter meters متر مترا امتار", "t": "ton tons tonne tonnes طن طنا اطنان",
    "usd": "dollar dollars دولار دولارا دولارات", "eur": "euro euros يورو", "gbp": "pound pounds جنيه جنيها جنيهات",
    "h": "hour hours ساعه ساعات", "d": "day days يوم يوما ايام", "w": "week weeks اسبوع اسبوعا اسابيع",
    "mo": "month months شهر شهرا اشهر شهور", "y": "year years سنه سنوات عام عاما اعوام",
}.items()}  # fmt: skip
_PERCENT = re.compile(r"^\W{0,2}(?:%|٪|per ?cent\b|في الما?ييه\b|في المايه\b|في الميه\b|بالمايه\b|بالميه\b)|^\s?[%٪]")
# What may be said of a number where the support says this of it. One that says nothing of it may still say more.
_ENTAILS: dict[Bound, frozenset[Bound]] = {
    "": frozenset(["", "least", "most", "exactly"]),
    "more": frozenset(["", "more", "least"]),
    "least": frozenset(["", "least"]),
    "fewer": frozenset(["", "fewer", "most"]),
    "most": frozenset(["", "most"]),
    "exactly": frozenset(["", "exactly", "least", "most"]),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text."""

    value: str
    bound: Bound
    percent: bool
    unit: str = ""  # of measure, "" where none follows


def find_quantities(text: str) -> list[Quantity]:
    """Every number in digits or words that is no name."""
    found = []
    for number in find_all_numbers(text):
        if is_name(text, number) or _FRACTION.match(text[number.end :]):
            continue
        before = normalise(text[max(number.start - _BEFORE, 0) : number.start])
        after = normalise(text[number.end : number.end + _AFTER])
        bound: Bound = next((name for name, pattern in _BOUNDS if pattern.search(before)), "")
        bound = bound or next((name for name, pattern in _BOUNDS_AFTER if pattern.search(after)), "")
        found.append(Quantity(number.value, bound, bool(_PERCENT.search(after)), _unit(after)))
    for match in _PART.finditer(plain := normalise(text)):
        bound = next((name for name, pattern in _BOUNDS if pattern.search(plain[: match.start()])), "")
        found.append(Quantity(_PARTS[match[1] or match[2]], bound, False))
    return found


def stand(claim: str, support: str) -> bool:
    """Whether `support` allows what `claim` says of each number that both have."""
    theirs = find_quantities(support)
    parts = {q.value for q in theirs if "/" in q.value}
    if parts and any("/" in mine.value and mine.value not in parts for mine in find_quantities(claim)):
        return False
    return all(_allowed(mine, [q for q in theirs if q.value == mine.value]) for mine in find_quantities(claim))


def _allowed(mine: Quantity, theirs: Sequence[Quantity]) -> bool:
    return not theirs or any(
        mine.percent == q.percent
        and mine.bound in _ENTAILS[q.bound]
        and (not mine.unit or not q.unit or mine.unit == q.unit)
        for q in theirs
    )


def _unit(after: str) -> str:
    said = _WORD.findall(after)[:1]
    return next((unit for unit, names in _UNITS.items() if said and said[0] in names), "")
