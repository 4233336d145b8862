"""Each reader on files made here: the same small article in both languages, in each format."""

import io
import subprocess
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from ingest.readers import docx as docx_reader
from ingest.readers import html, markdown, pdf, text
from ingest.readers.problems import NoText, Protected, Unreadable
from ingest.readers.values import iso_date, stated_title
from ingest.readers.visual_order import reading_order, units_after

ARTICLE = {
    "ar": {
        "title": "لجنة المياه تختتم دورتها الثالثة",
        "heading": "تمويل المشروعات",
        "first": "اختتمت لجنة المياه الإقليمية دورتها الثالثة في عمّان يوم 14 مارس 2022، وحضرها مندوبو 12 دولة.",
        "second": "وبلغ التمويل ٣٥٬٤٠٠ دولار في عام ٢٠٢١، بزيادة 12.5% للفترة 2020/2024 (المادة 7) ضمن UNEP (2019).",
        "row": ("الدولة", "السنة", "القيمة"),
    },
    "en": {
        "title": "Water committee closes its third session",
        "heading": "Funding of projects",
        "first": "The regional water committee closed its third session in Amman on 14 March 2022, with 12 states.",
        "second": "Funding reached USD 35,400 in 2021, up 12.5% for 2020/2024 (Article 7), under UNEP (2019).",
        "row": ("State", "Year", "Amount"),
    },
}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def read(reader, data):
    reading = reader.read(data)
    return reading.blocks, reading.metadata


def texts(blocks, kind=None):
    return [block.text for block in blocks if kind in (None, block.kind)]


# Plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
@LANGUAGES
def test_text_encodings(language, encoding):
    a = ARTICLE[language]
    whole = "\r\n\r\n".join([a["title"], *[a["first"]] * 4]).replace("،", ",")
    try:
        data = whole.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("letters that the encoding has not")
    blocks, _ = read(text, data)
    assert texts(blocks) == whole.split("\r\n\r\n")


@pytest.mark.parametrize("encoding", ["cp720", "mac_arabic"])
def test_text_in_old_arabic_encodings(encoding):
    whole = f"{ARTICLE['ar']['title']}. {ARTICLE['ar']['first']}"
    plain = "".join(c for c in whole if c.encode(encoding, "ignore"))
    blocks, _ = read(text, plain.encode(encoding))
    assert " ".join(" ".join(texts(blocks)).split()) == " ".join(plain.split())


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 40, b"\xff\xfe\x00\xd8"])
def test_text_refuses_binary(data):
    with pytest.raises(Unreadable):
        read(text, data)


@LANGUAGES
def test_text_damaged_utf8_is_not_read_as_another_encoding(language):
    data = (ARTICLE["ar"]["first"] + ARTICLE[language]["second"]).encode()
    with pytest.raises(Unreadable, match="damaged UTF-8"):
        read(text, data[:1] + data[2:])


# Markdown


@LANGUAGES
def test_markdown(language):
    a = ARTICLE[language]
    first, rest = a["first"].split(" ", 1)
    source = (
        f'---\ntitle: "{a["title"]}"\ndate: 2022-03-15\nlanguage: {language}\nsource: {a["heading"]}\n---\n'
        f"# {a['title']}\n\n**{first}** {rest}\n\n## {a['heading']} ##\n\n- {a['second']}\n\n"
        f"|{'|'.join(a['row'])}|\n|---|---|---|\n|A|2021|1,250|\n\n![x](y.png)\n"
    )
    blocks, metadata = read(markdown, source.encode())
    assert texts(blocks, "heading") == [a["title"], a["heading"]]
    assert texts(blocks, "paragraph") == [a["first"], a["second"]]
    assert texts(blocks, "row") == [" | ".join(a["row"]), "A | 2021 | 1,250"]
    assert (metadata.title, metadata.date, metadata.language) == (a["title"], "2022-03-15", language)


# Web pages


def page(a, head="", body=""):
    cells = "".join(f"<td>{cell}</td>" for cell in a["row"])
    return (
        f"<html><head><title>{a['title']}</title>{head}</head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>{a['title']}</h1><p>{a['first']}</p><h2>{a['heading']}</h2><p>{a['second']}</p>{body}"
        f"<table><tr>{cells}</tr><tr><td>A</td><td>2021</td><td>1,250</td></tr></table></article></body></html>"
    ).encode()


@LANGUAGES
def test_html(language):
    a = ARTICLE[language]
    blocks, metadata = read(html, page(a, "<meta property='og:site_name' content='Basin News'>"))
    assert texts(blocks, "heading") == [a["title"], a["heading"]]
    assert texts(blocks, "paragraph") == [a["first"], a["second"]]
    assert " | ".join(a["row"]) in texts(blocks, "row")
    assert (metadata.title, metadata.source) == (a["title"], "Basin News")


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("<meta property='article:published_time' content='2021-12-29T08:00:00+02:00'>", "", "2021-12-29"),
        ('<script type=\'application/ld+json\'>{"@graph":[{"datePublished":"2021-12"}]}</script>', "", "2021-12"),
        ("<script type='application/ld+json'>{broken</script>", "<time datetime='2021-12-29'>x</time>", "2021-12-29"),
        ("", "<time datetime='2021-12-29'>a</time><time datetime='2020-01-01'>b</time>", ""),
        ("<meta name='date' content='29/12/2021'>", "", ""),
        ("", "<span class='post-date'>الأربعاء، ٢٩ كانون الأول ٢٠٢١</span>", "2021-12-29"),
        ("", "<div id='publishDate'>29 ديسمبر 2021 - 25 جمادى الأولى 1443هـ</div>", "2021-12-29"),
        ("", "<p class='تاريخ'>29 ديسمبر 2021</p>", "2021-12-29"),
        ("", "<time>29 أوت 2021</time>", "2021-08-29"),
        ("", "<time>Published 29 December 2021, 10:30</time>", "2021-12-29"),
        ("", "<i class='date'>1 رمضان 1443 هـ</i>", "2022-04"),
        ("", "<i class='date'>3 May 2021</i><i class='date'>4 May 2021</i>", ""),
        ("", "<i class='date'>December 2021</i>", ""),
        ("", "<i class='update-note'>on 3 May 2021 " + "much more of a text " * 9 + "</i>", ""),
        ("", "<p>٢٩ كانون الأول ٢٠٢١</p>", ""),
        ("", "<p>Published 29 December 2021</p>", ""),
    ],
)
@LANGUAGES
def test_html_takes_only_stated_dates(language, head, body, date):
    assert read(html, page(ARTICLE[language], head, body))[1].date == date


@LANGUAGES
def test_html_of_a_few_words(language):
    blocks, _ = read(html, f"<html><body><p>{ARTICLE[language]['first']}</p></body></html>".encode())
    assert texts(blocks) == [ARTICLE[language]["first"]]


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"\x00\x01\x02"])
def test_html_without_text(data):
    with pytest.raises((NoText, Unreadable)):
        read(html, data)


# Word


def word(a):
    document = docx.Document()
    document.add_heading(a["title"], 0)
    document.add_paragraph(a["first"])
    table = document.add_table(1, 3)
    for cell, value in zip(table.rows[0].cells, a["row"], strict=True):
        cell.text = value
    document.add_heading(a["heading"], 2)
    document.add_paragraph(a["second"])
    return document


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@LANGUAGES
def test_docx_keeps_tables_in_place(language):
    a = ARTICLE[language]
    blocks, metadata = read(docx_reader, saved(word(a)))
    assert texts(blocks) == [a["title"], a["first"], " | ".join(a["row"]), a["heading"], a["second"]]
    assert texts(blocks, "heading") == [a["title"], a["heading"]]
    assert (metadata.title, metadata.date) == ("", "")  # the template's own date is not the document's


@LANGUAGES
def test_docx_keeps_insertions_and_content_controls_but_not_deletions(language):
    a = ARTICLE[language]
    document = docx.Document()
    paragraph = document.add_paragraph(a["first"])._p
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for xml in (
        f"<w:ins {space}><w:r><w:t xml:space='preserve'> +1</w:t></w:r></w:ins>",
        f"<w:del {space}><w:r><w:delText>gone</w:delText></w:r></w:del>",
    ):
        paragraph.append(docx.oxml.parse_xml(xml))
    control = f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>{a['second']}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    paragraph.addnext(docx.oxml.parse_xml(control))
    assert texts(read(docx_reader, saved(document))[0]) == [a["first"] + " +1", a["second"]]


# PDF


def drawn(lines, font="helvetica", title=""):
    """A PDF of pages of lines, each (size, text), drawn as they come: Arabic text in the order of the page."""
    out = FPDF()
    if title:
        out.set_title(title)
    if font != "helvetica":
        out.add_font(font, fname=str(arabic_font()))
    for page_lines in lines:
        out.add_page()
        for size, line in page_lines:
            out.set_font(font, size=size)
            right = font != "helvetica"
            out.cell(0, size * 0.5, line, align="R" if right else "L", new_x="LMARGIN", new_y="NEXT")
    return bytes(out.output())


def arabic_font():
    folder = files("fontpkg_ibm_plex_sans_arabic")
    return next(Path(str(folder)).rglob("IBMPlexSansArabic-Regular.ttf"))


HEADER = {"en": "Basin News, issue 4", "ar": "4 ددعلا ,ضوحلا رابخأ"}
# In the order of the page, as fonts without shaping draw it: the title, two lines of a paragraph, a last line.
VISUAL = {
    "ar": [
        "هايملا ةنجل",
        "2022 سرام 14 موي نامع يف ةثلاثلا اهترود ةنجللا تمتتخا",
        "(7 ةداملا) 2020/2024 ةرتفلل ٪12.5 ةدايزب",
    ],
    "en": [
        "Water committee",
        "The committee closed its third session in Amman on 14 March 2022",
        "up 12.5% (Article 7) for 2020/2024",
    ],
}
LOGICAL = {
    "ar": [
        "لجنة المياه",
        "اختتمت اللجنة دورتها الثالثة في عمان يوم 14 مارس 2022",
        "بزيادة 12.5٪ للفترة 2020/2024 (المادة 7)",
    ],
    "en": VISUAL["en"],
}


@LANGUAGES
def test_pdf_headings_paragraphs_and_running_lines(language):
    title, first, second = VISUAL[language]
    font = "plex" if language == "ar" else "helvetica"
    pages = [
        [(9, HEADER[language]), (22, title), (12, first), (12, second), (60, " "), (9, str(number))]
        for number in (1, 2, 3)
    ]
    blocks, metadata = read(pdf, drawn(pages, font, title="Microsoft Word - x.docx"))
    assert [(b.kind, b.page) for b in blocks] == [(k, p) for p in (1, 2, 3) for k in ("heading", "paragraph")]
    assert texts(blocks[:2]) == [LOGICAL[language][0], " ".join(LOGICAL[language][1:])]
    assert metadata.title == ""


def test_pdf_words_split_at_line_ends():
    lines = ["The minister spoke of the long-term programme and of the com-", "mittee, and of the well-", "known long-"]
    lines += ["term programme for the years 2020-", "2024 that the committee had made."]
    whole = " ".join(texts(read(pdf, drawn([[(12, line) for line in lines]]))[0]))
    for words in ("of the committee,", "well-known long-term programme", "2020-2024"):
        assert words in whole


def test_pdf_with_password():
    out = FPDF()
    out.set_encryption(owner_password="a", user_password="b")
    out.add_page()
    with pytest.raises(Protected):
        read(pdf, bytes(out.output()))


def test_pdf_without_text_layer():
    out = FPDF()
    out.add_page()
    out.rect(10, 10, 50, 50)
    with pytest.raises(NoText, match="blank"):
        read(pdf, bytes(out.output()))


@pytest.mark.parametrize("cut", [20, 300, 700])
def test_pdf_broken(cut):
    with pytest.raises((Unreadable, NoText)):
        read(pdf, drawn([[(12, "text")]])[:cut])


CSS = (
    "body{font-family:'Noto Naskh Arabic','DejaVu Serif';font-size:12pt;line-height:1.6}"
    "h1{font-size:20pt}h2{font-size:15pt}"
    "p{text-align:justify}td{border:1px solid;padding:4px 9px}table{border-collapse:collapse}@page{size:A4;margin:2cm}"
    ".two{column-count:2;column-gap:1cm;hyphens:auto}"
)


def printed(tmp_path, language, body):
    source, target = tmp_path / "page.html", tmp_path / "page.pdf"
    direction = "rtl" if language == "ar" else "ltr"
    source.write_text(
        f"<html lang={language} dir={direction}><meta charset=utf-8><style>{CSS}</style><body>{body}", encoding="utf-8"
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={target}", str(source)], check=True, capture_output=True, timeout=120)
    return target.read_bytes()


@pytest.mark.browser
@LANGUAGES
def test_pdf_of_a_browser_with_a_table(tmp_path, language):
    a, other = ARTICLE[language], ARTICLE["en" if language == "ar" else "ar"]
    cells = "".join(f"<td>{cell}</td>" for cell in a["row"])
    body = f"<h1>{a['title']}</h1><p>{a['first']}</p><table><tr>{cells}</tr><tr><td>A</td><td>2021</td><td>7</td></tr>"
    body += f"</table><h2>{a['heading']}</h2><p>{a['second']}</p><p>{a['second']}</p>"
    blocks, _ = read(pdf, printed(tmp_path, language, f"{body}<p dir=auto>{other['first']}</p>"))
    assert texts(blocks) == [
        a["title"], a["first"], " | ".join(a["row"]), "A | 2021 | 7", a["heading"], a["second"], a["second"],
        other["first"],
    ]  # fmt: skip
    assert texts(blocks, "heading") == [a["title"], a["heading"]]


@pytest.mark.browser
@LANGUAGES
def test_pdf_of_a_browser_in_two_columns(tmp_path, language):
    a = ARTICLE[language]
    prose = [a["first"], a["second"]] * 5
    body = f"<h1>{a['title']}</h1><div class=two>" + "".join(f"<p>{p}</p>" for p in prose) + "</div>"
    blocks, _ = read(pdf, printed(tmp_path, language, body))
    assert texts(blocks) == [a["title"], *prose]


# The order of reading


@pytest.mark.parametrize(
    ("page_order", "expected"),
    [
        ("2021 وينوي 30 يف", "في 30 يونيو 2021"),
        ("2021/2022 ةرتفلل", "للفترة 2021/2022"),
        ("15-03-2021 خيراتب", "بتاريخ 2021-03-15"),
        ("%12.5 ةبسن", "نسبة 12.5%"),
        ("(UNSCR) 2396 رارق", "قرار 2396 (UNSCR)"),
        ("UN Charter (1945) يف", "في UN Charter (1945)"),
        ("رصم يف COVID-19", "COVID-19 في مصر"),
        ("«مالسلا» زكرم", "مركز «السلام»"),
        ("٢٠١٨ رياني ٢٧", "٢٧ يناير ٢٠١٨"),
    ],
)
def test_reading_order_from_the_right(page_order, expected):
    assert reading_order(list(page_order), from_right=True) == expected


@pytest.mark.parametrize(
    ("page_order", "expected"),
    [
        ("Resolution 2396 of 21 December 2017", "Resolution 2396 of 21 December 2017"),
        ("The word دنس means support", "The word سند means support"),
        ("the body (ةيبرعلا لودلا ةعماج) met in 2021", "the body (جامعة الدول العربية) met in 2021"),
    ],
)
def test_reading_order_from_the_left(page_order, expected):
    assert reading_order(list(page_order), from_right=False) == expected


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("طول النهر km 748 تقريبًا", "طول النهر 748 km تقريبًا"),
        ("إلى C° 30 ثم C°28.5 و km/h 90", "إلى 30 °C ثم 28.5°C و 90 km/h"),
        ("الساعة PM 3:45 وفق ISO 748 و A 4", "الساعة 3:45 PM وفق ISO 748 و A 4"),
    ],
)
def test_numbers_stand_before_their_units(drawn, expected):
    assert units_after(drawn) == expected


def test_reading_order_keeps_ligatures_whole():
    assert reading_order(["م", "لا", "س"], from_right=True) == "سلام"


def test_a_date_that_opens_a_paragraph_is_whole():
    assert reading_order(list("2021-12-29"), from_right=True, after_arabic=False) == "2021-12-29"


# Values that files state


@pytest.mark.parametrize(
    ("value", "date"),
    [("2021", "2021"), ("2021-12", "2021-12"), ("2021-12-29", "2021-12-29"), ("2021-12-29T01:02:03Z", "2021-12-29"),
     ("2021-13", ""), ("2021-02-30", ""), ("29-12-2021", ""), ("٢٠٢١", "٢٠٢١"), ("", "")],
)  # fmt: skip
def test_iso_date(value, date):
    assert iso_date(value) == (date if date.isascii() else "")


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Microsoft Word - a.docx", ""),
        ("تقرير.pdf", ""),
        (None, ""),
        ("Annual  report", "Annual report"),
        ("تقرير السلام", "تقرير السلام"),
    ],
)
def test_stated_title(value, title):
    assert stated_title(value) == title


@pytest.mark.parametrize(
    ("heading", "text", "items", "menu"),
    [
        (
            "Priority recommendations",
            "The mission observed the general elections in all eight provinces and makes the following proposals.",
            ["Carry out an audit of the voter register.", "Publish results by polling station."],
            "Contact the newsroom",
        ),
        (
            "التوصيات ذات الأولوية",
            "راقبت البعثة الانتخابات العامة في المحافظات الثماني كلها، وتقدم المقترحات الآتية إلى السلطات.",
            ["إجراء تدقيق لسجل الناخبين.", "نشر النتائج بحسب مراكز الاقتراع."],
            "اتصل بغرفة الأخبار",
        ),
    ],
)
@pytest.mark.parametrize("in_divisions", [False, True])
def test_headings_and_lists_of_a_page_without_a_marked_main_part_are_kept(
    heading: str, text: str, items: list[str], menu: str, in_divisions: bool
) -> None:
    listed = "".join(f"<li>{item}</li>" for item in items)
    main = f"<h1>{text[:20]}</h1>" + "".join(f"<p>{n} {text} {text}</p>" for n in range(4))
    main += f"<h2>{heading}</h2><ul>{listed}</ul><p>{text}</p>"
    links = "".join(f"<li><a href='/{n}'>{menu} {n}</a></li>" for n in range(6))
    page = (
        f"<div><ul>{links}</ul></div><div>{main}</div><div><ul>{links}</ul><p>© 2026</p></div>"
        if in_divisions
        else main
    )
    read = html.read(f"<html><body>{page}</body></html>".encode())
    said = {block.text: block.kind for block in read.blocks}
    assert said[heading] == "heading"
    assert set(items) <= set(said)
    assert not any(menu in one for one in said)
