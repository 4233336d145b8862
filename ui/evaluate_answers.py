"""Answers as a whole: whether they hold the gold answer, rest on what they cite, keep to the language, refuse rightly.

In: questions with what would be right, and what answers them: the extractive answerer, or any configured chat model.
Out: figures by language. Rankings and evidence sentences are evaluate_ask.py's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.records import ENGINE_EXTRACTIVE, Answer, Claim
from assistant.verify import Checks, verdict
from corpus.language import has_words, language_of, normalise
from corpus.records import LANGUAGES, Document
from ui.evaluate_libraries import item_of
from ui.evaluate_measures import Figure, shares
from ui.evaluate_sets import Asked

_EQUAL_COVERAGE = 0.9  # share of the answerable questions answered at which refusals are compared
_QUOTED = re.compile(r"[“«].*?[”»]|\([^()]*\)", re.DOTALL)  # and what stands in brackets: sources, dates


@dataclass(frozen=True, slots=True)
class _Given:
    asked: Asked
    answer: Answer


def answer_figures(
    groups: Mapping[str, Sequence[Asked]],
    answer: Callable[[str], Answer],
    document: Callable[[str], Document],
    checks: Checks,
    model: str = "",
) -> dict[str, dict[str, Figure | float]]:
    """By language: the measures of answers, each a share 0-1.

    `claims_supported`: claims whose cited quotes are verbatim and support them. `citation_precision`: citations that
    stand in a right item. `citation_recall`: questions of which a right item is cited. `unanswerable_refused@90`:
    at the confidence at which nine of ten answerable questions are answered. `language_kept`: answers whose own words
    are in the question's language. Of a chat `model`, too: `written_by_model`: answers given that are its own, the
    others having been quoted in its stead; `sentences_kept`: its sentences that the check did not strike out.
    """
    given = [_Given(asked, answer(asked.text)) for group in groups.values() for asked in group]
    results: dict[str, dict[str, Figure | float]] = {}
    for language in LANGUAGES:
        mine = [g for g in given if g.asked.language == language]
        answerable = [g for g in mine if g.asked.items]
        unanswerable = [g for g in mine if not g.asked.items]
        if answerable:
            results[language] = {
                **_of_questions(answerable),
                **_of_parts([g for g in mine if g.answer.answered], document, checks),
                **_refusals(answerable, unanswerable),
                **(_of_model(mine, model) if model else {}),
            }
    return results


def _of_questions(given: Sequence[_Given]) -> dict[str, Figure | float]:
    quotes = [[normalise(c.quote) for c in g.answer.citations] for g in given]
    return dict(shares({
        "answer_holds_gold": [
            any(normalise(gold) in text for gold in g.asked.answers for text in (normalise(g.answer.text), *said))
            for g, said in zip(given, quotes, strict=True)
        ],
        "first_quote_holds_gold": [
            any(normalise(gold) in said[0] for gold in g.asked.answers) if said else False
            for g, said in zip(given, quotes, strict=True)
        ],
        "citation_recall": [any(item_of(c.path) in g.asked.items for c in g.answer.citations) for g in given],
        "language_kept": [_keeps_language(g) for g in given],
    }))  # fmt: skip


def _keeps_language(given: _Given) -> bool:
    """Titles and quotes stand in their own language; the words between them are the assistant's."""
    own = _QUOTED.sub(" ", given.answer.text)
    return not has_words(own) or language_of(own, given.asked.language) == given.asked.language


def _of_parts(
    given: Sequence[_Given], document: Callable[[str], Document], checks: Checks
) -> dict[str, Figure | float]:
    claims = [_stands(g.answer, claim, document, checks) for g in given for claim in g.answer.claims]
    right = [item_of(c.path) in g.asked.items for g in given for c in g.answer.citations]
    return {
        **(shares({"claims_supported": claims}) if claims else {}),
        **(shares({"citation_precision": right}) if right else {}),
    }


def _of_model(given: Sequence[_Given], model: str) -> dict[str, Figure | float]:
    own = [g.answer.engine == model for g in given if g.answer.answered]
    kept = [True for g in given if g.answer.engine == model for _ in g.answer.claims]
    kept += [False for g in given for _ in g.answer.struck]
    return {
        **(shares({"written_by_model": own}) if own else {}),
        **(shares({"sentences_kept": kept}) if kept else {}),
    }


def _stands(answer: Answer, claim: Claim, document: Callable[[str], Document], checks: Checks) -> bool:
    cited = [c for c in answer.citations if c.number in claim.citations]
    if not cited or any(document(c.document_id).text[c.start : c.end] != c.quote for c in cited):
        return False
    if answer.engine == ENGINE_EXTRACTIVE:
        return all(c.quote in claim.text for c in cited)
    return verdict(claim.text, [c.quote for c in cited], checks, "\n".join(c.title for c in cited)) == "supported"


def _refusals(answerable: Sequence[_Given], unanswerable: Sequence[_Given]) -> dict[str, Figure | float]:
    found: dict[str, Figure | float] = dict(shares({"answered": [g.answer.answered for g in answerable]}))
    if unanswerable:
        least = float(np.quantile([g.answer.confidence for g in answerable], 1 - _EQUAL_COVERAGE))
        found |= shares({
            "unanswerable_refused": [not g.answer.answered for g in unanswerable],
            "unanswerable_refused@90": [g.answer.confidence < least for g in unanswerable],
        })  # fmt: skip
    return found
