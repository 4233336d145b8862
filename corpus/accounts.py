"""Who may sign in and what they may read: users with roles, their sessions, and documents kept to some roles.

In: names, passwords, session tokens. Out: Viewer records. Passwords are kept as argon2id hashes, tokens as SHA-256
digests: who reads the database can sign in as nobody. A handler asks `Accounts.viewer(token)`; what a request
carries is ui/door.py's business.
"""

import hashlib
import json
import re
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

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
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus.errors import (
    PasswordWeak,
    SignInDelayed,
    SignInFailed,
    UnknownUser,
    UserExists,
    UserNameInvalid,
)
from corpus.people import changing, tables
from corpus.roles import ROLES, Role

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PASSWORD_CHARACTERS = (12, 1024)
_NAME = re.compile(r"[^\W_](?:[\w.@ -]{0,62}\w)?")
_SEEN_EVERY_SECONDS = 60  # a session's last use is written no oftener
_FORGOTTEN_AFTER_SECONDS = 3600  # failures count no longer
_LONGEST_DELAY_SECONDS = 900
# Failures before the first delay: a person mistypes, and many people share the address of an institution.
_FREE_TRIES = {"user": 4, "address": 50}
# A hash takes 64 MiB for a moment: no more than these at a time, or many tries at once would fill the memory.
_HASHING = threading.BoundedSemaphore(2)

_users = Table(
    "users",
    tables,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # argon2id, with its parameters and salt
    Column("disabled", Boolean, nullable=False, default=False),
    Column("created", Float, nullable=False),  # seconds since 1970, as all times here
)
_sessions = Table(
    "sessions",
    tables,
    Column("digest", String, primary_key=True),
    Column("user", ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Float, nullable=False),
    Column("seen", Float, nullable=False),
)
_failures = Table(
    "failures",
    tables,
    Column("kind", String, primary_key=True),  # "user" or "address"
    Column("of", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last", Float, nullable=False),
)
_restrictions = Table(
    "restrictions",
    tables,
    Column("document_id", String, primary_key=True),
    # By these a document is known again after it was removed and indexed anew from elsewhere.
    Column("text_sha256", String, nullable=False),
    Column("path", Text, nullable=False),
    Column("roles", String, nullable=False),  # JSON list; administrators always may
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking, and which documents must not exist for them."""

    name: str
    role: Role
    hidden: frozenset[str] = field(default=frozenset())  # ids; goes into Filters.hidden with every search

    def may(self, role: Role) -> bool:
        """Whether this viewer may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: Role
    disabled: bool
    created: float  # seconds since 1970


@dataclass(frozen=True, slots=True)
class Restriction:
    """A document that only `roles`, and administrators, may know of."""

    document_id: str
    text_sha256: str
    path: str
    roles: tuple[Role, ...]


def prepare(engine: Engine) -> None:
    """Create the tables where they are missing."""
    tables.create_all(engine, [_users, _sessions, _failures, _restrictions])


def user_name(name: str) -> str:
    """The form in which a name is kept and compared. Raises UserNameInvalid."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    if not _NAME.fullmatch(folded):
        raise UserNameInvalid(name=name[:80])
    return folded


class Accounts:
    """Users, sessions and restrictions in the database of corpus/people.py; safe from several threads."""

    def __init__(
        self,
        engine: Engine,
        idle_seconds: float = 7200,
        absolute_seconds: float = 43200,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._engine, self._idle, self._absolute, self._clock = engine, idle_seconds, absolute_seconds, clock

    # Users

    def users(self) -> list[Account]:
        """Everybody, by name."""
        with self._engine.connect() as db:
            rows = db.execute(select(_users).order_by(_users.c.name))
            return [Account(r.name, r.role, r.disabled, r.created) for r in rows]

    def count(self) -> int:
        with self._engine.connect() as db:
            return db.execute(select(func.count()).select_from(_users)).scalar_one()

    def add(self, name: str, role: Role, password: str) -> Account:
        """Raises UserNameInvalid, UserExists, PasswordWeak."""
        name, hashed, now = user_name(name), _hashed(name, password), self._clock()
        with changing(self._engine) as db:
            if db.execute(select(_users.c.name).where(_users.c.name == name)).first():
                raise UserExists(name=name)
            db.execute(insert(_users).values(name=name, role=role, password=hashed, disabled=False, created=now))
        return Account(name, role, False, now)

    def add_first(self) -> tuple[str, str] | None:
        """An administrator with a random password where there is nobody yet: (name, password), told only here."""
        name, password = "admin", secrets.token_urlsafe(15)
        hashed = _hashed(name, password)
        with changing(self._engine) as db:
            if db.execute(select(_users.c.name)).first():
                return None
            row = {"role": "administrator", "password": hashed, "disabled": False, "created": self._clock()}
            db.execute(insert(_users).values(name=name, **row))
        return name, password

    def set_role(self, name: str, role: Role) -> None:
        """From the next request on. Raises UnknownUser."""
        self._change(name, role=role)

    def set_password(self, name: str, password: str) -> None:
        """Ends the user's sessions. Raises UnknownUser, PasswordWeak."""
        name = user_name(name)
        self._change(name, password=_hashed(name, password))
        self._end_sessions(name)

    def set_disabled(self, name: str, disabled: bool = True) -> None:
        """Disabling ends the user's sessions at once. Raises UnknownUser."""
        self._change(name, disabled=disabled)
        if disabled:
            self._end_sessions(user_name(name))

    def _change(self, name: str, **values: object) -> None:
        with changing(self._engine) as db:
            if not db.execute(update(_users).where(_users.c.name == user_name(name)).values(**values)).rowcount:
                raise UnknownUser(name=name)

    # Sessions

    def sign_in(self, name: str, password: str, address: str) -> str:
        """A new session's token. Raises SignInFailed, or SignInDelayed after too many failures.

        A try counts as a failure until it has succeeded, so that many tries at once are no way around the delay.
        """
        try:
            known = user_name(name)
        except UserNameInvalid:
            known = ""
        keys = (("user", hashlib.sha256((known or name).encode("utf-8", "replace")).hexdigest()), ("address", address))
        now = self._clock()
        with changing(self._engine) as db:
            wait = max(self._delay(db, kind, of, now) for kind, of in keys)
            if wait > 0:
                raise SignInDelayed(seconds=int(wait) + 1)
            for kind, of in keys:
                self._count_failure(db, kind, of, now)
            row = db.execute(select(_users).where(_users.c.name == known)).first()
        right = _verified(row.password if row else _unknown_users_hash(), password)
        if not (right and row is not None and not row.disabled):
            raise SignInFailed()
        token = secrets.token_urlsafe(32)
        with changing(self._engine) as db:
            # What has changed since is looked at again: a session must not outlive a disabling.
            same = db.execute(select(_users).where(_users.c.name == known)).first()
            if same is None or same.disabled or same.password != row.password:
                raise SignInFailed()
            db.execute(delete(_failures).where(_failures.c.kind == "user", _failures.c.of == keys[0][1]))
            self._take_back_failure(db, *keys[1])
            db.execute(delete(_sessions).where(_sessions.c.created < now - self._absolute))
            db.execute(insert(_sessions).values(digest=_digest(token), user=known, created=now, seen=now))
        return token

    def viewer(self, token: str) -> Viewer | None:
        """Who holds the session `token`; None when it is unknown or expired. Documents are hidden by ui/door.py."""
        now = self._clock()
        joined = select(_sessions, _users.c.role, _users.c.disabled).join(_users)
        with self._engine.connect() as db:
            row = db.execute(joined.where(_sessions.c.digest == _digest(token))).first()
        if row is None or row.disabled:
            return None
        if now - row.seen > self._idle or now - row.created > self._absolute:
            self.sign_out(token)
            return None
        if now - row.seen > _SEEN_EVERY_SECONDS:
            with changing(self._engine) as db:
                db.execute(update(_sessions).where(_sessions.c.digest == row.digest).values(seen=now))
        return Viewer(row.user, row.role)

    def sign_out(self, token: str) -> None:
        """End the session; an unknown token is no error."""
        with changing(self._engine) as db:
            db.execute(delete(_sessions).where(_sessions.c.digest == _digest(token)))

    def _end_sessions(self, name: str) -> None:
        with changing(self._engine) as db:
            db.execute(delete(_sessions).where(_sessions.c.user == name))

    @staticmethod
    def _delay(db: Connection, kind: str, of: str, now: float) -> float:
        """Seconds until the next try is taken: 2, 4, 8, … after each failure beyond the free ones."""
        row = db.execute(select(_failures).where(_failures.c.kind == kind, _failures.c.of == of)).first()
        beyond = row.tries - _FREE_TRIES[kind] if row else 0
        if row is None or beyond <= 0 or now - row.last > _FORGOTTEN_AFTER_SECONDS:
            return 0.0
        wait: float = row.last + min(2.0 ** min(beyond, 20), _LONGEST_DELAY_SECONDS) - now
        return wait

    @staticmethod
    def _count_failure(db: Connection, kind: str, of: str, now: float) -> None:
        db.execute(delete(_failures).where(_failures.c.last < now - _FORGOTTEN_AFTER_SECONDS))
        row = {"kind": kind, "of": of, "tries": 1, "last": now}
        again = {"tries": _failures.c.tries + 1, "last": now}
        db.execute(upsert(_failures).values(**row).on_conflict_do_update(index_elements=["kind", "of"], set_=again))

    @staticmethod
    def _take_back_failure(db: Connection, kind: str, of: str) -> None:
        mine = (_failures.c.kind == kind) & (_failures.c.of == of)
        db.execute(update(_failures).where(mine).values(tries=_failures.c.tries - 1))

    # Restrictions

    def restrict(self, restriction: Restriction) -> None:
        """Keep a document to some roles; all roles lift the restriction."""
        mine = _restrictions.c.document_id == restriction.document_id
        with changing(self._engine) as db:
            db.execute(delete(_restrictions).where(mine))
            if set(restriction.roles) != set(ROLES):
                row = {name: getattr(restriction, name) for name in ("document_id", "text_sha256", "path")}
                db.execute(insert(_restrictions).values(**row, roles=json.dumps(restriction.roles)))

    def restrictions(self) -> list[Restriction]:
        """Every restriction there is."""
        with self._engine.connect() as db:
            rows = db.execute(select(_restrictions).order_by(_restrictions.c.document_id))
            return [Restriction(r.document_id, r.text_sha256, r.path, tuple(json.loads(r.roles))) for r in rows]

    def kept_from(self, role: Role) -> list[Restriction]:
        """The restrictions that `role` is subject to; none for administrators."""
        return [] if role == "administrator" else [r for r in self.restrictions() if role not in r.roles]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory


def _hashed(name: str, password: str) -> str:
    shortest, longest = PASSWORD_CHARACTERS
    if not shortest <= len(password) <= longest or password.casefold() == name:
        raise PasswordWeak(shortest=shortest, longest=longest)
    with _HASHING:
        return _hasher().hash(password)


def _verified(hashed: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        with _HASHING:
            return _hasher().verify(hashed, password[: PASSWORD_CHARACTERS[1]])
    except VerificationError:
        return False


@cache
def _unknown_users_hash() -> str:
    """Verified in place of the hash of a user who is not there: both take as long."""
    return _hashed("", secrets.token_urlsafe(16))
