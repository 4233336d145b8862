"""Signs of life of a reader at work: who reads page by page calls `beat` at each, so that long is told from stuck.

In: nothing. Out: a call of the listener that a worker process set; elsewhere nothing happens.
"""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def beat() -> None:
    """Say that reading goes on; cheap enough for every page."""
    for listener in _listeners:
        listener()


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called at every beat of this process."""
    _listeners.append(listener)
