"""Pictures of pages to lines of text, by the Tesseract program: deskewed, in the language whose script is on the page.

In: grey pictures. Out: PrintedPages, without lines where nothing on the page can be trusted.
Both languages at once are never asked for: that mixes Latin letters into Arabic words. An Arabic page is read at three
sizes, which then vote. Which pages of a PDF need this is the business of pdf_scans.py.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice

from PIL import Image

from corpus.records import Language
from ingest.heartbeat import beat
from ingest.readers.ocr_latin import read_again
from ingest.readers.ocr_layout import deskewed, in_paragraphs, is_blank, one_column, without_rules
from ingest.readers.ocr_lines import read_lines_again
from ingest.readers.ocr_marks import MARKS, with_letters, without_marks
from ingest.readers.ocr_signs import with_signs
from ingest.readers.ocr_stops import with_stops
from ingest.readers.ocr_vote import LEAST, agreed
from ingest.readers.ocr_words import Word, box, by_line, mean_confidence
from ingest.readers.problems import NeedsOcr
from ingest.readers.tesseract import ONE_COLUMN, languages, recognise

BEAT_SECONDS = 5.0
SURE = 75.0  # mean confidence (0-100) at which the other language is not tried
READABLE = 55.0  # below, the page is turned round; pages that stay below are pictures or another script
SIZES = (1.0, 0.8, 1.4)  # of the usual size for Arabic; what is misread at one is mostly read at another
SPACE_BEFORE_STOP = re.compile(r"\s+([،؛؟.,:;!?»)\]])")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line as it stands on the page; places are shares of the page's width and height, from its top left."""

    text: str
    paragraph: int  # from 1, in the order of reading
    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What is printed on a page; no lines where nothing can be read."""

    lines: tuple[PrintedLine, ...] = ()
    without_marks: bool = False  # its vowel marks were left out, for it could not be read with them


@dataclass(frozen=True, slots=True)
class _Reading:
    words: tuple[Word, ...] = ()
    language: Language | None = None
    picture: Image.Image | None = None  # the way round that the words were read

    @property
    def confidence(self) -> float:
        """Mean of its letters, 0-100."""
        return mean_confidence(self.words)


def read_pages(pictures: Iterable[Image.Image]) -> Iterator[PrintedPage]:
    """Each picture in order. Raises NeedsOcr without Tesseract."""
    if not languages():
        raise NeedsOcr
    workers = min(4, os.cpu_count() or 1)
    pending = iter(pictures)
    usual: Language = "en"  # most files keep to one language; the Latin model is the quicker to give up
    with ThreadPoolExecutor(workers) as pool:
        while batch := list(islice(pending, workers)):  # no more pictures in memory than are being read
            reading = [pool.submit(_read, picture, usual) for picture in batch]
            while wait(reading, timeout=BEAT_SECONDS).not_done:
                beat()  # each run of Tesseract has a limit of its own
            for language, page in (each.result() for each in reading):
                usual = language or usual
                yield page


def _read(picture: Image.Image, usual: Language) -> tuple[Language | None, PrintedPage]:
    if is_blank(picture):
        return None, PrintedPage()
    upright = deskewed(picture)
    best = _in_best_language(upright, usual)
    bare = False
    if best.confidence < SURE and "ar" in languages() and (unmarked := without_marks(upright)).was_vowelled:
        best = max(best, _in_best_language(unmarked.picture, "ar"), key=lambda r: r.confidence)
        bare = best.picture is unmarked.picture
    if best.confidence < READABLE:
        for turn in (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180):
            best = max(best, _in_best_language(upright.transpose(turn), usual), key=lambda r: r.confidence)
            if best.confidence >= SURE:
                break
    if best.confidence < READABLE or best.picture is None or best.language is None:
        return None, PrintedPage()
    lines = tuple(_lines(_read_closely(best.picture, best.words, best.language), best.picture))
    if bare:  # some that were missed, read here and there
        lines = tuple(replace(line, text=MARKS.sub("", line.text)) for line in lines)
    return best.language, PrintedPage(lines, bare)


def _in_best_language(picture: Image.Image, usual: Language) -> _Reading:
    best = _Reading()
    for language in sorted(languages(), key=lambda one: one != usual):
        words = (word for word in recognise(picture, language) if word.confidence >= LEAST)
        best = max(best, _Reading(tuple(words), language, picture), key=lambda r: r.confidence)
        if best.confidence >= SURE:
            break
    return best


def _read_closely(picture: Image.Image, first: Sequence[Word], language: Language) -> Sequence[Word]:
    """The words of a page whose language is known."""
    words: Sequence[Word] = _arabic(picture, first) if language == "ar" else first
    other: Language = "en" if language == "ar" else "ar"
    if other not in languages():
        return words
    words = read_lines_again(picture, words, lambda sheet: recognise(sheet, other, *ONE_COLUMN))
    if language == "ar":
        words = read_again(picture, words, lambda sheet: recognise(sheet, "en", *ONE_COLUMN))
        words = with_signs(without_rules(picture), words)
    return words


def _arabic(picture: Image.Image, first: Sequence[Word]) -> list[Word]:
    column = one_column(without_rules(picture), first)
    words = agreed([recognise(column.picture, "ar", *ONE_COLUMN, scale=size) for size in SIZES])
    unmarked = without_marks(column.picture)
    if unmarked.marks:
        words = with_letters(words, recognise(unmarked.picture, "ar", *ONE_COLUMN), unmarked.marks)
    return list(in_paragraphs(column.placed(words), first))


def _lines(words: Sequence[Word], picture: Image.Image) -> Iterator[PrintedLine]:
    lines = [line for of_line in by_line(words) if (line := _without_bullet(of_line))]
    texts = with_stops([SPACE_BEFORE_STOP.sub(r"\1", " ".join(word.text for word in line)) for line in lines])
    paragraphs: dict[tuple[str, ...], int] = {}
    for line, text in zip(lines, texts, strict=True):
        left, _, right, foot = box(line)
        paragraph = paragraphs.setdefault(line[0].line[:2], len(paragraphs) + 1)
        yield PrintedLine(text, paragraph, left / picture.width, right / picture.width, foot / picture.height)


def _without_bullet(words: list[Word]) -> list[Word]:
    """The words of a line without the signs at its start: a bullet is read as any of a dozen, or as a nought."""
    while words and not any(c.isalnum() and c != "٠" for c in words[0].text):
        words = words[1:]
    return words
