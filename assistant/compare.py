"""A question that sets things against each other: which, and what is asked about them.

In: a question in either language. Out: a Comparison of years, or of documents, bodies, countries or periods by name,
two to four of them; None where nothing is compared. What the documents say of each is sides.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.compare_again import aspect, of_earlier
from assistant.compare_asks import plain
from assistant.compare_names import ORDINALS, aligned, several
from assistant.spoken import AND, BETWEEN, Said, Side, Word, inside_a_name, is_joined
from corpus.language import is_month, keywords, language_of, normalise, stem
from corpus.records import Language

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
# Normalised: words that set one against the other.
_COMPARES = re.compile(
    r"\bchang(?:e|ed|es|ing)\b|\bdiffer(?:s|ed|ence|ences|ent|ently)?\b|\bcompar\w+|\bcontrast\w*|\bversus\b|\bvs\b"
    r"|\bevol\w+\b|\bdistinguish\w*|\bsets? (?:.+ )?apart\b|\bsimilarit\w+|\bunlike\b"
    r"|[تي]?تغير|التغ?يير|اختلف|[يت]ختلف|اختلاف|الفرق|فروق|قارن|مقارن|تطور|استجد|[يت]تميز|[يت]ميز|التشابه|الشبه|التباين|وازن"
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
        " الاختلافات اختلاف الفرق الفروق فرق فروق قارن قارني مقارنه المقارنه تطور تطورت استجد بين"
        " اعوام الاعوام سنوات السنوات تقرير تقريري التقرير"
        " التقريرين تقارير عامي عام العام سنه سنتي نسخه نسختي في من الي مع عن حول بشان بخصوص اوجه وجه نقاط اهم ابرز"
        " يتميز تتميز التشابه الشبه التباين وازن حيث كل لي رجاء فضلك م بماذا فيم"
    ).split()
)
# Words that set apart two of any kind; where something only changed, the sides are times or ranks, and not the two
# whose relations changed.
_SETS_APART = re.compile(
    r"\bcompar|\bdiffer|\bcontrast|\bversus\b|\bvs\b|\bdistinguish|\bapart\b|ختلف|ختلاف|فرق|فروق|قارن|تميز|تشابه"
)
# A question of its own, that has "change" or "between" in passing.
_ASKS_ELSE = re.compile(r"^(?:when|who|whom|where|why|which|متي|اين|لماذا|من|كم|ما سبب|ما اسباب)\b")
_POINTING = frozenset("it them this that these those هو هي هذا هذه ذلك تلك".split())
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
_BOTH_DIFFER = re.compile(
    r"^how (?:do|does|did|are|were) (?P<both>.+?) (?:differ|different|compare|compared)(?P<rest> .+)?$"
)
_ARABIC_DIFFERS = re.compile(
    r"^(?:(?:كيف|بم|بماذا|فيم|هل|ما الذي|فيما|ماذا) )?(?:[يت]ختلف|اختلفت?|[يت]تميز|[يت]ميز)"
    r" (?P<one>.+?) عن (?P<other>.+)$"
)
_VERSUS = re.compile(r"^(?P<one>.+?) (?:versus|vs|in contrast to|as opposed to|compared (?:to|with)) (?P<other>.+)$")
_ARABIC_VERSUS = re.compile(r"^(?P<one>.+?) (?:بالمقارنه|مقارنه|مقابل) (?:مع )?(?P<other>.+)$")
MOST = 4  # sides that can be read beside each other
_CIRCUMSTANCE = re.compile(r" (?:in|during|at|to|of|for|في|خلال|من|ضمن) (?P<rest>.+)$")
_SPLITS = (frozenset(["with", "versus", "vs", "against", "مع", "مقابل"]), AND, frozenset(["to"]))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sides in the question's own words, and what is compared. Of years the earlier comes first."""

    sides: tuple[str, ...]  # 2 to MOST
    subject: str  # the question without the sides and the words of comparing; "" where nothing else is said
    years: bool  # the sides are years
    left_out: tuple[str, ...] = ()  # the sides beyond MOST


def read(question: str, lexicon: Path, earlier: Sequence[str] = ()) -> Comparison | None:
    """The comparison that `question` asks for, None where it asks for none.

    What only points back ("compare it with …", «قارن بينهما») takes its place from `earlier`: what the questions before
    it were about, the latest last.
    """
    question = plain(question)
    said = Said(question)
    if not _COMPARES.search(said.flat) or _ASKS_ELSE.search(said.flat):
        return None
    pointed = of_earlier(said.flat, earlier, MOST)
    if pointed is not None:
        return Comparison(pointed, _aspect(said), years=all(map(_YEAR.fullmatch, pointed))) if pointed else None
    if match := _WITH_EARLIER.search(said.flat):
        name = "other" if match["other"] else "to"
        other = said.span(said.at(match.start(name)), len(said.words))
        cut = 0 if match["other"] or said.flat[match.start(name) - 1] == " " else 1
        return _named(said, said.span(0, 0), replace(other, cut=cut), lexicon, earlier)
    sides = _sides(said, lexicon)
    years = sorted(set(_YEAR.findall(said.flat)))
    if len(years) >= 2 and (sides is None or _told_apart_by_years(*sides)):
        kept = tuple(years[:MOST])
        return Comparison(kept, _without_frame(said.words, question), years=True, left_out=tuple(years[MOST:]))
    if sides is None or (not _SETS_APART.search(said.flat) and not all(map(_is_timed, sides))):
        return None
    return _named(said, *sides, lexicon, earlier)


def again(question: str, sides: tuple[str, ...]) -> Comparison | None:
    """The same things compared once more, in what `question` asks of them instead: "and in terms of membership?"."""
    about = aspect(question)
    if not about or any(normalise(side) in normalise(about) for side in sides) or _YEAR.fullmatch(about):
        return None
    return Comparison(sides, about, years=all(map(_YEAR.fullmatch, sides)))


def _aspect(said: Said) -> str:
    """What is compared of things that are only pointed at: "compare them in terms of membership"."""
    for opening in _ABOUT:
        at = f" {said.flat} ".find(f" {opening} ")
        if at > 0:
            first = said.at(at + len(opening) + 1) if at + len(opening) + 1 < len(said.flat) else len(said.words)
            return said.text[said.words[first].start : said.words[-1].end] if first < len(said.words) else ""
    return ""


def _is_timed(side: Side) -> bool:
    """Whether a side is told by a number, a month or a rank."""
    found = keywords(" ".join(word.said for word in side.words))
    return any(word.stem in ORDINALS or is_month(word.stem) or word.surface.isdigit() for word in found)


def _told_apart_by_years(one: Side, other: Side) -> bool:
    """Whether nothing but a year tells the sides apart: "the 2021 and the 2022 report on training"."""
    mine, theirs = _own(one), _own(other)
    dated = bool(_YEAR.search(one.said.flat)) and all(_YEAR.search(side.said.flat) for side in (one, other))
    return dated and (mine <= theirs or theirs <= mine)


def _own(side: Side) -> set[str]:
    """Stems of what a side says beside its year and the words of comparing."""
    return {stem(_bare(word.said)) for word in side.words if not _frames(word.said)}


def _bare(word: str) -> str:
    return word[1:] if is_joined(word) else word


def _frames(word: str) -> bool:
    return word in _FRAME or word.lstrip("وفبل") in _FRAME | {""} or bool(_YEAR.search(word))


def _without_frame(said: Sequence[Word], text: str) -> str:
    return " ".join(text[word.start : word.end] for word in said if not _frames(word.said))


def _sides(said: Said, lexicon: Path) -> tuple[Side, Side] | None:
    """The two sides as they stand in the question, what follows the second one included."""
    flat, count = said.flat, len(said.words)
    between = next((at for at, word in enumerate(said.words) if word.said in BETWEEN), None)
    if between is not None and (found := _halved(said, between + 1, count, lexicon)):
        return found
    for pattern in (_DIFFERS, _DISTINGUISHES, _COMPARED, _ARABIC_DIFFERS):
        if match := pattern.match(flat):
            one, other = (said.at(match.start(name)) for name in ("one", "other"))
            return said.span(one, said.at(match.end("one")) + 1), said.span(other, count)
    if match := _BOTH_DIFFER.match(flat):
        return _halved(said, said.at(match.start("both")), count, lexicon)
    if match := _OPENINGS.match(flat):
        return _halved(said, said.at(match.end()), count, lexicon)
    if match := _VERSUS.match(flat) or _ARABIC_VERSUS.match(flat):
        other = said.at(match.start("other"))
        cut = 1 if said.words[other].said.startswith("ب") and _ARABIC_VERSUS.match(flat) else 0
        return said.span(0, said.at(match.end("one")) + 1), Side(said, other, count, cut)
    return None


def _halved(said: Said, first: int, end: int, lexicon: Path) -> tuple[Side, Side] | None:
    """The two sides of a run of words, parted by "with", "and" or "to", but not inside a name that has an "and"."""
    if language_of(said.text) == "ar":
        return _halved_arabic(said, first, end, lexicon)
    for joints in _SPLITS:
        for at in range(first + 1, end - 1):
            if said.words[at].said in joints and not inside_a_name(said, at, lexicon):
                return said.span(first, at), said.span(at + 1, end)
    return None


def _halved_arabic(said: Said, first: int, end: int, lexicon: Path) -> tuple[Side, Side] | None:
    for at in range(first + 1, end):
        word = said.words[at].said
        if word in ("مع", "و", "مقابل") and at + 1 < end:
            return said.span(first, at), said.span(at + 1, end)
        again = word.startswith("وبين") or (word == "بين" and said.words[at - 1].said == "و")
        if again:  # "بين … وبين …"
            return said.span(first, at), said.span(at + 1, end)
        if is_joined(word) and not inside_a_name(said, at, lexicon):
            return said.span(first, at), Side(said, at, end, cut=1)
    for at in range(first + 1, end):  # "قارن … بـ…"
        word = said.words[at].said
        if word.startswith("ب") and len(word) > 3 and stem(word) == stem(word[1:]) and word not in _ABOUT:
            return said.span(first, at), Side(said, at, end, cut=1)
    return None


def _named(said: Said, one: Side, other: Side, lexicon: Path, earlier: Sequence[str]) -> Comparison | None:
    """Two sides by name, the words that belong to both taken off."""
    other, about = _tail(one, other)
    if more := several(said, one, other, lexicon):
        names, shared = more
        subject = " ".join(part for part in (_without_frame(said.words[: one.first], said.text), shared, about) if part)
        return Comparison(names[:MOST], subject, years=False, left_out=names[MOST:])
    before = _without_frame(said.words[: one.first], said.text) if one.first else ""
    mine, theirs = one.text, other.text
    latest = earlier[-1] if earlier else ""
    mine, theirs = (latest if _points(side) else text for side, text in ((one, mine), (other, theirs)))
    named = mine, theirs
    mine, theirs, shared = _aligned(mine, theirs, language_of(said.text), lexicon)
    if normalise(mine) == normalise(theirs):  # one has the other's name within its own
        (mine, theirs), shared = named, ""
    if not mine or not theirs or normalise(mine) == normalise(theirs):
        return None
    return Comparison((mine, theirs), " ".join(part for part in (before, shared, about) if part), years=False)


def _aligned(mine: str, theirs: str, language: Language, lexicon: Path) -> tuple[str, str, str]:
    """aligned(), where need be without what is said of both at the end: "coverage in Kandara and Sahlawa in 2021"."""
    found = aligned(mine, theirs, language, lexicon)
    tail = _CIRCUMSTANCE.search(theirs)
    if found[:2] != (mine, theirs) or tail is None:
        return found
    parted = aligned(mine, theirs[: tail.start()], language, lexicon)
    if parted[:2] == (mine, theirs[: tail.start()]):
        return found
    return parted[0], parted[1], f"{parted[2]} {tail['rest']}"


def _points(side: Side) -> bool:
    return all(word.said in _POINTING for word in side.words)


def _tail(one: Side, other: Side) -> tuple[Side, str]:
    """The second side without what is said of both after it: "… and the GCTF in terms of membership"."""
    said = other.said
    mine = " ".join(word.said for word in one.words)
    for opening in _ABOUT:
        parts = opening.split()
        for at in range(other.first + 1, other.end - len(parts)):
            row = [word.said for word in said.words[at : at + len(parts)]]
            if row == parts and f" {opening} " not in f" {mine} ":
                rest = said.span(at + len(parts), other.end)
                start = said.words[rest.first].start
                end = said.text.find(rest.text, start) + len(rest.text)
                return Side(said, other.first, at, other.cut), said.text[start:end]
    return other, ""
