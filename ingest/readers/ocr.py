"""Pictures of pages to lines of text, by the Tesseract program: deskewed, in the language whose script is on the page.

In: grey pictures. Out: PrintedLines with their place and paragraph, or none where nothing on the page can be trusted.
Both languages at once are never asked for: that mixes Latin letters into Arabic words. Which pages of a PDF need this
is the business of pdf_scans.py.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from pathlib import Path

import numpy as np
from PIL import Image

from corpus.records import LANGUAGES, Language
from ingest.heartbeat import beat
from ingest.readers.ocr_latin import Word, read_again
from ingest.readers.problems import NeedsOcr

DPI = 200
SECONDS_A_PAGE = 90
BEAT_SECONDS = 5.0
TRAINED: Mapping[Language, str] = {"ar": "ara", "en": "eng"}
SURE = 75.0  # mean confidence (0-100) at which the other language is not tried
READABLE = 55.0  # below, the page is turned round; pages that stay below are pictures or another script
LEAST_WORD = 15.0  # specks and rules read as words
STEPS = np.arange(-3.0, 3.01, 0.25)  # degrees
DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c"
ENLARGED: Mapping[Language, float] = {
    "ar": 1.25,
    "en": 1.0,
}  # dots and hooks of Arabic letters are lost at what serves Latin ones
# The Arabic model knows the Latin comma only; no Arabic sentence has one before a space.
LATIN_COMMA = re.compile(r",(?=\s|$)")
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
class _Reading:
    words: tuple[Word, ...] = ()
    language: Language | None = None
    picture: Image.Image | None = None  # the way round that the words were read

    @property
    def confidence(self) -> float:
        """Mean of its letters, 0-100."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0


@cache
def languages() -> tuple[Language, ...]:
    """The languages that Tesseract can read here, of "ar" and "en"; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30).stdout.split()
    return tuple(language for language in LANGUAGES if TRAINED[language] in listed)


def read_pages(pictures: Iterable[Image.Image]) -> Iterator[tuple[PrintedLine, ...]]:
    """The lines of each picture in order; () for one that cannot be read. Raises NeedsOcr without Tesseract."""
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
            for language, lines in (page.result() for page in reading):
                usual = language or usual
                yield lines


def _read(picture: Image.Image, usual: Language) -> tuple[Language | None, tuple[PrintedLine, ...]]:
    upright = deskewed(picture)
    best = _in_best_language(upright, usual)
    if best.confidence < READABLE:
        for turn in (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180):
            best = max(best, _in_best_language(upright.transpose(turn), usual), key=lambda r: r.confidence)
            if best.confidence >= SURE:
                break
    if best.confidence < READABLE or best.picture is None:
        return None, ()
    words: Sequence[Word] = best.words
    if best.language == "ar" and "en" in languages():
        words = read_again(best.picture, words, lambda sheet: _words(sheet, "en", "--psm", "6"))
    return best.language, tuple(_lines(words, best.picture, best.language or usual))


def _in_best_language(picture: Image.Image, usual: Language) -> _Reading:
    best = _Reading()
    for language in sorted(languages(), key=lambda one: one != usual):
        reading = _Reading(tuple(_words(picture, language)), language, picture)
        best = max(best, reading, key=lambda r: r.confidence)
        if best.confidence >= SURE:
            break
    return best


def deskewed(picture: Image.Image) -> Image.Image:
    """The picture turned so that its lines lie level: then the rows of ink and of paper differ most."""
    small = picture.copy()
    small.thumbnail((800, 800))
    ink = Image.fromarray(255 - np.asarray(small, np.uint8))
    angle = max(STEPS, key=lambda degrees: (_contrast(ink, float(degrees)), -abs(degrees)))
    if not angle:
        return picture
    return picture.rotate(float(angle), resample=Image.Resampling.BICUBIC, fillcolor=255)


def _contrast(ink: Image.Image, degrees: float) -> float:
    rows = np.asarray(ink.rotate(degrees, resample=Image.Resampling.BILINEAR), np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _lines(words: Sequence[Word], picture: Image.Image, language: Language) -> Iterator[PrintedLine]:
    paragraphs: dict[tuple[str, ...], int] = {}
    for place, of_line in groupby(words, key=lambda word: word.line):
        paragraph = paragraphs.setdefault(place[:2], len(paragraphs) + 1)
        if line := _without_bullet(list(of_line)):
            yield _line(line, paragraph, picture, language)


def _without_bullet(words: list[Word]) -> list[Word]:
    """The words of a line without the signs at its start: a bullet is read as any of a dozen."""
    while words and not any(c.isalnum() for c in words[0].text):
        words = words[1:]
    return words


def _line(words: list[Word], paragraph: int, picture: Image.Image, language: Language) -> PrintedLine:
    text = SPACE_BEFORE_STOP.sub(r"\1", " ".join(word.text for word in words))
    return PrintedLine(
        LATIN_COMMA.sub("،", text) if language == "ar" else text,
        paragraph,
        min(word.left for word in words) / picture.width,
        max(word.left + word.width for word in words) / picture.width,
        max(word.top + word.height for word in words) / picture.height,
    )


def _words(picture: Image.Image, language: Language, *options: str) -> list[Word]:
    """What Tesseract reads in one language; [] where it takes too long."""
    with tempfile.TemporaryDirectory(prefix="sanad-ocr-") as folder:
        page = Path(folder, "page.png")
        times = ENLARGED[language]
        size = (round(picture.width * times), round(picture.height * times))
        (picture.resize(size, Image.Resampling.LANCZOS) if times > 1 else picture).save(page, compress_level=1)
        command = ["tesseract", str(page), "-", "-l", TRAINED[language], "--dpi", str(round(DPI * times))]
        # Its own threads make it slower where several pages are read at once.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                [*command, *options, "tsv"], capture_output=True, timeout=SECONDS_A_PAGE, env=environment
            )
        except subprocess.TimeoutExpired:
            return []
    rows = [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()[1:]]
    return [_word(row, times) for row in rows if len(row) == 12 and row[0] == "5" and _is_read(row)]


def _is_read(row: list[str]) -> bool:
    return bool(row[11].strip()) and float(row[10]) >= LEAST_WORD


def _word(row: list[str], times: float) -> Word:
    """From Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    left, top, width, height = (round(int(value) / times) for value in row[6:10])
    text = "".join(c for c in row[11] if c not in DIRECTION_MARKS)
    return Word(tuple(row[2:5]), left, top, width, height, float(row[10]), text)
