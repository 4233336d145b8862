"""Where the names of persons stand in a sentence of either language.

In: a verbatim sentence. Out: (start, end) of each name. English names are capitalised words that are no month, people,
place or body. Arabic has no capitals: names follow a title or open with a given name, and go on over what names are
made of (عبد الله، أبو الغيط، بن سلمان، السيسي). A name may be missed; what is found stands there.
"""

import re
from functools import cache, lru_cache

from assistant.places import known_places, known_territories
from corpus.language import is_stop_word, normalise, stem, words
from corpus.lexicon import arabic_forms, english_forms
from corpus.records import Language

_WORD = r"(?:[A-Z]\.|(?:[ae]l-|[dl]['’])?[A-Z][\w'’-]*\w)"
_RUN = re.compile(rf"(?<![\w-]){_WORD}(?: (?:(?:de|van|von|al|el|bin|ibn|da|di) )?{_WORD})*")
# Words of names that are not a person's; normalised.
_NO_PERSON = frozenset(
    "council assembly convention forum committee organization organisation university agency group united nations"
    " union league treaty agreement protocol resolution act court bank fund office ministry department party church"
    " house parliament congress commission conference summit strategy charter article chapter pillar plan"
    " recommendation memorandum institute centre center force coalition compact panel system calendar review annex"
    " prize day days war wars revolution empire republic kingdom state states city canal road street gulf sea ocean"
    " river mount lake island islands east west north south eastern western northern southern middle central"
    " christmas easter ramadan olympic olympics"
    " islam islamic muslim muslims christian christianity catholic protestant jewish bible quran earth world"
    " government army navy police museum theatre theater library school college hospital airport station"
    " company corporation association federation society institution society times journal press news".split()
)
_TITLES = frozenset(
    "mr mrs ms dr sir lord lady president minister king queen prince princess ambassador general secretary"
    " secretary-general under-secretary-general pope saint emperor chancellor senator professor sheikh sultan captain"
    " colonel director prime foreign chairman chairwoman chair deputy vice governor mayor judge".split()
)
# What a run of capitals may open with before the name: "In March President …".
_OPENERS = frozenset(
    "the a an in on at it this that these those its their his her he she they and but after before when while under"
    " as by for from since with most no one some two three more together several many each every both all another other"
    " any only copies seats members"
    " january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
_PEOPLE = re.compile(r"(?:ian|ean|ese|ish|ans|ians|ic|i)$")
_SHARED = 4  # letters that a place and its people begin with

# Titles that stand before a name in Arabic, without the article; what describes them ("وزير الخارجية الكندي") may come
# between. Normalised.
_AR_TITLES = frozenset(
    "سيد سيده رييس رييسه وزير وزيره سفير سفيره دكتور دكتوره امير اميره ملك ملكه امين شيخ سلطان امبراطور بابا قديس عقيد"
    " لواء فريق مدير مديره بروفيسور جنرال قايد مستشار مستشاره زعيم مبعوث دبلوماسي دبلوماسيه مهندس خديوي مفكر كاتب عالم"
    " استاذ مندوب ممثل ناطق متحدث مفوض وكيل حاكم قاضي نايب فنان مخرج شاعر لاعب مدرب طبيب عميد حضره معالي فخامه جلاله"
    " سمو سعاده دوله صاحب خليفه سناتور رايس".split()
)
# Given names common in reports; transliterated ones among them. Normalised.
_GIVEN = frozenset(
    "محمد احمد محمود حسن حسين ابراهيم اسماعيل يوسف عمر عثمان خالد سعد سعيد سامي سامح طارق كمال جمال انور حسني سليمان"
    " مصطفي نبيل عمرو عصمت بطرس فيصل سلمان سعود زايد تميم حمد صالح ياسر بشار حافظ صدام نوري هاشم رياض زيد طلال غسان"
    " فواد فاروق جورج جون جيمس روبرت وليام ويليام ديفيد دايفيد توماس تشارلز هنري ريتشارد مارتن بيتر بول ادوارد فرانسيس"
    " فرانكلين باراك دونالد جو جيمي بيل هيلاري انتوني انطونيو كوفي بان داغ فلاديمير ميخايل ايمانويل فرانسوا جاك شارل"
    " لويس انغيلا اولاف هيلموت توني مارغريت بنيامين مناحم اسحاق ايهود ارييل غولدا شمعون موشيه ليستر كورت خافيير ماري"
    " اليزابيث فيكتوريا نيكولا البرت اسحق ارثر فريدريك يوهان كارل الكسندر ايفان جنكيز كوبلاي ستيفن مايكل كريستوفر"
    " دانيال صامويل"
    " بنجامين اندرو ابراهام فاطمه عايشه مريم خديجه زينب سميره هدي ليلي نور كريم ماجد وليد هشام عادل عصام مجدي حازم"
    " باسم بدر جابر خليفه راشد سلطان ناصر فهد نواف مشعل تركي بندر عبدالله عبدالرحمن عبدالعزيز عبدالفتاح عبدالمجيد"
    " عبدالناصر عبدالخالق ادهم ايمن تامر رامي شريف علاء عماد مروان معتز منصور موسي نادر وايل يحيي ياسين زكريا".split()
)
_GIVEN |= frozenset(
    (
        "حمزه سمير نزار عادل زياد بلال ايهاب هيثم انس اسامه بسام ثامر جاسم جواد حاتم حمدان حيدر خليل رافت رافع رشاد "
        "رفيق زهير ساهر سهيل شادي شكري صبري صلاح ضياء عاصم عامر عباس عدنان عصمت عفيف عمار غازي غالب فادي فتحي فوزي "
        "قاسم قيس لطفي لوي مازن محسن مسعود مشاري معاذ ممدوح منذر مهند ميشال ناجي نايف نجيب نعيم هاني هيكل يزن يونس "
        "ادم بسمه دينا رانيا رنا ريم سارا ساره سعاد سلمي سلوي سميه سهير سوزان شيرين عبير غاده لبني لمياء مها نادين "
        "ناديه نجوي هاله ياسمين يسرا هنري ماريا انجيلا كاترين كارين كارل ماتيو ماركو باولو كارلوس خوسيه لويس ماتياس "
        "اندريه اوليفييه باتريك بيير جان فيليب هيلينا ستيفاني مارتا ايرينا سيرغي يوري فيكتور ايغور بوريس جوزيف "
        "سامر ساميه مني نهي نهله دعاء اماني امينه امال ايناس بشري حنان حنين دلال ربي رغد رولا زهره سلوان شيماء صفيه "
        "عايده عزه غسان فايز فايزه فريده لطيفه ليث مروه منال ميسون نجلاء نوره هديل هناء هند وسام وفاء يمني جمانه اسيل "
        "صهيب عبيده قصي كنان لقمان مصعب معين نضال هشام وضاح يعقوب ايوب داود سهير الياس جبران خلدون رشيد سليم شفيق فريد "
        "جوليا روبين ريكس كولين كوندوليزا مادلين هاري ليندون جيرالد رونالد "
    ).split()
)
# Words that a person's name follows who did what is told, as it follows a title.
_LEADS = frozenset("برياسه برءاسه بقياده بزعامه باداره باشراف".split())
# With the word after them; "آل سعود" after normalising, and "فان دايك".
_COMPOUND = frozenset("عبد ابو ابي ابن بن بنت ال ام فان فون دي دو دا".split())
_ADJACENT = re.compile(r"[^\S\n]+")
_PARTICLES = re.compile(r"^(?:[وفبلك]?ال|لل|[وفبلك](?=\w{3}))")
_ENDINGS = re.compile(r"(?:ها|هم|ات|ين|ون|يه|ه|ي|ا)$")
_LONGEST = 4  # words of a name
_BETWEEN = 4  # words between a title and the name


def is_title(word: str) -> bool:
    """Whether a normalised word is a title, of either language."""
    return word in _TITLES or _is_title(word)


def is_opener(word: str) -> bool:
    """Whether a normalised word is one that opens sentences, and with a capital there is no name."""
    return word in _OPENERS


def persons(sentence: str, language: Language) -> list[tuple[int, int]]:
    """(start, end) of each name, in order, none overlapping."""
    return list(_found(sentence, language))


@lru_cache(maxsize=1024)
def _found(sentence: str, language: Language) -> tuple[tuple[int, int], ...]:
    return tuple(_arabic(sentence) if language == "ar" else _english(sentence))


def _english(sentence: str) -> list[tuple[int, int]]:
    found = []
    for run in _RUN.finditer(sentence):
        kept = list(re.finditer(r"[^\s'’]+(?:['’][A-Z][^\s'’]+)?", run.group()))
        while kept and normalise(kept[0].group()) in _OPENERS:
            kept = kept[1:]
        said = [normalise(m.group()) for m in kept]
        if not said or not _NO_PERSON.isdisjoint(said) or all(w in _TITLES or _is_word(w) for w in said):
            continue
        if sentence[: run.start()].lower().endswith("the ") and said[0] not in _TITLES:
            continue
        start, end = run.start() + kept[0].start(), run.start() + kept[-1].end()
        # The first word of a sentence has a capital whatever it is.
        if len(said) == 1 and (start == 0 or kept[0].group().isupper()):
            continue
        if re.match(r"['’]s\b", sentence[end:]) and len(said) == 1 and _is_place(said[0]):
            continue
        if _is_place(" ".join(said)) or all(_is_place(word) or is_people(word) for word in said):
            continue
        found.append((start, end))
    return found


def _is_word(word: str) -> bool:
    """Whether it is a word of the language, in any form of it that the lexicon knows."""
    return all(part in _common("en") or stem(part) in _common("en") for part in word.split("-"))


def _is_place(name: str) -> bool:
    return name in known_places("en")


@cache
def is_people(word: str) -> bool:
    """Whether a word is what a place's people are called: "Egyptian", "Israeli"."""
    return bool(_PEOPLE.search(word)) and any(place[:_SHARED] == word[:_SHARED] for place in known_territories("en"))


def _arabic(sentence: str) -> list[tuple[int, int]]:
    tokens = [(normalise(m.group()), m.group(), m.start(), m.end()) for m in words(sentence)]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        first = _name_after_title(tokens, at, sentence)
        first = at if first is None and _opens_name(tokens, at, sentence) else first
        if first is not None:
            last = _name_end(tokens, first, sentence, introduced=first > at)
        elif (end := _name_before_title(tokens, at, sentence)) is not None:
            first, last = at, end
        else:
            at += 1
            continue
        start = tokens[first][2] + (1 if _joined(tokens[first][0]) else 0)
        found.append((start, tokens[last][3]))
        at = last + 1
    return found


_Token = tuple[str, str, int, int]  # normalised, as written, start, end


def _bare(word: str) -> str:
    return word[1:] if _joined(word) else word


def _joined(word: str) -> bool:
    """Whether a particle stands before a given name: "ولأحمد", "فنبيل"."""
    return word not in _GIVEN and word[:1] in "وفبل" and word[1:] in _GIVEN


def _opens_name(tokens: list[_Token], at: int, sentence: str) -> bool:
    word = _bare(tokens[at][0])
    if word in _GIVEN and word != "مني":
        return word not in _common("ar") or (at + 1 < len(tokens) and _goes_on(tokens, at, sentence))
    # على is no name, and علي is one only before another, as is منى, which may be "from me".
    if tokens[at][1] == "علي" or word == "مني":
        return at + 1 < len(tokens) and _goes_on(tokens, at, sentence)
    return word in ("عبد", "ابو", "بن") and at + 1 < len(tokens) and tokens[at + 1][0].startswith("ال")


def _name_after_title(tokens: list[_Token], at: int, sentence: str) -> int | None:
    """The first word of the name that follows a title at `at`; None where there is no title or no name."""
    if not _is_title(tokens[at][0]) and tokens[at][0] not in _LEADS:
        return None
    for next_ in range(at + 1, min(at + 1 + _BETWEEN, len(tokens))):
        if not _adjacent(tokens, next_ - 1, sentence):
            return None
        said = tokens[next_][0]
        if _opens_name(tokens, next_, sentence):
            return next_
        if is_stop_word(said) or said.isdigit():
            return None
        described = said.startswith(("ال", "لل", "وال")) or said in _AR_TITLES or is_word(said)
        if not described and said not in known_places("ar"):
            # A name that is in no list: two words, neither of which is a word of the language that is known.
            goes_on = next_ + 1 < len(tokens) and _goes_on(tokens, next_, sentence, introduced=True)
            return next_ if len(said) > 2 and goes_on else None
    return None


def _name_before_title(tokens: list[_Token], at: int, sentence: str) -> int | None:
    """The last word of a name in no list that a comma and a title follow («هنريك دال، الرئيس الأسبق»), if any."""
    last = at + 1
    if last + 1 >= len(tokens) or not _adjacent(tokens, at, sentence):
        return None
    between = sentence[tokens[last][3] : tokens[last + 1][2]]
    if between.strip() not in ("،", ",") or not _is_title(tokens[last + 1][0]):
        return None
    unknown = (
        not is_word(word) and not is_stop_word(word) and not word.isdigit() for word, *_ in tokens[at : last + 1]
    )
    return last if all(unknown) else None


def _is_title(word: str) -> bool:
    """With or without an article and what is joined to it."""
    bare = re.sub(r"^[وفبل]?(?:ال|ل(?=ل))?", "", word) if len(word) > 4 else word
    return word in _AR_TITLES or bare in _AR_TITLES or re.sub(r"(?:ها|هم|ه)$", "", bare) in _AR_TITLES


def _name_end(tokens: list[_Token], first: int, sentence: str, introduced: bool) -> int:
    last = first
    while last - first + 1 < _LONGEST and _goes_on(tokens, last, sentence, introduced and last == first):
        last += 1
    return last


def _goes_on(tokens: list[_Token], at: int, sentence: str, introduced: bool = False) -> bool:
    """Whether the word after `at` belongs to the same name; `introduced` where a title has announced one."""
    if at + 1 >= len(tokens) or not _adjacent(tokens, at, sentence):
        return False
    word, following = tokens[at][0], tokens[at + 1][0]
    if word in _COMPOUND or following in _COMPOUND or following in _GIVEN:
        return True
    if is_stop_word(following) or following.isdigit() or following in _AR_TITLES:
        return False
    before = tokens[at - 1][0] if at and _adjacent(tokens, at - 1, sentence) else ""
    if _bare(word) in _GIVEN or len(word) < 3 or before in _COMPOUND:
        return not is_word(following, endings=False)
    # A name that is in no list has two words: "روبرت منزيس يحمل".
    return (introduced or _is_title(before)) and not is_word(following) and not _is_verb(following)


def is_word(word: str, endings: bool = True) -> bool:
    """Whether an Arabic word, or what remains of it without particles (and endings), is one that the lexicon knows."""
    forms = {word, _PARTICLES.sub("", word)}
    if endings:
        forms |= {_ENDINGS.sub("", form) for form in forms}
    return not forms.isdisjoint(_common("ar"))


def _is_verb(word: str) -> bool:
    """Whether a word looks like an imperfect verb: "يحمل"."""
    return len(word) == 4 and word[0] in "يت"


def _adjacent(tokens: list[_Token], at: int, sentence: str) -> bool:
    """Whether nothing but a space stands between a word and the next."""
    return bool(_ADJACENT.fullmatch(sentence[tokens[at][3] : tokens[at + 1][2]]))


@cache
def _common(language: Language) -> frozenset[str]:
    """Words of the language that the lexicon knows, with the article and without; names are seldom among them."""
    forms = arabic_forms() if language == "ar" else english_forms()
    said = {normalise(m.group()) for form in forms for m in words(form)}
    if language == "en":
        return frozenset(said | {stem(word) for word in said})
    said |= {word[2:] for word in said if word.startswith("ال") and len(word) > 4}
    return frozenset(said - _GIVEN - known_places("ar"))
