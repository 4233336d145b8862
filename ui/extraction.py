"""Extraction reports for people and for programs: how well each file could be read, and what to look at.

In: documents with their ExtractionReport. Out: text for a terminal, or JSON values.
"""

from dataclasses import asdict

from corpus.records import DocumentInfo, ExtractionReport, Language
from ui.strings import t
from ui.terminal import isolate


def extraction_json(info: DocumentInfo, report: ExtractionReport, language: Language) -> dict[str, object]:
    """All of a report; each warning with its name and what it says in `language`."""
    warnings = [{"name": name, "text": t(name, language)} for name in report.warnings]
    return {"document_id": info.id, "title": info.title, "path": info.path, **asdict(report), "warnings": warnings}


def extraction_text(info: DocumentInfo, report: ExtractionReport, language: Language) -> str:
    """What the document is, one line of figures, and a line for each warning."""
    facts = [
        report.format,
        t("pages", language, count=report.pages) if report.pages else "",
        t("characters", language, count=report.characters),
        t("scanned_pages", language, count=len(report.ocr_pages)) if report.ocr_pages else "",
        t("broken_words", language, percent=f"{100 * report.broken_word_share:.1f}"),
        t("lines_dropped", language, count=report.lines_dropped) if report.lines_dropped else "",
    ]
    lines = [
        f"{info.id}  {isolate(info.title, language)}",
        "  " + " · ".join(isolate(fact, language) for fact in facts if fact),
    ]
    return "\n".join([*lines, *(f"  ! {t(name, language)}" for name in report.warnings)])
