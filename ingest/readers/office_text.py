"""Old Word files, OpenDocument texts and RTF: turned into .docx by LibreOffice, then read as those are.

In: bytes. Out: blocks and the stated title.
"""

from ingest.readers import docx
from ingest.readers.office import convert
from ingest.records import Reading


def read(data: bytes) -> Reading:
    return docx.read(*convert(data, "docx").values())
