"""Of a list that is asked for, all items come together; what is no list stays one sentence."""

import numpy as np
import pytest

from assistant.extent import run_of
from corpus.records import DocumentInfo, Hit, Passage, Window
from corpus.sentences import sentence_spans


def hit(text, section=""):
    info = DocumentInfo("d", "", "", "2024-05-01", "en", "report", "d.txt")
    windows = tuple(Window(start, end, 1) for start, end in sentence_spans(text))
    passage = Passage("d", 0, "en", 0, len(text), text, None, section)
    return Hit(passage, info, 0.5, 0.5, tuple((w, 0.5) for w in windows), np.zeros(2), np.zeros((len(windows), 2)))


ITEMS = {
    "en": "Keep one register of voters.\n\nReplace the devices.\n\nLet citizens abroad vote.",
    "ar": "إنشاء سجل دائم للناخبين.\n\nاستبدال أجهزة البصمة.\n\nإتاحة التصويت في الخارج.",
}
AFTER = {"en": "\n\nHowever, it went well. It ended.", "ar": "\n\nولكن الأمور سارت جيدًا. وانتهت البعثة."}


@pytest.mark.parametrize("language", ITEMS)
def test_lines_under_a_heading_are_a_list(language):
    found = hit(ITEMS[language] + AFTER[language], "Recommendations")
    assert [run_of(found, at) for at in range(4)] == [(0, 2)] * 3 + [None]


@pytest.mark.parametrize("language", ITEMS)
def test_lines_without_one_are_paragraphs(language):
    assert run_of(hit(ITEMS[language] + AFTER[language]), 1) is None


@pytest.mark.parametrize("language", ITEMS)
def test_a_heading_within_the_passage_comes_with_its_list(language):
    opening = {"en": "It met. It ended.\n\nAdvice\n\n", "ar": "انعقدت الدورة. ثم انتهت.\n\nالتوصيات\n\n"}[language]
    found = hit(opening + ITEMS[language])
    assert run_of(found, 4) == (2, 5)


def test_rows_of_a_table_come_together_a_long_one_about_the_row():
    rows = "\n\n".join(f"State {n} | {n} seats" for n in range(30))
    found = hit(rows)
    first, last = run_of(found, 20)
    assert first <= 20 <= last
    assert last - first == 8
    assert run_of(hit("A | 1\n\nB | 2"), 0) is None
