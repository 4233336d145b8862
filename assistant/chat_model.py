"""An answer by a chat model (LangChain), sentence by sentence, each checked before it is shown.

In: the query, its hits, a LangChain chat model. Out: a stream of supported sentences and what was left out. The only
file that knows LangChain's chat models; a server that fails raises ChatModelError and the caller falls back.
"""

import json
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant import prompts
from assistant.cite import Marked, citation, markers_inside, read_markers, with_markers
from assistant.injection import has_link, is_instruction, without_instructions
from assistant.records import Citation, Claim, Evidence, Query, Verdict
from assistant.reply import plain, says_nothing, was_thinking, without_preface
from assistant.verify import Checks, verdict
from corpus.context import context_of
from corpus.errors import ChatModelError, ModelError
from corpus.language import has_words, keywords, language_of, words
from corpus.records import Hit, Language, Passage
from corpus.sentences import sentence_spans
from corpus.settings import Settings
from corpus.tokens import count_prompt_tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_MAX_PASSAGES = 6
# Of a reply: three sentences are asked for, and a model may never stop.
_MAX_SENTENCES = 20
_MAX_CHARACTERS = 6000
_CAUSES = 8  # of an error, followed back
_STRUCK_KEPT = 10
_STRUCK_CHARACTERS = 240  # of a sentence that is struck out
_COMPLETE = re.compile(r"[.!?؟][\"'”’»)]*$")  # not a sentence that broke off


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
    unknown: list[int] = field(default_factory=list)  # numbers of passages that the model was not given
    struck: list[Claim] = field(default_factory=list)  # the first sentences that nothing supports
    struck_count: int = 0  # of all of them
    withheld: int = 0  # sentences that carry a link, an instruction or the prompt: not shown even as struck out
    other_language: int = 0  # sentences that are not in the language of the answer
    cut_short: bool = False  # the reply went on and on, and its rest was not read
    declined: bool = False  # the model said that the passages do not hold the answer

    @property
    def text(self) -> str:
        return " ".join(with_markers(c.text, c.citations) for c in self.claims)

    def notices(self, language: Language) -> list[str]:
        """What the reader should know of the reply, in `language`."""
        found = []
        if self.unknown:
            numbers = "".join(f"[{n}]" for n in dict.fromkeys(self.unknown))
            found.append(prompts.UNKNOWN_MARKER[language].format(numbers=numbers))
        if self.struck_count:
            found.append(prompts.STRUCK_OUT[language].format(count=self.struck_count))
        if self.withheld:
            found.append(prompts.WITHHELD[language].format(count=self.withheld))
        if self.cut_short:
            found.append(prompts.CUT_SHORT[language])
        if self.other_language:
            found.append(prompts.OTHER_LANGUAGE[language].format(count=self.other_language))
        return found


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
    model: "BaseChatModel", settings: Settings, query: Query, hits: Sequence[Hit], checks: Checks, draft: Draft
) -> Iterator[str]:
    """Supported sentences with their markers as they complete; `draft` fills up with claims, citations and findings.

    Raises ChatModelError when the server fails or has not finished within the settings' timeout.
    """
    for hit in hits:
        checks.remember(hit)
    reply, done, thought = "", 0, False
    messages = [
        ("system", prompts.SYSTEM[query.answer_language]),
        ("user", prompts.user_prompt(query.text, query.answer_language, hits)),
    ]
    for piece in replied(model, settings.chat_model, messages, settings.chat_timeout_seconds):
        reply += piece
        sentences = _sentences(reply)
        if not thought and was_thinking(reply):  # what came before was none of the reply
            thought, done = True, 0
        # The last sentence may go on, and the marker of the one before it may follow its full stop.
        for sentence in sentences[done : min(len(sentences) - 2, _MAX_SENTENCES)]:
            yield from _sentence(sentence, query, hits, checks, draft)
        done = max(done, len(sentences) - 2)
        if len(sentences) > _MAX_SENTENCES or sum(map(len, sentences)) > _MAX_CHARACTERS:
            draft.cut_short = True
            return
    for sentence in _sentences(reply)[done:]:
        yield from _sentence(sentence, query, hits, checks, draft)
    if not reply.strip():
        raise _failure(settings.chat_model, "empty", "")


def replied(model: "BaseChatModel", name: str, messages: Sequence[tuple[str, str]], seconds: float) -> Iterator[str]:
    """The reply as it comes, read in a thread of its own: a client's timeout starts anew with every byte it gets.

    Raises ChatModelError when the server fails or has not finished within `seconds`.
    """
    pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    stopped = threading.Event()

    def read() -> None:
        try:
            for chunk in model.stream(list(messages)):
                if stopped.is_set():
                    return
                pieces.put(str(chunk.text))
            pieces.put(None)
        except Exception as error:  # noqa: BLE001 - raised again by the thread that waits
            pieces.put(error)

    deadline = time.monotonic() + seconds
    threading.Thread(target=read, daemon=True).start()
    try:
        while (piece := pieces.get(timeout=max(deadline - time.monotonic(), 0.001))) is not None:
            if isinstance(piece, Exception):
                kind, value = _kind(piece)
                raise _failure(name, kind, f"{seconds:g}" if kind == "timeout" else value) from piece
            yield piece
    except queue.Empty:
        raise _failure(name, "timeout", f"{seconds:g}") from None
    finally:
        stopped.set()


def _kind(error: Exception) -> tuple[str, str]:
    """What went wrong, of prompts.FAILED, and its value; clients wrap what happened in errors of their own."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < _CAUSES:
        chain.append(cause)  # type: ignore[arg-type]
    status = next((code for e in chain if isinstance(code := getattr(e, "status_code", None), int)), None)
    if status:
        return "status", str(status)
    if any(isinstance(e, UnicodeDecodeError | json.JSONDecodeError) for e in chain):
        return "unreadable", ""
    names = " ".join(type(e).__name__ for e in chain)
    if "Timeout" in names:
        return "timeout", ""
    if "RemoteProtocolError" in names or "ReadError" in names:
        return "broken", ""
    if "Connect" in names:
        return "unreachable", ""
    return ("empty", "") if "No generation chunks" in str(error) else ("other", _one_line(error))


def _failure(name: str, kind: str, value: str) -> ChatModelError:
    english, arabic = (prompts.FAILED[kind][language].format(value=value) for language in ("en", "ar"))
    return ChatModelError(name=name, detail=english, detail_ar=arabic)


def _sentences(reply: str) -> list[str]:
    """The sentences of a reply, each with its markers; but for the last two they stay the same as the reply grows."""
    text = markers_inside(plain(reply))
    joined: list[str] = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if joined and not read_markers(sentence, 0).text:
            joined[-1] += sentence
        else:
            joined.append(sentence)
    return joined


def _sentence(sentence: str, query: Query, hits: Sequence[Hit], checks: Checks, draft: Draft) -> Iterator[str]:
    marked = read_markers(without_preface(sentence), len(hits))
    draft.unknown += marked.unknown
    if prompts.is_no_answer(marked.text):
        draft.declined = True
    elif not has_words(marked.text) or any(marked.text == claim.text for claim in draft.claims):
        return  # said already
    elif says_nothing(marked.text) and not has_link(marked.text) and not is_instruction(marked.text):
        return
    elif _in_other_language(marked.text, query.answer_language):
        draft.other_language += 1
    elif has_link(marked.text) or is_instruction(marked.text) or prompts.echoes(marked.text):
        draft.withheld += 1
    else:
        evidence, found = _evidence(marked, hits, checks)
        if found == "unsupported":
            _strike(marked.text, query, hits, draft)
            return
        claim = Claim(marked.text, tuple(dict.fromkeys(_number(e, draft) for e in evidence)), found)
        draft.claims.append(claim)
        yield with_markers(claim.text, claim.citations) + " "


def _strike(text: str, query: Query, hits: Sequence[Hit], draft: Draft) -> None:
    """Keep a sentence as struck out; one that has no word of the question or the passages is not even shown."""
    subject = "\n".join([query.text, *(without_instructions(hit.passage.text) for hit in hits)])
    if {word.stem for word in keywords(text)}.isdisjoint(word.stem for word in keywords(subject)):
        draft.withheld += 1
        return
    draft.struck_count += 1
    if len(draft.struck) < _STRUCK_KEPT:
        shown = text if len(text) <= _STRUCK_CHARACTERS else f"{text[:_STRUCK_CHARACTERS].rstrip()}…"
        draft.struck.append(Claim(shown, (), "unsupported"))


def _in_other_language(text: str, language: Language) -> bool:
    """Whether no word of a sentence is in `language`; a name or two may stand alone."""
    other: Language = "en" if language == "ar" else "ar"
    found = [language_of(word.group(), other) for word in words(text)]
    return len(found) > 3 and language not in found


def _evidence(marked: Marked, hits: Sequence[Hit], checks: Checks) -> tuple[list[Evidence], Verdict]:
    """The quotes that support a sentence: from the passages that it cites, and where it cites nothing (small models
    forget to) from the best passage that supports it."""
    if marked.known or marked.unknown or not _COMPLETE.search(marked.text):
        return _support(marked.text, [hits[n - 1] for n in marked.known], checks)
    found = (_support(marked.text, [hit], checks) for hit in hits)
    return next((pair for pair in found if pair[1] == "supported"), ([], "unsupported"))


def _support(sentence: str, hits: Sequence[Hit], checks: Checks) -> tuple[list[Evidence], Verdict]:
    """One quote from each passage, of one sentence or else of two, and how far together they support `sentence`."""
    best: tuple[list[Evidence], Verdict] = ([], "unsupported")
    for size in (1, 2) if hits else ():
        found = [quote for hit in hits if (quote := _quote(sentence, hit, checks, size))]
        under = "\n".join(dict.fromkeys(context_of(e.document, e.passage) for e in found))
        judged = verdict(sentence, [e.text for e in found], checks, under)
        if judged == "supported":
            return _needed(sentence, found, checks), judged
        if judged == "partly" and not best[0]:
            best = found, judged
    return best


def _needed(sentence: str, found: list[Evidence], checks: Checks) -> list[Evidence]:
    """The quotes that support a sentence by themselves, where some do: a second marker may be a wrong one."""
    if len(found) < 2:
        return found
    alone = [e for e in found if verdict(sentence, [e.text], checks, context_of(e.document, e.passage)) == "supported"]
    return alone or found


def _quote(sentence: str, hit: Hit, checks: Checks, size: int) -> Evidence | None:
    """The part of the cited passage, of `size` sentences, that is nearest in meaning to `sentence`; None where all of
    it speaks to the model."""
    passage = hit.passage
    spans = [(w.start, w.end) for w in passage.windows if w.sentences == size] or [(passage.start, passage.end)]
    # What speaks to the model is no evidence, whatever it says.
    spans = [span for span in spans if not is_instruction(_slice(passage, span))]
    if not spans:
        return None
    texts = [_slice(passage, span) for span in spans]
    vectors = checks.vectors([sentence, *texts], [language_of(sentence), *[passage.language] * len(texts)])
    best = int((vectors[1:] @ vectors[0]).argmax())
    return Evidence(hit.document, passage, *spans[best], texts[best], hit.score)


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
