"""The chat: question in, streamed answer out, each [n] opening its passage in the panel beside it.

In: a Frame. Out: components and their events, built inside an open gr.Tab. What a conversation is stands in
conversation.py, what it looks like in answer_html.py, source_html.py and the assets.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from corpus.errors import UnknownConversation, UnknownDocument
from corpus.language import direction, language_of
from corpus.records import LANGUAGES
from ui import answer_html, source_html
from ui.conversation import Conversation, Exchange, converse
from ui.conversations_html import bar_html, list_html, shared_html
from ui.desk import Desk
from ui.frame import EVENT, Frame, channel, page_part
from ui.kept import keep, opened, opened_by_link, rate
from ui.markup import block, escape, said, unseen
from ui.strings import t

EXAMPLES_SHOWN = 3  # a language


def build(frame: Frame) -> None:
    """The chat inside the open tab."""
    desk_of = frame.desk_of
    talk = gr.State(Conversation())
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="side"):
            side = page_part("", "conversations")
        with gr.Column(elem_id="talk"):
            bar = page_part("", "bar")  # empty until the address is read
            with gr.Column(elem_id="welcome"):
                page_part(answer_html.welcome_html(), "greeting")
                holdings = page_part("", "holdings")
                page_part(_examples_html(frame.services.example_questions()), "examples")
            past, current = page_part("", "past"), page_part("", "current")
            with gr.Row(elem_id="composer"):
                box = frame.wording.make(
                    gr.Textbox, {"label": "question_label", "placeholder": "question_hint"}, show_label=False,
                    lines=1, max_lines=6, elem_id="question", container=False, autofocus=True, interactive=True,
                )  # fmt: skip
                send = frame.wording.make(gr.Button, {"value": "send"}, elem_id="send", variant="primary", min_width=0)
                stop = frame.wording.make(gr.Button, {"value": "stop"}, elem_id="stop", min_width=0)
        with gr.Column(elem_id="panel"):
            panel = page_part("", "source")
    ask_message, ask_go = channel("ask")
    talk_message, talk_go = channel("talk")
    panel_message, panel_go = channel("panel")
    share_message, share_go = channel("share")
    shared = page_part("", "shared")
    shown = [past, current, bar, side, talk]

    def show(desk: Desk, talk: Conversation) -> tuple[object, ...]:
        infos = desk.people.conversations.list(desk.viewer.name)
        return past_html(talk), current_html(talk), bar_html(talk), list_html(infos, talk.id), talk

    def start(request: gr.Request) -> tuple[object, ...]:
        desk = desk_of(request)
        return answer_html.holdings_html(desk.counts()), *show(desk, _addressed(desk, request.query_params))

    def ask(question: str, talk: Conversation, request: gr.Request) -> Iterator[tuple[object, ...]]:
        if not question.strip() or talk.owner:
            return
        desk, same = desk_of(request), gr.skip()
        for at, grown in enumerate(converse(desk, question.strip(), talk)):
            # What stands above does not change while an answer grows: it is sent once.
            above = ("", past_html(grown)) if at == 0 else (same, same)
            yield *above, current_html(grown), same, same, grown
            talk = grown
        yield gr.skip(), *show(desk, keep(desk, talk))

    def ask_by_message(message: str, talk: Conversation, request: gr.Request) -> Iterator[tuple[object, ...]]:
        told = json.loads(message)
        turn = int(told.get("turn", 0))
        question = told.get("question") or talk.question(turn)
        yield from ask(question, talk.until(turn) if turn else talk, request)

    def stopped(talk: Conversation) -> tuple[object, ...]:
        halted = talk.stopped()
        return current_html(halted), halted

    def change(message: str, talk: Conversation, request: gr.Request) -> tuple[object, ...]:
        desk = desk_of(request)
        try:
            return show(desk, changed(desk, talk, json.loads(message)))
        except UnknownConversation:  # deleted in another window
            return show(desk, Conversation())

    def open_source(message: str, talk: Conversation, request: gr.Request) -> str:
        cited, desk = talk.citation(json.loads(message)["ref"]), desk_of(request)
        try:
            around = desk.passage_around(cited) if cited else None
        except UnknownDocument:
            around = None
        if cited is None or around is None:
            return source_html.gone_html()
        return source_html.citation_html(cited, around, desk.relatives(cited.document_id))

    def share(message: str, request: gr.Request) -> str:
        desk, told = desk_of(request), json.loads(message)
        store, owner, identity = desk.people.conversations, desk.viewer.name, str(told["id"])
        if told.get("stop"):
            store.unshare(identity, owner)
            desk.record("stopped sharing", identity)
            return ""
        token = store.share(identity, owner)
        desk.record("shared", identity)
        return shared_html(token)

    outputs = [box, *shown]
    asking = [
        gr.on([box.submit, send.click], ask, [box, talk], outputs, **EVENT),
        ask_go.click(ask_by_message, [ask_message, talk], outputs, **EVENT),
    ]
    stop.click(stopped, talk, [current, talk], cancels=asking, **EVENT)
    talk_go.click(change, [talk_message, talk], shown, cancels=asking, **EVENT)
    share_go.click(share, share_message, shared, **EVENT)
    panel_go.click(open_source, [panel_message, talk], panel, **EVENT)
    frame.blocks.load(start, None, [holdings, *shown], **EVENT)


def _addressed(desk: Desk, address: Mapping[str, str]) -> Conversation:
    """The conversation that the page's address names; an empty one where it names none that this viewer has."""
    try:
        if address.get("c"):
            return opened(desk, address["c"])
        if address.get("shared"):
            return opened_by_link(desk, address["shared"])
    except UnknownConversation:
        pass
    return Conversation()


def changed(desk: Desk, talk: Conversation, message: Mapping[str, Any]) -> Conversation:
    """What becomes of the open conversation by a message of the page's script. Raises UnknownConversation."""
    do, identity, store = message["do"], str(message.get("id", "")), desk.people.conversations
    if do == "rate" and talk.id:
        good = message["rating"] == "good"
        reason = " · ".join([*message.get("reasons", ()), message.get("note", "")]).strip(" ·")
        return rate(desk, talk, int(message["turn"]), good, reason)
    if do == "open":
        return opened(desk, identity)
    if do == "rename":
        store.rename(identity, desk.viewer.name, str(message["title"]))
        return opened(desk, identity)
    if do == "delete":
        store.delete(identity, desk.viewer.name)
    return Conversation() if do in ("new", "delete") else talk


def past_html(talk: Conversation) -> str:
    """All exchanges but the last."""
    return "".join(exchange_html(talk, turn) for turn in range(1, len(talk.exchanges)))


def current_html(talk: Conversation) -> str:
    """The last exchange, which may be running."""
    return exchange_html(talk, len(talk.exchanges)) if talk.exchanges else ""


def exchange_html(talk: Conversation, turn: int) -> str:
    """A question and what has come of it."""
    exchange = talk.exchanges[turn - 1]
    running = " running" if exchange.running else ""
    asked = answer_html.question_html(exchange.question, 0 if running or talk.owner else turn)
    return block(f"turn{running}", asked + _reply(exchange, turn, own=not talk.owner))


def _reply(exchange: Exchange, turn: int, own: bool) -> str:
    if exchange.answer:
        return answer_html.answer_html(exchange.answer, turn, exchange.rating, own)
    again = turn if own else 0
    if exchange.problem:
        return answer_html.note_html(exchange.problem, exchange.language, again)
    if not exchange.running:
        return answer_html.note_html(t("stopped", exchange.language), exchange.language, again, exchange.draft)
    return answer_html.draft_html(exchange.draft, exchange.language)


def _examples_html(questions: Sequence[str]) -> str:
    """A column of questions for each language."""
    columns = ""
    for language in LANGUAGES:
        chosen = [escape(q) for q in questions if language_of(q) == language][:EXAMPLES_SHOWN]
        asks = "".join(f'<li><button type="button" data-do="ask" data-question="{q}">{q}</button></li>' for q in chosen)
        columns += f'<ul class="{language}" lang="{language}" dir="{direction(language)}">{asks}</ul>'
    return f'<div class="examples"><h2>{unseen(said("examples"))}</h2>{columns}</div>'
