"""Pages a second by kind of file, and what each reading gives back of its known words and numbers.

Run: python tests/bench/bench_readers.py [--pages N]. Out: one JSON object; with --pages also the seconds and the peak
memory of one PDF of N pages, read in a process of its own.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

import pypdfium2
import typst

from ingest.clean import clean
from ingest.load import load_file
from tests import made_files as made
from tests.made_texts import REPORT, mixed, prose


def cases():
    for language in ("ar", "en"):
        report, columns, both = REPORT[language], prose(language), mixed(language)
        printed = made.chromium_pdf(columns, language)
        yield f"pdf by a browser, {language}", ".pdf", made.chromium_pdf(report, language), report
        yield f"pdf in two columns, {language}", ".pdf", made.chromium_pdf(columns, language, True), columns
        yield f"pdf in both languages, {language} first", ".pdf", made.chromium_pdf(both, language), both
        word = made.docx_file(both, language)
        yield f"pdf by LibreOffice, {language}", ".pdf", made.office_file(word, "docx", "pdf"), both
        yield f"docx, {language}", ".docx", word, both
        yield f"odt, {language}", ".odt", made.office_file(word, "docx", "odt"), both
        yield f"html, {language}", ".html", made.html_of(report, language).encode(), report
        yield f"scan, {language}", ".pdf", made.image_pdf(made.scan(printed)), columns
    baked = made.without_marks(prose("ar"))
    yield "pdf of presentation forms, ar", ".pdf", made.baked_pdf(baked), baked


def measured(suffix, data, elements):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix}")
        path.write_bytes(data)
        load_file(path, 100)  # imports and fonts
        started = time.perf_counter()
        done = clean(load_file(path, 100))
        seconds = time.perf_counter() - started
    known = made.known_words(elements)
    without_marks = made.word_f1(made.bare(done.text), [made.bare(word) for word in known])
    return {
        "pages_per_second": round(max(done.extraction.pages, 1) / seconds, 2),
        "word_f1": round(made.word_f1(done.text, known), 4),
        "word_f1_without_marks": round(without_marks, 4),
        "numbers": round(made.numbers_recovered(done.text, known), 3),
    }


def long_pdf(count):
    """A PDF of so many pages in both languages by turns, each of other words: what repeats is left out when read."""
    random = Random(5)
    words = {language: made.known_words(REPORT[language]) for language in ("ar", "en")}
    target = pypdfium2.PdfDocument.new()
    for start in range(0, count, 250):
        pages = (_page(random, words, "en" if i % 2 else "ar") for i in range(start, min(start + 250, count)))
        head = '#set page(paper: "a4", numbering: "1")\n#set text(font: ("Noto Naskh Arabic", "DejaVu Sans"))\n'
        target.import_pages(pypdfium2.PdfDocument(typst.compile((head + "#pagebreak()\n".join(pages)).encode())))
    return target


def _page(random, words, language):
    def said(count):
        return re.sub(r"([-#$*_\[\]<>@`\\~/\"'+=])", r"\\\1", " ".join(random.choices(words[language], k=count)))

    paragraphs = "\n\n".join(said(45).rstrip(".،,") + "." for _ in range(6))
    return f'#set text(lang: "{language}")\n== {said(5)}\n\n{paragraphs}\n'


def many_pages(count):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.pdf")
        # By a process of its own, whose memory is not that of reading.
        command = [sys.executable, __file__, "--pages", str(count), "--write", str(path)]
        subprocess.run(command, check=True)
        started = time.perf_counter()
        done = clean(load_file(path, 2000))
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pages": done.extraction.pages, "characters": len(done.text), "seconds": round(seconds, 1),
        "processor_seconds": round(time.process_time(), 1), "peak_mb": round(peak),
    }  # fmt: skip


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pages", type=int, default=0)
    arguments.add_argument("--write", help="only write the long PDF there")
    asked = arguments.parse_args()
    pages = asked.pages
    if asked.write:
        long_pdf(pages).save(asked.write)
        return
    if pages:
        print(json.dumps(many_pages(pages)))
        return
    results = {name: measured(suffix, data, elements) for name, suffix, data, elements in cases()}
    print(json.dumps(results, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
