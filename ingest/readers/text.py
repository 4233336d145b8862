"""Plain text: bytes in any common Arabic or Latin encoding to one block per run of lines without a blank line.

In: bytes. Out: paragraphs that still hold their line breaks; joining hard-wrapped lines is clean.py's business.
Also gives `decode`, which the Markdown reader uses.
"""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.readers.problems import Unreadable
from ingest.records import Block, Reading

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before utf-16: its mark begins with the mark of utf-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_ENCODINGS = ("cp720", "mac_arabic")  # of DOS and of the first Macintoshes: charset-normalizer does not tell them
LEAST_ARTICLES = 0.05  # of all words
ENCODINGS = ["utf_16_le", "utf_16_be", "cp1256", "iso8859_6", "cp1252", "mac_arabic"]


def read(data: bytes) -> Reading:
    text = decode(data)
    runs = (run.strip("\n") for run in re.split(r"\n[^\S\n]*\n", text))
    return Reading(tuple(Block(run) for run in runs if run.strip()))


def decode(data: bytes) -> str:
    """The text of `data` with line ends as "\\n": by its byte-order mark, else as UTF-8, else by its letters.

    Raises Unreadable when no encoding fits or the bytes are those of a binary file.
    """
    text = _decode(data)
    # Control characters other than white space hardly occur in text, and always in binary files.
    odd = sum(unicodedata.category(c) == "Cc" and not c.isspace() for c in text[:20_000])
    if odd > len(text[:20_000]) / 50:
        raise Unreadable("not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    try:
        # NUL bytes are valid UTF-8 but in text they mean two-byte letters.
        if b"\0" not in data:
            return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            raise Unreadable(f"damaged UTF-8 at byte {error.start}") from None
    best = from_bytes(data, cp_isolation=ENCODINGS).best()
    return str(best) if best is not None else _by_articles(data)


def _by_articles(data: bytes) -> str:
    """The text in an old Arabic encoding in which it has words with the article; a wrong one has next to none."""
    for encoding in OLD_ENCODINGS:
        text = data.decode(encoding, errors="replace")
        words = text.split()
        if sum(word.startswith("ال") for word in words) > LEAST_ARTICLES * len(words):
            return text
    raise Unreadable("the text encoding is not known; save it as UTF-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"damaged {encoding} at byte {error.start}") from None


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether most letters beyond ASCII decode as UTF-8: then a few damaged bytes must not turn all into mojibake."""
    text = data.decode("utf-8", errors="replace")
    beyond = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") < beyond / 10
