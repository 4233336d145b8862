"""A page's place at its desk: the open conversation, and the one run that may grow it.

In: what the page does, several things at once and in any order. Out: runs one after the other, each of which ends as
soon as it is stopped, however slow the answerer is; what changes the conversation waits for that end. No Gradio here.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from ui.conversation import Conversation

_PATIENCE_SECONDS = 60.0  # with a run that does not end: its page has gone


class Seat:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self.talk = Conversation()
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._run: _Run | None = None

    def __deepcopy__(self, memo: object) -> "Seat":
        return Seat()  # Gradio gives each page a copy

    def become(self, change: Callable[[Conversation], Conversation]) -> Conversation:
        """Replace the conversation by what `change` makes of it."""
        with self._lock:
            self.talk = change(self.talk)
            return self.talk

    def growing(self, grow: Callable[[Conversation], Iterator[Conversation]]) -> Iterator[Conversation]:
        """The conversation after each piece of the answer that `grow` begins from it; at last with nothing running.

        Earlier runs are over before `grow` is called. Stopping ends the run at once.
        """
        with self._my_turn():
            run = self._run = _Run(grow(self.talk))
            for grown in run:
                yield self.become(lambda talk, grown=grown: grown.with_ratings_of(talk))  # type: ignore[misc]
            self._run = None
            if self.talk != (halted := self.talk.stopped()):
                yield self.become(lambda _: halted)

    def stop(self) -> None:
        """Let what runs end."""
        if run := self._run:
            run.stop()

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Nothing runs meanwhile, and the page has been sent all that did."""
        self.stop()
        with self._my_turn():
            yield

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        got = self._turn.acquire(timeout=_PATIENCE_SECONDS)
        try:
            yield
        finally:
            if got:
                self._turn.release()


class _Run:
    """Pieces made in a thread of their own, so that who waits for one hears of a stop at once."""

    def __init__(self, pieces: Iterator[Conversation]) -> None:
        self._made: SimpleQueue[Conversation | None] = SimpleQueue()
        self._stopped = False
        threading.Thread(target=self._make, args=(pieces,), name="sanad-answer", daemon=True).start()

    def _make(self, pieces: Iterator[Conversation]) -> None:
        try:
            for piece in pieces:
                if self._stopped:
                    break
                self._made.put(piece)
        finally:
            self._made.put(None)

    def stop(self) -> None:
        self._stopped = True
        self._made.put(None)

    def __iter__(self) -> Iterator[Conversation]:
        while (piece := self._made.get()) is not None:
            yield piece
