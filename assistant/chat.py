"""The conversation: question and history in, a stream of text and one Answer out.

In: a question, earlier turns, the library and the encoder, a chat model where one is set. Out: TextDelta events, then
exactly one Answer. Each step is its own module; here they stand in order.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import prompts, relevance
from assistant.answer import elapsed_ms, extractive, refusal
from assistant.chat_model import Draft, passages_for_prompt, stream
from assistant.coverage import Coverage
from assistant.evidence import nearest, select
from assistant.records import Answer, Filters, Query, TextDelta, Turn
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.calibration import FairEmbedder
from corpus.errors import ChatModelError
from corpus.library import Library
from corpus.records import Hit
from corpus.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def ask(
    question: str,
    library: Library,
    embedder: FairEmbedder,
    settings: Settings,
    history: Sequence[Turn] = (),
    filters: Filters | None = None,
    chat_model: "BaseChatModel | None" = None,
) -> Iterator[TextDelta | Answer]:
    """Answer one question. Raises QuestionError, LibraryError, ModelError; a failing chat model only falls back."""
    started = time.perf_counter()
    query = understand(question, history, filters, settings.max_question_characters, settings.interface_language)
    hits = retrieve(query, library, embedder)
    confidence = max((hit.relevance for hit in hits[:5]), default=0.0)
    if confidence < relevance.THRESHOLD:
        answer = refusal(query, nearest(hits), confidence, started)
        yield TextDelta(answer.text)
    elif chat_model is None:
        answer = _quoted(query, hits, library, confidence, started)
        yield TextDelta(answer.text)
    else:
        answer = yield from _modelled(query, hits, library, embedder, settings, chat_model, confidence, started)
    yield answer


def _quoted(
    query: Query, hits: Sequence[Hit], library: Library, confidence: float, started: float, notices: Sequence[str] = ()
) -> Answer:
    evidence = select(query, hits, Coverage(query.text, query.language, library))
    if not evidence:
        return refusal(query, nearest(hits), confidence, started, notices=notices)
    return extractive(query, evidence, confidence, started, notices)


def _modelled(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    embedder: FairEmbedder,
    settings: Settings,
    model: "BaseChatModel",
    confidence: float,
    started: float,
) -> Generator[TextDelta, None, Answer]:
    """The model's supported sentences as they complete; the quoted answer where it fails or nothing is supported."""
    draft = Draft()
    passages = passages_for_prompt(hits, settings.chat_prompt_tokens)
    try:
        for text in stream(model, settings, query, passages, embedder, draft):
            yield TextDelta(text)
    except ChatModelError as error:
        notices = [error.text(query.language), *draft.notices(query.language)]
        return replace(_quoted(query, hits, library, confidence, started, notices), struck=tuple(draft.struck))
    if draft.claims:
        return Answer(
            query.question, query.language, True, confidence, draft.text, tuple(draft.claims), tuple(draft.citations),
            settings.chat_model, elapsed_ms(started), tuple(draft.notices(query.language)), tuple(draft.struck),
        )  # fmt: skip
    if draft.declined:
        refused = refusal(query, nearest(hits), confidence, started, settings.chat_model, draft.notices(query.language))
        return replace(refused, struck=tuple(draft.struck))
    notices = [prompts.NOTHING_LEFT[query.language], *draft.notices(query.language)]
    return replace(_quoted(query, hits, library, confidence, started, notices), struck=tuple(draft.struck))
