"""Question and conversation -> Query: what is asked, in which language, and in words that stand on their own.

In: the question as typed, earlier turns. Out: a Query, or QuestionEmpty / QuestionTooLong. No model is asked.
"""

from collections.abc import Sequence

from assistant.records import Filters, Query, Turn
from corpus.errors import QuestionEmpty, QuestionTooLong
from corpus.language import has_words, keywords, language_of, normalise, strip_invisible, words
from corpus.records import Language

_ENCODER_QUESTION_CHARACTERS = 2000
_FOLLOW_UP_KEYWORDS = 2  # a question with so few keywords may lean on the one before
# Openings by which a question continues the one before; normalised, as one word or two.
_CONTINUES = {
    "ar": frozenset(
        [
            "وماذا",
            "ومتي",
            "واين",
            "ومن",
            "وكيف",
            "ولماذا",
            "وكم",
            "وهل",
            "واي",
            "وما",
            "وفي",
            "وعن",
            "متي",
            "اين",
            "لماذا",
            "كيف",
        ]
    ),
    "en": frozenset(["and", "but", "also", "what-about", "how-about", "when", "where", "why", "who", "how"]),
}


def understand(
    question: str,
    history: Sequence[Turn] = (),
    filters: Filters | None = None,
    max_characters: int = 4000,
    default_language: Language = "en",
) -> Query:
    """The query of a question; a follow-up ("ومتى؟", "and where?") is completed by the question before it."""
    asked = " ".join(strip_invisible(question).split())
    if len(asked) > max_characters:
        raise QuestionTooLong(length=len(asked), limit=max_characters)
    if not has_words(asked):
        raise QuestionEmpty()
    language = language_of(asked, default_language)
    text = asked
    if history and _leans_on_history(asked, language):
        text = f"{history[-1].question} {asked}"
    return Query(asked, text[:_ENCODER_QUESTION_CHARACTERS], language, filters or Filters())


def _leans_on_history(question: str, language: Language) -> bool:
    if len(keywords(question)) > _FOLLOW_UP_KEYWORDS:
        return False
    opening = [normalise(match.group()) for match in words(question)][:2]
    return opening[0] in _CONTINUES[language] or "-".join(opening) in _CONTINUES[language]
