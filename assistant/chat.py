"""The conversation: question and history in, a stream of text and one Answer out.

In: a question, earlier turns, the library and the encoder, a chat model where one is set. Out: TextDelta events, then
exactly one Answer. Each step is its own module; here they stand in order.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import answerable, compare, compare_again, prompts, requests, several
from assistant.answer import elapsed_ms, extractive, refusal, said, shortened, shown, vouched, which, with_versions
from assistant.breaker import breaker_of
from assistant.chat_model import Draft, passages_for_prompt, stream
from assistant.coverage import Coverage
from assistant.disagree import disagreements
from assistant.evidence import Selection, readings, select
from assistant.follow_up import subjects
from assistant.offered import apart, nearest, speaking
from assistant.records import ENGINE_EXTRACTIVE, Answer, Evidence, Filters, Query, TextDelta, Turn
from assistant.retrieve import retrieve
from assistant.rewrite import rewritten
from assistant.sides import Search, compared
from assistant.translate import foreign, with_translations
from assistant.understand import understand
from assistant.verify import Checks
from corpus.calibration import FairEmbedder
from corpus.errors import ChatModelError
from corpus.foreign import asks_in_another
from corpus.library import Library
from corpus.records import DocumentInfo, Hit, Language
from corpus.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


_RANKED = 4  # turns after a comparison in which "the first one" is one of its sides


@dataclass(frozen=True, slots=True)
class _Means:
    """What every step of one question works with."""

    library: Library
    embedder: FairEmbedder
    settings: Settings
    chat_model: "BaseChatModel | None"
    started: float  # perf_counter()


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for one question."""

    query: Query
    hits: Sequence[Hit]
    selection: Selection
    coverage: Coverage
    judgement: answerable.Judgement

    @property
    def confidence(self) -> float:
        """Probability 0-1 that it answers."""
        return self.judgement.confidence

    @property
    def answers(self) -> bool:
        """Whether that is enough not to be refused."""
        return self.confidence >= answerable.THRESHOLD


def ask(
    question: str,
    library: Library,
    embedder: FairEmbedder,
    settings: Settings,
    history: Sequence[Turn] = (),
    filters: Filters | None = None,
    chat_model: "BaseChatModel | None" = None,
) -> Iterator[TextDelta | Answer]:
    """Answer one question. Raises QuestionError, LibraryError, ModelError; a failing chat model only falls back."""
    means = _Means(library, embedder, settings, chat_model, time.perf_counter())
    request = requests.read(question, history)
    if request.kind == "thanks":
        language = understand(question, history, None, settings.max_question_characters).language
        answer = said(question, language, prompts.AT_YOUR_SERVICE[language], means.started)
        yield TextDelta(answer.text)
    elif request.kind in ("shorten", "source", "vouch", "translate"):
        answer = _about_earlier(request, history, means)
        yield TextDelta(answer.text)
    else:
        answer = yield from _answered(request, history, filters or Filters(), means)
        if asks_in_another(question):
            answer = replace(answer, notices=(prompts.FOREIGN_QUESTION[answer.language], *answer.notices))
    if settings.translate_quotes and chat_model is not None:
        answer = with_translations(answer, chat_model, settings)
    yield _with_versions(answer, library, filters.hidden if filters else frozenset())


def _about_earlier(request: requests.Request, history: Sequence[Turn], means: _Means) -> Answer:
    """An earlier answer made short or translated, or a source of one shown: the conversation itself holds them."""
    language = understand(request.question, history, None, means.settings.max_question_characters).language
    answered = [turn.answer for turn in reversed(history) if turn.answer.answered]
    if request.kind == "shorten" and answered:
        return shortened(request.question, answered[0], means.started)
    if request.kind == "vouch" and answered:
        return vouched(request.question, answered[0], language, means.started)
    if request.kind == "translate" and answered:
        return _translated(request.question, answered[0], language, means)
    cited = next((c for answer in answered for c in answer.citations if c.number == request.number), None)
    if cited is not None:
        return shown(request.question, cited, language, means.started)
    missing = prompts.NO_SUCH_SOURCE if answered and request.number else prompts.NO_EARLIER_ANSWER
    return said(request.question, language, missing[language].format(number=request.number), means.started)


def _translated(question: str, earlier: Answer, language: Language, means: _Means) -> Answer:
    """An earlier answer with translations beside its quotes, or why there are none."""
    if not foreign(earlier):
        return said(question, language, prompts.NOTHING_TO_TRANSLATE[earlier.language], means.started)
    if means.chat_model is None:
        return said(question, language, prompts.NO_TRANSLATOR[language], means.started)
    answer = with_translations(earlier, means.chat_model, means.settings)
    missing = sum(not cited.translation for cited in foreign(answer))
    told = [prompts.UNTRANSLATED[answer.language].format(count=missing)] if missing else []
    return replace(answer, question=question, notices=tuple(told), struck=(), elapsed_ms=elapsed_ms(means.started))


def _answered(
    request: requests.Request, history: Sequence[Turn], filters: Filters, means: _Means
) -> Generator[TextDelta, None, Answer]:
    """The answer to a message; to the questions in it one by one, where it has several."""
    if request.kind == "again" and (earlier := requests.questions(history)):
        request, history = replace(request, kind="ask", question=earlier[-1].question), earlier[:-1]
    asked = several.parts(request.question) if request.kind == "ask" else [request.question]
    if len(asked) > 1 and compare.read(request.question, means.settings.home / "models") is None:
        turns, found = list(history), []
        for part in asked:
            *_, answer = _stream(_asked(replace(request, question=part), turns, filters, means))
            assert isinstance(answer, Answer)
            found.append(answer)
            turns.append(Turn(part, answer))
        if any(answer.answered for answer in found):
            answer = several.joined(request.question, asked, found, means.started)
            yield TextDelta(answer.text)
            return answer
    return (yield from _asked(request, history, filters, means))


def _stream(events: Generator[TextDelta, None, Answer]) -> Iterator[TextDelta | Answer]:
    """What a step yields, and then what it returns."""
    yield (yield from events)


def _asked(
    request: requests.Request, history: Sequence[Turn], filters: Filters, means: _Means
) -> Generator[TextDelta, None, Answer]:
    """A question, the last one again in another language, or the reading of it that was chosen."""
    question, earlier = request.question, requests.questions(history)
    if request.kind == "choose" and not request.number:
        language = understand(question, history).language
        return said(question, language, prompts.NOTHING_TO_CHOOSE[language], means.started)
    if request.kind == "again":
        language = request.language or understand(question, history).language
        return said(question, language, prompts.NO_EARLIER_ANSWER[language], means.started)
    if request.kind == "choose":
        question, earlier = earlier[-1].question, earlier[:-1]
        filters = replace(filters, documents=(history[-1].answer.choices[request.number - 1].id,))
    settings = means.settings
    compared_last = _compared_last(earlier)
    question = compare_again.named(question, compared_last)
    query = understand(question, earlier, filters, settings.max_question_characters, settings.interface_language)
    offered = history[-1].answer.language if request.kind == "choose" else None
    query = replace(query, chosen=request.language or offered)
    if means.chat_model is not None:
        query = rewritten(query, earlier, means.chat_model)
    known = _subjects(earlier, settings)
    wordings = dict.fromkeys((question, query.wording))  # as it stands, before what it may continue
    comparison = next((c for text in wordings if (c := compare.read(text, settings.home / "models", known))), None)
    if comparison is None and earlier and earlier[-1].answer.form == "comparison":
        comparison = compare.again(question, compared_last)
    if comparison:
        answer = _compared(query, comparison, means)
        yield TextDelta(answer.text)
        return answer
    found = _find(query, means)
    if not found.answers:
        answer = _refused(found, means)
    elif request.kind != "choose" and (meant := _readings(found, earlier, means.library)):
        answer = which(query, meant, found.confidence, means.started)
    elif means.chat_model is not None:
        return (yield from _modelled(found, means.chat_model, means))
    else:
        answer = _quoted(found, means)
    yield TextDelta(answer.text)
    return answer


def _readings(found: _Found, earlier: Sequence[Turn], library: Library) -> Sequence[Evidence]:
    """The documents that the question may be about; none where it follows on what was quoted from one of them."""
    meant = apart(
        readings(found.query, found.selection),
        lambda identity: {relative.document.id for relative in library.relatives(identity)},
    )
    quoted = {c.document_id for turn in earlier[-1:] for c in turn.answer.citations}
    goes_on = found.query.follows and not quoted.isdisjoint(item.document.id for item in meant)
    return [] if goes_on else meant


def _compared(query: Query, comparison: compare.Comparison, means: _Means) -> Answer:
    """Both sides' quotes; refused where neither has any."""

    def found(side: Query) -> _Found:
        return _find(side, means, gather=True)

    def passages(side: Query) -> Sequence[Hit]:
        return retrieve(side, means.library, means.embedder)

    answer = compared(query, comparison, means.library, Search(passages, found), means.started)
    return answer or refusal(query, nearest(passages(query)), 0.0, means.started)


def _compared_last(earlier: Sequence[Turn]) -> tuple[str, ...]:
    """The sides of the comparison that was shown a few turns ago."""
    return next((turn.answer.columns for turn in reversed(earlier[-_RANKED:]) if turn.answer.columns), ())


def _subjects(earlier: Sequence[Turn], settings: Settings) -> list[str]:
    """What the conversation was about, the latest last: what its questions named, and the sides that were compared."""
    found: list[str] = []
    told = [turn for turn in earlier if turn.answer.answered]
    for at, turn in enumerate(told):
        comparison = compare.read(turn.question, settings.home / "models", found)
        asked = [(before.question, before.answer.language) for before in told[: at + 1]]
        found += comparison.sides if comparison else [s for s in subjects(asked)[-1:] if s not in found]
    return found


def _find(query: Query, means: _Means, gather: bool = False) -> _Found:
    coverage = Coverage(query.text, query.language, means.library)
    hits = speaking(retrieve(query, means.library, means.embedder, reranker=means.settings.reranker, coverage=coverage))
    selection = select(query, hits, coverage, gather)
    return _Found(query, hits, selection, coverage, answerable.judge(query, hits, selection, coverage))


def _quoted(found: _Found, means: _Means, notices: Sequence[str] = ()) -> Answer:
    query, evidence = found.query, found.selection.evidence
    told = [*notices, *disagreements(query, evidence, found.selection.wanted, found.selection.subjects)]
    if words := found.judgement.unmentioned:
        told.append(prompts.not_mentioned(words, query.answer_language))
    return extractive(query, evidence, found.confidence, means.started, told)


def _refused(found: _Found, means: _Means, engine: str = ENGINE_EXTRACTIVE, notices: Sequence[str] = ()) -> Answer:
    return refusal(found.query, nearest(found.hits), found.confidence, means.started, engine, notices)


def _modelled(found: _Found, model: "BaseChatModel", means: _Means) -> Generator[TextDelta, None, Answer]:
    """The model's supported sentences as they complete; the quoted answer where it fails or nothing is supported."""
    draft, query, settings = Draft(), found.query, means.settings
    language = query.answer_language
    passages = passages_for_prompt(found.hits, settings.chat_prompt_tokens)
    checks = Checks.by(settings, means.embedder)
    breaker = breaker_of(f"{settings.chat_base_url} {settings.chat_model}")
    try:
        if resting := breaker.resting_seconds():
            told = {own: text.format(seconds=round(resting)) for own, text in prompts.RESTING.items()}
            raise ChatModelError(name=settings.chat_model, detail=told["en"], detail_ar=told["ar"])
        for text in stream(model, settings, query, passages, checks, draft):
            yield TextDelta(text)
        breaker.went_well()
    except ChatModelError as error:
        if not resting:
            breaker.failed()
        answer = _quoted(found, means, [error.text(language), *draft.notices(language)])
        return replace(answer, struck=tuple(draft.struck))
    if draft.claims:
        return Answer(
            query.question, language, True, found.confidence, draft.text, tuple(draft.claims), tuple(draft.citations),
            settings.chat_model, elapsed_ms(means.started), tuple(draft.notices(language)), tuple(draft.struck),
        )  # fmt: skip
    if draft.declined:
        answer = _refused(found, means, settings.chat_model, draft.notices(language))
    else:
        answer = _quoted(found, means, [prompts.NOTHING_LEFT[language], *draft.notices(language)])
    return replace(answer, struck=tuple(draft.struck))


def _with_versions(answer: Answer, library: Library, hidden: frozenset[str]) -> Answer:
    """`answer` with the near duplicates of what it cites, those aside that the reader may not see."""
    versions: dict[str, tuple[DocumentInfo, ...]] = {}
    for document_id in {cited.document_id for cited in answer.citations}:
        relatives = (r for r in library.relatives(document_id) if r.relation == "near-duplicate")
        versions[document_id] = tuple(r.document for r in relatives if r.document.id not in hidden)
    return with_versions(answer, versions) if any(versions.values()) else answer
