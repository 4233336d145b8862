"""What an answer looks like: markers linked, quotes labelled, hostile text inert, terminal lines safe."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fakes import TEXTS, TITLES, FakeServices, make_answer, make_citation

from assistant.records import Answer, Claim
from corpus.records import DocumentInfo, Hit, Language, Passage, Relative
from ingest.records import FileFailure, IngestReport
from ui import answer_html, markup, source_html, terminal

QUESTIONS: dict[Language, str] = {"en": "When was it adopted?", "ar": "متى اعتُمدت؟"}
HOSTILE = (
    "<img src=http://evil.example/x onerror=alert(1)> ![a](http://evil.example/y) [z](http://evil.example)"
    " <script>x</script> `c` [1]"
)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(html)
    return parser.found


def _text(html: str) -> str:
    import html as escapes

    return escapes.unescape(re.sub(r"<[^>]+>", "", html))


def _cites(html: str) -> list[dict[str, str | None]]:
    return [a for tag, a in _elements(html) if tag == "button" and "cite" in (a.get("class") or "").split()]


def _answer(language: Language) -> Answer:
    other: Language = "ar" if language == "en" else "en"
    return make_answer(QUESTIONS[language], [make_citation(1, language), make_citation(2, other)])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_markers_become_links_that_name_their_source(language: Language) -> None:
    links = _cites(answer_html.answer_html(_answer(language)))
    assert [a["data-ref"] for a in links] == ["1-1", "1-2"] * 2  # in the text, and in the list of sources
    assert TITLES[language] in (links[0]["aria-label"] or "")
    assert TITLES[language] in (links[0]["title"] or "")


@pytest.mark.parametrize(("language", "label"), [("ar", "النص الأصلي بالإنجليزية"), ("en", "Original in Arabic")])
def test_only_quotes_in_the_other_language_are_labelled_as_original(language: Language, label: str) -> None:
    html = answer_html.answer_html(_answer(language))
    assert html.count(label) == 2  # beside the quote and in the list of sources
    own = make_answer(QUESTIONS[language], [make_citation(1, language)])
    assert 'class="original"' not in answer_html.answer_html(own)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_quote_keeps_its_own_direction(language: Language) -> None:
    quotes = [a for tag, a in _elements(answer_html.answer_html(_answer(language))) if a.get("class") == "quote"]
    assert {(a["lang"], a["dir"]) for a in quotes} == {("ar", "rtl"), ("en", "ltr")}


@pytest.mark.parametrize(
    ("language", "quote"),
    [("en", "State | Seats\n\nA | 71\n\nB | 52"), ("ar", "القائمة | المقاعد\n\nالأولى | ٧١\n\nالثانية | ٥٢")],
)
def test_the_rows_of_a_quoted_table_stand_each_on_a_line(language: Language, quote: str) -> None:
    answer = make_answer(QUESTIONS[language], [make_citation(1, language, quote=quote)])
    html = answer_html.answer_html(answer).replace("<br>", "\n")
    assert quote.replace("\n\n", "\n") in _text(html)


def test_a_bracketed_number_inside_a_quote_is_no_link() -> None:
    cited = make_citation(1, "en", quote="The Council met twice.[2] It agreed.")
    answer = make_answer(QUESTIONS["en"], [cited, make_citation(2, "en")])
    links = _cites(answer_html.answer_html(answer))
    assert [a["data-ref"] for a in links] == ["1-1", "1-2"] * 2
    assert "twice.[2] It agreed." in _text(answer_html.answer_html(answer))


def test_a_model_answer_shows_its_markers_quotes_and_doubts() -> None:
    cited = (make_citation(1, "en"), make_citation(2, "ar"))
    claims = (Claim("It was adopted in 2006.", (1, 2)), Claim("It is reviewed yearly.", (2,), "partly"))
    text = "It was adopted in 2006. [1][2] It is reviewed yearly. [2]"
    answer = make_answer(QUESTIONS["en"], cited, claims=claims, text=text, engine="small-model", notices=("A notice.",))
    html = answer_html.answer_html(answer, turn=4)
    assert [a["data-ref"] for a in _cites(html)][:3] == ["4-1", "4-2", "4-2"]
    assert TEXTS["ar"][1] in _text(html)
    assert "partly supported" in html
    assert "A notice." in html
    assert "small-model" in html


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_refusal_is_said_plainly(language: Language) -> None:
    *_, answer = FakeServices().ask("?!" + QUESTIONS[language])
    assert isinstance(answer, Answer)
    html = answer_html.answer_html(answer)
    body = html[html.index('<div class="body">') :].partition("</div>")[0]
    assert _text(body) == answer.text
    assert "%" not in html


def test_hostile_text_stays_text() -> None:
    cited = make_citation(1, "en", title=HOSTILE, quote=HOSTILE)
    model = make_answer(QUESTIONS["en"], [cited], claims=(), text=f"{HOSTILE} [1]", engine=HOSTILE, notices=(HOSTILE,))
    pages = [
        answer_html.answer_html(make_answer(QUESTIONS["en"], [cited])),
        answer_html.answer_html(model),
        answer_html.draft_html(HOSTILE, "en"),
        answer_html.question_html(HOSTILE),
        answer_html.note_html(HOSTILE, "en"),
        source_html.citation_html(
            replace(cited, source=HOSTILE, path=HOSTILE, anchor=HOSTILE, date=HOSTILE), (HOSTILE,) * 3
        ),
    ]
    for html in pages:
        assert {tag for tag, _ in _elements(html)}.isdisjoint({"img", "script", "iframe", "style", "link", "svg"})
        assert all((a.get("href") or "source/").startswith("source/") for _, a in _elements(html))
        assert not [name for _, a in _elements(html) for name in a if name.startswith("on") or name in ("src", "style")]
        assert "](" not in html  # no Markdown image or link is left to be read
        assert "\n" not in html  # a blank line would end the raw block
        assert "evil.example/x" in _text(html)


def test_direction_overrides_are_left_out() -> None:
    assert markup.escape("a\u202eb\u2066c\x1bd") == "abcd"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_panel_keeps_the_rows_of_a_table_apart(language: str) -> None:
    rows = {
        "en": ("Year | Event\n1956 | Crisis\n", "2015 | Canal"),
        "ar": ("العام | الحدث\n١٩٥٦ | أزمة\n", "٢٠١٥ | قناة"),
    }
    before, quote = rows[language]
    html = source_html.citation_html(make_citation(1, language, quote=quote), (before, quote, f"\n\n{before}"))
    (passage,) = re.findall("<blockquote.*?</blockquote>", html)
    assert passage.count("<br>") == 5
    assert "<br><mark>" in passage
    assert "</mark><br>" in passage


def test_the_panel_marks_the_quote_in_its_passage() -> None:
    cited = make_citation(1, "ar")
    html = source_html.citation_html(cited, TEXTS["ar"])
    assert f"<mark>{markup.escape(TEXTS['ar'][1])}</mark>" in html
    assert ("blockquote", {"lang": "ar", "dir": "rtl"}) in _elements(html)
    assert "8 سبتمبر 2006" in html
    assert "8 September 2006" in html
    assert markup.file_name("un-strategy.ar.pdf") in html
    assert "/srv/reports" not in html  # where files lie on the server is not the reader's business


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_terminal_answer_has_numbered_quotes(language: Language) -> None:
    text = terminal.answer_text(_answer(language), 72)
    flat = " ".join(text.split())
    assert "[1]" in text
    assert "[2]" in text
    assert all(flat.count(" ".join(quote.split())) == 2 for _, quote, _ in TEXTS.values())
    assert all(len(line) <= 72 or "/srv/" in line for line in text.splitlines())


def test_only_what_runs_the_other_way_is_isolated() -> None:
    assert terminal.isolate("/srv/a.pdf", "ar") == "\u2068/srv/a.pdf\u2069"
    assert terminal.isolate("/srv/a.pdf", "en") == "/srv/a.pdf"
    assert "\u2068" not in terminal.answer_text(make_answer(QUESTIONS["en"], [make_citation(1, "en")]), 80)


def test_arabic_does_not_turn_a_date_around() -> None:
    cited = make_citation(1, "ar")
    text = f"ورد في «{cited.title}» (2006-09-08): «{cited.quote}»"
    answer = make_answer(QUESTIONS["ar"], [cited], claims=(Claim(text, (1,)),), text=f"{text} [1]")
    assert '<bdi class="n">8 سبتمبر 2006</bdi>' in answer_html.answer_html(answer)
    assert "\u20662006-09-08\u2069" in terminal.answer_text(answer, 80)


def test_a_title_in_the_other_script_does_not_turn_the_marks_around_it() -> None:
    source = make_citation(1, "en", title="The Forum")
    claim = Claim(f"ورد في «The Forum» (الأصل بالإنجليزية): “{source.quote}”", (1,))
    answer = make_answer("متى؟", [source], language="ar", text=f"{claim.text} [1]", claims=(claim,))
    assert "«\u2068The Forum\u2069»" in terminal.answer_text(answer, width=200)


def test_quotes_of_one_page_share_a_line_of_sources() -> None:
    answer = make_answer(QUESTIONS["en"], [make_citation(1, "en"), make_citation(2, "en", quote="It was adopted.")])
    html = answer_html.answer_html(answer)
    assert html.count("<li>") == 1
    assert "1 source<" in html


def test_terminal_text_cannot_steer_the_terminal() -> None:
    cited = make_citation(1, "en", title="T\x1b[2J\u202e", quote="Q\x1b]0;x\x07")
    text = terminal.answer_text(make_answer(QUESTIONS["en"], [cited]), 80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", text)


def test_hits_documents_and_report_have_their_lines() -> None:
    info = DocumentInfo("d-ar", TITLES["ar"], "", "2006", "ar", "", "/srv/a.pdf")
    hit = Hit(Passage("d-ar", 0, "ar", 0, 9, TEXTS["ar"][1], 3, ""), info, 0.5, 0.9)
    text = terminal.hits_text([hit], width=80)
    assert text.startswith("1. ")
    assert TITLES["ar"] in text
    assert "90%" in text
    assert terminal.hits_text([]) == "Nothing found."
    assert TITLES["ar"] in terminal.documents_text([info])
    related = [Relative(info, "counterpart"), Relative(info, "near-duplicate")]
    shown = terminal.document_text(FakeServices().document("d-en"), related, "ar")
    assert shown.endswith("".join(TEXTS["en"]))
    assert f"باللغة الأخرى: {TITLES['ar']} (d-ar)\nويرد النص نفسه في: {TITLES['ar']} (d-ar)" in shown
    report = IngestReport(("/a",), (), ("/b", "/c"), (FileFailure("/d", "why"),), 11, 2.04, duplicates=("/e",))
    said = "Documents: 1 added, 0 updated, 2 unchanged, 1 failed; 11 passages, 2.0 s."
    assert terminal.report_text(report, "en") == f"{said}\nFiles with the text of another document, listed with it: 1"
    assert "11 مقطعًا" in terminal.report_text(report, "ar")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_struck_claims_are_crossed_out_and_inert(language: Language) -> None:
    answer = replace(_answer(language), struck=(Claim(HOSTILE, (), "unsupported"),))
    found = _elements(answer_html.answer_html(answer))
    assert [tag for tag, _ in found].count("s") == 1
    assert not {"img", "script"} & {tag for tag, _ in found}
    assert "evil.example" in terminal.answer_text(answer).partition(answer.citations[-1].path)[2]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_refusal_offers_related_passages_without_numbers(language: Language) -> None:
    near = make_citation(0, language)
    answer = make_answer(QUESTIONS[language], [], answered=False, related=(near,), text="…")
    html, printed = answer_html.answer_html(answer), terminal.answer_text(answer)
    assert near.quote in _text(html)
    assert near.quote.split()[0] in printed
    assert not _cites(html)
    assert [a["data-ref"] for _, a in _elements(html) if a.get("class") == "source"] == ["1-r1"]
    assert "[0]" not in html + printed


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_comparison_stands_in_two_columns(language: Language) -> None:
    cited = (make_citation(1, "ar"), make_citation(2, "en"))
    claims = tuple(Claim(f"«{c.quote}»", (c.number,)) for c in cited)
    text = f"2021:\n\n{claims[0].text} [1]\n\n2022:\n\n{claims[1].text} [2]"
    answer = make_answer(QUESTIONS[language], cited, claims=claims, text=text, form="comparison")
    first, second = re.findall(r"<section>(.*?)</section>", answer_html.answer_html(answer))
    assert first.startswith("<h4>2021:</h4>")
    assert TEXTS["ar"][1] in _text(first)
    assert second.startswith("<h4>2022:</h4>")
    assert TEXTS["en"][1] in _text(second)
    empty = replace(answer, text=f"2021:\n\nNothing.\n\n2022:\n\n{claims[1].text} [2]", claims=claims[1:])
    first, second = re.findall(r"<section>(.*?)</section>", answer_html.answer_html(empty))
    assert _text(first) == "2021:Nothing."


@pytest.mark.parametrize(("language", "day"), [("ar", "11 سبتمبر 2001"), ("en", "11 September 2001")])
def test_a_timeline_names_its_dates(language: Language, day: str) -> None:
    cited = make_citation(1, language)
    claim = Claim(f"«{cited.quote}»", (1,), under="2001-09-11")
    answer = make_answer(QUESTIONS[language], [cited], claims=(claim,), text=f"{claim.text} [1]", form="timeline")
    html = answer_html.answer_html(answer)
    assert f'<span class="when n">{day}</span>' in html
    assert 'class="body timeline"' in html


@pytest.mark.parametrize(("language", "said"), [("ar", "رقم 2"), ("en", "Number 2")])
def test_readings_of_a_question_are_offered_as_buttons(language: Language, said: str) -> None:
    infos = tuple(DocumentInfo(f"d{n}", HOSTILE, "", "", "en", "", "/x") for n in (1, 2))
    text = "Which one?\n\n1. One\n\n2. Two"
    answer = make_answer(QUESTIONS[language], [], answered=False, text=text, choices=infos)
    html = answer_html.answer_html(answer)
    assert [a["data-question"] for _, a in _elements(html) if a.get("data-do") == "ask"][1] == said
    assert "1. One" not in _text(html)
    assert "<img" not in html
