"""Does each cited span support its sentence? Numbers, dates and names first, then meaning.

In: a sentence and the quotes that it cites. Out: a verdict. Names are names.py's, numbers of resolutions
references.py's. A sentence that is itself the quote needs no more than that the quote stands in the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant import quantities, references
from assistant.clauses import clauses
from assistant.cross_encoder import entailment
from assistant.moved import moved
from assistant.names import names_beside, names_stand, persons_stand
from assistant.number_words import find_ordinals
from assistant.polarity import conflicts, statement
from assistant.records import Verdict
from assistant.roles import transposed
from assistant.stated import figures_stand, names_no_number, ranks_stand
from assistant.statements import Piece, has_figures, parts, pieces_of
from corpus.calibration import FairEmbedder
from corpus.dates import find_dates, find_numbers
from corpus.language import keywords, language_of, normalise, words
from corpus.records import Hit, Language
from corpus.settings import Settings

# Centred cosines (corpus/calibration.py) of a sentence and its quote. Measured on XQuAD: 92% of the translations of a
# sentence lie above _TRANSLATED and 2% of its neighbours; 1% of the neighbours in one language above _PARAPHRASED.
_TRANSLATED = 0.5
_PARAPHRASED = 0.65
_NEAR = 0.45  # enough where most words are shared too: keeps "rejected" from passing for "adopted"
_WORDS_SHARED = 0.75
# Of one with figures that stand beside each other there.
_FIGURES_TRANSLATED, _FIGURES_PARAPHRASED = 0.4, 0.55
_SAID = 0.5
_WORDS = 0.6  # of the share of words beside the cosine, in choosing the piece that is to support
_CLAUSES = re.compile(r"[,،؛;](?=\s)|\s(?:and|while|whereas)\s|\s(?=و(?:قد|هو|هي|كان|تم|ذلك)\b)")
_CLAUSE_WORDS = 4  # fewer say too little on their own
_ENTAILED = 0.5  # probability that the entailment model must give


@dataclass(frozen=True, slots=True)
class Checks:
    """What a sentence is checked by."""

    embedder: FairEmbedder
    lexicon: Path  # the folder where it is kept prepared (home/models)
    entailment_model: str = ""  # a CrossEncoder, hub name or folder; "" checks without one
    _known: dict[str, np.ndarray] = field(default_factory=dict, repr=False)  # vectors by text, of one question

    @staticmethod
    def by(settings: Settings, embedder: FairEmbedder) -> "Checks":
        """Those that the settings choose."""
        return Checks(embedder, settings.home / "models", settings.entailment_model)

    def vectors(self, texts: Sequence[str], languages: Sequence[Language]) -> np.ndarray:
        """Float32 (n, dim), unit length: those that are not known yet embedded at once, and kept."""
        new = {text: own for text, own in zip(texts, languages, strict=True) if text not in self._known}
        if new:
            self._known.update(zip(new, self.embedder.embed_passages(list(new), list(new.values())), strict=True))
        return np.stack([self._known[text] for text in texts])

    def remember(self, hit: Hit) -> None:
        """Take the vectors of a passage's parts from the library, which has them."""
        passage = hit.passage
        for window, vector in zip(passage.windows, hit.window_vectors, strict=False):
            self._known[passage.text[window.start - passage.start : window.end - passage.start]] = vector


def verdict(sentence: str, quotes: Sequence[str], checks: Checks, under: str = "") -> Verdict:
    """ "unsupported" when a number, date or name of `sentence` stands in none of `quotes`, or its meaning in none;
    "partly" when all of these stand and the meaning of a clause does, but not that of the whole.

    `under` has the titles of the quotes' documents and their headings: what a quote leaves unsaid because they said it.
    An entailment model, where one is set, must agree to all that is not word for word in a quote. Raises ModelError for
    one that cannot be used.
    """
    pieces = pieces_of(quotes, under)
    if not pieces or not _facts_stand(sentence, quotes, pieces, checks.lexicon):
        return "unsupported"
    language = language_of(sentence)
    holding = [piece for piece in pieces if _beside(sentence, piece, "\n".join(quotes), checks.lexicon)]
    near = _nearest(sentence, holding or pieces, language, checks)
    support = "\n".join(quotes)
    before, alone = near.piece.before, near.piece.sentence
    if conflicts(sentence, alone, support, checks.lexicon, before, under) or any(
        transposed(sentence, clause.text, checks.lexicon) for clause in clauses(alone, checks.lexicon)
    ):
        return "unsupported"
    if moved(sentence, pieces, near.text, checks.lexicon):
        return "unsupported"
    if any(_plain(sentence) in _plain(quote) for quote in quotes):
        return "supported"
    if near.enough and _entailed(sentence, quotes, checks.entailment_model):
        return "supported"
    # Its figures and names stand, its whole does not: what remains of it is for its clauses to show.
    return "partly" if _part_stands(sentence, pieces, language, checks) else "unsupported"


def _facts_stand(sentence: str, quotes: Sequence[str], pieces: Sequence[Piece], lexicon: Path) -> bool:
    """Whether every figure, rank and name of `sentence` stands in `quotes`, and those of each of its parts beside each
    other: facts of two sentences make no third."""
    support = "\n".join(quotes)
    if not figures_stand(sentence, support) or not references.stand(sentence, support):
        return False
    if not quantities.stand(sentence, support) or not ranks_stand(sentence, support):
        return False
    under = pieces[0].under
    named = [*quotes, under] if under else quotes
    if not names_stand(sentence, named, lexicon) or not persons_stand(sentence, "\n".join(named)):
        return False
    if not has_figures(sentence):
        return _persons_beside(sentence, pieces)
    return any(_beside(sentence, piece, support, lexicon) for piece in pieces) or all(
        any(_beside(part, piece, support, lexicon) for piece in pieces) for part in parts(sentence)
    )


def _persons_beside(sentence: str, pieces: Sequence[Piece]) -> bool:
    """Whether the persons of `sentence`, or of each of its parts, stand in one sentence, or in what that points back
    to: who met whom is not to be put together from two sentences."""
    return any(persons_stand(sentence, piece.named) for piece in pieces) or all(
        any(persons_stand(part, piece.named) for piece in pieces) for part in parts(sentence)
    )


def _beside(statement: str, piece: Piece, support: str, lexicon: Path) -> bool:
    """Whether the figures of a statement stand in one sentence, and its ranks and names there or in what that points
    back to."""
    ranks = find_ordinals(statement) & find_ordinals(support)
    counted = names_no_number(statement, piece.sentence, piece.named, support)
    if not figures_stand(counted, piece.sentence, f"{piece.far} {piece.before}") or not ranks <= find_ordinals(
        piece.whole
    ):
        return False
    before = " ".join(filter(None, (piece.under, piece.far, piece.before)))
    return names_beside(statement, piece.sentence, before, f"{piece.under}\n{support}", lexicon)


def _nearest(sentence: str, pieces: Sequence[Piece], language: Language, checks: Checks) -> "_Near":
    """The piece that says most of what `sentence` says, and whether that is enough: by words where all of them stand,
    or else by the encoder."""
    texts = [piece.whole for piece in pieces]
    languages = [language_of(text) for text in texts]
    shares = [_share_of_words(sentence, text) for text in texts]
    if max(shares) == 1.0:
        return _Near(pieces[shares.index(1.0)], True)
    alone = [piece.sentence for piece in pieces]
    vectors = checks.vectors([sentence, *texts, *alone], [language, *languages, *languages])
    near = vectors[1:] @ vectors[0]
    cosines = [float(max(near[at], near[at + len(texts)])) for at in range(len(texts))]
    mine = statement(sentence, checks.lexicon)
    said = [mine.said_in(statement(text, checks.lexicon)) for text in texts]
    best = max(range(len(texts)), key=lambda at: cosines[at] + _WORDS * max(shares[at], said[at]))
    same = languages[best] == language
    enough = cosines[best] >= _needed(sentence, same) or (shares[best] >= _WORDS_SHARED and cosines[best] >= _NEAR)
    enough = enough or cosines[best] + _SAID * mine.weight * said[best] >= _needed_with_words(sentence, same)
    # Where none of its words stands, and its verb is one that has an opposite, nearness is no proof.
    return _Near(pieces[best], enough and not (same and mine.sides and not said[best]))


def _needed(sentence: str, same_language: bool) -> float:
    """The cosine at which a piece says what `sentence` says: less where its figures stand there beside each other."""
    if has_figures(sentence):
        return _FIGURES_PARAPHRASED if same_language else _FIGURES_TRANSLATED
    return _PARAPHRASED if same_language else _TRANSLATED


def _needed_with_words(sentence: str, same_language: bool) -> float:
    """The cosine and _SAID of the share of words that are said, in either language, at which it does."""
    if same_language:
        return 0.75 if has_figures(sentence) else 0.8
    return 0.6 if has_figures(sentence) else 0.64


@dataclass(frozen=True, slots=True)
class _Near:
    piece: Piece
    enough: bool

    @property
    def text(self) -> str:
        return self.piece.whole


def _plain(text: str) -> str:
    return " ".join(normalise(match.group()) for match in words(text))


def _entailed(text: str, quotes: Sequence[str], model: str) -> bool:
    """Whether one of the quotes, or all of them together, entail `text`; always where no model is set."""
    if not model:
        return True
    premises = list(dict.fromkeys([*quotes, "\n".join(quotes)]))
    return max(entailment(model, [(premise, text) for premise in premises])) >= _ENTAILED


def _part_stands(sentence: str, pieces: Sequence[Piece], language: Language, checks: Checks) -> bool:
    """Whether a part of `sentence` is supported by itself, its figures and names being known to stand."""
    found = [part.strip(" .،,؛;") for part in _CLAUSES.split(sentence)]
    found = [part for part in found if len(part.split()) >= _CLAUSE_WORDS]
    if len(found) < 2:
        return False
    texts = [piece.whole for piece in pieces]
    languages = [language] * len(found) + [language_of(text) for text in texts]
    vectors = checks.vectors([*found, *texts], languages)
    likeness = vectors[: len(found)] @ vectors[len(found) :].T
    for row, part in zip(likeness, found, strict=True):
        for cosine, text in zip(row, texts, strict=True):
            near = cosine >= _needed(part, language_of(text) == language) or _share_of_words(part, text) == 1.0
            if (
                near
                and not conflicts(part, text, text, checks.lexicon)
                and _entailed(part, [text], checks.entailment_model)
            ):
                return True
    return False


def _share_of_words(sentence: str, support: str) -> float:
    """Share 0-1 of the keywords of `sentence` that stand in `support`; figures are judged apart."""
    dates = find_dates(sentence)
    mine = [
        k.stem
        for k in keywords(sentence)
        if not k.surface.isdecimal() and not any(d.start <= k.start < d.end for d in dates)
    ]
    theirs = {k.stem for k in keywords(support)}
    if not mine:
        return 1.0 if find_numbers(sentence) else 0.0
    return sum(stem in theirs for stem in mine) / len(mine)
