"""Answers as text that can be kept: a conversation's turns survive a restart with their claims and citations.

In: an Answer. Out: JSON text, and the Answer again. Fields that a later version adds take their defaults when an older
text is read; what cannot be read at all is None, and the turn is shown as a question without its answer.
"""

import json
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant.records import Answer

_VERSION = 1


def encode(answer: Answer) -> str:
    """JSON text."""
    return json.dumps({"version": _VERSION, "answer": _adapter().dump_python(answer, mode="json")}, ensure_ascii=False)


def decode(text: str) -> Answer | None:
    """The answer; None where the text is no answer of this version."""
    try:
        stored = json.loads(text)
        return _adapter().validate_python(stored["answer"]) if stored["version"] == _VERSION else None
    except (ValueError, ValidationError, KeyError, TypeError):
        return None


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
