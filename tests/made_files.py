"""Files of known text, made by the programs that make them in the world, in both languages.

In: the Elements of made_texts.py. Out: bytes. Also how well a reading recovers the known words and numbers. Each
maker runs once a session for one text: the programs are slow to start.
"""

import io
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import docx
import numpy as np
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF
from PIL import Image

from corpus.records import Language
from tests.made_texts import RUNNING_HEAD, Element

CSS = """
@page { size: A4; margin: 2.2cm }
body { font: 12pt/1.6 "Noto Naskh Arabic", "DejaVu Serif" }
h1 { font-size: 20pt; letter-spacing: %s } h2 { font-size: 15pt }
p { text-align: justify; margin: 0 0 8pt }
td { border: 1px solid; padding: 3px 9px } table { border-collapse: collapse; margin: 8pt 0 }
.two { column-count: 2; column-gap: 1cm; hyphens: auto }
.note { font-size: 9pt }
"""
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def html_of(elements: Sequence[Element], language: Language, two_columns: bool = False) -> str:
    """The elements as a web page."""
    parts, items = [], []
    for element in (*elements, Element("paragraph")):
        if element.kind == "item":
            items.append(f"<li>{element.text}</li>")
            continue
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        parts.append(_tag(element))
    title, rest = (parts[0], parts[1:]) if elements[0].kind == "title" else ("", parts)
    body = f"<div class=two>{''.join(rest)}</div>" if two_columns else "".join(rest)
    direction = "rtl" if language == "ar" else "ltr"
    # Spaced letters are for scripts whose letters stand apart.
    style = CSS % ("0.12em" if language == "en" else "normal")
    return (
        f"<!doctype html><html lang={language} dir={direction}><head><meta charset=utf-8><style>{style}</style></head>"
        f"<body><article>{title}{body}</article></body></html>"
    )


def _tag(element: Element) -> str:
    if element.rows:
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in element.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    opening, name = {
        "title": ("h1", "h1"), "heading": ("h2", "h2"), "note": ("p class=note dir=auto", "p"),
    }.get(element.kind, ("p dir=auto", "p"))  # fmt: skip
    return f"<{opening}>{element.text}</{name}>" if element.text else ""


@cache
def chromium_pdf(elements: tuple[Element, ...], language: Language, two_columns: bool = False) -> bytes:
    """Printed by a browser, whose PDFs draw each Arabic letter by itself."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html_of(elements, language, two_columns), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        _run([*command, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", str(page)])
        return pdf.read_bytes()


def docx_file(elements: Sequence[Element], language: Language) -> bytes:
    """A Word document with running lines, a page number and, for notes, real footnotes."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Noto Naskh Arabic"
    _run_properties_font(style.element, "Noto Naskh Arabic")
    section = document.sections[0]
    section.header.paragraphs[0].text = RUNNING_HEAD[language]
    _page_number(section.footer.paragraphs[0])
    for element in elements:
        if element.rows:
            _table(document, element, language)
            continue
        styles = {"title": "Title", "heading": "Heading 1", "item": "List Bullet"}
        paragraph = document.add_paragraph(element.text, style=styles.get(element.kind, "Normal"))
        _direct(paragraph, element.text, language)
        if element.kind in ("title", "heading"):
            for run in paragraph.runs:
                _run_properties_font(run._r, "Noto Naskh Arabic")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _run_properties_font(element: object, name: str) -> None:
    properties = element.get_or_add_rPr()  # type: ignore[attr-defined]
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.append(fonts)
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _direct(paragraph: object, text: str, language: Language) -> None:
    """Right to left where the paragraph's first letter is Arabic."""
    letter = next((c for c in text if unicodedata.bidirectional(c) in ("L", "AL")), "")
    if unicodedata.bidirectional(letter or ("ا" if language == "ar" else "a")) != "AL":
        return
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:bidi"))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # type: ignore[attr-defined]  # "start" in a paragraph that runs from the right
    for run in paragraph.runs:  # type: ignore[attr-defined]
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _table(document: object, element: Element, language: Language) -> None:
    table = document.add_table(len(element.rows), len(element.rows[0]), style="Table Grid")  # type: ignore[attr-defined]
    if language == "ar":
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for row, cells in zip(table.rows, element.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
            _direct(cell.paragraphs[0], text, language)


def _page_number(paragraph: object) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()  # type: ignore[attr-defined]
        if kind:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
        else:
            field = OxmlElement("w:instrText")
            field.text = text
        run._r.append(field)


@cache
def office_file(data: bytes, source: str, target: str) -> bytes:
    """`data` turned from one format into another by LibreOffice; formats are file endings without the dot."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file.{source}")
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run(["soffice", profile, "--headless", "--convert-to", target, "--outdir", f"{folder}/out", str(path)])
        return Path(folder, "out", f"file.{target.partition(':')[0]}").read_bytes()


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180)


# Text "baked" into presentation forms in the order of the page, as old layout programs do it


def _forms() -> dict[str, dict[str, str]]:
    """Ordinary letters -> form ("isolated", "initial", "medial", "final") -> presentation form."""
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        form, *letters = unicodedata.decomposition(chr(code)).split()
        forms.setdefault("".join(chr(int(c, 16)) for c in letters), {})[form.strip("<>")] = chr(code)
    return forms


FORMS = _forms()
MIRRORED = dict(zip("()«»", ")(»«", strict=True))


def without_marks(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements as layout programs of that kind write them: no vowel marks, no tatweel."""
    return tuple(Element(element.kind, bare(element.text)) for element in elements)


def bare(text: str) -> str:
    """`text` without vowel marks and tatweel."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c) and c != "ـ")


def shaped(text: str) -> str:
    """Arabic letters as presentation forms, lam-alef as one."""
    pieces = re.findall("ل[آأإا]|.", text, re.DOTALL)
    joins_after = [any(f in FORMS.get(piece, {}) for f in ("initial", "medial")) for piece in pieces]
    out = []
    for i, piece in enumerate(pieces):
        forms = FORMS.get(piece, {})
        before = bool(i) and joins_after[i - 1] and "final" in forms
        after = joins_after[i] and i + 1 < len(pieces) and "final" in FORMS.get(pieces[i + 1], {})
        form = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}[before, after]
        out.append(forms.get(form, piece))
    return "".join(out)


def in_page_order(text: str) -> str:
    """A line of Arabic from left to right: words in reverse, numbers and Latin runs as they are."""
    # After an Arabic letter only these separators hold a number together (UAX #9, W2 and W4).
    runs = re.findall(r"\d+(?:[.,:/٬٫]\d+)*|[A-Za-z](?:[A-Za-z0-9/ -]*[A-Za-z0-9])?|.", text)
    return "".join(MIRRORED.get(run, run) for run in reversed(runs))


@cache
def baked_pdf(elements: tuple[Element, ...]) -> bytes:
    """An Arabic PDF whose text layer holds presentation forms in the order of the page."""
    pdf = FPDF(format="A4")
    pdf.add_font("d", fname=str(DEJAVU))
    pdf.set_auto_page_break(True, 20)
    pdf.add_page()
    for element in elements:
        pdf.set_font("d", size={"title": 18, "heading": 14}.get(element.kind, 11))
        for line in _wrapped(pdf, element.text):
            pdf.cell(0, 7 if element.kind != "title" else 11, in_page_order(shaped(line)), align="R", new_x="LMARGIN",
                     new_y="NEXT")  # fmt: skip
        pdf.ln(3)
    return bytes(pdf.output())


def _wrapped(pdf: FPDF, text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdf.get_string_width(shaped(longer)) > pdf.epw:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


# Scans


def scan(pdf: bytes, dpi: int = 200, degrees: float = 0.7, seed: int = 1) -> list[Image.Image]:
    """The pages of a PDF as a clean scanner gives them: grey, a little turned, with some noise."""
    noise = np.random.default_rng(seed)
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for place, page in enumerate(document):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        turned = image.rotate(degrees * (-1) ** place, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=255)
        grey = np.asarray(turned, np.float32) * 0.94 + 8 + noise.normal(0, 6, (turned.height, turned.width))
        pages.append(Image.fromarray(grey.clip(0, 255).astype(np.uint8)))
    document.close()
    return pages


def image_pdf(pages: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """Pictures as a PDF without a text layer."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return out.getvalue()


def letters_shuffled(text: str) -> str:
    """Each word's letters in another order: what a broken text layer holds."""
    random = Random(3)
    return " ".join("".join(random.sample(word, len(word))) for word in text.split())


# How well a reading recovers what is known

NUMBER = re.compile(r"\d[\d.,٬٫/:-]*\d|\d")


def known_words(elements: Sequence[Element]) -> list[str]:
    return [word for element in elements for word in element.words]


def word_f1(found: str, known: Sequence[str]) -> float:
    """Of the words as they stand, each counted as often as it stands; "|" between cells is no word."""
    got = Counter(word for word in unicodedata.normalize("NFC", found).split() if word not in {"|", "•", "●", "▪", "–"})
    want = Counter(unicodedata.normalize("NFC", word) for word in known)
    both = sum((got & want).values())
    return 2 * both / (sum(got.values()) + sum(want.values()))


def numbers_recovered(found: str, known: Sequence[str]) -> float:
    """The share of the known numbers, dates and the like included whole, that the reading holds as they are."""
    got, want = Counter(NUMBER.findall(found)), Counter(NUMBER.findall(" ".join(known)))
    return sum((got & want).values()) / sum(want.values())
