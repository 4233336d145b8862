"""Records -> the JSON that the command line prints, in the form that README.md describes.

In: records. Out: plain dicts. Texts for people are render.py's.
"""

from dataclasses import asdict

from assistant.records import Answer, Claim
from corpus.records import Document, DocumentInfo, Hit, Resolved
from ingest.records import IngestReport
from ui.services import SearchResult


def answer_json(answer: Answer) -> dict[str, object]:
    """An answer with its claims and citations."""
    return {
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "answer": answer.text,
        "form": answer.form,
        "columns": list(answer.columns),
        "claims": [_claim_json(c) for c in answer.claims],
        "citations": [asdict(c) for c in answer.citations],
        "struck": [_claim_json(c) for c in answer.struck],
        "related": [asdict(c) for c in answer.related],
        "notices": list(answer.notices),
        "engine": answer.engine,
        "elapsed_ms": answer.elapsed_ms,
    }


def _claim_json(claim: Claim) -> dict[str, object]:
    return {"text": claim.text, "citations": list(claim.citations), "verdict": claim.verdict, "under": claim.under}


def search_json(result: SearchResult) -> dict[str, object]:
    """A search with its hits, ranked from 1."""
    hits = [_hit_json(rank, hit) for rank, hit in enumerate(result.hits, start=1)]
    return {"query": result.query, "language": result.language, "hits": hits, "elapsed_ms": result.elapsed_ms}


def _hit_json(rank: int, hit: Hit) -> dict[str, object]:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "document_id": hit.document.id,
        "title": hit.document.title,
        "path": hit.document.path,
        "language": hit.passage.language,
        "page": hit.passage.page,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
    }


def document_json(document: DocumentInfo | Document) -> dict[str, object]:
    """What is known of a document, without its text."""
    return {name: getattr(document, name) for name in ("id", "title", "source", "date", "language", "kind", "path")}


def report_json(report: IngestReport) -> dict[str, object]:
    """What a run of indexing did: counts, and each failure with its reason."""
    return {
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": len(report.unchanged),
        "duplicates": len(report.duplicates),
        "removed": len(report.removed),
        "failed": [asdict(failure) for failure in report.failed],
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
    }


def resolved_json(found: Resolved, document: Document | None) -> dict[str, object]:
    """Where a reference leads; `quote` are its words, null where they are nowhere."""
    quote = document.text[found.start : found.end] if document else None
    return {**asdict(found), "title": document.title if document else None, "quote": quote}
