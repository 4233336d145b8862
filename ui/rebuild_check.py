"""Is a library that was built anew as good as the one before? Gold questions put to both.

In: two open libraries and gold files. Out: a Comparison. Only questions count whose documents are in one of the two;
those that nothing answers count where any other question of their file does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import answerable
from corpus.calibration import FairEmbedder
from corpus.library import Library
from ui.evaluate_ask import Outcome, put
from ui.evaluate_sets import Asked, read_gold


@dataclass(frozen=True, slots=True)
class Scores:
    """What a library did with the questions: counts."""

    documents: int
    first: int  # the right document ranked first
    fifth: int  # among the first five
    answered: int  # of the answerable, sure enough to answer
    refused: int  # of the unanswerable


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scores of the library before and of the new one, on the same questions."""

    answerable: int
    unanswerable: int
    old: Scores | None  # None where the one before cannot be asked: made with another encoder
    new: Scores

    def is_worse(self) -> bool:
        """Whether the new one holds fewer documents, finds less, or refuses less of what it should."""
        if self.old is None:
            return False
        old, new = self.old, self.new
        found = new.first + new.fifth < old.first + old.fifth
        return new.documents < old.documents or found or new.answered + new.refused < old.answered + old.refused


def compare(old: Library | None, new: Library, embedder: FairEmbedder, gold: Sequence[Path]) -> Comparison:
    """Raises QuestionFileBroken."""
    there = {Path(info.path).name for library in (old, new) if library is not None for info in library.documents()}
    asked = [question for file in gold for question in _fitting(file, there)]
    answerable, unanswerable = [a for a in asked if a.items], [a for a in asked if not a.items]
    scores = [
        None if library is None else _scores(library, embedder, answerable, unanswerable) for library in (old, new)
    ]
    assert scores[1] is not None
    return Comparison(len(answerable), len(unanswerable), scores[0], scores[1])


def _fitting(file: Path, there: set[str]) -> list[Asked]:
    asked = [question for group in read_gold(file).values() for question in group]
    present = [question for question in asked if question.items & there]
    return [*present, *(question for question in asked if not question.items)] if present else []


def _scores(
    library: Library, embedder: FairEmbedder, answerable: Sequence[Asked], unanswerable: Sequence[Asked]
) -> Scores:
    found = [put(asked, library, embedder, None) for asked in answerable]
    nothing = [put(asked, library, embedder, None) for asked in unanswerable]
    return Scores(
        library.counts()[0],
        sum((outcome.rank or 99) <= 1 for outcome in found),
        sum((outcome.rank or 99) <= 5 for outcome in found),
        sum(map(_answers, found)),
        len(nothing) - sum(map(_answers, nothing)),
    )


def _answers(outcome: Outcome) -> bool:
    return outcome.confidence >= answerable.THRESHOLD
