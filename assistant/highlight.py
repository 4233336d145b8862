"""Where the words of a query stand in a text: spans of the original, unnormalised text.

In: a query as typed, a text in either language. Out: (start, end) of each word to mark: the query's words in any form
of theirs, their synonyms, their equivalents in the other language, and exact phrases as wholes. Used by every list of
search results.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.understand import phrases_of
from corpus.arabizi import from_arabizi
from corpus.language import keywords, language_of, normalise, surfaces, words
from corpus.lexicon import Stems, terms
from corpus.records import LANGUAGES


def highlights(query: str, text: str, folder: Path) -> list[tuple[int, int]]:
    """Spans of `text` to mark, in order, none overlapping; `folder` holds the prepared lexicon (home/models)."""
    asked = from_arabizi(query) or query
    found = keywords(text)
    stems = [word.stem for word in found]
    marked = [
        (word.start, word.end)
        for form in _forms(asked, folder)
        for at in range(len(stems) - len(form) + 1)
        if tuple(stems[at : at + len(form)]) == form
        for word in found[at : at + len(form)]
    ]
    return _merged([*marked, *(span for phrase in phrases_of(asked) for span in _phrase(surfaces(phrase), text))])


def _forms(asked: str, folder: Path) -> set[Stems]:
    """What counts as the query's: its keywords, and each equivalent and synonym of those or of phrases they make."""
    found = keywords(asked)
    own: set[Stems] = {(word.stem,) for word in found}
    for language in LANGUAGES:
        mine = [word.stem for word in found if language_of(word.surface, language) == language]
        for term in terms(mine, language, folder):
            own.update(term.equivalents, (form for form, _ in term.synonyms))
    return own


def _phrase(wanted: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    said = [(normalise(match.group()), match.start(), match.end()) for match in words(text)]
    said = [word for word in said if word[0]]
    for at in range(len(said) - len(wanted) + 1):
        if [word for word, _, _ in said[at : at + len(wanted)]] == list(wanted):
            yield said[at][1], said[at + len(wanted) - 1][2]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
