"""What is known of a sentence against a question: column names, mastheads, definitions of a term."""

from pathlib import Path

import numpy as np
import pytest

from assistant.answer import extractive
from assistant.coverage import Coverage
from assistant.question_type import asked
from assistant.records import Evidence
from assistant.scoring import Sentence, sentences
from assistant.subjects import Subjects
from assistant.understand import understand
from corpus.language import language_of
from corpus.records import DocumentInfo, Hit, Passage, Window
from corpus.sentences import sentence_spans


class Library:
    """All words as common as each other."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def rarity(self, stems: set[str]) -> dict[str, float]:
        return dict.fromkeys(stems, 0.5)


def hit(text: str, ordinal: int = 0) -> Hit:
    language = language_of(text)
    info = DocumentInfo("d", "", "", "", language, "report", "d.txt")
    windows = tuple(Window(start, end, 1) for start, end in sentence_spans(text))
    passage = Passage("d", ordinal, language, 0, len(text), text, None, "", windows)
    return Hit(passage, info, 0.5, 0.5, tuple((w, 0.5) for w in windows), np.zeros(2), np.zeros((len(windows), 2)))


def scored(question: str, found: Hit, home: Path) -> list[Sentence]:
    query = understand(question)
    library = Library(home)
    coverage = Coverage(query.text, query.language, library)  # type: ignore[arg-type]
    wanted = asked(query.wording, query.language, home / "models")
    subjects = Subjects(query.text, query.language, home / "models")
    return sentences(query, found, 0, wanted, coverage, subjects, titled=True)


TABLES = {
    "en": ("What is the cost of livestock?", "Component | Cost", "Water | 16.4", "Livestock | 11.2"),
    "ar": ("ما كلفة الماشية؟", "البند | الكلفة", "المياه | 16.4", "الماشية | 11.2"),
}


@pytest.mark.parametrize("language", TABLES)
def test_a_row_is_read_with_the_names_of_its_columns(language: str, tmp_path: Path) -> None:
    question, *rows = TABLES[language]
    columns, other, right = scored(question, hit("\n\n".join(rows)), tmp_path)
    assert right.features.in_context == 1.0
    assert [s.features.label for s in (columns, other, right)] == [1.0, 0.0, 0.0]
    assert max((columns, other, right), key=lambda s: s.score) is right


@pytest.mark.parametrize("language", TABLES)
def test_a_quoted_row_is_introduced_by_the_names_of_its_columns(language: str) -> None:
    question, columns, _, row = TABLES[language]
    found = hit("\n\n".join(TABLES[language][1:]))
    start = found.passage.text.index(row)
    evidence = Evidence(found.document, found.passage, start, start + len(row), row, 1.0)
    answer = extractive(understand(question), [evidence], 0.9, 0.0)
    assert columns in answer.text
    assert answer.citations[0].quote == row


@pytest.mark.parametrize(
    ("masthead", "sentence"),
    [
        ("Ministry of Health of Ndovia, Wamboro, 28 July 2026", "The round ran from 4 to 15 May 2026."),
        ("وزارة الصحة في ندوفيا، وامبورو، 28 تموز 2026", "استمرت الجولة من 4 إلى 15 أيار 2026."),
    ],
)
def test_a_masthead_only_labels_its_document(masthead: str, sentence: str, tmp_path: Path) -> None:
    text = f"{masthead}\n\n{sentence}"
    question = "When did the round run?" if language_of(text) == "en" else "متى كانت الجولة؟"
    assert [s.features.label for s in scored(question, hit(text), tmp_path)] == [1.0, 0.0]
    assert [s.features.label for s in scored(question, hit(text, ordinal=1), tmp_path)] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("question", "defining", "other"),
    [
        (
            'What is a "hostile act" under the accord?',
            'Article 2. For the purposes of this accord, "hostile act" means any use of weapons.',
            "The accord is a treaty that was signed in Amman.",
        ),
        (
            "ما تعريف «العمل العدائي» في الاتفاق؟",
            "المادة 2: لأغراض هذا الاتفاق، يُراد بعبارة «العمل العدائي» أي استعمال للسلاح.",
            "وُقع الاتفاق في عمّان، ونُشر نصه في اليوم التالي.",
        ),
    ],
)
def test_a_term_in_quotation_marks_is_defined_where_it_stands(
    question: str, defining: str, other: str, tmp_path: Path
) -> None:
    found = scored(question, hit(f"{other} {defining}"), tmp_path)
    best = max(found, key=lambda s: s.features.defines)
    assert defining.endswith(best.text)
    assert best.features.defines > 1.0
