"""Does each cited span support its sentence? Numbers, dates and names first, then meaning.

In: a sentence and the quotes that it cites. Out: a verdict. Names are names.py's, numbers of resolutions
references.py's. A sentence that is itself the quote needs no more than that the quote stands in the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import references
from assistant.cross_encoder import entailment
from assistant.names import names_stand
from assistant.number_words import find_all_numbers
from assistant.records import Verdict
from corpus.calibration import FairEmbedder
from corpus.dates import DateMention, find_dates, find_numbers
from corpus.language import keywords, language_of, normalise, words
from corpus.records import Language
from corpus.settings import Settings

# Centred cosines (corpus/calibration.py) of a sentence and its quote. Measured on XQuAD: 92% of the translations of a
# sentence lie above _TRANSLATED and 2% of its neighbours; 1% of the neighbours in one language above _PARAPHRASED.
_TRANSLATED = 0.5
_PARAPHRASED = 0.65
_NEAR = 0.45  # enough where most words are shared too: keeps "rejected" from passing for "adopted"
_WORDS_SHARED = 0.75
_TAKEN_UP = 0.5  # share of a quote's words that a sentence has when it says most of what the quote says
_NEGATIONS: dict[Language, frozenset[str]] = {
    "en": frozenset(["not", "no", "never", "none", "neither", "nor", "without", "cannot"]),
    "ar": frozenset(["لا", "لم", "لن", "ليس", "ليست", "ولا", "ولم", "ولن", "دون", "بدون", "عدم", "غير"]),
}
_CLAUSES = re.compile(r"[,،؛;](?=\s)|\s(?:and|while|whereas)\s|\s(?=و(?:قد|هو|هي|كان|تم|ذلك)\b)")
_GREGORIAN_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_CLAUSE_WORDS = 4  # fewer say too little on their own
_ENTAILED = 0.5  # probability that the entailment model must give


@dataclass(frozen=True, slots=True)
class Checks:
    """What a sentence is checked by."""

    embedder: FairEmbedder
    lexicon: Path  # the folder where it is kept prepared (home/models)
    entailment_model: str = ""  # a CrossEncoder, hub name or folder; "" checks without one

    @staticmethod
    def by(settings: Settings, embedder: FairEmbedder) -> "Checks":
        """Those that the settings choose."""
        return Checks(embedder, settings.home / "models", settings.entailment_model)


def verdict(sentence: str, quotes: Sequence[str], checks: Checks) -> Verdict:
    """ "unsupported" when a number, date or name of `sentence` stands in none of `quotes`, or its meaning in none;
    "partly" when all of these stand and the meaning of a clause does, but not that of the whole.

    An entailment model, where one is set, must agree to all that is not word for word in a quote. Raises ModelError for
    one that cannot be used.
    """
    support = "\n".join(quotes)
    if not quotes or not figures_stand(sentence, support) or not references.stand(sentence, support):
        return "unsupported"
    if not names_stand(sentence, quotes, checks.lexicon):
        return "unsupported"
    language = language_of(sentence)
    alike = [quote for quote in quotes if language_of(quote) == language]
    if alike and not any(_same_polarity(sentence, quote, language) for quote in alike):
        return "unsupported"
    if any(_plain(sentence) in _plain(quote) for quote in quotes):
        return "supported"
    found = _by_meaning(sentence, quotes, language, checks.embedder)
    if found == "supported" and not _entailed(sentence, quotes, checks.entailment_model):
        # Its figures and names stand, its whole does not: what remains of it is for its clauses to show.
        return "partly" if _part_stands(sentence, quotes, language, checks) else "unsupported"
    if found == "unsupported" and _part_stands(sentence, quotes, language, checks):
        return "partly"
    return found


def _plain(text: str) -> str:
    return " ".join(normalise(match.group()) for match in words(text))


def _entailed(text: str, quotes: Sequence[str], model: str) -> bool:
    """Whether one of the quotes, or all of them together, entail `text`; always where no model is set."""
    if not model:
        return True
    premises = list(dict.fromkeys([*quotes, "\n".join(quotes)]))
    return max(entailment(model, [(premise, text) for premise in premises])) >= _ENTAILED


def _by_meaning(sentence: str, quotes: Sequence[str], language: Language, embedder: FairEmbedder) -> Verdict:
    """By its words where all of them stand, or else by the encoder."""
    shared = _share_of_words(sentence, "\n".join(quotes))
    if shared == 1.0:
        return "supported"
    vectors = embedder.embed_passages([sentence, *quotes], [language, *(language_of(quote) for quote in quotes)])
    for quote, closeness in zip(quotes, vectors[1:] @ vectors[0], strict=True):
        needed = _TRANSLATED if language_of(quote) != language else _PARAPHRASED
        if closeness >= needed or (shared >= _WORDS_SHARED and closeness >= _NEAR):
            return "supported"
    return "unsupported"


def _part_stands(sentence: str, quotes: Sequence[str], language: Language, checks: Checks) -> bool:
    """Whether a clause of `sentence` is supported by itself, its figures and names being known to stand."""
    clauses = [clause.strip(" .،,؛;") for clause in _CLAUSES.split(sentence)]
    clauses = [clause for clause in clauses if len(clause.split()) >= _CLAUSE_WORDS]
    if len(clauses) < 2:
        return False
    languages = [language] * len(clauses) + [language_of(quote) for quote in quotes]
    vectors = checks.embedder.embed_passages([*clauses, *quotes], languages)
    likeness = vectors[: len(clauses)] @ vectors[len(clauses) :].T
    for row, clause in zip(likeness, clauses, strict=True):
        for cosine, quote in zip(row, quotes, strict=True):
            needed = _TRANSLATED if language_of(quote) != language else _PARAPHRASED
            near = cosine >= needed or _share_of_words(clause, quote) == 1.0
            if near and _entailed(clause, [quote], checks.entailment_model):
                return True
    return False


def figures_stand(sentence: str, support: str) -> bool:
    """Every date of `sentence` is stated in `support`, whatever its form, and every other number."""
    numbers = {n.value for n in find_numbers(support)} | {n.value for n in find_all_numbers(support)}
    dates = find_dates(support)
    mine = find_dates(sentence)
    for date in mine:
        bare_year = date.month is None and date.day is None and str(date.year) in numbers
        if not bare_year and not any(date.agrees_with(other) for other in dates):
            return False
    stated = [n for n in find_all_numbers(sentence) if not _within(n.start, mine)]
    return all(
        n.value in numbers or _idle(sentence[n.start : n.end], n.value) or _year_of_another_calendar(n.value, dates)
        for n in stated
    )


def _year_of_another_calendar(value: str, dates: Sequence[DateMention]) -> bool:
    """Whether a number is the Gregorian year of a Hijri date: "2020" of "1 محرم 1442هـ"."""
    if not _GREGORIAN_YEAR.fullmatch(value):
        return False
    year = DateMention(0, 0, int(value), None, None)
    return any(year.agrees_with(date) for date in dates if date.calendar == "hijri")


def _idle(written: str, value: str) -> bool:
    """Whether a number counts nothing: "one of the", "أحد الأعضاء"."""
    return value in ("1", "2") and not any(character.isdigit() for character in written)


def _within(offset: int, dates: Sequence[DateMention]) -> bool:
    return any(date.start <= offset < date.end for date in dates)


def _same_polarity(sentence: str, quote: str, language: Language) -> bool:
    """Whether neither denies what the other states, as far as words of negation tell.

    A quote may deny something that the sentence leaves out: that counts only where the sentence takes up most of it.
    """
    denies, denied = _negations(sentence, language), _negations(quote, language)
    if denies or not denied:
        return not denies or bool(denied)
    return _share_of_words(quote, sentence) < _TAKEN_UP


def _negations(text: str, language: Language) -> int:
    found = [normalise(word.group()) for word in words(text)]
    contracted = len(re.findall(r"n['’]t\b", text)) if language == "en" else 0
    return sum(word in _NEGATIONS[language] for word in found) + contracted


def _share_of_words(sentence: str, support: str) -> float:
    """Share 0-1 of the keywords of `sentence` that stand in `support`; figures are judged apart."""
    dates = find_dates(sentence)
    mine = [k.stem for k in keywords(sentence) if not k.surface.isdecimal() and not _within(k.start, dates)]
    theirs = {k.stem for k in keywords(support)}
    if not mine:
        return 1.0 if find_numbers(sentence) else 0.0
    return sum(stem in theirs for stem in mine) / len(mine)
