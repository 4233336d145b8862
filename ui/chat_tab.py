"""The chat: question in, streamed answer out, each [n] opening its passage in the panel beside it.

In: Services. Out: components and their events, built inside an open gr.Blocks. What a conversation is stands in
Conversation; what things look like is render.py's and the assets'.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import Answer, Citation, Turn
from corpus.errors import SanadError
from corpus.language import language_of
from corpus.records import LANGUAGES, Language
from ui import render
from ui.strings import t
from ui.wording import Wording

if TYPE_CHECKING:
    from ui.services import Services

CONCURRENT = 8  # runs of one event at a time; others wait their turn
EXAMPLES_SHOWN = 3  # a language

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what has come of it so far."""

    question: str
    draft: str = ""  # streamed text; `answer` is what counts once it is there
    answer: Answer | None = None
    problem: str = ""  # what is told instead of an answer
    running: bool = True

    @property
    def language(self) -> Language:
        return language_of(self.question)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The one record of a session's state."""

    exchanges: tuple[Exchange, ...] = ()

    def history(self) -> tuple[Turn, ...]:
        """The exchanges that ended in an answer, as the assistant takes them."""
        return tuple(Turn(e.question, e.answer) for e in self.exchanges if e.answer)

    def asked(self, question: str) -> "Conversation":
        """With a new exchange; one that was cut off before its answer is closed."""
        return Conversation((*(replace(e, running=False) for e in self.exchanges), Exchange(question)))

    def with_last(self, exchange: Exchange) -> "Conversation":
        return Conversation((*self.exchanges[:-1], exchange))

    def citation(self, reference: str) -> Citation | None:
        """The source behind "turn-number", both from 1; None when the conversation holds no such source."""
        turn, _, number = reference.strip().partition("-")
        if not (turn.isdecimal() and number.isdecimal() and 0 < int(turn) <= len(self.exchanges)):
            return None
        answer = self.exchanges[int(turn) - 1].answer
        return next((c for c in answer.citations if c.number == int(number)), None) if answer else None


def messages(talk: Conversation) -> list[dict[str, str]]:
    """The conversation as the chat shows it."""
    shown = []
    for turn, exchange in enumerate(talk.exchanges, start=1):
        shown.append({"role": "user", "content": render.question_html(exchange.question)})
        shown.append({"role": "assistant", "content": _reply(exchange, turn)})
    return shown


def _reply(exchange: Exchange, turn: int) -> str:
    if exchange.answer:
        return render.answer_html(exchange.answer, anchor=f"c-{turn}-")
    if exchange.problem or not exchange.running:
        return render.note_html(exchange.problem or t("stopped", exchange.language), exchange.language)
    return render.draft_html(exchange.draft, exchange.language)


def converse(services: "Services", question: str, talk: Conversation) -> Iterator[Conversation]:
    """The conversation as it grows by one exchange; the page's one boundary: what goes wrong is told in the chat."""
    exchange, history, talk = Exchange(question), talk.history(), talk.asked(question)
    yield talk
    try:
        for event in services.ask(question, history):
            if isinstance(event, Answer):
                exchange = replace(exchange, answer=event)
            else:
                exchange = replace(exchange, draft=exchange.draft + event.text)
            yield talk.with_last(exchange)
    except SanadError as error:
        yield talk.with_last(replace(exchange, problem=error.text(exchange.language)))
    except Exception:
        log.exception("A question could not be answered")
        yield talk.with_last(replace(exchange, problem=t("unexpected", exchange.language)))


def build(services: "Services", wording: Wording) -> None:
    """The chat inside the open tab."""
    talk = gr.State(Conversation())
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            new = wording.make(gr.Button, {"value": "new_conversation"}, elem_id="new", size="sm", min_width=0)
            with gr.Column(elem_id="welcome"):
                gr.Markdown(render.welcome_html(services.counts()))
                examples = _examples(services.example_questions())
            chat = wording.make(
                gr.Chatbot, {"label": "conversation"}, show_label=False, elem_id="chat", buttons=[], height="auto",
                layout="panel", feedback_options=None, latex_delimiters=[], container=False,
            )  # fmt: skip
            with gr.Row(elem_id="composer"):
                box = wording.make(
                    gr.Textbox, {"label": "question_label", "placeholder": "question_hint"}, show_label=False,
                    lines=1, max_lines=6, elem_id="question", container=False, autofocus=True, interactive=True,
                )  # fmt: skip
                send = wording.make(gr.Button, {"value": "send"}, elem_id="send", variant="primary", min_width=0)
        with gr.Column(elem_id="panel"):
            panel = gr.Markdown(elem_id="source")
    # The page's script writes the number that was clicked here: sanitised links can carry no event of their own.
    reference = gr.Textbox(elem_id="reference", visible="hidden")
    opened = gr.Button(elem_id="open-reference", visible="hidden")

    def ask(question: str, talk: Conversation) -> Iterator[tuple[object, ...]]:
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        for grown in converse(services, question.strip(), talk):
            yield "", messages(grown), grown

    def open_citation(reference: str, talk: Conversation) -> str:
        cited = talk.citation(reference)
        return render.citation_html(cited, services.passage_around(cited)) if cited else render.gone_html()

    outputs = [box, chat, talk]
    asking = [gr.on([box.submit, send.click], ask, [box, talk], outputs, **EVENT)]
    asking += [example.click(ask, [example, talk], outputs, **EVENT) for example in examples]
    opened.click(open_citation, [reference, talk], panel, **EVENT)
    new.click(lambda: ("", [], Conversation(), ""), None, [*outputs, panel], cancels=asking, **EVENT)


# Private: the page is the way in; a second, undocumented API would need its own care.
EVENT: dict[str, Any] = {"concurrency_limit": CONCURRENT, "show_progress": "hidden", "api_visibility": "private"}


def _examples(questions: tuple[str, ...]) -> list[gr.Button]:
    """A column of questions for each language."""
    buttons = []
    with gr.Row(elem_id="examples"):
        for language in LANGUAGES:
            with gr.Column(elem_classes=["examples", language], min_width=0):
                chosen = [q for q in questions if language_of(q) == language][:EXAMPLES_SHOWN]
                buttons += [gr.Button(q, elem_classes=["example"]) for q in chosen]
    return buttons
