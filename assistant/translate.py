"""Quotes in the other language than the answer's, with a machine translation beside each.

In: an answer and a LangChain chat model. Out: the same answer, its citations with `translation` where one was made that
keeps the figures of its quote; the quote itself is never touched. A server that fails leaves the translation out.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import prompts, references
from assistant.breaker import breaker_of
from assistant.chat_model import replied
from assistant.injection import has_link, is_instruction
from assistant.records import Answer, Citation
from assistant.reply import without_thoughts
from assistant.stated import figures_stand
from corpus.errors import ChatModelError
from corpus.language import language_of, strip_invisible
from corpus.records import Language
from corpus.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_LONGEST = 4  # times the length of its quote, and then some: more is no translation
_MARKS = " \n\"'“”«»"


def with_translations(answer: Answer, model: "BaseChatModel", settings: Settings) -> Answer:
    """`answer` with what could be translated within the settings' timeout; a server that fails is asked no further."""
    deadline = time.monotonic() + settings.chat_timeout_seconds
    breaker = breaker_of(f"{settings.chat_base_url} {settings.chat_model}")
    citations: list[Citation] = []
    for cited in answer.citations:
        left = deadline - time.monotonic()
        if cited.language != answer.language and not cited.translation and left > 0 and not breaker.resting_seconds():
            try:
                made = _translated(cited.quote, answer.language, model, settings, left)
                cited = replace(cited, translation=made)
                breaker.went_well()
            except ChatModelError:
                breaker.failed()
                deadline = 0
        citations.append(cited)
    return replace(answer, citations=tuple(citations))


def foreign(answer: Answer) -> Sequence[Citation]:
    """The citations that a translation can stand beside."""
    return [cited for cited in answer.citations if cited.language != answer.language]


def _translated(quote: str, language: Language, model: "BaseChatModel", settings: Settings, seconds: float) -> str:
    """In `language`; "" for what is no translation of `quote`. Raises ChatModelError."""
    reply, longest = "", _LONGEST * len(quote) + 200
    for piece in replied(model, settings.chat_model, prompts.translation(quote, language), seconds):
        reply += piece
        if len(reply) > longest:
            return ""
    text = " ".join(strip_invisible(without_thoughts(reply)).split()).strip(_MARKS)
    return text if _keeps(text, quote, language) else ""


def _keeps(text: str, quote: str, language: Language) -> bool:
    """Whether a text is in `language` and has the figures of the quote, no more, no less; a link or order is none."""
    if not text or language_of(text) != language or has_link(text) or is_instruction(text) or prompts.echoes(text):
        return False
    both = ((text, quote), (quote, text))
    return all(figures_stand(one, other) and references.stand(one, other) for one, other in both)
