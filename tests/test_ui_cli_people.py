"""`sanad users` and `sanad audit` as an administrator types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.settings import Settings
from ui.cli import main
from ui.people import People

PASSWORD = "a long enough password"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("SANAD_HOME", str(tmp_path))

    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, arguments, input=typed)

    return run


def test_users_come_change_and_go(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("users", "add", "Mona", "reader", typed=PASSWORD + "\n").stdout == "mona reader\n"
    assert run("users", "add", "سامي", "administrator", typed=PASSWORD + "\n").exit_code == 0
    assert run("users", "role", "mona", "researcher").exit_code == 0
    people = People(Settings(home=tmp_path))
    token = people.accounts.sign_in("mona", PASSWORD, "a")
    assert people.accounts.viewer(token).role == "researcher"
    assert run("users", "password", "mona", typed="another long password\n").exit_code == 0
    assert people.accounts.viewer(token) is None
    assert run("users", "disable", "mona").exit_code == 0
    listed = json.loads(run("users", "list", "--json").stdout)
    assert [(u["name"], u["role"], u["disabled"]) for u in listed] == [
        ("mona", "researcher", True),
        ("سامي", "administrator", False),
    ]
    assert PASSWORD not in str(run("audit", "show", "--json").stdout)


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("users", "add", "x\ny", "reader"), PASSWORD, "no user name"),
        (("users", "add", "mona", "reader"), "short", "12 to 1024 characters"),
        (("users", "role", "nobody", "reader"), "", "no user 'nobody'"),
        (("users", "disable", "nobody"), "", "no user 'nobody'"),
    ],
)
def test_what_cannot_be_is_one_line(run, arguments: tuple[str, ...], typed: str, said: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*arguments, typed=typed + "\n")
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert run("users", "add", "mona", "king").exit_code == 2


def test_the_trail_is_shown_verified_and_pruned(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("users", "add", "mona", "reader", typed=PASSWORD + "\n")
    run("users", "disable", "mona")
    shown = [json.loads(line) for line in run("audit", "show", "--json").stdout.splitlines()]
    assert [entry["action"] for entry in shown] == ["user added", "user disabled"]
    assert "mona" in run("audit", "show", "--action", "user added").stdout
    found = run("audit", "verify")
    head = found.stdout.split()[-1]
    assert found.exit_code == 0
    assert run("audit", "verify", "--expect", head).exit_code == 0
    cut = run("audit", "verify", "--expect", "f" * 64)
    assert cut.exit_code == 1
    assert "cut off" in cut.stdout
    assert run("audit", "prune").exit_code == 2
    assert run("audit", "prune", "--days", "1").stdout == "0\n"
    with People(Settings(home=tmp_path))._engine.connect() as db:
        db.exec_driver_sql("DROP TRIGGER audit_unchanged")
        db.exec_driver_sql("UPDATE audit SET who = 'x' WHERE number = 1")
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert "entry 1" in broken.stdout


def test_a_policy_prunes_by_itself(tmp_path: Path) -> None:
    people = People(Settings(home=tmp_path))
    people.audit._clock = lambda: 1_000_000_000.0
    people.audit.record("mona", "reader", "asked")
    people.close()
    after = People(Settings(home=tmp_path, audit_days=30))
    assert [entry.action for entry in after.audit.entries()] == ["audit pruned"]
    assert after.audit.verify().broken_at is None
