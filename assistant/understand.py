"""Question and conversation -> Query: what is asked, in which language, and in words that stand on their own.

In: the question as typed, earlier turns. Out: a Query, or QuestionEmpty / QuestionTooLong. No model is asked here;
rewrite.py lets one complete a follow-up where one is set.
"""

import re
from collections.abc import Sequence

from assistant.records import Filters, Query, Turn
from corpus.arabizi import from_arabizi
from corpus.dialect import written
from corpus.errors import QuestionEmpty, QuestionTooLong
from corpus.language import has_words, keywords, language_of, normalise, strip_invisible, words
from corpus.periods import times_of
from corpus.records import Language

_ENCODER_QUESTION_CHARACTERS = 2000
_FOLLOW_UP_KEYWORDS = 2  # a question with more keywords stands on its own
_QUOTED = re.compile(r'(?<!\w)"([^\s"](?:[^"]*[^\s"])?)"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]')
# Openings by which a question continues the one before; normalised, as one word or two.
_CONTINUES = {
    "ar": frozenset(["وماذا", "ومتي", "واين", "ومن", "وكيف", "ولماذا", "وكم", "وهل", "واي", "وما", "وفي", "وعن"]),
    "en": frozenset(["and", "but", "also", "what-about", "how-about"]),
}
# Openings that continue it only where next to nothing follows: "Where?", but not "Where is the GCTF based?".
_ASKS = {
    "ar": frozenset(["متي", "اين", "لماذا", "كيف", "كم", "من"]),
    "en": frozenset(["when", "where", "why", "who", "how"]),
}
# Words that point back.
_POINTS_BACK = {
    "ar": frozenset(
        [
            "هو",
            "هي",
            "هم",
            "ذلك",
            "تلك",
            "هذا",
            "هذه",
            "له",
            "لها",
            "فيه",
            "فيها",
            "عنه",
            "عنها",
            "منه",
            "منها",
            "به",
            "بها",
        ]
    ),
    "en": frozenset(
        ["it", "its", "they", "them", "their", "he", "she", "his", "her", "him", "this", "that", "these", "those"]
    ),
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
    text = meant = written(from_arabizi(asked) or asked)
    language = language_of(text, history[-1].answer.language if history else default_language)
    follows = bool(history) and _leans_on_history(text, language)
    if follows:
        text = " ".join([*_subject(history), text])
    text = text[:_ENCODER_QUESTION_CHARACTERS]
    times = times_of(text)
    return Query(asked, text, language, filters or Filters(), phrases_of(text), times, follows, meant=meant)


def phrases_of(text: str) -> tuple[str, ...]:
    """What stands between quotation marks of any kind, each once."""
    found = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in found if has_words(phrase)))


def _subject(history: Sequence[Turn]) -> list[str]:
    """The latest question that stood on its own: a chain of follow-ups is about what began it."""
    for turn in reversed(history):
        if not _leans_on_history(turn.question, turn.answer.language):
            return [turn.question]
    return [turn.question for turn in history[-1:]]


def _leans_on_history(question: str, language: Language) -> bool:
    found = [keyword.surface for keyword in keywords(question)]
    if len(found) > _FOLLOW_UP_KEYWORDS:
        return False
    said = [normalise(match.group()) for match in words(question)]
    if said[0] in _CONTINUES[language] or "-".join(said[:2]) in _CONTINUES[language]:
        return True
    if not _POINTS_BACK[language].isdisjoint(said):
        return True
    if language == "ar" and any(_ends_pointing_back(word) for word in question.rstrip(" ؟?.").split()):
        return True
    return said[0] in _ASKS[language] and len(found) <= 1


def _ends_pointing_back(word: str) -> bool:
    """Whether an Arabic word carries the pronoun of a thing ("أهدافه", "أهدافها"), which none with an article does."""
    return len(word) > 4 and word.endswith(("ه", "ها")) and not word.startswith(("ال", "وال", "بال", "لل"))
