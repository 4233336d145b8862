"""Records -> plain text for a terminal: an answer with its numbered quotes, search hits, documents, a report.

In: records and a width in columns (0: the terminal's own). Out: text; nothing in it can move the cursor or turn the
direction of a line. Imported by way of render.py.
"""

import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from corpus.language import language_of, strip_invisible
from corpus.records import Document, DocumentInfo, Hit, Language, Relative, Resolved
from ui.dated import with_dates
from ui.strings import WORDS, confidence, long_date, t

if TYPE_CHECKING:
    from ingest.records import IngestReport
    from ui.rebuild_check import Comparison

_ISOLATE, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"  # isolates: first strong, left-to-right; and their end
_QUOTES = {"ar": "«{}»", "en": "“{}”"}


def isolate(text: str, language: Language) -> str:
    """`text` for a line written in `language`; kept apart where its letters run the other way, else as it is."""
    line = _flat(text)
    return line if language_of(line, language) == language else f"{_ISOLATE}{line}{_END}"


def answer_text(answer: Answer, width: int = 0) -> str:
    """The answer with its [n], the quotes under it, then what the reader should know of it."""
    columns = width or shutil.get_terminal_size((100, 24)).columns
    lang = answer.language
    parts = ["\n\n".join(_paragraph(text, answer, columns) for text in with_dates(answer).text.split("\n\n"))]
    parts += [_citation(c, lang, columns) for c in answer.citations]
    parts += [_wrapped(_flat(notice), columns) for notice in answer.notices]
    parts += [_wrapped(_flat(claim.text), columns, f"{t('struck', lang)}: ") for claim in answer.struck]
    if answer.related:
        parts.append(f"{t('related', lang)}:")
        parts += [_citation(c, lang, columns) for c in answer.related]
    if answer.answered:
        parts.append(confidence(answer.confidence, lang)[0])
    return "\n\n".join(parts)


def _paragraph(text: str, answer: Answer, columns: int) -> str:
    """One paragraph of an answer; of a timeline's the date keeps a line of its own."""
    when, _, told = text.partition("\n") if answer.form == "timeline" else ("", "", text)
    wrapped = _wrapped(_set_apart(_flat(told), answer), columns)
    return f"{when}\n{wrapped}" if when else wrapped


def _set_apart(text: str, answer: Answer) -> str:
    """`text` with what it names of its sources kept apart: a title in the other script turns the marks around it, and
    Arabic letters turn the parts of an ISO date around (2006-09-08 would be read as 08-09-2006)."""
    names = {_flat(name) for c in answer.citations for name in (c.title, c.source) if name}
    apart = {name: isolate(name, answer.language) for name in names}
    if answer.language == "ar":
        apart |= {c.date: f"{_LEFT_TO_RIGHT}{c.date}{_END}" for c in answer.citations if "-" in c.date}
    longest_first = sorted(apart, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(pattern, lambda match: apart[match.group()], text) if apart else text


def _citation(citation: Citation, language: Language, columns: int) -> str:
    number = f"[{citation.number}] " if citation.number else "- "
    quote = _QUOTES[citation.language].format(_flat(citation.quote))
    facts = [citation.title, _kind(citation.kind, language), citation.source, long_date(citation.date, language)]
    facts.append(t("page_number", language, page=citation.page) if citation.page else "")
    facts.append(t(f"original_{citation.language}", language) if citation.language != language else "")
    facts.append(t("ocr", language) if citation.ocr else "")
    if citation.versions:
        facts.append(f"{t('also_in', language)}: {', '.join(info.title for info in citation.versions)}")
    details = " · ".join(isolate(fact, language) for fact in facts if fact)
    indent = " " * len(number)
    lines = [_wrapped(quote, columns, number)]
    if citation.translation:
        lines.append(_wrapped(_flat(citation.translation), columns, f"{indent}{t('machine_translation', language)}: "))
    lines += [_wrapped(details, columns, indent), indent + isolate(citation.path, language)]
    return "\n".join(lines)


def _kind(kind: str, language: Language) -> str:
    """A document's kind in words; one that the interface has no word for as it is stated."""
    return t(f"kind_{kind}", language) if f"kind_{kind}" in WORDS else kind


def hits_text(hits: Sequence[Hit], language: Language = "en", width: int = 0) -> str:
    """Ranked excerpts, each under a line that says where it stands."""
    columns = width or shutil.get_terminal_size((100, 24)).columns
    if not hits:
        return t("no_hits", language)
    return "\n\n".join(_hit(rank, hit, language, columns) for rank, hit in enumerate(hits, start=1))


def _hit(rank: int, hit: Hit, language: Language, columns: int) -> str:
    number = f"{rank}. "
    facts = [hit.document.title, hit.document.source, long_date(hit.document.date, language)]
    facts.append(t("page_number", language, page=hit.passage.page) if hit.passage.page else "")
    facts.append(t("relevance", language, percent=round(hit.relevance * 100)))
    head = " · ".join(isolate(fact, language) for fact in facts if fact)
    indent = " " * len(number)
    return "\n".join([
        _wrapped(head, columns, number),
        indent + isolate(hit.document.path, language),
        _wrapped(_flat(hit.passage.text), columns, indent),
    ])  # fmt: skip


def documents_text(infos: Iterable[DocumentInfo], language: Language = "en") -> str:
    """One line a document: id, language, date, title."""
    lines = [f"{info.id}  {info.language}  {info.date or '-':<10}  {isolate(info.title, 'en')}" for info in infos]
    return "\n".join(lines) or t("no_documents", language)


def document_text(document: Document, relatives: Sequence[Relative] = (), language: Language = "en") -> str:
    """What is known of a document, the others that say the same, then its text."""
    facts = [document.id, t(f"in_{document.language}", language), document.source, long_date(document.date, language)]
    facts += [document.kind, t("pages", language, count=len(document.pages)) if document.pages else ""]
    details = " · ".join(isolate(fact, language) for fact in facts if fact)
    head = [isolate(document.title, language), details, isolate(document.path, language)]
    head += [
        f"{t('also_in' if r.relation == 'near-duplicate' else 'counterpart', language)}: "
        f"{isolate(r.document.title, language)} ({r.document.id})"
        for r in relatives
    ]
    return "\n".join([*head, "", document.text])


def report_text(report: "IngestReport", language: Language = "en") -> str:
    """What a run of indexing did, on one line."""
    counts = {name: len(getattr(report, name)) for name in ("added", "updated", "unchanged", "failed")}
    passages = t("passages", language, count=report.passages)
    line = t("report", language, **counts, passages=passages, seconds=f"{report.seconds:.1f}")
    others = {"report_duplicates": len(report.duplicates), "report_removed": len(report.removed)}
    return "\n".join([line, *(t(key, language, number=number) for key, number in others.items() if number)])


def comparison_text(comparison: "Comparison", language: Language) -> str:
    """The scores of two libraries, before -> after, on a line each."""
    asked = comparison.answerable + comparison.unanswerable
    counts = {"answerable": comparison.answerable, "unanswerable": comparison.unanswerable}
    lines = [t("compared", language, **counts) if asked else t("no_gold", language)]
    names = ("documents", "first", "fifth", "answered", "refused") if asked else ("documents",)
    for name in names:
        before = getattr(comparison.old, name) if comparison.old else "?"
        # Isolated: an arrow between figures would take the line's direction.
        change = f"{_LEFT_TO_RIGHT}{before} → {getattr(comparison.new, name)}{_END}"
        lines.append(f"  {t(f'score_{name}', language)}: {change}")
    return "\n".join(lines)


def resolved_text(found: Resolved, document: Document | None, language: Language) -> str:
    """Where a reference leads: a line that says so, the document, and the words in their passage."""
    lines = [t(f"anchor_{found.state}", language)]
    if document is not None:
        page = t("page_number", language, page=found.page) if found.page else ""
        facts = [document.title, document.source, document.date, page, document.path]
        lines += [" · ".join(isolate(fact, language) for fact in facts if fact), document.text[found.start : found.end]]
    return "\n".join(lines)


def _wrapped(text: str, columns: int, lead: str = "") -> str:
    """One paragraph within `columns`, hanging under its lead; words, paths and addresses are never cut."""
    return textwrap.fill(
        text, max(columns, 40), initial_indent=lead, subsequent_indent=" " * len(lead),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _flat(text: str) -> str:
    return " ".join(strip_invisible(text).split())
