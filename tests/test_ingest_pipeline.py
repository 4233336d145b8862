"""A document's way in with real files and stores; only the encoder is a fake."""

import contextlib
import errno
import os
import shutil
import time
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from corpus.errors import LibraryFull
from corpus.language import keywords
from corpus.library import Library, Manifest
from corpus.wholeness import Findings
from ingest import pipeline, unchanged
from ingest.pipeline import index

TEXT = {
    "ar": "استراتيجية مكافحة الإرهاب\n\nاعتُمدت الاستراتيجية في نيويورك يوم الجمعة. ورحّب بها الوفد المصري.",
    "en": "The counter-terrorism strategy\n\nThe strategy was adopted in New York on Friday. Egypt welcomed it.",
}
OTHER = {
    "ar": "معاهدة الحدود\n\nرُفضت المعاهدة في جنيف بعد أيام طويلة من النقاش. ثم عادت الوفود.",
    "en": "A treaty on borders\n\nThe treaty was refused in Geneva after long days of debate. Then all went home.",
}
WORD = {"ar": ("نيويورك", "جنيف"), "en": ("York", "Geneva")}  # of TEXT, of OTHER
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


class Shelf:
    """A folder of files and a library beside it."""

    def __init__(self, folder, library):
        self.folder, self.library, self.embedder = folder, library, FakeEmbedder()

    def write(self, name, text):
        file = self.folder / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(file)

    def index(self, *paths, **options):
        return index(paths or [self.folder], self.library, self.embedder, max_file_mb=1, **options)

    def found(self, word):
        """The texts of the passages that hold `word`, by path of their document."""
        stems = [k.stem for k in keywords(word)]
        vector = self.embedder.embed_query(word, "en")
        candidates = self.library.candidates(vector, stems, ["ar", "en"], 5, 5)
        return {c.document.path: c.passage.text for c in candidates if word in c.passage.text}

    def ids(self):
        return {path: entry.document_id for path, entry in self.library.paths().items()}


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "files").mkdir()
    library = Library(tmp_path / "home", Manifest("fake@1", "64", "1", "1"), lock_timeout_seconds=0.1)
    with contextlib.closing(library):
        shelf = Shelf(tmp_path / "files", library)
        yield shelf
        assert library.verify() == Findings(0, ()), "every run leaves the three stores in agreement"


@LANGUAGES
def test_added_then_unchanged_then_updated(shelf, language):
    path = shelf.write("a.txt", TEXT[language])
    report = shelf.index()
    assert (report.added, report.updated, report.unchanged, report.failed) == ((path,), (), (), ())
    assert report.passages == shelf.library.counts()[1] >= 1
    document = shelf.library.document(shelf.ids()[path])
    assert (document.language, document.path) == (language, path)
    assert WORD[language][0] in document.text

    calls = shelf.embedder.batches
    report = shelf.index()
    assert (report.added, report.updated, report.unchanged, report.passages) == ((), (), (path,), 0)
    assert shelf.embedder.batches == calls, "an unchanged file costs no encoding"

    before = shelf.ids()
    shelf.write("a.txt", OTHER[language])
    report = shelf.index()
    assert (report.added, report.updated, report.unchanged) == ((), (path,), ())
    assert shelf.ids() == before, "the id outlives the change"
    assert shelf.found(WORD[language][0]) == {}
    assert list(shelf.found(WORD[language][1])) == [path]
    assert shelf.library.counts() == (1, report.passages)


@LANGUAGES
def test_a_changed_file_replaces_its_passages(shelf, language):
    long = "\n\n".join(f"{TEXT[language]} {i} " + "x1 " * 200 + "." for i in range(3))
    shelf.write("a.txt", long)
    shelf.index()
    assert shelf.library.counts()[1] > 2
    shelf.write("a.txt", OTHER[language])
    shelf.index()
    assert shelf.library.counts() == (1, 1)
    assert shelf.found(WORD[language][0]) == {}


@LANGUAGES
def test_of_two_files_with_one_text_the_one_that_is_told_about_names_the_document(shelf, language):
    first, second = shelf.write("a.txt", TEXT[language]), shelf.write("b.txt", TEXT[language])
    shelf.write("b.toml", 'title = "T"\nsource = "S"\ndate = "2022-01-15"\n')
    report = shelf.index()
    assert (report.added, report.updated, report.failed) == ((first,), (second,), ())
    assert shelf.ids()[first] == shelf.ids()[second]
    document = shelf.library.document(shelf.ids()[first])
    assert (document.title, document.source, document.date, document.path) == ("T", "S", "2022-01-15", second)
    assert shelf.index().unchanged == (first, second)


@LANGUAGES
def test_the_same_text_under_two_names_is_one_document_with_two_paths(shelf, language):
    first, second = shelf.write("a.txt", TEXT[language]), shelf.write("b.md", TEXT[language])
    shelf.write("c.txt", OTHER[language])
    report = shelf.index()
    assert first in report.added
    assert (report.duplicates, report.unchanged) == ((second,), ())
    ids = shelf.ids()
    assert ids[first] == ids[second]
    assert shelf.library.counts()[0] == 2
    assert list(shelf.found(WORD[language][0])) == [first]
    assert set(shelf.index().unchanged) == set(ids)


@pytest.mark.parametrize("changed", ["a.txt", "b.txt"])
@LANGUAGES
def test_one_of_two_names_changing_later_leaves_the_other(shelf, language, changed):
    paths = {name: shelf.write(name, TEXT[language]) for name in ("a.txt", "b.txt")}
    shelf.index()
    shelf.write(changed, OTHER[language])
    report = shelf.index()
    kept = next(path for name, path in paths.items() if name != changed)
    assert (report.updated, report.unchanged) == ((paths[changed],), (kept,))
    assert list(shelf.found(WORD[language][0])) == [kept]
    assert list(shelf.found(WORD[language][1])) == [paths[changed]]
    assert len(set(shelf.ids().values())) == 2
    # and back again: one document once more
    shelf.write(changed, TEXT[language])
    assert shelf.index().updated == (paths[changed],)
    assert len(set(shelf.ids().values())) == shelf.library.counts()[0] == 1
    assert shelf.found(WORD[language][1]) == {}


@LANGUAGES
def test_both_of_two_names_changing_at_once(shelf, language):
    for name in ("a.txt", "b.txt"):
        shelf.write(name, TEXT[language])
    shelf.index()
    paths = {shelf.write("a.txt", OTHER[language]), shelf.write("b.txt", "Locusts ate the harvest of the valley.")}
    assert set(shelf.index().updated) == paths
    assert shelf.library.counts()[0] == 2
    assert shelf.found(WORD[language][0]) == {}


@LANGUAGES
def test_a_text_that_moves_to_another_file_while_its_own_changes(shelf, language):
    """The old version still answers when the second file is read: it must not be taken for a document that stays."""
    old = shelf.write("a.txt", TEXT[language])
    shelf.index()
    shelf.write("a.txt", OTHER[language])
    new = shelf.write("b.txt", TEXT[language])
    report = shelf.index()
    assert (report.updated, report.added) == ((old,), (new,))
    assert list(shelf.found(WORD[language][0])) == [new]
    assert list(shelf.found(WORD[language][1])) == [old]


@LANGUAGES
def test_a_renamed_file_is_cited_by_its_new_name(shelf, language):
    old = shelf.write("a.txt", TEXT[language])
    shelf.index()
    new = str(shelf.folder / "b.txt")
    os.rename(old, new)
    assert shelf.index().unchanged == (new,)
    assert list(shelf.found(WORD[language][0])) == [new]
    assert set(shelf.ids()) == {new}


@LANGUAGES
def test_a_renamed_file_whose_name_was_its_title_gets_the_new_one(shelf, language):
    old = shelf.write("a.txt", " ".join(TEXT[language].split()))  # no line that could be a title
    shelf.index()
    before = shelf.ids()[old]
    new = str(shelf.folder / "مذكرة b.txt")
    os.rename(old, new)
    assert shelf.index().updated == (new,)
    assert shelf.ids() == {new: before}
    assert (shelf.library.document(before).title, shelf.library.document(before).path) == ("مذكرة b", new)
    assert shelf.index().unchanged == (new,)


@LANGUAGES
def test_what_is_said_of_a_file_beside_it_counts_as_a_change(shelf, language):
    path = shelf.write("a.txt", TEXT[language])
    shelf.write("b.txt", TEXT[language])
    shelf.index()
    shelf.write("a.toml", 'date = "2006-09-08"\nsource = "UN"\n')
    assert shelf.index().updated == (path,)
    document = shelf.library.document(shelf.ids()[path])
    assert (document.date, document.source) == ("2006-09-08", "UN")
    shelf.write("b.toml", 'date = "1999"\n')  # the second name of a text adds nothing
    assert shelf.index().updated == ()
    assert shelf.library.counts()[0] == 1
    assert len(shelf.index().unchanged) == 2


@LANGUAGES
def test_a_broken_file_does_not_stop_the_others(shelf, language):
    broken = shelf.write("a.pdf", b"%PDF-1.7 broken")
    empty = shelf.write("b.txt", b"")
    good = shelf.write("c.txt", TEXT[language])
    unknown = shelf.write("d.xyz", b"x")
    missing = shelf.folder / "missing.txt"
    report = shelf.index(shelf.folder, missing, language=language)
    assert report.added == (good,)
    assert {f.path for f in report.failed} == {broken, empty, unknown, str(missing)}
    for failure in report.failed:
        assert failure.path in failure.reason
        assert "\n" not in failure.reason
    [of_unknown] = [f.reason for f in report.failed if f.path == unknown]
    assert {"ar": "الصيغة", "en": "format"}[language] in of_unknown
    assert list(shelf.found(WORD[language][0])) == [good]


def test_a_name_that_is_no_text_fails_alone(shelf):
    good = shelf.write("good.txt", TEXT["en"])
    with open(os.fsencode(str(shelf.folder)) + b"/\xff.txt", "wb") as file:
        file.write(OTHER["en"].encode())
    report = shelf.index()
    assert report.added == (good,)
    [failure] = report.failed
    assert failure.reason.encode()  # can be printed
    assert "UTF-8" in failure.reason


@LANGUAGES
def test_a_file_that_breaks_later_keeps_its_old_version(shelf, language):
    path = shelf.write("a.txt", TEXT[language])
    shelf.index()
    shelf.write("a.txt", b"")
    assert [f.path for f in shelf.index().failed] == [path]
    assert list(shelf.found(WORD[language][0])) == [path]


def test_a_full_disk_ends_the_run_and_the_next_one_takes_up(shelf, monkeypatch):
    first = shelf.write("a.txt", TEXT["en"])
    shelf.index()
    second = shelf.write("b.txt", OTHER["en"])

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shelf.library._keywords, "replace", full)
        with pytest.raises(LibraryFull):
            shelf.index()
    assert list(shelf.found("York")) == [first]
    assert shelf.found("Geneva") == {}
    report = shelf.index()
    assert (report.added, report.unchanged) == ((second,), (first,))


@LANGUAGES
def test_many_files_are_embedded_together_and_progress_counts_up(shelf, language):
    for i in range(6):
        shelf.write(f"{i}.txt", f"{TEXT[language]} {i}.")
    steps = []
    report = shelf.index(progress=steps.append)
    assert len(report.added) == 6
    assert shelf.embedder.batches == 1
    assert [(s.files, s.of_files) for s in steps] == [(i, 6) for i in range(7)]
    assert [s.path for s in steps] == [*report.added, ""]
    assert steps[-1].passages == report.passages == 6


def test_documents_have_the_same_ids_in_a_library_made_anew(shelf, tmp_path):
    for name in ("a.txt", "b.txt"):
        shelf.write(name, name + TEXT["en"])
    shelf.index()
    ids = shelf.ids()
    shelf.library.close()
    shutil.rmtree(tmp_path / "home")
    shelf.library = Library(tmp_path / "home", Manifest("fake@1", "64", "1", "1"))
    shelf.index()
    assert shelf.ids() == ids
    shelf.library.close()
    shelf.library = Library(tmp_path / "home", Manifest("fake@1", "64", "1", "1"))


# What need not be read again


def old(path):
    """Give a file times that can be trusted: not of the last seconds."""
    past = time.time() - 3600
    os.utime(path, (past, past))


@pytest.fixture
def earlier(monkeypatch):
    """Whatever was just written counts as written long ago: the change time cannot be set."""
    monkeypatch.setattr(unchanged, "_RECENT_NS", 0)


def reads(monkeypatch):
    """The files of which bytes are compared."""
    seen = []
    real = pipeline.fingerprint
    monkeypatch.setattr(pipeline, "fingerprint", lambda path, limit: (seen.append(str(path)), real(path, limit))[1])
    return seen


@LANGUAGES
def test_unchanged_files_are_not_even_read(shelf, language, monkeypatch, earlier):
    path = shelf.write("تقرير الوزارة.txt", TEXT[language])
    shelf.index()
    compared = reads(monkeypatch)
    assert shelf.index().unchanged == (path,)
    assert compared == []


@LANGUAGES
def test_times_that_a_change_kept_are_seen_through(shelf, language, monkeypatch, earlier):
    path = shelf.write("a.txt", TEXT[language])
    old(path)
    shelf.index()
    changed = TEXT[language][:-3] + "xyz"
    shelf.write("a.txt", changed)
    old(path)  # as a copy that keeps its times would be; its change time and inode differ
    assert shelf.index().updated == (path,)


def test_what_was_written_a_moment_ago_is_compared_by_its_bytes(shelf, monkeypatch):
    path = shelf.write("a.txt", TEXT["en"])
    shelf.index()
    compared = reads(monkeypatch)
    assert shelf.index().unchanged == (path,)
    assert compared == [path]


@LANGUAGES
def test_a_sidecar_or_manifest_that_changed_is_noticed_without_reading(shelf, language, monkeypatch, earlier):
    path = shelf.write("a.txt", TEXT[language])
    shelf.write("manifest.toml", '[[document]]\nfile = "a.txt"\ndate = "2001"\n')
    shelf.index()
    assert shelf.index().unchanged == (path,)
    shelf.write("manifest.toml", '[[document]]\nfile = "a.txt"\ndate = "2002-03"\n')
    assert shelf.index().updated == (path,)
    assert shelf.library.document(shelf.ids()[path]).date == "2002-03"


def test_a_file_that_grows_while_it_is_read_is_told_and_taken_next_time(shelf, monkeypatch):
    path = shelf.write("a.txt", TEXT["en"])
    real = Path.read_bytes

    def growing(self):
        data = real(self)
        with open(self, "ab") as file:
            file.write(b" More.")
        return data

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", growing)
        [failure] = shelf.index().failed
    assert "being written" in failure.reason
    assert shelf.index().added == (path,)


# Files that are gone


@LANGUAGES
def test_prune_forgets_what_is_gone_and_nothing_elsewhere(shelf, language, tmp_path):
    kept, lost = shelf.write("a.txt", TEXT[language]), shelf.write("b.txt", OTHER[language])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.txt").write_text("Locusts ate the harvest.")
    shelf.index(shelf.folder, elsewhere)
    os.unlink(lost)
    shutil.rmtree(elsewhere)
    assert shelf.index().removed == (), "not without being asked"
    report = shelf.index(prune=True)
    assert (report.removed, report.failed) == ((lost,), ())
    assert set(shelf.ids()) == {kept, str(elsewhere / "c.txt")}
    assert shelf.found(WORD[language][1]) == {}


@LANGUAGES
def test_prune_of_one_of_two_names_keeps_the_document(shelf, language):
    first, second = shelf.write("a.txt", TEXT[language]), shelf.write("b.txt", TEXT[language])
    shelf.index()
    os.unlink(first)
    assert shelf.index(prune=True).removed == (first,)
    assert list(shelf.found(WORD[language][0])) == [second]


def test_prune_of_a_file_that_was_named_is_no_failure(shelf):
    path, _ = shelf.write("a.txt", TEXT["en"]), shelf.write("b.txt", OTHER["en"])
    shelf.index()
    os.unlink(path)
    report = shelf.index(path, prune=True)
    assert (report.removed, report.failed) == ((path,), ())


@pytest.mark.parametrize("state", ["missing", "empty"])
@LANGUAGES
def test_prune_keeps_what_a_disk_that_is_not_mounted_would_hold(shelf, language, state):
    folder = shelf.folder / "القرص"
    folder.mkdir()
    inside = shelf.write("القرص/a.txt", TEXT[language])
    shelf.write("b.txt", OTHER[language])
    shelf.index()
    os.unlink(inside)
    if state == "missing":
        folder.rmdir()
    [failure] = shelf.index(folder, prune=True, language=language).failed
    assert failure.path == str(folder)
    assert {"ar": "القرص موصول", "en": "mounted"}[language] in failure.reason
    assert inside in shelf.ids()
    if state == "missing":  # given the folder above, which is there and holds other files, it is gone
        assert shelf.index(prune=True).removed == (inside,)


def test_a_loop_of_symbolic_links_ends(shelf):
    path = shelf.write("a.txt", TEXT["en"])
    os.symlink(shelf.folder, shelf.folder / "again")
    os.symlink(shelf.folder / "x.txt", shelf.folder / "x.txt")
    report = shelf.index()
    assert report.added == (path,)
    assert [f.path for f in report.failed] == [str(shelf.folder / "x.txt")]


def test_ids_of_the_library_before_are_taken_over(shelf):
    path = shelf.write("a.txt", TEXT["en"])
    shelf.index(ids={path: "d0123456789ab", "/elsewhere": "d1"})
    assert shelf.ids() == {path: "d0123456789ab"}


@pytest.mark.slow
def test_ten_thousand_tiny_files(shelf):
    for n in range(10_000):
        (shelf.folder / f"{n % 100:02}").mkdir(exist_ok=True)
        shelf.write(f"{n % 100:02}/ملف {n}.txt", f"Delegation {n} met in Cairo. {n * 7919 % 10007}")
    report = shelf.index()
    assert (len(report.added), report.failed) == (10_000, ())
    assert shelf.library.counts()[0] == 10_000
    started = time.perf_counter()
    assert len(shelf.index().unchanged) == 10_000
    assert time.perf_counter() - started < max(report.seconds / 5, 5)
