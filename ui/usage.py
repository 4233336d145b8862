"""How the program is used, counted from the audit trail and the thumbs: for administrators.

In: a desk, a number of days. Out: a Usage record. What the trail keeps is corpus/audit.py's; a question that policy
leaves out of it is counted and never shown. How it looks is usage_html.py's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from corpus.audit import Entry
from corpus.conversations import Feedback
from corpus.records import DocumentInfo
from ui.desk import Desk

DAYS = 30
_SHOWN = 20  # documents, questions and thumbs


@dataclass(frozen=True, slots=True)
class Day:
    """One day's questions."""

    day: date
    asked: int
    refused: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What happened in a span of days, the days in order, the rest most or latest first."""

    days: tuple[Day, ...]
    cited: tuple[tuple[DocumentInfo, int], ...]  # documents that the viewer may know of, with their citations
    unanswered: tuple[tuple[str, str], ...]  # (day, question)
    ratings: tuple[Feedback, ...]
    good: int
    bad: int

    @property
    def asked(self) -> int:
        return sum(day.asked for day in self.days)

    @property
    def refused(self) -> int:
        return sum(day.refused for day in self.days)


def usage(desk: Desk, today: date, days: int = DAYS) -> Usage:
    """The `days` that end with `today` (UTC). Raises NotAllowed."""
    desk.require("administrator")
    first = today - timedelta(days=days - 1)
    entries = desk.people.audit.entries(["asked"], since=first.isoformat())
    ratings = desk.people.conversations.ratings(datetime.combine(first, time(), UTC).timestamp())
    known = {info.id: info for info in desk.documents()}
    cited = Counter(d for entry in entries for d in entry.detail.get("documents", ()) if d in known)
    refused = [entry for entry in entries if entry.detail.get("answered") is False]
    unanswered = [(entry.at[:10], str(entry.detail["question"])) for entry in refused if entry.detail.get("question")]
    good = sum(rating.good for rating in ratings)
    return Usage(
        _by_day(entries, first, days),
        tuple((known[document_id], count) for document_id, count in cited.most_common(_SHOWN)),
        tuple(reversed(unanswered[-_SHOWN:])),
        tuple(ratings[:_SHOWN]),
        good,
        len(ratings) - good,
    )


def _by_day(entries: Sequence[Entry], first: date, days: int) -> tuple[Day, ...]:
    asked = Counter(entry.at[:10] for entry in entries)
    refused = Counter(entry.at[:10] for entry in entries if entry.detail.get("answered") is False)
    span = [first + timedelta(days=n) for n in range(days)]
    return tuple(Day(day, asked[day.isoformat()], refused[day.isoformat()]) for day in span)
