"""Questions in spoken Arabic are read as written Arabic has them; written Arabic and names stay as they are."""

import pytest

from assistant.follow_up import without_and
from assistant.question_type import asked
from assistant.understand import understand
from corpus.dialect import written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("امتى اتعمل المنتدى؟", "متى اتعمل المنتدى؟"),
        ("إمتى الجلسة؟", "متى الجلسة؟"),
        ("المقر فين؟", "المقر أين؟"),
        ("وفين المقر؟", "وأين المقر؟"),
        ("وين انعقدت القمة؟", "أين انعقدت القمة؟"),
        ("ليش انسحبوا؟", "لماذا انسحبوا؟"),
        ("علاش انسحبو؟", "لماذا انسحبو؟"),
        ("مين اللي وقّع؟", "من الذي وقّع؟"),
        ("شو هو المنتدى؟", "ما هو المنتدى؟"),
        ("شحال من عضو؟", "كم من عضو؟"),
        ("واش ينفع القبض عليه؟", "هل يجوز القبض عليه؟"),
    ],
)
def test_spoken_words_are_exchanged(typed, meant):
    assert written(typed) == meant
    query = understand(typed)
    said = without_and(meant)  # "and where" asks what "where" asks
    assert (query.question, query.text, query.wording) == (typed, said, said)


@pytest.mark.parametrize(
    "question",
    ["أية دولة انضمت إلى الجامعة؟", "من ألّف برنارد شو؟", "أين جامعة وين؟", "إلى أين؟", "Where is it?", "GCTF", ""],
)
def test_written_arabic_and_names_stay(question):
    assert written(question) == question


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("امتى رجعت سوريا؟", "date"), ("وين المقر؟", "place"), ("mata ta2assasat el jami3a?", "date"), ("When?", "date")],
)
def test_the_kind_of_question_is_read_from_what_is_meant(typed, kind):
    query = understand(typed)
    assert asked(query.wording, query.language).kind == kind
