"""What a question asks about that no quoted passage speaks of: said beside the answer, so that nobody overlooks it.

In: a question, what was quoted, the coverage of its keywords. Out: words of the question, as written: its names and
figures, and the first word of what is asked of them ("What is the depth of the canal?"). A quote may answer in other
words, so this refuses nothing.
"""

import re
from collections.abc import Collection, Sequence

from assistant.coverage import Coverage
from assistant.number_words import find_all_numbers, find_ordinals
from assistant.records import Evidence, Query
from assistant.subjects import Subjects, Text
from corpus.language import Keyword, keywords, language_of, normalise
from corpus.records import DocumentInfo, Language, Passage

# "Which treaty", «أي معاهدة», «ما الدول التي»: a class of things, which the answer need not name.
_CLASS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:what|which) (?!(?:is|was|are|were|did|do|does|has|have|had|can|will|would|should)\b)", re.I
    ),
    "ar": re.compile(r"\b[بلفو]?اي[هة]? |^ما (?:هي |هو )?ال\w+ ال(?:تي|ذي|ذين|لتين|لذين)\b"),
}
# Words that ask, or join what is asked to its subject, and which an answer seldom repeats.
_ASKING = frozenset(
    word.stem
    for word in keywords(
        "tell explain describe give show know wonder list name mention summarise detail information exactly prepare "
        "long often far soon take taken took make made do done become became get put hold held last lie located based "
        "situated concern concerning deal cover contain include consist mean subject topic kind type sort "
        "ask go hand trace run people money percentage share amount sequence happen let please kindly brief briefing "
        "am sorry attach receive total charge "
        "أذكر اذكر اشرح وضح صف بين أخبر أعط أعرف يعرف أريد هات لخص معلومات تفاصيل بالضبط يود نود نعد نحتاج معرفة "
        "يقع تقع يوجد توجد بلغ تبلغ دام يدوم استغرق تستغرق تناول يتناول تتناول فعل قام صار أصبح حدث جرى تم تضم يضم "
        "تشمل يشمل يتضمن تتكون مقصود معنى رقم موضوع نوع اللتان اللذان اللتين اللذين"
        " عفوا أقصد تعريف شخصية ينص نص تدخل يدخل سقط سقطت آخر بم علام إلام فيم"
        " أرجو نرجو تسلسل جعل يجعل صاحب نسبة مقدار تولى يتولى تولت حصل حصلت انعقد انعقدت عقد بدأ بدأت يبدأ مذكرة"
    )
)
# What is asked of those that do not: "Which states have not ratified it?"
_DENIES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|never|without|none?|neither|nor|except|exclud\w*|refus\w*|lack\w*|rather|instead)\b|n['’]t\b", re.I
    ),
    "ar": re.compile(r"\b[وف]?(?:لم|لن|لا|ليس\w*|غير|دون|بدون|بلا|عدا|باستثناء|رفض\w*|بدلا?|عوض\w*)\b"),
}
_PREFIX = 5  # letters that words of one family share: ratified, ratification
_WEAK = re.compile("[اويءهت]")  # letters that come and go between a root's words: اعتمد, اعتماد
_ENDS = re.compile("^[اويت]{1,2}|[اويه]$")


def unmentioned(query: Query, evidence: Sequence[Evidence], subjects: Subjects, coverage: Coverage) -> list[str]:
    """The words, in the order of the question; [] where the quoted passages, titles and headings have all of them."""
    texts = [around(item.document, item.passage) for item in evidence]
    english = query.language == "en" and all(text.language == "en" for text in texts)
    # A name that the lexicon does not know is told by its capital, and may be spelt in many ways in the other script.
    found = [name.written for name in subjects.absent(*texts) if name.known or english]
    figures = {n.value for text in texts for n in find_all_numbers(text.text)}
    for number in find_all_numbers(query.text):
        if len(number.value) > 1 and number.value not in figures:
            found.append(query.text[number.start : number.end])
    ranks = {1, *(rank for text in texts for rank in find_ordinals(text.text))}  # a first goes without saying
    if not find_ordinals(query.text) <= ranks:  # as a whole: «السابعة والعشرون» is no seventh
        said = ((word, query.text[word.start : word.end]) for word in keywords(query.text))
        found += [written for word, written in said if not find_ordinals(word.surface) <= ranks]
    denial = _DENIES[query.language].search(query.text)
    if denial and not any(_DENIES[text.language].search(text.text) for text in texts):
        found.append(denial.group().strip())
    focus = _focus(query, subjects)
    if focus and not any(_speaks_of(focus, text, coverage) for text in texts):
        found.append(query.text[focus.start : focus.end])
    return sorted(dict.fromkeys(found), key=query.text.find)


def unsaid(query: Query, quote: Evidence, subjects: Subjects, coverage: Coverage) -> float:
    """Share 0-1 of what is asked of the names that a quote, its heading and its title do not say; 0 where nothing is
    asked of them."""
    asked = _asked_of(query, subjects)
    said = Text(f"{_above(quote.document, quote.passage)}\n{quote.text}", quote.passage.language)
    return sum(not _speaks_of(word, said, coverage) for word in asked) / len(asked) if asked else 0.0


def _focus(query: Query, subjects: Subjects) -> Keyword | None:
    """The first keyword of what is asked of the names."""
    return next(iter(_asked_of(query, subjects)), None)


def _asked_of(query: Query, subjects: Subjects) -> list[Keyword]:
    """The keywords of what is asked of the names."""
    named = {stem for name in subjects.names for stem in name.stems}
    said = [word for word in keywords(query.text) if _may_be_asked(word, query.text, named)]
    return said[1:] if _CLASS[query.language].search(normalise(query.text)) else said


def _may_be_asked(word: Keyword, text: str, named: Collection[str]) -> bool:
    if word.stem in named or word.stem in _ASKING or any(letter.isdigit() for letter in word.stem):
        return False
    if find_ordinals(word.surface):  # "the first ambassador": which one is no more than what is
        return False
    return not (word.start and text[word.start].isupper())  # a name that the lexicon does not know


def _speaks_of(focus: Keyword, text: Text, coverage: Coverage) -> bool:
    if coverage.mentions(focus.stem, text.stems, text.language):
        return True
    own = language_of(focus.surface, text.language) == text.language
    return own and any(_kin(focus.stem, stem) for stem in text.stems)


def _kin(stem: str, other: str) -> bool:
    """Whether two stems are most likely words of one family; rather too often than too seldom."""
    if language_of(stem) == "ar":
        root = _WEAK.sub("", stem)
        if len(root) > 1:
            return root == _WEAK.sub("", other)
        return len(_ENDS.sub("", stem)) > 1 and _ENDS.sub("", stem) == _ENDS.sub("", other)  # تولى, يتولى
    return len(stem) >= _PREFIX and stem[:_PREFIX] == other[:_PREFIX]


def around(document: DocumentInfo, passage: Passage) -> Text:
    """A passage with the title, heading and date above it."""
    return Text(f"{_above(document, passage)}\n{passage.text}", passage.language)


def _above(document: DocumentInfo, passage: Passage) -> str:
    return f"{document.title}\n{passage.section}\n{document.date}"
