"""A conversation as the chat holds it: exchanges, how it grows by one, which source a click means. No Gradio here.

In: a Desk, a question. Out: Conversation records, one after each piece of the answer. How they look is
answer_html.py's, how they are kept kept.py's.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation, Turn
from corpus.errors import SanadError
from corpus.language import language_of
from corpus.records import Language
from ui.strings import t

if TYPE_CHECKING:
    from ui.desk import Desk

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what has come of it so far."""

    question: str
    draft: str = ""  # streamed text; `answer` is what counts once it is there
    answer: Answer | None = None
    problem: str = ""  # what is told instead of an answer
    running: bool = True
    rating: str = ""  # the reader's: "good", "bad"
    ordinal: int | None = None  # under which it is stored; None: it is not

    @property
    def language(self) -> Language:
        return language_of(self.question)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The one record of a session's state."""

    exchanges: tuple[Exchange, ...] = ()
    id: str = ""  # of the stored conversation; "" until the first answer is kept, or where it is another's
    title: str = ""
    owner: str = ""  # of a conversation that is shared with the viewer, to be read only

    def stored_from(self, turn: int) -> int | None:
        """The stored number of the first stored exchange from `turn`, from 1, on; None where there is none."""
        return next((e.ordinal for e in self.exchanges[turn - 1 :] if e.ordinal is not None), None)

    def history(self) -> tuple[Turn, ...]:
        """The exchanges that ended in an answer, as the assistant takes them."""
        return tuple(Turn(e.question, e.answer) for e in self.exchanges if e.answer)

    def asked(self, question: str) -> "Conversation":
        """With a new exchange; one that was cut off before its answer is closed."""
        return replace(self.stopped(), exchanges=(*self.stopped().exchanges, Exchange(question)))

    def stopped(self) -> "Conversation":
        """With nothing running any more."""
        return replace(self, exchanges=tuple(replace(e, running=False) for e in self.exchanges))

    def until(self, turn: int) -> "Conversation":
        """As it was before the exchange `turn`, from 1."""
        return replace(self, exchanges=self.exchanges[: max(turn - 1, 0)])

    def with_last(self, exchange: Exchange) -> "Conversation":
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

    def rated(self, turn: int, rating: str) -> "Conversation":
        """With the reader's rating of the exchange `turn`, from 1."""
        changed = [replace(e, rating=rating) if at == turn else e for at, e in enumerate(self.exchanges, 1)]
        return replace(self, exchanges=tuple(changed))

    def with_ratings_of(self, other: "Conversation") -> "Conversation":
        """With what the reader thought of its stored exchanges by the time of `other`, a state of the same one."""
        stored = other.exchanges if other.id == self.id else ()
        rated: dict[int | None, str] = {e.ordinal: e.rating for e in stored if e.ordinal is not None}
        return replace(self, exchanges=tuple(replace(e, rating=rated.get(e.ordinal, e.rating)) for e in self.exchanges))

    def question(self, turn: int) -> str:
        """The question of the exchange `turn`, from 1; "" where there is none."""
        return self.exchanges[turn - 1].question if 0 < turn <= len(self.exchanges) else ""

    def citation(self, reference: str) -> Citation | None:
        """The source behind "turn-number", or "turn-rN" for the Nth related passage; None where there is none."""
        turn, _, name = reference.strip().partition("-")
        if not (turn.isdecimal() and 0 < int(turn) <= len(self.exchanges)):
            return None
        answer = self.exchanges[int(turn) - 1].answer
        if answer is None:
            return None
        number = name.removeprefix("r")
        cited = {c.number: c for c in answer.citations} if number == name else dict(enumerate(answer.related, start=1))
        return cited.get(int(number)) if number.isdecimal() else None


def converse(desk: "Desk", question: str, talk: Conversation) -> Iterator[Conversation]:
    """The conversation as it grows by one exchange; the page's one boundary: what goes wrong is told in the chat."""
    exchange, history, talk = Exchange(question), talk.history(), talk.asked(question)
    yield talk
    try:
        for event in desk.ask(question, history):
            if isinstance(event, Answer):
                exchange = replace(exchange, answer=event, running=False)
            else:
                exchange = replace(exchange, draft=exchange.draft + event.text)
            yield talk.with_last(exchange)
    except SanadError as error:
        yield talk.with_last(replace(exchange, problem=error.text(exchange.language), running=False))
    except Exception:
        log.exception("A question could not be answered")
        yield talk.with_last(replace(exchange, problem=t("unexpected", exchange.language), running=False))
