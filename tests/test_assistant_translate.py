"""A labelled translation beside a quote: by a real server on this machine, checked for its figures, never instead."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import make_answer, make_citation
from test_assistant_chat_model import REPORTS, TRUE, Handler, Script, check, fail, saying, serving, settings_for

from assistant import chat
from assistant.chat_model import open_chat_model
from assistant.records import Answer, Turn
from assistant.requests import read
from corpus.settings import Settings, load_settings
from ui import payload, source_html, terminal
from ui.services import Services

# The document stands in the other language than the question and the answer.
QUESTIONS = {
    "en": "Where was the Financial Action Task Force established?",
    "ar": "متى أُطلق المنتدى العالمي لمكافحة الإرهاب؟",
}
REQUESTS = {"en": "translate the quotes", "ar": "ترجم الاقتباسات"}
RIGHT = {
    "en": "The Financial Action Task Force was set up in Paris in 1989 against money laundering.",
    "ar": "أُطلق المنتدى العالمي لمكافحة الإرهاب في نيويورك في 22 أيلول 2011.",
}
WRONG = {"en": RIGHT["en"].replace("1989", "1998"), "ar": RIGHT["ar"].replace("2011", "2012")}
BOTH = pytest.mark.parametrize("language", ["en", "ar"])
served = [pytest.mark.model, pytest.mark.chat, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture(scope="module")
def services(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("translate-home")
    (home / "models").symlink_to(model_home / "models")
    folder = tmp_path_factory.mktemp("translate-reports")
    texts = {
        "forum.en.md": "# Forum\n\nThe Global Counterterrorism Forum was launched in New York on 22 September 2011.\n",
        "fatf.ar.md": "# مجموعة العمل المالي\n\nأُنشئت مجموعة العمل المالي في باريس عام ١٩٨٩ لمكافحة غسل الأموال.\n",
        "canal.en.md": REPORTS["canal.en.md"],
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Services(load_settings({}, home=home))
    opened.index([folder])
    yield opened
    opened.close()


def replying(answer: str, translation: str) -> Script:
    """Answers questions with one text and translates with the other."""

    def script(handler: Handler) -> None:
        user = handler.server.asked[-1]["messages"][-1]["content"]  # type: ignore[attr-defined]
        saying(translation if user.startswith("<quote>") else answer)(handler)

    return script


def asked(services: Services, settings: Settings, question: str, *history: Turn) -> Answer:
    model = open_chat_model(settings)
    *_, answer = chat.ask(question, services.library, services.embedder, settings, history, chat_model=model)
    assert isinstance(answer, Answer)
    check(services, answer)
    return answer


def translated(services: Services, script: Script, language: str) -> tuple[Answer, Answer]:
    """The quoted answer, and what follows when its quotes are to be translated."""
    first = services.answer(QUESTIONS[language])
    assert first.answered
    assert first.citations[0].language != language
    with serving(script) as server:
        settings = settings_for(server.server_port, chat_timeout_seconds=10.0)
        return first, asked(services, settings, REQUESTS[language], Turn(QUESTIONS[language], first))


class TestServed:
    pytestmark = served

    @BOTH
    def test_on_request_it_stands_beside_the_quote(self, services: Services, language: str) -> None:
        first, answer = translated(services, saying(f"“{RIGHT[language]}”"), language)
        assert answer.citations[0].translation == RIGHT[language]
        assert [replace(c, translation="") for c in answer.citations] == list(first.citations)
        assert answer.text == first.text

    @BOTH
    @pytest.mark.parametrize("kind", ["wrong figure", "other language", "link", "nothing", "more figures"])
    def test_what_is_no_true_translation_is_left_out(self, services: Services, language: str, kind: str) -> None:
        other = {"en": "ar", "ar": "en"}[language]
        said = {
            "wrong figure": WRONG[language],
            "other language": RIGHT[other],
            "link": f"{RIGHT[language]} https://a.example/b",
            "nothing": "",
            "more figures": f"{RIGHT[language]} 37.",
        }[kind]
        first, answer = translated(services, saying(said), language)
        assert answer.citations == first.citations
        (notice,) = answer.notices
        assert notice.endswith(": 1")

    @BOTH
    def test_a_server_that_fails_leaves_only_the_translation_out(self, services: Services, language: str) -> None:
        first, answer = translated(services, fail, language)
        assert answer.citations == first.citations
        assert answer.text == first.text

    @BOTH
    def test_by_setting_every_answer_has_it(self, services: Services, language: str) -> None:
        with serving(replying("...", RIGHT[language])) as server:
            plain = settings_for(server.server_port)
            assert not any(c.translation for c in asked(services, plain, QUESTIONS[language]).citations)
            wished = settings_for(server.server_port, translate_quotes=True)
            answer = asked(services, wished, QUESTIONS[language])
        assert answer.citations[0].translation == RIGHT[language]
        assert answer.citations[0].quote != RIGHT[language]

    def test_nothing_to_translate(self, services: Services) -> None:
        question = "When was the Global Counterterrorism Forum launched?"
        first = services.answer(question)
        with serving(saying("x")) as server:
            answer = asked(services, settings_for(server.server_port), "translate the quotes", Turn(question, first))
            assert server.asked == []  # type: ignore[attr-defined]
        assert not answer.answered


@pytest.mark.model
@BOTH
def test_without_a_chat_model_it_is_said_so(services: Services, language: str) -> None:
    first = services.answer(QUESTIONS[language])
    told = services.answer(REQUESTS[language], [Turn(QUESTIONS[language], first)])
    assert not told.answered
    assert told.language == language


@pytest.mark.parametrize(
    "said",
    [
        "translate the quotes",
        "Please translate all the quotes.",
        "translate the sources please",
        "ترجم الاقتباسات",
        "من فضلك ترجم الاقتباسات",
        "ترجم لي المقاطع المقتبسة",
    ],
)
def test_how_it_is_asked_for(said: str) -> None:
    assert read(said).kind == "translate"


@pytest.mark.parametrize("said", ["Who may translate the quotes of the treaty?", "من ترجم الاتفاقية؟", "ترجمها"])
def test_other_questions_stay_what_they_are(said: str) -> None:
    assert read(said).kind != "translate"


@BOTH
def test_every_face_labels_it_and_keeps_the_original(language: str) -> None:
    other = {"en": "ar", "ar": "en"}[language]
    label = {"en": "Machine translation", "ar": "ترجمة آلية"}[language]
    cited = replace(make_citation(1, other), translation=TRUE[language])  # type: ignore[arg-type]
    answer = make_answer(QUESTIONS[language], [cited])
    printed = terminal.answer_text(answer, 2000)
    assert printed.index(cited.quote) < printed.index(label) < printed.index(TRUE[language])
    panel = source_html.citation_html(cited, ("", cited.quote, ""))
    assert panel.index(cited.quote) < panel.index(label) < panel.index(TRUE[language])
    (row,) = payload.answer_json(answer)["citations"]  # type: ignore[misc]
    assert (row["quote"], row["translation"]) == (cited.quote, TRUE[language])
    without = replace(cited, translation="")
    assert label not in source_html.citation_html(without, ("", cited.quote, ""))
