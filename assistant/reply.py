"""A chat model's reply as plain sentences: without thoughts aloud, markup and courtesies, its markers in one shape.

In: a reply, or a sentence of it, however far it has come. Out: the same words with [n] markers alone. Nothing is added;
whether what is left is true is chat_model.py's to check, and a link is left standing for it to find.
"""

import re

from corpus.language import normalise, strip_invisible

_THINKS = r"think|thinking|thought|thoughts|reasoning|scratchpad|analysis"
_THOUGHTS = re.compile(rf"<({_THINKS})>.*?(?:</\1>|$)", re.DOTALL | re.IGNORECASE)
_ONLY_CLOSED = re.compile(rf"^(?:(?!<(?:{_THINKS})>).)*?</(?:{_THINKS})>", re.DOTALL | re.IGNORECASE)

# Markup that says nothing; what has attributes is none of it.
_TAGS = re.compile(r"</?(?:p|br|b|i|u|strong|em|ul|ol|li|div|span|answer|final|response|h[1-6]|blockquote)\s*/?>", re.I)
_JSON = re.compile(r'^\s*\{\s*"\w+"\s*:\s*"|"\s*,?\s*\}\s*$')
_FENCE = re.compile(r"^\s*(?:```|~~~)\w*\s*$")
_RULE = re.compile(r"^\s*(?:\|?\s*:?-{2,}:?\s*)+\|?\s*$|^\s*(?:[-*_]\s*){3,}$")
_LIST = re.compile(r"^\s*(?:>\s*)*(?:(?:[-*•·+–]|[\d٠-٩]{1,2}[.)-])\s+)?")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_SOURCES = re.compile(
    r"^\s*(?:sources?|references?|citations?|bibliography|(?:ال)?مصادر|(?:ال)?مراجع|(?:ال)?مصدر)\s*[:：]?\s*$", re.I
)

# Markers in other shapes.
_DIGITS = r"[\d٠-٩]{1,3}"
_ROW = rf"{_DIGITS}(?:\s*(?:[,،;؛&–-]|and|و)\s*{_DIGITS})*"
_CALLED = (
    r"(?:sources?|passages?|refs?\.?|references?|citations?|documents?|docs?|texts?|(?:ال)?مصدر(?:ان|ين)?|(?:ال)?مصادر"
    r"|(?:ال)?مقطع(?:ان|ين)?|(?:ال)?مقاطع|(?:ال)?مرجع|(?:ال)?وثيقة)"
)
_SHAPES = re.compile(
    rf"【\s*(?P<lens>{_DIGITS})\s*(?:[†:][^】]*)?】"
    rf"|[\[(]+\s*{_CALLED}\s*(?:no\.?|number|رقم|[:#])?\s*(?P<called>{_ROW})\s*[\])]+"
    rf"|\[+\s*\^?\s*(?P<square>{_ROW})\s*\]+(?!\()"
    rf"|(?P<loose>[({{<]\s*(?P<round>{_ROW})\s*[)}}>])(?=\s*(?:[.!?؟]|\n|$))"
    r"|(?<=\w)(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹])(?=\s*(?:[.,،!?؟]|\n|$))",
    re.IGNORECASE,
)
_NO_MARKER = re.compile(
    r"(?:\b(?:paragraphs?|articles?|sections?|para\.?|no\.?|m|km|cm|mi|ft)|(?:ال)?(?:فقرة|مادة|بند|قسم|رقم))\s*$", re.I
)
_RANGE = re.compile(rf"({_DIGITS})\s*[–-]\s*({_DIGITS})")
_MOST = 6  # passages that a range of markers may name

# What opens a sentence before it says anything; n is the passage that it names.
_OF_PASSAGES = r"(?:passages?|sources?|documents?|context|texts?|information|excerpts?)"
_NUMBER = rf"(?:\s*(?:number\s+|no\.\s*|#|رقم\s+)?\[?(?P<n>{_DIGITS})\]?)"
_PREFACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:sure|certainly|of course|absolutely|okay|ok|yes,? of course|great question)\s*[!,.:]+\s*",
        r"^here(?:'s|’s| is| are)\b[^:\n]{0,60}:\s*",
        r"^(?:the\s+)?(?:short\s+)?(?:answer|summary|conclusion|response)(?:\s+is)?\s*:\s*",
        r"^in (?:summary|short)\s*[,:]\s*",
        r"^(?:according to|based on|as (?:stated|mentioned|noted|described|shown) in|per)\s+(?:the\s+)?"
        rf"(?:(?:given|provided|numbered|above|retrieved)\s+)?{_OF_PASSAGES}(?:\s+(?:provided|given|above))?{_NUMBER}?\s*,\s*",
        rf"^(?:the\s+)?{_OF_PASSAGES}{_NUMBER}\s+(?:also\s+)?(?:mentions|states|says|notes|indicates|reports|explains"
        r"|tells us|shows)\s+(?:that\s+)?",
        r"^(?:بالت[أا]كيد|طبع(?:ا|ًا|اً|ً)?|حسن(?:ا|ًا|اً|ً)?|بكل سرور|بالطبع)\s*[!،.,:]+\s*",
        r"^(?:[إا]ليك|فيما يلي|هذه هي|هذا هو)\s[^:\n]{0,50}:\s*",
        r"^(?:ال)?(?:[إا]جابة|جواب|خلاصة|ملخص)(?:\s+(?:هي|هو))?\s*:\s*|^(?:باختصار|خلاصة القول)\s*[،:]\s*",
        r"^(?:وفق(?:ا|ًا|اً|ً)?|بناء(?:ا|ًا|اً|ً)?|استناد(?:ا|ًا|اً|ً)?|بحسب|حسب)\s+(?:على\s+|[إا]لى\s+)?(?:ال|لل|ل)?(?:مقاطع|مقطع|نصوص|نص|وثائق|مصادر"
        rf"|مصدر|سياق)(?:\s+(?:المقدمة|المقدم|المرفقة|المعطاة|المذكورة|[أا]علاه))*{_NUMBER}?\s*[،,]\s*",
        r"^(?:يذكر|يشير|ينص|يفيد|يوضح|يقول|جاء في|ورد في)\s+(?:ال)?(?:مقطع|نص|مصدر)"
        rf"{_NUMBER}\s+(?:على\s+|[إا]لى\s+)?(?:ب?[أا]ن(?:ه|ها)?)\s+",
    )
)
_COURTESY = re.compile(
    r"^(?:sure|certainly|of course|absolutely|great question|let me know|feel free|i hope (?:this|that)"
    r"|hope (?:this|that) helps|please (?:let me know|feel free)|if you (?:have|need|would like)|thank you"
    r"|you(?:'|’)re welcome"
    r"|بالتاكيد|طبعا|بكل سرور|امل ان|ارجو ان|اذا (?:كان|كانت|كنت|اردت) (?:لديك|لك|بحاجه|تريد|ترغب|المزيد)"
    r"|لا تتردد|اخبرني|شكرا"
    r"|يسعدني)\b"
)


def without_thoughts(reply: str) -> str:
    """A reply without what a model thinks aloud before it."""
    return _ONLY_CLOSED.sub("", _THOUGHTS.sub("", reply))


def was_thinking(reply: str) -> bool:
    """Whether all that came first turns out to have been thoughts: they were closed and never opened."""
    return _ONLY_CLOSED.match(_THOUGHTS.sub("", reply)) is not None


def plain(reply: str) -> str:
    """The sentences of a reply, a line each where it had lines, with markers [n] in no other shape."""
    text = _JSON.sub("", _TAGS.sub("\n", strip_invisible(without_thoughts(reply))))
    lines: list[str] = []
    for line in text.split("\n"):
        if _SOURCES.match(_EMPHASIS.sub("", _HEADING.sub("", line))):
            break
        if _RULE.match(line):
            if lines and "|" in line and "|" in lines[-1]:
                lines.pop()  # the head of a table
        elif not _FENCE.match(line) and not (_HEADING.match(line) and not _SHAPES.search(line)):
            lines.append(line)
    return "\n".join(_marked(_line(line)) for line in lines)


def _line(line: str) -> str:
    row = line.strip()
    if row.startswith("|"):
        row = " ".join(cell.strip() for cell in row.strip("|").split("|"))
    return _EMPHASIS.sub("", _LIST.sub("", _HEADING.sub("", row)))


def _marked(line: str) -> str:
    def shaped(match: re.Match[str]) -> str:
        if (match["loose"] or match["raised"]) and _NO_MARKER.search(line[: match.start()]):
            return match.group()
        row = match["lens"] or match["called"] or match["square"] or match["round"] or match["raised"] or ""
        return "".join(f"[{number}]" for number in _numbers(row)) or match.group()

    return _SHAPES.sub(shaped, line)


def _numbers(row: str) -> list[str]:
    said = normalise(row)
    if match := _RANGE.fullmatch(said.strip()):
        first, last = int(match[1]), int(match[2])
        return [str(n) for n in range(first, last + 1)] if 0 <= last - first < _MOST else [match[1], match[2]]
    return re.findall(r"\d+", said)


def without_preface(sentence: str) -> str:
    """A sentence without what opens it before it says anything; a passage named there becomes its marker."""
    rest, numbers = sentence.strip(), ""
    for preface in _PREFACES:
        if match := preface.match(rest):
            named = match.groupdict().get("n")
            numbers += f" [{normalise(named)}]" if named else ""
            rest = rest[match.end() :]
            rest = rest[:1].upper() + rest[1:]
    return f"{rest}{numbers}" if rest else ""


def says_nothing(text: str) -> bool:
    """Whether a sentence is a courtesy or a question: no claim, and nothing to warn of."""
    bare = normalise(text).strip(" .!:،\"'")
    return not bare or bool(_COURTESY.match(bare)) or text.rstrip(" \"'”»)").endswith(("?", "؟"))
