"""The names of countries, regions and cities in both languages: CLDR's, through Babel.

In: a language. Out: normalised names. Where they stand in a sentence is spans.py's.
"""

from functools import cache

from corpus.language import normalise
from corpus.records import Language

_BODIES = frozenset(["UN", "EU", "EZ"])  # that CLDR lists among the territories


@cache
def known_places(language: Language) -> frozenset[str]:
    """Countries, regions and the cities that time zones are named after."""
    from babel import Locale

    locale = Locale(language)
    cities = [str(zone.get("city") or "") for zone in locale.time_zones.values()]
    if language == "en":
        cities += [str(zone).rpartition("/")[2].replace("_", " ") for zone in Locale("ar").time_zones]
    territories = [name for code, name in locale.territories.items() if code not in _BODIES]
    found = {normalise(name) for name in (*territories, *cities) if name}
    if language == "ar":
        found |= {name[2:] for name in found if name.startswith("ال") and len(name) > 5}
    return frozenset(found)
