"""Where the dates, places, persons and numbers of a sentence stand: the words that can answer a question.

In: a verbatim sentence and what is asked. Out: Marks with offsets into it. Names follow forms and small word lists
(countries and cities from CLDR through Babel), so a name may be missed; what is marked is always there.
"""

import re
from functools import cache
from itertools import islice

from assistant.number_words import NumberSpan, find_all_numbers
from assistant.persons import is_word, persons
from assistant.places import known_places
from assistant.question_type import Asked
from assistant.records import Mark
from corpus.arabic import is_plural
from corpus.dates import find_dates
from corpus.language import is_stop_word, keywords, language_of, normalise, stem, words
from corpus.records import Language

_NEAR = 3  # words between a number and its unit
_YEAR = re.compile(r"(?<![\d/.,-])(?:1[0-9]|20)\d\d(?![\d/])(?:s\b)?")
_MEASURED = {
    "money": re.compile(r"[$€£¥]|\b(?:dollars?|euros?|pounds?|usd|francs?|dinars?|riyals?)\b|دولار|يورو|جنيه|ريال"
        r"|دينار|فرنك|درهم"),
    "share": re.compile(r"%|٪|\bper ?cent|\bhalf\b|\bthirds?\b|\bquarters?\b|\bmajority\b|في الميه|بالميه"
        r"|في المايه|بالمايه|نصف|ثلث|ربع"),
    "duration": re.compile(
        r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur\w+)\b"
        r"|(?:ال|[بول])?(?:ثانيه|ثواني|دقيقه|دقايق|ساع\w+|يوم\w*|ايام|اسبوع\w*|اسابيع|شهر\w*|اشهر|سن\w{1,3}"
        r"|عام\w*|اعوام|عقد\w*|عقود|قرن\w*|قرون)\b"
    ),
    "length": re.compile(r"\b(?:km|m|cm|miles?|kilomet\w+|met(?:er|re)s?|feet|foot|yards?|inch\w*)\b|كيلومتر|كم\b"
        r"|متر|ميل|اميال|قدم|سنتيمتر"),
    "frequency": re.compile(r"\bevery\b|\btwice\b|\bonce\b|\bannual\w*|\byearly\b|\bmonthly\b|\bbiennial\w*"
        r"|\bper (?:year|month|week)\b|\ba year\b|كل |مره|مرتين|سنوي|شهري"),
}  # fmt: skip
_MEASURED["extent"] = re.compile(f"{_MEASURED['duration'].pattern}|{_MEASURED['length'].pattern}")  # how long
_PLACE_BEFORE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:in|at|near|from|to|outside|city of|capital of|off|into|throughout|across"
        r"|of) (?:the )?((?:[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+))*)"),
    "ar": re.compile(r"(?:\b(?:مدينه|مدينة|عاصمة|العاصمة|ولاية|مقاطعة|جزيرة|جزر|بلدة|قرية|منطقة|إقليم|شمال|جنوب"
        r"|شرق|غرب|بالقرب من|قرب)\s+)([\u0621-\u064A]+(?:\s+ال[\u0621-\u064A]+)?)"),
}  # fmt: skip
# Followed by a word with an article, one without it is most often a noun: في ختام الجلسة.
_IN_AR = re.compile(r"\bفي\s+(ال[\u0621-\u064A]+|[\u0621-\u064A]{3,}\b(?!\s+ال))")
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+(?:(?: (?:of|the|de|van|von|al|el|bin|ibn|da|di)){0,2} [A-Z][\w'’-]+)*")
# A single capitalised word after these is where something is, in English: "in Rimal", "the ministers of Belmara".
_LOCATING = re.compile(
    r"\b(?:in|at|near|outside|off|across|around|through|into|within|inside|throughout"
    r"|(?:gulf|city|town|port|province|republic|kingdom|states?|governments?|ministers?|presidents?|parliament|coasts?"
    r"|capital|people|north|south|east|west|parts?|waters|borders?|region|village|district|camp|lake|river|island"
    r"|authorities|army|citizens) of)\s+(?:the\s+)?(?:[A-Z][\w'’-]+(?:,\s+|,?\s+and\s+))*$"
)
# "Since" of a time gives no reason.
_REASON = re.compile(
    r"\b(?:because|due to|owing to|since(?! (?:\d|the |then|last|early|late|mid|its |january|february|march|april|may"
    r"|june|july|august|september|october|november|december|[\w-]+ \d{4}))|as a result of|in order to|so that|caused by"
    r"|led to|reason|prompted|after|in protest|thanks to|to avoid|to prevent)\b"
    r"|لان|بسبب|نتيجه|من اجل|نظرا|اذ |لكي|حتي|بفضل|جراء|احتجاج|لمنع|لتجنب|يرجع|سبب|مما ادي|وذلك|بغيه|بهدف"
)
_DEFINES = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one|any)\b|\bmeans\b|\bcovers\b|\brefers to\b|\bdefined as\b|\bknown as\b"
    r"|\bstands for\b|(?:^|\s)(?:هو|هي|هم)\s|يعني|تعني|يقصد|يراد ب|يعرف|تعرف|عباره عن|يشير|تشير"
)


def find(sentence: str, wanted: Asked, question_stems: frozenset[str] | set[str]) -> tuple[Mark, ...]:
    """The words of `sentence` that may answer, those of the question left out; in order, none overlapping."""
    language = language_of(sentence)
    if wanted.kind == "date":
        return _dates(sentence)
    if wanted.kind == "number":
        return _numbers(sentence, wanted)
    if wanted.kind == "place":
        return _new(_places(sentence, language), sentence, question_stems)
    if wanted.kind == "person":
        named = [(start, end) for start, end in persons(sentence, language) if not _located(sentence, start, end)]
        found = [Mark(start, end, "person") for start, end in named]
        return _new(found, sentence, question_stems)
    return ()


def _located(sentence: str, start: int, end: int) -> bool:
    """Whether what looks like a person's name is more likely that of a place."""
    return " " not in sentence[start:end] and bool(_LOCATING.search(sentence[:start]))


def has_form(sentence: str, wanted: Asked) -> bool:
    """Whether a sentence is worded as a reason or a definition is; never for what marks show."""
    if wanted.kind == "reason":
        return bool(_REASON.search(normalise(sentence)))
    return wanted.kind == "definition" and bool(_DEFINES.search(normalise(sentence)))


def names(sentence: str, question_stems: frozenset[str] | set[str]) -> tuple[Mark, ...]:
    """Names that the question does not have: the capitalised ones of an English sentence, an Arabic one's places."""
    if language_of(sentence) == "ar":
        return _new(_places(sentence, "ar"), sentence, question_stems)
    found = [Mark(m.start(), m.end(), "name") for m in _CAPITALISED.finditer(sentence) if m.start()]
    return _new(found, sentence, question_stems)


def _new(found: list[Mark], sentence: str, question_stems: frozenset[str] | set[str]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        stems = {k.stem for k in keywords(sentence[mark.start : mark.end])}
        if stems and not stems <= question_stems and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return tuple(kept)


def _dates(sentence: str) -> tuple[Mark, ...]:
    found = [Mark(d.start, d.end, "date") for d in find_dates(sentence)]
    ascii_text = "".join(normalise(c) if c.isdigit() else c for c in sentence)
    for year in _YEAR.finditer(ascii_text):
        if not any(m.start <= year.start() < m.end for m in found):
            found.append(Mark(year.start(), year.end(), "date"))
    return tuple(sorted(found, key=lambda m: m.start))


def _numbers(sentence: str, wanted: Asked) -> tuple[Mark, ...]:
    """Numbers in digits or words, not those of dates; only those beside the unit or measure asked for, if any are."""
    dates = _dates(sentence)
    found = [n for n in find_all_numbers(sentence) if not any(d.start <= n.start < d.end for d in dates)]
    found = [n for n in found if not _is_label(sentence, n, wanted)]
    right = [n for n in found if _unit_near(sentence, n, wanted)]
    return tuple(Mark(n.start, n.end, "number") for n in right or found)


def unit_stands(sentence: str, wanted: Asked) -> bool:
    """Whether a number of `sentence` stands beside the unit or measure that is asked for."""
    return wanted.kind == "number" and any(_unit_near(sentence, n, wanted) for n in find_all_numbers(sentence))


def _unit_near(sentence: str, number: NumberSpan, wanted: Asked) -> bool:
    after = list(islice(words(sentence[number.end :]), _NEAR))
    if wanted.measure:
        # A sign stands right before the number or right after it, a word after it; "every two years" before.
        reach = 12 if wanted.measure == "frequency" else 2
        around = sentence[max(number.start - reach, 0) : number.end + max(_end(after[:2]), 1)]
        return bool(_MEASURED[wanted.measure].search(normalise(around)))
    if _is_label(sentence, number, wanted):
        return False
    before = [match.group() for match in words(sentence[: number.start])][-1:]
    return any(stem(normalise(word)) in wanted.unit for word in (*(m.group() for m in after), *before))


def _is_label(sentence: str, number: NumberSpan, wanted: Asked) -> bool:
    """Whether a number only tells one of what is counted from another: "Article 5", «المادة 3»; not "members: 15"."""
    before = list(words(sentence[: number.start]))[-1:]
    if not before or not sentence[before[0].end() : number.start].isspace():
        return False
    form = normalise(before[0].group())
    plural = is_plural(form) if language_of(form) == "ar" else form.endswith("s")
    return stem(form) in wanted.unit and not plural


def _end(matches: list[re.Match[str]]) -> int:
    return matches[-1].end() if matches else 0


def _places(sentence: str, language: Language) -> list[Mark]:
    known = known_places(language)
    tokens = [(m.group(), m.start(), m.end()) for m in words(sentence)]
    found = []
    for at in range(len(tokens)):
        for width in (3, 2, 1):
            if at + width <= len(tokens):
                name = normalise(sentence[tokens[at][1] : tokens[at + width - 1][2]])
                forms = (name, name[1:]) if language == "ar" and name[:1] in "وبل" else (name,)
                if any(form in known for form in forms) and (language == "ar" or tokens[at][0][:1].isupper()):
                    found.append(Mark(tokens[at][1], tokens[at + width - 1][2], "place"))
                    break
    months = _months()
    named = (m for m in _PLACE_BEFORE[language].finditer(sentence) if normalise(m[1]) not in months)
    found += [Mark(m.start(1), m.end(1), "place") for m in named]
    return found if language == "en" else found + _unknown_places(sentence)


def _unknown_places(sentence: str) -> list[Mark]:
    """Arabic names have no capitals: a word after "in" that the language does not have is one of a place."""
    found = (m for m in _IN_AR.finditer(sentence) if not is_stop_word(normalise(m[1])) and not is_word(normalise(m[1])))
    return [Mark(m.start(1), m.end(1), "place") for m in found]


@cache
def _months() -> frozenset[str]:
    from babel import Locale

    return frozenset(normalise(name) for name in Locale("en").months["format"]["wide"].values())
