"""E-mail messages and web pages saved as one file (MHTML): subject, sender, date, the text, then what is attached.

In: bytes. Out: blocks; an attachment in a known format comes under a heading with its name. By the standard library.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from importlib import import_module
from pathlib import PurePath
from urllib.parse import urlsplit

from ingest.readers import html
from ingest.readers.formats import READERS
from ingest.readers.problems import NoText, ReaderProblem, Unreadable
from ingest.readers.values import stated_title
from ingest.records import Block, Metadata, Reading

MAX_ATTACHMENTS = 50


def read(data: bytes) -> Reading:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise Unreadable("not an e-mail message")
    is_page = _is_page(message)
    body = message.get_body(("html", "plain") if is_page else ("plain", "html"))
    told, page = _body(body) if body is not None else ((), Metadata())
    blocks = [*told, *_attached(message)]
    if not blocks:
        raise NoText("no text in the message")
    title = stated_title(str(message.get("subject", "")))
    if is_page:  # its date is that of saving
        host = urlsplit(str(message.get("snapshot-content-location", ""))).hostname or ""
        return Reading(tuple(blocks), page.over(Metadata(title, source=host.removeprefix("www."))))
    return Reading(tuple(blocks), Metadata(title, source=_sender(message), date=_date(message)))


def _is_page(message: EmailMessage) -> bool:
    """Whether it is a page that a browser saved: those have a made-up sender, or none."""
    return "from" not in message or "snapshot-content-location" in message or _sender(message).startswith("Saved by")


def _body(part: MIMEPart) -> tuple[tuple[Block, ...], Metadata]:
    if part.get_content_subtype() == "html":
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        reading = html.read(content)
        return reading.blocks, reading.metadata
    paragraphs = str(part.get_content()).replace("\r\n", "\n").split("\n\n")
    return tuple(Block(paragraph) for paragraph in paragraphs if paragraph.strip()), Metadata()


def _attached(message: EmailMessage) -> Iterator[Block]:
    for part in list(message.iter_attachments())[:MAX_ATTACHMENTS]:
        name = part.get_filename() or ""
        reader = READERS.get(PurePath(name).suffix.lower())
        content = part.get_payload(decode=True)
        if reader is None or reader in ("email", "picture") or not isinstance(content, bytes):
            continue
        try:
            read_part = import_module(f"ingest.readers.{reader}").read(content)
        except ReaderProblem:
            continue  # the message itself is worth having
        yield Block(name, "heading")
        yield from (Block(block.text, block.kind) for block in read_part.blocks)


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(str(message.get("from", "")))
    return name or address


def _date(message: EmailMessage) -> str:
    sent = message.get("date")
    moment = getattr(sent, "datetime", None)
    return moment.date().isoformat() if moment is not None else ""
