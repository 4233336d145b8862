"""What changed between two reports: the two sides found, and each one's quotes on the subject.

In: a question that sets two years against each other. Out: the two sides with their documents; then an Answer of form
"comparison", every claim quoted and under its side. Ordinary questions are answer.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import prompts
from assistant.answer import elapsed_ms
from assistant.cite import citation, with_markers
from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim, Evidence, Query
from corpus.language import normalise, words
from corpus.records import DocumentInfo

_PER_SIDE = 3
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
# Normalised: words that set one against the other.
_COMPARES = re.compile(
    r"\bchange[ds]?\b|\bdiffer(?:s|ed|ence|ences|ent)?\b|\bcompar\w+|\bversus\b|\bvs\b|\bevol\w+\b"
    r"|تغير|اختلف|يختلف|الفرق|الفروق|قارن|مقارنه|تطور|استجد"
)
# Words that name the comparison and not its subject; Arabic ones without the particles joined to them.
_FRAME = frozenset(
    (
        "what how has have did does is are was were the between and from to compare compared comparison difference"
        " differences differ differs different changed change changes versus vs evolve evolved report reports edition"
        " editions in of on with about regarding as"
        " ما ماذا كيف هل الذي التي هو هي تغير تغيرت التغير التغيرات التغييرات اختلف اختلفت يختلف الاختلاف الفرق"
        " الفروق قارن"
        " مقارنه المقارنه تطور تطورت استجد بين تقرير تقريري التقرير التقريرين تقارير عامي عام سنه سنتي نسخه نسختي"
        " في من الي"
        " عن حول بشان بخصوص"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two years of the question, earlier first, and what is compared."""

    earlier: str
    later: str
    subject: str  # the question without the years and the words of comparing; "" where nothing else is said


def read(question: str) -> Comparison | None:
    """The comparison that `question` asks for, None where it asks for none."""
    text = normalise(question)
    years = sorted(set(_YEAR.findall(text)))
    if len(years) != 2 or not _COMPARES.search(text):
        return None
    said = [match.group() for match in words(question)]
    return Comparison(years[0], years[1], " ".join(word for word in said if not _frames(normalise(word))))


def _frames(word: str) -> bool:
    return word in _FRAME or word.lstrip("وفبل") in _FRAME | {""} or bool(_YEAR.search(word))


def of_year(documents: Sequence[DocumentInfo], year: str) -> tuple[str, ...]:
    """Ids of the documents of a year: named after it, or else dated in it."""
    named = [d.id for d in documents if year in _YEAR.findall(normalise(d.title))]
    return tuple(named or [d.id for d in documents if d.date.startswith(year)])


def compared(
    query: Query, sides: Sequence[tuple[str, Sequence[Evidence]]], confidence: float, started: float
) -> Answer:
    """The quotes of each side under its year, in order of date; a side that says nothing is named as such."""
    language = query.answer_language
    citations: list[Citation] = []
    claims: list[Claim] = []
    parts: list[str] = []
    for year, evidence in sides:
        parts.append(prompts.side(year, language))
        for item in evidence[:_PER_SIDE]:
            number = len(citations) + 1
            citations.append(citation(number, item))
            info = item.document
            opening = prompts.lead_in(info.title, info.source, info.date, item.passage.language, language)
            claims.append(Claim(f"{opening} {prompts.quoted(item.text, item.passage.language)}", (number,), under=year))
            parts.append(with_markers(claims[-1].text, (number,)))
        if not evidence:
            parts.append(prompts.NOTHING_ON_SIDE[language])
    return Answer(
        query.question, language, True, confidence, "\n\n".join(parts), tuple(claims), tuple(citations),
        ENGINE_EXTRACTIVE, elapsed_ms(started), form="comparison",
    )  # fmt: skip
