"""Query + Evidence -> the claims of an answer: extractive, verbatim sentences with their documents named.

In: evidence, best first. Out: claims and citations that carry every sentence of the text. What a chat model writes
comes by chat_model.py.
"""

import time
from collections.abc import Sequence

from assistant import prompts
from assistant.cite import citation, with_markers
from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim, Evidence, Query


def extractive(
    query: Query, evidence: Sequence[Evidence], confidence: float, started: float, notices: Sequence[str] = ()
) -> Answer:
    """Quotes grouped by document in the order of their best evidence; `started` is the question's perf_counter()."""
    citations: list[Citation] = []
    claims: list[Claim] = []
    paragraphs: list[str] = []
    for group in _by_document(evidence):
        for place, item in enumerate(group):
            number = len(citations) + 1
            citations.append(citation(number, item))
            info = item.document
            opening = prompts.lead_in(
                info.title, info.source, info.date, item.passage.language, query.language, place > 0
            )
            text = f"{opening} {prompts.quoted(item.text, item.passage.language)}"
            claims.append(Claim(text, (number,)))
            paragraphs.append(with_markers(text, (number,)))
    return Answer(
        query.question, query.language, True, confidence, "\n\n".join(paragraphs), tuple(claims), tuple(citations),
        ENGINE_EXTRACTIVE, elapsed_ms(started), tuple(notices),
    )  # fmt: skip


def refusal(
    query: Query,
    nearest: Sequence[Evidence],
    confidence: float,
    started: float,
    engine: str = ENGINE_EXTRACTIVE,
    notices: Sequence[str] = (),
) -> Answer:
    """The corpus does not hold the answer: said so in the question's language, nothing cited, `nearest` offered."""
    return Answer(
        query.question, query.language, False, confidence, prompts.REFUSAL[query.language], (), (), engine,
        elapsed_ms(started), tuple(notices), related=tuple(citation(0, evidence) for evidence in nearest),
    )  # fmt: skip


def elapsed_ms(started: float) -> float:
    """Milliseconds since time.perf_counter() was `started`."""
    return round((time.perf_counter() - started) * 1000, 1)


def _by_document(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Groups in the order of their best member; in a group the best comes first, the rest as they stand in the text."""
    groups: dict[str, list[Evidence]] = {}
    for item in evidence:
        groups.setdefault(item.document.id, []).append(item)
    return [[group[0], *sorted(group[1:], key=lambda e: e.start)] for group in groups.values()]
