"""Pages a second by kind of file, and what each reading gives back of its known words and numbers.

Run: python tests/bench/bench_readers.py [--pages N]. Out: one JSON object; with --pages also the seconds and the peak
memory of one PDF of N pages, read in a process of its own.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pypdfium2

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


def many_pages(count):
    """The same printed pages over and over, as one file."""
    source = pypdfium2.PdfDocument(made.chromium_pdf(REPORT["ar"], "ar"))
    target = pypdfium2.PdfDocument.new()
    while len(target) < count:
        target.import_pages(source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.pdf")
        target.save(path)
        started = time.perf_counter()
        done = clean(load_file(path, 2000))
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": done.extraction.pages, "seconds": round(seconds, 1), "peak_mb": round(peak)}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pages", type=int, default=0)
    pages = arguments.parse_args().pages
    if pages:
        print(json.dumps(many_pages(pages)))
        return
    results = {name: measured(suffix, data, elements) for name, suffix, data, elements in cases()}
    print(json.dumps(results, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
