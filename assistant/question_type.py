"""What a question asks for, in both languages: a date, a person, a place, a number of something, a reason, a list…

In: a question. Out: an Asked. Where a sentence has such a thing is spans.py's.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.arabic import is_plural
from corpus.language import keywords, normalise
from corpus.lexicon import terms
from corpus.records import Language

Kind = Literal["date", "person", "place", "number", "reason", "definition", "yes-no", "other"]
# Units that are written in signs or by other words than the question's, in both languages.
Measure = Literal["money", "share", "duration", "length", "extent", "frequency", ""]


@dataclass(frozen=True, slots=True)
class Asked:
    """What would answer a question."""

    kind: Kind
    unit: frozenset[str] = frozenset()  # stems of what is counted: "how many days"
    measure: Measure = ""  # of a number
    many: bool = False  # a list is asked for
    plural: bool = False  # several things are, which may stand in a list or in one sentence
    term: str = ""  # whose definition is asked for, as typed, where it stands in quotation marks


_Patterns = dict[Language, re.Pattern[str]]

# What asks for a list or a timeline before its subject is named; as typed.
_FRAMES: _Patterns = {
    "en": re.compile(
        r"^(?:(?:please|can|could|would|you|i|want|need|now) )*"
        r"(?:(?:give|show|draw up|make|write|prepare|build) (?:me |us )?)?"
        r"(?:(?:list|name|enumerate|mention) (?:all |some )?(?:of )?(?:the )?dates"
        r"|(?:put|arrange|order|sort)(?=.*\b(?:chronological|time order|by date|by year)\b)"
        r"|(?:list|name|enumerate|mention)(?: (?:all|some))?(?: of)?|(?:(?:a|the|full|complete|short|brief) )*"
        r"(?:timeline|chronology|list|table|sequence of events|milestones|(?:key|important|main) dates"
        r"|history(?=.*\b(?:in dates|year by year)\b)))(?: (?:of|for|on|in|about|to))?\s+(?:the )?",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"^(?:(?:من فضلك|لو سمحت|هل يمكنك|[أا]ريد|[أا]عطني|اعطني|هات|ضع|[أا]عد|اعرض|قدم|اكتب)(?:\s+لي)?\s+)*"
        r"(?:رت[ّ]?ب\s+(?=.*(?:زمني|تاريخ|تواريخ))(?:(?:[أا]هم\s+)?(?:[أا]حداث|وقائع|محطات)\s+)?|(?:اذكر|[أا]ذكر|عد[ّ]?د|سم[ّ]?|اسرد)(?:\s+لي)?\s+(?:(?:أهم|اهم|أبرز|ابرز|جميع|كل)\s+)?"
        r"|(?:ما\s+(?:هو|هي)?\s*)?(?:(?:ال)?(?:تسلسل|جدول|خط|ترتيب)(?:ا|ًا)?\s+(?:ال)?زمني(?:ا|ًا)?|(?:ال)?تسلسل\s+(?:ال)?[أا]حداث"
        r"|جدول(?:ا|ًا)?(?=\s+(?:ل|ب))|(?:(?:أهم|اهم|أبرز|ابرز)\s+)?(?:المحطات|محطات|التواريخ|تواريخ)"
        r"(?:\s+(?:الرئيسي[ةه]|المهم[ةه]|البارز[ةه]|الأساسي[ةه]))?)\s+(?:(?:في|من|عن|الخاص[ةه]?\s+ب)\s+)?"
        r"(?:تاريخ\s+)?)"
    ),
}

# The same after it, and what only calls a subject one.
_TAILS: _Patterns = {
    "en": re.compile(
        r"(?:[\s,]*(?:in dates|year by year|by (?:date|year)|in (?:chronological |time )?order(?: of (?:date|time))?"
        r"|chronologically|project|process|story|affair|please"
        r"|(?<=\w)['’]s (?:milestones|(?:key |main )?(?:dates|events)|history|timeline|chronology)"
        r"|(?:from|between|for) [12]\d{3}\s*(?:to|and|until|-|–)\s*(?:[12]\d{3}|[^?.]{3,40})"
        r"|(?:since|until|before|after) [12]\d{3}"
        r"))+(?=[\s.?!]*$)",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"(?:[\s،]+(?:بالتواريخ|زمني(?:ا|ًا)|بالترتيب\s+الزمني|(?:ب?حسب|وفق)\s+(?:ال)?(?:تواريخ|تاريخ|زمن)|بتسلسل(?:ها|ه)?\s+الزمني"
        r"|سنة\s+بسنة|عام(?:ا|ًا|اً|ً)?\s+بعام|من\s+فضلك|لو\s+سمحت"
        r"|(?:من|بين)\s+(?:عام(?:ي)?\s+|سنة\s+|سنتي\s+)?[\d٠-٩]{4}\s*(?:[إا]لى|حتى|و|-|–)\s*(?:(?:عام\s+|سنة\s+)?[\d٠-٩]{4}|[^؟?.]{3,40})"
        r"|(?:منذ|حتى|قبل|بعد)\s+(?:عام\s+|سنة\s+)?[\d٠-٩]{4}))+(?=[\s.؟?!]*$)"
    ),
}

# Patterns over normalised text.
_YES_NO: _Patterns = {
    "en": re.compile(r"^(?:is|are|was|were|do|does|did|can|could|may|must|has|have|had|will|would|should)\b"),
    "ar": re.compile(r"^[وف]?(?:هل|ا(?:يجوز|يحق|يمكن|ليس|لم))\b"),
}
_DATE: _Patterns = {
    "en": re.compile(
        r"\bwhen\b|\b(?:what|which) (?:\w+ ){0,2}(?:year|years|date|month|day|century|decade)\b|\buntil what\b"
        r"|\bdate of\b"
    ),
    "ar": re.compile(
        r"(?:^|\s|[وف])متي\b|\b(?:[بل]?اي[هة]?|ما|ماهو) (?:هو |هي )?(?:ال)?(?:عام|سنه|شهر|تاريخ|يوم|قرن|عقد)\b"
    ),
}
# Several dates: a timeline.
_TIMELINE: _Patterns = {
    "en": re.compile(
        r"\bin (?:what|which) order\b|\bhistory of .*\bin dates\b|\byear by year\b|\border of (?:date|time)\b"
        r"|\bchronological(?:ly)?\b|^(?:order|sort|arrange) .*\bby (?:date|year)\b"
        r"|^(?:list|name|give me) (?:all )?(?:the )?dates\b"
        r"|\bwhen (?:were|are|did) the (?:two|three|four|five|six|seven)\b"
        r"|\btimeline\b|\bchronolog\w+|\bsequence of events\b|\b(?:key|important|main|all(?: the)?) dates\b"
        r"|\bmilestones?\b|\b(?:what|which) (?:\w+ ){0,2}(?:years|dates)\b|\bdates of\b"
        r"|\bwhen (?:were|are|did) (?:each|all|(?:the )?(?:\w+ )?(?:meetings|sessions|summits|reviews|resolutions"
        r"|visits|attacks|talks|elections|treaties|conferences|wars|amendments|agreements|conventions|sanctions))\b"
    ),
    "ar": re.compile(
        r"(?:تسلسل|ترتيب|جدول|خط)ا? (?:ال)?زمنيا?\b|\bزمنيا\b|بالترتيب الزمني|بالتواريخ"
        r"|(?:حسب|وفق) (?:ال)?(?:تاريخ|تواريخ|زمن)\b|سنه بسنه|عاما بعام"
        r"|تسلسل (?:ال)?احداث|\bباي ترتيب\b|\bمتي \w+ ال\w+ ال(?:اثن\w+|ثلاثه?|اربعه?|خمسه?|سته?|سبعه?)\b"
        r"|تسلسل\w* الزمني|\b(?:ال)?محطات\b|مراحل تطور|تتابع الاحداث"
        r"|\b(?:ما|ماهي|في اي|اذكر) (?:هي )?(?:اهم |ابرز )?(?:ال)?(?:تواريخ|سنوات|اعوام)\b"
        r"|\bمتي (?:\w+ )?(?:ال)?(?:قرارات|اجتماعات|مراجعات|مؤتمرات|موتمرات|زيارات|جولات|محادثات|مفاوضات|انتخابات"
        r"|اتفاقيات|معاهدات|هجمات|عمليات|جلسات|دورات|عقوبات|تعديلات|قمم|حروب|احداث)\b"
    ),
}
# What is done again and again, as nothing is founded or signed twice.
_RECURS: _Patterns = {
    "en": re.compile(
        r"\bwhen (?:did|has|have|does|was|were) .*\b(?:chair|preside|host|visit|meet|convene|attend)\w*\b"
    ),
    "ar": re.compile(r"متي (?:ت?راست?|تراس\w*|تولت? \w*رياسه|استضافت?|زارت?|اجتمعت?|التقت?|التقي|حضرت?|عقدت?)\b"),
}
_NUMBER: _Patterns = {
    "en": re.compile(
        r"\bhow (?:many|much|long|far|old|large|big|high|tall|often|wide|deep|fast|heavy)\b|\bnumber of\b"
        r"|\b(?:what|which) (?:\w+ ){0,2}(?:share|portion|fraction|proportion|percent\w*|budget|cost|price|salary"
        r"|population"
        r"|revenues?|amount|sum|distance|length|height|rate|size|area|volume|age|weight|speed|temperature|value)\b"
        r"|\bwhat (?:would|did|does|do|will) .*\bcosts?\b"
        r"|\bwhat (?:is|was|are|were) (?:the |its |their |\w+['’]s )?(?:[\w-]+ ){0,3}?(?:budget|costs?|price|salary"
        r"|population|revenues?|number|percentage|share|length|height|depth|width|capacity|rate|area|age|weight|speed|value"
        r"|total|turnout|quota|fee|fine|tonnage)(?= (?:of|for|in|at|to|under|per|on|when|during|by)\b|[?.!]*$)"
    ),
    "ar": re.compile(
        r"(?:^|\s|[وفب])كم\b|\b(?:ما|ماهو|ماهي|كم) (?:هو |هي )?(?:عدد|مقدار|نسبه|طول|مده|ميزانيه|تكلفه|كلفه|سعر"
        r"|راتب|ايرادات"
        r"|حجم|قيمه|مساحه|ارتفاع|معدل|عمر|سرعه|وزن|المسافه|النسبه|المده)\b|^عدد\b"
    ),
}
_PERSON: _Patterns = {
    "en": re.compile(
        r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:what|which) (?:\w+ ){0,3}(?:person|president|minister|king|queen|leader"
        r"|author"
        r"|secretary-general|ambassador|general|scientist|emperor|player|actor|man|woman|chief|chair|envoy|founder)\b"
    ),
    "ar": re.compile(
        r"^[وف]?(?:من|لمن|بمن|ممن)\b(?! (?:اين|متي|اي|كم|بين|خلال|اجل|حيث))|[،,]\s*من هو\b"
        r"|\bما اسم (?:ال)?(?:رئيس|وزير|امين|سفير|ملك|شخص|مدير|قايد)"
        r"|\b(?:اي|ما) (?:رئيس|وزير|ملك|سفير|قايد|شخص|عالم|كاتب|امبراطور|زعيم)\b"
    ),
}
_PLACE: _Patterns = {
    "en": re.compile(
        r"\bwhere\b|\b(?:what|which) (?:\w+ ){0,2}(?:country|countries|city|cities|capital|state|states|place"
        r"|places|town|region|regions"
        r"|continent|river|island|nation|area|location|village|province|county|port|harbour|harbor|airport|district"
        r"|border|crossing|museum|venue|building|hall|street|square|headquarters)\b|\bcapital of\b"
    ),
    "ar": re.compile(
        r"(?:^|\s|[وف])اين\b|\b(?:[بل]?اي[هة]?|ما|ماهي) (?:هي |هو )?(?:ال)?(?:دوله|دول|بلد|بلدان|مدينه|مدن|عاصمه"
        r"|مكان|قاره|منطقه|مناطق|ولايه|محافظه|بلده|قريه|ميناء|مرفا|مطار|معبر|متحف|مبني|قاعه|شارع|ميدان"
        r"|مقاطعه|جزيره|نهر|موقع|مقر|اقليم)\b"
    ),
}
_REASON: _Patterns = {
    "en": re.compile(
        r"\bwhy\b|\b(?:what|which) (?:\w+ ){0,2}(?:reasons?|causes?|caused)\b|\bhow come\b|\bwhat led to\b"
    ),
    "ar": re.compile(
        r"(?:^|\s|[وف])(?:لماذا|لما|لم)\b|\b(?:ما|ماهو|ماهي) (?:هو |هي )?(?:ال)?(?:سبب|اسباب|دافع|دوافع)\b"
        r"|\bبسبب ماذا\b"
    ),
}
_DEFINITION: _Patterns = {
    "en": re.compile(
        r"^(?:what|who) (?:is|are|was|were) (?:an? |the )?[^,]{2,40}\??$|^define\b|\bwhat does .+ (?:mean|stand for)\b"
        r"|\bmeaning of\b"
    ),
    "ar": re.compile(
        r"^[وف]?(?:ما|ماهو|ماهي) (?:هو |هي )?[^،]{2,30}؟?$|^عرف\b|\bالمقصود ب|\bما معني\b|\bماذا (?:يعني|تعني)\b"
    ),
}
# A term in quotation marks, as typed: 'What is a "hostile act" under the accord?', «ما المقصود بـ«العمل العدائي»؟».
_TERM: _Patterns = {
    "en": re.compile(
        r"(?:^what (?:is|are|was|were) (?:meant by )?(?:an? |the )?|\b(?:defin\w+|definition|meaning)\b[^?\"“«]{0,60})"
        r"[\"“«](?P<term>[^\"”»]{2,60})[\"”»]",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"(?:^(?:ما|ماذا)(?: هو| هي)? ?|\b(?:المقصود|يقصد|يُقصد|يعني|تعني|تعريف|تعرّف|يعرّف|معنى|عرّف|عرف)[^؟«\"“]{0,60})"
        r"[«\"“](?P<term>[^»\"”]{2,60})[»\"”]"
    ),
}
_MANY: _Patterns = {
    "en": re.compile(
        r"^(?:list|name|enumerate)\b|\b(?:table|list) of\b"
        r"|\b(?:what|which) (?:\w+ ){0,2}(?:countries|states|members|conventions"
        r"|treaties|resolutions"
        r"|documents|reports|agreements|organi[sz]ations|bodies|committees|cities|dates|events|pillars|steps"
        r"|measures|years)\b"
        r"|^(?:what|who) (?:are|were)\b(?=.*s\b)"
        r"|\b(?:what|which) (?:two|three|four|five|six|seven|eight|nine|ten) \w+"
    ),
    "ar": re.compile(
        r"^(?:اذكر|عدد|سم|اسرد|من هم)\b|\b(?:جدولا?|قايمه) (?=ب|ل)"
        r"|\b(?:ما|ماهي|اي) (?:هي )?(?:ال)?(?:دول|بلدان|اعضاء|اتفاقيات|معاهدات"
        r"|قرارات|وثايق"
        r"|تقارير|منظمات|هييات|لجان|مدن|تواريخ|احداث|ركايز|خطوات|تدابير|اهم|ابرز|سنوات|اسباب)\b"
        r"|^[وف]?(?:ما|ماهي|اي) (?:هي )?\w+ كل\b"
    ),
}
_EACH = re.compile(r"\beach\b|\bevery (?!how)\w+\?|\b[لب]?كل (?:دوله|بلد|سنه|عام|منها|طرف|جهه|عضو|اقليم)\b")
# Several things of any kind, which a list may give and a sentence may name.
_PLURAL_EN = re.compile(
    r"\bwhich (?:(?!of\b|is\b|was\b|does\b|has\b)\w+ ){0,2}?(?!is\b|was\b|has\b|does\b)\w{3,}(?<![aius])s\b"
    r"|\bwhat (?:(?!of\b|is\b|was\b|does\b|has\b)\w+ ){0,2}?\w{3,}(?<![aius])s"
    r" (?:are|were|did|do|have|had|can|could|will|would|must|should|may)\b"
)
_ASKED_FOR_AR = re.compile(r"[وف]?(?:ما|ماهي|اي) (?:هي |هم )?(\w+)")
_MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("money", re.compile(r"\b(?:cost|costs|price|budget|salary|revenues?|how much money|fund\w*|paid)\b|تكلف"
        r"|كلفه|ميزاني|سعر|راتب|ايراد|اموال|تمويل|دولار")),
    ("share", re.compile(r"\b(?:percent\w*|share|portion|proportion|fraction|rate)\b|نسبه|معدل")),
    ("frequency", re.compile(r"\bhow often\b|كل كم|كم مره")),
    ("extent", re.compile(r"\bhow long\b")),
    ("duration", re.compile(r"\bhow old\b|\bage\b|كم (?:من الوقت|استغرق\w*|دام\w*|استمر\w*|يستغرق|تستغرق"
        r"|عمر)|مده|عمر")),
    ("length", re.compile(r"\bhow (?:far|high|tall|wide|deep)\b|\b(?:distance|length|height)\b|\bطول|ارتفاع"
        r"|المسافه|مسافه")),
)  # fmt: skip
_COUNTED: _Patterns = {
    # What stands before the verb that goes with it, or else the first word.
    "en": re.compile(
        r"\bhow many (?:((?:[\w'’-]+ ){0,2}?[\w'’-]+)(?= (?:did|do|does|are|were|was|is|have|has|had|can|will|would|sat"
        r"|belong)\b)|([\w'’-]+))|\bnumber of ([\w'’-]+)"
    ),
    "ar": re.compile(
        r"\bكم (?:عدد )?(?!(?:[تي]?بلغت?|استغرق\w*|دام\w*|كانت?|[يت]وجد|من)\b)(?:ال)?(\w+)|\bعدد (?:ال)?(\w+)"
    ),
}
_MEMBERS = frozenset(word.stem for word in keywords("member members"))  # "member states": 22 members are meant, too
_CORRECTED = re.compile(r"^.*\b(?:i mean|or rather|sorry|اقصد|عفوا|بل)\b[,،]?\s*")  # "where, sorry, when did …"


def asked(question: str, language: Language, lexicon: Path | None = None) -> Asked:
    """What `question` asks for; the first kind that fits, from the surest sign to the weakest.

    With the folder of the prepared `lexicon` what is counted is known in both languages.
    """
    text = normalise(question).strip()
    if (again := _CORRECTED.sub("", text)) != text and _first_asked(again, language):
        text = again
    many = bool(_MANY[language].search(text))
    plural = bool(_PLURAL_EN.search(text)) if language == "en" else _asks_for_plural(text)
    if _YES_NO[language].search(text):
        return Asked("yes-no")
    if _TIMELINE[language].search(text):
        return Asked("date", many=True)
    if term := _TERM[language].search(question):
        return Asked("definition", term=term["term"])
    kind = _first_asked(text, language)
    each = _EACH.search(text) is not None
    if kind == "number" or (each and _NUMBER[language].search(text)):  # "which countries, and how many from each?"
        measure = next((name for name, pattern in _MEASURES if pattern.search(text)), "")
        return Asked("number", _unit(text, language, lexicon), measure, each)  # type: ignore[arg-type]
    if kind:
        return Asked(kind, many=many or (each and kind == "date"), plural=plural and kind != "date")
    if not many and not plural and _DEFINITION[language].search(text) and len(keywords(text)) <= 3:
        return Asked("definition")
    return Asked("other", many=many, plural=plural)


def _first_asked(text: str, language: Language) -> Kind | None:
    """The kind whose question word comes first: "who was president when …" asks for a person, "in what year did the
    man who …" for a date. Of those that begin together the surest sign counts."""
    kinds: list[tuple[Kind, _Patterns]] = [
        ("date", _DATE), ("number", _NUMBER), ("reason", _REASON), ("place", _PLACE), ("person", _PERSON),
    ]  # fmt: skip
    found = [
        (match.start(), kind)
        for kind, patterns in kinds
        if (match := patterns[language].search(text)) and not (kind == "number" and text.startswith("عدد"))
    ]
    return min(found, key=lambda pair: pair[0], default=(0, None))[1]


def _asks_for_plural(text: str) -> bool:
    """«ما توصيات البعثة؟», «ما هي الدروس المستخلصة؟»"""
    found = _ASKED_FOR_AR.match(text)
    return found is not None and is_plural(found[1])


def recurs(question: str, language: Language) -> bool:
    """Whether a question of when is after what may have happened more than once."""
    return bool(_RECURS[language].search(normalise(question)))


def subject_of(question: str, language: Language) -> str:
    """`question` without the words that only ask for a list or a timeline of its subject, as it is typed."""
    rest = _FRAMES[language].sub("", question, count=1)
    if rest != question or _TIMELINE[language].search(normalise(question)):
        rest = _TAILS[language].sub("", rest)
    rest = re.sub(r"^ل(?=ل?\w{4})", "", rest) if rest != question and language == "ar" else rest
    return rest if keywords(rest) else question


def _unit(text: str, language: Language, lexicon: Path | None) -> frozenset[str]:
    """The stems of what is counted: its noun, not what describes it, for "sea turtles" are counted by no other sea."""
    found = _COUNTED[language].search(text)
    counted = next((group for group in found.groups() if group), "") if found else ""
    said = [word.stem for word in keywords(counted)]
    said = said[-1:] if len(said) > 1 and said[0] not in _MEMBERS else said
    if lexicon is None or not said:
        return frozenset(said)
    forms = [form for term in terms(said, language, lexicon) for form in term.equivalents]
    other: Language = "en" if language == "ar" else "ar"
    # There and back: a plural finds its singular ("أعضاء", member, "عضو").
    back = [form for there in forms for term in terms(there, other, lexicon) for form in term.equivalents]
    return frozenset(said) | {stem for form in (*forms, *back) for stem in form}
