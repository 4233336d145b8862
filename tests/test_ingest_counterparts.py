"""The two language versions of a report find each other: by statement, by name, by content; and no others do."""

import shutil
from pathlib import Path

import pytest
from test_ui_cli import _encoder_opened_once, make_home, run  # noqa: F401 - fixtures of this module, too

from corpus.settings import load_settings
from ingest.counterparts import _name
from ui.services import Services

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# Three pairs under names that tell nothing, and four reports on neighbouring subjects without a counterpart.
FILES = {
    "gctf.en.md": "1", "gctf.ar.docx": "2", "vienna-convention.ar.docx": "3", "vienna-convention.en.pdf": "4",
    "un-strategy.en.md": "5", "un-strategy.ar.pdf": "6", "arab-convention.ar.md": "7",
    "financing-convention.en.docx": "8", "security-council-resolutions.en.pdf": "9", "cop27.ar.md": "10",
}  # fmt: skip
PAIRS = {frozenset("12"), frozenset("34"), frozenset("56")}


@pytest.fixture
def services(make_home):  # noqa: F811
    opened = Services(load_settings({}, home=make_home()))
    yield opened
    opened.close()


def linked(services):
    """The pairs of file stems that are counterparts."""
    library = services.library
    return {
        frozenset((Path(info.path).stem, Path(r.document.path).stem))
        for info in library.documents()
        for r in library.relatives(info.id)
        if r.relation == "counterpart"
    }


@pytest.mark.model
def test_counterparts_are_found_by_what_they_say(services, tmp_path):
    for name, stem in FILES.items():
        shutil.copy(SAMPLES / name, tmp_path / (stem + Path(name).suffix))
    half = [tmp_path / (stem + Path(name).suffix) for name, stem in FILES.items() if stem in "1357"]
    services.index(half)
    assert linked(services) == set()
    services.index([tmp_path])
    assert linked(services) == PAIRS
    # One that becomes another text is let go of.
    (tmp_path / "1.md").write_text("Locusts ate the harvest of the valley. The farmers left in spring.")
    services.index([tmp_path])
    assert linked(services) == PAIRS - {frozenset("12")}


@pytest.mark.model
@pytest.mark.parametrize("stating", ["first", "second"])
def test_a_statement_links_whichever_file_comes_first(services, tmp_path, stating):
    texts = {"first": "The delegations met in Cairo.", "second": "شرح الوزير سياسة المناخ في المؤتمر."}
    other = {"first": "second.txt", "second": "first.txt"}[stating]
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / f"{stating}.toml").write_text(f'counterpart = "{other}"\n')
    for name in texts:
        services.index([tmp_path / f"{name}.txt"])
    assert linked(services) == {frozenset(texts)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/r/summit.ar.pdf", "/r/summit.en.docx"),
        ("/r/summit_AR.pdf", "/r/summit-EN.md"),
        ("/r/ar/summit 2021.pdf", "/r/en/summit 2021.pdf"),
        ("/r/تقرير القمة (عربي).docx", "/r/تقرير القمة (إنجليزي).docx"),
        ("/r/Arabic/summit.pdf", "/r/english/summit.pdf"),
    ],
)
def test_names_that_differ_in_the_language_alone(one, other):
    assert _name(one, "ar") == _name(other, "en") != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("/r/summit.ar.pdf", "/r/summit2.en.pdf"), ("/r/a.pdf", "/r/a.docx"), ("/r/x.ar.md", "/s/x.en.md")],
)
def test_names_that_tell_nothing(one, other):
    assert _name(one, "ar") == () or _name(one, "ar") != _name(other, "en")
