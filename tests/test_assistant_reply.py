"""What a chat model may put around its sentences: thoughts, markup, courtesies, markers in other shapes."""

import pytest

from assistant.reply import plain, says_nothing, was_thinking, without_preface

TRUE = {"en": "The forum met in Rome in 2011", "ar": "اجتمع المنتدى في روما عام 2011"}
BOTH = pytest.mark.parametrize("said", TRUE.values())


@BOTH
@pytest.mark.parametrize(
    "marker",
    [
        "[1]", "[١]", "【1】", "【1†source】", "[[1]]", "[^1]", "(1)", "<1>", "{1}", "¹", "[source 1]", "[Passage 1]",
        "[المقطع 1]", "(source: 1)", "(المصدر رقم 1)",
    ],
)  # fmt: skip
def test_a_marker_in_any_shape_is_one(said: str, marker: str) -> None:
    assert plain(f"{said} {marker}." if marker != "¹" else f"{said}¹.").replace(" ", "") == f"{said}[1].".replace(
        " ", ""
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[1, 2]", "[1][2]"),
        ("[1، ٢]", "[1][2]"),
        ("[1-3]", "[1][2][3]"),
        ("(1 and 2)", "[1][2]"),
        ("[1][99]", "[1][99]"),
    ],
)
def test_several_markers(written: str, read: str) -> None:
    assert plain(f"It met {written}.") == f"It met {read}."


@pytest.mark.parametrize(
    "text",
    [
        "It is in paragraph (1).",
        "It covers 1,900 km².",
        "(1 January) it met.",
        "a [link](http://x.example/1)",
        "المادة (3).",
    ],
)
def test_what_is_no_marker_stays(text: str) -> None:
    assert plain(text) == text


@BOTH
@pytest.mark.parametrize(
    "written",
    [
        "**{0}** [1].", "## A\n\n{0} [1].", "- {0} [1].", "1. {0} [1].", "> {0} [1].", "```\n{0} [1].\n```",
        "<p>{0} [1].</p>",
        "| A | B |\n| --- | --- |\n| {0} | [1]. |", "<think>no [2]</think>{0} [1].", "<Thinking>no</Thinking>{0} [1].",
        "no, let me see</think>{0} [1].", "{0} [1].\n\nSources:\n[1] a.pdf", "{0} [1].\n\n**المصادر:**\n- [1] أ",
    ],
)  # fmt: skip
def test_markup_and_thoughts_are_taken_off(said: str, written: str) -> None:
    assert plain(written.format(said)).strip() == f"{said} [1]."


def test_what_was_thought_before_it_was_closed() -> None:
    assert was_thinking("Maybe 1998.</think>It met [1].")
    assert not was_thinking("<think>Maybe 1998.</think>It met [1].")
    assert not was_thinking("It met [1].")


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Here is the answer: it met in Rome.", "It met in Rome."),
        ("According to passage 2, it met in Rome.", "It met in Rome. [2]"),
        ("The passage 1 mentions that it met in Rome.", "It met in Rome. [1]"),
        ("Based on the passages provided, it met in Rome.", "It met in Rome."),
        ("وفقًا للمقطع 2، اجتمع في روما.", "اجتمع في روما. [2]"),
        ("بناءً على المقاطع المقدمة، اجتمع في روما.", "اجتمع في روما."),
        ("الإجابة: اجتمع في روما.", "اجتمع في روما."),
        ("According to the treaty, it met in Rome.", "According to the treaty, it met in Rome."),
        ("وفقًا للاتفاقية، اجتمع في روما.", "وفقًا للاتفاقية، اجتمع في روما."),
        ("The report says that it met in Rome.", "The report says that it met in Rome."),
    ],
)
def test_what_opens_a_sentence_before_it_says_anything(sentence: str, left: str) -> None:
    assert without_preface(sentence) == left


@pytest.mark.parametrize(
    "text", ["Let me know if you need more!", "Do you want more?", "هل تريد المزيد؟", "لا تتردد في السؤال.", "Sure"]
)
def test_courtesies_and_questions_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["It met in Rome.", "اجتمع في روما.", "Thank-you letters were sent."])
def test_statements_say_something(text: str) -> None:
    assert not says_nothing(text)
