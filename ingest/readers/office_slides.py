"""Presentations: turned into PDF by LibreOffice, then read as those are; a slide is a page, so citations name it.

In: bytes. Out: blocks with the number of their slide.
"""

from ingest.readers import pdf
from ingest.readers.office import convert
from ingest.records import Reading


def read(data: bytes) -> Reading:
    return pdf.read(*convert(data, "pdf").values())
