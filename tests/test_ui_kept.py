"""Conversations that last: stored turn by turn, replaced when asked again, closed to who may not read their sources."""

import time

import pytest
from fakes import BREAK, FakeServices, fake_people

from corpus.accounts import Viewer
from corpus.errors import UnknownConversation
from ui.chat_tab import begun, changed, current_html
from ui.conversation import Conversation
from ui.conversations_html import bar_html, list_html
from ui.desk import Desk
from ui.kept import opened, opened_by_link, rate

QUESTIONS = {"en": "When was it adopted?", "ar": "متى اعتُمدت؟"}


def desk(people, name: str = "amal", hidden: frozenset[str] = frozenset()) -> Desk:
    made = Desk(FakeServices(), people, Viewer(name, "researcher"))
    made.viewer = Viewer(name, "researcher", hidden)
    return made


def asked(at: Desk, question: str, talk: Conversation | None = None, turn: int = 0) -> Conversation:
    return list(begun(at, talk or Conversation(), question, turn))[-1]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_conversation_is_found_again_as_it_was(language: str) -> None:
    amal = desk(fake_people())
    talk = asked(amal, QUESTIONS["en"], asked(amal, QUESTIONS[language]))
    again = opened(amal, talk.id)
    assert again.title == QUESTIONS[language]
    assert [e.question for e in again.exchanges] == [QUESTIONS[language], QUESTIONS["en"]]
    assert again.history() == talk.history()
    assert again.citation("1-1") == talk.citation("1-1") is not None


def test_asking_again_replaces_the_turn_and_what_followed() -> None:
    amal = desk(fake_people())
    talk = asked(amal, "Third?", asked(amal, "Second?", asked(amal, "First?")))
    talk = asked(amal, "Second, put better?", talk, turn=2)
    assert [e.question for e in opened(amal, talk.id).exchanges] == ["First?", "Second, put better?"]


def test_what_failed_is_not_stored_and_shifts_nothing() -> None:
    amal = desk(fake_people())
    talk = asked(amal, "First?")
    failed = asked(amal, BREAK, talk)
    talk = asked(amal, "Second?", failed)
    assert [e.question for e in opened(amal, talk.id).exchanges] == ["First?", "Second?"]
    talk = rate(amal, talk, 3, False, "outdated")
    assert [r.question for r in amal.people.conversations.ratings()] == ["Second?"]
    assert [e.rating for e in opened(amal, talk.id).exchanges] == ["", "bad"]


def test_two_windows_of_one_conversation_lose_nothing_of_each_other() -> None:
    amal = desk(fake_people())
    talk = asked(amal, "First?")
    asked(amal, "From the other window?", talk)
    talk = asked(amal, "Second?", talk)
    assert [e.question for e in talk.exchanges] == ["First?", "From the other window?", "Second?"]
    assert [e.question for e in opened(amal, talk.id).exchanges] == [e.question for e in talk.exchanges]
    amal.people.conversations.delete(talk.id, "amal")
    again = asked(amal, "Third?", talk)
    assert again.id != talk.id
    assert [e.question for e in opened(amal, again.id).exchanges] == ["Third?"]


@pytest.mark.parametrize(("question", "told"), [("Why?", "may not read"), ("لماذا؟", "لا يحق لك")])
def test_an_answer_from_what_is_restricted_now_is_withheld(question: str, told: str) -> None:
    people = fake_people()
    talk = asked(desk(people), question)
    later = opened(desk(people, hidden=frozenset(["d-ar"])), talk.id)
    assert told in current_html(later)
    assert later.history() == ()
    assert later.citation("1-1") is None


def test_a_shared_conversation_is_read_by_colleagues_and_written_by_its_owner_alone() -> None:
    people = fake_people()
    amal, basma = desk(people), desk(people, "basma")
    talk = asked(amal, QUESTIONS["en"])
    token = people.conversations.share(talk.id, "amal")
    read = opened_by_link(basma, token)
    assert (read.owner, read.id, len(read.exchanges)) == ("amal", "", 1)
    assert 'data-do="copy"' in current_html(read)
    assert "retry" not in current_html(read)
    assert "delete" not in bar_html(read)
    for do in ("open", "rename", "delete"):
        with pytest.raises(UnknownConversation):
            changed(basma, read, {"do": do, "id": talk.id, "title": "mine"})
    with pytest.raises(UnknownConversation):
        opened_by_link(basma, "guessed")


def test_conversations_are_listed_by_day_with_the_open_one_marked() -> None:
    people = fake_people()
    amal = desk(people)
    talk = asked(amal, "<script>alert(1)</script>")
    infos = people.conversations.list("amal")
    html = list_html(infos, talk.id)
    assert "Today" in html
    assert 'aria-current="true"' in html
    assert "<script" not in html + bar_html(talk)
    assert "Earlier this week" in list_html(infos, "", now=time.time() + 3 * 86400)
    assert "قبل ذلك" in list_html(infos, "", now=time.time() + 30 * 86400)
    assert "kept here" in list_html([], "")
