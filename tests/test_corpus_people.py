"""Users, sessions, restrictions, the audit trail and conversations, in a real database with a clock of its own."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from corpus import accounts as accounts_module
from corpus.accounts import Accounts, Restriction, user_name
from corpus.audit import Audit
from corpus.conversations import Conversations
from corpus.errors import (
    PasswordWeak,
    PeopleDamaged,
    RoleUnknown,
    SignInDelayed,
    SignInFailed,
    UnknownConversation,
    UnknownUser,
    UserExists,
    UserNameInvalid,
)
from corpus.people import FILE, open_people
from corpus.roles import ROLES, check_roles

GOOD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_people(tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> Accounts:
    accounts = Accounts(engine, idle_seconds=600, absolute_seconds=3600, clock=clock)
    accounts.add("Mona", "reader", GOOD)
    accounts.add("سامي", "researcher", GOOD)
    return accounts


def test_passwords_and_tokens_are_not_in_the_database(accounts: Accounts, tmp_path: Path) -> None:
    token = accounts.sign_in("mona", GOOD, "10.0.0.1")
    with sqlite3.connect(tmp_path / FILE) as db:
        stored = "\n".join(db.iterdump())
    assert GOOD not in stored
    assert token not in stored
    assert "$argon2id$" in stored
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["mona", "MONA", " Mona ", "ｍｏｎａ"])
def test_one_name_in_all_its_spellings(accounts: Accounts, name: str) -> None:
    assert accounts.viewer(accounts.sign_in(name, GOOD, "a")).name == "mona"
    with pytest.raises(UserExists):
        accounts.add(name, "reader", GOOD)


@pytest.mark.parametrize("name", ["", " ", "a\nb", "../x", "<b>", "x" * 65, "-x", "a\u202eb", "a\x00b"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(UserNameInvalid):
        user_name(name)


@pytest.mark.parametrize("password", ["", "short", "x" * 1025])
def test_weak_passwords(accounts: Accounts, password: str) -> None:
    with pytest.raises(PasswordWeak):
        accounts.add("new", "reader", password)
    with pytest.raises(PasswordWeak):
        accounts.set_password("mona", password)
    with pytest.raises(PasswordWeak):
        accounts.add("administrators", "reader", "Administrators")


def test_the_first_administrator_is_made_once(engine: Engine) -> None:
    fresh = Accounts(engine)
    name, password = fresh.add_first()
    assert fresh.viewer(fresh.sign_in(name, password, "a")).role == "administrator"
    assert fresh.add_first() is None


def test_failures_say_the_same_whatever_is_wrong(accounts: Accounts) -> None:
    accounts.set_disabled("سامي")
    said = set()
    for name, password in (("mona", "wrong"), ("nobody", GOOD), ("سامي", GOOD), ("<x>", GOOD)):
        with pytest.raises(SignInFailed) as error:
            accounts.sign_in(name, password, name)
        said.add(str(error.value))
    assert len(said) == 1


def test_delays_grow_for_a_user_and_forget_after_success(accounts: Accounts, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(SignInFailed):
            accounts.sign_in("mona", "wrong", "a")
    waits = []
    for _ in range(5):
        with pytest.raises(SignInDelayed) as delayed:
            accounts.sign_in("mona", GOOD, "elsewhere")  # another address is no way around
        waits.append(delayed.value.values["seconds"])
        clock.now += waits[-1]
        with pytest.raises(SignInFailed):
            accounts.sign_in("mona", "wrong", "a")
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]
    clock.now += 901
    assert accounts.sign_in("mona", GOOD, "a")
    with pytest.raises(SignInFailed):  # and not SignInDelayed
        accounts.sign_in("mona", "wrong", "a")


def test_an_address_that_tries_many_names_is_delayed(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(accounts_module._FREE_TRIES, "address", 5)  # each try takes a good part of a second
    for n in range(6):
        with pytest.raises(SignInFailed):
            accounts.sign_in(f"user{n}", "wrong", "10.0.0.9")
    with pytest.raises(SignInDelayed):
        accounts.sign_in("mona", GOOD, "10.0.0.9")
    assert accounts.sign_in("mona", GOOD, "10.0.0.10")


def test_many_tries_at_once_are_no_way_around_the_delay(accounts: Accounts) -> None:
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            accounts.sign_in("mona", "wrong", "a")
        except (SignInFailed, SignInDelayed) as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=attempt) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("SignInFailed") == 5
    assert outcomes.count("SignInDelayed") == 11


def test_sessions_end(accounts: Accounts, clock: Clock) -> None:
    def signed_in() -> str:
        return accounts.sign_in("mona", GOOD, "a")

    token = signed_in()
    for _ in range(5):
        clock.now += 500
        assert accounts.viewer(token)
    clock.now += 601
    assert accounts.viewer(token) is None  # unused
    token = signed_in()
    for _ in range(7):
        clock.now += 500
        accounts.viewer(token)
    clock.now += 200
    assert accounts.viewer(token) is None  # old, however much it was used
    token = signed_in()
    accounts.sign_out(token)
    assert accounts.viewer(token) is None
    token = signed_in()
    accounts.set_disabled("mona")
    assert accounts.viewer(token) is None
    accounts.set_disabled("mona", False)
    assert accounts.viewer(token) is None  # ended for good
    token = signed_in()
    accounts.set_password("mona", "another good one")
    assert accounts.viewer(token) is None
    assert accounts.viewer("forged") is None


def test_a_role_changes_at_once(accounts: Accounts) -> None:
    token = accounts.sign_in("mona", GOOD, "a")
    assert not accounts.viewer(token).may("researcher")
    accounts.set_role("mona", "administrator")
    assert all(accounts.viewer(token).may(role) for role in ROLES)
    with pytest.raises(UnknownUser):
        accounts.set_role("nobody", "reader")
    with pytest.raises(RoleUnknown):
        check_roles(["king"])


def test_restrictions_bind_all_but_administrators(accounts: Accounts) -> None:
    kept = Restriction("d1", "f" * 64, "/x.pdf", check_roles(["researcher"]))
    accounts.restrict(kept)
    assert accounts.kept_from("reader") == [kept]
    assert accounts.kept_from("researcher") == accounts.kept_from("administrator") == []
    accounts.restrict(Restriction("d1", "f" * 64, "/x.pdf", check_roles(ROLES)))
    assert accounts.restrictions() == []


def test_the_trail_is_a_chain(engine: Engine, tmp_path: Path) -> None:
    audit = Audit(engine)
    for n in range(5):
        audit.record("mona", "reader", "asked", question=f"سؤال {n}\nsecond line", documents=["d1"])
    found = audit.verify()
    assert (found.entries, found.broken_at) == (5, None)
    assert audit.entries(limit=2)[0].detail["question"] == "سؤال 3\nsecond line"
    with sqlite3.connect(tmp_path / FILE) as db:
        with pytest.raises(sqlite3.DatabaseError, match="never changed"):
            db.execute("UPDATE audit SET who = 'x' WHERE number = 3")
        with pytest.raises(sqlite3.DatabaseError, match="only removed by pruning"):
            db.execute("DELETE FROM audit WHERE number = 5")
        # Who goes around the guards is found out.
        db.execute("DROP TRIGGER audit_unchanged")
        db.execute("UPDATE audit SET who = 'x' WHERE number = 3")
    assert audit.verify().broken_at == 3
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE audit SET who = 'mona' WHERE number = 3")
        db.execute("DROP TRIGGER audit_kept")
        db.execute("DELETE FROM audit WHERE number = 2")
    assert audit.verify().broken_at == 2
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("DELETE FROM audit WHERE number > 1")
    assert audit.verify().head != found.head  # a head that was noted shows entries cut off at the end


def test_pruning_keeps_the_chain(engine: Engine, clock: Clock) -> None:
    audit = Audit(engine, clock)
    for n in range(6):
        audit.record("a", "reader", "asked", str(n))
        clock.now += 86400
    head = audit.verify().head
    assert audit.prune(audit.entries()[3].at) == 3
    found = audit.verify()
    assert (found.entries, found.first, found.head, found.broken_at) == (3, 4, head, None)
    assert audit.prune("2000-01-01") == 0
    assert audit.prune("2100-01-01") == 3
    audit.record("a", "reader", "asked")
    assert audit.entries()[0].number == 7
    assert audit.verify().broken_at is None


def test_records_at_once_keep_one_chain(engine: Engine) -> None:
    audit = Audit(engine)
    threads = [
        threading.Thread(target=lambda: [audit.record("a", "reader", "asked") for _ in range(20)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (audit.verify().entries, audit.verify().broken_at) == (80, None)


def test_conversations_belong_to_their_owner(engine: Engine, clock: Clock) -> None:
    kept = Conversations(engine, clock)
    mine = kept.create("mona", "  متى   اعتُمدت؟ ")
    other = kept.create("mona", "x" * 500)
    for n in range(3):
        clock.now += 1
        assert kept.append(mine, "mona", f"q{n}", "{}") == n
    assert [(c.title[:12], c.turns) for c in kept.list("mona")] == [("متى اعتُمدت؟", 3), ("x" * 12, 0)]
    assert len(kept.list("mona")[1].title) == 120
    assert kept.list("sami") == []
    for attempt in (
        lambda: kept.turns(mine, "sami"), lambda: kept.append(mine, "sami", "q", "{}"),
        lambda: kept.rename(mine, "sami", "x"), lambda: kept.delete(mine, "sami"), lambda: kept.cut(mine, "sami", 0),
        lambda: kept.share(mine, "sami"), lambda: kept.unshare(mine, "sami"), lambda: kept.rate(mine, "sami", 0, True),
        lambda: kept.turns("never", "mona"),
    ):  # fmt: skip
        with pytest.raises(UnknownConversation):
            attempt()
    kept.cut(mine, "mona", 1)
    assert [t.question for t in kept.turns(mine, "mona")] == ["q0"]
    kept.delete(other, "mona")
    assert [c.id for c in kept.list("mona")] == [mine]


def test_sharing_by_link(engine: Engine) -> None:
    kept = Conversations(engine)
    mine = kept.create("mona", "t")
    kept.append(mine, "mona", "q", "{}")
    everybody = kept.share(mine, "mona")
    assert kept.shared(everybody, "sami")[1][0].question == "q"
    named = kept.share(mine, "mona", ["huda"])
    assert kept.shared(named, "huda")[0].title == "t"
    assert kept.shared(named, "mona")
    for token, reader in ((everybody, "sami"), (named, "sami"), ("", "mona"), ("forged", "mona")):
        with pytest.raises(UnknownConversation):
            kept.shared(token, reader)
    kept.unshare(mine, "mona")
    with pytest.raises(UnknownConversation):
        kept.shared(named, "huda")


def test_feedback_is_one_thumb_a_person_and_turn(engine: Engine) -> None:
    kept = Conversations(engine)
    mine = kept.create("mona", "t")
    kept.append(mine, "mona", "متى؟", "{}")
    kept.rate(mine, "mona", 0, False, " wrong date ")
    kept.rate(mine, "mona", 0, True)
    assert [(f.good, f.reason, f.question) for f in kept.ratings()] == [(True, "", "متى؟")]
    kept.delete(mine, "mona")
    assert [f.question for f in kept.ratings()] == [""]


def test_a_damaged_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(PeopleDamaged) as error:
        open_people(tmp_path)
    assert FILE in str(error.value)
    assert "\n" not in error.value.text("ar")
