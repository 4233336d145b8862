"""What kind of thing a question asks for, and whether a sentence has one: dates and quantities, in both languages.

In: a question, or a sentence. Out: the kind, or whether it is there. Names and reasons leave no such trace in a
sentence's form, so they have no kind.
"""

import re
from typing import Literal

from corpus.dates import find_dates
from corpus.language import normalise
from corpus.records import Language

Kind = Literal["date", "quantity", "other"]

# Patterns over normalised text.
_DATE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|month|day|century)\b|\bsince when\b"),
    "ar": re.compile(r"(?:^|\s|و)متي\b|\b(?:ب?اي|ما) (?:عام|سنه|شهر|تاريخ|يوم|قرن)\b|\bما تاريخ\b"),
}
_QUANTITY: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bhow (?:many|much|long|far|old|large|big|high|often)\b|\bnumber of\b|\bwhat (?:share|percent\w*)\b"
    ),
    "ar": re.compile(r"(?:^|\s|و|ب)كم\b|\b(?:ما )?(?:عدد|مقدار|نسبه|طول|مده)\b"),
}
_NUMBER_WORD = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|billion|half|dozen)\b"
    r"|\b[ولب]?(?:اثن|ثلاث|اربع|خمس|ست[هة]?\b|سبع|ثماني|تسع|عشر|مئ|مائ|الف\b|الاف\b|مليون|مليار|نصف\b)"
)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")


def kind_of(question: str, language: Language) -> Kind:
    """Whether `question` asks for a date, a quantity or something else."""
    text = normalise(question)
    if _DATE[language].search(text):
        return "date"
    return "quantity" if _QUANTITY[language].search(text) else "other"


def has_kind(sentence: str, kind: Kind) -> bool:
    """Whether `sentence` holds something of `kind`; never for "other"."""
    if kind == "date":
        return bool(_YEAR.search(normalise(sentence)) or find_dates(sentence))
    return kind == "quantity" and bool(_NUMBER_WORD.search(normalise(sentence)))
