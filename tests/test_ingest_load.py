"""Finding files, loading them, and what is known of them beside their text."""

import hashlib
import io
import os
import pickle
import subprocess
import sys
import zipfile
from importlib import import_module

import pytest

from corpus.errors import (
    FileBroken,
    FileEmpty,
    FileEncrypted,
    FileMissing,
    FileTooLarge,
    FormatUnknown,
    MetadataBroken,
    MetadataWrong,
)
from ingest.load import KNOWN_FORMATS, find_files, fingerprint, load_file
from ingest.readers import zipped
from ingest.readers.formats import READERS

TEXT = {"ar": "اجتمع الوفدان في القاهرة.", "en": "The two delegations met in Cairo."}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(found, folder):
    return [os.path.relpath(f, folder) if not isinstance(f, Exception) else type(f).__name__ for f in found]


def test_find_files_in_folders_in_order(tmp_path):
    for name in (
        "b.txt",
        "a/z.MD",
        "a/y.pdf",
        "ث.docx",
        ".hidden.txt",
        ".git/c.txt",
        "a/~$y.docx",
        "manifest.toml",
        "b.toml",
    ):
        write(tmp_path / name, "x")
    assert names(find_files([tmp_path]), tmp_path) == ["a/y.pdf", "a/z.MD", "b.txt", "ث.docx"]


def test_find_files_gives_each_file_once_and_follows_no_loop(tmp_path):
    file = write(tmp_path / "a" / "b.txt", "x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    found = list(find_files([file, tmp_path, tmp_path / "a"]))
    assert names(found, tmp_path) == ["a/b.txt", "FileBroken"]


def test_find_files_reports_what_cannot_be_indexed(tmp_path):
    write(tmp_path / "c.xyz", "x")
    toml = write(tmp_path / "c.toml", "x")
    found = list(find_files([tmp_path, tmp_path / "nothing.txt", toml]))
    assert [type(f) for f in found] == [FormatUnknown, FileMissing, FormatUnknown]
    assert all("\n" not in f.text(language) and f.text(language) for f in found for language in ("ar", "en"))


def test_find_files_takes_hidden_files_by_name(tmp_path):
    file = write(tmp_path / ".notes.txt", "x")
    assert list(find_files([file])) == [file]


@LANGUAGES
def test_load_file(tmp_path, language):
    file = write(tmp_path / "a.txt", TEXT[language])
    loaded = load_file(file, 1)
    assert loaded.path == str(file)
    assert loaded.sha256 == hashlib.sha256(file.read_bytes()).hexdigest() == fingerprint(file, 1)
    assert [block.text for block in loaded.reading.blocks] == [TEXT[language]]


def encrypted_pdf():
    from fpdf import FPDF

    out = FPDF()
    out.set_encryption(owner_password="a", user_password="b")
    out.add_page()
    return bytes(out.output())


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 3_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", FileEmpty),
        ("a.txt", b" \n\t\n", FileEmpty),
        ("a.md", b"---\ntitle: x\n---\n", FileEmpty),
        ("a.html", b"<html><body><script>1</script></body></html>", FileEmpty),
        ("a.docx", b"PK\x03\x04 broken", FileBroken),
        ("a.docx", b"plain text", FileBroken),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), FileEncrypted),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"old .doc", FileBroken),
        ("a.pdf", b"%PDF-1.7 broken", FileBroken),
        ("a.pdf", b"not a pdf", FileBroken),
        ("a.pdf", encrypted_pdf(), FileEncrypted),
        ("a.xlsx", b"x", FileBroken),
        ("a.xyz", b"x", FormatUnknown),
        ("a", b"x", FormatUnknown),
    ],
)
def test_files_that_cannot_be_loaded(tmp_path, name, content, error):
    file = write(tmp_path / name, content)
    with pytest.raises(error) as caught:
        load_file(file, 1)
    assert str(file) in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_missing_large_and_odd_files(tmp_path):
    with pytest.raises(FileMissing):
        load_file(tmp_path / "nothing.txt", 1)
    with pytest.raises(FileTooLarge, match="2 MB, over the limit of 1 MB"):
        load_file(write(tmp_path / "a.txt", b"x" * 2_000_000), 1)
    (folder := tmp_path / "b.txt").mkdir()
    os.mkfifo(tmp_path / "c.txt")
    for odd in (folder, tmp_path / "c.txt"):
        with pytest.raises(FileBroken, match="not a regular file"):
            load_file(odd, 1)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(zipped, "MAX_UNPACKED_MB", 2)
    with pytest.raises(FileBroken, match="unpacks to 3 MB, over the limit of 2 MB"):
        load_file(write(tmp_path / "a.docx", bomb()), 1)


@LANGUAGES
def test_metadata_beside_a_file(tmp_path, language):
    own = f"---\ntitle: own\nsource: own\ndate: 2001\n---\n{TEXT[language]}"
    file = write(tmp_path / "a.md", own)
    assert (load_file(file, 1).metadata.title, load_file(file, 1).metadata.date) == ("own", "2001")
    bare = fingerprint(file, 1)
    manifest = '[[document]]\nfile = "a.md"\ntitle = "listed"\nsource = "listed"\nfacts = ["x"]\ncounterpart = "b.md"\n'
    write(tmp_path / "manifest.toml", manifest)
    write(
        tmp_path / "a.toml",
        f'title = "{TEXT[language]}"\ndate = 2021-12-29\nkind = "report"\nlanguage = "{language}"\n',
    )
    metadata = load_file(file, 1).metadata
    assert (metadata.title, metadata.source, metadata.date) == (TEXT[language], "listed", "2021-12-29")
    assert (metadata.kind, metadata.language) == ("report", language)
    assert fingerprint(file, 1) == load_file(file, 1).sha256 != bare  # what is known changed: index it again


@pytest.mark.parametrize("name", ["a.toml", "manifest.toml"])
@pytest.mark.parametrize(
    "toml",
    [
        "title = ",
        b'title = "\xff"',
        '[[document]]\nfile = "a.txt"\ndate = "29/12/2021"\n',
        "document = 3\nlanguage = 'fr'",
    ],
)
def test_broken_metadata_names_the_toml(tmp_path, name, toml):
    file = write(tmp_path / "a.txt", TEXT["en"])
    if name == "a.toml" and isinstance(toml, str):
        toml = toml.replace('[[document]]\nfile = "a.txt"\n', "")
    write(tmp_path / name, toml)
    with pytest.raises((MetadataBroken, MetadataWrong), match=name):
        load_file(file, 1)


def test_formats():
    """Each has a reader that can be imported."""
    for suffix in KNOWN_FORMATS:
        assert callable(import_module(f"ingest.readers.{READERS[suffix]}").read)
    assert {".txt", ".md", ".html", ".docx", ".pdf", ".doc", ".xlsx", ".epub", ".eml", ".png"} <= set(KNOWN_FORMATS)


def test_importing_load_imports_no_parser():
    heavy = ["trafilatura", "pdfplumber", "docx", "markdown_it", "charset_normalizer"]
    code = f"import sys, ingest.load; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
