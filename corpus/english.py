"""Stemming of English: Snowball's, with words that it merges with others of another meaning looked up instead.

In: a normalised word. Out: its stem. Snowball cuts "important" to "import", "department" to "depart", "officer" to
"office", and "goods" to "good"; a question about the one then finds the other, and in Arabic the other's equivalents.
"""

import threading
from functools import cache

import Stemmer

_APART = (
    "accountability accountant accounting aids arms assembly authority boxing capitalism capitalist"
    " conventional customer defendant department equator escalator executive goods important"
    " importance informal majority mechanic minority mining objective officer positive premiere publication"
    " relative united"
).split()


@cache
def _apart() -> dict[str, str]:
    """By each form of a word that keeps apart, its stem."""
    plural = {word: f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" for word in _APART}
    forms = {word: word for word in _APART} | {form: word for word, form in plural.items()}
    return forms | {"importance": "important", "importantly": "important", "informally": "informal"}


class _Snowball(threading.local):
    """One stemmer a thread: it keeps the word that it works on. Without a cache, since language.py has one."""

    def __init__(self) -> None:
        self.stemmer = Stemmer.Stemmer("english", 0)


_snowball = _Snowball()


def english_stem(word: str) -> str:
    """The stem of a normalised word in Latin letters."""
    return _apart().get(word) or str(_snowball.stemmer.stemWord(word))
