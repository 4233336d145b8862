"""The catalogue (SQLAlchemy on SQLite): documents, their paths and passages, and the index manifest.

In: documents with their passages. Out: the same, by id, path or passage key. It is the one authority on what is
live: a document changes in one transaction, and a key in another store that is not here counts for nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    create_engine,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus import catalogue_tables as tables
from corpus.anchors import digest_of
from corpus.catalogue_tables import PathEntry, StoredPassage
from corpus.errors import LibraryDamaged
from corpus.keys import PassageKey
from corpus.language import normalise
from corpus.near_duplicates import ALIKE, buckets, likeness
from corpus.records import Document, DocumentInfo, ExtractionReport, Language, Passage, Relation, Scope, Section

_PORTION = 256  # rows of passages


class Catalogue:
    """Open the catalogue in `file`; created when missing."""

    def __init__(self, file: Path) -> None:
        self._engine: Engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
        try:
            tables.prepare(self._engine)
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
            return {row.name: row.value for row in db.execute(select(tables.manifest))}

    def write_manifest(self, values: Mapping[str, bytes]) -> None:
        with self._engine.begin() as db:
            for name, value in values.items():
                db.execute(insert(tables.manifest).prefix_with("OR REPLACE").values(name=name, value=value))

    # Changing documents

    def put(self, batch: Sequence[tuple[Document, Sequence[Passage], bytes]]) -> list[PassageKey]:
        """Make the documents, their passages and their texts' signatures the live versions, in one transaction; the
        keys that died are returned.
        """
        ids = [document.id for document, _, _ in batch]
        documents = [tables.document_row(document) for document, _, _ in batch]
        passages = (tables.passage_row(document, p) for document, found, _ in batch for p in found)
        paths = [tables.path_row(PathEntry(d.path, d.file_sha256, d.id)) for d, _, _ in batch]
        signatures = [{"document_id": d.id, "signature": sketch} for d, _, sketch in batch if sketch]
        # Two bands may fall into one bucket.
        bands = [{"bucket": n, "document_id": d.id} for d, _, sketch in batch for n in set(buckets(sketch))]
        with self._engine.begin() as db:
            old = list(self._keys(db.execute(_select_keys().where(tables.passages.c.document_id.in_(ids)))))
            # Paths of the documents survive; everything else of them is written anew.
            for table in (tables.passages, tables.signatures, tables.buckets):
                db.execute(delete(table).where(table.c.document_id.in_(ids)))
            written = upsert(tables.documents)
            fresh = {c.name: written.excluded[c.name] for c in tables.documents.c if c.name != "id"}
            db.execute(written.on_conflict_do_update(index_elements=["id"], set_=fresh), documents)
            db.execute(tables.put_path, paths)
            live: set[str] = set()
            # In portions: the rows of thousands of pages, with their keywords' places, take 40 MB.
            while portion := list(islice(passages, _PORTION)):
                db.execute(insert(tables.passages), portion)
                live.update(str(row["key"]) for row in portion)
            for table, rows in ((tables.signatures, signatures), (tables.buckets, bands)):
                if rows:
                    db.execute(insert(table), rows)
            dead = [key for key in old if key.key not in live]
            self._count_deaths(db, dead)
        return dead

    def attach_path(self, entry: PathEntry) -> None:
        """Another path with the same text: known from now on, no document of its own."""
        with self._engine.begin() as db:
            db.execute(tables.put_path, [tables.path_row(entry)])

    def remember_stamps(self, stamps: Mapping[str, str]) -> None:
        """Keep how files looked when what is kept of them was true, by path."""
        rows = [{"of": path, "now": stamp} for path, stamp in stamps.items()]
        if rows:
            with self._engine.begin() as db:
                db.execute(
                    update(tables.paths).where(tables.paths.c.path == bindparam("of")).values(stamp=bindparam("now")),
                    rows,
                )

    def detach_path(self, path: str) -> None:
        """Forget a path whose document has others; the document takes the first of those as its own."""
        with self._engine.begin() as db:
            document_id = db.execute(select(tables.paths.c.document_id).where(tables.paths.c.path == path)).scalar()
            db.execute(delete(tables.paths).where(tables.paths.c.path == path))
            other = db.execute(
                select(tables.paths.c.path)
                .where(tables.paths.c.document_id == document_id)
                .order_by(tables.paths.c.path)
            ).scalar()
            if other is not None:
                db.execute(
                    update(tables.documents)
                    .where(tables.documents.c.id == document_id, tables.documents.c.path == path)
                    .values(path=other)
                )

    def remove(self, document_id: str) -> list[PassageKey]:
        """Forget a document in one transaction; the keys that died are returned."""
        with self._engine.begin() as db:
            dead = list(self._keys(db.execute(_select_keys().where(tables.passages.c.document_id == document_id))))
            db.execute(delete(tables.documents).where(tables.documents.c.id == document_id))
            self._count_deaths(db, dead)
        return dead

    @staticmethod
    def _count_deaths(db: Connection, dead: Sequence[PassageKey]) -> None:
        if dead and not db.execute(update(tables.turnover).values(count=tables.turnover.c.count + 1)).rowcount:
            db.execute(insert(tables.turnover).values(count=1))

    def link_counterparts(self, document_id: str, others: Iterable[str]) -> None:
        """Make `others` the counterparts of a document, and it one of theirs; earlier links of it are dropped."""
        pairs = [pair for other in others for pair in ((document_id, other), (other, document_id))]
        with self._engine.begin() as db:
            linked = (tables.counterparts.c.document_id == document_id) | (
                tables.counterparts.c.other_id == document_id
            )
            db.execute(delete(tables.counterparts).where(linked))
            if pairs:
                db.execute(insert(tables.counterparts), [{"document_id": a, "other_id": b} for a, b in pairs])

    # Reading

    def turnover(self) -> int:
        """How often passages have died. A live passage stays in the other stores for as long as this stays the same."""
        with self._engine.connect() as db:
            return db.execute(select(tables.turnover.c.count)).scalar() or 0

    def relatives(self, document_id: str) -> list[tuple[DocumentInfo, Relation]]:
        """Versions of the same text, likest first, then versions in the other language."""
        mine, theirs = tables.buckets.alias(), tables.buckets.alias()
        with self._engine.connect() as db:
            own = db.execute(
                select(tables.signatures.c.signature).where(tables.signatures.c.document_id == document_id)
            ).scalar()
            met = (
                select(theirs.c.document_id)
                .join(mine, mine.c.bucket == theirs.c.bucket)
                .where(mine.c.document_id == document_id, theirs.c.document_id != document_id)
                .distinct()
            )
            near = (
                select(*tables.info_columns, tables.signatures.c.signature)
                .join(tables.signatures)
                .where(tables.documents.c.id.in_(met))
            )
            alike = [(likeness(own or b"", row.signature), tables.read_info(row)) for row in db.execute(near)]
            linked = select(tables.counterparts.c.other_id).where(tables.counterparts.c.document_id == document_id)
            other = db.execute(
                select(*tables.info_columns).where(tables.documents.c.id.in_(linked)).order_by(tables.documents.c.title)
            )
            counterparts: list[tuple[DocumentInfo, Relation]] = [
                (tables.read_info(row), "counterpart") for row in other
            ]
        alike = sorted((pair for pair in alike if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].id))
        return [*((info, "near-duplicate") for _, info in alike), *counterparts]

    def documents(self) -> list[DocumentInfo]:
        """All documents, by language and title."""
        with self._engine.connect() as db:
            rows = db.execute(
                select(*tables.info_columns).order_by(tables.documents.c.language, tables.documents.c.title)
            )
            return [tables.read_info(row) for row in rows]

    def documents_like(self, digests: Iterable[str], paths: Iterable[str]) -> set[str]:
        """The ids of documents whose text has one of these digests, or that one of these paths leads to."""
        with self._engine.connect() as db:
            same = db.execute(select(tables.documents.c.id).where(tables.documents.c.text_sha256.in_(list(digests))))
            there = db.execute(select(tables.paths.c.document_id).where(tables.paths.c.path.in_(list(paths))))
            return {row[0] for row in (*same, *there)}

    def document(self, document_id: str) -> Document | None:
        with self._engine.connect() as db:
            row = db.execute(select(tables.documents).where(tables.documents.c.id == document_id)).first()
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
            tables.read_extraction(row.extraction),
        )

    def extraction_report(self, document_id: str) -> ExtractionReport | None:
        """How well a document could be read, without its text."""
        with self._engine.connect() as db:
            stored = db.execute(
                select(tables.documents.c.extraction).where(tables.documents.c.id == document_id)
            ).scalar()
        return None if stored is None else tables.read_extraction(stored)

    def document_with_text(self, digest: str) -> str | None:
        """The id of the document whose text has this digest."""
        with self._engine.connect() as db:
            return db.execute(select(tables.documents.c.id).where(tables.documents.c.text_sha256 == digest)).scalar()

    def documents_with_quote(self, digest: str) -> list[str]:
        """The ids of documents of which a passage, a sentence or a clause has this digest (corpus/anchors.py).

        Reads every passage, a second for some hundred thousand sentences: for quotes whose own document is gone.
        """
        query = select(
            tables.passages.c.document_id, tables.passages.c.start, tables.passages.c.text, tables.passages.c.windows
        )
        found: dict[str, None] = {}
        with self._engine.connect() as db:
            for row in db.execution_options(yield_per=500).execute(query.order_by(tables.passages.c.key)):
                spans = [(start - row.start, end - row.start) for start, end, _ in json.loads(row.windows)]
                if any(digest_of(text) == digest for text in (row.text, *(row.text[a:b] for a, b in spans))):
                    found[row.document_id] = None
        return list(found)

    def paths(self) -> dict[str, PathEntry]:
        """Every known file by path."""
        with self._engine.connect() as db:
            return {
                r.path: PathEntry(r.path, r.file_sha256, r.document_id, r.stamp)
                for r in db.execute(select(tables.paths))
            }

    def passages(self, keys: Iterable[str]) -> dict[str, StoredPassage]:
        """Live passages by key, each with its document; dead keys are left out."""
        wanted = list(keys)
        info = [c.label(f"info_{c.name}") for c in tables.info_columns]
        found = {}
        with self._engine.connect() as db:
            for at in range(0, len(wanted), 500):
                query = (
                    select(tables.passages, *info)
                    .join(tables.documents)
                    .where(tables.passages.c.key.in_(wanted[at : at + 500]))
                )
                for row in db.execute(query):
                    document = DocumentInfo(*(getattr(row, label.name) for label in info))
                    found[row.key] = StoredPassage(tables.read_passage(row), document, json.loads(row.stems))
        return found

    def document_passages(self, document_id: str) -> list[Passage]:
        """The live passages of a document, in order."""
        with self._engine.connect() as db:
            query = (
                select(tables.passages)
                .where(tables.passages.c.document_id == document_id)
                .order_by(tables.passages.c.ordinal)
            )
            return [tables.read_passage(row) for row in db.execute(query)]

    def document_keys(self, document_id: str) -> list[PassageKey]:
        """The keys of a document's live passages, in order."""
        with self._engine.connect() as db:
            query = (
                _select_keys().where(tables.passages.c.document_id == document_id).order_by(tables.passages.c.ordinal)
            )
            return list(self._keys(db.execute(query)))

    def stated_counterparts(self) -> dict[str, str]:
        """Path of the other version by document id, where one is stated."""
        with self._engine.connect() as db:
            query = select(tables.documents.c.id, tables.documents.c.counterpart).where(
                tables.documents.c.counterpart != ""
            )
            return {row.id: row.counterpart for row in db.execute(query)}

    def keys(self) -> list[PassageKey]:
        """The keys of all live passages."""
        with self._engine.connect() as db:
            return list(self._keys(db.execute(_select_keys())))

    def keys_within(self, scope: Scope, language: Language) -> list[PassageKey]:
        """The keys of the live passages in `language` of the documents in `scope`."""
        ids = func.json_each(json.dumps(sorted(scope.documents))).table_valued("value")  # one parameter for any number
        named = tables.passages.c.document_id.in_(select(ids.c.value))
        query = _select_keys().where(tables.passages.c.language == language, ~named if scope.excluded else named)
        with self._engine.connect() as db:
            return list(self._keys(db.execute(query)))

    def matching(self, kinds: Sequence[str], sources: Sequence[str], date_from: str, date_to: str) -> frozenset[str]:
        """The ids of the documents of these kinds and sources that are dated within the range.

        What is empty leaves it open. Kinds and sources are compared normalised; a date covers its whole year or month.
        """
        wanted_kinds, wanted_sources = {normalise(k) for k in kinds}, {normalise(s) for s in sources}
        c = tables.documents.c
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
        query = select(tables.passages.c.document_id, func.count()).group_by(tables.passages.c.document_id)
        with self._engine.connect() as db:
            return {row[0]: row[1] for row in db.execute(query)}

    def counts(self) -> tuple[int, int]:
        """(documents, passages)."""
        with self._engine.connect() as db:
            documents = db.execute(select(func.count()).select_from(tables.documents)).scalar_one()
            return documents, db.execute(select(func.count()).select_from(tables.passages)).scalar_one()

    @staticmethod
    def _keys(rows: Iterable[Row]) -> Iterator[PassageKey]:  # type: ignore[type-arg]
        return (PassageKey(row.key, row.language, len(json.loads(row.windows))) for row in rows)


def _overlaps(date: str, date_from: str, date_to: str) -> bool:
    """Whether any day of `date` lies within the range, all in ISO form of any length; "~" sorts after what follows."""
    return bool(date) and f"{date}~" >= date_from and (not date_to or date <= f"{date_to}~")


def _select_keys() -> Select[tuple[str, str, str]]:
    return select(tables.passages.c.key, tables.passages.c.language, tables.passages.c.windows)
