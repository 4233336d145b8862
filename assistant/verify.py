"""Does each cited span support its sentence? Numbers, dates and names first, then meaning.

In: a sentence and the quotes that it cites. Out: a verdict. A sentence that is itself the quote needs no more than
that the quote stands in the document.
"""

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from corpus.calibration import FairEmbedder
from corpus.dates import find_dates, find_numbers
from corpus.language import keywords, language_of, normalise

Verdict = Literal["supported", "partly", "unsupported"]
# Raw cosine of e5 sentence vectors: paraphrases lie above, merely related sentences mostly below (docs/retrieval.md).
_MEANS_THE_SAME = 0.86
_WORDS_SHARED = 0.5
_LATIN_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+|\b[A-Z]{2,}\b")


def verdict(sentence: str, quotes: Sequence[str], embedder: FairEmbedder) -> Verdict:
    """ "unsupported" when a number, date or name of `sentence` stands in none of `quotes`, or its meaning in none."""
    support = "\n".join(quotes)
    if not quotes or not _figures_stand(sentence, support) or not _names_stand(sentence, support):
        return "unsupported"
    if _share_of_words(sentence, support) >= _WORDS_SHARED:
        return "supported"
    vectors = embedder.embed_passages([sentence, *quotes], [language_of(text) for text in (sentence, *quotes)])
    return "supported" if float(np.max(vectors[1:] @ vectors[0])) >= _MEANS_THE_SAME else "unsupported"


def _figures_stand(sentence: str, support: str) -> bool:
    if not {n.value for n in find_numbers(sentence)} <= {n.value for n in find_numbers(support)}:
        return False
    stated = find_dates(support)
    return all(any(date.agrees_with(other) for other in stated) for date in find_dates(sentence))


def _names_stand(sentence: str, support: str) -> bool:
    """Names in Latin letters, where sentence and support share the script; across scripts meaning decides."""
    if language_of(sentence) != language_of(support):
        return True
    known = {normalise(m) for m in re.findall(r"[\w'’-]+", support)}
    return all(normalise(name) in known for name in _LATIN_NAME.findall(sentence))


def _share_of_words(sentence: str, support: str) -> float:
    mine = [k.stem for k in keywords(sentence)]
    theirs = {k.stem for k in keywords(support)}
    return sum(stem in theirs for stem in mine) / len(mine) if mine else 0.0
