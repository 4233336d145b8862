"""What `sanad evaluate` measured, as a table for people, as JSON, or as a picture.

In: the nested dicts of evaluate.py. Out: text; plain values; a PNG file by matplotlib, imported only for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from corpus.errors import ExtraMissing
from ui.evaluate_measures import Figure

_Cell = Mapping[str, object]


def plain(value: object) -> object:
    """Results with each Figure as {"value", "low", "high"}, four digits after the point."""
    if isinstance(value, Figure):
        return {name: round(number, 4) for name, number in asdict(value).items()}
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def table(results: Mapping[str, object], indent: int = 0) -> str:
    """One line a cell: value and 95% interval of each measure; rivals on lines of their own under it."""
    lines = []
    for name, value in results.items():
        if isinstance(value, Mapping) and any(not isinstance(v, Mapping) for v in value.values()):
            lines.append(" " * indent + f"{name:26}" + _measures(value))
            lines += [" " * indent + f"  {rival:24}" + _measures(inner) for rival, inner in _rivals(value)]
        elif isinstance(value, Mapping):
            lines += [" " * indent + name, table(value, indent + 2)]
    return "\n".join(lines)


def _measures(cell: _Cell) -> str:
    parts = []
    for name, value in cell.items():
        if isinstance(value, Figure):
            parts.append(f"{name} {value.value:.3f} [{value.low:.3f}, {value.high:.3f}]")
        elif isinstance(value, float):
            parts.append(f"{name} {value:.1f}")
        elif isinstance(value, int):
            parts.append(f"{name} {value}")
    return "  ".join(parts)


def _rivals(cell: _Cell) -> Iterator[tuple[str, _Cell]]:
    yield from ((name, value) for name, value in cell.items() if isinstance(value, Mapping))


def plot(results: Mapping[str, object], file: Path) -> None:
    """Recall@1 with its interval by corpus and language pair, rivals beside it. Raises ExtraMissing."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure as Canvas
    except ImportError:
        raise ExtraMissing(name="matplotlib", extra="evaluate") from None
    panels = {corpus: found for corpus, cells in results.items() if (found := _bars(cells))}
    canvas = Canvas(figsize=(11, 0.6 + 3.4 * max(len(panels), 1)), layout="constrained")
    FigureCanvasAgg(canvas)
    for place, (corpus, rows) in enumerate(panels.items(), start=1):
        axes = canvas.add_subplot(len(panels), 1, place)
        cells = list(next(iter(rows.values())))
        width = 0.8 / len(rows)
        for r, (row, by_cell) in enumerate(rows.items()):
            drawn = [by_cell[cell] for cell in cells]
            whiskers = [[f.value - f.low for f in drawn], [f.high - f.value for f in drawn]]
            places = [c + (r - (len(rows) - 1) / 2) * width for c in range(len(cells))]
            axes.bar(places, [f.value for f in drawn], width * 0.92, yerr=whiskers, capsize=2, label=row)
        axes.set_xticks(range(len(cells)), cells)
        axes.set_ylim(0, 1)
        axes.set_ylabel("recall@1, 95% interval")
        axes.set_title(corpus, loc="left")
        axes.grid(axis="y", alpha=0.3)
        axes.set_axisbelow(True)
        if place == 1 and len(rows) > 1:
            axes.legend(loc="lower left", fontsize=8)
    canvas.savefig(file, format="png", dpi=140)


def _bars(cells: object) -> dict[str, dict[str, Figure]]:
    """By row (the program, then each rival), recall@1 by cell; empty for what has no ranking."""
    rows: dict[str, dict[str, Figure]] = {}
    for cell, measures in cells.items() if isinstance(cells, Mapping) else ():
        named = {"Sanad": measures, **dict(_rivals(measures))} if isinstance(measures, Mapping) else {}
        for row, values in named.items():
            if isinstance(found := values.get("recall@1"), Figure):
                rows.setdefault(row, {})[cell] = found
    return rows
