"""What a search is narrowed to on the command line: one set of options for `ask` and `search`.

In: --language, --kind, --source, --from, --to, --document. Out: Filters. A name that no document bears is told at
once, since a search that finds nothing for a slip of the pen would pass for an empty corpus.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import FilterUnknown
from corpus.language import normalise

if TYPE_CHECKING:
    from assistant.records import Filters
    from ui.services import Services

_OPTIONS = (
    click.option("--language", type=click.Choice(["ar", "en"]), help="Only passages in this language."),
    click.option("--kind", "kinds", multiple=True, help="Only documents of this kind, e.g. report; may be repeated."),
    click.option("--source", "sources", multiple=True, help="Only documents of this publisher; may be repeated."),
    click.option("--from", "date_from", metavar="DATE", default="", help="Not older: YYYY, YYYY-MM or YYYY-MM-DD."),
    click.option(
        "--to", "date_to", metavar="DATE", default="", help="Not newer; documents without a date are left out."
    ),
    click.option("--document", "documents", metavar="ID", multiple=True, help="Only this document; may be repeated."),
)


def narrowing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options above; it is called with `filters`, a Filters."""

    @wraps(command)
    def narrowed(*args: Any, **given: Any) -> Any:
        from assistant.records import Filters

        names = ("language", "kinds", "sources", "date_from", "date_to", "documents")
        return command(*args, filters=Filters(**{name: given.pop(name) for name in names}), **given)

    for option in reversed(_OPTIONS):
        narrowed = option(narrowed)
    return narrowed


def require_known(filters: "Filters", services: "Services") -> None:
    """Raise UnknownDocument, or FilterUnknown with the kinds or sources that there are."""
    for document_id in filters.documents:
        services.document(document_id)
    if filters.kinds or filters.sources:
        infos = services.library.documents()
        _require(filters.kinds, {info.kind for info in infos})
        _require(filters.sources, {info.source for info in infos})


def _require(wanted: Iterable[str], known: set[str]) -> None:
    for value in wanted:
        if normalise(value) not in map(normalise, known):
            raise FilterUnknown(value=value, known=", ".join(sorted(known - {""})) or "-")
