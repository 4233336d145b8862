"""Accounts, audit and conversations of one data folder, opened together.

In: settings. Out: People. What a viewer may do with them is desk.py's; what a request carries is door.py's.
"""

import getpass
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from corpus.accounts import Accounts, Viewer
from corpus.audit import Audit
from corpus.conversations import Conversations
from corpus.library import Library
from corpus.people import open_people
from corpus.settings import Settings


class People:
    """Raises HomeError, PeopleDamaged."""

    def __init__(self, settings: Settings) -> None:
        self._engine = open_people(settings.home)
        self.settings = settings
        self.accounts = Accounts(self._engine, settings.session_idle_minutes * 60, settings.session_hours * 3600)
        self.audit = Audit(self._engine)
        self.conversations = Conversations(self._engine)
        if settings.audit_days:
            self.prune_audit(settings.audit_days)

    def prune_audit(self, days: int) -> int:
        """Remove entries of the audit trail older than `days`; how many. That it was done is an entry itself."""
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        removed = self.audit.prune(before)
        if removed:
            viewer = local_viewer()
            self.audit.record(viewer.name, viewer.role, "audit pruned", before=before, removed=removed)
        return removed

    def close(self) -> None:
        self._engine.dispose()

    def seeing(self, viewer: Viewer, library: Callable[[], Library]) -> Viewer:
        """`viewer` with the documents that must not exist for them, as the library stands now.

        A restricted document is known by its id, by its text and by its path: one that was removed and indexed again
        stays restricted, and so does a copy of it.
        """
        kept = self.accounts.kept_from(viewer.role)
        if not kept:
            return Viewer(viewer.name, viewer.role)
        like = library().documents_like((r.text_sha256 for r in kept), (r.path for r in kept))
        return Viewer(viewer.name, viewer.role, frozenset(like | {r.document_id for r in kept}))


def local_viewer() -> Viewer:
    """Who runs this program on their own machine: nobody is kept from their own files."""
    name = str(os.getuid()) if hasattr(os, "getuid") else "local"
    with suppress(OSError, KeyError):  # a user without an entry in the password file
        name = getpass.getuser()
    return Viewer(f"{name}@local", "administrator")
