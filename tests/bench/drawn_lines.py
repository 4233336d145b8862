"""Lines of Arabic print in many fonts, of known letters, as scanners give them: what fit_shapes.py learns from.

In: a random generator and the fonts that fontconfig knows. Out: pictures of lines with the place of each sign, and
pictures of vowelled lines beside the same lines without marks.
"""

import io
import re
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HELD_OUT = ("NotoNaskh", "Amiri", "Scheherazade", "KacstBook")  # kept from the fit where its worth is measured
NO_PRINT = ("Nastaliq", "Colored", "Shado", "Ostorah", "Jet", "Electron", "Digital", "Hani", "Art", "Decorative",
            "Poster", "Sharjah", "Qurn", "Quran")  # fmt: skip
COMMON = ("Noto", "DejaVu", "Amiri", "Scheher", "acst")
LATIN = ("DejaVuS", "Liberation", "NimbusRoman", "NimbusSans-", "NotoSans-", "NotoSerif-", "lmroman1", "C059", "P052")
MARKS = "ًٌٍَُِّْ"
VOWELS = "َُِْ"
INDIC, WESTERN = "٠١٢٣٤٥٦٧٨٩", "0123456789"
MIRRORED = dict(zip("()«»", ")(»«", strict=True))


def fonts(language, names=()):
    listed = subprocess.run(["fc-list", f":lang={language}", "file"], capture_output=True, text=True, check=True)
    files = sorted({line.split(":")[0].strip() for line in listed.stdout.splitlines()})
    sound = [f for f in files if f.endswith(("ttf", "otf")) and not any(name in f for name in NO_PRINT)]
    return [f for f in sound if not names or any(name in f for name in names)]


def arabic_fonts(which):
    """ "all", or those "held" from the fit, or the others: "rest"."""
    held = {f for f in fonts("ar") if any(name in f.replace(" ", "") for name in HELD_OUT)}
    return [f for f in fonts("ar") if which == "all" or (f in held) == (which == "held")]


@cache
def letters_of(file):
    return frozenset(TTFont(file, fontNumber=0).getBestCmap())


@cache
def font(file, size):
    return ImageFont.truetype(file, size)


@cache
def words():
    texts = [p.read_text(encoding="utf-8") for p in (Path(__file__).parents[2] / "corpus/samples").glob("*.md")]
    found = " ".join(texts).split()
    return [w for w in found if re.fullmatch(f"[ء-ي{MARKS}]+", w)], [w for w in found if re.fullmatch("[A-Za-z]+", w)]


def chosen_font(random, files):
    while True:
        file = random.choice(files)
        if any(name in file for name in COMMON) or random.random() < 0.5:
            return file


def number(random, indic):
    digits = INDIC if indic else WESTERN

    def some(least, most=0):
        return "".join(random.choices(digits, k=random.randint(least, most or least)))

    point, group = (random.choice("٫.,،"), random.choice("٬,،.")) if indic else (".", ",")
    percent = random.choice("٪%") if indic else "%"
    return random.choice([
        some(1, 4), some(4), f"{some(2)}/{some(2)}/{some(4)}", f"{some(1, 3)}{group}{some(3)}",
        f"{some(1, 3)}{point}{some(1, 2)}", f"{some(1, 2)}{point}{some(1)}{percent}", f"{some(2)}:{some(2)}",
        f"{some(1, 4)}{random.choice('-–')}{some(1, 4)}", f"({some(1, 4)})", f"{percent}{some(1, 2)}{point}{some(1)}",
        some(1, 4) + random.choice("،.؛"), random.choice("،.؛") + some(1, 4), f"«{some(1, 4)}»",
        random.choice("+-") + some(1) + point + some(1) + percent, f"{some(1)}{group}{some(3)}{group}{some(3)}",
    ])  # fmt: skip


def signed_line(random, file, latin):
    """A line with a number, and (left, right, sign) of its signs; None where the font lacks one."""
    size = random.randint(26, 52)
    indic = random.random() < 0.5
    text = number(random, indic)
    other = file if indic or random.random() < 0.5 else random.choice(latin)
    if not all(ord(c) in letters_of(other) for c in text):
        return None
    of_number = font(other, size if other == file else max(12, round(size * random.uniform(0.75, 1.05))))
    picture = Image.new("L", (1800, int(size * 3.2)), 255)
    pen, base = ImageDraw.Draw(picture), int(size * 1.9)
    at, signs = 20.0, []

    def put(piece, drawn, direction):
        nonlocal at
        pen.text((at, base), piece, font=drawn, fill=0, anchor="ls", direction=direction)
        at += drawn.getlength(piece, direction=direction)

    def sign(character, drawn):
        if ord(character) in letters_of(drawn.path):
            left = at
            put(character, drawn, "ltr")
            signs.append((left, at, character))

    def some_words(count):
        nonlocal at
        for _ in range(count):
            if random.random() < 0.12:
                put(random.choice(words()[1]), font(random.choice(latin), round(size * 0.85)), "ltr")
            else:
                stop = random.choice('،،..؛:»)؟!"') if random.random() < 0.4 else ""
                for character in stop:
                    sign(MIRRORED.get(character, character), font(file, size))
                    at += random.choice([0, 0, 1, 2])
                put(vowelled(random, random.choice(words()[0]), random.choice([0, 0, 0.3])), font(file, size), "rtl")
                if random.random() < 0.08:
                    sign(MIRRORED.get(opening := random.choice('(«"'), opening), font(file, size))
            at += size * random.uniform(0.18, 0.5)

    some_words(random.randint(1, 3))
    for character in text:
        sign(character, of_number)
    at += size * random.uniform(0.18, 0.5)
    some_words(random.randint(1, 2))
    times = random.choice([1.0, random.uniform(0.75, 1.25)])
    cut = picture.crop((0, 0, int(at) + 20, picture.height))
    if random.random() < 0.6:
        cut = cut.rotate(random.uniform(-0.35, 0.35), resample=Image.Resampling.BICUBIC, fillcolor=255)
    return scanned(random, cut, times), [(left * times, right * times, c) for left, right, c in signs]


def vowelled(random, word, share):
    out = ""
    for letter in word:
        out += letter
        if letter in MARKS or (letter in "اأإآىءؤئ" and random.random() < 0.7) or random.random() >= share:
            continue
        out += ("ّ" if random.random() < 0.15 else "") + random.choice(VOWELS if random.random() < 0.88 else "ًٌٍّ")
    return out


def vowelled_lines(random, file):
    """Three lines as a scanner gives them, and the same without marks, as they were drawn."""
    size = random.randint(22, 50)
    drawn, height = font(file, size), int(size * random.uniform(1.5, 2.4))
    pictures = [Image.new("L", (900, height * 3 + size * 2), 255) for _ in range(2)]
    pens = [ImageDraw.Draw(picture) for picture in pictures]
    share = random.choice([0, 0.1, 0.3, 0.85, 0.95, 0.95])
    for line in range(3):
        at, base = 20.0, size * 2 + height * line
        while at < 760:
            bare = "".join(c for c in random.choice(words()[0]) if c not in MARKS)
            others = ["".join(random.choices(INDIC, k=3)), f"«{bare}»", f"{bare}،", f"{bare}."]
            bare = random.choice([*[bare] * 8, *others])
            pair = (vowelled(random, bare, share), bare)
            lengths = [drawn.getlength(word, direction="rtl") for word in pair]
            if abs(lengths[0] - lengths[1]) < 0.5:  # else the marks moved the letters
                for pen, word in zip(pens, pair, strict=True):
                    pen.text((at, base), word, font=drawn, fill=0, anchor="ls", direction="rtl")
                at += lengths[0]
            at += size * random.uniform(0.2, 0.5)
    picture = scanned(random, pictures[0], random.choice([1.0, 1.0, random.uniform(0.8, 1.3)]))
    return picture, pictures[1].resize(picture.size, Image.Resampling.BICUBIC)


def scanned(random, picture, times):
    """Scaled, blurred, greyed, with noise, some of it black and white or a JPEG."""
    if times != 1:
        size = (round(picture.width * times), round(picture.height * times))
        picture = picture.resize(size, Image.Resampling.BICUBIC)
    if random.random() < 0.6:
        picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.1)))
    grey = np.asarray(picture, np.float32)
    if random.random() < 0.25:
        grey = np.where(grey < random.randint(90, 190), 0, 255)
    grey = grey * random.uniform(0.7, 1.0) + random.uniform(0, 40)
    if random.random() < 0.6:
        grey = grey + np.random.default_rng(random.getrandbits(30)).normal(0, random.uniform(1, 9), grey.shape)
    picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
    if random.random() < 0.3:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=random.randint(40, 80))
        picture = Image.open(file).convert("L")
    return picture
