"""Comparisons that lean on a conversation: of all that was spoken of, of the first two, of the same things once more.

In: a question, what was spoken of and compared before it. Out: which things are meant, or the question with their
names in place of "the first one" and «الثاني». Comparisons that name their sides are compare.py's.
"""

import re
from collections.abc import Sequence

from assistant.exchanged import entities, name_of
from assistant.follow_up import corrected
from corpus.language import keywords, language_of, normalise

# Normalised.
_OPENS = r"^(?:(?:please|can|could|you|now|so|and|و) ?)*(?:compare|contrast) "
_ALL = re.compile(
    rf"{_OPENS}(?:them|these|those|all)\b(?! (?:with|to|and|against)\b)|\b(?:between|do|are) they\b"
    r"|\bbetween them\b|بينه[من]\b(?! وبين)|بينها\b(?! وبين)"
)
_TWO = re.compile(
    rf"{_OPENS}(?:both|the two|(?:these|those) two)\b|\b(?:between|do|are) the two\b|\bbetween both\b"
    r"|بينهما|بين الاثنين"
)
_COUNTED = {"two": 2, "three": 3, "four": 4, "اثنين": 2, "الاثنين": 2, "ثلاثه": 3, "الثلاثه": 3, "الاربعه": 4}
_SOME = re.compile(
    rf"{_OPENS}(?:all |the |these |those )*(?P<end>first|last)? ?(?P<count>two|three|four)\b"
    r"(?: of (?:them|these|those))?[^\w]*$"
    r"|^(?:و)?قارن بين (?:(?P<ends>اول|اخر) )?(?P<counted>اثنين|ثلاثه|الثلاثه|الاربعه)\b"
    r"|^(?:و)?قارن بين (?P<dual>الاولين|الاوليين|الاخيرين)\b"
)
_RANKS = {
    "former": 0, "first": 0, "second": 1, "latter": -1, "third": 2, "fourth": 3, "last": -1, "الاول": 0, "الاولي": 0,
    "الثاني": 1, "الثانيه": 1, "الثالث": 2, "الثالثه": 2, "الرابع": 3, "الرابعه": 3, "الاخير": -1, "الاخيره": -1,
}  # fmt: skip
_ONE = re.compile(
    r"\bthe (?:(?P<sure>former|latter)|(?P<one>first|second|third|fourth|last) one"
    r"|(?P<alone>first|second|third|fourth|last)(?= of (?:them|these|those)\b|\s*[?.!]*$))"
    r"(?:\s+of (?:them|these|those))?",
    re.IGNORECASE,
)
# Not "the second session" («الدورة الثانية»), nor a month («كانون الثاني»).
_ARABIC_ONE = re.compile(
    r"(?<!\w)(?P<before>(?!ال|وال|بال|لل|كانون|تشرين|ربيع|جماد)\w+) (?P<one>(?:ال)(?:أولى|اولى|أول|اول|ثانية|ثاني"
    r"|ثالثة|ثالث|رابعة|رابع|أخيرة|اخيرة|أخير|اخير))(?!\w)"
)
_ANOTHER_ASPECT = re.compile(
    r"^(?:and |but |also )?(?:(?:what|how) about|in terms of|as regards|regarding|with regard to|on)\b\s*"
    r"|^(?:و\s?)?(?:ماذا عن|من حيث|فيما يتعلق ب|فيما يخص|بشأن|بخصوص)\s*",
    re.IGNORECASE,
)


def of_earlier(flat: str, earlier: Sequence[str], most: int) -> tuple[str, ...] | None:
    """The things that a normalised question points at without naming them, of those spoken of before, the latest last;
    () where there are not enough of them, None where it points at none."""
    known = list(dict.fromkeys(earlier))
    if _TWO.search(flat):
        chosen = known[-2:]
    elif match := _SOME.search(flat):
        count = 2 if match["dual"] else _COUNTED[match["count"] or match["counted"]]
        first = (match["end"] or match["ends"]) in ("first", "اول") or (match["dual"] or "").startswith("الاول")
        chosen = known[:count] if first else known[-count:]
        chosen = chosen if len(chosen) == count else []
    elif _ALL.search(flat):
        chosen = known[-most:]
    else:
        return None
    return tuple(chosen) if len(chosen) > 1 else ()


def aspect(question: str) -> str:
    """What else is to be compared of the same things: "the budget" of "and in terms of the budget?" and of "no, I meant
    the budget"; "" where a question asks for nothing of the kind."""
    rest = corrected(question)
    bare = _ANOTHER_ASPECT.sub("", rest, count=1)
    if rest == question and bare == rest:
        return ""
    bare = bare.strip(" ?؟.!")
    names = any(kind == "place" for kind, *_ in entities(bare)) or name_of(bare, language_of(bare))
    return "" if names or not keywords(bare) else bare


def named(question: str, things: Sequence[str]) -> str:
    """`question` with the names of `things` in place of their ranks: "the first one", "the latter", «مقر الثاني»."""

    def of_rank(word: str) -> str | None:
        at = _RANKS[normalise(word)]
        return things[at] if things and at < len(things) else None

    def english(match: re.Match[str]) -> str:
        return of_rank(match["sure"] or match["one"] or match["alone"]) or match.group()

    def arabic(match: re.Match[str]) -> str:
        thing = of_rank(match["one"])
        return f"{match['before']} {thing}" if thing else match.group()

    return _ARABIC_ONE.sub(arabic, _ONE.sub(english, question))
