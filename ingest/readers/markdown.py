"""Markdown: headings, paragraphs, list items and table rows, the inline markup taken off so that it reads as prose.

In: bytes, with or without front matter ("---" and `key: value` lines). Out: blocks and the
metadata of the front matter.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.text import decode
from ingest.readers.values import iso_date, stated_title
from ingest.records import Block, Metadata, Reading

FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)", re.DOTALL)
TAG = re.compile(r"<[^>]*>|<!--.*?-->", re.DOTALL)


def read(data: bytes) -> Reading:
    text = decode(data)
    metadata = Metadata()
    if match := FRONT_MATTER.match(text):
        metadata, text = _front_matter(match[1]), text[match.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return Reading(tuple(_blocks(tokens)), metadata)


def _front_matter(text: str) -> Metadata:
    pairs = (line.partition(":") for line in text.splitlines() if not line.startswith((" ", "#", "-")))
    values = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
    language = values.get("language", values.get("lang", ""))[:2].lower()
    return Metadata(
        title=stated_title(values.get("title")),
        source=values.get("source", ""),
        date=iso_date(values.get("date", "")),
        language=language if language in ("ar", "en") else "",
        kind=values.get("kind", ""),
    )


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    cells: list[str] | None = None  # of the table row being read
    heading = False
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield Block(" | ".join(cell for cell in cells if cell), "row")
            cells = None
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif text := _text(token).strip():
            if cells is not None:
                cells.append(text)
            else:
                yield Block(text, "heading" if heading else "paragraph")


def _text(token: Token) -> str:
    if token.type == "inline":
        return "".join(_inline(child) for child in token.children or ())
    if token.type == "html_block":
        return TAG.sub("", token.content)
    return token.content if token.type in ("fence", "code_block") else ""


def _inline(token: Token) -> str:
    # Images and raw tags have no words of the text; a soft break is a space, a hard one stays a line break.
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else "\n"
    return token.content if token.type in ("text", "code_inline") else ""
