"""A timeline's dates beside its quotes, for what shows an answer as plain paragraphs: the terminal and exports.

In: an Answer. Out: the same with the date of each claim on a line before it; one of another form as it is.
"""

from dataclasses import replace

from assistant.cite import with_markers
from assistant.records import Answer
from ui.strings import long_date


def with_dates(answer: Answer) -> Answer:
    """`answer` with its dates as people write them."""
    if answer.form != "timeline":
        return answer
    told = (
        f"{long_date(claim.under, answer.language)}\n{with_markers(claim.text, claim.citations)}"
        for claim in answer.claims
    )
    return replace(answer, text="\n\n".join(told))
