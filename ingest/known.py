"""The files that a library knows, by path and by document, kept up while a run changes them.

In: the library's path entries. Out: look-ups that stay quick with ten thousands of files.
"""

from collections.abc import Iterable

from corpus.catalogue_tables import PathEntry


class KnownFiles:
    """Path entries by path; which paths a document has."""

    def __init__(self, entries: Iterable[PathEntry]) -> None:
        self._entries: dict[str, PathEntry] = {}
        self._paths: dict[str, set[str]] = {}
        for entry in entries:
            self.put(entry)

    def get(self, path: str) -> PathEntry | None:
        return self._entries.get(path)

    def put(self, entry: PathEntry) -> None:
        self.drop(entry.path)
        self._entries[entry.path] = entry
        self._paths.setdefault(entry.document_id, set()).add(entry.path)

    def drop(self, path: str) -> None:
        entry = self._entries.pop(path, None)
        if entry is not None:
            self._paths[entry.document_id].discard(path)

    def paths(self) -> list[str]:
        return list(self._entries)

    def paths_of(self, document_id: str) -> set[str]:
        """The paths of a document; empty for one that is not there."""
        return set(self._paths.get(document_id, ()))
