"""Telling text from garbage: broken words, words written backwards, other languages."""

import pytest

from corpus.errors import FileGarbled, OcrMissing
from corpus.foreign import is_foreign
from ingest.clean import clean
from ingest.load import load_file
from ingest.quality import broken_word_share, is_backwards
from tests import made_files as made
from tests.made_texts import REPORT, mixed

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def text_of(elements):
    return "\n\n".join(" ".join(element.words) for element in elements)


@LANGUAGES
def test_sound_text_has_no_broken_words(language):
    for elements in (REPORT[language], mixed(language)):
        text = text_of(elements)
        assert broken_word_share(text) == 0
        assert not is_backwards(text)
        assert not is_foreign(text)


@LANGUAGES
def test_words_written_backwards(language):
    text = " ".join(word[::-1] for word in text_of(REPORT[language]).split())
    assert is_backwards(text)
    assert broken_word_share(text) == 1


def test_garbage_has_many_broken_words():
    arabic = text_of(REPORT["ar"])
    assert broken_word_share(arabic.encode("cp1256", "ignore").decode("latin-1")) > 0.5
    assert broken_word_share(arabic.encode().decode("cp1252", "replace")) > 0.5
    assert broken_word_share(" ".join(f"(cid:{n})(cid:{n + 1})" for n in range(50))) > 0.9
    assert broken_word_share(" ".join(arabic.replace(" ", ""))) > 0.5


FOREIGN = {
    "fa": "این گزارش در باره‌ی نشست وزیران است که در شهر تهران برگزار شد و به همه‌ی کشورها فرستاده شد. " * 5,
    "ur": "یہ رپورٹ وزراء کے اجلاس کے بارے میں ہے جو شہر میں ہوا اور اس کو تمام ملکوں کو بھیجا گیا ہے۔ " * 5,
    "fr": "Le rapport de la commission porte sur les travaux de la session et sur les décisions que le conseil a "
    "prises dans le cadre du programme pour la région. " * 5,
    "ru": "Доклад комиссии посвящен работе сессии и решениям, которые совет принял в рамках программы. UNEP " * 5,
}


@pytest.mark.parametrize("code", FOREIGN)
def test_foreign_languages_are_told(code):
    assert is_foreign(FOREIGN[code])


@LANGUAGES
def test_garbled_files_are_refused_unless_forced(tmp_path, language):
    path = tmp_path / "a.txt"
    path.write_text(" ".join(word[::-1] for word in text_of(REPORT[language]).split()), encoding="utf-8")
    loaded = load_file(path, 1)
    with pytest.raises(FileGarbled) as refused:
        clean(loaded)
    for lang in ("ar", "en"):
        assert "100%" in refused.value.text(lang)
        assert "--force" in refused.value.text(lang)
    report = clean(loaded, force=True).extraction
    assert report.warnings[:2] == ("reversed-text", "broken-words")
    assert report.broken_word_share == 1


@LANGUAGES
def test_scans_without_tesseract(tmp_path, monkeypatch, language):
    """One clear line where all is a scan; a warning where only some pages are."""
    from fpdf import FPDF

    from ingest.readers import ocr

    monkeypatch.setattr(ocr, "languages", lambda: ())
    picture = made.Image.new("L", (600, 800), 200)
    picture.save(tmp_path / "a.png")
    with pytest.raises(OcrMissing) as missing:
        load_file(tmp_path / "a.png", 1)
    assert "tesseract-ocr-ara" in missing.value.text(language)
    for name, text in {"b": "", "c": text_of(REPORT["en"][1:3])}.items():
        pdf = FPDF()
        pdf.add_page()
        pdf.image(picture, 0, 0, 210, 297)
        if text:
            pdf.add_page()
            pdf.set_font("helvetica", size=12)
            pdf.multi_cell(0, 8, text)
        pdf.output(str(tmp_path / f"{name}.pdf"))
    with pytest.raises(OcrMissing):
        load_file(tmp_path / "b.pdf", 1)
    report = clean(load_file(tmp_path / "c.pdf", 1)).extraction
    assert (report.pages, report.ocr_pages, report.warnings) == (2, (), ("pages-unread",))
