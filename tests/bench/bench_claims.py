"""How many wrong claims pass the checks, and how many right ones are refused, by set (questions/claims).

A set is a text file: `@ title / heading` that quotes stand under, `> ` quotes, `+ ` a claim that they support,
`- kind|` one that they do not. Each set was written before what it was first read with; all but the last read are
known to the checks by now. Run: python tests/bench/bench_claims.py [--show SET]
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.verify import Checks, verdict
from corpus.embedder import open_embedder
from corpus.settings import Settings
from ui.services import fair_embedder

_SETS = Path(__file__).parent / "questions" / "claims"


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, what it cites and whether that supports it."""

    claim: str
    quotes: tuple[str, ...]
    under: str
    right: bool
    kind: str  # of a wrong one


def read(file: Path) -> Iterator[Case]:
    """The cases of a set."""
    under, quotes, ended = "", (), False
    for line in file.read_text(encoding="utf-8").splitlines():
        mark, text = line[:1], line[2:]
        if mark == "@":
            under, ended = text.replace(" / ", "\n"), True
        elif mark == ">":
            quotes, ended = ((text,) if ended else (*quotes, text)), False
        elif mark in ("+", "-"):
            kind, _, claim = text.partition("|") if mark == "-" else ("", "", text)
            yield Case(claim, quotes, under, mark == "+", kind)
            ended = True


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        embedder = fair_embedder(settings, lambda: open_embedder(settings))
        for file in sorted(_SETS.glob("*.txt")):
            counts: Counter[tuple[bool, str]] = Counter()
            for case in read(file):
                judged = verdict(case.claim, case.quotes, Checks.by(settings, embedder), case.under)
                counts[case.right, judged] += 1
                if file.stem in sys.argv and (judged == "supported") != case.right:
                    print(f"  {judged:11} {case.kind or 'right':9} {case.claim}")
            wrong, right = (sum(n for (kind, _), n in counts.items() if kind == own) for own in (False, True))
            passed = wrong - counts[False, "unsupported"]
            print(
                f"{file.stem:10} wrong passed {passed}/{wrong} (partly {counts[False, 'partly']}), "
                f"right refused {right - counts[True, 'supported']}/{right}"
            )


if __name__ == "__main__":
    main()
