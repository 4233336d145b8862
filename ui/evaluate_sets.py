"""Question sets with known answers: SQuAD files in either language, gold files over the open library.

In: files. Out: paragraphs with their questions; where a set comes in both languages, paragraph n of one is paragraph n
of the other. How the questions are put to a library is evaluate_ask.py's.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import QuestionFileBroken
from corpus.records import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what would be right."""

    text: str
    language: Language
    items: frozenset[str]  # names of the paragraphs or files that answer it; empty when none does
    answers: tuple[str, ...]  # any of these, in either language, stands in an answer


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in the languages there are, with the questions that it answers."""

    name: str
    article: int  # what is held out, or written in one language only, is whole articles
    texts: Mapping[Language, str]
    questions: tuple[Asked, ...]


def read_squad(files: Mapping[Language, Path]) -> list[Paragraph]:
    """The paragraphs of SQuAD files (Rajpurkar et al. 2016), one file a language, aligned by position.

    Raises QuestionFileBroken.
    """
    read = {language: list(_squad_paragraphs(file)) for language, file in files.items()}
    first, *others = read
    for other in others:
        if [place for place, _, _ in read[other]] != [place for place, _, _ in read[first]]:
            detail = f"its paragraphs do not align with those of {files[first].name}"
            raise QuestionFileBroken(path=files[other], detail=detail)
    found = []
    for n, ((article, paragraph), _, _) in enumerate(read[first]):
        name = f"{article:03}-{paragraph:03}"
        rows = {language: read[language][n] for language in read}
        texts = {language: context for language, (_, context, _) in rows.items()}
        questions = tuple(
            Asked(text, language, frozenset([name]), _answers_of(rows, language, q))
            for language, (_, _, asked) in rows.items()
            for q, (text, _) in enumerate(asked)
        )
        found.append(Paragraph(name, article, texts, questions))
    return found


_Rows = Mapping[Language, tuple[tuple[int, int], str, list[tuple[str, tuple[str, ...]]]]]


def _answers_of(rows: _Rows, language: Language, question: int) -> tuple[str, ...]:
    """Those of the question, and of its translation where the set has as many questions in each language."""
    aligned = len({len(asked) for _, _, asked in rows.values()}) == 1
    sides = rows.values() if aligned else [rows[language]]
    return tuple(dict.fromkeys(answer for _, _, asked in sides for answer in asked[question][1]))


def _squad_paragraphs(file: Path) -> Iterator[tuple[tuple[int, int], str, list[tuple[str, tuple[str, ...]]]]]:
    try:
        articles = json.loads(file.read_text(encoding="utf-8"))["data"]
        for a, article in enumerate(articles):
            for p, paragraph in enumerate(article["paragraphs"]):
                asked = [(q["question"], tuple(x["text"] for x in q["answers"])) for q in paragraph["qas"]]
                yield (a, p), paragraph["context"], asked
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise QuestionFileBroken(path=file, detail=_reason(error)) from None


def read_gold(file: Path) -> dict[str, list[Asked]]:
    """The questions of a gold file (TOML, [[question]] tables) by language and whether the answer crosses.

    Raises QuestionFileBroken.
    """
    groups: dict[str, list[Asked]] = {}
    try:
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["question"]:
            kind = "unanswerable" if not entry.get("answerable", True) else "cross" if entry.get("cross") else "same"
            asked = Asked(entry["question"], entry["language"], frozenset(entry["file"]), tuple(entry["answer"]))
            groups.setdefault(f"{entry['language']} {kind}", []).append(asked)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise QuestionFileBroken(path=file, detail=_reason(error)) from None
    return dict(sorted(groups.items()))


def _reason(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]
