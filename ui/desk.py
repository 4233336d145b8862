"""What one viewer can do: the only way from a page to the library.

In: Services, People, a Viewer. Out: answers, excerpts, documents. Each call checks the viewer's role, leaves out what
is kept from them, and is recorded in the audit trail. Who the viewer is, is door.py's business.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.records import Answer, Citation, Filters, TextDelta, Turn
from corpus.accounts import Restriction, Viewer
from corpus.errors import NotAllowed, UnknownDocument
from corpus.keys import text_sha256
from corpus.language import language_of
from corpus.records import Document, DocumentInfo, Relative, Resolved
from corpus.roles import Role, check_roles
from ingest.records import IngestReport
from ui.people import People
from ui.uploads import forget

if TYPE_CHECKING:
    from ui.services import SearchResult, Services

_PATHS_RECORDED = 100  # of a run of indexing


class Desk:
    """`services` as `viewer` may use them, at this moment: made anew for each request."""

    def __init__(self, services: "Services", people: People, viewer: Viewer) -> None:
        self.services, self.people = services, people
        self.viewer = people.seeing(viewer, lambda: services.library)

    def require(self, role: Role) -> None:
        """Raises NotAllowed, and records that it was tried."""
        if not self.viewer.may(role):
            self.record("refused", needed=role)
            raise NotAllowed(role=role)

    def record(self, action: str, target: str = "", /, **detail: Any) -> None:
        """Append to the audit trail in this viewer's name."""
        self.people.audit.record(self.viewer.name, self.viewer.role, action, target, **detail)

    # Questions

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[TextDelta | Answer]:
        """As Services.ask. Earlier turns that rest on what is kept from this viewer are not looked at.

        What is stopped halfway has been read halfway: it is recorded as well.
        """
        said = [turn for turn in history if self.may_see(turn.answer)]
        recorded = False
        try:
            for event in self.services.ask(question, said, self._narrowed(filters)):
                if isinstance(event, Answer):
                    recorded = True
                    self.record(
                        "asked", **self._question(question, event.language), answered=event.answered,
                        documents=_documents(event.citations), milliseconds=event.elapsed_ms, engine=event.engine,
                    )  # fmt: skip
                yield event
        finally:
            if not recorded:
                self.record("asked", **self._question(question, language_of(question)), unfinished=True)

    def answer(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """The Answer alone."""
        *_, last = self.ask(question, history, filters)
        assert isinstance(last, Answer)
        return last

    def search(self, text: str, limit: int = 10, filters: Filters | None = None) -> "SearchResult":
        """As Services.search; for researchers."""
        self.require("researcher")
        result = self.services.search(text, limit, self._narrowed(filters))
        self.record("searched", **self._question(text, result.language), hits=len(result.hits))
        return result

    def exported(self, form: str, documents: Sequence[str]) -> None:
        """Record what left in a file: its form and the ids of the documents quoted in it."""
        self.record("exported", form=form, documents=list(dict.fromkeys(documents)))

    def indexed(self, report: IngestReport) -> None:
        """Record what a run of indexing did: the files by name as far as an entry holds them."""
        changed = [*report.added, *report.updated]
        self.record(
            "indexed", added=len(report.added), updated=len(report.updated), failed=len(report.failed),
            removed=len(report.removed), paths=changed[:_PATHS_RECORDED],
        )  # fmt: skip

    # Documents

    def documents(self) -> list[DocumentInfo]:
        """All that this viewer may know of."""
        return [info for info in self.services.library.documents() if info.id not in self.viewer.hidden]

    def document(self, document_id: str) -> Document:
        """Raises UnknownDocument: for what is kept from this viewer too."""
        if document_id in self.viewer.hidden:
            raise UnknownDocument(document_id=document_id)
        document = self.services.document(document_id)
        self.record("opened", document_id)
        return document

    def passage_around(self, citation: Citation) -> tuple[str, str, str]:
        """As Services.passage_around. Raises UnknownDocument."""
        if citation.document_id in self.viewer.hidden:
            raise UnknownDocument(document_id=citation.document_id)
        return self.services.passage_around(citation)

    def documents_under(self, path: Path) -> list[str]:
        """The ids of the documents of which every file lies in the folder `path`, or is it."""
        folder = os.path.abspath(path)
        owners: dict[str, bool] = {}
        for file, entry in sorted(self.services.library.paths().items()):
            within = file == folder or file.startswith(folder.rstrip(os.sep) + os.sep)
            owners[entry.document_id] = owners.get(entry.document_id, True) and within
        return [document_id for document_id, within in owners.items() if within]

    def relatives(self, document_id: str) -> tuple[Relative, ...]:
        """As Services.relatives, without those that this viewer may not know of."""
        found = self.services.relatives(document_id)
        return tuple(relative for relative in found if relative.document.id not in self.viewer.hidden)

    def resolve(self, anchor: str) -> Resolved:
        """Where a permanent reference leads now; to a document that is kept from this viewer, nowhere."""
        found = self.services.library.resolve(anchor)
        if found.document_id in self.viewer.hidden:
            return Resolved("gone", found.document_id, 0, 0, None)
        return found

    def restrict(self, document_id: str, roles: Sequence[Role]) -> None:
        """Keep a document to `roles` and administrators; all roles lift the restriction. For administrators."""
        self.require("administrator")
        document = self.services.document(document_id)
        restriction = Restriction(document.id, text_sha256(document.text), document.path, check_roles(roles))
        self.people.accounts.restrict(restriction)
        self.record("restricted", document_id, roles=list(restriction.roles))

    def remove(self, document_ids: Sequence[str]) -> None:
        """Forget documents. For administrators. Raises UnknownDocument.

        Their files stay where they are, but for those that were uploaded: the next upload would bring them back.
        """
        self.require("administrator")
        library = self.services.library
        with library.writing():
            for document_id in document_ids:
                paths = [path for path, entry in library.paths().items() if entry.document_id == document_id]
                library.remove(document_id)
                for path in paths:
                    forget(self.services.settings.home, path)
                self.record("removed", document_id)

    def counts(self) -> tuple[int, int]:
        """(documents, passages) that this viewer may know of."""
        documents, passages = self.services.counts()
        if not self.viewer.hidden:
            return documents, passages
        mine = self.documents()
        return len(mine), sum(len(self.services.library.document_passages(info.id)) for info in mine)

    # Conversations

    def colleagues(self) -> list[str]:
        """The names of the others who may sign in: whom a conversation can be shared with."""
        return [a.name for a in self.people.accounts.users() if not a.disabled and a.name != self.viewer.name]

    def may_see(self, answer: Answer) -> bool:
        """Whether nothing in an answer comes from a document that is kept from this viewer."""
        named = [*answer.citations, *answer.related]
        versions = [info.id for citation in named for info in citation.versions]
        return self.viewer.hidden.isdisjoint([*_documents(named), *versions])

    def _narrowed(self, filters: Filters | None) -> Filters:
        filters = filters or Filters()
        return replace(filters, hidden=filters.hidden | self.viewer.hidden)

    def _question(self, question: str, language: str) -> dict[str, Any]:
        """A question as the trail may hold it: by policy its language alone."""
        kept = {"question": question[:500]} if self.people.settings.audit_questions else {}
        return {"language": language, **kept}


def _documents(citations: Sequence[Citation]) -> list[str]:
    return list(dict.fromkeys(citation.document_id for citation in citations))
