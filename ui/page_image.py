"""A page of a PDF file -> a PNG picture, as the file shows it (pypdfium2).

In: a path and a page number. Out: PNG bytes. pdfium serves one thread at a time.
"""

import io
import threading
from functools import lru_cache
from pathlib import Path

WIDTH_PIXELS = 1240  # A4 at 150 dpi: small print is legible, a page is some 200 kB
MOST_PIXELS = 6_000_000  # three such pages: a page that is a thousand times as high as wide would take all memory
_pdfium = threading.Lock()


@lru_cache(maxsize=32)
def page_png(path: Path, page: int, changed_ns: int) -> bytes | None:
    """Page `page` (1-based) of the file as it was changed at `changed_ns`; None where there is no such page."""
    import pypdfium2

    with _pdfium:
        try:
            with pypdfium2.PdfDocument(path) as pdf:
                if not 0 < page <= len(pdf):
                    return None
                leaf = pdf[page - 1]
                width, height = leaf.get_size()
                scale = min(WIDTH_PIXELS / width, (MOST_PIXELS / (width * height)) ** 0.5)
                image = leaf.render(scale=scale).to_pil()
        except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError):
            return None
    out = io.BytesIO()
    image.convert("RGB").quantize(64).save(out, "PNG")
    return out.getvalue()
