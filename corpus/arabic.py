"""Light stemming of Arabic: what a normalised word is without its particles, article and regular endings.

In: a normalised word. Out: its stem. After light10 (Larkey, Ballesteros and Connell 2007), with what makes that merge
words that have nothing in common looked up in data/arabic.toml instead: first letters and endings that are the word's
own (وزارة, برلمان, فلسطين), nouns of two meanings parted by their ة (دورة, دور), and irregular plurals (لجان, لجنة).
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

_ARTICLES = ("وبال", "وكال", "وال", "بال", "كال", "فال", "ولل", "فلل", "لل", "ال")
_PRONOUNS = ("هما", "ها", "هم", "نا")
_LEAST = 3  # letters that a stem keeps

# Present forms and the past form that stands for each. Measures that a noun may have, too, change nothing but that
# noun's stem; where a measure is shared by verbs of two kinds, data/arabic.toml has the verbs ("present").
_PRESENTS = tuple(
    (re.compile(present), past)
    for present, past in (
        (r"[يت]ست(.)ي(.)", r"است\1ا\2"),  # يستضيف
        (r"[يت](ست...?)", r"ا\1"),  # يستخدم, يستمر
        (r"[يت](.ت..)", r"ا\1"),  # يعتمد
        (r"[يت](ن[^ا][^ي].)", r"ا\1"),  # ينعقد
        (r"يت(..)", r"ات\1"),  # يتخذ
        (r"ي(ت...+)", r"\1"),  # يترأس, يتعاون
        (r"ي(.ا..)", r"\1"),  # يشارك
        (r"ي(.)و(.)", r"\1ا\2"),  # يقود
        (r"ي(.)ي(.)", r"ا\1ا\2"),  # يدير
    )
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What no rule tells, by stem or normalised form."""

    article: frozenset[str]  # words whose ال is their own
    first: frozenset[str]  # stems whose first letter, one of و ف ب ل ك ي, is their own
    ending: frozenset[str]  # words whose ending looks like a suffix and is none
    feminine: frozenset[str]  # nouns whose ة keeps them apart from another noun
    plurals: dict[str, str]  # stem of an irregular plural to that of its singular
    present: frozenset[str]  # past forms of four letters at most, whose present is theirs with ي


def light_stem(word: str) -> str:
    """The stem of a normalised word."""
    stem = _cut(word, _words())
    return _words().plurals.get(stem, stem)


def is_plural(word: str) -> bool:
    """Whether a normalised word is a plural: by its ending, or an irregular one that is known."""
    known = _words()
    sound = word.endswith("ات") and len(word) > _LEAST + 2 and word not in known.ending
    return sound or _cut(word, known) in known.plurals


def _cut(word: str, known: _Words) -> str:
    bare, article = _without_article(word, known)
    if article:
        return _without_ending(bare, known)
    stem = _without_ending_or_past(bare, known)
    if stem in known.first:
        return stem
    if word.startswith("و") and len(word) >= 5:
        return _past(_without_particle(word[1:], known), known)
    return _past(_without_particle(word, known), known)


def _past(stem: str, known: _Words) -> str:
    """The past form of what may be a present one, also of a future: يعتمد and سيعتمد are اعتمد."""
    bare = stem[1:] if stem[:2] in ("سي", "ست") and len(stem) > _LEAST + 1 else stem
    if bare[:1] not in ("ي", "ت") or bare in known.first:
        return stem
    if bare[0] == "ي":
        for past in ("ا" + bare[1:], bare[1:]):
            if past in known.present:
                return past
    for present, past in _PRESENTS:
        if found := present.fullmatch(bare):
            return found.expand(past)
    return stem


def _without_particle(word: str, known: _Words) -> str:
    """The stem without a joined ب, ل, ف or ك; in a short word it is most often half a root."""
    stem = _without_ending_or_past(word, known)
    letters = {"ب": 5, "ل": 5, "ف": 6, "ك": 6}.get(word[0], 0)
    if letters and len(word) >= letters and len(stem) > _LEAST and stem not in known.first:
        return _without_ending_or_past(word[1:], known)
    return stem


def _without_article(word: str, known: _Words) -> tuple[str, bool]:
    for bare in (word, word[1:] if word[0] in "وفبلك" else word):
        if bare in known.article or any(bare.startswith(own) for own in known.article if len(own) >= 6):
            return bare, bare != word
    for article in _ARTICLES:
        rest = word[len(article) :]
        if word.startswith(article) and len(rest) >= _LEAST:
            # For لل before a word that begins with ل itself only one of the three is written: للاجئين.
            doubled = article.endswith("لل") and _without_ending("ل" + rest, known) in known.first
            return ("ل" + rest if doubled else rest), True
    return word, False


def _without_ending_or_past(word: str, known: _Words) -> str:
    """Of a word without an article, which may be a verb: اعتمدت and اعتمدوا are past forms of اعتمد."""
    if word not in known.ending:
        # Before the ت of a weak verb stands a letter that a noun may have there: اجريت, but تصويت.
        weak = word[-2:-1] in ("ي", "و") and word[0] == "ا" and len(word) > _LEAST + 1
        if word.endswith("ت") and len(word) > _LEAST and (weak or word[-2] not in "ايو"):
            return _without_relation(word[:-1], known)
        if word.endswith("وا") and len(word) > _LEAST + 1:
            return word[:-2]
    return _without_ending(word, known)


def _without_ending(word: str, known: _Words) -> str:
    if word in known.ending:
        return word
    for pronoun in _PRONOUNS:
        rest = word[: -len(pronoun)]
        if word.endswith(pronoun) and len(rest) >= _LEAST:
            return _without_number(_unjoined(rest), known)
    if _is_joined(word):
        return _without_number(_unjoined(word[:-1]), known)
    return _without_number(word, known)


def _is_joined(word: str) -> bool:
    """Whether it ends in "his" after a ت: رئاسته, قراراته, دولته. Short words most often end in a ت of their own and
    a ة: ثابتة, مؤقتة.
    """
    return word.endswith("ته") and (len(word) > 5 or (len(word) == 5 and word[0] != "م" and word[1] != "ا"))


def _unjoined(word: str) -> str:
    """As it is written where no pronoun follows: دورتها has a ة, أعضائها and علماؤها a hamza."""
    if word.endswith("ت") and not word.endswith("ات") and len(word) > _LEAST:
        return word[:-1] + "ه"
    return word[:-1] + "ء" if word.endswith(("اي", "او")) and len(word) > _LEAST else word


def _without_number(word: str, known: _Words) -> str:
    """Without the endings of number, gender and relation: ات, ون, ين, تان, تين, ة, ي, ية."""
    if word in known.ending or word in known.feminine:
        return word
    for ending in ("ات", "تان", "تين"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _LEAST:
            return rest + "ه" if rest + "ه" in known.feminine else _without_relation(rest, known)
    for ending, least in (("ون", _LEAST + 1), ("ين", _LEAST)):
        rest = word[: -len(ending)]
        # The pattern of تحسين and تعيين has a ين of its own.
        own = ending == "ين" and len(rest) == _LEAST and word[0] == "ت"
        if word.endswith(ending) and len(rest) >= least and not own:
            return _without_relation(rest, known)
    if word.endswith("ه") and len(word) > _LEAST:
        return _without_relation(word[:-1], known)
    return _without_relation(word, known)


def _without_relation(word: str, known: _Words) -> str:
    """سياسي is سياسية without its ة, and مصري is of مصر."""
    if word in known.ending or len(word) <= _LEAST:
        return word
    if word.endswith("يا") and len(word) > _LEAST + 1:  # بريطانيا, بريطاني
        return word[:-2]
    return word[:-1] if word.endswith("ي") else word


@cache
def _words() -> _Words:
    """About 3 ms, once."""
    from corpus.language import normalise  # which stems by way of this file

    lists = tomllib.loads(files("corpus").joinpath("data/arabic.toml").read_text(encoding="utf-8"))
    found = {name: frozenset(lists[name].split()) for name in ("article", "first", "ending", "feminine", "present")}
    raw = _Words(**found, plurals={})
    without_plurals = replace(raw, first=frozenset(_without_ending(word, raw) for word in raw.first))
    plurals = {}
    for line in lists["plurals"].strip().splitlines():
        singular, *forms = normalise(line.replace("=", " ")).split()
        for form in forms:
            plurals[_cut(form, without_plurals)] = _cut(singular, without_plurals)
    return replace(without_plurals, plurals=plurals)
