"""The Tesseract program: a picture to words, in one language at a time.

In: a grey picture at the resolution of ocr.py. Out: Words in the picture's pixels. It reads Arabic best from a smaller
and smoother picture than Latin letters.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image, ImageFilter

from corpus.records import LANGUAGES, Language
from ingest.readers.ocr_words import Word

DPI = 200
SECONDS_A_PAGE = 90
TRAINED: Mapping[Language, str] = {"ar": "ara", "en": "eng"}
SCALE: Mapping[Language, float] = {"ar": 0.8, "en": 1.0}
SMOOTH: Mapping[Language, float] = {"ar": 0.8, "en": 0.0}  # pixels; noise is read as dots of Arabic letters
DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c"
ONE_COLUMN = ("--psm", "6")


@cache
def languages() -> tuple[Language, ...]:
    """The languages that Tesseract can read here, of "ar" and "en"; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30).stdout.split()
    return tuple(language for language in LANGUAGES if TRAINED[language] in listed)


def recognise(picture: Image.Image, language: Language, *options: str, scale: float = 1.0) -> list[Word]:
    """What Tesseract reads in one language; [] where it takes too long. `scale` is of the language's usual size."""
    times = SCALE[language] * scale
    with tempfile.TemporaryDirectory(prefix="sanad-ocr-") as folder:
        page = Path(folder, "page.png")
        _sized(picture, times, SMOOTH[language]).save(page, compress_level=1)
        command = ["tesseract", str(page), "-", "-l", TRAINED[language], "--dpi", str(round(DPI * times)), *options]
        # Its own threads make it slower where several pages are read at once.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run([*command, "tsv"], capture_output=True, timeout=SECONDS_A_PAGE, env=environment)
        except subprocess.TimeoutExpired:
            return []
    rows = [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()[1:]]
    return [_word(row, times) for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip()]


def _sized(picture: Image.Image, times: float, smooth: float) -> Image.Image:
    size = (max(1, round(picture.width * times)), max(1, round(picture.height * times)))
    sized = picture if times == 1 else picture.resize(size, Image.Resampling.LANCZOS)
    return sized.filter(ImageFilter.GaussianBlur(smooth)) if smooth else sized


def _word(row: list[str], times: float) -> Word:
    """From Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    left, top, width, height = (round(int(value) / times) for value in row[6:10])
    text = "".join(c for c in row[11] if c not in DIRECTION_MARKS)
    return Word(tuple(row[2:5]), left, top, width, height, float(row[10]), text)
