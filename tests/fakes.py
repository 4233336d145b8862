"""Stand-ins at the seams: FakeServices gives records in both languages without an encoder or a library.

In: nothing, or hostile text to put into titles and quotes. Out: the interface of ui.services.Services; FakeEmbedder
has that of corpus.calibration.FairEmbedder.
"""

import atexit
import hashlib
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim, Filters, TextDelta, Turn
from corpus.errors import AnchorUnreadable, QuestionTooLong, UnknownDocument
from corpus.language import keywords, language_of
from corpus.records import LANGUAGES, Document, DocumentInfo, Hit, Language, Passage, Relative, Resolved
from corpus.settings import Settings
from ui.people import People
from ui.services import SearchResult

TEXTS: dict[Language, tuple[str, str, str]] = {
    "en": (
        "The General Assembly had debated the matter for several years. ",
        "The Strategy was adopted on 8 September 2006 as resolution 60/288.",
        " It has been reviewed every two years since, most recently at its eighth review.",
    ),
    "ar": (
        "ناقشت الجمعية العامة هذه المسألة سنوات عدة. ",
        "اعتُمدت الاستراتيجية في 8 أيلول/سبتمبر 2006 بموجب القرار 60/288.",
        " وتُراجَع كل سنتين منذ ذلك الحين، وكان آخرها المراجعة الثامنة.",
    ),
}
TITLES: dict[Language, str] = {
    "en": "United Nations Global Counter-Terrorism Strategy",
    "ar": "استراتيجية الأمم المتحدة العالمية لمكافحة الإرهاب",
}
SOURCES: dict[Language, str] = {"en": "United Nations", "ar": "الأمم المتحدة"}
_LEAD: dict[Language, str] = {"en": "According to “{title}” ({source}):", "ar": "ورد في «{title}» ({source}):"}
_QUOTED: dict[Language, str] = {"en": "“{}”", "ar": "«{}»"}
_REFUSED: dict[Language, str] = {
    "en": "The indexed documents do not hold an answer to this question.",
    "ar": "لا تتضمن الوثائق المفهرسة إجابة عن هذا السؤال.",
}
# Questions that hold one of these are refused, too long, or break the program.
REFUSE, TOO_LONG, BREAK = "?!", "#long", "#break"
SLOW = "#slow"  # its answer comes in many small pieces


def make_citation(number: int, language: Language, title: str = "", quote: str = "") -> Citation:
    """A citation of the passage in TEXTS, with another title or quote where given."""
    before, text, _ = TEXTS[language]
    words = quote or text
    start, end = len(before), len(before) + len(words)
    return Citation(
        number, f"d-{language}", title or TITLES[language], SOURCES[language], "2006-09-08", language, 3,
        start, end, words, f"d-{language}.p3.{start}-{end}.0123456789",
        f"/srv/reports/un-strategy.{language}.pdf",
    )  # fmt: skip


def make_answer(question: str, citations: Sequence[Citation], **changes: object) -> Answer:
    """An extractive answer in the question's language over `citations`."""
    language = language_of(question)
    claims = []
    for c in citations:
        lead = _LEAD[language].format(title=c.title, source=c.source)
        claims.append(Claim(f"{lead} {_QUOTED[c.language].format(c.quote)}", (c.number,)))
    text = "\n\n".join(f"{claim.text} [{claim.citations[0]}]" for claim in claims)
    answer = Answer(question, language, True, 0.87, text, tuple(claims), tuple(citations), ENGINE_EXTRACTIVE, 12.0)
    return replace(answer, **changes)  # type: ignore[arg-type]


def make_hit(language: Language, title: str = "", quote: str = "") -> Hit:
    """A hit of the passage in TEXTS, with another title or text where given."""
    text = quote or "".join(TEXTS[language])
    info = DocumentInfo(
        f"d-{language}", title or TITLES[language], SOURCES[language], "2006-09-08", language, "report",
        f"/srv/reports/un-strategy.{language}.pdf",
    )  # fmt: skip
    return Hit(Passage(info.id, 0, language, 0, len(text), text, 3, ""), info, 0.5, 0.87)


def fake_people(**settings: object) -> People:
    """Real accounts, audit and conversations in a folder that goes when the tests end."""
    home = tempfile.TemporaryDirectory(prefix="sanad-people-")
    people = People(Settings(home=Path(home.name), **settings))
    atexit.register(home.cleanup)
    atexit.register(people.close)
    return people


class FakeLibrary:
    """Of corpus.library.Library what pages ask for beside Services: the reference of make_citation leads home."""

    def resolve(self, anchor: str) -> Resolved:
        found = re.fullmatch(r"d-(ar|en)\.p3\.(\d+)-(\d+)\.\w+", anchor)
        if not found:
            raise AnchorUnreadable(anchor=anchor)
        return Resolved("current", f"d-{found[1]}", int(found[2]), int(found[3]), 1)


class FakeServices:
    """Answers every question from one report in each language; `title` and `quote` replace the English one's."""

    def __init__(self, title: str = "", quote: str = "", settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.title, self.quote = title, quote
        self.histories: list[tuple[Turn, ...]] = []
        self.library = FakeLibrary()

    def ask(
        self, question: str, history: tuple[Turn, ...] = (), filters: Filters | None = None
    ) -> Iterator[TextDelta | Answer]:
        self.histories.append(history)
        if TOO_LONG in question:
            raise QuestionTooLong(length=5000, limit=4000)
        if BREAK in question:
            raise RuntimeError("a secret of the server")
        language = language_of(question)
        if REFUSE in question:
            yield TextDelta(_REFUSED[language])
            near = (make_citation(0, language),)
            yield Answer(
                question, language, False, 0.1, _REFUSED[language], (), (), ENGINE_EXTRACTIVE, 3.0, related=near
            )
            return
        first, second = ("en", "ar") if language == "en" else ("ar", "en")
        cited = [make_citation(n, lang, *self._changes(lang)) for n, lang in ((1, first), (2, second))]  # type: ignore[arg-type]
        answer = make_answer(question, cited)
        if SLOW in question:
            for _ in range(600):
                yield TextDelta("… ")
                time.sleep(0.05)
        for paragraph in answer.text.split("\n\n"):
            yield TextDelta(paragraph + "\n\n")
        yield answer

    def search(self, text: str, limit: int = 10, filters: Filters | None = None) -> SearchResult:
        if TOO_LONG in text:
            raise QuestionTooLong(length=5000, limit=4000)
        wanted = filters.language if filters else None
        hits = [make_hit(lang, *self._changes(lang)) for lang in LANGUAGES if wanted in (None, lang)]
        return SearchResult(text, language_of(text), () if REFUSE in text else tuple(hits[:limit]), 3.0)

    def _changes(self, language: str) -> tuple[str, str]:
        return (self.title, self.quote) if language == "en" else ("", "")

    def document(self, document_id: str) -> Document:
        for language in TEXTS:
            if document_id == f"d-{language}":
                text = "".join(TEXTS[language])
                return Document(
                    document_id, TITLES[language], SOURCES[language], "2006-09-08", language, "report",
                    f"/srv/reports/un-strategy.{language}.pdf", "0" * 64, text, pages=(0,),
                )  # fmt: skip
        raise UnknownDocument(document_id=document_id)

    def relatives(self, document_id: str) -> tuple[Relative, ...]:
        other = "ar" if document_id == "d-en" else "en"
        path = f"/srv/reports/un-strategy.{other}.pdf"
        info = DocumentInfo(f"d-{other}", TITLES[other], SOURCES[other], "2006-09-08", other, "report", path)
        return (Relative(info, "counterpart"),)

    def passage_around(self, citation: Citation) -> tuple[str, str, str]:
        before, _, after = TEXTS[citation.language]
        return before, citation.quote, after

    def example_questions(self) -> tuple[str, ...]:
        return (
            "When was the UN's global strategy against terrorism first adopted?",
            "متى اعتُمدت استراتيجية الأمم المتحدة لمكافحة الإرهاب؟",
            "Which resolution carries the strategy?",
            "ما القرار الذي اعتُمدت به الاستراتيجية؟",
            "How often is the strategy reviewed?",
            "كم مرة تُراجَع الاستراتيجية؟",
        )

    def counts(self) -> tuple[int, int]:
        return 18, 142


class FakeEmbedder:
    """The interface of corpus.calibration.FairEmbedder without a model: each word adds one of `dimensions` signs.

    Texts that share words are near, others are not; a word is one token. `batches` counts the calls.
    """

    name, engine, dimensions = "fake@1", "fake", 64

    def __init__(self) -> None:
        self.batches = 0

    def open_soon(self) -> None:
        pass

    def embed_passages(self, texts: Sequence[str], languages: Sequence[Language]) -> np.ndarray:
        assert len(texts) == len(languages)
        self.batches += 1
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text: str, language: Language) -> np.ndarray:
        return self._vector(text)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(self.dimensions, 1e-6, np.float32)  # a text without words has a direction, too
        for word in keywords(text):
            digest = hashlib.sha256(word.stem.encode()).digest()
            vector[digest[0] % self.dimensions] += 1 if digest[1] % 2 else -1
        return vector / np.linalg.norm(vector)
