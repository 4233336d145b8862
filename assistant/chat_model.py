"""An answer by a chat model (LangChain), sentence by sentence, each checked before it is shown.

In: the query, its hits, a LangChain chat model. Out: a stream of supported sentences and what was left out. The only
file that knows LangChain's chat models; a server that fails raises ChatModelError and the caller falls back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.cite import Marked, citation, read_markers, with_markers
from assistant.records import Citation, Claim, Evidence, Query
from assistant.verify import verdict
from corpus.calibration import FairEmbedder
from corpus.errors import ChatModelError, ModelError
from corpus.records import Hit, Passage
from corpus.sentences import sentence_spans
from corpus.settings import Settings
from corpus.tokens import count_prompt_tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_MAX_PASSAGES = 6


def open_chat_model(settings: Settings) -> "BaseChatModel":
    """The model that `settings.chat_model` names; raises ModelError when LangChain does not know it."""
    from langchain.chat_models import init_chat_model

    options: dict[str, object] = {"timeout": settings.chat_timeout_seconds, "max_retries": 1, "temperature": 0.0}
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
    key = settings.chat_api_key.get_secret_value()
    if key or settings.chat_base_url:
        # Servers without keys still need one to be sent.
        options["api_key"] = key or "none"
    try:
        return init_chat_model(settings.chat_model, **options)  # type: ignore[call-overload,no-any-return]
    except Exception as error:
        raise ModelError(name=settings.chat_model, detail=_one_line(error)) from error


@dataclass(slots=True)
class Draft:
    """What the model has said so far, as far as it is supported."""

    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    declined: bool = False  # the model said that the passages do not hold the answer

    @property
    def text(self) -> str:
        return " ".join(with_markers(c.text, c.citations) for c in self.claims)


def passages_for_prompt(hits: Sequence[Hit], token_budget: int) -> list[Hit]:
    """The best hits that fit into `token_budget` prompt tokens, at least one."""
    chosen: list[Hit] = []
    used = 0
    for hit in hits[:_MAX_PASSAGES]:
        used += count_prompt_tokens(hit.passage.text)
        if chosen and used > token_budget:
            break
        chosen.append(hit)
    return chosen


def stream(
    model: "BaseChatModel", name: str, query: Query, hits: Sequence[Hit], embedder: FairEmbedder, draft: Draft
) -> Iterator[str]:
    """Supported sentences with their markers as they complete; `draft` fills up with claims, citations and notices."""
    buffer = ""
    for piece in _tokens(model, name, query, hits):
        buffer += piece
        spans = sentence_spans(buffer)
        # The last sentence may go on, and its marker may follow the full stop.
        for start, end in spans[:-2]:
            yield from _sentence(buffer[start:end], query, hits, embedder, draft)
        if len(spans) > 2:
            buffer = buffer[spans[-2][0] :]
    for sentence in _join_stray_markers([buffer[a:b] for a, b in sentence_spans(buffer)]):
        yield from _sentence(sentence, query, hits, embedder, draft)


def _tokens(model: "BaseChatModel", name: str, query: Query, hits: Sequence[Hit]) -> Iterator[str]:
    messages = [
        ("system", prompts.SYSTEM[query.language]),
        ("user", prompts.user_prompt(query.text, query.language, hits)),
    ]
    try:
        for chunk in model.stream(messages):
            yield str(chunk.text)
    except Exception as error:
        raise ChatModelError(name=name, detail=_one_line(error)) from error


def _join_stray_markers(sentences: Sequence[str]) -> list[str]:
    """A marker that follows the full stop belongs to the sentence before it."""
    joined: list[str] = []
    for sentence in sentences:
        if joined and not read_markers(sentence, 0).text:
            joined[-1] += sentence
        else:
            joined.append(sentence)
    return joined


def _sentence(sentence: str, query: Query, hits: Sequence[Hit], embedder: FairEmbedder, draft: Draft) -> Iterator[str]:
    if prompts.NO_ANSWER in sentence:
        draft.declined = True
        return
    marked = read_markers(sentence, len(hits))
    draft.notices += [prompts.UNKNOWN_MARKER[query.language].format(number=n) for n in marked.unknown]
    evidence = [_quote(marked, hits[n - 1], query, embedder) for n in marked.known]
    if not marked.text:
        return
    if not evidence or verdict(marked.text, [e.text for e in evidence], embedder) == "unsupported":
        draft.notices.append(prompts.STRUCK_OUT[query.language].format(text=marked.text))
        return
    claim = Claim(marked.text, tuple(_number(e, draft) for e in evidence))
    draft.claims.append(claim)
    yield with_markers(claim.text, claim.citations) + " "


def _quote(marked: Marked, hit: Hit, query: Query, embedder: FairEmbedder) -> Evidence:
    """The sentence of the cited passage that the claim rests on: the nearest in meaning."""
    spans = [(w.start, w.end) for w in hit.passage.windows if w.sentences == 1] or [
        (hit.passage.start, hit.passage.end)
    ]
    texts = [_slice(hit.passage, span) for span in spans]
    vectors = embedder.embed_passages([marked.text, *texts], [query.language, *[hit.passage.language] * len(texts)])
    best = int((vectors[1:] @ vectors[0]).argmax())
    return Evidence(hit.document, hit.passage, *spans[best], texts[best], hit.score)


def _slice(passage: Passage, span: tuple[int, int]) -> str:
    return passage.text[span[0] - passage.start : span[1] - passage.start]


def _number(evidence: Evidence, draft: Draft) -> int:
    for known in draft.citations:
        if (known.document_id, known.start, known.end) == (evidence.document.id, evidence.start, evidence.end):
            return known.number
    draft.citations.append(citation(len(draft.citations) + 1, evidence))
    return len(draft.citations)


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"
