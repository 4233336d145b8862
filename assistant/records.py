"""What passes between the stages of a question's way out: Query, Evidence, Claim, Citation, Answer, Turn.

In: nothing. Out: frozen records. An Answer can say nothing that its claims do not carry.
"""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.dates import Span
from corpus.errors import FilterInvalid
from corpus.language import normalise
from corpus.records import DocumentInfo, Language, Passage

ENGINE_EXTRACTIVE = "extractive"
Verdict = Literal["supported", "partly", "unsupported"]
Form = Literal["prose", "list", "comparison", "timeline"]


_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the search is narrowed to; what is None or empty leaves it open.

    Raises FilterInvalid for a date that is none. Digits of either script serve.
    """

    language: Language | None = None  # of the passage
    kinds: tuple[str, ...] = ()  # as the documents have them; letter case and spelling variants aside
    sources: tuple[str, ...] = ()  # likewise
    date_from: str = ""  # ISO "YYYY", "YYYY-MM" or "YYYY-MM-DD", both ends included; a document without a date is out
    date_to: str = ""
    documents: tuple[str, ...] = ()  # ids
    hidden: frozenset[str] = frozenset()  # ids that must never surface, whatever else is asked

    def __post_init__(self) -> None:
        for name in ("date_from", "date_to"):
            value = normalise(getattr(self, name).strip())
            if value and not _DATE.fullmatch(value):
                raise FilterInvalid(value=getattr(self, name))
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: "Answer"


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready for search."""

    question: str  # as asked, control characters removed
    text: str  # what is searched: the question, completed from the conversation where it leans on it
    language: Language  # the question's
    filters: Filters = Filters()
    phrases: tuple[str, ...] = ()  # what stood between quotation marks: exact phrases
    wished: tuple[Span, ...] = ()  # the times that the question is about: they rank and exclude nothing
    follows: bool = False  # it leans on the question before it
    chosen: Language | None = None  # the answer's, where the reader asked for one
    meant: str = ""  # the question in the letters and words of written Arabic, "" where it is not known to differ

    @property
    def wording(self) -> str:
        """The question alone, as its kind is read from it."""
        return self.meant or self.question

    @property
    def answer_language(self) -> Language:
        """The question's, unless another was chosen."""
        return self.chosen or self.language


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of a quote that answer the question."""

    start: int  # offsets into the quote
    end: int
    kind: Literal["date", "place", "person", "number", "name"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence (or two) of a passage, offered as support."""

    document: DocumentInfo
    passage: Passage
    start: int  # offsets into the document's cleaned text
    end: int
    text: str  # verbatim
    score: float  # higher better, within one query
    marks: tuple[Mark, ...] = ()  # the words that may answer
    when: str = ""  # of an event in a timeline: its date, ISO or as it is written in another calendar


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote that the reader can open."""

    number: int  # 1-based, as in the answer's [n]; 0 for a passage that is offered as related and not cited
    document_id: str
    title: str
    source: str
    date: str
    language: Language
    page: int | None
    start: int
    end: int
    quote: str  # verbatim: document text[start:end]
    anchor: str  # permanent reference to document version, page and offsets
    path: str
    kind: str = ""  # of document: report, statement, resolution, article, speech; "" when unknown
    ocr: bool = False  # read from a scan: its figures may be misread
    marks: tuple[Mark, ...] = ()  # in order, none overlapping
    versions: tuple[DocumentInfo, ...] = ()  # other documents that carry the same text
    translation: str = ""  # of the quote, by a chat model, to stand beside it; "" where none was made


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and the numbers of the citations that it rests on."""

    text: str  # without markers; a struck one cut short where it runs on
    citations: tuple[int, ...]
    verdict: Verdict = "supported"
    under: str = ""  # the column of a comparison or the date of a timeline that it belongs to


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user gets: text with [n] markers, its claims, and the quotes behind them."""

    question: str
    language: Language
    answered: bool  # False: refused; then claims and citations are empty
    confidence: float  # probability 0-1 that the evidence answers the question
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    engine: str  # ENGINE_EXTRACTIVE or the chat model's name
    elapsed_ms: float
    notices: tuple[str, ...] = ()  # what the reader should know: a fallback, how many claims were struck out
    struck: tuple[Claim, ...] = ()  # claims of a chat model that nothing supports; no part of the text
    related: tuple[Citation, ...] = ()  # a refusal's nearest passages, best first: offered, not cited
    form: Form = "prose"
    columns: tuple[str, ...] = ()  # a comparison's sides in order, those without claims among them
    choices: tuple[DocumentInfo, ...] = ()  # readings of a question that could be about any of these: which is meant?


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the answer as it streams; the Answer that ends the stream is what counts."""

    text: str
