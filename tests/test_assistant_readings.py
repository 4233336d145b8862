"""Questions that fit several documents, documents in versions, text read from a scan, lists across documents."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import extractive
from assistant.offered import apart
from assistant.records import Evidence, Query, Turn
from corpus.language import language_of
from corpus.records import DocumentInfo, Language, Passage
from corpus.settings import load_settings
from ui import terminal
from ui.services import Services

REPORTS = {
    "vienna.en.md": "# The Vienna Convention on Diplomatic Relations\n\nThe Convention on "
    "Diplomatic Relations was adopted "
    "in Vienna on 18 April 1961. It protects embassies and their staff.\n",
    "financing.en.md": "# The Convention against the Financing of Terrorism\n\nThe Convention for "
    "the Suppression of the "
    "Financing of Terrorism was adopted in New York on 9 December 1999. It has 28 articles.\n",
    "consular.ar.md": "# اتفاقية فيينا للعلاقات القنصلية\n\nاعتُمدت اتفاقية العلاقات القنصلية في "
    "فيينا في ٢٤ نيسان/أبريل "
    "١٩٦٣. وهي تنظم عمل القنصليات.\n",
    "corruption.ar.md": "# اتفاقية مكافحة الفساد\n\nاعتُمدت اتفاقية مكافحة الفساد في نيويورك في ٣١ تشرين الأول/أكتوبر "
    "٢٠٠٣. وتضم ٧١ مادة.\n",
    "bombings.en.md": "# Terrorist bombings\n\nThe Convention for the Suppression of Terrorist "
    "Bombings dates from 1997.\n",
    "nuclear.en.md": "# Nuclear terrorism\n\nThe Convention for the Suppression of Acts of Nuclear "
    "Terrorism dates from "
    "2005.\n",
    "arab.ar.md": "# الاتفاقية العربية\n\nوُقعت الاتفاقية العربية لمكافحة الإرهاب في القاهرة عام ١٩٩٨.\n",
    "algiers.ar.md": "# اتفاقية الجزائر\n\nصدرت عن منظمة الوحدة الأفريقية اتفاقية منع الإرهاب ومكافحته في الجزائر عام "
    "١٩٩٩.\n",
    "islamic.ar.md": "# اتفاقية واغادوغو\n\nصدرت عن منظمة المؤتمر الإسلامي اتفاقية مكافحة الإرهاب "
    "الدولي في واغادوغو عام "
    "١٩٩٩.\n",
    "dam.en.md": "# The Aswan dam\n\nThe high dam at Aswan was completed in July 1970 after ten "
    "years of work. It holds back "
    "a lake of five hundred kilometres. Twelve turbines give power to the towns of the valley.\n",
    "dam-copy.en.md": "# The Aswan dam, reprinted\n\nThe high dam at Aswan was completed in July "
    "1970 after ten years of "
    "work. It holds back a lake of five hundred kilometres. Twelve turbines give power to the towns of the valley.\n",
    "bridge.ar.md": "# جسر الملك فهد\n\nافتُتح جسر الملك فهد بين السعودية والبحرين في تشرين الثاني ١٩٨٦ بعد أعوام من "
    "العمل. ويبلغ طوله خمسة وعشرين كيلومترًا. ويعبره كل يوم آلاف المسافرين بسياراتهم.\n",
    "bridge-copy.ar.md": "# جسر الملك فهد (طبعة ثانية)\n\nافتُتح جسر الملك فهد بين السعودية "
    "والبحرين في تشرين الثاني ١٩٨٦ "
    "بعد أعوام من العمل. ويبلغ طوله خمسة وعشرين كيلومترًا. ويعبره كل يوم آلاف المسافرين بسياراتهم.\n",
}
BOTH = pytest.mark.parametrize("language", ["en", "ar"])
VAGUE = {"en": "When was the convention adopted?", "ar": "متى اعتُمدت الاتفاقية؟"}


def opened_over(names: Callable[[str], bool], home: Path, model_home: Path) -> Services:
    (home / "models").symlink_to(model_home / "models")
    folder = home / "files"
    folder.mkdir()
    for name, text in REPORTS.items():
        if names(name):
            (folder / name).write_text(text, encoding="utf-8")
    opened = Services(load_settings({}, home=home))
    opened.index([folder])
    return opened


@pytest.fixture(scope="module")
def two_conventions(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    names = ("vienna", "financing", "consular", "corruption", "dam", "bridge")
    home = tmp_path_factory.mktemp("two-conventions")
    opened = opened_over(lambda name: name.startswith(names), home, model_home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def many_conventions(model_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    opened = opened_over(lambda name: True, tmp_path_factory.mktemp("many-conventions"), model_home)
    yield opened
    opened.close()


@pytest.mark.model
@BOTH
def test_two_readings_that_are_equally_likely_are_asked_about(two_conventions: Services, language: str) -> None:
    asked = two_conventions.answer(VAGUE[language])
    assert not asked.answered
    assert asked.language == language
    own = {"en": {"vienna.en.md", "financing.en.md"}, "ar": {"consular.ar.md", "corruption.ar.md"}}[language]
    assert {Path(info.path).name for info in asked.choices} == own
    assert all(info.title in asked.text for info in asked.choices)
    assert asked.citations == ()
    for number, info in enumerate(asked.choices, start=1):
        chosen = two_conventions.answer(str(number), [Turn(VAGUE[language], asked)])
        assert {cited.document_id for cited in chosen.citations} == {info.id}


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("When was the Vienna Convention on Diplomatic Relations adopted?", "1961"),
        ("When was the convention against the financing of terrorism adopted?", "1999"),
        ("متى اعتُمدت اتفاقية العلاقات القنصلية؟", "١٩٦٣"),
        ("متى اعتُمدت اتفاقية مكافحة الفساد؟", "٢٠٠٣"),
    ],
)
def test_a_question_that_names_its_document_is_answered(two_conventions: Services, question: str, value: str) -> None:
    answer = two_conventions.answer(question)
    assert answer.choices == ()
    assert value in answer.citations[0].quote


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("When was the high dam at Aswan completed?", {"dam.en.md", "dam-copy.en.md"}),
        ("متى افتُتح جسر الملك فهد؟", {"bridge.ar.md", "bridge-copy.ar.md"}),
    ],
)
def test_versions_of_a_document_are_named_beside_its_citation(
    two_conventions: Services, question: str, names: set[str]
) -> None:
    answer = two_conventions.answer(question)
    assert answer.answered
    first = answer.citations[0]
    (version,) = first.versions
    assert {Path(first.path).name, Path(version.path).name} == names
    assert version.title in terminal.answer_text(answer, 2000)
    # Said once, not once for each version.
    assert len({cited.quote for cited in answer.citations}) == len(answer.citations)


@BOTH
def test_what_was_read_from_a_scan_is_said_to_be(language: Language) -> None:
    text = {"en": "The pact was signed in 1957.", "ar": "وُقّع الميثاق عام ١٩٥٧."}[language]
    info = DocumentInfo("d", "T", "", "", language, "", "d.pdf")
    passage = Passage("d", 0, language, 0, len(text), text, 1, "", ocr=True)
    query = Query(text, text, language)
    scanned = extractive(query, [Evidence(info, passage, 0, len(text), text, 1.0)], 0.9, 0.0)
    digital = extractive(query, [Evidence(info, replace(passage, ocr=False), 0, len(text), text, 1.0)], 0.9, 0.0)
    (notice,) = scanned.notices
    assert language_of(notice) == language
    assert {"en": "scan", "ar": "ممسوحة"}[language] in notice
    assert scanned.citations[0].ocr
    assert digital.notices == ()
    assert not digital.citations[0].ocr


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Which conventions against terrorism are there?", ("1999", "2005")),
        ("ما الاتفاقيات الخاصة بمكافحة الإرهاب؟", ("١٩٩٨", "١٩٩٩")),
    ],
)
def test_a_list_gathers_across_documents(many_conventions: Services, question: str, years: tuple[str, ...]) -> None:
    answer = many_conventions.answer(question)
    quoted = " ".join(cited.quote for cited in answer.citations)
    assert answer.form == "list"
    assert all(year in quoted for year in years)
    assert len({cited.document_id for cited in answer.citations}) >= 3
    # Nothing that is about something else.
    assert not any("dam" in cited.path or "bridge" in cited.path for cited in answer.citations)


def test_a_document_and_its_translation_are_one_reading() -> None:
    items = [_item(identity, language) for identity, language in (("a-en", "en"), ("a-ar", "ar"), ("b-ar", "ar"))]
    same = {"a-en": {"a-ar"}, "a-ar": {"a-en"}}
    assert [e.document.id for e in apart(items, lambda identity: same.get(identity, set()))] == ["a-en", "b-ar"]
    assert apart(items[:2], lambda identity: same.get(identity, set())) == []


def _item(identity: str, language: Language) -> Evidence:
    info = DocumentInfo(identity, identity, "", "", language, "", "")
    return Evidence(info, Passage(identity, 0, language, 0, 4, "text", None, ""), 0, 4, "text", 1.0)
