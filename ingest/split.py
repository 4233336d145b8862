"""CleanDocument -> Passages of whole sentences, and their windows: sentences, short pairs, clauses of long ones.

In: a cleaned document and the encoder's token counter. Out: passages in order, covering all of the text but headings.
A passage never crosses a heading, the start of a page or a change of language, and a sentence is cut only when it
alone is too long.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.language import language_of
from corpus.records import Document, Language, Passage, Window
from corpus.sentences import clause_spans, sentence_spans

SPLITTER_VERSION = "2"  # part of the index manifest: raise it when the same text gives other passages or vectors
MAX_TOKENS = 256
_PAIR_TOKENS = 48  # short neighbours lean on each other ("Its first head was …"); longer pairs found nothing more
_LONG_SENTENCE_TOKENS = 48  # its clauses are embedded too: one vector cannot hold all that it says

Counter = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    tokens: int
    language: Language


def split(document: Document, count_tokens: Counter) -> list[Passage]:
    """The passages of `document`; `count_tokens` gives the encoder's tokens of each text of a list."""
    sentences = _sentences(document, count_tokens)
    # At pages too: a citation names the page that its passage begins on.
    breaks = sorted({s.start for s in document.sections} | set(document.pages))
    groups = list(_pack(sentences, breaks))
    return [_passage(document, ordinal, group) for ordinal, group in enumerate(groups)]


def _sentences(document: Document, count_tokens: Counter) -> list[_Sentence]:
    text = document.text
    headings = {section.start for section in document.sections}
    # A heading's line: a line break always ends a sentence.
    spans = [(a, b) for a, b in sentence_spans(text) if text.rfind("\n", 0, a) + 1 not in headings]
    counts = count_tokens([text[a:b] for a, b in spans])
    found: list[_Sentence] = []
    for (start, end), tokens in zip(spans, counts, strict=True):
        default = found[-1].language if found else document.language  # figures alone go with what is before them
        if tokens <= MAX_TOKENS:
            found.append(_Sentence(start, end, tokens, language_of(text[start:end], default)))
        else:
            found.extend(_cut(text, start, end, count_tokens, default))
    return found


def _cut(text: str, start: int, end: int, count_tokens: Counter, default: Language) -> Iterator[_Sentence]:
    """Parts of one over-long sentence, cut at the weakest stop that suffices: semicolon, comma, space."""
    # Imported here: most runs never meet such a sentence.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=["؛", "; ", "،", ", ", " ", ""],
        keep_separator="end",
        chunk_size=MAX_TOKENS,
        chunk_overlap=0,
        length_function=lambda part: count_tokens([part])[0],
        strip_whitespace=True,
    )
    at = start
    for part in splitter.split_text(text[start:end]):
        part_start = text.index(part, at)
        at = part_start + len(part)
        yield _Sentence(part_start, at, count_tokens([part])[0], language_of(part, default))


def _pack(sentences: Sequence[_Sentence], breaks: Sequence[int]) -> Iterator[list[_Sentence]]:
    group: list[_Sentence] = []
    tokens = 0
    for sentence in sentences:
        new_section = bool(group) and bisect_right(breaks, group[-1].start) < bisect_right(breaks, sentence.start)
        other_language = bool(group) and sentence.language != group[-1].language
        if group and (new_section or other_language or tokens + sentence.tokens > MAX_TOKENS):
            yield group
            group, tokens = [], 0
        group.append(sentence)
        tokens += sentence.tokens
    if group:
        yield group


def _passage(document: Document, ordinal: int, group: Sequence[_Sentence]) -> Passage:
    start, end = group[0].start, group[-1].end
    singles = [Window(s.start, s.end, 1) for s in group]
    pairs = [
        Window(a.start, b.end, 2) for a, b in pairwise(group) if len(group) > 2 and a.tokens + b.tokens <= _PAIR_TOKENS
    ]
    clauses = [
        Window(start, end, 0)
        for s in group
        if s.tokens > _LONG_SENTENCE_TOKENS
        for start, end in clause_spans(document.text, s.start, s.end)
    ]
    return Passage(
        document_id=document.id,
        ordinal=ordinal,
        language=group[0].language,
        start=start,
        end=end,
        text=document.text[start:end],
        page=document.page_at(start),
        section=document.section_at(start),
        windows=tuple(singles + pairs + clauses),
        ocr=_is_from_scan(document, start, end),
    )


def _is_from_scan(document: Document, start: int, end: int) -> bool:
    """A sentence that runs over a page's foot belongs to both pages."""
    first, last = document.page_at(start), document.page_at(end - 1)
    return any((first or 0) <= page <= (last or 0) for page in document.ocr_pages)
