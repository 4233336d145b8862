"""Whether a text is in neither Arabic nor English: by its script, then by small words of other languages.

In: a document or a question. Out: yes or no. Which of the two languages a text is in is language.py's.
"""

import re

from corpus.language import is_stop_word, normalise, words

_LETTER = re.compile(r"[A-Za-zÀ-ɏ\u0620-\u063f\u0641-\u064a\u066e-\u06d3\ufb50-\ufefc]")
_READ = 200_000  # characters, from the start
_LEAST_WORDS = 60  # of a document, for its language to show
_LEAST_SIGNS = 2  # in a question
_SMALL = (
    "le la les des du et une elle été que qui dans pour sur par aux est pas avec sont cette "
    "el los las del y por con una para como más "
    "der die und das den von zu mit im ist nicht ein eine auf "
    "il di che della per sono ve bir bu için ile da um não "
    "در به از که این است را برای با شد می های کرد "
    "کے کی میں ہے اور سے کا کو نے پر کہ ہیں"
)
_ASKS = (
    "quelle quel quand où pourquoi combien quién qué cuál cuándo dónde cómo cuántos wer wann wo wie warum welche "
    "welcher chi quando dove perché quanti ne zaman nerede nasıl neden kaç چیست کجاست چه چرا چگونه کدام کیست چند"
)
# Of Persian and Urdu; in Arabic only in foreign names.
_OTHER_LETTERS = re.compile("[پچژگٹڈڑں]")


def _told(listed: str) -> frozenset[str]:
    return frozenset(word for word in map(normalise, listed.split()) if not is_stop_word(word))


_SIGNS_OF_TEXT = _told(_SMALL)
_SIGNS_OF_QUESTION = _told(f"{_SMALL} {_ASKS}")
_SHARED = frozenset(map(normalise, "و آن این به a s t".split()))  # others have them, too


def is_foreign(text: str) -> bool:
    """Whether most of a document is in neither language."""
    if _in_other_script(text):
        return True
    said = [word for match in words(text[:_READ]) if (word := normalise(match.group())).isalpha()]
    own = sum(map(is_stop_word, said))
    return len(said) >= _LEAST_WORDS and sum(word in _SIGNS_OF_TEXT for word in said) > own


def asks_in_another(question: str) -> bool:
    """Whether a question is in neither language; a name from another is not enough."""
    said = {normalise(match.group()) for match in words(question)}
    signs = sum(word in _SIGNS_OF_QUESTION or bool(_OTHER_LETTERS.search(word)) for word in said)
    signs += 2 * ("¿" in question)
    own = sum(is_stop_word(word) for word in said - _SHARED)
    return _in_other_script(question) or (signs >= _LEAST_SIGNS and signs > own and 4 * signs >= len(said))


def _in_other_script(text: str) -> bool:
    letters = [c for c in text[:_READ] if c.isalpha()]
    return 2 * sum(bool(_LETTER.match(c)) for c in letters) < len(letters)
