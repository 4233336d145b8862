"""The chat: question in, streamed answer out, each [n] opening its passage in the panel beside it.

In: a Frame. Out: components and their events, built inside an open gr.Tab. What a conversation is stands in
conversation.py, what it looks like in answer_html.py, source_html.py and the assets.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import gradio as gr

from corpus.errors import UnknownConversation, UnknownDocument
from corpus.language import direction, language_of
from corpus.records import LANGUAGES
from ui import answer_html, source_html
from ui.conversation import Conversation, Exchange, converse
from ui.conversations_html import bar_html, colleagues_html, list_html, shared_html
from ui.desk import Desk
from ui.frame import EVENT, SHOWING, Frame, channel, page_part
from ui.kept import as_stored, keep, opened, opened_by_link, rate
from ui.markup import block, escape, said
from ui.seat import Seat
from ui.strings import t

EXAMPLES_SHOWN = 3  # a language


def build(frame: Frame) -> None:
    """The chat inside the open tab."""
    desk_of = frame.desk_of
    seat = gr.State(Seat())
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
                frame.wording.make(
                    gr.Textbox, {"label": "question_label", "placeholder": "question_hint"}, show_label=False,
                    lines=1, max_lines=6, elem_id="question", container=False, autofocus=True, interactive=True,
                )  # fmt: skip
                frame.wording.make(gr.Button, {"value": "send"}, elem_id="send", variant="primary", min_width=0)
                stop = frame.wording.make(gr.Button, {"value": "stop"}, elem_id="stop", min_width=0)
        with gr.Column(elem_id="panel"):
            panel = page_part("", "source")
    ask_message, ask_go = channel("ask")
    talk_message, talk_go = channel("talk")
    rate_message, rate_go = channel("rate")
    panel_message, panel_go = channel("panel")
    share_message, share_go = channel("share")
    sharing = page_part("", "shared")
    shown = [past, current, bar, side]

    def show(desk: Desk, talk: Conversation) -> tuple[object, ...]:
        infos = desk.people.conversations.list(desk.viewer.name)
        return past_html(talk), current_html(talk), bar_html(talk), list_html(infos, talk.id)

    def start(seat: Seat, request: gr.Request) -> tuple[object, ...]:
        desk = desk_of(request)
        talk = seat.become(lambda _: _addressed(desk, request.query_params))
        return answer_html.holdings_html(desk.counts()), *show(desk, talk)

    def ask(message: str, seat: Seat, request: gr.Request) -> Iterator[tuple[object, ...]]:
        told, desk, same = json.loads(message), desk_of(request), gr.skip()
        turn, question = int(told.get("turn", 0)), str(told.get("question", "")).strip()
        for at, talk in enumerate(seat.growing(lambda talk: begun(desk, talk, question, turn))):
            if talk.exchanges and talk.exchanges[-1].running:
                # What stands above does not change while an answer grows: it is sent once.
                yield same if at else past_html(talk), current_html(talk), same, same
            else:
                yield show(desk, talk)
        yield same, same, same, same  # Gradio sends the last piece once more, when the page may have gone on

    def change(message: str, seat: Seat, request: gr.Request) -> tuple[object, ...]:
        desk = desk_of(request)
        with seat.settled():
            try:
                talk = changed(desk, seat.talk, json.loads(message))
            except UnknownConversation:  # deleted in another window
                talk = Conversation()
            return show(desk, seat.become(lambda _: talk))

    def rated(message: str, seat: Seat, request: gr.Request) -> None:
        told, desk = json.loads(message), desk_of(request)
        reason = " · ".join([*told.get("reasons", ()), told.get("note", "")]).strip(" ·")
        with suppress(UnknownConversation):  # deleted in another window
            seat.become(lambda talk: rate(desk, talk, int(told["turn"]), told["rating"] == "good", reason))

    def open_source(message: str, seat: Seat, request: gr.Request) -> str:
        cited, desk = seat.talk.citation(json.loads(message)["ref"]), desk_of(request)
        try:
            around = desk.passage_around(cited) if cited else None
        except UnknownDocument:
            around = None
        if cited is None or around is None:
            return source_html.gone_html()
        return source_html.citation_html(cited, around, desk.relatives(cited.document_id))

    def share(message: str, request: gr.Request) -> str:
        return shared(desk_of(request), json.loads(message))

    ask_go.click(ask, [ask_message, seat], shown, **EVENT)
    stop.click(Seat.stop, seat, None, **EVENT)
    talk_go.click(change, [talk_message, seat], shown, **EVENT)
    rate_go.click(rated, [rate_message, seat], None, **EVENT)
    share_go.click(share, share_message, sharing, **EVENT)
    panel_go.click(open_source, [panel_message, seat], panel, **SHOWING)
    frame.blocks.load(start, seat, [holdings, *shown], **EVENT)


def begun(desk: Desk, talk: Conversation, question: str, turn: int) -> Iterator[Conversation]:
    """The conversation as it grows by `question`, in place of its exchange `turn`, from 1, and of what followed.

    `turn` is 0 for a new question; without a `question` that of the exchange is asked again.
    """
    question = question or talk.question(turn)
    if not question or talk.owner:
        return
    instead = talk.stored_from(turn) if turn else None
    for grown in converse(desk, question, talk.until(turn) if turn else as_stored(desk, talk)):
        # Kept before it is shown: what is done next finds it so.
        yield grown if grown.exchanges[-1].running else keep(desk, grown, instead)


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
    if do == "open":
        return opened(desk, identity)
    if do == "rename":
        store.rename(identity, desk.viewer.name, str(message["title"]))
        return opened(desk, identity)
    if do == "delete":
        store.delete(identity, desk.viewer.name)
    return Conversation() if do in ("new", "delete") else talk


def shared(desk: Desk, message: Mapping[str, Any]) -> str:
    """Who can be chosen as readers, or the new link, or nothing where sharing has ended. Raises UnknownConversation."""
    store, owner, identity, do = desk.people.conversations, desk.viewer.name, str(message["id"]), message["do"]
    if do == "stop":
        store.unshare(identity, owner)
        desk.record("stopped sharing", identity)
        return ""
    colleagues = desk.colleagues()
    if do == "look":
        return colleagues_html(identity, colleagues, store.readers(identity, owner))
    readers = [name for name in map(str, message.get("readers", ())) if name in colleagues]
    if message.get("readers") and not readers:
        return ""
    desk.record("shared", identity, readers=readers)
    return shared_html(store.share(identity, owner, readers))


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
    return f'<div class="examples"><h2>{said("examples")}</h2>{columns}</div>'
