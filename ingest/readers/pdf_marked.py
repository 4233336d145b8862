"""Pages of a PDF with the text that the file states for stretches of glyphs (/ActualText, ISO 32000-1, 14.9.4).

In: a pdfplumber page. Out: the same page; where a stretch on one line states a text that its glyphs do not say, that
text in their place, as one character. It is stated with the marked content itself or by an element of the file's
structure. Word and InDesign do so for glyphs that no table names, for ligatures and for hyphens at line ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from unicodedata import combining

from pdfminer.data_structures import NumberTree
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from ingest.readers.pdf_glyphs import letters_of_name
from ingest.readers.visual_order import MIRRORED, is_arabic

ONE_LINE = 0.4  # of the size: base lines of letters that differ more are of two lines
MARK = 0.1  # of the size: marks are narrower, and stand above or below the line
FEWEST, MOST = 0.5, 4.0  # letters for each glyph: a ligature has several, a letter may be drawn as two glyphs
CLIMBED = 3  # elements from the one that holds the marked content upwards
UTF8 = b"\xef\xbb\xbf"


@dataclass(frozen=True, eq=False, slots=True)
class _Stated:
    """The text of one stretch; no two stretches are equal."""

    text: str


class MarkedPage(Page):
    """A page whose characters are what the file states where it states it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.pdf, page.page_obj, page.page_number, page.initial_doctop)

    @property
    def layout(self) -> LTPage:
        if not hasattr(self, "_layout"):
            manager = self.pdf.rsrcmgr
            try:
                device = _Device(_by_structure(self), manager, pageno=self.page_number, laparams=self.pdf.laparams)
                _Interpreter(manager, device).process_page(self.page_obj)
            except Exception as error:  # as pdfplumber does: whatever a parser raises on broken bytes
                raise PdfminerException(error) from error
            self._layout = device.get_result()
        return self._layout

    @cached_property
    def chars(self) -> list[dict[str, Any]]:
        groups = [list(group) for _, group in groupby(super().chars, _stated)]
        return [char for group in _joined(groups) for char in _as_stated(group)]


class _Interpreter(PDFPageInterpreter):
    """Hands the properties of marked content on as a dictionary where the page names them by a resource."""

    def do_BDC(self, tag: Any, props: Any) -> None:
        if isinstance(props, PSLiteral):
            named = dict_value(self.resources.get("Properties") or {})
            props = resolve1(named.get(str(props.name)))
        super().do_BDC(tag, props)


class _Device(PDFPageAggregatorWithMarkedContent):
    """Marks each character with the outermost text that is stated for it, in place of the name of its stretch."""

    def __init__(self, by_structure: Mapping[int, _Stated], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._by_structure = by_structure
        self._open: list[_Stated | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        known = props if isinstance(props, dict) else {}
        self._open.append(self._by_structure.get(known.get("MCID", -1)) or _stated_in(known))
        self._mark()

    def end_tag(self) -> None:
        if self._open:  # broken files close what they never opened
            self._open.pop()
        self._mark()

    def _mark(self) -> None:
        self.cur_tag = next(filter(None, self._open), None)  # type: ignore[assignment]


def _by_structure(page: Page) -> dict[int, _Stated]:
    """What elements of the file's structure state, by the number of the marked content on this page."""
    tree = dict_value(page.pdf.doc.catalog.get("StructTreeRoot") or {}).get("ParentTree")
    mine = page.page_obj.attrs.get("StructParents")
    if tree is None or mine is None:
        return {}
    elements = next((list_value(found) for number, found in NumberTree(tree).values if number == mine), [])
    of_element: dict[int, _Stated | None] = {}  # several pieces of marked content may be one stretch
    found = ((number, _stated_above(element, of_element)) for number, element in enumerate(elements))
    return {number: stated for number, stated in found if stated}


def _stated_above(element: object, of_element: dict[int, _Stated | None]) -> _Stated | None:
    """What an element or one of those around it states."""
    for _ in range(CLIMBED):
        if not isinstance(element, PDFObjRef):
            break
        known = dict_value(element)
        if stated := of_element.setdefault(element.objid, _stated_in(known)):
            return stated
        element = known.get("P")
    return None


def _stated_in(known: Mapping[str, Any]) -> _Stated | None:
    text = resolve1(known.get("ActualText"))
    if not isinstance(text, bytes):
        return None
    said = text[len(UTF8) :].decode("utf-8", "replace") if text.startswith(UTF8) else decode_text(text)
    return _Stated(said) if said.strip("\0 ") else None


def _stated(char: dict[str, Any]) -> _Stated | None:
    tag = char.get("tag")
    return tag if isinstance(tag, _Stated) else None


def _joined(groups: Iterable[list[dict[str, Any]]]) -> Iterable[list[dict[str, Any]]]:
    """The stretches, those joined that state one text for a letter and again for its marks."""
    held: list[dict[str, Any]] = []
    for group in groups:
        one, other = (_stated(held[0]) if held else None), _stated(group[0])
        if one and other and one.text == other.text and (_are_marks(held) or _are_marks(group)):
            held = [*held, *({**char, "tag": one} for char in group)]
            continue
        if held:
            yield held
        held = group
    if held:
        yield held


def _are_marks(chars: list[dict[str, Any]]) -> bool:
    return all(char["x1"] - char["x0"] <= MARK * char["size"] for char in chars)


def _as_stated(chars: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    stated = _stated(chars[0])
    if stated is None or not all(char["upright"] for char in chars):
        return chars
    size = max(char["size"] for char in chars)
    letters = _letters(stated.text)
    inked = [char for char in chars if char["text"] != " "] or chars
    bases = [char["matrix"][5] for char in inked if not _are_marks([char])] or [0.0]
    sane = FEWEST * len(inked) <= len(letters) <= MOST * len(inked)
    if not sane or max(bases) - min(bases) > ONE_LINE * size or _is_told_by(inked, letters):
        return chars
    usual = max(inked, key=lambda char: (char["x1"] - char["x0"], not combining(char["text"][0])))
    edges = {"x0": min(char["x0"] for char in inked), "x1": max(char["x1"] for char in inked)}
    return [{**usual, **edges, "size": size, "text": stated.text, "stated": True}]


def _is_told_by(chars: list[dict[str, Any]], letters: list[str]) -> bool:
    """Whether glyphs that name the stated letters place them better: a text may be stated in the order of drawing.

    Where it is in the order of reading, it tells better on which letter a mark stands.
    """
    ordered = sorted(chars, key=lambda char: float(char["x0"]), reverse=any(map(is_arabic, letters)))
    drawn = [letter for char in ordered for letter in _letters(letters_of_name(char["text"]))]
    bare, drawn_bare = ([letter for letter in each if not combining(letter)] for each in (letters, drawn))
    return sorted(drawn) == sorted(letters) and (bare == letters or bare != drawn_bare)


def _letters(text: str) -> list[str]:
    """Without spaces; of a bracket, which is drawn mirrored in Arabic, the same whichever way round it is named."""
    return [min(character, MIRRORED.get(character, character)) for character in text if not character.isspace()]
