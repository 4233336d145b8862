"""Generations of a library: one is current, the switch is one step, and what is not whole is never taken."""

import contextlib

import pytest
from test_corpus_library import MANIFEST, OTHER, TEXT, X, document, put, search, texts

from corpus import generations
from corpus.anchors import anchor
from corpus.errors import LibraryBusy, LibraryDamaged, LibraryReplaced
from corpus.library import Library
from corpus.records import Resolved

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def build(home, text):
    """A new generation that holds one document with `text`, made current."""
    with generations.write_lock(home):
        folder = generations.new_folder(home)
        library = Library(home, MANIFEST, building=folder)
        put(library, (document("d1", text), X))
        library.close()
        generations.switch(generations.finish(folder))


def numbers(home):
    return [(g.number, g.current) for g in generations.generations(home)]


@LANGUAGES
def test_a_library_made_before_generations_becomes_the_first(tmp_path, language):
    with contextlib.closing(Library(tmp_path, MANIFEST)) as library:
        put(library, (document("d1", TEXT[language], language), X))
    (tmp_path / "library-1").rename(tmp_path / "library")
    with contextlib.closing(Library(tmp_path, MANIFEST)) as library:
        assert texts(search(library, X)) == [TEXT[language]]
    assert numbers(tmp_path) == [(1, True)]


def test_readers_go_over_with_the_switch_and_writers_of_the_old_one_are_told(tmp_path):
    with contextlib.closing(Library(tmp_path, MANIFEST)) as old:
        put(old, (document("d1", TEXT["en"]), X))
        build(tmp_path, OTHER["en"])
        assert numbers(tmp_path) == [(1, False), (2, True)]
        assert not old.is_current()
        assert texts(search(old, X)) == [TEXT["en"]], "who still reads in the old one reads on"
        with pytest.raises(LibraryReplaced), old.writing():
            pytest.fail("this change would be lost")
    with contextlib.closing(Library(tmp_path, MANIFEST)) as new:
        assert texts(search(new, X)) == [OTHER["en"]]
    generations.switch(tmp_path / "library-1")
    with contextlib.closing(Library(tmp_path, MANIFEST)) as back:
        assert texts(search(back, X)) == [TEXT["en"]]


def test_an_interrupted_build_is_never_current_and_its_rest_is_dropped(tmp_path):
    Library(tmp_path, MANIFEST).close()
    with generations.write_lock(tmp_path):
        Library(tmp_path, MANIFEST, building=generations.new_folder(tmp_path)).close()
    assert (tmp_path / "library-2.building").is_dir()
    assert numbers(tmp_path) == [(1, True)]
    build(tmp_path, TEXT["en"])
    assert numbers(tmp_path) == [(1, False), (2, True)]
    assert not (tmp_path / "library-2.building").exists()


def test_the_oldest_are_dropped_and_never_the_current_one(tmp_path):
    for text in (TEXT["en"], OTHER["en"], TEXT["en"], OTHER["en"]):
        build(tmp_path, text)
    generations.switch(tmp_path / "library-1")
    generations.drop_oldest(tmp_path, 2)
    assert numbers(tmp_path) == [(1, True), (3, False), (4, False)]


def test_nobody_writes_while_a_new_one_is_built(tmp_path):
    with (
        contextlib.closing(Library(tmp_path, MANIFEST, lock_timeout_seconds=0.1)) as library,
        generations.write_lock(tmp_path),
        pytest.raises(LibraryBusy),
        library.writing(),
    ):
        pytest.fail("this change would be lost at the swap")


@LANGUAGES
def test_a_damaged_catalogue_is_one_clear_line(tmp_path, language):
    with contextlib.closing(Library(tmp_path, MANIFEST)) as library:
        put(library, (document("d1", TEXT["en"]), X))
    (tmp_path / "library-1" / "catalogue.sqlite").write_bytes(b"this is no database at all, but a text\n" * 200)
    with pytest.raises(LibraryDamaged) as caught:
        Library(tmp_path, MANIFEST)
    line = caught.value.text(language)
    assert "sanad rollback" in line
    assert "library-1" in line
    assert "\n" not in line


# Anchors, over a library


@LANGUAGES
def test_an_anchor_is_followed_through_re_indexing(tmp_path, language):
    text, other = TEXT[language], OTHER[language]
    with contextlib.closing(Library(tmp_path, MANIFEST)) as library:
        reference = str(anchor("d1", 1, 0, len(text), text))
        put(library, (document("d1", text, language), X))
        found = library.resolve(reference)
        assert (found.state, found.document_id, found.start, found.end, found.page) == (
            "current",
            "d1",
            0,
            len(text),
            1,
        )
        put(library, (document("d1", f"{other} {text}", language), X))
        found = library.resolve(reference)
        assert (found.state, found.document_id, found.page) == ("moved", "d1", 1)
        assert f"{other} {text}"[found.start : found.end] == text
        put(library, (document("d1", other, language), X))
        assert library.resolve(reference).state == "changed"
        put(library, (document("d2", text, language), X))
        assert (library.resolve(reference).state, library.resolve(reference).document_id) == ("moved", "d2")
        with library.writing():
            library.remove("d1")
            library.remove("d2")
        found = library.resolve(reference)
        assert found == Resolved("gone", "d1", 0, len(text), 1)


# Near duplicates


STORY = {
    "ar": "أعلنت الوزارة يوم الأحد أن الوفدين اتفقا على مواصلة المشاورات بشأن الحدود البحرية بين البلدين "
    "وأن الجولة المقبلة ستعقد في القاهرة خلال الشهر المقبل بمشاركة خبراء من الجانبين في القانون والجغرافيا "
    "وأضافت أن اللجنة المشتركة ستنظر في ملفات التجارة والنقل والطاقة قبل نهاية العام الجاري",
    "en": "The ministry said on Sunday that both delegations agreed to continue their consultations on the maritime "
    "border and that the next round would be held in Cairo next month with experts in law and geography from both "
    "sides adding that the joint committee would look into trade transport and energy before the end of the year",
}
ADDED = {"ar": "كتبت مراسلتنا: ", "en": "Our correspondent writes: "}


@LANGUAGES
def test_versions_of_one_story_are_relatives_and_others_are_not(tmp_path, language):
    with contextlib.closing(Library(tmp_path, MANIFEST)) as library:
        put(
            library,
            (document("d1", STORY[language], language), X),
            (document("d2", ADDED[language] + STORY[language], language), X),
            (document("d3", OTHER[language], language), X),
        )
        relatives = library.relatives("d1")
        assert [(r.document.id, r.relation) for r in relatives] == [("d2", "near-duplicate")]
        assert [r.document.id for r in library.relatives("d2")] == ["d1"]
        assert library.relatives("d3") == library.relatives("unknown") == ()
        put(library, (document("d2", OTHER[language] + " .", language), X))
        assert library.relatives("d1") == ()
        assert [r.document.id for r in library.relatives("d2")] == ["d3"]
