"""What commands of the terminal share: open services, the language of messages, JSON on standard output.

In: settings. Out: helpers of cli.py and the cli_*.py files.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from corpus.errors import SanadError
from corpus.records import Language
from corpus.settings import load_settings

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.services import Services


def interface_language() -> Language:
    """The language of messages that answer no question; English where the settings cannot be read."""
    try:
        return load_settings().interface_language
    except SanadError:
        return "en"


@contextmanager
def open_services() -> Iterator["Services"]:
    """Services over the library of the settings, closed at the end."""
    from ui.services import Services

    services = Services(load_settings(), progress=lambda line: click.echo(line, err=True))
    try:
        yield services
    finally:
        services.close()


@contextmanager
def open_desk() -> Iterator["Desk"]:
    """Services as the person at this terminal may use them, recorded in the audit trail; closed at the end."""
    from ui.desk import Desk
    from ui.people import People, local_viewer

    with open_services() as services:
        people = People(services.settings)
        try:
            yield Desk(services, people, local_viewer())
        finally:
            people.close()


def print_json(value: object) -> None:
    """One line of JSON, Arabic as it is."""
    click.echo(json.dumps(value, ensure_ascii=False))
