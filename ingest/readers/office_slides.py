"""Old and OpenDocument presentations: turned into .pptx by LibreOffice, then read as those are.

In: bytes. Out: blocks with the number of their slide.
"""

from ingest.readers import slides
from ingest.readers.office import convert
from ingest.records import Reading


def read(data: bytes) -> Reading:
    return slides.read(*convert(data, "pptx").values())
