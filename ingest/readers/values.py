"""Values that several readers check in the same way: dates and titles that a file states about itself.

In: a value as the file has it. Out: the value, or "" where it would mislead: a guessed date is cited as fact.
"""

import re
from datetime import date

ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*)?", re.DOTALL | re.ASCII)

# What programs write where nobody typed a title.
MADE_BY_A_PROGRAM = re.compile(
    r"microsoft word.*|untitled.*|document ?\d*|word document|(new )?presentation ?\d*|powerpoint.*|print.*"
    r"|بدون عنوان|مستند ?\d*|.*\.(docx?|pdf|indd|qxd|rtf|odt|html?|txt|md)|(file|https?):.*|about:blank",
    re.IGNORECASE | re.DOTALL,
)


def iso_date(value: str) -> str:
    """`value` as "YYYY", "YYYY-MM" or "YYYY-MM-DD" (a time of day is cut off), "" when it is none of these."""
    match = ISO_DATE.fullmatch(value.strip())
    if not match:
        return ""
    parts = [part for part in match.groups() if part]
    try:
        date(*(int(part) for part in [*parts, "01", "01"][:3]))
    except ValueError:
        return ""
    return "-".join(parts)


def stated_title(value: str | None) -> str:
    """The title on one line, "" where a program made it up."""
    title = " ".join((value or "").split())
    return "" if MADE_BY_A_PROGRAM.fullmatch(title) else title
