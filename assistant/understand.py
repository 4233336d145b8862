"""Question and conversation -> Query: what is asked, in which language, and in words that stand on their own.

In: the question as typed, earlier turns. Out: a Query, or QuestionEmpty / QuestionTooLong. No model is asked here;
rewrite.py lets one complete a follow-up where one is set.
"""

import re
from collections.abc import Sequence

from assistant.courtesy import without_courtesy
from assistant.follow_up import completed, leans, without_and
from assistant.question_type import subject_of
from assistant.records import Filters, Query, Turn
from corpus.arabizi import from_arabizi
from corpus.dialect import written
from corpus.errors import QuestionEmpty, QuestionTooLong
from corpus.language import has_words, language_of, strip_invisible
from corpus.periods import times_of
from corpus.records import Language

_ENCODER_QUESTION_CHARACTERS = 2000
_QUOTED = re.compile(r'(?<!\w)"([^\s"](?:[^"]*[^\s"])?)"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]')


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
    text = meant = _plainly(asked)
    language = language_of(text, history[-1].answer.language if history else default_language)
    follows = bool(history) and leans(text, language)
    if follows:
        topic = _topic(history, language)
        text, meant = completed(text, [(_plainly(turn.question), turn.answer.language) for turn in history], topic)
    else:
        text = meant = without_and(text)
    times = times_of(text)
    text = subject_of(text, language)[:_ENCODER_QUESTION_CHARACTERS]
    return Query(asked, text, language, filters or Filters(), phrases_of(text), times, follows, meant=meant)


def _topic(history: Sequence[Turn], language: Language) -> str:
    """The title of what was quoted last, one in `language` before others."""
    titles = next(([c.title for c in t.answer.citations] for t in reversed(history) if t.answer.citations), [""])
    return next((title for title in titles if language_of(title) == language), titles[0]).partition(":")[0]


def _plainly(question: str) -> str:
    """A question without courtesies, in the letters and words of written Arabic where it is Arabic in others."""
    return written(from_arabizi(question) or without_courtesy(question))


def phrases_of(text: str) -> tuple[str, ...]:
    """What stands between quotation marks of any kind, each once."""
    found = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in found if has_words(phrase)))
