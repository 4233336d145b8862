"""The tables of the catalogue (SQLAlchemy on SQLite), and how records become rows and rows records.

In: an engine, documents, passages. Out: tables that are up to date, rows, records. What is read and changed when, in
which transaction, is catalogue.py's.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    event,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.schema import CreateColumn

from corpus.context import context_of
from corpus.keys import passage_key, text_sha256
from corpus.language import keywords
from corpus.records import Document, DocumentInfo, ExtractionReport, Passage, Window

metadata = MetaData()
manifest = Table("manifest", metadata, Column("name", String, primary_key=True), Column("value", LargeBinary))
turnover = Table("turnover", metadata, Column("count", Integer, nullable=False))  # one row, from the first death on
documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("date", String, nullable=False),
    Column("language", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("path", Text, nullable=False),
    Column("file_sha256", String, nullable=False),
    Column("text_sha256", String, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("pages", Text, nullable=False),  # JSON list of offsets
    Column("sections", Text, nullable=False),  # JSON list of [start, title]
    Column("counterpart", Text, nullable=False, server_default=""),
    Column("extraction", Text, nullable=False, server_default="{}"),  # JSON object of ExtractionReport's fields
)
paths = Table(
    "paths",
    metadata,
    Column("path", Text, primary_key=True),
    Column("file_sha256", String, nullable=False),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stamp", String, nullable=False, server_default=""),
)
signatures = Table(
    "signatures",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)
buckets = Table(  # of the signatures' bands: documents that share one may be near duplicates
    "buckets",
    metadata,
    Column("bucket", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)
counterparts = Table(  # each pair once in each direction
    "counterparts",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)
passages = Table(
    "passages",
    metadata,
    Column("key", String, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("language", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("section", Text, nullable=False),
    Column("windows", Text, nullable=False),  # JSON list of [start, end, sentences]
    Column("ocr", Boolean, nullable=False, server_default="0"),
    Column(
        "stems", Text, nullable=False
    ),  # of its keywords, JSON: {stem: [offsets into the passage's text; -1: in its context]}
)


_upsert_path = upsert(paths)
put_path = _upsert_path.on_conflict_do_update(
    index_elements=["path"], set_={c.name: _upsert_path.excluded[c.name] for c in paths.c if c.name != "path"}
)
info_columns = tuple(documents.c[name] for name in ("id", "title", "source", "date", "language", "kind", "path"))


@dataclass(frozen=True, slots=True)
class PathEntry:
    """A file known to the library and the document that it became."""

    path: str
    file_sha256: str
    document_id: str
    stamp: str = ""  # size, times and inode when it was last found unchanged; "" when they are not to be trusted


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A live passage with its document and where the stems of its keywords stand."""

    passage: Passage
    document: DocumentInfo
    stems: Mapping[str, Sequence[int]]  # offsets into the passage's text, -1 for its context


def prepare(engine: Engine) -> None:
    """Make the tables of a catalogue, or bring those of an earlier version up to date."""
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    metadata.create_all(engine)
    _add_missing_columns(engine)


def _configure(connection, _record) -> None:  # type: ignore[no-untyped-def]
    connection.isolation_level = None  # else sqlite3 begins a transaction at the first change, not at the first read
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Whatever one connection reads is of one moment, however many queries it takes."""
    connection.exec_driver_sql("BEGIN")


def _add_missing_columns(engine: Engine) -> None:
    """Bring a catalogue made by an earlier version up to date; new columns have defaults."""
    with engine.begin() as db:
        for table in metadata.sorted_tables:
            there = {row.name for row in db.exec_driver_sql(f"PRAGMA table_info({table.name})")}
            for column in table.columns:
                if column.name not in there:
                    written = CreateColumn(column).compile(dialect=engine.dialect)
                    db.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {written}")


def path_row(entry: PathEntry) -> dict[str, str]:
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


def document_row(document: Document) -> dict[str, object]:
    return {
        **{
            name: getattr(document, name)
            for name in (
                "id",
                "title",
                "source",
                "date",
                "language",
                "kind",
                "path",
                "file_sha256",
                "text",
                "counterpart",
            )
        },
        "text_sha256": text_sha256(document.text),
        "extraction": json.dumps(asdict(document.extraction)),
        "pages": json.dumps(document.pages),
        "sections": json.dumps([[s.start, s.title] for s in document.sections], ensure_ascii=False),
    }


def passage_row(document: Document, passage: Passage) -> dict[str, object]:
    return {
        "key": passage_key(document, passage).key,
        **{
            name: getattr(passage, name)
            for name in ("document_id", "ordinal", "language", "start", "end", "text", "page", "section", "ocr")
        },
        "stems": json.dumps(_places(context_of(document, passage), passage.text), ensure_ascii=False),
        "windows": json.dumps([[w.start, w.end, w.sentences] for w in passage.windows]),
    }


def _places(context: str, text: str) -> dict[str, list[int]]:
    """Offsets of each keyword stem, found once, compared at every query; -1 stands for the context."""
    places = {word.stem: [-1] for word in keywords(context)}
    for word in keywords(text):
        places.setdefault(word.stem, []).append(word.start)
    return places


def read_passage(row: Row) -> Passage:  # type: ignore[type-arg]
    windows = tuple(Window(*values) for values in json.loads(row.windows))
    return Passage(
        row.document_id,
        row.ordinal,
        row.language,
        row.start,
        row.end,
        row.text,
        row.page,
        row.section,
        windows,
        row.ocr,
    )


def read_extraction(stored: str) -> ExtractionReport:
    values: dict[str, Any] = json.loads(stored)
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return ExtractionReport(**{**values, **lists})


def read_info(row: Row) -> DocumentInfo:  # type: ignore[type-arg]
    return DocumentInfo(row.id, row.title, row.source, row.date, row.language, row.kind, row.path)
