"""The chat: question in, streamed answer out, each [n] opening its passage in the panel beside it.

In: Services. Out: components and their events, built inside an open gr.Tab. What a conversation is stands in
conversation.py, what it looks like in answer_html.py, source_html.py and the assets.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from corpus.language import direction, language_of
from corpus.records import LANGUAGES
from ui import answer_html, source_html
from ui.conversation import Conversation, Exchange, converse
from ui.markup import block, escape, said, unseen
from ui.strings import t
from ui.wording import Wording

if TYPE_CHECKING:
    from ui.services import Services

CONCURRENT = 8  # runs of one event at a time; others wait their turn
EXAMPLES_SHOWN = 3  # a language
# Private: the page is the way in; a second, undocumented API would need its own care.
EVENT: dict[str, Any] = {"concurrency_limit": CONCURRENT, "show_progress": "hidden", "api_visibility": "private"}


def build(services: "Services", wording: Wording) -> None:
    """The chat inside the open tab."""
    talk = gr.State(Conversation())
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            page_part(_welcome_html(services), "welcome")
            past, current = page_part("", "past"), page_part("", "current")
            with gr.Row(elem_id="composer"):
                box = wording.make(
                    gr.Textbox, {"label": "question_label", "placeholder": "question_hint"}, show_label=False,
                    lines=1, max_lines=6, elem_id="question", container=False, autofocus=True, interactive=True,
                )  # fmt: skip
                send = wording.make(gr.Button, {"value": "send"}, elem_id="send", variant="primary", min_width=0)
                stop = wording.make(gr.Button, {"value": "stop"}, elem_id="stop", min_width=0)
        with gr.Column(elem_id="panel"):
            panel = page_part("", "source")
    ask_message, ask_go = channel("ask")
    talk_message, talk_go = channel("talk")
    panel_message, panel_go = channel("panel")

    def ask(question: str, talk: Conversation) -> Iterator[tuple[object, ...]]:
        for at, grown in enumerate(converse(services, question.strip(), talk) if question.strip() else ()):
            # What is above does not change while an answer grows: it is sent once.
            yield "" if at == 0 else gr.skip(), past_html(grown) if at == 0 else gr.skip(), current_html(grown), grown

    def ask_by_message(message: str, talk: Conversation) -> Iterator[tuple[object, ...]]:
        told = json.loads(message)
        turn = int(told.get("turn", 0))
        yield from ask(told.get("question") or talk.question(turn), talk.until(turn) if turn else talk)

    def stopped(talk: Conversation) -> tuple[object, ...]:
        halted = talk.stopped()
        return current_html(halted), halted

    def change(message: str, talk: Conversation) -> tuple[object, ...]:
        told = json.loads(message)
        changed = Conversation() if told["do"] == "new" else talk.rated(int(told["turn"]), told["rating"])
        return past_html(changed), current_html(changed), changed

    def open_source(message: str, talk: Conversation) -> str:
        cited = talk.citation(json.loads(message)["ref"])
        if cited is None:
            return source_html.gone_html()
        return source_html.citation_html(cited, services.passage_around(cited), services.relatives(cited.document_id))

    outputs = [box, past, current, talk]
    asking = [
        gr.on([box.submit, send.click], ask, [box, talk], outputs, **EVENT),
        ask_go.click(ask_by_message, [ask_message, talk], outputs, **EVENT),
    ]
    stop.click(stopped, talk, [current, talk], cancels=asking, **EVENT)
    talk_go.click(change, [talk_message, talk], [past, current, talk], cancels=asking, **EVENT)
    panel_go.click(open_source, [panel_message, talk], panel, **EVENT)


def page_part(html: str, elem_id: str) -> gr.Markdown:
    """A piece of the page that is HTML of our own. It is not sanitised: all that it shows has been escaped."""
    return gr.Markdown(html, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False)


def channel(name: str) -> tuple[gr.Textbox, gr.Button]:
    """How the page's script calls a handler: it writes a message into one, then presses the other."""
    message = gr.Textbox(elem_id=f"to-{name}", visible="hidden")
    return message, gr.Button(elem_id=f"go-{name}", visible="hidden")


def past_html(talk: Conversation) -> str:
    """All exchanges but the last."""
    return "".join(exchange_html(e, turn) for turn, e in enumerate(talk.exchanges[:-1], start=1))


def current_html(talk: Conversation) -> str:
    """The last exchange, which may be running."""
    return exchange_html(talk.exchanges[-1], len(talk.exchanges)) if talk.exchanges else ""


def exchange_html(exchange: Exchange, turn: int) -> str:
    """A question and what has come of it."""
    running = " running" if exchange.running else ""
    asked = answer_html.question_html(exchange.question, 0 if running else turn)
    return block(f"turn{running}", asked + _reply(exchange, turn))


def _reply(exchange: Exchange, turn: int) -> str:
    if exchange.answer:
        return answer_html.answer_html(exchange.answer, turn, exchange.rating)
    if exchange.problem:
        return answer_html.note_html(exchange.problem, exchange.language, turn)
    if not exchange.running:
        return answer_html.note_html(t("stopped", exchange.language), exchange.language, turn, exchange.draft)
    return answer_html.draft_html(exchange.draft, exchange.language)


def _welcome_html(services: "Services") -> str:
    """What the library holds, and a column of questions for each language."""
    columns = ""
    for language in LANGUAGES:
        chosen = [q for q in services.example_questions() if language_of(q) == language][:EXAMPLES_SHOWN]
        asks = [f'type="button" data-do="ask" data-question="{escape(q)}">{escape(q)}' for q in chosen]
        buttons = "".join(f"<li><button {ask}</button></li>" for ask in asks)
        columns += f'<ul class="{language}" lang="{language}" dir="{direction(language)}">{buttons}</ul>'
    heading = f"<h2>{unseen(said('examples'))}</h2>"
    return answer_html.welcome_html(services.counts()) + f'<div class="examples">{heading}{columns}</div>'
