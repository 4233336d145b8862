"""Whether the three stores agree, and how they are made to again.

In: Stores. Out: Findings; stores without dead keys. When this is done is library.py's.
"""

from dataclasses import dataclass

from corpus.keys import document_of
from corpus.records import LANGUAGES, UNITS
from corpus.stores import Stores


@dataclass(frozen=True, slots=True)
class Findings:
    """Keys without their counterpart."""

    dead: int  # in a store but not live: harmless, repair drops them
    missing: tuple[str, ...]  # ids of documents of which a vector or keyword entry is gone: index them again


def compare(stores: Stores) -> Findings:
    """What vectors and keywords hold beside, or lack of, what the catalogue says is live."""
    live, dead = stores.catalogue.keys(), 0
    keyword_ids = stores.keywords.ids()
    missing = {k.key for k in live if k.key not in keyword_ids}
    dead += len(keyword_ids - {k.key for k in live})
    for unit in UNITS:
        for language in LANGUAGES:
            stored = set(stores.vectors.ids(unit, language))
            expected = {
                name: k.key
                for k in live
                if k.language == language
                for name in ([k.key] if unit == "passages" else k.window_keys)
            }
            missing |= {key for name, key in expected.items() if name not in stored}
            dead += len(stored - expected.keys())
    return Findings(dead, tuple(sorted({document_of(key) for key in missing})))


def drop_dead(stores: Stores) -> None:
    """Take out of vectors and keywords what is not live."""
    live = stores.catalogue.keys()
    names = {"passages": {k.key for k in live}, "windows": {w for k in live for w in k.window_keys}}
    for unit in UNITS:
        for language in LANGUAGES:
            dead = [name for name in stores.vectors.ids(unit, language) if name not in names[unit]]
            stores.vectors.remove(unit, language, dead)
    if dead_words := stores.keywords.ids() - names["passages"]:
        stores.keywords.replace(dead_words, [])
