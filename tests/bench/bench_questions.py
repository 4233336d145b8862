"""How well questions about four sets of documents are answered, and how many are that the documents do not answer.

The starter documents, and three sets of made-up ones on other subjects (questions/other, third, fourth); each has
questions in both languages, many of them in another language than the only document that answers. A line is
`kind|question|gold`: of the gold strings parted by & each must be quoted, of those parted by ~ one. All but those of
the fourth set were read while answers were built. Run: python tests/bench/bench_questions.py
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.language import language_of, normalise
from corpus.records import LANGUAGES
from corpus.settings import Settings
from ui.services import SAMPLES, Services

_QUESTIONS = Path(__file__).parent / "questions"
_SETS = {"starter": SAMPLES, **{name: _QUESTIONS / name for name in ("other", "third", "fourth")}}


def read(name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Questions, each with the items of its gold, an item being the strings of which one must be quoted."""
    for line in (_QUESTIONS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        _, question, *rest = line.split("|")
        gold = "".join(rest[:1])
        yield question, [[normalise(text) for text in item.split("~")] for item in gold.split("&") if item]


def holds(items: list[list[str]], quotes: Iterable[str]) -> list[bool]:
    """Of each item, whether one of `quotes` holds it."""
    said = [normalise(quote) for quote in quotes]
    return [any(text in quote for text in item for quote in said) for item in items]


def main() -> None:
    for name, documents in _SETS.items():
        with tempfile.TemporaryDirectory() as home:
            services = Services(Settings(home=Path(home)))
            services.index([str(documents)])
            for language in LANGUAGES:
                rows = []
                for question, items in read(f"{name}_answerable"):
                    if items and language_of(question) == language:
                        answer = services.answer(question)
                        quotes = [cited.quote for cited in answer.citations]
                        rows.append(
                            (any(holds(items, quotes[:1])), all(holds(items, quotes)), answer.answered, len(quotes))
                        )
                others = [q for q, _ in read(f"{name}_unanswerable") if language_of(q) == language]
                answered = sum(services.answer(question).answered for question in others)
                first, every, said, quoted = (sum(column) for column in zip(*rows, strict=True))
                print(
                    f"{name:8} {language}: first quote {first}/{len(rows)}, all of it quoted {every}, "
                    f"answered {said} with {quoted / max(said, 1):.2f} quotes; "
                    f"of the unanswerable {answered}/{len(others)}"
                )


if __name__ == "__main__":
    main()
