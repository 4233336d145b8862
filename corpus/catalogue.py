"""The catalogue (SQLAlchemy on SQLite): documents, their paths and passages, and the index manifest.

In: documents with their passages. Out: the same, by id, path or passage key. It is the one authority on what is
live: a document changes in one transaction, and a key in another store that is not here counts for nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
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
    Select,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.schema import CreateColumn

from corpus.anchors import digest_of
from corpus.errors import LibraryDamaged
from corpus.language import keywords, normalise
from corpus.near_duplicates import ALIKE, buckets, likeness
from corpus.records import Document, DocumentInfo, ExtractionReport, Language, Passage, Relation, Scope, Section, Window

_tables = MetaData()
_manifest = Table("manifest", _tables, Column("name", String, primary_key=True), Column("value", LargeBinary))
_turnover = Table("turnover", _tables, Column("count", Integer, nullable=False))  # one row, from the first death on
_documents = Table(
    "documents",
    _tables,
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
_paths = Table(
    "paths",
    _tables,
    Column("path", Text, primary_key=True),
    Column("file_sha256", String, nullable=False),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stamp", String, nullable=False, server_default=""),
)
_signatures = Table(
    "signatures",
    _tables,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)
_buckets = Table(  # of the signatures' bands: documents that share one may be near duplicates
    "buckets",
    _tables,
    Column("bucket", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)
_counterparts = Table(  # each pair once in each direction
    "counterparts",
    _tables,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
)
_passages = Table(
    "passages",
    _tables,
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
    Column("stems", Text, nullable=False),  # of its keywords, JSON: {stem: [offsets into the passage's text]}
)


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
    stems: Mapping[str, Sequence[int]]  # offsets into the passage's text


@dataclass(frozen=True, slots=True)
class PassageKey:
    """The name of a stored passage in the other stores; its windows are named `key-000`, `key-001`, …"""

    key: str
    language: Language
    windows: int

    @property
    def window_keys(self) -> list[str]:
        return [f"{self.key}-{n:03d}" for n in range(self.windows)]


def passage_of(window_key: str) -> str:
    """The key of the passage that a window's key names."""
    return window_key.rpartition("-")[0]


def document_of(key: str) -> str:
    """The id of the document that a passage's key names."""
    return key.rsplit("-", 2)[0]


@lru_cache(maxsize=64)  # asked for by every passage of a document, whose text may be megabytes
def text_sha256(text: str) -> str:
    """Hex digest of a cleaned text: equal texts are one document."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def passage_key(document: Document, passage: Passage) -> PassageKey:
    """Names a passage by document, text version and position, so that a dead write is told from a live one."""
    key = f"{document.id}-{text_sha256(document.text)[:8]}-{passage.ordinal:05d}"
    return PassageKey(key, passage.language, len(passage.windows))


class Catalogue:
    """Open the catalogue in `file`; created when missing."""

    def __init__(self, file: Path) -> None:
        self._engine: Engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        try:
            _tables.create_all(self._engine)
            _add_missing_columns(self._engine)
        except DatabaseError as error:
            self._engine.dispose()
            if isinstance(error, OperationalError):  # a full disk, a lock: the file is well
                raise
            raise LibraryDamaged(path=file.parent, detail=f"{file.name}: {error.orig}") from error

    def close(self) -> None:
        self._engine.dispose()

    # The manifest

    def manifest(self) -> dict[str, bytes]:
        with self._engine.connect() as db:
            return {row.name: row.value for row in db.execute(select(_manifest))}

    def write_manifest(self, values: Mapping[str, bytes]) -> None:
        with self._engine.begin() as db:
            for name, value in values.items():
                db.execute(insert(_manifest).prefix_with("OR REPLACE").values(name=name, value=value))

    # Changing documents

    def put(self, batch: Sequence[tuple[Document, Sequence[Passage], bytes]]) -> list[PassageKey]:
        """Make the documents, their passages and their texts' signatures the live versions, in one transaction; the
        keys that died are returned.
        """
        ids = [document.id for document, _, _ in batch]
        documents = [_document_row(document) for document, _, _ in batch]
        passages = [_passage_row(document, p) for document, found, _ in batch for p in found]
        paths = [_path_row(PathEntry(d.path, d.file_sha256, d.id)) for d, _, _ in batch]
        signatures = [{"document_id": d.id, "signature": sketch} for d, _, sketch in batch if sketch]
        # Two bands may fall into one bucket.
        bands = [{"bucket": n, "document_id": d.id} for d, _, sketch in batch for n in set(buckets(sketch))]
        with self._engine.begin() as db:
            old = list(self._keys(db.execute(_select_keys().where(_passages.c.document_id.in_(ids)))))
            # Paths of the documents survive; everything else of them is written anew.
            for table in (_passages, _signatures, _buckets):
                db.execute(delete(table).where(table.c.document_id.in_(ids)))
            written = upsert(_documents)
            fresh = {c.name: written.excluded[c.name] for c in _documents.c if c.name != "id"}
            db.execute(written.on_conflict_do_update(index_elements=["id"], set_=fresh), documents)
            db.execute(_PUT_PATH, paths)
            for table, rows in ((_passages, passages), (_signatures, signatures), (_buckets, bands)):
                if rows:
                    db.execute(insert(table), rows)
            live = {row["key"] for row in passages}
            dead = [key for key in old if key.key not in live]
            self._count_deaths(db, dead)
        return dead

    def attach_path(self, entry: PathEntry) -> None:
        """Another path with the same text: known from now on, no document of its own."""
        with self._engine.begin() as db:
            db.execute(_PUT_PATH, [_path_row(entry)])

    def remember_stamps(self, stamps: Mapping[str, str]) -> None:
        """Keep how files looked when what is kept of them was true, by path."""
        rows = [{"of": path, "now": stamp} for path, stamp in stamps.items()]
        if rows:
            with self._engine.begin() as db:
                db.execute(update(_paths).where(_paths.c.path == bindparam("of")).values(stamp=bindparam("now")), rows)

    def detach_path(self, path: str) -> None:
        """Forget a path whose document has others; the document takes the first of those as its own."""
        with self._engine.begin() as db:
            document_id = db.execute(select(_paths.c.document_id).where(_paths.c.path == path)).scalar()
            db.execute(delete(_paths).where(_paths.c.path == path))
            other = db.execute(
                select(_paths.c.path).where(_paths.c.document_id == document_id).order_by(_paths.c.path)
            ).scalar()
            if other is not None:
                db.execute(
                    update(_documents)
                    .where(_documents.c.id == document_id, _documents.c.path == path)
                    .values(path=other)
                )

    def remove(self, document_id: str) -> list[PassageKey]:
        """Forget a document in one transaction; the keys that died are returned."""
        with self._engine.begin() as db:
            dead = list(self._keys(db.execute(_select_keys().where(_passages.c.document_id == document_id))))
            db.execute(delete(_documents).where(_documents.c.id == document_id))
            self._count_deaths(db, dead)
        return dead

    @staticmethod
    def _count_deaths(db: Connection, dead: Sequence[PassageKey]) -> None:
        if dead and not db.execute(update(_turnover).values(count=_turnover.c.count + 1)).rowcount:
            db.execute(insert(_turnover).values(count=1))

    def link_counterparts(self, document_id: str, others: Iterable[str]) -> None:
        """Make `others` the counterparts of a document, and it one of theirs; earlier links of it are dropped."""
        pairs = [pair for other in others for pair in ((document_id, other), (other, document_id))]
        with self._engine.begin() as db:
            linked = (_counterparts.c.document_id == document_id) | (_counterparts.c.other_id == document_id)
            db.execute(delete(_counterparts).where(linked))
            if pairs:
                db.execute(insert(_counterparts), [{"document_id": a, "other_id": b} for a, b in pairs])

    # Reading

    def turnover(self) -> int:
        """How often passages have died. A live passage stays in the other stores for as long as this stays the same."""
        with self._engine.connect() as db:
            return db.execute(select(_turnover.c.count)).scalar() or 0

    def relatives(self, document_id: str) -> list[tuple[DocumentInfo, Relation]]:
        """Versions of the same text, likest first, then versions in the other language."""
        mine, theirs = _buckets.alias(), _buckets.alias()
        with self._engine.connect() as db:
            own = db.execute(select(_signatures.c.signature).where(_signatures.c.document_id == document_id)).scalar()
            met = (
                select(theirs.c.document_id)
                .join(mine, mine.c.bucket == theirs.c.bucket)
                .where(mine.c.document_id == document_id, theirs.c.document_id != document_id)
                .distinct()
            )
            near = select(*_INFO, _signatures.c.signature).join(_signatures).where(_documents.c.id.in_(met))
            alike = [(likeness(own or b"", row.signature), _info(row)) for row in db.execute(near)]
            linked = select(_counterparts.c.other_id).where(_counterparts.c.document_id == document_id)
            other = db.execute(select(*_INFO).where(_documents.c.id.in_(linked)).order_by(_documents.c.title))
            counterparts: list[tuple[DocumentInfo, Relation]] = [(_info(row), "counterpart") for row in other]
        alike = sorted((pair for pair in alike if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].id))
        return [*((info, "near-duplicate") for _, info in alike), *counterparts]

    def documents(self) -> list[DocumentInfo]:
        """All documents, by language and title."""
        with self._engine.connect() as db:
            rows = db.execute(select(*_INFO).order_by(_documents.c.language, _documents.c.title))
            return [_info(row) for row in rows]

    def documents_like(self, digests: Iterable[str], paths: Iterable[str]) -> set[str]:
        """The ids of documents whose text has one of these digests, or that one of these paths leads to."""
        with self._engine.connect() as db:
            same = db.execute(select(_documents.c.id).where(_documents.c.text_sha256.in_(list(digests))))
            there = db.execute(select(_paths.c.document_id).where(_paths.c.path.in_(list(paths))))
            return {row[0] for row in (*same, *there)}

    def document(self, document_id: str) -> Document | None:
        with self._engine.connect() as db:
            row = db.execute(select(_documents).where(_documents.c.id == document_id)).first()
        if row is None:
            return None
        sections = tuple(Section(start, title) for start, title in json.loads(row.sections))
        return Document(
            row.id,
            row.title,
            row.source,
            row.date,
            row.language,
            row.kind,
            row.path,
            row.file_sha256,
            row.text,
            tuple(json.loads(row.pages)),
            sections,
            row.counterpart,
            _extraction(row.extraction),
        )

    def extraction_report(self, document_id: str) -> ExtractionReport | None:
        """How well a document could be read, without its text."""
        with self._engine.connect() as db:
            stored = db.execute(select(_documents.c.extraction).where(_documents.c.id == document_id)).scalar()
        return None if stored is None else _extraction(stored)

    def document_with_text(self, digest: str) -> str | None:
        """The id of the document whose text has this digest."""
        with self._engine.connect() as db:
            return db.execute(select(_documents.c.id).where(_documents.c.text_sha256 == digest)).scalar()

    def documents_with_quote(self, digest: str) -> list[str]:
        """The ids of documents of which a passage, a sentence or a clause has this digest (corpus/anchors.py).

        Reads every passage, a second for some hundred thousand sentences: for quotes whose own document is gone.
        """
        query = select(_passages.c.document_id, _passages.c.start, _passages.c.text, _passages.c.windows)
        found: dict[str, None] = {}
        with self._engine.connect() as db:
            for row in db.execution_options(yield_per=500).execute(query.order_by(_passages.c.key)):
                spans = [(start - row.start, end - row.start) for start, end, _ in json.loads(row.windows)]
                if any(digest_of(text) == digest for text in (row.text, *(row.text[a:b] for a, b in spans))):
                    found[row.document_id] = None
        return list(found)

    def paths(self) -> dict[str, PathEntry]:
        """Every known file by path."""
        with self._engine.connect() as db:
            return {
                r.path: PathEntry(r.path, r.file_sha256, r.document_id, r.stamp) for r in db.execute(select(_paths))
            }

    def passages(self, keys: Iterable[str]) -> dict[str, StoredPassage]:
        """Live passages by key, each with its document; dead keys are left out."""
        wanted = list(keys)
        info = [c.label(f"info_{c.name}") for c in _INFO]
        found = {}
        with self._engine.connect() as db:
            for at in range(0, len(wanted), 500):
                query = select(_passages, *info).join(_documents).where(_passages.c.key.in_(wanted[at : at + 500]))
                for row in db.execute(query):
                    document = DocumentInfo(*(getattr(row, label.name) for label in info))
                    found[row.key] = StoredPassage(_passage(row), document, json.loads(row.stems))
        return found

    def document_passages(self, document_id: str) -> list[Passage]:
        """The live passages of a document, in order."""
        with self._engine.connect() as db:
            query = select(_passages).where(_passages.c.document_id == document_id).order_by(_passages.c.ordinal)
            return [_passage(row) for row in db.execute(query)]

    def document_keys(self, document_id: str) -> list[PassageKey]:
        """The keys of a document's live passages, in order."""
        with self._engine.connect() as db:
            query = _select_keys().where(_passages.c.document_id == document_id).order_by(_passages.c.ordinal)
            return list(self._keys(db.execute(query)))

    def stated_counterparts(self) -> dict[str, str]:
        """Path of the other version by document id, where one is stated."""
        with self._engine.connect() as db:
            query = select(_documents.c.id, _documents.c.counterpart).where(_documents.c.counterpart != "")
            return {row.id: row.counterpart for row in db.execute(query)}

    def keys(self) -> list[PassageKey]:
        """The keys of all live passages."""
        with self._engine.connect() as db:
            return list(self._keys(db.execute(_select_keys())))

    def keys_within(self, scope: Scope, language: Language) -> list[PassageKey]:
        """The keys of the live passages in `language` of the documents in `scope`."""
        ids = func.json_each(json.dumps(sorted(scope.documents))).table_valued("value")  # one parameter for any number
        named = _passages.c.document_id.in_(select(ids.c.value))
        query = _select_keys().where(_passages.c.language == language, ~named if scope.excluded else named)
        with self._engine.connect() as db:
            return list(self._keys(db.execute(query)))

    def matching(self, kinds: Sequence[str], sources: Sequence[str], date_from: str, date_to: str) -> frozenset[str]:
        """The ids of the documents of these kinds and sources that are dated within the range.

        What is empty leaves it open. Kinds and sources are compared normalised; a date covers its whole year or month.
        """
        wanted_kinds, wanted_sources = {normalise(k) for k in kinds}, {normalise(s) for s in sources}
        c = _documents.c
        with self._engine.connect() as db:
            rows = db.execute(select(c.id, c.kind, c.source, c.date)).all()
        return frozenset(
            row.id
            for row in rows
            if (not wanted_kinds or normalise(row.kind) in wanted_kinds)
            and (not wanted_sources or normalise(row.source) in wanted_sources)
            and (not (date_from or date_to) or _overlaps(row.date, date_from, date_to))
        )

    def passage_counts(self) -> dict[str, int]:
        """How many passages each document has, by id."""
        query = select(_passages.c.document_id, func.count()).group_by(_passages.c.document_id)
        with self._engine.connect() as db:
            return {row[0]: row[1] for row in db.execute(query)}

    def counts(self) -> tuple[int, int]:
        """(documents, passages)."""
        with self._engine.connect() as db:
            documents = db.execute(select(func.count()).select_from(_documents)).scalar_one()
            return documents, db.execute(select(func.count()).select_from(_passages)).scalar_one()

    @staticmethod
    def _keys(rows: Iterable[Row]) -> Iterator[PassageKey]:  # type: ignore[type-arg]
        return (PassageKey(row.key, row.language, len(json.loads(row.windows))) for row in rows)


_upsert_path = upsert(_paths)
_PUT_PATH = _upsert_path.on_conflict_do_update(
    index_elements=["path"], set_={c.name: _upsert_path.excluded[c.name] for c in _paths.c if c.name != "path"}
)
_INFO = tuple(_documents.c[name] for name in ("id", "title", "source", "date", "language", "kind", "path"))


def _overlaps(date: str, date_from: str, date_to: str) -> bool:
    """Whether any day of `date` lies within the range, all in ISO form of any length; "~" sorts after what follows."""
    return bool(date) and f"{date}~" >= date_from and (not date_to or date <= f"{date_to}~")


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
        for table in _tables.sorted_tables:
            there = {row.name for row in db.exec_driver_sql(f"PRAGMA table_info({table.name})")}
            for column in table.columns:
                if column.name not in there:
                    written = CreateColumn(column).compile(dialect=engine.dialect)
                    db.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {written}")


def _select_keys() -> Select[tuple[str, str, str]]:
    return select(_passages.c.key, _passages.c.language, _passages.c.windows)


def _path_row(entry: PathEntry) -> dict[str, str]:
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


def _document_row(document: Document) -> dict[str, object]:
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


def _passage_row(document: Document, passage: Passage) -> dict[str, object]:
    return {
        "key": passage_key(document, passage).key,
        **{
            name: getattr(passage, name)
            for name in ("document_id", "ordinal", "language", "start", "end", "text", "page", "section", "ocr")
        },
        "stems": json.dumps(_places(passage.text), ensure_ascii=False),
        "windows": json.dumps([[w.start, w.end, w.sentences] for w in passage.windows]),
    }


def _places(text: str) -> dict[str, list[int]]:
    """Offsets of each keyword stem: found once, compared at every query."""
    places: dict[str, list[int]] = {}
    for word in keywords(text):
        places.setdefault(word.stem, []).append(word.start)
    return places


def _passage(row: Row) -> Passage:  # type: ignore[type-arg]
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


def _extraction(stored: str) -> ExtractionReport:
    values: dict[str, Any] = json.loads(stored)
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return ExtractionReport(**{**values, **lists})


def _info(row: Row) -> DocumentInfo:  # type: ignore[type-arg]
    return DocumentInfo(row.id, row.title, row.source, row.date, row.language, row.kind, row.path)
