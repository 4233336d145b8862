"""Numbers and quotes: evidence -> Citation, and the [n] markers of a chat model's sentences.

In: evidence, or a sentence as a model wrote it. Out: citations with permanent anchors; a sentence's markers, known
and unknown apart. Whether a quote supports its sentence is verify.py's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.records import Citation, Evidence
from corpus.anchors import anchor
from corpus.language import normalise

_NUMBERS = r"\[\s*\d{1,3}(?:\s*[,،;؛]\s*\d{1,3})*\s*\]"
_MARKER = re.compile(rf"\s*{_NUMBERS}")
# "He left.[1] She stayed. [2]"; after a space only where the sentence before has no marker of its own.
_AFTER_STOP = re.compile(rf"((?:(?<!\])[.!?؟…][\"'”’»)]*[ \t]+|[.!?؟…][\"'”’»)]*))({_NUMBERS}(?:[ \t]*{_NUMBERS})*)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its markers, and the numbers that they named."""

    text: str
    known: tuple[int, ...]
    unknown: tuple[int, ...]


def citation(number: int, evidence: Evidence) -> Citation:
    """The citation of one piece of evidence."""
    document = evidence.document
    reference = anchor(document.id, evidence.passage.page, evidence.start, evidence.end, evidence.text)
    return Citation(
        number, document.id, document.title, document.source, document.date, evidence.passage.language,
        evidence.passage.page, evidence.start, evidence.end, evidence.text, str(reference), document.path,
        document.kind, evidence.passage.ocr, evidence.marks,
    )  # fmt: skip


def narrowed(cited: Citation, start: int, end: int) -> Citation:
    """The citation of a part of its quote, offsets into the quote."""
    marks = tuple(
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in cited.marks
        if start <= mark.start and mark.end <= end
    )
    quote, begins, ends = cited.quote[start:end], cited.start + start, cited.start + end
    reference = str(anchor(cited.document_id, cited.page, begins, ends, quote))
    return replace(cited, start=begins, end=ends, quote=quote, marks=marks, anchor=reference, translation="")


def read_markers(sentence: str, passages: int) -> Marked:
    """The markers of `sentence`; numbers beyond 1..`passages` are unknown, kept for the report."""
    numbers = [int(normalise(n)) for m in _MARKER.finditer(sentence) for n in re.findall(r"\d+", m.group())]
    text = " ".join(_MARKER.sub("", sentence).split())
    return Marked(
        text,
        tuple(dict.fromkeys(n for n in numbers if 1 <= n <= passages)),
        tuple(dict.fromkeys(n for n in numbers if not 1 <= n <= passages)),
    )


def markers_inside(text: str) -> str:
    """`text` with the markers that follow a full stop put before it, so that each stays with its sentence.

    Left as it is where the text opens with a marker: its markers then stand before their sentences.
    """
    return text if _MARKER.match(text) else _AFTER_STOP.sub(lambda m: f" {m[2]}{m[1]} ", text)


def with_markers(text: str, numbers: Iterable[int]) -> str:
    """`text` followed by its [n] markers."""
    return f"{text} {''.join(f'[{n}]' for n in numbers)}"
