"""The three stores behind one face: each change whole or not at all, dead entries unseen, damage found and mended."""

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy.exc import OperationalError

from corpus.errors import HomeError, LibraryBusy, LibraryFull, LibraryMismatch, UnknownDocument
from corpus.language import keywords
from corpus.library import Library, Manifest
from corpus.records import Document, EmbeddedPassage, ExtractionReport, Passage, Section, Window
from corpus.wholeness import Findings

MANIFEST = Manifest("encoder@1", "4", "1", "1")
X, Y, Z, W = np.eye(4, dtype=np.float32)
TEXT = {"ar": "اعتُمدت الاستراتيجية في نيويورك.", "en": "The strategy was adopted in New York."}
OTHER = {"ar": "رُفضت المعاهدة في جنيف.", "en": "The treaty was refused in Geneva."}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


@pytest.fixture
def library(tmp_path):
    with contextlib.closing(Library(tmp_path, MANIFEST, lock_timeout_seconds=0.1)) as opened:
        yield opened


def document(document_id, text, language="en", path=None):
    return Document(
        document_id, f"Title {document_id}", "Source", "2021-06-30", language, "report",
        path or f"/reports/{document_id}.txt", "0" * 64, text, (0,), (Section(0, "Heading"),),
    )  # fmt: skip


def embedded(doc, *vectors, ordinal=0):
    """One passage of the whole text, its vector the first; a window for each of the others (default: the first)."""
    windows = vectors[1:] or vectors[:1]
    passage = Passage(
        doc.id, ordinal, doc.language, 0, len(doc.text), doc.text, 1, "Heading",
        tuple(Window(0, len(doc.text), 1) for _ in windows),
    )  # fmt: skip
    return EmbeddedPassage(passage, vectors[0], np.stack(windows))


def put(library, *pairs):
    with library.writing():
        library.put([doc for doc, *_ in pairs], [[embedded(doc, *vectors) for doc, *vectors in pairs]])


@LANGUAGES
def test_how_a_file_was_read_is_kept_with_it(library, language):
    report = ExtractionReport("pdf", 3, len(TEXT[language]), (2, 3), 0.125, 7, ("broken-words", "pages-unread"))
    doc = replace(document("d1", TEXT[language], language), extraction=report)
    [passage] = [embedded(doc, X)]
    with library.writing():
        library.put([doc], [[replace(passage, passage=replace(passage.passage, ocr=True))]])
    assert library.extraction_report("d1") == library.document("d1").extraction == report
    assert [p.ocr for p in library.document_passages("d1")] == [True]
    with pytest.raises(UnknownDocument):
        library.extraction_report("d2")


def search(library, vector, words="", languages=("ar", "en"), depth=5):
    stems = [word.stem for word in keywords(words)]
    return library.candidates(vector, stems, languages, depth, depth)


def texts(candidates):
    return [c.passage.text for c in candidates]


class Break(Exception):
    """A crash in the middle of writing."""


def breaking(*_args, **_kwargs):
    raise Break


@LANGUAGES
def test_what_is_put_comes_back_whole(library, language):
    doc = document("d1", TEXT[language], language)
    put(library, (doc, X, Y, Z))
    assert library.document("d1") == doc
    assert library.document_passages("d1") == [embedded(doc, X, Y, Z).passage]
    assert library.document_with_text(doc.text) == "d1"
    assert library.counts() == (1, 1)
    [info] = library.documents()
    assert (info.id, info.title, info.date, info.path) == ("d1", "Title d1", "2021-06-30", "/reports/d1.txt")
    [found] = search(library, X)
    assert (found.passage, found.document) == (embedded(doc, X, Y, Z).passage, info)
    np.testing.assert_allclose(found.vector, X, atol=1e-6)
    np.testing.assert_allclose(found.window_vectors, np.stack([Y, Z]), atol=1e-6)


def test_an_empty_library_finds_nothing(library):
    assert search(library, X, "strategy الاستراتيجية") == []
    assert library.counts() == (0, 0)
    assert library.verify() == Findings(0, ())


def test_candidates_come_from_each_language_by_passage_window_and_keyword(library):
    near, window = document("near", TEXT["en"]), document("window", OTHER["en"])
    far = document("far", "Locusts ate the harvest.")
    arabic = document("arabic", TEXT["ar"], "ar")
    put(library, (near, X, W), (window, Y, X, X), (far, Z, Z), (arabic, Y, Y))
    assert set(texts(search(library, X, depth=1))) == {near.text, window.text, arabic.text}
    assert far.text in texts(search(library, X, "the harvests", depth=1))
    assert texts(search(library, X, languages=["ar"])) == [arabic.text]
    assert texts(search(library, X, "strategy", languages=["ar"])) == [arabic.text]


@LANGUAGES
def test_keywords_find_other_forms_of_a_word_in_text_and_title(library, language):
    doc = document("d1", TEXT[language], language)
    put(library, (replace(doc, title={"ar": "قرار الجمعية", "en": "Assembly resolution"}[language]), Y))
    put(library, *((document(f"n{i}", f"{OTHER[language]} {i}", language), X) for i in range(4)))
    for words in {"ar": ("استراتيجية", "القرارات"), "en": ("STRATEGIES", "resolutions")}[language]:
        assert doc.text in texts(search(library, X, words, depth=1)), words
    assert doc.text not in texts(search(library, X, "harvest", depth=1))


@LANGUAGES
def test_rarity_is_highest_for_words_never_seen(library, language):
    put(library, *((document(f"d{i}", f"{TEXT[language]} {i}", language), X) for i in range(3)))
    common, unseen = keywords(TEXT[language])[0].stem, "qqq"
    rarity = library.rarity([common, unseen])
    assert 0 <= rarity[common] < rarity[unseen]


@LANGUAGES
def test_put_again_replaces_the_document_and_leaves_nothing_dead(library, language):
    put(library, (document("d1", TEXT[language], language), X))
    put(library, (document("d1", OTHER[language], language), Y))
    assert texts(search(library, X, TEXT[language])) == [OTHER[language]]
    assert library.document_with_text(TEXT[language]) is None
    assert library.counts() == (1, 1)
    assert library.verify() == Findings(0, ())


def test_put_again_with_the_same_text_keeps_its_passages(library):
    doc = document("d1", TEXT["en"])
    put(library, (doc, X))
    put(library, (replace(doc, title="A better title"), X))
    [found] = search(library, X)
    assert found.document.title == "A better title"
    assert library.verify() == Findings(0, ())


def test_a_document_that_changes_its_language_moves(library):
    put(library, (document("d1", TEXT["ar"], "ar"), X))
    put(library, (document("d1", TEXT["en"], "en"), X))
    assert search(library, X, languages=["ar"]) == []
    assert texts(search(library, X, languages=["en"])) == [TEXT["en"]]
    assert library.verify() == Findings(0, ())


@LANGUAGES
def test_remove_forgets_everything_of_a_document(library, language):
    put(library, (document("d1", TEXT[language], language), X), (document("d2", OTHER[language], language), Y))
    with library.writing():
        library.remove("d1")
    assert texts(search(library, X, TEXT[language])) == [OTHER[language]]
    assert set(library.paths()) == {"/reports/d2.txt"}
    assert library.verify() == Findings(0, ())
    with pytest.raises(UnknownDocument, match="d1"):
        library.document("d1")
    with pytest.raises(UnknownDocument), library.writing():
        library.remove("d1")


def test_a_second_path_of_a_document_takes_over_when_the_first_goes(library):
    put(library, (document("d1", TEXT["en"], path="/reports/a.txt"), X))
    with library.writing():
        library.attach_path("/reports/b.txt", "1" * 64, "d1")
    assert {p: e.document_id for p, e in library.paths().items()} == {"/reports/a.txt": "d1", "/reports/b.txt": "d1"}
    with library.writing():
        library.detach_path("/reports/a.txt")
    assert set(library.paths()) == {"/reports/b.txt"}
    assert library.document("d1").path == "/reports/b.txt"
    assert library.counts() == (1, 1)


def test_what_was_written_is_there_when_opened_again(library, tmp_path):
    put(library, (document("d1", TEXT["en"]), X))
    library.close()
    with contextlib.closing(Library(tmp_path, MANIFEST)) as again:
        assert texts(search(again, Y, "strategy")) == [TEXT["en"]]


# Interrupted


@pytest.mark.parametrize("part", ["_vectors", "_keywords", "_catalogue"])
@LANGUAGES
def test_a_crash_before_the_commit_leaves_the_old_version_answering(library, monkeypatch, language, part):
    """Whichever store the crash comes in: its own call fails, what stands before it was written."""
    old, new = document("d1", TEXT[language], language), document("d1", OTHER[language], language)
    put(library, (old, X))
    with monkeypatch.context() as patch:
        store = getattr(library, part)
        patch.setattr(store, {"_vectors": "add", "_keywords": "replace", "_catalogue": "put"}[part], breaking)
        with pytest.raises(Break):
            put(library, (new, Y))
    assert texts(search(library, Y, new.text)) == [old.text]
    assert library.document("d1") == old
    dead = {"_vectors": 0, "_keywords": 2, "_catalogue": 3}[part]  # passage, window, keyword entry
    assert library.verify() == Findings(dead, ())
    with library.writing():  # the next writer repairs before it does anything
        assert library.verify() == Findings(0, ())
    put(library, (new, Y))
    assert texts(search(library, X, old.text)) == [new.text]


@LANGUAGES
def test_a_crash_after_the_commit_leaves_the_new_version_and_dead_keys_unseen(library, monkeypatch, language):
    put(library, (document("d1", TEXT[language], language), X))
    with monkeypatch.context() as patch:
        patch.setattr("corpus.library.drop", breaking)
        with pytest.raises(Break):
            put(library, (document("d1", OTHER[language], language), Y))
    assert texts(search(library, X, TEXT[language])) == [OTHER[language]]
    assert library.verify() == Findings(3, ())
    with library.writing():
        pass
    assert library.verify() == Findings(0, ())
    assert texts(search(library, Y)) == [OTHER[language]]


def test_a_killed_process_is_repaired_by_the_next_writer(library, tmp_path):
    put(library, (document("d1", TEXT["en"]), X))
    killed = _other_process(
        tmp_path, "library._catalogue.put = lambda *a: os._exit(9)\nput(library, (document('d1', OTHER['en']), Y))"
    )
    assert killed.returncode == 9, killed.stderr
    assert texts(search(library, Y)) == [TEXT["en"]]
    assert library.verify().dead == 3
    put(library, (document("d2", OTHER["en"]), Y))
    assert library.verify() == Findings(0, ())
    assert library.counts() == (2, 2)


def test_a_writer_that_finished_leaves_nothing_to_repair(library, monkeypatch):
    put(library, (document("d1", TEXT["en"]), X))
    monkeypatch.setattr(library, "repair", breaking)
    put(library, (document("d2", OTHER["en"]), X))
    assert library.counts() == (2, 2)


# Verify and repair


@pytest.mark.parametrize("lost", ["vector", "window", "keywords"])
@LANGUAGES
def test_verify_names_a_document_with_a_lost_part_and_repair_forgets_it(library, language, lost):
    put(library, (document("d1", TEXT[language], language), X), (document("d2", OTHER[language], language), Y))
    [key] = [k for k in list(library._catalogue.keys()) if k.key.startswith("d1")]
    if lost == "keywords":
        library._keywords.replace([key.key], [])
    else:
        unit, ids = {"vector": ("passages", [key.key]), "window": ("windows", key.window_keys)}[lost]
        library._vectors.remove(unit, language, ids)
    found = library.verify()
    assert found.missing == ("d1",)
    with library.writing():
        assert library.repair() == found
    assert library.verify() == Findings(0, ())
    assert [d.id for d in library.documents()] == ["d2"]
    assert set(library.paths()) == {"/reports/d2.txt"}  # so that the next run of indexing takes d1 as new


# Other processes


def _other_process(home, code):
    script = (
        f"import os, sys; sys.path.insert(0, {os.path.dirname(__file__)!r})\nfrom pathlib import Path\n"
        "from test_corpus_library import *\n"
        f"library = Library(Path({str(home)!r}), MANIFEST)\n{code}\n"
    )
    environ = {**os.environ, "PYTHONPATH": os.getcwd()}
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environ, timeout=60)


def test_a_library_that_is_open_sees_what_another_process_writes(library, tmp_path):
    """Chroma's graph lies in memory: as it comes it misses the other's ids, or fails on them."""
    put(library, (document("d1", TEXT["en"]), X))
    assert texts(search(library, Y, languages=["en"])) == [TEXT["en"]]
    done = _other_process(
        tmp_path, "put(library, (document('d2', OTHER['en']), Y), (document('d1', TEXT['ar'], 'ar'), Z))"
    )
    assert done.returncode == 0, done.stderr
    assert texts(search(library, Y, languages=["en"])) == [OTHER["en"]]
    assert texts(search(library, Y, "الاستراتيجية", languages=["ar"], depth=1)) == [TEXT["ar"]]
    assert library.verify() == Findings(0, ())
    put(library, (document("d3", "Locusts ate the harvest."), Z))
    assert len(search(library, Z)) == 3


def test_two_writers_second_is_told_to_wait(library, tmp_path):
    script = (
        "import sys\nfrom filelock import FileLock\n"
        f"with FileLock({str(tmp_path / 'library.lock')!r}):\n"
        "    print('held', flush=True)\n    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusy, match=r"waited 0\.1 s") as caught, library.writing():
            pytest.fail("two writers at once")
        assert str(tmp_path) in str(caught.value)
        assert search(library, X) == []  # reading needs no lock
        other.stdin.close()
    put(library, (document("d1", TEXT["en"]), X))
    assert library.counts() == (1, 1)


# Refusals


@pytest.mark.parametrize("name", ["encoder", "dimensions", "splitter", "normaliser"])
def test_a_library_made_with_other_parts_is_refused(library, tmp_path, name):
    library.close()
    with pytest.raises(LibraryMismatch, match=f"{name} .*'other'.*reindex --rebuild"):
        Library(tmp_path, replace(MANIFEST, **{name: "other"}))
    Library(tmp_path, MANIFEST).close()


def test_no_room_before_writing_is_told_and_nothing_is_lost(library, monkeypatch, tmp_path):
    put(library, (document("d1", TEXT["en"]), X))
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))
        with pytest.raises(LibraryFull, match=r"/reports/d2\.txt"):
            put(library, (document("d2", OTHER["en"]), Y))
    assert texts(search(library, X)) == [TEXT["en"]]
    assert library.verify() == Findings(0, ())


@pytest.mark.parametrize(
    ("store", "method", "error"),
    [
        ("_vectors", "add", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
        ("_keywords", "replace", ValueError("An IO error occurred: 'No space left on device (os error 28)'")),
        ("_catalogue", "put", OperationalError("INSERT", {}, Exception("database or disk is full"))),
    ],
)
def test_a_store_that_meets_a_full_disk_loses_nothing(library, monkeypatch, store, method, error):
    put(library, (document("d1", TEXT["en"]), X))

    def full(*_args, **_kwargs):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(getattr(library, store), method, full)
        with pytest.raises(LibraryFull, match="No space left"):
            put(library, (document("d1", OTHER["en"]), Y))
    assert texts(search(library, Y)) == [TEXT["en"]]
    put(library, (document("d1", OTHER["en"]), Y))
    assert texts(search(library, Y)) == [OTHER["en"]]
    assert library.verify() == Findings(0, ())


def test_a_full_disk_is_told_when_removing_too(library, monkeypatch):
    put(library, (document("d1", TEXT["en"]), X))

    def full(_):
        raise OperationalError("DELETE", {}, Exception("database or disk is full"))

    monkeypatch.setattr(library._catalogue, "remove", full)
    with pytest.raises(LibraryFull), library.writing():
        library.remove("d1")
    assert library.counts() == (1, 1)


def test_other_errors_of_a_store_are_not_taken_for_a_full_disk(library, monkeypatch):
    def failing(*_args, **_kwargs):
        raise ValueError("a bug")

    monkeypatch.setattr(library._keywords, "replace", failing)
    with pytest.raises(ValueError, match="a bug"):
        put(library, (document("d1", TEXT["en"]), X))


def test_a_home_below_a_file_is_refused(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(HomeError, match=r"Not a directory.*SANAD_HOME"):
        Library(file / "home", MANIFEST)


# Readers while documents are being replaced


@pytest.mark.slow
def test_readers_see_the_old_or_the_new_version_and_never_a_mix(library):
    """Each version of the document has passages in both languages; a version's number stands in all of them."""

    def version(number):
        doc = document("d1", f"{TEXT['en']} v{number}. {TEXT['ar']} v{number}.")
        half = len(TEXT["en"]) + len(f" v{number}.")
        spans = [("en", 0, half), ("ar", half + 1, len(doc.text))]
        return [doc], [
            [
                EmbeddedPassage(
                    Passage("d1", n, lang, a, b, doc.text[a:b], 1, "", (Window(a, b, 1),)), vector, np.stack([vector])
                )
            ]
            for n, (lang, a, b) in enumerate(spans)  # each in a portion of its own
            for vector in (X if number % 2 else Y,)
        ]

    with library.writing():
        library.put(*version(0))
    seen, problems, done = set(), [], threading.Event()

    def read():
        while not done.is_set():
            found = search(library, Z, "strategy الاستراتيجية")
            numbers = {c.passage.text.rsplit("v", 1)[1] for c in found}
            vectors = {bool(c.vector @ X > 0.5) for c in found}
            if len(found) != 2 or len(numbers) != 1 or len(vectors) != 1:
                problems.append((len(found), numbers, vectors))
            seen.update(numbers)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 40):
        with library.writing():
            library.put(*version(number))
    done.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert len(seen) > 5
