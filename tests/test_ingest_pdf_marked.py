"""PDFs that state a text for stretches of glyphs, as Word and InDesign do; the glyphs name nothing, or too little."""

import io
import zlib

import pytest

from ingest.readers import pdf
from tests import made_files as made
from tests.made_texts import prose

WIDE = 500  # thousandths of the size


def stated(text, encoding="utf-16"):
    return {"utf-16": b"\xfe\xff" + text.encode("utf-16-be"), "utf-8": b"\xef\xbb\xbf" + text.encode()}[encoding].hex()


def page(stretches, to_unicode=None, properties=(), structure=(), narrow=()):
    """A PDF of one page. `stretches`: (x, y, codes of glyphs from left to right, operator before them, one after)."""
    content = "BT /F 12 Tf "
    for x, y, codes, before, after in stretches:
        content += f"{before} 1 0 0 1 {x:.1f} {y} Tm <{''.join(f'{code:04x}' for code in codes)}> Tj {after}\n"
    names = "\n".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in (to_unicode or {}).items())
    cmap = f"1 begincodespacerange <0000> <ffff> endcodespacerange 9 beginbfchar {names} endbfchar"
    packed = zlib.compress((content + "ET").encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 9 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 "
        b"/Resources << /Font << /F 5 0 R >> /Properties << %s >> >> >>"
        % " ".join(f"/{n} << /ActualText <{t}> >>" for n, t in properties).encode(),
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Some /Encoding /Identity-H /DescendantFonts [6 0 R] %s >>"
        % (b"/ToUnicode 7 0 R" if to_unicode else b""),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Some /DW %d /W [%s] /FontDescriptor 8 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        % (WIDE, " ".join(f"{code} [0]" for code in narrow).encode()),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(cmap), cmap.encode()),
        b"<< /Type /FontDescriptor /FontName /AAAAAA+Some /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 "
        b"/ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 800] >>",
        b"<< /Type /StructTreeRoot /ParentTree << /Nums [0 [%s]] >> >>"
        % " ".join(f"{number} 0 R" for number in range(11, 11 + len(structure))).encode(),
        b"<< /S /P /P 9 0 R >>",
        *(b"<< /S /Span /P 10 0 R /ActualText <%s> >>" % text.encode() for text in structure),
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, written in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def opening(text, encoding="utf-16"):
    return f"/Span << /ActualText <{stated(text, encoding)}> >> BDC"


def words_on_lines(text, language, opens):
    """Each word a stretch of glyphs that nothing names; right to left in Arabic."""
    words, y, x = text.split(), 780, 0.0
    for word in words:
        width = len(word) * WIDE * 12 / 1000
        if x + width > 470:
            x, y = 0.0, y - 22
        left = 535 - x - width if language == "ar" else 60 + x
        yield left, y, range(1, len(word) + 1), opens(word), "EMC"
        x += width + 4


def text_of(data):
    return " ".join(block.text for block in pdf.read(data).blocks)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_stated_for_glyphs_without_names_is_read_in_the_order_of_reading(language, encoding):
    text = prose(language)[1].text
    stretches = words_on_lines(text, language, lambda word: opening(word, encoding))
    assert text_of(page(stretches)) == text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_text_stated_among_the_pages_resources(language):
    text = prose(language)[1].text
    names = {word: f"P{n}" for n, word in enumerate(dict.fromkeys(text.split()))}
    stretches = words_on_lines(text, language, lambda word: f"/Span /{names[word]} BDC")
    found = text_of(page(stretches, properties=[(name, stated(word)) for word, name in names.items()]))
    assert made.word_f1(found, text.split()) == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_text_stated_by_the_files_structure(language):
    text = prose(language)[1].text
    words = list(dict.fromkeys(text.split()))
    stretches = words_on_lines(text, language, lambda word: f"/Span << /MCID {words.index(word)} >> BDC")
    found = text_of(page(stretches, structure=[stated(word) for word in words]))
    assert made.word_f1(found, text.split()) == 1


@pytest.mark.parametrize(("names", "said", "text"), [
    ({1: "o", 2: "f", 3: "\uf001", 4: "c", 5: "e"}, "fi", "office"),
    ({1: "د", 2: "م", 3: "\uf001", 4: "م", 5: "ح"}, "لا", "حملامد"),
])  # fmt: skip
def test_a_ligature_within_a_word(names, said, text):
    stretches = [(100, 700, (1, 2), "", ""), (112, 700, (3,), opening(said), "EMC"), (118, 700, (4, 5), "", "")]
    assert text_of(page(stretches, names)) == text


def test_a_hyphen_that_is_stated_to_be_soft_joins_the_word():
    names = dict(enumerate("govermnt-", start=1))
    codes = {character: code for code, character in names.items()}
    first, rest = [codes[c] for c in "govern"], [codes[c] for c in "ment"]
    hyphen = (60 + len(first) * 6, 700, [codes["-"]], opening("\xad"), "EMC")
    assert text_of(page([(60, 700, first, "", ""), hyphen, (60, 680, rest, "", "")], names)) == "government"


@pytest.mark.parametrize(("language", "word"), [("en", "river"), ("ar", "نهر")])
def test_a_text_that_cannot_be_that_of_its_glyphs_is_not_believed(language, word):
    drawn = word if language == "en" else word[::-1]
    names = dict(enumerate(drawn, start=1))
    for said in (word * 9, word[::-1], "\0 "):  # a hidden text, one stated backwards, nothing
        assert text_of(page([(100, 700, list(names), opening(said), "EMC")], names)) == word
    lines = [(100, 700, list(names), opening("other words"), ""), (100, 680, list(names), "", "EMC")]
    assert text_of(page(lines, names)) == f"{word} {word}"


def test_marked_content_that_is_closed_too_often():
    assert text_of(page([(100, 700, (1, 2), "", "EMC EMC"), (112, 700, (1, 2), "", "EMC")], {1: "a", 2: "b"})) == "abab"


def test_a_letter_and_its_mark_that_are_stated_together_stand_on_the_letters_line():
    """Browsers state clusters of glyphs so, and name a glyph that has several uses not at all."""
    names = {1: "ن", 2: "\0", 3: "\u064f", 4: "م"}
    stretches = [(100, 700, (1,), "", ""), (106, 700, (2,), opening("رُ"), ""), (106, 708, (3,), "", "EMC"),
                 (112, 700, (4,), "", "")]  # fmt: skip
    assert text_of(page(stretches, names, narrow=(3,))) == "مرُن"


def test_a_bracket_is_the_same_whichever_way_round_it_is_stated():
    names = dict(enumerate("(قيثو) سلجم", start=1))
    stretches = [(100 + 6 * code, 700, (code,), opening({"(": ")", ")": "("}[c]) if c in "()" else "",
                  "EMC" if c in "()" else "") for code, c in names.items()]  # fmt: skip
    assert text_of(page(stretches, names)) == "مجلس (وثيق)"


def test_a_line_with_a_long_address_belongs_to_its_arabic_paragraph():
    address = "https://www.example.org/reports/water"
    lines = ["عقدت اللجنة دورتها الرابعة عشرة في مدينة طنجة في شهر مايو", f"وتجد تقريرها في {address} كله"]
    drawn = [lines[0][::-1], "هلك " + address + " " + "وتجد تقريرها في"[::-1]]
    names = dict(enumerate(sorted(set("".join(drawn))), start=1))
    codes = {character: code for code, character in names.items()}
    stretches = [(60, 700 - 20 * n, [codes[c] for c in line], "", "") for n, line in enumerate(drawn)]
    assert text_of(page(stretches, names)) == " ".join(lines)


@pytest.mark.parametrize("said", ["لًا", "لاً"])
def test_a_stated_text_tells_which_letter_of_a_ligature_has_the_mark(said):
    names = {1: "ﻼ", 2: "ً", 3: "ﺼ", 4: "ﻣ"}  # as they are drawn, from the left
    stretches = [(100, 700, (1,), opening(said), ""), (103, 706, (2,), "", "EMC"), (106, 700, (3,), "", ""),
                 (112, 700, (4,), "", "")]  # fmt: skip
    assert text_of(page(stretches, names, narrow=(2,))) == f"مص{said}"
