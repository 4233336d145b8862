"""Web pages: the main text without navigation, by trafilatura, with its headings, tables and lists.

In: bytes. Out: blocks and the page's own title, site name and date. A date is taken only where the page states it: in
ISO form (meta tag, JSON-LD, time element), or in words in an element that is there for it, in either tradition of
Arabic months or by the Hijri calendar; trafilatura's own guesses turned Arabic dates into false ones.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lxml import etree
from trafilatura import bare_extraction, baseline, extract_metadata
from trafilatura.utils import load_html

from corpus.dates import find_dates
from ingest.readers.problems import NoText, Unreadable
from ingest.readers.values import iso_date, stated_title
from ingest.records import Block, Metadata, Reading

DATE_NAMES = {
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date", "citation_publication_date",
}  # fmt: skip
# An element that is there for the date: its class, id or itemprop says so.
_DATED = " or ".join(
    f"contains(translate(@{name}, 'DATEPUBLISH', 'datepublish'), '{word}')"
    for name in ("class", "id", "itemprop")
    for word in ("date", "publish", "تاريخ")
)
_DATE_CHARACTERS = 120  # of such an element: more is a text that happens to be near
LEAVES = {"p", "item", "quote", "code", "fw", "ab"}
HOLDERS = ("list", "table", "row")


def read(data: bytes) -> Reading:
    tree = load_html(data)
    if tree is None:
        raise Unreadable("not a web page")
    metadata = _metadata(tree)
    body = _main_text(data)
    if body is not None and not any(True for _ in body.iter("head", "list")) and _mark_container(tree, body):
        whole = _main_text(tree)
        # It may only add: headings and lists between the paragraphs that were found without the mark.
        body = whole if whole is not None and _paragraphs(body) <= _paragraphs(whole) else body
    # Very short pages are nothing to trafilatura's main extractor; its baseline takes their paragraphs as they are.
    blocks = tuple(_blocks(body if body is not None else baseline(data)[0]))
    if not blocks:
        raise NoText("no main text in the page")
    return Reading(blocks, metadata)


def _main_text(page: Any) -> Any:
    """trafilatura's tree of a page, bytes or a tree; None where it finds too little."""
    found = bare_extraction(page, include_tables=True, include_comments=False, with_metadata=False)
    return None if found is None or isinstance(found, dict) else found.body


def _mark_container(tree: Any, body: Any) -> bool:
    """Mark what holds all of the main text in `tree` as an article; False where it is marked, or has nothing more.

    Of a page whose main part no element and no class name tells, trafilatura takes the paragraphs alone and drops the
    headings and lists between them.
    """
    found = _paragraphs(body)
    holders = [node for node in tree.iter("p") if _fold("".join(node.itertext())) in found]
    if not holders or tree.find(".//article") is not None or tree.find(".//main") is not None:
        return False
    common = [*reversed(list(holders[0].iterancestors()))]
    for node in holders[1:]:
        above = set(node.iterancestors())
        common = [one for one in common if one in above]
    if not common or not any(True for _ in common[-1].iter("h1", "h2", "h3", "h4", "h5", "h6", "li")):
        return False
    container = common[-1]
    if container.tag in ("body", "html"):
        article = etree.Element("article")
        article.text, container.text = container.text, None
        article.extend(list(container))
        container.append(article)
    else:
        container.tag = "article"
    return True


def _paragraphs(body: Any) -> set[str]:
    return {text for node in body.iter("p") if (text := _fold("".join(node.itertext())))}


def _blocks(node: Any) -> Iterator[Block]:
    for child in node:
        tag = child.tag
        if tag == "row":
            cells = (_fold("".join(cell.itertext())) for cell in child)
            if text := " | ".join(cell for cell in cells if cell):
                yield Block(text, "row")
        elif tag == "head" or (tag in LEAVES and not any(child.iter(*HOLDERS))):
            yield from _leaf(child, "heading" if tag == "head" else "paragraph")
        elif isinstance(tag, str):
            if text := _fold(child.text or ""):
                yield Block(text)
            yield from _blocks(child)
        if tail := _fold(child.tail or ""):
            yield Block(tail)


def _leaf(node: Any, kind: str) -> Iterator[Block]:
    for line_break in node.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    for line in "".join(node.itertext()).split("\n") if node.find(".//lb") is not None else ["".join(node.itertext())]:
        if text := _fold(line):
            yield Block(text, "heading" if kind == "heading" else "paragraph")


def _fold(text: str) -> str:
    return " ".join(text.split())


def _metadata(tree: Any) -> Metadata:
    found = extract_metadata(tree)
    language = str(tree.get("lang") or "")[:2].lower()
    return Metadata(
        title=stated_title(found.title),
        source=_fold(found.sitename or found.author or ""),
        date=_date(tree),
        language=language if language in ("ar", "en") else "",
    )


def _date(tree: Any) -> str:
    """The date of publication that the page states; "" when it states none, or several time elements that differ."""
    for stated in (_meta_dates(tree), _json_dates(tree)):
        for value in stated:
            if date := iso_date(value):
                return date
    for path in ("//time[@pubdate or @itemprop='datePublished']", "//article//time", "//time"):
        dates = {iso_date(node.get("datetime") or "") for node in tree.xpath(path)} - {""}
        if dates:
            return dates.pop() if len(dates) == 1 else ""
    return _worded_date(tree)


def _worded_date(tree: Any) -> str:
    """The one whole day that the page's date elements name in words, "" where none or several are named.

    Of a page that names it by both calendars, the Gregorian one: a computed Hijri day can be off by one, so of that
    only the month is told, or the year.
    """
    texts = [_fold(" ".join(node.itertext())) for node in tree.xpath(f"//time | //*[{_DATED}]")]
    named = [d for text in texts if len(text) <= _DATE_CHARACTERS for d in find_dates(text) if d.month and d.day]
    for calendar in ("gregorian", "hijri"):
        days = {span.first for d in named if d.calendar == calendar and (span := d.span())}
        if len(days) == 1:
            day = days.pop()
            return day.isoformat() if calendar == "gregorian" else _surely(day)
        if days:
            return ""
    return ""


def _surely(day: date) -> str:
    """As much of an ISO date as holds for the days beside it too."""
    beside = {(day + timedelta(days=off)).isoformat() for off in (-1, 0, 1)}
    return next((parts.pop() for length in (7, 4) if len(parts := {iso[:length] for iso in beside}) == 1), "")


def _meta_dates(tree: Any) -> Iterator[str]:
    for node in tree.iter("meta"):
        names = {str(node.get(key) or "").lower() for key in ("name", "property", "itemprop")}
        if names & DATE_NAMES:
            yield str(node.get("content") or "")


def _json_dates(tree: Any) -> Iterator[str]:
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _published(json.loads(node.text or ""))
        except ValueError:
            continue  # a page's broken script is no reason to refuse its text


def _published(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(stated := value.get("datePublished"), str):
            yield stated
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _published(item)
