"""Other ways to ask for a comparison, put in the plain words that compare.py reads.

In: a question as typed. Out: "compare A and B …" for "put A and B side by side", "a table comparing A with B", "which
is older, A or B?", "is A larger than B?" and «أيهما أقدم: أ أم ب؟»; any other question as it is.
"""

import re

_SIDE_BY_SIDE = re.compile(
    r"^(?:(?:please|can|could|would|you) )*(?:put|set|place|lay|show(?: me)?)\s+(?P<sides>.+?)\s+"
    r"(?:side by side|next to each other|beside each other|against each other)(?P<rest>.*)$"
    r"|^(?:من فضلك\s+)?(?:ضع|اعرض|[أا]ظهر|[أا]رني|هات)(?:\s+لي)?\s+(?P<arabic>.+?)\s+"
    r"(?:جنب(?:ا|ًا)? [إا]لى جنب|بعضه(?:م|ما) بجانب بعض)(?P<after>.*)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?<=\w)\s+side by side$|\s+جنب(?:ا|ًا) [إا]لى جنب$", re.IGNORECASE)
_TABLE = re.compile(
    r"^(?:(?:please|can|could|would|you|i want|i need|give|show|make|draw up|draw|prepare) (?:me )?)*"
    r"(?:a |an |the )?(?:comparative |comparison )?(?:table|chart|overview)\s+"
    r"(?:that compares|which compares|comparing|to compare|of|for|contrasting)\s+(?P<sides>.+)$",
    re.IGNORECASE,
)
_ARABIC_TABLE = re.compile(
    r"^(?:من فضلك\s+)?(?:(?:[أا]ريد|[أا]عطني|هات|ضع|اعرض|[أا]عد|[أا]نشئ|قدم)(?:\s+لي)?\s+)?"
    r"جدول(?:ا|ًا)?\s+(?:مقارن(?:ا|ًا)?\s+)?(?:[يل]?قارن|للمقارنة|لمقارنة|للمقارنه|مقارنة)\s+(?P<sides>بين\s+.+)$"
)
# "which is older, A or B": the words that say by what stand before the names, or between them.
_WHICH = re.compile(
    r"^which(?: one| of (?:them|the two|these))?\s+(?P<about>[^,:]{3,60}?)\s*[,:]\s*(?P<one>.+?)\s+or\s+(?P<other>.+)$",
    re.IGNORECASE,
)
_ARABIC_WHICH = re.compile(
    r"^(?:و\s?)?أ?ا?ي(?:هما|هم|ها)\s+(?P<about>[^،:]{2,60}?)\s*[،:]\s*(?P<one>.+?)\s+[أا]م\s+(?P<other>.+)$"
)
_THAN = re.compile(
    r"^(?:is|are|was|were|does|do|did|has|have|had)\s+(?P<one>.+?)\s+"
    r"(?P<about>(?:have |has |meet |get |receive )?(?:more|fewer|less)\s+[\w ]+?|[a-z]+er)\s+than\s+(?P<other>.+)$",
    re.IGNORECASE,
)
# Words of degree say by what two are compared, and stand in no document.
_DEGREES: dict[str, str] = {
    r"\b(?:the )?(?:old|young)(?:er|est)\b|\bnewer\b": "established",
    r"\b(?:entered|came) into force (?:earlier|later|first|sooner)\b": "entry into force",
    r"\b(?:was |were )?(?:signed|adopted|founded|created|launched|opened) (?:earlier|later|first|sooner)\b": "",
    r"\b(?:the )?(?:bigger|larger|smaller|greater|higher|lower|longer|shorter)\b": "",
    r"\b(?:more|fewer|less|most|fewest|least|earlier|later|first|sooner|is|was|are|were|has|have|had|does|did|came|come|comes"
    r"|happened)\b": "",
    r"[أا]قدم|[أا]حدث": "تأسيس",
    r"دخلت?\s+حيز\s+النفاذ\s*(?:[أا]ول(?:ا|ًا|اً|ً)?|قبل\s+\w+)?": "بدء النفاذ",
    r"[أا]كبر|[أا]صغر|[أا]كثر|[أا]قل|[أا]علي|[أا]على|[أا]طول|[أا]قصر|[أا]سبق|عدد(?:ا|ًا|اً)|[أا]ول(?:ا|ًا|اً)": "",
}
_SIGNS = re.compile(
    r"\b(signed|adopted|founded|created|launched|opened) (?:earlier|later|first|sooner)\b", re.IGNORECASE
)


# What comes in a series, so that the three of it are the first, the second and the third.
_SERIES = re.compile(
    r"\b(?:all )?(?:the |its |their )?(?P<count>two|three|four) (?P<what>rounds|sessions|reviews|phases|stages"
    r"|editions|cycles|amendments)\b",
    re.IGNORECASE,
)
_ARABIC_SERIES = re.compile(
    r"\bال(?P<what>جول|دور|مراجع|مرحل|طبع|نسخ)(?:(?P<two>تين)|(?:ات|احل)?\s+ال(?P<count>ثلاث|أربع|اربع))(?!\w)"
    r"(?!\s+ال\w+(?:ة|ى)\s+وال)"  # «المراجعتين السادسة والسابعة»
)
_RANKS = {
    "two": "first and second", "three": "first, second and third", "four": "first, second, third and fourth",
}  # fmt: skip
_ARABIC_RANKS = ("الأولى", "الثانية", "الثالثة", "الرابعة")


def _ranked(text: str) -> str:
    """ "The three rounds" as "the first, second and third rounds"; «الجولتين» as «الجولة الأولى والثانية»."""

    def arabic(match: re.Match[str]) -> str:
        count = 2 if match["two"] else 3 if match["count"] == "ثلاث" else 4
        return f"ال{match['what']}ة {' و'.join(_ARABIC_RANKS[:count])}"

    english = _SERIES.sub(lambda m: f"the {_RANKS[m['count'].lower()]} {m['what']}", text, count=1)
    return _ARABIC_SERIES.sub(arabic, english, count=1)


def plain(question: str) -> str:
    """`question` as "compare A and B", where it asks for that in other words."""
    text = _BESIDE.sub("", _ranked(question.strip().rstrip("?؟. ")))
    if match := _SIDE_BY_SIDE.match(question.strip().rstrip("?؟. ")):
        if match["sides"]:
            return f"compare {match['sides']}{match['rest']}"
        return f"قارن بين {match['arabic']}{match['after']}"
    if match := _TABLE.match(text):
        sides = match["sides"]
        compares = re.search(r"compar|contrast", match.group()[: match.start("sides")], re.IGNORECASE)
        return f"compare {sides}" if compares else text
    if match := _ARABIC_TABLE.match(text):
        return f"قارن {match['sides']}"
    if match := _WHICH.match(text):
        return _joined(match["one"], match["other"], _by_what(match["about"]))
    if match := _ARABIC_WHICH.match(text):
        about = _by_what(match["about"])
        return f"قارن بين {match['one']} و{match['other']}" + (f" من حيث {about}" if about else "")
    if match := _THAN.match(text):
        return _joined(match["one"], match["other"], _by_what(match["about"]))
    return text


def _joined(one: str, other: str, about: str) -> str:
    return f"compare {one} with {other}" + (f" in terms of {about}" if about else "")


def _by_what(degree: str) -> str:
    """What "older" or "has more members" compares: "established", "members"; "" where only the degree is said."""
    signs = _SIGNS.search(degree)
    text = degree
    for pattern, meant in _DEGREES.items():
        text = re.sub(pattern, meant, text, flags=re.IGNORECASE)
    return " ".join(f"{text} {signs[1] if signs else ''}".split())
