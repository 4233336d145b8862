"""Question words of spoken Arabic ("امتى", "وين", "علاش") as written Arabic has them: what the encoder knows best.

In: a question. Out: it with those words exchanged, the others as they stand. Arabic in Latin letters is arabizi.py's.
"""

from corpus.language import normalise, words

# Of Egypt, the Levant and Iraq, the Gulf, the Maghreb; none that is a word of written Arabic, too.
_WRITTEN = {
    form: written
    for written, forms in {
        "متى": "امتي ايمتي ايمتا امتا وقتاش فوقاش",
        "أين": "فين وين فينه وينه فينها وينها",
        "من أين": "منين امنين",
        "لماذا": "ليه ليش علاش لشو",
        "من": "مين شكون",
        "كيف": "ازاي كيفاش شلون",
        "كم": "كام قديش اديش قداش شحال",
        "ما": "ايه ايش شو شنو شنوه شنهو",
        "هل": "واش",
        "الذي": "اللي يلي",
        "الآن": "دلوقتي دلوقت هلق هسه دابا",
        "من أجل": "عشان علشان منشان",
        "هذا": "ده هاد هيدا هادا",
        "هذه": "هاي هيدي هادي",
        "ليس": "مش موش",
        "يجوز": "ينفع",
        "يجب": "لازم",
        "ما زال": "لسه",
    }.items()
    for form in forms.split()
}
_NAMES_TOO = frozenset(["شو", "وين"])  # Shaw, Wayne: only where they begin a question


def written(question: str) -> str:
    """`question` in the words of written Arabic where it uses those of speech."""
    parts, last = [], 0
    for n, match in enumerate(words(question)):
        # أية (any) differs from ايه by its ة alone.
        exchanged = "" if match.group().endswith("ة") else _exchanged(normalise(match.group()), first=n == 0)
        if exchanged:
            parts += [question[last : match.start()], exchanged]
            last = match.end()
    return "".join([*parts, question[last:]])


def _exchanged(word: str, first: bool) -> str:
    bare = word if word in _WRITTEN else word.removeprefix("و")
    if bare not in _WRITTEN or (bare in _NAMES_TOO and not first):
        return ""
    return ("و" if bare != word else "") + _WRITTEN[bare]
