"""Markers and citations: what a model's [n] names, and references that outlive re-indexing."""

import pytest

from assistant.cite import citation, markers_inside, read_markers, with_markers
from assistant.records import Evidence
from corpus.records import DocumentInfo, Passage

TEXT = "Opening words. The strategy was adopted in 2006. Closing words."
DOCUMENT = DocumentInfo("d1", "A report", "A body", "2021", "en", "report", "/srv/a.pdf")
PASSAGE = Passage("d1", 0, "en", 0, len(TEXT), TEXT, 3, "")
EVIDENCE = Evidence(DOCUMENT, PASSAGE, 15, 48, TEXT[15:48], 1.0)


@pytest.mark.parametrize(
    ("sentence", "text", "known", "unknown"),
    [
        ("The committee met [1].", "The committee met.", (1,), ()),
        ("اجتمعت اللجنة [٢]،[1].", "اجتمعت اللجنة،.", (2, 1), ()),
        ("They met [1, 2][2].", "They met.", (1, 2), ()),
        ("اجتمعوا [١، ٩].", "اجتمعوا.", (1,), (9,)),
        ("It met [99] and [0].", "It met and.", (), (99, 0)),
        ("Resolution [2001] has no marker", "Resolution [2001] has no marker", (), ()),
    ],
)
def test_markers_are_read_in_any_digits(
    sentence: str, text: str, known: tuple[int, ...], unknown: tuple[int, ...]
) -> None:
    marked = read_markers(sentence, 3)
    assert (marked.text, marked.known, marked.unknown) == (text, known, unknown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left.[1] She stayed. [2]", ["He left [1].", "She stayed [2]."]),
        ("غادر الوفد.[١] ثم عاد؟ [٢]", ["غادر الوفد [١].", "ثم عاد [٢]؟"]),
        ("He left [1]. [2] She stayed.", ["He left [1].", "[2] She stayed."]),
        ("[1] He left. [2] She stayed.", ["[1] He left.", "[2] She stayed."]),
    ],
)
def test_a_marker_stays_with_its_sentence(text: str, expected: list[str]) -> None:
    assert markers_inside(text).split() == " ".join(expected).split()


def test_citation_quotes_verbatim() -> None:
    cited = citation(4, EVIDENCE)
    assert cited.quote == TEXT[cited.start : cited.end] == "The strategy was adopted in 2006."
    assert cited.anchor.startswith("d1.p3.15-48.")
    assert (cited.number, cited.page, cited.title, cited.path) == (4, 3, "A report", "/srv/a.pdf")


def test_with_markers() -> None:
    assert with_markers("نص", (1, 3)) == "نص [1][3]"
