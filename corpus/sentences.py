"""Where sentences begin and end in Arabic and English prose.

In: a text. Out: spans of whole sentences that cover all its words. Lengths in tokens are the splitter's business.
"""

import re

# A full stop after these ends no sentence. Lower case; Arabic ones are titles and references.
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof h.e gen col lt sen rep st vs no nos art arts para paras vol ch p pp fig e.g i.e "
        "etc cf al approx u.s u.n u.k e.u a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co "
        "corp د أ م ص ج ق ه هـ ت ط "
    ).split()
)
_END = re.compile(r"(?:[.!?؟…۔]+[\"'”’»)\]]*)(?=\s)|\n+")
# A letter right after digits is a unit or an era: "2021م." can end a sentence.
_LAST_WORD = re.compile(r"(?<!\d)([^\W\d_]+(?:\.[^\W\d_]+)*)$")
_NEXT_LOWER = re.compile(r"\s*[a-z]")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, white space around it left out; a line break always ends one."""
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _END.finditer(text):
        if "\n" not in mark.group() and _inside(text, start, mark):
            continue
        _append(spans, text, start, mark.end())
        start = mark.end()
    _append(spans, text, start, len(text))
    return spans


def _inside(text: str, start: int, mark: "re.Match[str]") -> bool:
    """Whether the mark stands within a sentence: after an abbreviation or initial, or before a small letter."""
    if mark.group()[0] != "." or mark.group().startswith(".."):
        return mark.group().startswith("..") and bool(_NEXT_LOWER.match(text, mark.end()))
    if _NEXT_LOWER.match(text, mark.end()):
        return True
    before = text[start : mark.start()]
    word = _LAST_WORD.search(before)
    if word is None:
        # "1." opening a list item is no sentence; "in 2021." ends one.
        return before.strip().isdigit() and len(before.strip()) <= 3
    last = word.group(1)
    initial = len(last) == 1 and last.isupper() and last.isascii()
    return initial or last.casefold() in _ABBREVIATIONS


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def is_row(sentence: str) -> bool:
    """Whether a sentence is the row of a table: cells with a stroke between them."""
    return " | " in sentence


def columns_above(text: str, start: int) -> str:
    """The first row of the table in `text` that the row at `start` belongs to, where it names the columns; "" where
    none does, or the row at `start` is itself that."""
    rows: list[str] = []
    for line in reversed(text[:start].split("\n")):
        if line.strip() and not is_row(line):
            break
        rows += [line.strip()] if line.strip() else []
    named = bool(rows) and not any(character.isdigit() for character in rows[-1])
    return rows[-1] if named else ""


_CLAUSE_END = re.compile(r"[،؛;,:](?=\s)")
_CLAUSE_WORDS = 10  # fewer say too little on their own


def clause_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of the clauses of the sentence text[start:end], cut after commas and semicolons into parts of at
    least ten words; [] where it has only one."""
    spans: list[tuple[int, int]] = []
    at = start
    for mark in _CLAUSE_END.finditer(text, start, end):
        if len(text[at : mark.end()].split()) >= _CLAUSE_WORDS:
            _append(spans, text, at, mark.end())
            at = mark.end()
    if spans and len(text[at:end].split()) < _CLAUSE_WORDS:
        at = spans.pop()[0]
    _append(spans, text, at, end)
    return spans if len(spans) > 1 else []
