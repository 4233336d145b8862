"""`sanad evaluate`: how often the right passage is found, the right sentence quoted, and what is not there refused.

In: SQuAD files, put to throw-away libraries in one language, in both, and split between them; or gold question files,
put to the open library. Out: nested dicts of Figures and numbers. Questions, libraries, measures, rivals and tables
each have a module evaluate_*.py of their own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant import answerable
from assistant.chat import ask
from assistant.records import Answer
from assistant.verify import Checks
from corpus.calibration import FairEmbedder
from corpus.records import LANGUAGES, Language
from corpus.settings import Settings
from ui.evaluate_answers import answer_figures
from ui.evaluate_ask import DEEPEST, Outcome, figures, put
from ui.evaluate_libraries import RememberingEmbedder, library_of, open_encoder
from ui.evaluate_measures import auroc, lead, ranking, shares
from ui.evaluate_rivals import rivals
from ui.evaluate_sets import Asked, Paragraph, read_gold, read_squad
from ui.evaluate_singles import SINGLES, Rank, singles
from ui.services import Services

Results = dict[str, object]  # names to Figures, numbers or further Results
Told = Callable[[str], None]
_HELD_OUT_EVERY, _HELD_OUT_FROM = 4, 2  # articles 2 and 3 of each four: one of either language of a split corpus
_PUT_TO_A_MODEL = 20  # every so many-th question of a SQuAD file, where a chat model answers: it takes seconds


@dataclass(frozen=True, slots=True)
class _Corpus:
    """A library to build, and the questions to put to it: by name of the cell, those of (language, item in it)."""

    name: str
    kept: Callable[[int, Language], bool]
    cells: Mapping[str, Sequence[Asked]]


def evaluate_gold(services: Services, file: Path, compare: bool = False) -> Results:
    """Figures for a gold file over the open library, by language and whether the answer crosses.

    With `compare` also of each single ranker that the program's ranking is made of.
    """
    results: Results = {}
    groups = read_gold(file)
    with ExitStack() as stack:
        others = stack.enter_context(singles(services.library, services.embedder)) if compare else {}
        for name, asked in groups.items():
            outcomes = [put(a, services.library, services.embedder, None) for a in asked]
            results[name] = _cell(asked, outcomes, others if all(a.items for a in asked) else {})
    checks = Checks.by(services.settings, services.embedder)
    answers = answer_figures(groups, services.answer, services.document, checks, services.settings.chat_model)
    return {**results, "answers": answers}


def evaluate_squad(
    settings: Settings, files: Mapping[Language, Path], compare: bool = False, told: Told = lambda line: None
) -> Results:
    """Figures for SQuAD files by corpus and language pair; with `compare` also of what others ship.

    `told` gets a line a step. Raises QuestionFileBroken, ExtraMissing.
    """
    paragraphs = read_squad(files)
    remembering, embedder = open_encoder(settings, told)
    results: Results = {}
    for corpus in _corpora(paragraphs, tuple(files)):
        told(f"{corpus.name}: indexing")
        cells: Results = results.setdefault(corpus.name, {})  # type: ignore[assignment]
        with ExitStack() as stack:
            library = stack.enter_context(library_of(paragraphs, corpus.kept, settings, embedder))
            others: Mapping[str, Rank] = {}
            if compare:
                own = stack.enter_context(singles(library, embedder))
                others = {**own, **stack.enter_context(rivals(paragraphs, corpus.kept, remembering))}
            for cell, asked in corpus.cells.items():
                told(f"{corpus.name}: {cell}, {len(asked)} questions")
                outcomes = [put(a, library, embedder, remembering) for a in asked]
                cells[cell] = _cell(asked, outcomes, others)
    told("refusal: a library without every other pair of articles")
    results["refusal"] = _refusal(paragraphs, tuple(files), settings, embedder, remembering)
    told("answers: a library without every other pair of articles, both copies of the others")
    results["answers"] = _answers(paragraphs, settings, embedder)
    return results


def _corpora(paragraphs: Sequence[Paragraph], languages: Sequence[Language]) -> Iterator[_Corpus]:
    def of(language: Language, kept: Callable[[Paragraph], bool] = lambda paragraph: True) -> list[Asked]:
        return [a for p in paragraphs if kept(p) for a in p.questions if a.language == language]

    for there in languages:
        cells = {f"{language}->{there}": of(language) for language in languages}
        yield _Corpus("one language only", lambda _, language, there=there: language == there, cells)  # type: ignore[misc]
    if len(languages) > 1:
        yield _Corpus("both copies", lambda _, language: True, {language: of(language) for language in languages})
        cells = {
            f"{language}->{there}": of(language, lambda p, there=there: _stands_in(p.article, there))  # type: ignore[misc]
            for language in languages
            for there in languages
        }
        yield _Corpus("split-language", _stands_in, cells)


def _stands_in(article: int, language: Language) -> bool:
    """Even articles are left in Arabic only, odd ones in English only."""
    return LANGUAGES[article % 2] == language


def _is_there(article: int) -> bool:
    """Half the articles leave the library; their questions then have no answer."""
    return article % _HELD_OUT_EVERY < _HELD_OUT_FROM


def _refusal(
    paragraphs: Sequence[Paragraph],
    languages: Sequence[Language],
    settings: Settings,
    embedder: FairEmbedder,
    remembering: RememberingEmbedder,
) -> Results:
    def stays(article: int, language: Language) -> bool:
        return _is_there(article) and (len(languages) == 1 or _stands_in(article, language))

    results: Results = {}
    with library_of(paragraphs, stays, settings, embedder) as library:
        for language in languages:
            sure: dict[bool, list[float]] = {True: [], False: []}
            for p in paragraphs:
                for a in p.questions:
                    if a.language == language:
                        sure[_is_there(p.article)].append(put(a, library, embedder, remembering).confidence)
            refused = {there: np.asarray(values) < answerable.THRESHOLD for there, values in sure.items()}
            results[language] = {
                "answerable": len(sure[True]),
                "unanswerable": len(sure[False]),
                "auroc": auroc(sure[True], sure[False]),
                **shares({"answerable_refused": refused[True]}),
                **shares({"unanswerable_refused": refused[False]}),
            }
    return results


def _answers(paragraphs: Sequence[Paragraph], settings: Settings, embedder: FairEmbedder) -> Results:
    """The questions answered as a user's are, by the extractive answerer or the chat model of the settings."""
    asked = [a if _is_there(p.article) else replace(a, items=frozenset()) for p in paragraphs for a in p.questions]
    model = None
    if settings.chat_model:
        from assistant.chat_model import open_chat_model

        model, asked = open_chat_model(settings), asked[::_PUT_TO_A_MODEL]
    with library_of(paragraphs, lambda article, _: _is_there(article), settings, embedder) as library:

        def answer(question: str) -> Answer:
            *_, last = ask(question, library, embedder, settings, chat_model=model)
            assert isinstance(last, Answer)
            return last

        return {
            **answer_figures(
                {"asked": asked}, answer, library.document, Checks.by(settings, embedder), settings.chat_model
            )
        }


def _cell(asked: Sequence[Asked], outcomes: Sequence[Outcome], others: Mapping[str, Rank]) -> Results:
    """The program's figures; its lead over the best single ranker; the figures of each of the `others`."""
    found: Results = {"questions": len(asked), **figures(outcomes), **_times(outcomes)}
    places = {name: [_place(a, rank(a)) for a in asked] for name, rank in others.items()}
    measured = {name: ranking(ranks) for name, ranks in places.items()}
    if measured:
        best = max(SINGLES, key=lambda name: measured[name]["mrr@10"].value)
        found["mrr_lead_over_best_single"] = lead([o.rank for o in outcomes], places[best])
    return {**found, **measured}


def _place(asked: Asked, ranked: Sequence[str]) -> int | None:
    return next((n for n, name in enumerate(ranked[:DEEPEST], start=1) if name in asked.items), None)


def _times(outcomes: Sequence[Outcome]) -> dict[str, float]:
    p50, p95 = np.percentile([o.milliseconds for o in outcomes], [50, 95])
    return {"query_ms_p50": float(p50), "query_ms_p95": float(p95)}
