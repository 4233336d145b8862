"""`sanad export`: the excerpts that a search finds, written to a file for reading or for a reference manager.

In: a query, a format, a file. Out: the same bytes as the page's export buttons give.
"""

from typing import TYPE_CHECKING, BinaryIO

import click

from ui.cli_common import interface_language, open_desk
from ui.cli_filters import narrowing, require_known

if TYPE_CHECKING:
    from assistant.records import Filters

FORMATS = ("docx", "pdf", "csv", "bibtex", "ris", "csl-json")  # of ui.export, whose import would slow --help


@click.command()
@click.argument("query")
@click.option("--format", "name", type=click.Choice(FORMATS), required=True, help="What kind of file.")
@click.option("--output", type=click.File("wb"), default="-", show_default="standard output", help="The file to write.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many excerpts.")
@narrowing
def export(query: str, name: str, output: BinaryIO, limit: int, filters: "Filters") -> None:
    """Write the passages that best match a query to a file, each with page, quote, language and permanent reference.

    Example: sanad export "terrorist financing" --format docx --output excerpts.docx
    """
    from ui.export import export_excerpts
    from ui.export_records import excerpt_of

    with open_desk() as desk:
        require_known(filters, desk.services)
        hits = desk.search(query, limit, filters).hits
        desk.exported(name, [hit.document.id for hit in hits])
    output.write(export_excerpts(name, [excerpt_of(hit) for hit in hits], interface_language()))
