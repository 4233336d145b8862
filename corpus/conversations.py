"""What people asked and were answered, kept per user, so that it is found again after a restart.

In: an owner's name, questions, answers as JSON text (ui/answer_codec.py writes and reads it). Out: the same, and to
others only what its owner shared with them. Whose documents a reader may not know of is for the caller to leave out.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    Update,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus.errors import UnknownConversation
from corpus.people import changing, tables

TITLE_CHARACTERS = 120
REASON_CHARACTERS = 1000

_conversations = Table(
    "conversations",
    tables,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("created", Float, nullable=False),  # seconds since 1970, as all times here
    Column("updated", Float, nullable=False),
    Column("share_digest", String, unique=True),  # SHA-256 of the link's token; NULL: not shared
    Column("share_with", Text, nullable=False, default="[]"),  # JSON list of names; empty: everybody with the link
)
_turns = Table(
    "turns",
    tables,
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),  # 0-based
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Float, nullable=False),
)
_feedback = Table(
    "feedback",
    tables,
    Column("conversation", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("who", String, primary_key=True),
    Column("good", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Float, nullable=False),
)


@dataclass(frozen=True, slots=True)
class ConversationInfo:
    id: str
    owner: str
    title: str
    created: float
    updated: float
    turns: int
    shared: bool


@dataclass(frozen=True, slots=True)
class StoredTurn:
    ordinal: int  # 0-based
    question: str
    answer: str  # JSON
    at: float
    good: bool | None  # the reader's own thumb; None: not rated


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb up or down on one answer; `question` is "" when its conversation is gone."""

    conversation: str
    ordinal: int
    who: str
    good: bool
    reason: str
    at: float
    question: str


def prepare(engine: Engine) -> None:
    """Create the tables where they are missing."""
    tables.create_all(engine, [_conversations, _turns, _feedback])


class Conversations:
    """Conversations in the database of corpus/people.py. Every call names its owner: another one's conversation is
    UnknownConversation, just as one that never was.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._clock = engine, clock

    def list(self, owner: str) -> Sequence[ConversationInfo]:
        """The owner's conversations, the latest first."""
        count = select(func.count()).where(_turns.c.conversation == _conversations.c.id).scalar_subquery()
        query = select(_conversations, count.label("turns")).where(_conversations.c.owner == owner)
        with self._engine.connect() as db:
            rows = db.execute(query.order_by(_conversations.c.updated.desc(), _conversations.c.id)).all()
        return [
            ConversationInfo(r.id, r.owner, r.title, r.created, r.updated, r.turns, r.share_digest is not None)
            for r in rows
        ]

    def create(self, owner: str, title: str) -> str:
        """The id of a new, empty conversation."""
        identity, now = secrets.token_urlsafe(12), self._clock()
        values = {"id": identity, "owner": owner, "title": _title(title), "created": now, "updated": now}
        with changing(self._engine) as db:
            db.execute(insert(_conversations).values(**values, share_with="[]"))
        return identity

    def rename(self, conversation: str, owner: str, title: str) -> None:
        """Raises UnknownConversation."""
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            db.execute(_this(conversation).values(title=_title(title)))

    def delete(self, conversation: str, owner: str) -> None:
        """With its turns; feedback stays, without the question. Raises UnknownConversation."""
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            db.execute(delete(_conversations).where(_conversations.c.id == conversation))

    def turns(self, conversation: str, owner: str) -> Sequence[StoredTurn]:
        """In order. Raises UnknownConversation."""
        with self._engine.connect() as db:
            self._require(db, conversation, owner)
            return self._turns(db, conversation, owner)

    def append(self, conversation: str, owner: str, question: str, answer: str) -> int:
        """The new turn's ordinal. Raises UnknownConversation."""
        now = self._clock()
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            last = db.execute(select(func.max(_turns.c.ordinal)).where(_turns.c.conversation == conversation)).scalar()
            ordinal = 0 if last is None else last + 1
            values = {"conversation": conversation, "ordinal": ordinal, "question": question, "answer": answer}
            db.execute(insert(_turns).values(**values, at=now))
            db.execute(_this(conversation).values(updated=now))
        return ordinal

    def cut(self, conversation: str, owner: str, ordinal: int) -> None:
        """Drop the turn `ordinal` and all behind it: it is asked again or edited. Raises UnknownConversation."""
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            for table in (_turns, _feedback):
                db.execute(delete(table).where(table.c.conversation == conversation, table.c.ordinal >= ordinal))

    # Sharing

    def share(self, conversation: str, owner: str, readers: Sequence[str] = ()) -> str:
        """The token of a link by which `readers`, or where none are named everybody who may sign in, can read it.

        A new link ends the one before. Raises UnknownConversation.
        """
        token = secrets.token_urlsafe(24)
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            db.execute(
                _this(conversation).values(share_digest=_digest(token), share_with=json.dumps(sorted(set(readers))))
            )
        return token

    def readers(self, conversation: str, owner: str) -> Sequence[str]:
        """Whom the conversation is shared with by name. Raises UnknownConversation."""
        with self._engine.connect() as db:
            self._require(db, conversation, owner)
            named = db.execute(select(_conversations.c.share_with).where(_conversations.c.id == conversation)).scalar()
        return list(json.loads(named or "[]"))

    def unshare(self, conversation: str, owner: str) -> None:
        """Raises UnknownConversation."""
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            db.execute(_this(conversation).values(share_digest=None, share_with="[]"))

    def shared(self, token: str, reader: str) -> tuple[ConversationInfo, Sequence[StoredTurn]]:
        """The conversation behind a link. Raises UnknownConversation where there is none for this reader."""
        with self._engine.connect() as db:
            row = db.execute(select(_conversations).where(_conversations.c.share_digest == _digest(token))).first()
            if row is None or ((named := json.loads(row.share_with)) and reader not in (*named, row.owner)):
                raise UnknownConversation(conversation="")
            turns = self._turns(db, row.id, reader)
        return ConversationInfo(row.id, row.owner, row.title, row.created, row.updated, len(turns), True), turns

    # Feedback

    def rate(self, conversation: str, owner: str, ordinal: int, good: bool, reason: str = "") -> None:
        """A thumb on one turn, instead of the one before. Raises UnknownConversation."""
        values = {"good": good, "reason": reason.strip()[:REASON_CHARACTERS], "at": self._clock()}
        keys = {"conversation": conversation, "ordinal": ordinal, "who": owner}
        with changing(self._engine) as db:
            self._require(db, conversation, owner)
            db.execute(
                upsert(_feedback).values(**keys, **values).on_conflict_do_update(index_elements=[*keys], set_=values)
            )

    def ratings(self, since: float = 0.0) -> Sequence[Feedback]:
        """Everybody's, the latest first: for administrators."""
        joined = select(_feedback, _turns.c.question).outerjoin(
            _turns, (_turns.c.conversation == _feedback.c.conversation) & (_turns.c.ordinal == _feedback.c.ordinal)
        )
        with self._engine.connect() as db:
            rows = db.execute(joined.where(_feedback.c.at >= since).order_by(_feedback.c.at.desc())).all()
        return [Feedback(r.conversation, r.ordinal, r.who, r.good, r.reason, r.at, r.question or "") for r in rows]

    @staticmethod
    def _require(db: Connection, conversation: str, owner: str) -> None:
        mine = (_conversations.c.id == conversation) & (_conversations.c.owner == owner)
        if db.execute(select(_conversations.c.id).where(mine)).first() is None:
            raise UnknownConversation(conversation=conversation[:40])

    @staticmethod
    def _turns(db: Connection, conversation: str, reader: str) -> Sequence[StoredTurn]:
        rating = (
            (_feedback.c.conversation == _turns.c.conversation)
            & (_feedback.c.ordinal == _turns.c.ordinal)
            & (_feedback.c.who == reader)
        )
        rated = select(_turns, _feedback.c.good).outerjoin(_feedback, rating)
        rows = db.execute(rated.where(_turns.c.conversation == conversation).order_by(_turns.c.ordinal))
        return [StoredTurn(r.ordinal, r.question, r.answer, r.at, r.good) for r in rows]


def _this(conversation: str) -> Update:
    return update(_conversations).where(_conversations.c.id == conversation)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARACTERS else f"{line[: TITLE_CHARACTERS - 1].rstrip()}…"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
