"""Numbers written in words, in Arabic and English, as values: "thirty-five", "خمسة وثلاثين", "2.5 million", "الثامنة".

In: a text. Out: values with their offsets, those in digits among them. Digits alone are corpus/dates.py's.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.dates import find_numbers
from corpus.language import normalise, words


def _table(text: str) -> dict[str, int]:
    return {name: int(value) for value, *names in (row.split() for row in text.split(";")) for name in names}


# Normalised forms; Arabic ones in both genders and both cases, and the commonest duals.
_UNITS = _table(
    "1 one واحد واحده احد احدي;2 two twice اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي سنتين سنتان عامين عامان"
    " شهرين شهران يومين يومان ساعتين ساعتان اسبوعين اسبوعان مرتين مرتان دولتين دولتان;3 three ثلاث ثلاثه;4 four"
    " اربع اربعه;"
    "5 five خمس خمسه;6 six ست سته;7 seven سبع سبعه;8 eight ثمان ثماني ثمانيه;9 nine تسع تسعه;10 ten عشره;11 eleven;"
    "12 twelve;13 thirteen;14 fourteen;15 fifteen;16 sixteen;17 seventeen;18 eighteen;19 nineteen"
)
_TEENS_END = frozenset(["عشر", "عشره"])  # "خمسة عشر" is fifteen
_TENS = _table(
    "20 twenty عشرون عشرين;30 thirty ثلاثون ثلاثين;40 forty اربعون اربعين;50 fifty خمسون خمسين;60 sixty ستون ستين;"
    "70 seventy سبعون سبعين;80 eighty ثمانون ثمانين;90 ninety تسعون تسعين"
)
_HUNDREDS = _table(
    "100 hundred ميه مايه مييه;200 مايتان مايتين مايتا مايتي ميتان ميتين;300 ثلاثمايه ثلاثميه;400 اربعمايه اربعميه;"
    "500 خمسمايه خمسميه;600 ستمايه ستميه;700 سبعمايه سبعميه;800 ثمانمايه ثمانيمايه ثمانميه;900 تسعمايه تسعميه"
)
_SCALES = _table(
    "1000 thousand الف الاف الفا;1000000 million مليون ملايين مليونا;1000000000 billion مليار مليارات مليارا بليون;"
    "1000000000000 trillion تريليون تريليونات"
)
_DUAL_SCALES = _table("2000 الفان الفين;2000000 مليونان مليونين مليوني;2000000000 ملياران مليارين ملياري")
_ORDINALS = _table(
    "1 first الاول الاولي اول اولي;2 second الثاني الثانيه ثاني ثانيه;3 third الثالث الثالثه ثالث ثالثه;"
    "4 fourth الرابع الرابعه رابع رابعه;5 fifth الخامس الخامسه خامس خامسه;6 sixth السادس السادسه سادس سادسه;"
    "7 seventh السابع السابعه سابع سابعه;8 eighth الثامن الثامنه ثامن ثامنه;9 ninth التاسع التاسعه تاسع تاسعه;"
    "10 tenth العاشر العاشره عاشر عاشره;11 eleventh;12 twelfth;13 thirteenth;14 fourteenth;15 fifteenth;16 sixteenth;"
    "17 seventeenth;18 eighteenth;19 nineteenth;20 twentieth العشرون العشرين;30 thirtieth الثلاثون الثلاثين;"
    "40 fortieth الاربعون الاربعين;50 fiftieth الخمسون الخمسين"
)
_ORDINAL_TEENS = _table(
    "1 الحادي الحاديه;2 الثاني الثانيه;3 الثالث الثالثه;4 الرابع الرابعه;5 الخامس الخامسه;6 السادس السادسه;"
    "7 السابع السابعه;8 الثامن الثامنه;9 التاسع التاسعه"
)
_MONTHS_IN_TWO = frozenset("تشرين وتشرين كانون وكانون ربيع جمادي".split())
_NUMERAL_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_PER_CENT = frozenset("المايه الميه المييه بالمايه بالميه بالمييه".split())  # "في المائة" is no hundred
# What carries a number as its name, before it; a stroke after it makes it the number of a resolution.
_NAMED = re.compile(
    r"\b(?:articles?|resolutions?|recommendations?|no|number|page|chapter|paragraph|cop|ماده|الماده|قرار\w*|القرار\w*|توصيه"
    r"|التوصيه|رقم|صفحه|لجنه|اللجنه|الفقره|فقره)\W*$"
)
_NAMES = re.compile(r" (?:Committee|Convention|Protocol|Charter|Agreement)\b")
_WHOLE = frozenset([*_UNITS, *_TENS, *_HUNDREDS, *_SCALES, *_DUAL_SCALES, *_TEENS_END])


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number as written, in digits or words; `value` as in corpus.dates.NumberMention."""

    start: int
    end: int
    value: str


_ROMAN = re.compile(r"\b(?:Chapter|Part|Annex|Title|Pillar|Section) ([IVX]+)\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def find_all_numbers(text: str) -> list[NumberSpan]:
    """Every number in digits or words, in order; digits with a scale word ("2.5 million") are one."""
    return list(_numbers(text))


@lru_cache(maxsize=512)  # the check of one claim asks dozens of times for those of a few sentences
def _numbers(text: str) -> tuple[NumberSpan, ...]:
    digits = {n.start: n for n in find_numbers(text)}
    tokens = [(normalise(m.group()), m.start(), m.end()) for m in words(text)]
    found: list[NumberSpan] = []
    covered = -1
    at = 0
    while at < len(tokens):
        _, start, _ = tokens[at]
        if start < covered:
            at += 1
            continue
        mention = next((digits[s] for s in (start, start + 1) if s in digits), None)
        if mention is not None:
            after = next((i for i in range(at, len(tokens)) if tokens[i][1] >= mention.end), len(tokens))
            scale = _SCALES.get(tokens[after][0], 1) if after < len(tokens) else 1
            end = tokens[after][2] if scale > 1 else mention.end
            found.append(NumberSpan(mention.start, end, _scaled(mention.value, scale)))
            covered, at = end, at + 1
            continue
        if tokens[at][0] in _PER_CENT and (tokens[at][0].startswith("بال") or tokens[max(at - 1, 0)][0] == "في"):
            at += 1
            continue
        _, ranked = _ordinal(tokens[at][0], tokens[at + 1][0] if at + 1 < len(tokens) else "")
        if ranked > 1:  # "السابعة والعشرين" is no twenty
            at += ranked
            continue
        value, used = _words_value(tokens, at)
        if used:
            joined = tokens[at][0].startswith("و") and tokens[at][0] not in _WHOLE  # an "and" is no part of it
            found.append(NumberSpan(start + joined, tokens[at + used - 1][2], str(value)))
        at += used or 1
    return tuple(found)


def is_name(text: str, number: NumberSpan) -> bool:
    """Whether a number of a text counts nothing but is part of a name: "Article 9", "المادة 9", "60/288"."""
    before = normalise(text[max(number.start - 16, 0) : number.start])
    if text[number.end : number.end + 1] == "/" or before.endswith("/"):
        return True
    return bool(_NAMED.search(before) or _NAMES.match(text[number.end :]))


def find_ordinals(text: str) -> set[int]:
    """The ranks that a text names: "the seventh review", "المراجعة الثامنة", "21st", "السابعة والعشرين", "Part II"."""
    said = [normalise(m.group()) for m in words(text)]
    found, at = set(), 0
    while at < len(said):
        if said[at] in _MONTHS_IN_TWO:  # "تشرين الثاني" is no second
            at += 2
            continue
        value, used = _ordinal(said[at], said[at + 1] if at + 1 < len(said) else "")
        if used:
            found.add(value)
        at += used or 1
    return found | {_roman(match[1]) for match in _ROMAN.finditer(text)}


def _roman(numeral: str) -> int:
    digits = [_ROMAN_VALUES[letter] for letter in numeral]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < after else digit for digit, after in pairs)


def _ordinal(word: str, after: str) -> tuple[int, int]:
    """(rank, words used) of the ordinal that begins at a word; (0, 0) where none does."""
    bare = "ال" + word[2:] if word.startswith("لل") else re.sub(r"^[وفب](?=ال)", "", word)
    if numeral := _NUMERAL_ORDINAL.fullmatch(word):
        return int(numeral[1]), 1
    if bare in _ORDINAL_TEENS and after in _TEENS_END:
        return 10 + _ORDINAL_TEENS[bare], 2
    if bare in _ORDINAL_TEENS and after.startswith("و") and _ORDINALS.get(after[1:], 0) >= 20:
        return _ORDINALS[after[1:]] + _ORDINAL_TEENS[bare], 2
    if word in _TENS and after in _ORDINALS and word.isascii():  # "twenty-second"
        return _TENS[word] + _ORDINALS[after], 2
    return (_ORDINALS[bare], 1) if bare in _ORDINALS else (0, 0)


def _scaled(value: str, scale: int) -> str:
    if scale == 1:
        return value
    try:
        return f"{float(value) * scale:.10g}" if "." in value else str(int(value) * scale)
    except ValueError:  # digits of a form that is no single number, as 1.2.3
        return value


def _bare(word: str) -> str:
    """Without the article and the particles that are joined to it."""
    return re.sub(r"^(?:[وفبل]?ال|[وفبل](?=\w{3}))", "", word) if word not in _WHOLE else word


def _words_value(tokens: list[tuple[str, int, int]], at: int) -> tuple[int, int]:
    """(value, tokens used) of the number in words that begins at a token; (0, 0) where none does."""
    total = part = used = 0
    last = 10**13  # of what was added last: units follow tens, or come before them in Arabic
    while at + used < len(tokens):
        word = tokens[at + used][0]
        if used and word == "and" and at + used + 1 < len(tokens) and _piece(tokens[at + used + 1][0]):
            used += 1
            continue
        piece = _piece(word)
        arabic = not word.isascii()
        joined = word.startswith("و")
        if not piece:
            break
        if (
            used
            and arabic
            and not joined
            and word not in _TEENS_END
            and piece < 1000
            and not (piece == 100 and part < 10)
        ):
            break  # "ثلاث أربع" are two numbers
        if piece >= 1000 and piece in _SCALES.values():
            total, part = total + max(part, 1) * piece, 0
        elif piece == 100 and 0 < part < 10:
            part *= 100
        elif used and piece == 10 and part < 10 and not joined:
            part += 10
        elif used and not arabic and piece >= last:
            break
        else:
            part += piece
        last = piece
        used += 1
    return (total + part, used) if used else (0, 0)


def _piece(word: str) -> int:
    if "-" in word:
        return sum(_piece(part) for part in word.split("-"))
    for form in dict.fromkeys((word, _bare(word))):
        for table in (_UNITS, _TENS, _HUNDREDS, _SCALES, _DUAL_SCALES):
            if form in table:
                return table[form]
        if form in _TEENS_END:
            return 10
    return 0
