"""`sanad index | reindex | rollback`: the library made, kept up, built anew and gone back to.

In: arguments and SANAD_* variables. Out: reports on stdout, progress on stderr. How a rebuild is judged is
rebuild_check.py's, which generations there are generations.py's.
"""

import sys
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import SanadError
from corpus.memory import share_one_arena
from corpus.settings import load_settings
from ui.cli_common import interface_language, open_desk, print_json

if TYPE_CHECKING:
    from ingest.records import IngestReport
    from ui.desk import Desk
    from ui.rebuild_check import Comparison


class _PathOrPage(click.ParamType):  # type: ignore[type-arg]  # generic in click's stubs only
    name = "path or https://…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        from ingest.load import is_url

        return str(value) if is_url(str(value)) else Path(str(value))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=_PathOrPage())
@click.option("--prune", is_flag=True, help="Forget files that are gone from PATH.")
@click.option("--force", is_flag=True, help="Index garbled files, too; see `sanad documents report`.")
@click.option(
    "--watch",
    is_flag=True,
    help="Go on, and index what changes until interrupted; with --prune, forget what goes, too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def index(paths: tuple[Path | str, ...], prune: bool, force: bool, watch: bool, as_json: bool) -> None:
    """Index files, folders and single web pages; what did not change is left as it is.

    Example: sanad index reports/ article.pdf https://www.un.org/en/about-us/un-charter
    """
    share_one_arena()
    with open_desk() as desk:
        report = _run(desk, paths, prune, force, as_json)
        if watch:
            _keep_watching(desk, paths, report, prune, force, as_json)
            return
    sys.exit(1 if report.failed else 0)


def _run(desk: "Desk", paths: tuple[Path | str, ...], prune: bool, force: bool, as_json: bool) -> "IngestReport":
    from ui.progress import progress_bar

    with progress_bar() as advance:
        report = desk.services.index(paths, advance, prune, force)
    desk.indexed(report)
    _show(report, as_json)
    return report


def _show(report: "IngestReport", as_json: bool) -> None:
    from ui.payload import report_json
    from ui.terminal import report_text

    if as_json:
        print_json(report_json(report))
    else:
        click.echo(report_text(report, interface_language()))
    for failure in report.failed:
        click.echo(failure.reason, err=True)


def _keep_watching(
    desk: "Desk", paths: tuple[Path | str, ...], first: "IngestReport", prune: bool, force: bool, as_json: bool
) -> None:
    from ui.strings import t
    from ui.watch import watch

    failures = first.failed

    def again() -> bool:
        nonlocal failures
        try:
            report = desk.services.index(paths, prune=prune, force=force)
        except SanadError as error:  # another process is writing, the disk is full: tried again
            click.echo(error.text(interface_language()), err=True)
            return False
        done = report.added or report.updated or report.duplicates or report.removed
        if done or report.failed != failures:  # what failed is said once
            desk.indexed(report)
            _show(report, as_json)
        failures = report.failed
        return not report.failed

    click.echo(t("watching", interface_language()), err=True)
    with suppress(KeyboardInterrupt):  # how watching ends, no failure
        watch([path for path in paths if isinstance(path, Path)], again)


@click.command()
@click.option("--rebuild", is_flag=True, required=True, help="Read every indexed file anew.")
@click.option(
    "--gold", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Test questions of your own (TOML, as corpus/samples/gold.toml), put to both libraries.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Use the new library even where it is worse.")
def reindex(rebuild: bool, gold: tuple[Path, ...], yes: bool) -> None:
    """Build the library anew from its files, compare the two on test questions, then use the new one.

    Until then the old one answers; it is kept to go back to. A new one that is worse is used only when you say so.

    Example: sanad reindex --rebuild --gold our-questions.toml
    """
    share_one_arena()
    from ui.progress import progress_bar
    from ui.rebuild import rebuild_library
    from ui.strings import t
    from ui.terminal import comparison_text, report_text

    language = interface_language()
    samples = Path(str(files("corpus").joinpath("samples/gold.toml")))

    def decide(comparison: "Comparison") -> bool:
        click.echo(comparison_text(comparison, language))
        # Asked only where somebody can answer; else the old one, which is known to be well, stays.
        return yes or (sys.stdin.isatty() and click.confirm(t("use_worse", language), err=True))

    with progress_bar() as advance:
        rebuilt = rebuild_library(load_settings(), (samples, *gold), decide, advance)
    click.echo(report_text(rebuilt.report, language))
    for failure in rebuilt.report.failed:
        click.echo(failure.reason, err=True)
    if rebuilt.comparison is None:
        sys.exit(1)
    if not rebuilt.comparison.is_worse():
        click.echo(comparison_text(rebuilt.comparison, language))
    click.echo(t("swapped" if rebuilt.swapped else "kept_old", language, number=rebuilt.number))
    sys.exit(0 if rebuilt.swapped and not rebuilt.report.failed else 1)


@click.command()
@click.option("--to", "number", type=click.IntRange(1), metavar="NUMBER", help="That library; else the one before.")
def rollback(number: int | None) -> None:
    """Go back to the library before the last rebuild, in one step; the one in use now is kept.

    Example: sanad rollback
    """
    from corpus.generations import generations
    from ui.rebuild import roll_back
    from ui.strings import t

    settings = load_settings()
    chosen = roll_back(settings, number)
    others = ", ".join(str(g.number) for g in generations(settings.home) if g.number != chosen.number)
    click.echo(t("rolled_back", interface_language(), number=chosen.number, others=others))
