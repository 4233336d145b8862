"""Excerpts behind their page: what a search is narrowed to, what a permanent reference holds.

In: messages of the page, a viewer's desk. Out: records. How they look is excerpts_html.py's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.records import Filters
from corpus.errors import SanadError
from corpus.language import language_of
from corpus.records import LANGUAGES, Language
from ui.desk import Desk
from ui.export_records import Excerpt

PAGE_SIZE, MOST = 20, 100  # passages shown at first, and at most
BASKET_MOST = 200  # excerpts; their references travel in the address of an export


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search as the page's address holds it; each field is what the reader wrote."""

    q: str = ""
    language: str = ""
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    limit: int = PAGE_SIZE

    def filters(self) -> Filters:
        """Raises FilterInvalid."""
        language: Language | None = next((lang for lang in LANGUAGES if lang == self.language), None)
        return Filters(language, self.kinds, self.sources, self.date_from, self.date_to)


_LONGEST, _MOST_CHOSEN = 4000, 100  # characters of a field; kinds or sources chosen


def wanted(told: Mapping[str, object]) -> Wanted:
    """What the page's message asks for; fields that it does not know are passed over."""
    fields = {name: str(told.get(name, ""))[:_LONGEST].strip() for name in ("q", "language", "date_from", "date_to")}
    limit = str(told.get("limit", ""))
    return Wanted(
        **fields, kinds=_chosen(told.get("kind")), sources=_chosen(told.get("source")),
        limit=min(max(int(limit), 1), MOST) if limit.isdecimal() else PAGE_SIZE,
    )  # fmt: skip


def _chosen(told: object) -> tuple[str, ...]:
    """One value or several, as an address has them."""
    values = told if isinstance(told, list) else [told or ""]
    named = (str(value)[:_LONGEST].strip() for value in values[:_MOST_CHOSEN])
    return tuple(dict.fromkeys(name for name in named if name))


def excerpts_at(desk: Desk, anchors: Iterable[str]) -> list[Excerpt]:
    """What permanent references hold now; those that lead nowhere, or nowhere for this viewer, are left out."""
    found = (excerpt_at(desk, anchor) for anchor in list(dict.fromkeys(anchors))[:BASKET_MOST])
    return [excerpt for excerpt in found if excerpt is not None]


def excerpt_at(desk: Desk, anchor: str) -> Excerpt | None:
    """The words that `anchor` stands for, where they stand now; None where they are gone or hidden."""
    library = desk.services.library
    try:
        place = library.resolve(anchor)
        if place.state in ("gone", "changed") or place.document_id in desk.viewer.hidden:
            return None
        document = library.document(place.document_id)
    except SanadError:
        return None
    quote = document.text[place.start : place.end]
    return Excerpt(
        document.id, document.title, document.source, document.date, document.kind,
        language_of(quote, document.language), place.page, quote, anchor, place.page in document.ocr_pages,
    )  # fmt: skip
