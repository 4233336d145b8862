"""The names of countries, regions and cities in both languages: CLDR's, through Babel, and corpus/cities.py's.

In: a language. Out: normalised names; of a country, those of its cities. Where they stand in a sentence is spans.py's.
"""

from collections.abc import Collection
from functools import cache

from corpus.cities import City, cities
from corpus.language import keywords, normalise
from corpus.lexicon import Stems
from corpus.records import LANGUAGES, Language

_NO_CITIES = frozenset(["Resolute"])  # whose stem is that of "resolution"
_BODIES = frozenset(["UN", "EU", "EZ"])  # that CLDR lists among the territories


@cache
def known_territories(language: Language) -> frozenset[str]:
    """Countries and regions."""
    from babel import Locale

    return frozenset(normalise(name) for code, name in Locale(language).territories.items() if code not in _BODIES)


@cache
def known_places(language: Language) -> frozenset[str]:
    """Countries, regions and the cities that time zones are named after."""
    from babel import Locale

    locale = Locale(language)
    cities_ = [str(zone.get("city") or "") for zone in locale.time_zones.values()]
    if language == "en":
        cities_ += [str(zone).rpartition("/")[2].replace("_", " ") for zone in Locale("ar").time_zones]
    cities_ += [name for city in cities() for name in (city.arabic if language == "ar" else city.english)]
    cities_ = [name for name in cities_ if name not in _NO_CITIES]
    found = known_territories(language) | {normalise(name) for name in cities_ if name}
    if language == "ar":
        found |= {name[2:] for name in found if name.startswith("ال") and len(name) > 5}
    return frozenset(found)


def cities_of(country: Collection[Stems], capital: bool = False) -> set[Stems]:
    """The names of the cities of a country, or of its capital alone, as stems; none for what is no country.

    `country` has all that it is called, as stems, too.
    """
    codes = {code for form in country for code in _codes().get(form, ())}
    return {
        name for city in cities() if city.country in codes and (city.capital or not capital) for name in _names(city)
    }


@cache
def _names(city: City) -> tuple[Stems, ...]:
    return tuple(_stems(name) for name in (*city.english, *city.arabic))


@cache
def _codes() -> dict[Stems, frozenset[str]]:
    """The codes of territories by their names."""
    from babel import Locale

    found: dict[Stems, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            found.setdefault(_stems(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _stems(name: str) -> Stems:
    return tuple(word.stem for word in keywords(name))
