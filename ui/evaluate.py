"""`sanad evaluate`: how often the right passage is found, the right sentence quoted, and what is not there refused.

In: gold question files against the open library, or SQuAD files in a throw-away library. Out: figures as plain dicts,
and a table for people. Measures are the field's: recall@k, MRR@10, AUROC.
"""

import json
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant import relevance
from assistant.coverage import Coverage
from assistant.evidence import select
from assistant.records import Filters
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.errors import FileBroken
from corpus.language import normalise
from corpus.records import Hit
from corpus.settings import Settings
from ui.services import Services

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question with what would be right."""

    question: str
    language: str
    documents: frozenset[str]  # file names that hold the answer; empty when nothing does
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    rank: int | None  # 1-based rank of the first right document
    confidence: float
    quoted: bool  # the best evidence sentence holds an answer
    milliseconds: float


def evaluate_gold(services: Services, file: Path) -> dict[str, object]:
    """Figures for a gold file (TOML, [[question]] tables) over the open library, by language and whether it crosses."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    except (tomllib.TOMLDecodeError, KeyError, OSError) as error:
        raise FileBroken(path=file, detail=error) from None
    groups: dict[str, list[_Asked]] = {}
    for entry in entries:
        kind = "unanswerable" if not entry.get("answerable", True) else "cross" if entry.get("cross") else "same"
        asked = _Asked(entry["question"], entry["language"], frozenset(entry["file"]), tuple(entry["answer"]))
        groups.setdefault(f"{entry['language']} {kind}", []).append(asked)
    return {name: _figures([_ask(services, a) for a in asked]) for name, asked in sorted(groups.items())}


def evaluate_squad(settings: Settings, files: Mapping[str, Path]) -> dict[str, object]:
    """Figures for SQuAD files whose paragraphs align by position, by corpus and language pair."""
    paragraphs = {lang: list(_paragraphs(file)) for lang, file in files.items()}
    results: dict[str, object] = {}
    corpora: dict[str, Callable[[int, str], bool]] = {"both copies": lambda article, lang: True}
    if len(files) > 1:
        corpora["split-language"] = lambda article, lang: (article % 2 == 0) == (lang == "ar")
    for name, kept in corpora.items():
        with tempfile.TemporaryDirectory(prefix="sanad-evaluate-") as folder:
            services = _throw_away(settings, Path(folder), paragraphs, kept)
            try:
                results[name] = _by_pair(services, paragraphs, kept, split=name == "split-language")
                if name == "both copies":
                    results["one language only"] = {
                        f"{q}->{d}": _figures(_asked_of(services, paragraphs[q], filters=Filters(d)))  # type: ignore[arg-type]
                        for q in paragraphs for d in paragraphs
                    }  # fmt: skip
                else:
                    results["refusal"] = _refusal(services, paragraphs)
            finally:
                services.close()
    return results


@dataclass(frozen=True, slots=True)
class _Paragraph:
    name: str
    article: int
    text: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def _paragraphs(file: Path) -> Iterable[_Paragraph]:
    try:
        articles = json.loads(file.read_text(encoding="utf-8"))["data"]
    except (json.JSONDecodeError, KeyError, OSError, UnicodeDecodeError) as error:
        raise FileBroken(path=file, detail=error) from None
    for a, article in enumerate(articles):
        for p, paragraph in enumerate(article["paragraphs"]):
            questions = tuple((q["question"], tuple(x["text"] for x in q["answers"])) for q in paragraph["qas"])
            yield _Paragraph(f"{a:03}-{p:03}", a, paragraph["context"], questions)


def _throw_away(
    settings: Settings, folder: Path, paragraphs: Mapping[str, Sequence[_Paragraph]], kept: Callable[[int, str], bool]
) -> Services:
    """A library of the paragraphs in a temporary home; the models are the real home's."""
    (folder / "files").mkdir()
    for language, items in paragraphs.items():
        for item in items:
            if kept(item.article, language):
                (folder / "files" / f"{item.name}.{language}.txt").write_text(item.text, encoding="utf-8")
    home = folder / "home"
    home.mkdir()
    (settings.home / "models").mkdir(parents=True, exist_ok=True)
    (home / "models").symlink_to(settings.home / "models", target_is_directory=True)
    services = Services(settings.model_copy(update={"home": home}))
    services.index([folder / "files"])
    return services


def _by_pair(
    services: Services, paragraphs: Mapping[str, Sequence[_Paragraph]], kept: Callable[[int, str], bool], split: bool
) -> dict[str, object]:
    if not split:
        return {language: _figures(_asked_of(services, items)) for language, items in paragraphs.items()}
    return {
        f"{q}->{d}": _figures(_asked_of(services, [i for i in paragraphs[q] if kept(i.article, d)]))
        for q in paragraphs for d in paragraphs
    }  # fmt: skip


def _asked_of(services: Services, items: Sequence[_Paragraph], filters: Filters | None = None) -> list[_Outcome]:
    asked = [_Asked(q, "", frozenset([item.name]), answers) for item in items for q, answers in item.questions]
    return [_ask(services, a, filters) for a in asked]


def _refusal(services: Services, paragraphs: Mapping[str, Sequence[_Paragraph]]) -> dict[str, object]:
    """Every fourth article's documents leave the library; its questions then have no answer."""
    gone = {i.name for items in paragraphs.values() for i in items if i.article % 4 >= 2}
    with services.library.writing():
        for info in services.library.documents():
            if Path(info.path).name.split(".")[0] in gone:
                services.library.remove(info.id)
    figures: dict[str, object] = {}
    for language, items in paragraphs.items():
        answerable = [o.confidence for o in _asked_of(services, [i for i in items if i.name not in gone])]
        unanswerable = [o.confidence for o in _asked_of(services, [i for i in items if i.name in gone])]
        figures[language] = {
            "auroc": _auroc(answerable, unanswerable),
            "answerable_refused": float(np.mean(np.asarray(answerable) < relevance.THRESHOLD)),
            "unanswerable_refused": float(np.mean(np.asarray(unanswerable) < relevance.THRESHOLD)),
        }
    return figures


def _ask(services: Services, asked: _Asked, filters: Filters | None = None) -> _Outcome:
    started = time.perf_counter()
    query = understand(asked.question, (), filters)
    hits = retrieve(query, services.library, services.embedder, _DEEPEST)
    milliseconds = (time.perf_counter() - started) * 1000
    right = next((rank for rank, name in enumerate(_names(hits), start=1) if name in asked.documents), None)
    best = select(query, hits, Coverage(query.text, query.language, services.library), limit=1)
    quoted = bool(best) and any(normalise(a) in normalise(best[0].text) for a in asked.answers)
    return _Outcome(right, max((h.relevance for h in hits[:5]), default=0.0), quoted, milliseconds)


def _names(hits: Sequence[Hit]) -> list[str]:
    """File names in order, each once; "003-001.ar.txt" of a SQuAD paragraph is "003-001"."""
    names = [Path(h.document.path).name for h in hits]
    return list(dict.fromkeys(n[:7] if n[:3].isdigit() and n[3:4] == "-" else n for n in names))


def _figures(outcomes: Sequence[_Outcome]) -> dict[str, float]:
    ranks = np.array([o.rank or 10**6 for o in outcomes], dtype=float)
    times = np.array([o.milliseconds for o in outcomes])
    return {
        "questions": len(outcomes),
        "recall@1": float(np.mean(ranks <= 1)),
        "recall@5": float(np.mean(ranks <= 5)),
        "recall@20": float(np.mean(ranks <= 20)),
        "mrr@10": float(np.mean(np.where(ranks <= 10, 1 / ranks, 0))),
        "first_quote_holds_answer": float(np.mean([o.quoted for o in outcomes])),
        "refused": float(np.mean([o.confidence < relevance.THRESHOLD for o in outcomes])),
        "query_ms_p50": float(np.percentile(times, 50)),
        "query_ms_p95": float(np.percentile(times, 95)),
    }


def _auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Probability that a positive outscores a negative, ties counted half (Mann-Whitney)."""
    pos, neg = np.asarray(positive)[:, None], np.asarray(negative)[None, :]
    return float(np.mean((pos > neg) + 0.5 * (pos == neg)))


def results_text(results: Mapping[str, object], indent: int = 0) -> str:
    """The figures as an indented table."""
    lines = []
    for name, value in results.items():
        if isinstance(value, Mapping) and all(isinstance(v, int | float) for v in value.values()):
            lines.append(" " * indent + f"{name:24}" + "  ".join(f"{k} {v:.3f}" for k, v in value.items()))
        elif isinstance(value, Mapping):
            lines += [" " * indent + name, results_text(value, indent + 2)]
    return "\n".join(lines)
