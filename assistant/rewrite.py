"""A follow-up made to stand on its own by the chat model, where one is set: what is searched, not what is said.

In: a query that leans on the conversation. Out: the query with its text rewritten; as it was where the model fails,
takes too long, or says something that is no such question. Completing it without a model is understand.py's.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.records import Query, Turn
from corpus.language import has_words, keywords, language_of, strip_invisible

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_SECONDS = 4.0
_TURNS = 3  # earlier questions that the model is told
_CHARACTERS = 400


def rewritten(query: Query, history: Sequence[Turn], model: "BaseChatModel", seconds: float = _SECONDS) -> Query:
    """`query` with a text that needs no conversation; itself where it needs none or the model does not serve."""
    if not query.follows:
        return query
    asked = [turn.question for turn in history[-_TURNS:]]
    reply: list[str] = []

    def call() -> None:
        try:
            message = model.invoke(prompts.rewrite(query.question, asked, query.language))
        except Exception:  # noqa: BLE001 - whatever fails in a server or its client, the query stays as it was
            return
        if isinstance(message.content, str):
            reply.append(message.content)

    thread = threading.Thread(target=call, name="rewrite", daemon=True)
    thread.start()
    thread.join(seconds)
    text = " ".join(strip_invisible(reply[0]).split()) if reply else ""
    return replace(query, text=text) if _serves(text, query) else query


def _serves(text: str, query: Query) -> bool:
    """Whether it is a question in the same language about what was asked or what went before."""
    if not has_words(text) or len(text) > _CHARACTERS or language_of(text) != query.language:
        return False
    said, known = {k.stem for k in keywords(text)}, {k.stem for k in keywords(query.text)}
    return 2 * len(said & known) >= max(len(said), 1)
