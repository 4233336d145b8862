"""What of a file is not its text: mastheads, share and print lines, addresses, page numbers, captions, repeats.

In: the lines of a file. Out: the places of the lines to leave out. Only whole lines are left out, never words of one.
The lists hold comparison keys (paragraphs.key): no marks, one form of alef, small letters.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.paragraphs import Line, key

ROLES = {key(role) for role in (
    "الإشراف العام", "المشرف العام", "رئيس التحرير", "رئيسة التحرير", "مدير التحرير", "نائب رئيس التحرير",
    "رئيس مجلس الإدارة", "رئيس مجلس الإدارة ورئيس التحرير", "المدير العام", "سكرتير التحرير", "المدير المسؤول",
    "Editor-in-chief", "Editor in chief", "Chief editor", "Managing editor", "Executive editor", "Deputy editor",
    "General supervision", "General supervisor", "Publisher", "Chairman of the board", "Chief executive officer",
)}  # fmt: skip
WHOLE_LINES = {key(line) for line in (
    "شارك", "مشاركة", "شارك الخبر", "شارك المقال", "شاركها", "طباعة", "اطبع", "إعلان", "إعلانات", "تابعنا",
    "نسخ الرابط", "المزيد", "اقرأ المزيد", "تعليقات", "التعليقات", "أخبار ذات صلة", "موضوعات متعلقة", "مواضيع ذات صلة",
    "Share", "Share this", "Print", "Print this page", "Email", "Advertisement", "Follow us", "Copy link", "Read more",
    "Comments", "Related", "Related articles", "Related news", "Subscribe", "Back to top",
)}  # fmt: skip
BEGINNINGS = tuple(key(start) for start in (
    "اقرأ أيضا", "إقرأ أيضا", "اقرئي أيضا", "شاهد أيضا", "طالع أيضا", "شارك هذا الخبر", "شارك هذا المقال",
    "تابعونا على", "تابعنا على",
    "Read also", "Also read", "See also", "Share this", "Share on", "Follow us on",
))  # fmt: skip
LINK_WORDS = 25  # of the headline after "read also"
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|صفحة|ص|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|من)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
NUMBER = re.compile(r"\d+")
SHINGLE = 4  # words; enough to find the few paragraphs that a paragraph may repeat
LEAST_WORDS = 8  # shorter paragraphs may stand inside others by chance
COMMON = 200  # a shingle in more paragraphs than this is a formula of the text
MISSPELT = 0.05  # share of words that may be spelt otherwise in a copy
ALIKE = 0.8  # how alike two spellings of a word are, 0-1; another word is less ("lawful", "unlawful")


def is_boilerplate(line: Line) -> bool:
    """Share, print and read-also lines, bare addresses, page numbers, rules without a word."""
    if line.kind == "row":
        return False
    if not line.key or ADDRESS.fullmatch(line.text) or PAGE_NUMBER.fullmatch(line.text):
        return True
    is_link = line.key.startswith(BEGINNINGS) and len(line.text.split()) <= LINK_WORDS and not line.ends
    return line.key in WHOLE_LINES or is_link


def masthead(lines: Sequence[Line], title: str) -> set[int]:
    """Roles with the names below them, and blocks that repeat, in the short lines at the beginning and at the end."""
    head = _leading_short(lines)
    tail = _leading_short(lines[::-1])
    ends = {*range(head), *range(len(lines) - tail, len(lines))}
    roles = set(_roles(lines, ends))
    return roles | _repeated_block([i for i in range(head) if i not in roles], lines, title)


def _leading_short(lines: Sequence[Line]) -> int:
    for place, line in enumerate(lines):
        if not line.is_short and line.key not in ROLES and not _is_role_with_name(line):
            return place
    return len(lines)


def _roles(lines: Sequence[Line], places: set[int]) -> Iterator[int]:
    for place in places:
        if lines[place].key in ROLES:
            yield place
            if place + 1 in places and _is_name(lines[place + 1]):
                yield place + 1
        elif _is_role_with_name(lines[place]):
            yield place


def _is_role_with_name(line: Line) -> bool:
    role, colon, name = line.text.partition(":")
    return bool(colon) and key(role) in ROLES and len(name.split()) <= 5


def _is_name(line: Line) -> bool:
    return len(line.text.split()) <= 5 and not NUMBER.search(line.text) and line.key not in ROLES and not line.ends


def _repeated_block(places: list[int], lines: Sequence[Line], title: str) -> set[int]:
    """Two short lines or more that stand twice: a newspaper's name and motto. Both copies go if a title is left."""
    counts = Counter(lines[i].key for i in places)
    repeated = {i for i in places if counts[lines[i].key] > 1}
    keys = {lines[i].key for i in repeated}
    left = key(title) not in keys if title else len(repeated) < len(places)
    return repeated if left and len(keys) > 1 else set()


def captions(lines: Sequence[Line], title: int) -> set[int]:
    """Short lines right below the title, one of them the beginning of the next: a picture's name and its caption."""
    found: set[int] = set()
    place = title + 1
    while place + 1 < len(lines) and all(map(_is_loose, lines[place : place + 2])):
        name, caption = lines[place].key, lines[place + 1].key
        if name and (caption.startswith(name) or name.startswith(caption)):
            found |= {place, place + 1}
        place += 1
    return found


@dataclass(frozen=True, slots=True)
class _Paragraph:
    place: int
    words: list[str]

    @property
    def text(self) -> str:
        return f" {' '.join(self.words)} "

    @property
    def numbers(self) -> list[str]:
        return NUMBER.findall(self.text)


def _is_loose(line: Line) -> bool:
    return line.is_short and line.kind == "paragraph"


def repeats(lines: Sequence[Line], headings: Collection[int]) -> set[int]:
    """The later copy of each paragraph that stands twice, and of two paragraphs, one inside the other, the shorter.

    Copies may differ in marks, letter variants, punctuation and misspelt words, not in numbers or other words: two
    votes of two states read alike. Headings and table rows may repeat, and so may short lines in two lists.
    """
    own = [_Paragraph(i, line.key.split()) for i, line in enumerate(lines) if i not in headings and line.kind != "row"]
    asked = {shingle for paragraph in own for shingle in _probes(paragraph.words)}
    index: dict[tuple[str, ...], list[_Paragraph]] = defaultdict(list)
    for paragraph in own:
        for shingle in _shingles(paragraph.words) & asked:  # of a long text all would fill the memory
            index[shingle].append(paragraph)
    found: set[int] = set()
    for paragraph in own:
        others = {o.place: o for s in _probes(paragraph.words) for o in index[s] if len(index[s]) <= COMMON}
        if any(_repeats(paragraph, o) for o in others.values() if o.place not in found | {paragraph.place}):
            found.add(paragraph.place)
    return found


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    size = min(SHINGLE, len(words))
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)} if words else set()


def _probes(words: list[str]) -> set[tuple[str, ...]]:
    """Shingles at the beginning, middle and end: a near copy shares one of them."""
    size = min(SHINGLE, len(words))
    starts = (0, (len(words) - size) // 2, len(words) - size)
    return {tuple(words[i : i + size]) for i in starts} if words else set()


def _repeats(one: _Paragraph, other: _Paragraph) -> bool:
    """Whether `one` is the one to leave out of the two."""
    later = one.place > other.place
    if one.words == other.words:
        return later and (len(one.words) >= SHINGLE or one.place == other.place + 1)
    if len(one.words) < LEAST_WORDS:
        return False
    if one.text in other.text:
        return True
    return later and one.numbers == other.numbers and _differ_in_spelling(one.words, other.words)


def _differ_in_spelling(one: list[str], other: list[str]) -> bool:
    if "".join(one) == "".join(other):
        return True
    if len(one) != len(other):
        return False
    changed = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    few = len(changed) <= max(1, len(one) * MISSPELT)
    return few and all(a[0] == b[0] and SequenceMatcher(None, a, b).ratio() >= ALIKE for a, b in changed)
