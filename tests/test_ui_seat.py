"""The page's place: one run after the other, stopped at once, and nothing that is done meanwhile is undone by it."""

import threading
import time
from collections.abc import Iterator

from fakes import SLOW, FakeServices, fake_people

from corpus.accounts import Viewer
from ui.chat_tab import begun
from ui.conversation import Conversation, Exchange
from ui.desk import Desk
from ui.kept import opened, rate
from ui.seat import Seat


def asked(desk: Desk, seat: Seat, question: str, turn: int = 0) -> list[Conversation]:
    return list(seat.growing(lambda talk: begun(desk, talk, question, turn)))


def made_desk() -> Desk:
    return Desk(FakeServices(), fake_people(), Viewer("amal", "reader"))


def test_questions_asked_at_once_are_answered_one_after_the_other() -> None:
    desk, seat = made_desk(), Seat()
    threads = [threading.Thread(target=asked, args=(desk, seat, f"When {n}?")) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(e.question for e in seat.talk.exchanges) == [f"When {n}?" for n in range(6)]
    assert all(e.answer for e in seat.talk.exchanges)
    assert [e.question for e in opened(desk, seat.talk.id).exchanges] == [e.question for e in seat.talk.exchanges]


def test_a_run_is_stopped_at_once_however_slow_the_answerer_is() -> None:
    waiting = threading.Event()

    def grow(talk: Conversation) -> Iterator[Conversation]:
        yield talk.asked("Why?")
        waiting.wait(20)  # a model that says nothing for long
        yield talk.asked("Why?").with_last(Exchange("Why?", draft="late"))

    seat, begun_at = Seat(), time.monotonic()
    steps = seat.growing(grow)
    assert next(steps).exchanges[-1].running
    seat.stop()
    (halted,) = steps
    assert time.monotonic() - begun_at < 5
    assert (halted.exchanges[-1].running, halted.exchanges[-1].draft) == (False, "")
    waiting.set()
    assert seat.talk == halted  # what comes late changes nothing


def test_what_is_done_while_an_answer_grows_is_not_undone_by_it() -> None:
    desk, seat = made_desk(), Seat()
    asked(desk, seat, "First?")
    for talk in seat.growing(lambda talk: begun(desk, talk, f"Second? {SLOW}", 0)):
        if talk.exchanges[-1].draft and not talk.exchanges[0].rating:
            seat.become(lambda talk: rate(desk, talk, 1, True, ""))
        elif talk.exchanges[0].rating and talk.exchanges[-1].running:
            seat.stop()
    assert [e.rating for e in seat.talk.exchanges] == ["good", ""]
    assert [e.question for e in opened(desk, seat.talk.id).exchanges] == ["First?"]


def test_what_is_stopped_halfway_is_recorded_too() -> None:
    desk, seat = made_desk(), Seat()
    for talk in seat.growing(lambda talk: begun(desk, talk, f"Why? {SLOW}", 0)):
        if talk.exchanges[-1].draft:
            seat.stop()
    end = time.monotonic() + 5
    while not (entries := desk.people.audit.entries(["asked"])) and time.monotonic() < end:
        time.sleep(0.02)
    assert [entry.detail.get("unfinished") for entry in entries] == [True]
