"""The audit trail: who did what and when, append-only, each entry sealed with the digest of the one before.

In: a viewer's name and role, an action, what it was done to. Out: entries, and whether the chain still holds.
`Audit.record(viewer.name, viewer.role, "asked", …)` is one insert of well under a millisecond. Entries can be neither
changed nor removed but by `prune`, which leaves a checkpoint that the rest of the chain goes on from.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Engine, Integer, Row, String, Table, Text, delete, func, insert, select

from corpus.people import changing, tables

Detail = Mapping[str, Any]  # JSON: strings, numbers, truth values, lists of strings
_FIRST = "0" * 64  # what the first entry follows
_PAGE = 1000  # entries read at a time

_entries = Table(
    "audit",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False, index=True),  # ISO, UTC, to the millisecond
    Column("who", String, nullable=False),
    Column("role", String, nullable=False),
    Column("action", String, nullable=False, index=True),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON object, keys sorted
    Column("previous", String, nullable=False),
    Column("digest", String, nullable=False),
)
_checkpoints = Table(
    "audit_checkpoints",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of the last entry that was removed
    Column("digest", String, nullable=False),
)
_TRIGGERS = (
    "CREATE TRIGGER IF NOT EXISTS audit_unchanged BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE DELETE ON audit"
    " WHEN old.number > (SELECT coalesce(max(number), 0) FROM audit_checkpoints)"
    " BEGIN SELECT RAISE(ABORT, 'audit entries are only removed by pruning'); END",
)


@dataclass(frozen=True, slots=True)
class Entry:
    number: int  # 1-based, without gaps
    at: str  # ISO, UTC
    who: str
    role: str
    action: str
    target: str  # what it was done to: a document's id, a user's name; "" where nothing is named
    detail: Detail


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found; `broken_at` is the number of the first entry that does not fit, None when all do."""

    entries: int
    first: int
    head: str  # digest of the last entry: noted elsewhere, it also shows entries cut off at the end
    broken_at: int | None


def prepare(engine: Engine) -> None:
    """Create the tables and what guards them where they are missing."""
    tables.create_all(engine, [_entries, _checkpoints])
    with changing(engine) as db:
        for trigger in _TRIGGERS:
            db.exec_driver_sql(trigger)


class Audit:
    """The trail in the database of corpus/people.py; safe from several threads and processes."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._clock = engine, clock

    def record(self, who: str, role: str, action: str, target: str = "", /, **detail: Any) -> None:
        """Append one entry; `detail` holds strings, numbers, truth values and lists of strings."""
        with changing(self._engine) as db:
            last = db.execute(select(_entries.c.number, _entries.c.digest).order_by(_entries.c.number.desc())).first()
            if last is None:
                last = db.execute(select(_checkpoints).order_by(_checkpoints.c.number.desc())).first()
            number, previous = (last.number + 1, last.digest) if last else (1, _FIRST)
            at = datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="milliseconds")
            text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
            values = (number, at, who, role, action, target, text, previous)
            columns = ("number", "at", "who", "role", "action", "target", "detail", "previous")
            db.execute(insert(_entries).values(**dict(zip(columns, values, strict=True)), digest=_digest(*values)))

    def entries(
        self, actions: Sequence[str] = (), since: str = "", until: str = "", limit: int | None = None
    ) -> list[Entry]:
        """Entries in order; the newest `limit` of them. `since` and `until` are ISO times or dates, UTC."""
        query = select(_entries).order_by(_entries.c.number.desc()).limit(limit)
        if actions:
            query = query.where(_entries.c.action.in_(actions))
        if since:
            query = query.where(_entries.c.at >= since)
        if until:
            query = query.where(_entries.c.at < until)
        with self._engine.connect() as db:
            rows = db.execute(query).all()
        return [Entry(r.number, r.at, r.who, r.role, r.action, r.target, json.loads(r.detail)) for r in reversed(rows)]

    def verify(self) -> Verification:
        """Walk the chain from its last checkpoint."""
        with self._engine.connect() as db:
            point = db.execute(select(_checkpoints).order_by(_checkpoints.c.number.desc())).first()
        number, head, seen = (point.number, point.digest, 0) if point else (0, _FIRST, 0)
        first, broken = number + 1, None
        for row in self._rows(number):
            fits = row.number == number + 1 and row.previous == head and row.digest == _digest(*row[:8])
            if not fits:
                broken = number + 1
                break
            number, head, seen = row.number, row.digest, seen + 1
        return Verification(seen, first, head, broken)

    def holds(self, digest: str) -> bool:
        """Whether an entry, or what was pruned, ends in this digest."""
        with self._engine.connect() as db:
            tables = (_entries, _checkpoints)
            return any(db.execute(select(t.c.number).where(t.c.digest == digest)).first() for t in tables)

    def prune(self, before: str) -> int:
        """Remove the entries older than `before` (ISO, UTC); how many. The chain goes on from a checkpoint."""
        with changing(self._engine) as db:
            # By number, not by time: only a head of the chain can go, even where a clock was once set back.
            kept = db.execute(select(func.min(_entries.c.number)).where(_entries.c.at >= before)).scalar()
            query = select(_entries.c.number, _entries.c.digest).order_by(_entries.c.number.desc())
            last = db.execute(query if kept is None else query.where(_entries.c.number < kept)).first()
            if last is None:
                return 0
            db.execute(insert(_checkpoints).values(number=last.number, digest=last.digest))
            removed: int = db.execute(delete(_entries).where(_entries.c.number <= last.number)).rowcount
            db.execute(delete(_checkpoints).where(_checkpoints.c.number < last.number))
        return removed

    def _rows(self, after: int) -> Iterator[Row]:  # type: ignore[type-arg]
        """All rows behind `after`, by number, some at a time: a trail may have millions."""
        while True:
            with self._engine.connect() as db:
                query = select(_entries).where(_entries.c.number > after).order_by(_entries.c.number).limit(_PAGE)
                rows = db.execute(query).all()
            yield from rows
            if len(rows) < _PAGE:
                return
            after = rows[-1].number


def _digest(number: int, at: str, who: str, role: str, action: str, target: str, detail: str, previous: str) -> str:
    sealed = json.dumps([number, at, who, role, action, target, detail, previous], ensure_ascii=False)
    return hashlib.sha256(sealed.encode("utf-8", "surrogatepass")).hexdigest()
