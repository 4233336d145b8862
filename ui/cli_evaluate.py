"""`sanad evaluate`: gold question files against the open library, SQuAD files in throw-away ones.

In: FILE, ar=FILE and en=FILE. Out: a table or JSON on stdout, a picture, a line a step on stderr. What is measured
and how is evaluate.py's.
"""

import json
from pathlib import Path

import click

from corpus.records import LANGUAGES
from corpus.settings import load_settings


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE | ar=FILE | en=FILE]…")
@click.option(
    "--squad", multiple=True, metavar="LANG=FILE", help="A SQuAD file in Arabic or English; paragraphs align."
)
@click.option("--compare", is_flag=True, help="Also measure each single ranker, and on SQuAD files what others ship.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.png", help="Draw recall@1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def evaluate(files: tuple[str, ...], squad: tuple[str, ...], compare: bool, plot: Path | None, as_json: bool) -> None:
    """Measure retrieval, quotes and refusal: gold question files (TOML) against this library, SQuAD files on their own.

    Example: sanad evaluate --squad ar=xquad.ar.json en=xquad.en.json --compare --plot recall.png
    """
    gold, squads = _sorted_out(files, squad)
    from ui.evaluate import evaluate_gold, evaluate_squad
    from ui.evaluate_show import plain, table
    from ui.evaluate_show import plot as draw
    from ui.services import Services

    def told(line: str) -> None:
        click.echo(line, err=True)

    settings = load_settings()
    results: dict[str, object] = {}
    if gold:
        services = Services(settings, told)
        try:
            results |= {str(file): evaluate_gold(services, file, compare) for file in gold}
        finally:
            services.close()
    if squads:
        results |= evaluate_squad(settings, squads, compare, told)  # type: ignore[arg-type]
    if plot:
        draw(results, plot)
    click.echo(json.dumps(plain(results), ensure_ascii=False) if as_json else table(results))


def _sorted_out(files: tuple[str, ...], squad: tuple[str, ...]) -> tuple[list[Path], dict[str, Path]]:
    """Gold files, and SQuAD files by language. Raises UsageError."""
    pairs = [entry.partition("=") for entry in (*squad, *(f for f in files if f[2:3] == "="))]
    gold = [Path(f) for f in files if f[2:3] != "="]
    squads = {language: Path(name) for language, _, name in pairs}
    if (not gold and not pairs) or len(squads) < len(pairs) or not set(squads) <= set(LANGUAGES):
        raise click.UsageError("Give gold files, or one SQuAD file a language: --squad ar=FILE en=FILE.")
    for file in (*gold, *squads.values()):
        if not file.is_file():
            raise click.UsageError(f"{file}: no such file.")
    return gold, squads
