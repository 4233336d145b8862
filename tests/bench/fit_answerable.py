"""Fits assistant/answerable.py on a public question set, and reads the fit on articles that it was not fitted on.

Run: python tests/bench/fit_answerable.py [FOLDER], a folder with xquad.ar.json and xquad.en.json. Out: the weights as
they are to be written there, then shares and AUROC by corpus and language. In each corpus half the articles are left
out; a question is answerable, "far" where its article is left out, "near" where only its paragraph is withheld.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant import answerable
from assistant.coverage import Coverage
from assistant.evidence import select
from assistant.records import Filters
from assistant.retrieve import retrieve
from assistant.understand import understand
from assistant.unmentioned import unmentioned
from corpus.calibration import FairEmbedder
from corpus.library import Library
from corpus.records import LANGUAGES, Language
from corpus.settings import load_settings
from ui.evaluate_libraries import item_of, library_of, open_encoder
from ui.evaluate_sets import Asked, Paragraph, read_squad

FOLDER = Path(__file__).parents[3] / "shared" / "eval"
NAMES = answerable.Features.__slots__
NEAR_WEIGHT = 0.1  # of a near question: another paragraph of its article answers many a one; more lets the far ones in
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A question put to a library."""

    corpus: str  # "both copies" or "split"
    language: Language
    kind: str  # "there", "far" or "near"
    article: int
    features: tuple[float, ...]


def found(asked: Asked, library: Library, embedder: FairEmbedder, hidden: frozenset[str]) -> tuple[float, ...] | None:
    query = understand(asked.text, (), Filters(hidden=hidden))
    coverage = Coverage(query.text, query.language, library)
    hits = retrieve(query, library, embedder, coverage=coverage)
    selection = select(query, hits, coverage)
    if not selection.best:
        return None
    words = unmentioned(query, selection.evidence, selection.subjects, coverage)
    return astuple(answerable.features(query, hits, selection, coverage, words))


def collected(paragraphs: Sequence[Paragraph]) -> Iterator[Row]:
    settings = load_settings()
    _, embedder = open_encoder(settings, print)
    for corpus in ("both copies", "split"):
        for half in (0, 1):

            def kept(article: int, language: Language, corpus: str = corpus, half: int = half) -> bool:
                there = corpus == "both copies" or LANGUAGES[article % 2] == language
                return there and article // 2 % 2 == half

            with library_of(paragraphs, kept, settings, embedder) as library:
                ids: dict[str, set[str]] = {}
                for info in library.documents():
                    ids.setdefault(item_of(info.path), set()).add(info.id)
                for p in paragraphs:
                    mine = frozenset(ids.get(p.name, ()))
                    for kind, hidden in (("there", frozenset()), ("near", mine)) if mine else (("far", mine),):
                        for asked in p.questions:
                            if features := found(asked, library, embedder, hidden):
                                yield Row(corpus, asked.language, kind, p.article, features)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    rows = list(collected(read_squad({own: folder / f"xquad.{own}.json" for own in LANGUAGES})))
    report(rows)


def report(rows: Sequence[Row]) -> None:
    values = np.array([row.features for row in rows])
    there = np.array([row.kind == "there" for row in rows])
    near = np.array([row.kind == "near" for row in rows])
    cell = np.array([f"{row.corpus}, {row.language}" for row in rows])
    fold = np.array([row.article // 2 % FOLDS for row in rows])  # both languages of a split corpus in each
    scale = values.std(axis=0) + 1e-9

    def fitted(on: np.ndarray) -> LogisticRegression:
        weights = np.where(near, NEAR_WEIGHT, 1.0)[on]
        return LogisticRegression(max_iter=1000).fit(values[on] / scale, there[on], sample_weight=weights)

    final = fitted(fold >= 0)
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(NAMES, final.coef_[0] / scale, strict=True)))
    print(f"bias {final.intercept_[0]:.2f}; below: each article read by what was fitted on the others")
    sure = np.zeros(len(rows))
    for n in range(FOLDS):
        sure[fold == n] = fitted(fold != n).predict_proba(values[fold == n] / scale)[:, 1]
    for name in sorted(set(cell)):
        mine = cell == name
        yes = sure[mine & there]
        for kind, no in (("far", sure[mine & ~there & ~near]), ("near", sure[mine & near])):
            auroc = roc_auc_score([1] * len(yes) + [0] * len(no), [*yes, *no])
            print(
                f"{name:16} {kind:5} AUROC {auroc:.4f}, answered {np.mean(yes >= answerable.THRESHOLD):.3f} against "
                f"{np.mean(no >= answerable.THRESHOLD):.3f}; where .9 are, {np.mean(no >= np.quantile(yes, 0.1)):.3f}"
            )
    for low, high in pairwise((0, 0.2, 0.4, 0.6, 0.8, 1.01)):
        inside = ~near & (sure >= low) & (sure < high)
        print(f"said {sure[inside].mean():.2f}, true {there[inside].mean():.2f} of {inside.sum()}")


if __name__ == "__main__":
    main()
