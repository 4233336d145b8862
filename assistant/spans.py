"""Where the dates, places, persons and numbers of a sentence stand: the words that can answer a question.

In: a verbatim sentence and what is asked. Out: Marks with offsets into it. Names follow forms and small word lists
(countries and cities from CLDR through Babel), so a name may be missed; what is marked is always there.
"""

import re
from functools import cache
from itertools import islice

from assistant.number_words import NumberSpan, find_all_numbers
from assistant.question_type import Asked
from assistant.records import Mark
from corpus.dates import find_dates
from corpus.language import keywords, language_of, normalise, stem, words
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
_ORGANISATION = frozenset(
    "council assembly convention forum committee organization organisation university agency group united nations"
    " union league treaty agreement protocol resolution act court bank fund office ministry department party church"
    " house parliament congress commission conference summit strategy charter article chapter".split()
)
_TITLES: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "mr mrs ms dr sir lord lady president minister king queen prince princess ambassador secretary-general general"
        " pope saint emperor chancellor senator professor khan sheikh sultan captain colonel director".split()
    ),
    "ar": frozenset(
        "السيد السيده الرييس رييس الوزير وزير السفير سفير الدكتور الامير الملك الملكه الامين الشيخ السلطان"
        " الامبراطور البابا"
        " القديس العقيد اللواء الفريق المدير مدير البروفيسور الجنرال القايد المستشار زعيم الزعيم المبعوث".split()
    ),
}
# Given names common in reports, by which a name in Arabic script is known; transliterated ones among them.
_GIVEN_NAMES = frozenset(
    "محمد احمد محمود علي حسن حسين عبد عبدالله عبدالرحمن عبدالعزيز عبدالفتاح ابراهيم اسماعيل يوسف عمر عثمان خالد"
    " سعد سعيد سامي"
    " سامح طارق كمال جمال انور حسني سليمان مصطفي نبيل عمرو عصمت بطرس فيصل سلمان سعود خليفه زايد تميم حمد صالح"
    " ياسر عرفات"
    " بشار حافظ صدام نوري هاشم الشاذلي رياض زيد طلال غسان فواد فاروق جورج جون جيمس روبرت وليام ويليام ديفيد"
    " دايفيد توماس"
    " تشارلز هنري ريتشارد مارتن بيتر بول ادوارد فرانسيس فرانكلين باراك دونالد جو جيمي بيل هيلاري انتوني انطونيو"
    " كوفي بان"
    " داغ فلاديمير ميخايل ايمانويل فرانسوا جاك شارل لويس انغيلا اولاف هيلموت توني مارغريت بنيامين مناحم اسحاق"
    " ايهود ارييل"
    " غولدا شمعون موشيه ليستر كورت خافيير ماري اليزابيث فيكتوريا نيكولا البرت اسحق ارثر فريدريك يوهان كارل"
    " الكسندر ايفان"
    " جنكيز كوبلاي ستيفن مايكل كريستوفر دانيال صامويل بنجامين اندرو ابراهام".split()
)
_PLACE_BEFORE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:in|at|near|from|to|outside|city of|capital of|off|into|throughout|across"
        r"|of) (?:the )?((?:[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+))*)"),
    "ar": re.compile(r"(?:\b(?:مدينه|مدينة|عاصمة|العاصمة|ولاية|مقاطعة|جزيرة|جزر|بلدة|قرية|منطقة|إقليم|شمال|جنوب"
        r"|شرق|غرب|بالقرب من|قرب)\s+)([\u0621-\u064A]+(?:\s+ال[\u0621-\u064A]+)?)"),
}  # fmt: skip
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+(?:(?: (?:of|the|de|van|von|al|el|bin|ibn|da|di)){0,2} [A-Z][\w'’-]+)*")
_REASON = re.compile(
    r"\b(?:because|due to|owing to|since|as a result of|in order to|so that|caused by|led to|reason|prompted"
    r"|after|in protest|thanks to|to avoid|to prevent)\b"
    r"|لان|بسبب|نتيجه|من اجل|نظرا|اذ |لكي|حتي|بفضل|جراء|احتجاج|لمنع|لتجنب|يرجع|سبب|مما ادي|وذلك|بغيه|بهدف"
)
_DEFINES = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one)\b|\bmeans\b|\brefers to\b|\bdefined as\b|\bknown as\b|\bstands for\b"
    r"|(?:^|\s)(?:هو|هي|هم)\s|يعني|تعني|يقصد|يعرف|تعرف|عباره عن|يشير|تشير"
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
        return _new(_persons(sentence, language), sentence, question_stems)
    return ()


def has_form(sentence: str, wanted: Asked) -> bool:
    """Whether a sentence is worded as a reason or a definition is; never for what marks show."""
    if wanted.kind == "reason":
        return bool(_REASON.search(normalise(sentence)))
    return wanted.kind == "definition" and bool(_DEFINES.search(normalise(sentence)))


def names(sentence: str, question_stems: frozenset[str] | set[str]) -> tuple[Mark, ...]:
    """Capitalised names of an English sentence that the question does not have."""
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
    before = [match.group() for match in words(sentence[: number.start])][-1:]
    return any(stem(normalise(word)) in wanted.unit for word in (*(m.group() for m in after), *before))


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
    return found


@cache
def _months() -> frozenset[str]:
    from babel import Locale

    return frozenset(normalise(name) for name in Locale("en").months["format"]["wide"].values())


@cache
def known_places(language: Language) -> frozenset[str]:
    """Countries, regions and the cities that time zones are named after."""
    from babel import Locale

    locale = Locale(language)
    cities = [str(zone.get("city") or "") for zone in locale.time_zones.values()]
    if language == "en":
        cities += [str(zone).rpartition("/")[2].replace("_", " ") for zone in Locale("ar").time_zones]
    found = {normalise(name) for name in (*locale.territories.values(), *cities) if name}
    if language == "ar":
        found |= {name[2:] for name in found if name.startswith("ال") and len(name) > 5}
    return frozenset(found)


def _persons(sentence: str, language: Language) -> list[Mark]:
    if language == "en":
        places = known_places("en")
        found = []
        for match in _CAPITALISED.finditer(sentence):
            said = normalise(match.group()).split()
            if said[0] in _OPENERS:
                continue
            if len(said) == 1 and match.start() == 0:
                continue
            if not _ORGANISATION.isdisjoint(said) or normalise(match.group()) in places:
                continue
            found.append(Mark(match.start(), match.end(), "person"))
        return found
    tokens = [(normalise(m.group()), m.start(), m.end()) for m in words(sentence)]
    found = []
    for at, (word, start, _) in enumerate(tokens):
        bare = word[1:] if word[:1] in "ولبف" and word[1:] in _GIVEN_NAMES else word
        if bare in _GIVEN_NAMES and (not found or start >= found[-1].end):
            last = at + 1 if at + 1 < len(tokens) and len(tokens[at + 1][0]) > 2 else at
            if bare == "عبد" and last + 1 < len(tokens):
                last += 1
            found.append(Mark(start, tokens[last][2], "person"))
        elif word in _TITLES["ar"] and at + 1 < len(tokens) and not tokens[at + 1][0].startswith("ال"):
            found.append(Mark(tokens[at + 1][1], tokens[min(at + 2, len(tokens) - 1)][2], "person"))
    return found


_OPENERS = frozenset(
    "the a an in on at it this that these those its their his her he she they and but after before".split()
)
