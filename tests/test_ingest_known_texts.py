"""Known texts through real programs: how many of their words and numbers the readers recover."""

import pytest

from ingest.clean import clean
from ingest.load import load_file
from tests import made_files as made
from tests.made_texts import REPORT, Element, mixed, prose

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
pytestmark = pytest.mark.slow


def reading(tmp_path, data, suffix):
    path = tmp_path / f"file{suffix}"
    path.write_bytes(data)
    return clean(load_file(path, 100))


def scores(done, elements):
    known = made.known_words(elements)
    return made.word_f1(done.text, known), made.numbers_recovered(done.text, known)


@pytest.mark.browser
@LANGUAGES
def test_a_browsers_pdf_in_one_column(tmp_path, language):
    done = reading(tmp_path, made.chromium_pdf(REPORT[language], language), ".pdf")
    f1, numbers = scores(done, REPORT[language])
    assert f1 >= 0.99
    assert numbers == 1
    rows = [" | ".join(row) for row in next(element.rows for element in REPORT[language] if element.rows)]
    assert all(row in done.text.split("\n\n") for row in rows), "tables are rows"
    assert done.extraction.warnings == ()


@pytest.mark.browser
@LANGUAGES
def test_a_browsers_pdf_in_two_columns(tmp_path, language):
    f1, numbers = scores(reading(tmp_path, made.chromium_pdf(prose(language), language, True), ".pdf"), prose(language))
    assert f1 >= 0.97
    assert numbers == 1


@pytest.mark.browser
@LANGUAGES
def test_a_browsers_pdf_in_both_languages_with_a_table(tmp_path, language):
    f1, numbers = scores(reading(tmp_path, made.chromium_pdf(mixed(language), language), ".pdf"), mixed(language))
    assert f1 >= 0.97
    assert numbers == 1


@LANGUAGES
def test_an_office_programs_pdf(tmp_path, language):
    """With a running head and page numbers on each page, which are left out."""
    pdf = made.office_file(made.docx_file(mixed(language), language), "docx", "pdf")
    done = reading(tmp_path, pdf, ".pdf")
    f1, numbers = scores(done, mixed(language))
    assert f1 >= 0.99
    assert numbers == 1
    assert made.RUNNING_HEAD[language] not in done.text
    assert done.extraction.lines_dropped >= 2


def test_arabic_baked_into_presentation_forms(tmp_path):
    elements = made.without_marks(prose("ar"))
    f1, numbers = scores(reading(tmp_path, made.baked_pdf(elements), ".pdf"), elements)
    assert f1 >= 0.99
    assert numbers == 1


@LANGUAGES
def test_a_word_document(tmp_path, language):
    f1, numbers = scores(reading(tmp_path, made.docx_file(mixed(language), language), ".docx"), mixed(language))
    assert (f1, numbers) == (1, 1)


@pytest.mark.browser
@LANGUAGES
def test_a_clean_scan(tmp_path, language):
    """Single vowel marks are often left out, and searches fold them; figures are whole."""
    elements = prose(language)
    scan = made.image_pdf(made.scan(made.chromium_pdf(elements, language)))
    done = reading(tmp_path, scan, ".pdf")
    f1, numbers = scores(done, elements)
    assert f1 >= 0.95
    assert numbers == 1
    assert made.word_f1(made.bare(done.text), [made.bare(word) for word in made.known_words(elements)]) >= 0.98
    assert done.language == language
    assert done.extraction.ocr_pages == tuple(range(1, done.extraction.pages + 1))
    assert done.extraction.warnings == ("no-text-layer",)


VOWELLED = (
    "تَعْقِدُ اللَّجْنَةُ دَوْرَتَهَا العَادِيَّةَ مَرَّةً كُلَّ سَنَةٍ، وَتَنْتَخِبُ رَئِيسَهَا مِنْ بَيْنِ أَعْضَائِهَا لِمُدَّةِ 3 سَنَوَاتٍ قَابِلَةٍ لِلتَّجْدِيدِ.",
    "وَلَا يَجُوزُ لِأَيِّ دَوْلَةٍ أَنْ تَسْحَبَ تَوْقِيعَهَا قَبْلَ مُرُورِ عَامَيْنِ عَلَى دُخُولِ الاتِّفَاقِ حَيِّزَ النَّفَاذِ فِي 15 مَايُو 2019.",
)


@pytest.mark.browser
def test_a_scan_with_all_vowel_marks_is_read_without_them(tmp_path):
    elements = tuple(Element("paragraph", text) for text in VOWELLED)
    scan = made.image_pdf(made.scan(made.chromium_pdf(elements, "ar")))
    done = reading(tmp_path, scan, ".pdf")
    assert made.word_f1(made.bare(done.text), [made.bare(word) for word in made.known_words(elements)]) >= 0.9
    assert made.numbers_recovered(done.text, made.known_words(elements)) == 1
    assert done.text == made.bare(done.text)
    assert done.extraction.warnings == ("no-text-layer", "marks-left-out")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256", "iso8859_6"])
def test_encodings(tmp_path, encoding):
    text = "\r\n\r\n".join(element.text for element in prose("ar") if element.text)
    for lost, there in {"–": "-", "٬": ",", "٪": "%", "«": '"', "»": '"', "É": "E"}.items():
        text = text.replace(lost, there)
    if encoding != "utf-8" and encoding != "utf-16":
        text = text.translate({ord(c): str(i) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩")})
    done = reading(tmp_path, text.encode(encoding), ".txt")
    assert made.word_f1(done.text, text.split()) == 1
