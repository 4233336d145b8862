"""How quick the extractive answer is beside retrieval alone, over about 1,000 passages, with the bundled encoder.

Prints p50 and p95 in milliseconds, warm, over the starter documents' gold questions in both languages, none asked
before. The library is the starter documents and made-up reports. Run: python tests/bench/bench_answer.py
"""

import statistics
import tempfile
import time
import tomllib
from pathlib import Path

from corpus.settings import Settings
from ui.services import SAMPLES, Services

_REPORTS = 240
_TOWNS = ("Rome", "Cairo", "Geneva", "Tunis", "Vienna", "Amman", "Nairobi", "Oslo")
_THEMES = (
    "fisheries",
    "archives",
    "railways",
    "harvests",
    "museums",
    "harbours",
    "forestry",
    "census work",
    "vaccines",
)
_TOWNS_AR = ("روما", "القاهرة", "جنيف", "تونس", "فيينا", "عمّان", "نيروبي", "أوسلو")
_THEMES_AR = (
    "المصايد",
    "المحفوظات",
    "السكك الحديدية",
    "المحاصيل",
    "المتاحف",
    "الموانئ",
    "الغابات",
    "التعداد",
    "اللقاحات",
)


def report(n: int) -> str:
    """A page of its own in one of the two languages."""
    at, year = n // 2, 1950 + n % 70
    if n % 2:
        town, theme = _TOWNS[at % 8], _THEMES[at % 9]
        lines = (f"Delegates met in {town} in {year + k} and heard report {n * 10 + k} on {theme}." for k in range(60))
        return f"# Report {n} on {theme}\n\n" + "\n\n".join(" ".join(part) for part in _tens(list(lines)))
    town, theme = _TOWNS_AR[at % 8], _THEMES_AR[at % 9]
    lines = (f"اجتمع المندوبون في {town} عام {year + k} وسمعوا التقرير {n * 10 + k} عن {theme}." for k in range(60))
    return f"# التقرير {n} عن {theme}\n\n" + "\n\n".join(" ".join(part) for part in _tens(list(lines)))


def _tens(lines: list[str]) -> list[list[str]]:
    return [lines[at : at + 10] for at in range(0, len(lines), 10)]


def main() -> None:
    gold = tomllib.loads(SAMPLES.joinpath("gold.toml").read_text(encoding="utf-8"))
    questions = [entry["question"] for entry in gold["question"]]
    half = len(questions) // 2
    with tempfile.TemporaryDirectory() as folder:
        services = Services(Settings(home=Path(folder) / "home"))
        services.index_samples_if_empty()
        files = Path(folder) / "files"
        files.mkdir()
        for n in range(_REPORTS):
            (files / f"{n}.md").write_text(report(n), encoding="utf-8")
            if n % 20 == 19:
                services.index([files])
                if services.counts()[1] >= 1000:
                    break
        for question in ("When did delegates meet?", "متى اجتمع المندوبون؟"):
            services.answer(question)
        # Different questions for the two, for an encoder remembers; in turns, for the machine's load changes.
        times: dict[str, list[float]] = {"retrieval alone": [], "extractive answer": []}
        for searched, answered in zip(questions[:half], questions[half : 2 * half], strict=True):
            for name, run, text in (
                ("retrieval alone", services.search, searched),
                ("extractive answer", services.answer, answered),
            ):
                started = time.perf_counter()
                run(text)
                times[name].append((time.perf_counter() - started) * 1000)
        documents, passages = services.counts()
        services.close()
    print(f"{passages} passages of {documents} documents, {half} questions each")
    for name, taken in times.items():
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(f"{name:18} p50 {statistics.median(taken):6.1f} ms   p95 {p95:6.1f} ms")


if __name__ == "__main__":
    main()
