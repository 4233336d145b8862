"""What a reader says about the conversation itself: another language, shorter, a source to show, a reading to take.

In: what was typed, and the turns before it. Out: a Request; an ordinary question is one of kind "ask". Follow-up
questions ("and where?") are understand.py's; what is done about a request is chat.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.number_words import find_all_numbers, find_ordinals
from assistant.records import Turn
from corpus.language import keywords, normalise, strip_invisible
from corpus.records import Language


@dataclass(frozen=True, slots=True)
class Request:
    """What to do: ask `question`; ask the last one again; shorten; show source `number`; take reading `number`, 0
    where none is offered; show what the last answer rests on; put translations beside the quotes; say nothing of the
    documents to a greeting or to thanks."""

    kind: Literal["ask", "again", "shorten", "source", "vouch", "choose", "translate", "thanks"]
    question: str  # without the words that say how to answer it
    language: Language | None = None  # the answer's, where one is chosen
    number: int = 0  # of the source as cited, or of the reading, from 1


# Patterns over the text as typed; Arabic with and without its hamzas.
_EN, _AR = r"english|ال[إا]ن[جك]ليزي[ةه]|[إا]ن[جك]ليزي[ةه]?", r"arabic|العربي[ةه]|عربي[ةه]?"
_PLEASE = r"(?:please|thanks|now|من\s+فضلك|رجاءً?|لو\s+سمحت|الآن)"
_INTO = rf"(?:(?:in|into|to)\s+|باللغ[ةه]\s+|إلى\s+|الى\s+|ب)(?P<{{name}}>{_EN}|{_AR})"
_SAY_AGAIN = (
    r"(?:(?:and|now|can|could|would|you|please|answer|reply|respond|repeat|say|write|give|show|translate|put|it"
    r"|that|this|me"
    r"|the\s+answer|من\s+فضلك|رجاءً?|لو\s+سمحت|الآن|[أا]جب(?:ني)?|[أا]عد(?:ها)?|كرر(?:ها)?|قل(?:ها)?|اكتب(?:ها)?"
    r"|ترجم(?:ها|ه)?"
    r"|هات(?:ها)?|[أا]عطني|[أا]ريد(?:ها)?|ال[إا]جاب[ةه]|الجواب|ذلك|هذا|لي)\s+)*"
)
_END = rf"(?:[\s,،]*{_PLEASE})*[\s.!?؟]*$"
_AGAIN = re.compile(rf"^[\s,،]*{_SAY_AGAIN}{_INTO.format(name='language')}{_END}", re.IGNORECASE)
_BARE_LANGUAGE = re.compile(rf"^\s*(?P<language>{_EN}|{_AR})\s+{_PLEASE}[\s.!?؟]*$", re.IGNORECASE)
# After a question: marked off by a stop or a comma, or asked for in so many words.
_SUFFIX = re.compile(
    rf"(?:[?؟.!,،;؛(]+\s*(?:and\s+|و)?(?:please\s+)?(?:answer|reply|respond"
    rf"|[أا]جب(?:ني)?)?\s*{_INTO.format(name='marked')}\)?{_END}"
    rf"|\s+(?:answer|reply|respond|[أا]جب(?:ني)?)\s+{_INTO.format(name='said')}{_END}"
    rf"|\s+{_INTO.format(name='polite')}[\s,،]+{_PLEASE}[\s.!?؟]*$)",
    re.IGNORECASE,
)
_SHORTEN = re.compile(
    rf"^\s*(?:(?:please|can|could|you|من\s+فضلك)\s+)*(?:(?:make|keep)\s+(?:it|that)\s+short(?:er)?"
    rf"|shorten(?:\s+(?:it|that|the\s+answer))?"
    r"|shorter|summari[sz]e(?:\s+(?:it|that|the\s+answer))?|in\s+short|in\s+brief|briefly|too\s+long"
    r"|in\s+one\s+sentence|tl;?dr"
    r"|اختصر(?:ها|ه)?|اختصر\s+ال[إا]جاب[ةه]|باختصار|[أا]وجز(?:ها)?|ب[إا]يجاز|لخ[ّ]?ص(?:ها|ه)?"
    r"|لخ[ّ]?ص\s+ال[إا]جاب[ةه]|[أا]قصر"
    rf"|في\s+جمل[ةه]\s+واحد[ةه]){_END}",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^\s*(?:(?:please|can|could|you|show|open|display|give|see|me|the|what|is|what's|[أا]رني|[أا]ظهر|اعرض|افتح"
    r"|هات|ما|هو|لي)\s+)*"
    r"(?:source|citation|reference|passage|quote|(?:ال)?(?:مصدر|مرجع|اقتباس|مقطع|شاهد))\s*(?:of|for|number|no\.?"
    r"|رقم|#)?\s*"
    rf"(?:the\s+)?[\[(]?\s*(?P<number>[\w\u0660-\u0669]+)\s*[\])]?{_END}",
    re.IGNORECASE,
)
_TRANSLATE = re.compile(
    rf"^\s*(?:(?:please|can|could|would|now|you|من\s+فضلك|لو\s+سمحت|هل|يمكنك|الآن)\s+)*"
    r"(?:translate\s+(?:(?:all|the|these|those|your|of)\s+)*(?:quotes?|quotations?|citations?|sources?|passages?)"
    r"|(?:show\s+)?(?:a\s+)?translations?\s+of\s+(?:the\s+)?(?:quotes?|quotations?|citations?|sources?|passages?)"
    r"|(?:ترجم(?:\s+لي)?|ترجمة)\s+(?:كل\s+|جميع\s+)?(?:هذه\s+)?ال(?:اقتباسات|اقتباس|مقاطع|مصادر|شواهد|نصوص)"
    rf"(?:\s+المقتبسة)?){_END}",
    re.IGNORECASE,
)
_VOUCH = re.compile(
    rf"^\s*(?:(?:but|and|so|really|ok|please|و|لكن)[\s,،]+)*(?:are\s+you\s+(?:really\s+|quite\s+)?(?:sure|certain)(?:\s+(?:of|about)"
    r"\s+(?:that|this|it))?|is\s+(?:that|this|it)\s+(?:true|right|correct|certain)|really"
    r"|who\s+(?:said|says|wrote|claims|told\s+you)\s+(?:that|this|it|so)|says\s+who|how\s+do\s+you\s+know(?:\s+(?:that|this))?"
    r"|where\s+(?:does\s+(?:that|this|it)\s+(?:come|stand|say\s+so)(?:\s+from)?|is\s+(?:that|this)\s+from|did\s+you\s+get\s+(?:that|this|it)"
    r"(?:\s+from)?)|(?:what\s+(?:is|are)|what's|show(?:\s+me)?|give(?:\s+me)?|cite)?\s*(?:the|your|its)?\s*(?:sources?|references?|evidence)"
    r"|(?:هل\s+)?[أا]نت\s+(?:مت[أا]كد[ةه]?|واثق[ةه]?)(?:\s+(?:من\s+)?(?:ذلك|هذا))?|مت[أا]كد[ةه]?|هل\s+(?:هذا|ذلك)\s+(?:صحيح|مؤكد)"
    r"|من\s+(?:قال|يقول|كتب|ذكر)\s+(?:ذلك|هذا)|(?:من\s+[أا]ين\s+(?:لك\s+)?(?:هذا|ذلك|جئت\s+ب(?:هذا|ذلك))|كيف\s+عرفت(?:\s+ذلك)?)"
    r"|(?:ما\s+(?:هو\s+|هي\s+)?|اذكر\s+|[أا]ين\s+)?(?:ال)?(?:مصدر|مصادر|مرجع|مراجع)(?:ك|كم|ها|ه)?)"
    rf"(?:\s+(?:that|this)|\s+(?:ذلك|هذا))?{_END}",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^\s*(?:(?:many\s+)?thanks(?:\s+a\s+lot)?|thank\s+you(?:\s+(?:very\s+much|so\s+much))?|hello|hi|good\s+(?:morning|evening)"
    r"|ok(?:ay)?|great|shokran|shukran|شكرا?ً?(?:\s+(?:لك|جزيلا?ً?))?|شكرًا(?:\s+(?:لك|جزيلًا))?|مرحبا?ً?|مرحبًا|أهلا?ً?|تمام|حسنا?ً?|حسنًا"
    r"|السلام\s+عليكم|صباح\s+الخير|مساء\s+الخير)[\s.!،,]*$",
    re.IGNORECASE,
)
_ORDINALS = {
    name: value
    for value, names in enumerate(
        ("first الاول الاولي", "second الثاني الثانيه", "third الثالث الثالثه", "fourth الرابع الرابعه", "fifth"
            " الخامس الخامسه"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_REACH, _FEW = 3, 2  # turns back in which a rank may have been spoken of; words of a question that only names one
_SAYS_WHICH = frozenset("the one of number what about and اريد اقصد رقم ال ماذا وماذا عن".split())


def read(question: str, history: Sequence[Turn] = ()) -> Request:
    """What is asked for. A request that needs an earlier answer is one even where there is none: chat.py says so."""
    asked = " ".join(strip_invisible(question).split())
    chosen = _choice(asked, history)
    if chosen or _chooses_of_none(asked, history):
        return Request("choose", asked, number=chosen)
    if _THANKS.match(asked):
        return Request("thanks", asked)
    if _SHORTEN.match(asked):
        return Request("shorten", asked)
    if _VOUCH.match(asked):
        return Request("vouch", asked)
    if _TRANSLATE.match(asked):
        return Request("translate", asked)
    source = _SOURCE.match(asked)
    if source and (number := _number(source["number"])):
        return Request("source", asked, number=number)
    again = _AGAIN.match(asked) or _BARE_LANGUAGE.match(asked)
    if again:
        return Request("again", asked, _language(again["language"]))
    suffix = _SUFFIX.search(asked)
    if suffix and suffix.start():
        named = suffix["marked"] or suffix["said"] or suffix["polite"]
        mark = asked[suffix.start()] if asked[suffix.start()] in "?؟.!" else ""
        return Request("ask", asked[: suffix.start()] + mark, _language(named))
    return Request("ask", asked)


def questions(history: Sequence[Turn]) -> list[Turn]:
    """The turns that asked something, in order: what was said about the conversation itself is left out."""
    read_turns = [(turn, read(turn.question, history[:at])) for at, turn in enumerate(history)]
    return [Turn(request.question, turn.answer) for turn, request in read_turns if request.kind == "ask"]


def _language(name: str) -> Language:
    return "en" if re.fullmatch(_EN, name, re.IGNORECASE) else "ar"


def _number(word: str) -> int:
    """The number that a word names; 0 for none."""
    form = normalise(word)
    if form in _ORDINALS:
        return _ORDINALS[form]
    found = find_all_numbers(word)
    return int(found[0].value) if found and found[0].value.isdecimal() else 0


def _chooses_of_none(asked: str, history: Sequence[Turn]) -> bool:
    """Whether one of several is named ("the second") where none are offered, nor ranks were spoken of."""
    said = [normalise(word) for word in re.findall(r"\w+", asked)]
    rest = [word for word in said if word not in _SAYS_WHICH]
    if len(rest) != 1 or rest[0] not in _ORDINALS:
        return False
    return not any(find_ordinals(turn.question) for turn in history[-_REACH:] if len(turn.question.split()) > _FEW)


def _choice(asked: str, history: Sequence[Turn]) -> int:
    """Which of the readings that the last answer offered is taken; 0 where none were or none is named."""
    choices = history[-1].answer.choices if history else ()
    said = [normalise(word) for word in re.findall(r"\w+", asked)]
    if not choices or not said:
        return 0
    rest = [word for word in said if word not in _SAYS_WHICH]
    if len(rest) == 1 and 0 < (number := _number(rest[0])) <= len(choices):
        return number
    mine = {keyword.stem for keyword in keywords(asked) if keyword.surface not in _SAYS_WHICH}
    titles = [{keyword.stem for keyword in keywords(info.title)} for info in choices]
    shared = set.intersection(*titles)
    named = [at for at, title in enumerate(titles, start=1) if mine and mine <= title and mine - shared]
    return named[0] if len(named) == 1 else 0
