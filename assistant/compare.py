"""A question that sets two things against each other: which two, and what is asked about them.

In: a question in either language. Out: a Comparison of two years, or of two documents, bodies, countries or periods by
name; None where nothing is compared. What the documents say of each side is sides.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.subjects import Subjects, phrases_at
from corpus.language import is_month, keywords, language_of, normalise, stem, words
from corpus.records import Language

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
# Normalised: words that set one against the other.
_COMPARES = re.compile(
    r"\bchang(?:e|ed|es|ing)\b|\bdiffer(?:s|ed|ence|ences|ent|ently)?\b|\bcompar\w+|\bcontrast\w*|\bversus\b|\bvs\b"
    r"|\bevol\w+\b|\bdistinguish\w*|\bsets? apart\b|\bsimilarit\w+|\bunlike\b"
    r"|[تي]?تغير|التغ?يير|اختلف|[يت]ختلف|اختلاف|الفرق|فروق|قارن|مقارن|تطور|استجد|[يت]تميز|التشابه|الشبه|التباين|وازن"
)
# Words that name the comparison and not its subject; Arabic ones without the particles joined to them.
_FRAME = frozenset(
    (
        "what how has have had did does do is are was were the a an between and from to with compare compared compares"
        " comparing comparison contrast difference differences differ differs differed different differently changed"
        " change changes versus vs against evolve evolved evolves report reports edition editions year years in of on"
        " about regarding concerning as s me please can could you would give show make main key similarities there"
        " distinguishes distinguish sets apart it its them that those this one ones than then over for by"
        " ما ماذا كيف هل الذي التي هو هي تغير تغيرت التغير التغيرات التغييرات تغييرات اختلف اختلفت يختلف تختلف الاختلاف"
        " الاختلافات اختلاف الفرق الفروق فرق فروق قارن قارني مقارنه المقارنه تطور تطورت استجد بين تقرير تقريري التقرير"
        " التقريرين تقارير عامي عام العام سنه سنتي نسخه نسختي في من الي مع عن حول بشان بخصوص اوجه وجه نقاط اهم ابرز"
        " يتميز تتميز التشابه الشبه التباين وازن حيث كل لي رجاء فضلك م بماذا فيم"
    ).split()
)
# Words that set apart two of any kind; where something only changed, the sides are times or ranks, and not the two
# whose relations changed.
_SETS_APART = re.compile(
    r"\bcompar|\bdiffer|\bcontrast|\bversus\b|\bvs\b|\bdistinguish|ختلف|ختلاف|فرق|فروق|قارن|تميز|تشابه"
)
# A question of its own, that has "change" or "between" in passing.
_ASKS_ELSE = re.compile(r"^(?:when|who|whom|where|why|which|متي|اين|لماذا|من|كم|ما سبب|ما اسباب)\b")
_POINTING = frozenset("it them this that these those هو هي هذا هذه ذلك تلك".split())
_BOTH = re.compile(
    r"^(?:(?:please|can|could|you|now|و) ?)*(?:compare|contrast) (?:them|the two|both|these two|those two)\b"
    r"|\b(?:between|do|are) (?:them|the two|they)\b|بينهما|بينهم|بين الاثنين"
)
_WITH_EARLIER = re.compile(
    r"(?:قارن\w*|الفرق|الاختلاف|يختلف|تختلف) .*?بين(?:ه|ها|هم) وبين (?P<other>.+)$"
    r"|^و?قارن(?:ه|ها|هم) (?:ب|مع )(?P<to>.+)$"
)
# What opens the words on what is compared, after the second side; the longest first.
_ABOUT = (
    "in terms of", "with regard to", "with respect to", "when it comes to", "as regards", "in relation to",
    "regarding", "concerning", "about", "on", "over", "in", "من حيث", "فيما يتعلق", "فيما يخص", "في مجال", "علي صعيد",
    "بشان", "بخصوص", "حول", "عن", "في",
)  # fmt: skip
_BETWEEN = frozenset(["between", "بين"])
_AND = frozenset(["and", "و"])
_OPENINGS = re.compile(
    r"^(?:(?:please|can|could|would|you|me|give|show|make|a|the|من فضلك|لو سمحت) )*"
    r"(?:compare|contrast|comparison of|comparing|قارني?|وازن|مقارنه) "
)
_DIFFERS = re.compile(
    r"^(?:(?:how|in what way|in what ways|كيف|بم|بماذا|فيم|هل) )?(?:(?:do|does|did|is|are|was|were) )?(?P<one>.+?) "
    r"(?:differ|differs|differed|different|distinguished) (?:from|to|than) (?P<other>.+)$"
)
_DISTINGUISHES = re.compile(
    r"^what (?:distinguishes|distinguished|sets|makes) (?P<one>.+?) (?:apart |different )?from (?P<other>.+)$"
)
_COMPARED = re.compile(r"^how (?:do|does|did) (?P<one>.+?) compare (?:to|with|against) (?P<other>.+)$")
_BOTH_DIFFER = re.compile(r"^how (?:do|does|did|are|were) (?P<both>.+?) (?:differ|different|compare|compared)$")
_ARABIC_DIFFERS = re.compile(
    r"^(?:(?:كيف|بم|بماذا|فيم|هل|ما الذي|فيما) )?(?:[يت]ختلف|اختلفت?|[يت]تميز) (?P<one>.+?) عن (?P<other>.+)$"
)
_VERSUS = re.compile(r"^(?P<one>.+?) (?:versus|vs|in contrast to|as opposed to|compared (?:to|with)) (?P<other>.+)$")
_ARABIC_VERSUS = re.compile(r"^(?P<one>.+?) (?:بالمقارنه|مقارنه|مقابل) (?:مع )?(?P<other>.+)$")
_SPLITS = (frozenset(["with", "versus", "vs", "against", "مع", "مقابل"]), _AND, frozenset(["to"]))
_ORDINALS = frozenset(
    stem(word)
    for word in (
        "first second third fourth fifth sixth seventh eighth ninth tenth last latest current previous old new"
        " اول الاول الاولي ثاني الثاني الثانيه ثالث الثالث الثالثه الرابع الرابعه الخامس الخامسه السادس السادسه السابع"
        " السابعه الثامن الثامنه التاسع التاسعه العاشر العاشره الاخير الاخيره السابق السابقه القديم القديمه الجديد"
        " الجديده الحالي الحاليه"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides in the question's own words, and what is compared. Of two years the earlier comes first."""

    sides: tuple[str, str]
    subject: str  # the question without the sides and the words of comparing; "" where nothing else is said
    years: bool  # the sides are years


@dataclass(frozen=True, slots=True)
class _Word:
    said: str  # normalised
    start: int
    end: int


class _Said:
    """A question as words with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [_Word(normalise(m.group()), m.start(), m.end()) for m in words(text)]
        self.flat = " ".join(word.said for word in self.words)

    def at(self, offset: int) -> int:
        """The word that begins at an offset of `flat`."""
        return self.flat[:offset].count(" ")

    def span(self, first: int, end: int) -> "_Side":
        return _Side(self, first, max(end, first))


@dataclass(frozen=True, slots=True)
class _Side:
    said: _Said
    first: int  # words of the question, end exclusive
    end: int
    cut: int = 0  # letters of the first word that are no part of it: a joined particle

    @property
    def words(self) -> list[_Word]:
        return self.said.words[self.first : self.end]

    @property
    def text(self) -> str:
        """As written, without what frames it."""
        first, end = self.first, self.end
        while first < end and self.said.words[first].said in _LEADING:
            first += 1
        while end > first and self.said.words[end - 1].said in _TRAILING:
            end -= 1
        if first >= end:
            return ""
        cut = self.cut if first == self.first else 0
        return self.said.text[self.said.words[first].start + cut : self.said.words[end - 1].end]


_LEADING = frozenset("the a an of in to for as and that those it كل من عام سنه".split())
_TRAILING = frozenset("s the and of in to respectively".split())


def read(question: str, lexicon: Path, earlier: Sequence[str] = ()) -> Comparison | None:
    """The comparison that `question` asks for, None where it asks for none.

    What only points back ("compare it with …", «قارن بينهما») takes its place from `earlier`: what the questions before
    it were about, the latest last.
    """
    said = _Said(question)
    if not _COMPARES.search(said.flat) or _ASKS_ELSE.search(said.flat):
        return None
    if _BOTH.search(said.flat):
        known = list(dict.fromkeys(earlier))[-2:]
        return Comparison((known[0], known[1]), "", years=False) if len(known) == 2 else None
    if match := _WITH_EARLIER.search(said.flat):
        name = "other" if match["other"] else "to"
        other = said.span(said.at(match.start(name)), len(said.words))
        cut = 0 if match["other"] or said.flat[match.start(name) - 1] == " " else 1
        return _named(said, said.span(0, 0), replace(other, cut=cut), lexicon, earlier)
    sides = _sides(said, lexicon)
    years = sorted(set(_YEAR.findall(said.flat)))
    if len(years) == 2 and (sides is None or _told_apart_by_years(*sides)):
        return Comparison((years[0], years[1]), _without_frame(said.words, question), years=True)
    if sides is None or (not _SETS_APART.search(said.flat) and not all(map(_is_timed, sides))):
        return None
    return _named(said, *sides, lexicon, earlier)


def _is_timed(side: _Side) -> bool:
    """Whether a side is told by a number, a month or a rank."""
    found = keywords(" ".join(word.said for word in side.words))
    return any(word.stem in _ORDINALS or is_month(word.stem) or word.surface.isdigit() for word in found)


def _told_apart_by_years(one: _Side, other: _Side) -> bool:
    """Whether nothing but a year tells the sides apart: "the 2021 and the 2022 report on training"."""
    mine, theirs = _own(one), _own(other)
    dated = bool(_YEAR.search(one.said.flat)) and all(_YEAR.search(side.said.flat) for side in (one, other))
    return dated and (mine <= theirs or theirs <= mine)


def _own(side: _Side) -> set[str]:
    """Stems of what a side says beside its year and the words of comparing."""
    return {stem(_bare(word.said)) for word in side.words if not _frames(word.said)}


def _bare(word: str) -> str:
    return word[1:] if _is_joined(word) else word


def _frames(word: str) -> bool:
    return word in _FRAME or word.lstrip("وفبل") in _FRAME | {""} or bool(_YEAR.search(word))


def _without_frame(said: Sequence[_Word], text: str) -> str:
    return " ".join(text[word.start : word.end] for word in said if not _frames(word.said))


def _sides(said: _Said, lexicon: Path) -> tuple[_Side, _Side] | None:
    """The two sides as they stand in the question, what follows the second one included."""
    flat, count = said.flat, len(said.words)
    between = next((at for at, word in enumerate(said.words) if word.said in _BETWEEN), None)
    if between is not None and (found := _halved(said, between + 1, count, lexicon)):
        return found
    for pattern in (_DIFFERS, _DISTINGUISHES, _COMPARED, _ARABIC_DIFFERS):
        if match := pattern.match(flat):
            one, other = (said.at(match.start(name)) for name in ("one", "other"))
            return said.span(one, said.at(match.end("one")) + 1), said.span(other, count)
    if match := _BOTH_DIFFER.match(flat):
        return _halved(said, said.at(match.start("both")), said.at(match.end("both")) + 1, lexicon)
    if match := _OPENINGS.match(flat):
        return _halved(said, said.at(match.end()), count, lexicon)
    if match := _VERSUS.match(flat) or _ARABIC_VERSUS.match(flat):
        other = said.at(match.start("other"))
        cut = 1 if said.words[other].said.startswith("ب") and _ARABIC_VERSUS.match(flat) else 0
        return said.span(0, said.at(match.end("one")) + 1), _Side(said, other, count, cut)
    return None


def _halved(said: _Said, first: int, end: int, lexicon: Path) -> tuple[_Side, _Side] | None:
    """The two sides of a run of words, parted by "with", "and" or "to", but not inside a name that has an "and"."""
    if language_of(said.text) == "ar":
        return _halved_arabic(said, first, end, lexicon)
    for joints in _SPLITS:
        for at in range(first + 1, end - 1):
            if said.words[at].said in joints and not _inside_a_name(said, at, lexicon):
                return said.span(first, at), said.span(at + 1, end)
    return None


def _halved_arabic(said: _Said, first: int, end: int, lexicon: Path) -> tuple[_Side, _Side] | None:
    for at in range(first + 1, end):
        word = said.words[at].said
        if word in ("مع", "و", "مقابل") and at + 1 < end:
            return said.span(first, at), said.span(at + 1, end)
        again = word.startswith("وبين") or (word == "بين" and said.words[at - 1].said == "و")
        if again:  # "بين … وبين …"
            return said.span(first, at), said.span(at + 1, end)
        if _is_joined(word) and not _inside_a_name(said, at, lexicon):
            return said.span(first, at), _Side(said, at, end, cut=1)
    for at in range(first + 1, end):  # "قارن … بـ…"
        word = said.words[at].said
        if word.startswith("ب") and len(word) > 3 and stem(word) == stem(word[1:]) and word not in _ABOUT:
            return said.span(first, at), _Side(said, at, end, cut=1)
    return None


def _is_joined(word: str) -> bool:
    """Whether a word begins with an "and" that is not its own: والعراق, و2022, and not وزير."""
    if not word.startswith("و") or len(word) < 4:
        return False
    return word[1:].isdigit() or (not word.isascii() and (word[1].isascii() or stem(word) == stem(word[1:])))


def _inside_a_name(said: _Said, at: int, lexicon: Path) -> bool:
    """Whether the "and" at a word stands within a phrase that the lexicon knows: "Peace and Security Council"."""
    language = language_of(said.text)
    word = said.words[at]
    return any(start < word.start and word.end <= end for start, end in phrases_at(said.text, language, lexicon))


def _named(said: _Said, one: _Side, other: _Side, lexicon: Path, earlier: Sequence[str]) -> Comparison | None:
    """Two sides by name, the words that belong to both taken off."""
    other, about = _tail(one, other)
    before = _without_frame(said.words[: one.first], said.text) if one.first else ""
    mine, theirs = one.text, other.text
    latest = earlier[-1] if earlier else ""
    mine, theirs = (latest if _points(side) else text for side, text in ((one, mine), (other, theirs)))
    mine, theirs, shared = _aligned(mine, theirs, language_of(said.text), lexicon)
    if not mine or not theirs or normalise(mine) == normalise(theirs):
        return None
    return Comparison((mine, theirs), " ".join(part for part in (before, shared, about) if part), years=False)


def _points(side: _Side) -> bool:
    return all(word.said in _POINTING for word in side.words)


def _tail(one: _Side, other: _Side) -> tuple[_Side, str]:
    """The second side without what is said of both after it: "… and the GCTF in terms of membership"."""
    said = other.said
    mine = " ".join(word.said for word in one.words)
    for opening in _ABOUT:
        parts = opening.split()
        for at in range(other.first + 1, other.end - len(parts)):
            row = [word.said for word in said.words[at : at + len(parts)]]
            if row == parts and f" {opening} " not in f" {mine} ":
                rest = said.words[at + len(parts) : other.end]
                return _Side(said, other.first, at, other.cut), said.text[rest[0].start : rest[-1].end]
    return other, ""


def _aligned(one: str, other: str, language: Language, lexicon: Path) -> tuple[str, str, str]:
    """Both sides without what only one of them says for both: "the membership of the FATF and the GCTF", "Egypt's and
    Jordan's statements", "the first and second reviews"; then those words."""
    if ranked := _ranked(one, other):
        return (*ranked, "")
    mine, theirs = (_only_name(text, language, lexicon) for text in (one, other))
    if mine is None or theirs is None:
        return one, other, ""
    (begins, ends), (starts, stops) = mine, theirs
    before, after = _subject(one[:begins]), _subject(other[stops:])
    if before and not keywords(f"{other[:starts]} {other[stops:]}"):
        return one[begins:ends], other[starts:stops], before
    if after and not keywords(f"{one[:begins]} {one[ends:]}"):
        return one[begins:ends], other[starts:stops], after
    return one, other, ""


def _subject(text: str) -> str:
    """From the first word that carries a subject to the last."""
    found = keywords(text)
    return text[found[0].start : found[-1].end] if found else ""


def _only_name(text: str, language: Language, lexicon: Path) -> tuple[int, int] | None:
    """Where the one name of a text stands."""
    found = Subjects(text, language, lexicon).placed()
    return found[0] if len(found) == 1 else None


def _ranked(one: str, other: str) -> tuple[str, str] | None:
    """Two ranks of one thing: "the first" and "second reviews", «المراجعة الأولى» and «الثانية للاستراتيجية»."""
    mine, theirs = keywords(one), keywords(other)
    places = [at for at, word in enumerate(mine) if word.stem in _ORDINALS]
    if not places or not theirs or theirs[0].stem not in _ORDINALS:
        return None
    rank = mine[places[-1]]
    if len(theirs) == 1:
        head = _one_of_two(one[: rank.start])
        return f"{head}{one[rank.start :]}", f"{head}{other}{one[rank.end :]}"
    if places[-1] < len(mine) - 1:
        return None
    head, tail = _one_of_two(one[: rank.start]), _one_of_many(other[theirs[0].end :])
    return f"{head}{one[rank.start :]}{tail}", f"{head}{other[: theirs[0].end]}{tail}"


def _one_of_two(head: str) -> str:
    """Without the dual by which Arabic names two at once: "المراجعتين" is "المراجعة"."""
    return re.sub(r"تين $", "ة ", head)


def _one_of_many(tail: str) -> str:
    """Without the plural of English: "reviews of the Strategy"."""
    return re.sub(r"^( \w{3,}[a-rt-z])s\b", r"\1", tail)
