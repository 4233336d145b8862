"""What is offered beside an answer, and what may not vouch for one.

In: the hits of a question. Out: the passages nearest to a refused one, to read instead; the readings of a vague one,
each once; and the hits without those found by a sentence that speaks to a model. What is quoted is evidence.py's.
"""

from collections.abc import Callable, Collection, Sequence

from assistant.injection import is_instruction
from assistant.records import Evidence
from assistant.scoring import span_of, text_of
from corpus.records import Hit

_HITS = 6  # best passages that are looked at
_RELATED = 0.02  # probability of an answer below which a passage is not even related


def nearest(hits: Sequence[Hit], limit: int = 3) -> list[Evidence]:
    """What a refusal offers: the sentence nearest to the question from each of the likeliest documents, best first."""
    documents: dict[str, Evidence] = {}
    for hit in hits[:_HITS]:
        told = [at for at in range(len(hit.sentences)) if not is_instruction(text_of(hit, at, at))]
        if hit.relevance >= _RELATED and told and hit.document.id not in documents:
            at = max(told, key=lambda i: hit.sentences[i][1])
            evidence = Evidence(hit.document, hit.passage, *span_of(hit, at, at), text_of(hit, at, at), hit.score)
            documents[hit.document.id] = evidence
    return list(documents.values())[:limit]


def speaking(hits: Sequence[Hit]) -> list[Hit]:
    """`hits` without those found by a sentence that speaks to a model: not quoted, it must not vouch either."""
    return [hit for hit in hits if not (hit.sentences and is_instruction(_closest(hit)))]


def _closest(hit: Hit) -> str:
    at = max(range(len(hit.sentences)), key=lambda at: hit.sentences[at][1])
    return text_of(hit, at, at)


def apart(readings: Sequence[Evidence], same: Callable[[str], Collection[str]]) -> list[Evidence]:
    """Readings without those of a document that says what one before says, as its translation does; [] where one is
    left. `same` has the ids of those that say the same."""
    kept: list[Evidence] = []
    told: set[str] = set()
    for item in readings:
        if item.document.id not in told:
            kept.append(item)
            told.update(same(item.document.id))
    return kept if len(kept) > 1 else []
