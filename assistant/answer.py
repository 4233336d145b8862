"""Query + Evidence -> the claims of an answer: extractive, verbatim sentences with their documents named.

In: evidence, best first. Out: claims and citations that carry every sentence of the text. What a chat model writes
comes by chat_model.py, a comparison by compare.py.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from assistant import prompts
from assistant.cite import citation, narrowed, with_markers
from assistant.extent import starts_in_the_middle
from assistant.question_type import asked
from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim, Evidence, Form, Query
from assistant.timeline import event_of
from corpus.records import DocumentInfo, Language
from corpus.sentences import columns_above, is_row, sentence_spans

_LIST_LEAST = 2  # quotes of which a list is made


def extractive(
    query: Query, evidence: Sequence[Evidence], confidence: float, started: float, notices: Sequence[str] = ()
) -> Answer:
    """Quotes grouped by document, the best document first and the others by date; dated events as a timeline.

    `started` is the question's perf_counter().
    """
    language = query.answer_language
    form, ordered = _arranged(query, evidence)
    citations: list[Citation] = []
    claims: list[Claim] = []
    before = ""  # the document of the quote before: "it also says" is of that
    for item, under in ordered:
        number = len(citations) + 1
        citations.append(citation(number, item))
        claims.append(Claim(_said(item, language, item.document.id == before), (number,), under=under))
        before = item.document.id
    text = "\n\n".join(with_markers(claim.text, claim.citations) for claim in claims)
    told = [*notices, *_scanned(evidence, language)]
    return Answer(
        query.question, language, True, confidence, text, tuple(claims), tuple(citations), ENGINE_EXTRACTIVE,
        elapsed_ms(started), tuple(told), form=form,
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
    language = query.answer_language
    return Answer(
        query.question, language, False, confidence, prompts.REFUSAL[language], (), (), engine, elapsed_ms(started),
        tuple(notices), related=tuple(citation(0, evidence) for evidence in nearest),
    )  # fmt: skip


def which(query: Query, readings: Sequence[Evidence], confidence: float, started: float) -> Answer:
    """The question fits several documents equally: which one is meant? Each is offered with its nearest passage."""
    language = query.answer_language
    documents = tuple(reading.document for reading in readings)
    options = [prompts.option(number, info.title, language) for number, info in enumerate(documents, start=1)]
    return Answer(
        query.question, language, False, confidence, "\n\n".join([prompts.WHICH[language], *options]), (), (),
        ENGINE_EXTRACTIVE, elapsed_ms(started), related=tuple(citation(0, reading) for reading in readings),
        choices=documents,
    )  # fmt: skip


def said(question: str, language: Language, text: str, started: float) -> Answer:
    """What is said about the conversation itself: no answer, nothing cited."""
    return Answer(question, language, False, 0.0, text, (), (), ENGINE_EXTRACTIVE, elapsed_ms(started))


def shortened(request: str, earlier: Answer, started: float) -> Answer:
    """The first claim of an earlier answer alone, its quote cut down to the sentence that answers."""
    claim = earlier.claims[0]
    cited = [c for c in earlier.citations if c.number in claim.citations]
    short = claim
    if len(cited) == 1 and cited[0].quote in claim.text:
        cut = narrowed(cited[0], *_answering(cited[0]))
        short = replace(claim, text=claim.text.replace(cited[0].quote, cut.quote))
        cited = [cut]
    text = with_markers(short.text, short.citations)
    return replace(
        earlier, question=request, text=text, claims=(short,), citations=tuple(cited), elapsed_ms=elapsed_ms(started),
        notices=(), struck=(), form="prose", columns=(),
    )  # fmt: skip


def shown(request: str, cited: Citation, language: Language, started: float) -> Answer:
    """A citation of an earlier answer under its old number, its words quoted whole."""
    claim = _of_source(cited, language)
    text = with_markers(claim.text, claim.citations)
    return Answer(
        request, language, True, 1.0, text, (claim,), (cited,), ENGINE_EXTRACTIVE, elapsed_ms(started)
    )  # fmt: skip


def vouched(request: str, earlier: Answer, language: Language, started: float) -> Answer:
    """What an earlier answer rests on: its quotes once more, each with the document that says so."""
    claims = [_of_source(cited, language) for cited in earlier.citations]
    text = "\n\n".join(with_markers(claim.text, claim.citations) for claim in claims)
    return replace(
        earlier, question=request, language=language, text=text, claims=tuple(claims), elapsed_ms=elapsed_ms(started),
        notices=(prompts.VOUCHED[language],), struck=(), engine=ENGINE_EXTRACTIVE, form="prose", columns=(),
    )  # fmt: skip


def _of_source(cited: Citation, language: Language) -> Claim:
    """A citation's own words, introduced by its document and page."""
    opening = prompts.lead_in(cited.title, cited.source, cited.date, cited.language, language, page=cited.page)
    return Claim(f"{opening} {prompts.quoted(cited.quote, cited.language)}", (cited.number,))


def with_versions(answer: Answer, versions: dict[str, tuple[DocumentInfo, ...]]) -> Answer:
    """`answer` with the other documents that carry the text of the cited ones, by document id."""
    return replace(
        answer, citations=tuple(replace(c, versions=versions.get(c.document_id, ())) for c in answer.citations)
    )


def elapsed_ms(started: float) -> float:
    """Milliseconds since time.perf_counter() was `started`."""
    return round((time.perf_counter() - started) * 1000, 1)


def _arranged(query: Query, evidence: Sequence[Evidence]) -> tuple[Form, list[tuple[Evidence, str]]]:
    """The form that suits the question, and the quotes in its order, each with what it stands under."""
    events = [(event, item) for item in evidence if item.when and (event := event_of(item))]
    if events and len(events) == len(evidence):
        return "timeline", [(item, item.when) for _, item in sorted(events, key=lambda pair: pair[0])]
    many = asked(query.wording, query.language).many
    form: Form = "list" if many and len(evidence) >= _LIST_LEAST else "prose"
    return form, [(item, "") for group in _by_document(evidence) for item in group]


def _by_document(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The group of the best quote first, the others by the date of their document; in a group the best comes first,
    the rest as they stand in the text."""
    groups: dict[str, list[Evidence]] = {}
    for item in evidence:
        groups.setdefault(item.document.id, []).append(item)
    ordered = [[group[0], *sorted(group[1:], key=lambda e: e.start)] for group in groups.values()]
    return [*ordered[:1], *sorted(ordered[1:], key=lambda group: group[0].document.date or "9")]


def _said(item: Evidence, language: Language, again: bool) -> str:
    info = item.document
    # A quote that points back at what it does not show is named by its heading.
    section = item.passage.section if starts_in_the_middle(item.text) and item.passage.section != info.title else ""
    columns = columns_above(item.passage.text, item.start - item.passage.start) if is_row(item.text) else ""
    opening = prompts.lead_in(
        info.title, info.source, info.date, item.passage.language, language, again=again, section=section,
        columns=columns,
    )  # fmt: skip
    return f"{opening} {prompts.quoted(item.text, item.passage.language)}"


def _scanned(evidence: Sequence[Evidence], language: Language) -> list[str]:
    return [prompts.SCANNED[language]] if any(item.passage.ocr for item in evidence) else []


def _answering(cited: Citation) -> tuple[int, int]:
    """Where in a quote the sentence that answers stands: that of the first mark, or else all of it."""
    if cited.marks:
        for start, end in sentence_spans(cited.quote):
            if start <= cited.marks[0].start < end:
                return start, end
    return 0, len(cited.quote)
