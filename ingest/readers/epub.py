"""Electronic books: the chapters of the spine in order, their headings, paragraphs, list items and table rows.

In: bytes. Out: blocks and the metadata of the package file. An EPUB is web pages in a ZIP archive, which no converter
at hand opens; zipfile and lxml do. The main-text finder of html.py is left out: a chapter has nothing around it.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from ingest.heartbeat import beat
from ingest.readers.problems import NoText, Unreadable
from ingest.readers.values import iso_date, stated_title
from ingest.readers.zipped import require_sound
from ingest.records import Block, Metadata, Reading

CONTAINER = "META-INF/container.xml"
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# A block of text ends where one of these begins.
BLOCKS = HEADINGS | {"p", "li", "tr", "div", "section", "article", "blockquote", "table", "ul", "ol", "dl", "dt", "dd",
                     "figure", "figcaption", "body", "aside", "header", "footer", "nav", "pre"}  # fmt: skip
SKIPPED = {"script", "style", "head", "nav"}
SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def read(data: bytes) -> Reading:
    require_sound(data, "EPUB file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package_path = _package_path(archive)
            package = etree.fromstring(archive.read(package_path), etree.XMLParser(**SAFE))
            blocks: list[Block] = []
            for chapter in _chapters(package, posixpath.dirname(package_path)):
                tree = html.document_fromstring(archive.read(chapter), parser=html.HTMLParser(encoding="utf-8"))
                blocks += _blocks(tree)
                beat()
    except (KeyError, zipfile.BadZipFile, etree.LxmlError, ValueError) as error:
        raise Unreadable(f"not a sound EPUB file: {error}") from None
    if not blocks:
        raise NoText("no text in its chapters")
    return Reading(tuple(blocks), _metadata(package))


def _package_path(archive: zipfile.ZipFile) -> str:
    container = etree.fromstring(archive.read(CONTAINER), etree.XMLParser(**SAFE))
    return str(container.find(".//{*}rootfile").get("full-path"))


def _chapters(package: Any, folder: str) -> Iterator[str]:
    items = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}manifest/{*}item")}
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        if reference.get("linear") != "no" and (href := items.get(reference.get("idref"))):
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _blocks(tree: Any) -> Iterator[Block]:
    """Depth first without recursion: pages may be nested without end."""
    held = ""
    kind = "paragraph"

    def block() -> Iterator[Block]:
        if text := " ".join(held.split()).strip("| "):
            yield Block(text, "heading" if kind == "heading" else "row" if kind == "row" else "paragraph")

    skipping: Any = None
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipping is None and tag in SKIPPED:
                skipping = node
            if tag in BLOCKS and kind != "row":
                yield from block()
                held, kind = "", "heading" if tag in HEADINGS else "row" if tag == "tr" else "paragraph"
            if skipping is None and tag:
                held += ("\n" if tag == "br" else "") + (node.text or "")
            continue
        if tag in ("td", "th"):
            held = f"{held.rstrip()} | "
        elif tag == "tr" or (tag in BLOCKS and kind != "row"):
            yield from block()
            held, kind = "", "paragraph"
        if node is skipping:
            skipping = None
        if skipping is None:
            held += node.tail or ""
    yield from block()


def _metadata(package: Any) -> Metadata:
    def stated(name: str) -> str:
        found = package.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return " ".join((found.text or "").split()) if found is not None else ""

    language = stated("language")[:2].lower()
    return Metadata(
        title=stated_title(stated("title")),
        source=stated("publisher") or stated("creator"),
        date=iso_date(stated("date")),
        language=language if language in ("ar", "en") else "",
    )
