"""`sanad users`: who may sign in to the pages, and with which role.

In: names; passwords from the terminal without echo, or the first line of standard input, never from the arguments,
which other programs can read. Out: one line for each change, all of them recorded in the audit trail.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from corpus.roles import ROLES, check_roles
from corpus.settings import load_settings

if TYPE_CHECKING:
    from ui.people import People

_role = click.argument("role", type=click.Choice(ROLES))
_name = click.argument("name")


@contextmanager
def people() -> Iterator["People"]:
    """Accounts, audit and conversations of the data folder."""
    from ui.people import People

    opened = People(load_settings())
    try:
        yield opened
    finally:
        opened.close()


@click.group()
def users() -> None:
    """Add, change and disable the users of the pages: readers ask, researchers also search and export, administrators
    also index.

    Example: sanad users add mona researcher
    """


@users.command("add")
@_name
@_role
def add(name: str, role: str) -> None:
    """A new user; the password is asked for, or read from standard input.

    Example: sanad users add mona researcher
    """
    with people() as opened:
        added = opened.accounts.add(name, check_roles([role])[0], _password())
        _record(opened, "user added", added.name, role=role)
    click.echo(f"{added.name} {role}")


@users.command("role")
@_name
@_role
def change_role(name: str, role: str) -> None:
    """Change a user's role, from the next request on.

    Example: sanad users role mona administrator
    """
    with people() as opened:
        opened.accounts.set_role(name, check_roles([role])[0])
        _record(opened, "role changed", _known(name), role=role)
    click.echo(f"{_known(name)} {role}")


@users.command("password")
@_name
def change_password(name: str) -> None:
    """Change a user's password and end their sessions.

    Example: sanad users password mona
    """
    with people() as opened:
        opened.accounts.set_password(name, _password())
        _record(opened, "password changed", _known(name))
    click.echo(_known(name))


@users.command("disable")
@_name
@click.option("--undo", is_flag=True, help="Let the user in again.")
def disable(name: str, undo: bool) -> None:
    """Shut a user out at once and end their sessions; what they wrote is kept.

    Example: sanad users disable mona
    """
    with people() as opened:
        opened.accounts.set_disabled(name, not undo)
        _record(opened, "user enabled" if undo else "user disabled", _known(name))
    click.echo(_known(name))


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def list_users(as_json: bool) -> None:
    """All users: name, role, whether disabled, since when.

    Example: sanad users list --json
    """
    with people() as opened:
        found = opened.accounts.users()
    rows = [
        {"name": a.name, "role": a.role, "disabled": a.disabled,
         "created": datetime.fromtimestamp(a.created, UTC).isoformat(timespec="seconds")}
        for a in found
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['name']}  {row['role']}{'  disabled' if row['disabled'] else ''}  {row['created']}")


def _known(name: str) -> str:
    from corpus.accounts import user_name

    return user_name(name)


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _record(opened: "People", action: str, target: str, /, **detail: str) -> None:
    from ui.people import local_viewer

    viewer = local_viewer()
    opened.audit.record(viewer.name, viewer.role, action, target, **detail)
