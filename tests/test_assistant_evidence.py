"""Evidence: verbatim sentences, what was said before left out; exact scores are not asserted."""

import pytest

from assistant.evidence import alike

PAIRS = {
    "en": (
        "The General Assembly adopted the strategy on 8 September 2006.",
        "On 8 September 2006 the General Assembly adopted the strategy unanimously.",
        "On 9 September 2006 the General Assembly adopted the strategy unanimously.",
        "Member States review progress every two years.",
    ),
    "ar": (
        "اعتمدت الجمعية العامة الاستراتيجية في ٨ أيلول ٢٠٠٦.",
        "في 8 أيلول 2006 اعتمدت الجمعية العامة الاستراتيجية بالإجماع.",
        "في 9 أيلول 2006 اعتمدت الجمعية العامة الاستراتيجية بالإجماع.",
        "تستعرض الدول الأعضاء التقدم كل سنتين.",
    ),
}


@pytest.mark.parametrize("language", PAIRS)
def test_the_same_said_twice_is_alike_unless_a_figure_differs(language: str) -> None:
    first, again, other_day, other = PAIRS[language]
    assert alike(first, again)
    assert not alike(first, other_day)
    assert not alike(first, other)


@pytest.mark.parametrize("text", ["…", "؟"])
def test_sentences_without_keywords_are_alike_only_when_equal(text: str) -> None:
    assert alike(text, text)
    assert not alike(text, PAIRS["en"][0])
