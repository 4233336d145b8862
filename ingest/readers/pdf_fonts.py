"""Fonts of a PDF whose table of names leaves glyphs out: those have no name, whatever the font's encoding says.

In: what pdfminer reads of a font. Out: the same, without names from the encoding where the file names glyphs itself.
LibreOffice draws joining strokes with glyphs that it does not name; by their codes they would be "Q" or "0".
"""

from collections.abc import Mapping

from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager

from ingest.readers.visual_order import is_arabic


class NamedFonts(PDFResourceManager):
    """pdfminer's fonts, of Arabic subsets only the glyphs that the file itself names."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        font = super().get_font(objid, spec)
        if isinstance(font, PDFSimpleFont) and font.unicode_map is not None and "+" in str(font.fontname):
            named: Mapping[int, str] = getattr(font.unicode_map, "cid2unichr", {})
            if any(is_arabic(text) for text in named.values()):
                font.cid2unicode = {}
        return font
