"""The capitals and the cities where states meet, in both languages: data/cities.txt, written for this project.

In: nothing. Out: Cities, each with the code of its country. Countries and regions are CLDR's (corpus/lexicon.py).
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CITIES_FILE = "data/cities.txt"


@dataclass(frozen=True, slots=True)
class City:
    """One city."""

    country: str  # ISO 3166 code, as CLDR has it
    capital: bool  # its government is often called by its name: "Damascus resumed its seat"
    english: tuple[str, ...]  # its names, lower case
    arabic: tuple[str, ...]


@cache
def cities() -> tuple[City, ...]:
    """All of them."""
    lines = files("corpus").joinpath(CITIES_FILE).read_text(encoding="utf-8").splitlines()
    return tuple(_city(line) for line in lines if line.strip() and not line.startswith("#"))


def _city(line: str) -> City:
    code, _, names = line.partition(" ")
    english, _, arabic = names.partition(" = ")
    return City(code[:2], code.endswith("*"), tuple(english.split(", ")), tuple(arabic.split("، ")))
