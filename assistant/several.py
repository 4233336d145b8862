"""Several questions in one message, told apart, and the answers to them put together as one.

In: a message, or the answers to its parts. Out: the parts in order, one where nothing is told apart; or one Answer
whose citations are numbered through and that says which part the documents do not answer. A part may lean on the one
before it, as a further question does: "When was it signed, and where?".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import prompts
from assistant.answer import elapsed_ms
from assistant.cite import with_markers
from assistant.records import Answer, Citation, Claim
from corpus.language import keywords, language_of, words

MOST = 4
_OF_EACH = re.compile(r"^[^?؟]{0,30}\b(?:each|respectively)\b|^[^?؟]{0,30}(?:كل\s+منه[مان]+|لكل)\b", re.IGNORECASE)
_MARKED = re.compile(r"[^?؟]+[?؟]+")
# What asks, as typed, at the start of a part.
_EN = r"(?:when|where|who|whom|why|how|what|which|whose|in which|in what|by whom|on which)"
_AR = r"(?:متى|[أا]ين|كم|كيف|لماذا|ماذا|ما|من|هل|[أا]ي|ب?[أا]ي[ةه]?|لمن|بم|بكم|في\s+[أا]ي|على\s+[أا]ي)"
_ASKS = re.compile(rf"(?:^|[\s,،:;؛(])(?:and\s+|but\s+|also\s+)?(?:{_EN}|[وف]?{_AR})\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:(?:please|can|could|you|tell|me|i|would|like|want|to|know|us|let|من فضلك|[أا]خبرني|قل لي"
    r"|[أا]ريد [أا]ن [أا]عرف)\s+)*"
    rf"(?:{_EN}\b|[وف]?{_AR}\b|(?:is|are|was|were|do|does|did|has|have|can|may)\b)",
    re.IGNORECASE,
)
# Where one question goes on as another: an "and" before a question word. "What and when" is one question, «ومن» may be
# "and from", and «وما» "and what is".
_JOINT = re.compile(
    rf"(?:,\s*)?\s+and\s+(?:also\s+)?(?={_EN}\b)"
    r"|(?:\s*[،,])?\s+(?=و(?:متى|[أا]ين|كم|كيف|لماذا|ماذا|هل|[أا]ي|بكم|لمن|في\s+[أا]ي|ب[أا]ي)\b"
    r"|ومن\s+(?:هو|هي|هم|كان|كانت|الذي|تولى|تولت)\b|وما\s+(?!بعد|قبل|حول)\w{2,}(?:ه|ها|هم)\b|وما\s+(?:هو|هي|هم|اسم|عدد|مقر|سبب|مدة|نسبة|حصة|تاريخ)\b)",
    re.IGNORECASE,
)


def parts(message: str) -> list[str]:
    """The questions of a message in order, at most MOST."""
    marked = [part.strip() for part in _MARKED.findall(message)]
    asking = [part for part in marked if _ASKS.search(part)]
    if len(asking) < 2 or message.rstrip()[-1:] not in "?؟":
        asking = [message]
    found = [piece for part in asking for piece in _parted(part)]
    return found[:MOST] if len(found) > 1 else [message]


def _parted(question: str) -> list[str]:
    """One question at its conjunctions, where both sides of them ask."""
    mark = question.rstrip()[-1:] if question.rstrip()[-1:] in "?؟" else ""
    found, last = [], 0
    for joint in _JOINT.finditer(question):
        before = question[last : joint.start()].strip()
        if not _OPENS.match(before.lstrip("و")) or not _says_more(before) or _is_embedded(question[joint.end() :]):
            continue
        found.append(f"{before.rstrip(' ,،')}{mark}")
        last = joint.end()
    return [*found, question[last:].strip()]


def _says_more(question: str) -> bool:
    """Whether a question has more than its question word and one beside it: not "how" of "how and when", nor "which
    countries" of "which countries and which bodies"."""
    rest = re.sub(rf"^[وف]?(?:{_EN}|{_AR})\b", "", question, flags=re.IGNORECASE)
    few = 1 if language_of(question) == "ar" else 2
    return bool(keywords(rest)) and len(list(words(rest))) >= few


def _is_embedded(rest: str) -> bool:
    """Whether what follows asks of the answer itself: "and which of them", "and how many from each"."""
    return bool(re.match(r"(?:which|what)\s+(?:of|is why)\b", rest, re.IGNORECASE) or _OF_EACH.search(rest))


def joined(message: str, asked: Sequence[str], answers: Sequence[Answer], started: float) -> Answer:
    """The answers to the parts of a message as one, each quote once and numbered through."""
    language = answers[0].language
    given = [answer for answer in answers if answer.answered]
    if not given:
        return replace(answers[0], question=message, elapsed_ms=elapsed_ms(started))
    citations: list[Citation] = []
    claims: list[Claim] = []
    for answer in given:
        numbers = {cited.number: _numbered(cited, citations) for cited in answer.citations}
        for claim in answer.claims:
            told = replace(claim, citations=tuple(numbers[n] for n in claim.citations), under="")
            if not any(other.citations == told.citations and other.text == told.text for other in claims):
                claims.append(told)
    open_ = [part for part, answer in zip(asked, answers, strict=True) if not answer.answered]
    notices = [prompts.not_answered(part.strip(" ?؟.!"), language) for part in open_]
    notices += [notice for answer in answers for notice in answer.notices if notice not in notices]
    text = "\n\n".join(with_markers(claim.text, claim.citations) for claim in claims)
    return replace(
        given[0], question=message, confidence=min(answer.confidence for answer in given), text=text,
        claims=tuple(claims), citations=tuple(citations), notices=tuple(notices), form="prose", columns=(),
        struck=tuple(claim for answer in answers for claim in answer.struck), elapsed_ms=elapsed_ms(started),
    )  # fmt: skip


def _numbered(cited: Citation, known: list[Citation]) -> int:
    """The number of a citation among those of the parts before, where it is taken up if it is new."""
    for other in known:
        if (other.document_id, other.start, other.end) == (cited.document_id, cited.start, cited.end):
            return other.number
    known.append(replace(cited, number=len(known) + 1))
    return len(known)
