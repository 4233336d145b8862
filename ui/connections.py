"""Connections that do not get to the point are closed: a request's head must come soon, and must be short.

In: bytes of a client. Out: uvicorn's own protocol, which itself would wait for ever, and read for ever, until the end
of a head. Bodies are limits.py's.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD_SECONDS = 10.0  # from the opening of a connection, or from the first byte of a later request
_HEAD_BYTES = 65_536


class PatientProtocol(HttpToolsProtocol):
    """uvicorn makes one for each connection."""

    head_seconds = _HEAD_SECONDS

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._has_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._has_head()
            return
        self._await_head()
        self._head_bytes += len(data)
        if self._head_bytes > _HEAD_BYTES:
            self._give_up()

    def _await_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.head_seconds, self._give_up)

    def _has_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline, self._head_bytes = None, 0

    def _give_up(self) -> None:
        self._has_head()
        self.transport.close()
