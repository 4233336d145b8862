"""Paragraphs -> a Word document whose Arabic runs from right to left in Word itself, not only in its letters.

In: Paragraphs, the language of the page. Out: the bytes of a .docx, the same for the same paragraphs. Direction is
said at each level that Word knows (ECMA-376 part 1): section 17.6.1, paragraph 17.3.1.6, run 17.3.2.30.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from corpus.language import strip_invisible
from corpus.records import LANGUAGES, Language
from ui.export_records import Paragraph, Span, Style

FONT = "Arial"  # on every system where Word runs, with both scripts
_LOCALES: dict[Language, str] = {"ar": "ar-SA", "en": "en-GB"}
# Set around words against the direction of their paragraph: isolates would do, but old Word shows them as boxes.
_MARKS: dict[Language, str] = {"ar": "\u200f", "en": "\u200e"}
_LETTERS: dict[Language, str] = {
    "ar": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "en": "A-Za-z\u00c0-\u024f",
}
# Words of the one script within a text of the other, with the figures that end them.
_FOREIGN: dict[Language, re.Pattern[str]] = {
    "ar": re.compile(rf"[{_LETTERS['en']}](?:[^{_LETTERS['ar']}]*[{_LETTERS['en']}0-9])?"),
    "en": re.compile(rf"[{_LETTERS['ar']}](?:[^{_LETTERS['en']}]*[{_LETTERS['ar']}])?"),
}
_FOLLOWERS_OF_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
_QUIET = RGBColor(0x5A, 0x5A, 0x5A)

# Points of text, of space before and after, centimetres of indent at the start of the line, bold.
_STYLES: dict[Style, tuple[str, float, float, float, float, bool]] = {
    "title": ("Title", 20, 0, 6, 0, True),
    "heading": ("Heading 2", 13, 14, 4, 0, True),
    "question": ("Heading 1", 15, 20, 6, 0, True),
    "body": ("Normal", 11, 0, 6, 0, False),
    "quote": ("Quote", 11, 0, 6, 0.8, False),
    "reference": ("Sanad reference", 10, 4, 2, 0, False),
    "note": ("Sanad note", 9.5, 0, 6, 0, False),
}


def docx_bytes(paragraphs: Iterable[Paragraph], language: Language, title: str, when: datetime) -> bytes:
    """The document; `when` is what it says of its making."""
    document = Document()
    _prepare(document, language, title, when)
    for number, paragraph in enumerate(paragraphs, start=1):
        _write(document, paragraph, number)
    _number_pages(document, language)
    out = io.BytesIO()
    document.save(out)
    return _with_fixed_times(out.getvalue())


def _prepare(document: DocumentType, language: Language, title: str, when: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = strip_invisible(title), "Sanad", _LOCALES[language]
    properties.comments, properties.created, properties.modified = "", when, when
    for name, size, before, after, indent, bold in _STYLES.values():
        _shape(_style(document, name), size, before, after, indent, bold)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    if language == "ar":
        grid = section._sectPr.find(qn("w:docGrid"))
        for tag in ("w:bidi", "w:rtlGutter"):
            grid.addprevious(OxmlElement(tag))


def _style(document: DocumentType, name: str) -> ParagraphStyle:
    if name not in [style.name for style in document.styles]:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    style: ParagraphStyle = document.styles[name]
    return style


def _shape(style: ParagraphStyle, size: float, before: float, after: float, indent: float, bold: bool) -> None:
    """Size, weight and font for both scripts: Word keeps those of Arabic ("complex script") apart."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.cs_bold, style.font.cs_italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(int(size * 2)))
    properties.find(qn("w:sz")).addnext(complex_size)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.3
    if indent:
        _indent(style.element.get_or_add_pPr(), indent)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _indent(properties: BaseOxmlElement, centimetres: float) -> None:
    """At the start and the end of the line: in a paragraph from right to left Word takes "left" for the start."""
    indent = OxmlElement("w:ind")
    for side in ("left", "right"):
        indent.set(qn(f"w:{side}"), str(int(centimetres * 567)))
    properties.append(indent)


def _write(document: DocumentType, paragraph: Paragraph, number: int) -> None:
    written = document.add_paragraph(style=_STYLES[paragraph.style][0])
    properties = written._p.get_or_add_pPr()
    if paragraph.language == "ar":
        properties.insert_element_before(OxmlElement("w:bidi"), *_FOLLOWERS_OF_BIDI)
    if paragraph.name:
        _bookmark(written, paragraph.name, number)
    for span in paragraph.spans:
        _add(written, span, paragraph.language)


def _bookmark(written: DocxParagraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    written._p.extend((start, end))


def _add(written: DocxParagraph, span: Span, around: Language) -> None:
    """One span as runs of one script each; one against the direction of its paragraph between marks."""
    text = strip_invisible(span.text)
    inner, outer = (_MARKS[span.language], _MARKS[around]) if span.language != around else ("", "")
    for words, language in _by_script(f"{outer}{inner}{text}{inner}{outer}", span.language):
        run = written.add_run(words)
        _speak(run, language)
        run.font.strike = True if span.look == "struck" else None
        run.font.bold = run.font.cs_bold = True if span.look == "strong" else None
        if span.look == "quiet":
            run.font.color.rgb = _QUIET
        if span.target:
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), span.target)
            run._r.addprevious(link)
            link.append(run._r)


def _by_script(text: str, language: Language) -> Iterator[tuple[str, Language]]:
    """`text`, written in `language`, in stretches of one script."""
    at, other = 0, next(lang for lang in LANGUAGES if lang != language)
    for match in _FOREIGN[language].finditer(text):
        if match.start() > at:
            yield text[at : match.start()], language
        yield match.group(), other
        at = match.end()
    if text[at:]:
        yield text[at:], language


def _speak(run: Run, language: Language) -> None:
    """Script and language of a run: what Word chooses font, size and dictionary by."""
    run.font.rtl = run.font.complex_script = True if language == "ar" else None
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:bidi" if language == "ar" else "w:val"), _LOCALES[language])
    run._r.get_or_add_rPr().append(spoken)


def _number_pages(document: DocumentType, language: Language) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = 1
    run = footer.add_run()
    _speak(run, language)
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if code else "w:fldChar")
        if code:
            element.text = code
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _with_fixed_times(archive: bytes) -> bytes:
    """The archive without the moment of its making: the same excerpts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            fixed.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
