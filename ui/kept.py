"""Conversations that last: what the chat holds, written to and read from the viewer's conversations.

In: a Desk, a Conversation. Out: Conversations with an id; answers that the viewer may no longer read are left out.
Where they are stored is corpus/conversations.py's.
"""

from dataclasses import replace

from assistant.records import Turn
from corpus.conversations import StoredTurn
from corpus.errors import UnknownConversation
from corpus.language import language_of
from ui.answer_codec import decode, encode
from ui.conversation import Conversation, Exchange
from ui.desk import Desk
from ui.strings import t


def keep(desk: Desk, talk: Conversation, instead: int | None = None) -> Conversation:
    """Store the last answer; `instead` of the stored turns from that number on, when it was asked again."""
    last, owner, store = talk.exchanges[-1], desk.viewer.name, desk.people.conversations
    if last.answer is None:
        return talk
    if not talk.id:
        talk = replace(talk, id=store.create(owner, last.question), title=last.question)
    try:
        if instead is not None:
            store.cut(talk.id, owner, instead)
        ordinal = store.append(talk.id, owner, last.question, encode(last.answer))
    except UnknownConversation:  # deleted in another window: what is asked from now on is another one
        return keep(desk, replace(talk, id="", exchanges=(last,)))
    return talk.with_last(replace(last, ordinal=ordinal))


def as_stored(desk: Desk, talk: Conversation) -> Conversation:
    """`talk` as it is stored where it has grown in another window, else as it is."""
    try:
        stored = desk.people.conversations.turns(talk.id, desk.viewer.name) if talk.id else ()
    except UnknownConversation:
        return talk
    known = max((e.ordinal for e in talk.exchanges if e.ordinal is not None), default=-1)
    return opened(desk, talk.id) if stored and stored[-1].ordinal != known else talk


def opened(desk: Desk, identity: str) -> Conversation:
    """The viewer's own conversation. Raises UnknownConversation."""
    owner, store = desk.viewer.name, desk.people.conversations
    turns = store.turns(identity, owner)
    title = next(info.title for info in store.list(owner) if info.id == identity)
    return Conversation(tuple(_exchange(desk, turn) for turn in turns), identity, title)


def opened_by_link(desk: Desk, token: str) -> Conversation:
    """A conversation that was shared with the viewer, to be read only. Raises UnknownConversation."""
    info, turns = desk.people.conversations.shared(token, desk.viewer.name)
    desk.record("opened a shared conversation", info.id)
    return Conversation(tuple(_exchange(desk, turn) for turn in turns), "", info.title, info.owner)


def rate(desk: Desk, talk: Conversation, turn: int, good: bool, reason: str) -> Conversation:
    """Keep what the reader thinks of an answer. Raises UnknownConversation."""
    ordinal = talk.exchanges[turn - 1].ordinal if 0 < turn <= len(talk.exchanges) else None
    if ordinal is not None:
        desk.people.conversations.rate(talk.id, desk.viewer.name, ordinal, good, reason)
    return talk.rated(turn, "good" if good else "bad")


def answered_turns(desk: Desk, identity: str) -> tuple[str, list[Turn]]:
    """Title and answered turns of the viewer's own conversation. Raises UnknownConversation."""
    talk = opened(desk, identity)
    return talk.title, list(talk.history())


def _exchange(desk: Desk, turn: StoredTurn) -> Exchange:
    answer = decode(turn.answer)
    if answer is not None and desk.may_see(answer):
        rating = "" if turn.good is None else "good" if turn.good else "bad"
        return Exchange(turn.question, answer=answer, running=False, rating=rating, ordinal=turn.ordinal)
    told = t("answer_unreadable" if answer is None else "answer_withheld", language_of(turn.question))
    return Exchange(turn.question, problem=told, running=False, ordinal=turn.ordinal)
