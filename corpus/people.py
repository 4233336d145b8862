"""The database of people: who may sign in, what they did and what they talked about.

In: the data folder. Out: an SQLAlchemy engine over `people.sqlite` there, for accounts.py, audit.py and
conversations.py. It stands apart from the library, which a rebuild or a rollback exchanges as a whole.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError

from corpus.errors import HomeError, PeopleDamaged

FILE = "people.sqlite"
tables = MetaData()


def open_people(home: Path) -> Engine:
    """The database in `home`, created when missing, readable by its owner alone. Raises HomeError, PeopleDamaged."""
    # Each registers its tables here; imported late, since they import this module.
    from corpus import accounts, audit, conversations

    file = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise HomeError(path=home, detail=error.strerror or error) from None
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _configure)
    try:
        for module in (accounts, audit, conversations):
            module.prepare(engine)
    except DatabaseError as error:
        engine.dispose()
        raise PeopleDamaged(path=file, detail=error.orig) from None
    return engine


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the right to write from its first read on: what it read is still so when it writes."""
    with engine.connect() as db:
        db.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.exec_driver_sql("ROLLBACK")
            raise
        db.exec_driver_sql("COMMIT")


def _configure(connection, _record) -> None:  # type: ignore[no-untyped-def]
    connection.isolation_level = None  # transactions begin where `changing` says so
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
