"""Exports read back: by the project's own readers, by a reference manager's parsers, by a spreadsheet's."""

import csv
import io
import json
import re
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from click.testing import CliRunner
from docx import Document
from fakes import SOURCES, TEXTS, TITLES, FakeServices, fake_people, make_answer, make_citation, make_hit
from lxml import etree

from assistant.records import Answer, Claim, Turn
from corpus.language import keywords, language_of
from corpus.records import LANGUAGES, Language
from ingest.load import load_file
from ui import cli_export, export
from ui.desk import Desk
from ui.export import FORMATS, conversation_docx, conversation_pdf, export_excerpts
from ui.export_records import Excerpt, excerpt_of
from ui.people import local_viewer
from ui.strings import t

BOTH = pytest.mark.parametrize("language", LANGUAGES)
DAY = date(2026, 11, 25)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUESTIONS: dict[Language, str] = {"ar": "متى اعتُمدت الاستراتيجية؟", "en": "When was the strategy adopted?"}
MARKUP = '#let x = 1 *b* _i_ $m$ \\ @misc{a, title={b}} <script>alert(1)</script> "q" & % [9] ]]> \x00\u202e'


def an_excerpt(language: Language, **changes: object) -> Excerpt:
    text = "".join(TEXTS[language])
    made = Excerpt(
        f"d-{language}", TITLES[language], SOURCES[language], "2006-09-08", "report", language, 3, text,
        f"d-{language}.p3.0-{len(text)}.0123456789",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def both_languages() -> list[Excerpt]:
    return [an_excerpt("ar"), an_excerpt("en", date="2021-06", kind="article", page=None, ocr=True)]


def a_turn(language: Language) -> Turn:
    cited = [make_citation(n, lang) for n, lang in enumerate(LANGUAGES, start=1)]
    return Turn(QUESTIONS[language], make_answer(QUESTIONS[language], cited))


def words_of(data: bytes, suffix: str, folder: Path) -> set[str]:
    """What the project's own reader finds in a file, as words that can find something."""
    file = folder / f"export.{suffix}"
    file.write_bytes(data)
    return {word.surface for block in load_file(file, 50).reading.blocks for word in keywords(block.text)}


def wanted(*texts: str, suffix: str) -> set[str]:
    """The words of `texts`. Of a PDF those with vowel marks are left out: Typst gives a letter and its mark by
    /ActualText, which the project's reader does not take."""
    found = ((word.surface, text[word.start : word.end]) for text in texts for word in keywords(text))
    return {surface for surface, written in found if suffix != "pdf" or not re.search("[\u064b-\u0652]", written)}


@BOTH
@pytest.mark.parametrize(("write", "suffix"), [(conversation_docx, "docx"), (conversation_pdf, "pdf")])
def test_a_conversation_is_whole_in_its_file(write, suffix, language: Language, tmp_path: Path) -> None:
    turns = [a_turn(lang) for lang in LANGUAGES]
    found = words_of(write(turns, language, on=DAY), suffix, tmp_path)
    texts = (*QUESTIONS.values(), *TITLES.values(), *SOURCES.values(), *(t[1] for t in TEXTS.values()))
    expected = wanted(*texts, suffix=suffix)
    assert expected <= found
    assert write(turns, language, on=DAY) == write(turns, language, on=DAY)


@BOTH
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_excerpts_are_whole_in_their_file(suffix: str, language: Language, tmp_path: Path) -> None:
    found = words_of(export_excerpts(suffix, both_languages(), language, DAY), suffix, tmp_path)
    assert wanted(*TITLES.values(), *("".join(t) for t in TEXTS.values()), suffix=suffix) <= found


@pytest.mark.parametrize(
    ("numerals", "day", "page"), [("latn", "8 سبتمبر 2006", "ص\xa03"), ("arab", "٨ سبتمبر ٢٠٠٦", "ص\xa0٣")]
)
def test_figures_of_ours_are_as_the_reader_prefers_and_those_of_quotes_as_they_stand(numerals, day, page) -> None:
    written = [text_of(p) for p in paragraphs(conversation_docx([a_turn("ar")], "ar", on=DAY, numerals=numerals))]
    whole = "\n".join(written)
    assert all(said in whole for said in (day, page, TEXTS["ar"][1], TEXTS["en"][1]))
    assert ("[١]" in whole, "[1]" in whole) == ((True, False) if numerals == "arab" else (False, True))
    english = [text_of(p) for p in paragraphs(conversation_docx([a_turn("en")], "en", on=DAY, numerals=numerals))]
    assert not re.search("[٠-٩]", "".join(english))


@BOTH
def test_a_translation_stands_under_its_quote_as_what_it_is(language: Language) -> None:
    cited = replace(make_citation(1, "en" if language == "ar" else "ar"), translation="ترجمة translated")
    shown = [text_of(p) for p in paragraphs(conversation_docx(
        [Turn(QUESTIONS[language], make_answer(QUESTIONS[language], [cited]))], language, on=DAY
    ))]  # fmt: skip
    assert any(t("machine_translation", language) in line and "translated" in line for line in shown)


def paragraphs(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(etree.fromstring(archive.read("word/document.xml")).iter(f"{W}p"))


def text_of(node: etree._Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


@BOTH
def test_word_is_told_the_direction_of_page_paragraph_and_run(language: Language) -> None:
    data = conversation_docx([a_turn("ar"), a_turn("en")], language, on=DAY)
    section = Document(io.BytesIO(data)).sections[0]._sectPr
    assert (section.find(f"{W}bidi") is not None) == (language == "ar")
    for paragraph in paragraphs(data):
        text = re.sub(r"[\u200e\u200f]", "", text_of(paragraph))
        if text in QUESTIONS.values():
            assert (paragraph.find(f"{W}pPr/{W}bidi") is not None) == (text == QUESTIONS["ar"])
        for run in paragraph.iter(f"{W}r"):
            letters = re.sub(r"[^\w]|\d", "", text_of(run))
            if not letters:
                continue
            arabic = language_of(letters) == "ar"
            assert (run.find(f"{W}rPr/{W}rtl") is not None) == arabic, text_of(run)
            spoken = run.find(f"{W}rPr/{W}lang")
            assert spoken.get(f"{W}bidi" if arabic else f"{W}val")


def test_word_has_a_size_and_font_for_arabic_letters() -> None:
    styles = Document(io.BytesIO(conversation_docx([a_turn("ar")], "ar", on=DAY))).styles
    for name in ("Normal", "Title", "Heading 1", "Quote", "Sanad reference"):
        properties = styles[name].element.rPr
        assert properties.find(f"{W}szCs").get(f"{W}val") == properties.find(f"{W}sz").get(f"{W}val")
        assert properties.find(f"{W}rFonts").get(f"{W}cs")


@BOTH
def test_each_marker_leads_to_its_reference(language: Language) -> None:
    data = conversation_docx([a_turn(language), a_turn(language)], language, on=DAY)
    names = [n.get(f"{W}name") for p in paragraphs(data) for n in p.iter(f"{W}bookmarkStart")]
    links = [n.get(f"{W}anchor") for p in paragraphs(data) for n in p.iter(f"{W}hyperlink")]
    assert names == ["r1-1", "r1-2", "r2-1", "r2-2"]
    assert links == names


def test_a_number_inside_a_quote_is_no_marker() -> None:
    cited = make_citation(1, "en", quote="See [2] and [1] for more.")
    turn = Turn(QUESTIONS["en"], make_answer(QUESTIONS["en"], [cited]))
    links = [text_of(n) for p in paragraphs(conversation_docx([turn], "en", on=DAY)) for n in p.iter(f"{W}hyperlink")]
    assert links == ["[1]"]


@BOTH
def test_a_refusal_offers_what_is_related_and_struck_words_are_struck(language: Language) -> None:
    refused = Answer(
        "?", language, False, 0.1, "-", (), (), "m", 1.0,
        struck=(Claim("Invented", ()),), related=(make_citation(0, language),),
    )  # fmt: skip
    shown = paragraphs(conversation_docx([Turn(QUESTIONS[language], refused)], language, on=DAY))
    struck = [text_of(p) for p in shown if p.find(f"{W}r/{W}rPr/{W}strike") is not None]
    assert struck == ["Invented"]
    assert any(TEXTS[language][1] in text_of(p) for p in shown)


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_becomes_markup_or_breaks_a_file(name: str, tmp_path: Path) -> None:
    hostile = an_excerpt("en", quote=MARKUP, title=MARKUP, source="=HYPERLINK()")
    data = export_excerpts(name, [hostile, an_excerpt("ar", quote=f"عربي {MARKUP}")], "en", DAY)
    if name in ("docx", "pdf"):
        assert {"script", "alert", "misc", "let"} <= words_of(data, name, tmp_path)
    elif name == "bibtex":
        library = bibtexparser.parse_string(data.decode())
        assert len(library.entries) == 2
        assert not library.failed_blocks
    elif name == "ris":
        assert len(rispy.loads(data.decode())) == 2
    else:
        assert b"alert(1)" in data


def test_a_spreadsheet_reads_every_cell_and_runs_none() -> None:
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1"]
    data = export_excerpts("csv", [an_excerpt("en", quote=f) for f in formulas] + [an_excerpt("ar")], "ar", DAY)
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert [len(row) for row in rows] == [len(head)] * 9
    assert [row[6] for row in rows[:8]] == [f"'{f}" for f in formulas]
    assert rows[8][6] == "".join(TEXTS["ar"])
    assert rows[8][:6] == [TITLES["ar"], SOURCES["ar"], "2006-09-08", "تقرير", "العربية", "3"]


@BOTH
def test_bibtex_says_what_is_cited(language: Language) -> None:
    data = export_excerpts("bibtex", both_languages(), language, DAY)
    report, article = bibtexparser.parse_string(data.decode()).entries
    assert (report.entry_type, article.entry_type) == ("techreport", "article")
    fields = {name: str(field.value) for name, field in report.fields_dict.items()}
    assert fields["title"] == f"{{{TITLES['ar']}}}"
    assert fields["author"] == f"{{{SOURCES['ar']}}}"
    assert (fields["year"], fields["pages"], fields["langid"]) == ("2006", "3", "arabic")
    assert fields["annote"] == "".join(TEXTS["ar"])
    assert an_excerpt("ar").anchor in fields["note"]
    assert "pages" not in article.fields_dict


@BOTH
def test_ris_says_what_is_cited(language: Language) -> None:
    report, article = rispy.loads(export_excerpts("ris", both_languages(), language, DAY).decode())
    assert (report["type_of_reference"], article["type_of_reference"]) == ("RPRT", "NEWS")
    assert (report["title"], report["year"], report["start_page"]) == (TITLES["ar"], "2006", "3")
    assert (report["language"], article["language"]) == ("ar", "en")
    assert report["abstract"] == "".join(TEXTS["ar"])
    assert report["accession_number"] == an_excerpt("ar").anchor


@BOTH
def test_csl_json_says_what_is_cited(language: Language) -> None:
    items = json.loads(export_excerpts("csl-json", both_languages(), language, DAY))
    parsed = CiteProcJSON(items)
    assert [str(parsed[item["id"].lower()].type) for item in items] == ["report", "article-newspaper"]
    report, article = items
    assert report["issued"] == {"date-parts": [[2006, 9, 8]]}
    assert article["issued"] == {"date-parts": [[2021, 6]]}
    assert (report["page"], report["language"], report["title"]) == ("3", "ar", TITLES["ar"])
    assert report["custom"]["quote"] == "".join(TEXTS["ar"])
    assert report["archive_location"] == an_excerpt("ar").anchor
    assert article["custom"]["ocr"]


def test_two_excerpts_of_one_document_are_two_entries() -> None:
    twice = [an_excerpt("en"), an_excerpt("en", anchor="d-en.p4.400-460.0123456789")]
    assert len({item["id"] for item in json.loads(export_excerpts("csl-json", twice, "en", DAY))}) == 2
    assert not bibtexparser.parse_string(export_excerpts("bibtex", twice, "en", DAY).decode()).failed_blocks


@BOTH
@pytest.mark.parametrize("name", FORMATS)
def test_the_command_line_writes_what_the_page_writes(name, language, tmp_path, monkeypatch) -> None:
    desk = Desk(FakeServices(), fake_people(), local_viewer())
    monkeypatch.setattr(cli_export, "open_desk", lambda: nullcontext(desk))
    monkeypatch.setattr(cli_export, "interface_language", lambda: language)
    monkeypatch.setattr(export, "date", _FixedDate)
    file = tmp_path / "out"
    result = CliRunner().invoke(cli_export.export, [QUESTIONS[language], "--format", name, "--output", str(file)])
    assert result.exit_code == 0, result.output
    assert file.read_bytes() == export_excerpts(name, [excerpt_of(make_hit(lang)) for lang in LANGUAGES], language, DAY)
    printed = CliRunner().invoke(cli_export.export, [QUESTIONS[language], "--format", name])
    assert printed.stdout_bytes == file.read_bytes()


def test_the_command_line_knows_every_format() -> None:
    assert tuple(FORMATS) == cli_export.FORMATS


class _FixedDate(date):
    @classmethod
    def today(cls) -> date:
        return DAY
