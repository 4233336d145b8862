"""What a file is by its own first bytes, where its name says otherwise: a page saved as .pdf, RTF under the name .doc.

In: bytes and the reader that the name asks for. Out: the reader to take. Bytes that say nothing leave it to the name.
"""

import io
import re
import zipfile

from ingest.readers.zipped import OLE_MAGIC

PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
MESSAGE = re.compile(rb"\s*(?:MIME-Version|From|Received|Return-Path|Message-ID): .*\n[A-Za-z-]+:", re.I)
MARKED_UP = re.compile(rb"(?:\xef\xbb\xbf)?\s*# \S[^\n]*\n[^\S\n]*\n")  # a Markdown heading, however the file is named
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
# A member that only one kind of ZIP archive has; the streams of old Office files likewise.
MEMBERS = {
    "word/document.xml": "docx", "xl/workbook.xml": "office_sheets", "ppt/presentation.xml": "slides",
    "META-INF/container.xml": "epub",
}  # fmt: skip
OPEN_DOCUMENT = {b"text": "office_text", b"spreadsheet": "office_sheets", b"presentation": "office_slides"}
STREAMS = {"WordDocument": "office_text", "Workbook": "office_sheets", "PowerPoint Document": "office_slides"}
TEXTS = ("text", "markdown")  # a text may be about web pages and messages


def reader_of(data: bytes, named: str) -> str:
    """The reader for `data`, `named` unless its first bytes are those of another format."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "office_text"
    if data.startswith(PICTURES):
        return "picture"
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data) or named
    if data.startswith(OLE_MAGIC):
        found = (reader for stream, reader in STREAMS.items() if stream.encode("utf-16-le") in data)
        return next(found, named)
    if named == "text" and MARKED_UP.match(data[:4096]):
        return "markdown"
    if named in (*TEXTS, "html", "email"):
        return named
    if PAGE.match(data[:4096]):
        return "html"
    return "email" if MESSAGE.match(data[:4096]) else named


def _of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = b""
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    kind = member.read(80)
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, OSError, EOFError):
        return ""  # its reader says what is wrong
    if b"opendocument" in kind:
        return OPEN_DOCUMENT.get(kind.rpartition(b".")[2].strip(), "")
    return next((reader for member, reader in MEMBERS.items() if member in names), "")
