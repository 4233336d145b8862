"""A circuit breaker: a chat server that has just failed several times is left alone for a while.

In: whether calls went well. Out: whether to call at all. The extractive answer stands in meanwhile, without a wait.
"""

import threading
import time
from collections.abc import Callable

FAILURES = 3  # in a row
REST_SECONDS = 30.0


class Breaker:
    """Safe to use from several threads. After the rest one call is let through, and decides."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    def resting_seconds(self) -> float:
        """How much longer not to call; 0 when calls may be made. The call that ends a rest holds others off."""
        with self._lock:
            left = self._open_until - self._clock()
            if left <= 0 and self._failures >= FAILURES:
                self._open_until = self._clock() + REST_SECONDS
            return max(left, 0.0)

    def went_well(self) -> None:
        with self._lock:
            self._failures, self._open_until = 0, 0.0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._open_until = self._clock() + REST_SECONDS


_breakers: dict[str, Breaker] = {}
_making = threading.Lock()


def breaker_of(server: str) -> Breaker:
    """The one of a server, by its address and model."""
    with _making:
        return _breakers.setdefault(server, Breaker())
