"""What is missing decides where passages are read with their titles; elsewhere what is found counts in full."""

from types import SimpleNamespace

import pytest

from assistant import answerable
from assistant.answerable import THRESHOLD, Features, judge

# As near as a passage on the very subject is.
NEAR = {"hit": 0.8, "lead": 0.5, "relevance": 6.0, "beyond": 0.8, "other_language": 0.0}
NONE = {name: 0.0 for name in Features.__slots__ if name not in NEAR}


def confidence(monkeypatch, titled, **missing):
    known = Features(**(NEAR | NONE | missing))
    words = ["depth"] if missing.get("unmentioned") else []
    monkeypatch.setattr(answerable, "unmentioned", lambda *_: words)
    monkeypatch.setattr(answerable, "features", lambda *_: known)
    monkeypatch.setattr(answerable, "is_titled", lambda _: titled)
    best = SimpleNamespace(hit=None)
    selection = SimpleNamespace(best=best, sentences=[best], evidence=[None], subjects=None)
    found = judge(None, [], selection, None)
    assert list(found.unmentioned) == words
    return found.confidence


@pytest.mark.parametrize("titled", [True, False])
def test_what_has_all_is_answered(monkeypatch, titled):
    assert confidence(monkeypatch, titled) > 0.8


@pytest.mark.parametrize(
    "lacking", [("unmentioned", "no_unit"), ("unmentioned", "names_missing"), ("not_quoted", "no_unit")]
)
def test_two_things_missing_are_refused_beneath_a_title_however_near(monkeypatch, lacking):
    missing = dict.fromkeys(lacking, 1.0)
    assert confidence(monkeypatch, titled=True, **missing) < THRESHOLD
    assert confidence(monkeypatch, titled=False, **missing) > THRESHOLD


def test_one_word_that_is_not_mentioned_lowers_the_confidence_and_refuses_nothing(monkeypatch):
    assert (
        THRESHOLD < confidence(monkeypatch, titled=True, unmentioned=1.0) < confidence(monkeypatch, titled=True) - 0.1
    )


def test_what_is_asked_for_may_stand_beside_the_quote(monkeypatch):
    beside = confidence(monkeypatch, titled=True, not_quoted=1.0)
    nowhere = confidence(monkeypatch, titled=True, not_quoted=1.0, not_near=1.0)
    assert nowhere < THRESHOLD < beside
