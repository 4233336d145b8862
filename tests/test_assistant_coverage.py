"""Keywords as evidence: rare ones count most, a few by chance say little, those that stand together say more."""

from pathlib import Path

import pytest

from assistant.coverage import Coverage
from corpus.language import keywords
from corpus.lexicon import terms


class Rarities:
    """A library in which every word is `common` but those given a rarity of their own."""

    def __init__(self, home: Path, common: float = 0.3, **own: float) -> None:
        self.home, self.common = home, common
        self.own = {keywords(word)[0].stem: rarity for word, rarity in own.items()}

    def rarity(self, stems):
        return {stem: self.own.get(stem, self.common) for stem in stems}


def places(text):
    found = {}
    for word in keywords(text):
        found.setdefault(word.stem, []).append(word.start)
    return found


def strength(coverage, text, language, spans=()):
    return coverage.strengths(places(text), list(spans), language)


QUESTIONS = {
    "en": ("Which treaty did the ministers sign in Geneva?", "The ministers signed the treaty in Geneva.", "A treaty."),
    "ar": ("ما المعاهدة التي وقعها الوزراء في جنيف؟", "وقع الوزراء المعاهدة في جنيف.", "معاهدة."),
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_all_the_keywords_say_much_more_than_some(language, tmp_path):
    question, whole, some = QUESTIONS[language]
    coverage = Coverage(question, language, Rarities(tmp_path))
    everything, _ = strength(coverage, whole, language)
    part, _ = strength(coverage, some, language)
    nothing, _ = strength(coverage, "1869", language)
    share = coverage.of(set(places(some)), language)
    assert nothing == 0 < part < share * everything


@pytest.mark.parametrize(("language", "rare", "text"), [("en", "Geneva", "Geneva."), ("ar", "جنيف", "جنيف.")])
def test_a_rare_word_says_more_than_a_common_one(language, rare, text, tmp_path):
    question, _, some = QUESTIONS[language]
    coverage = Coverage(question, language, Rarities(tmp_path, **{rare: 1.0}))
    assert strength(coverage, text, language)[0] > 2 * strength(coverage, some, language)[0]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_count_for_the_span_in_which_they_stand(language, tmp_path):
    question, whole, some = QUESTIONS[language]
    coverage = Coverage(question, language, Rarities(tmp_path))
    text = f"{some} {whole}"
    spans = [(0, len(some)), (len(some) + 1, len(text))]
    passage, (first, second) = strength(coverage, text, language, spans)
    assert first < second == pytest.approx(passage)
    assert first == strength(coverage, some, language)[0]


@pytest.mark.parametrize(
    ("question", "language", "text", "other"),
    [
        ("Global Counterterrorism Forum", "en", "عقد المنتدى العالمي لمكافحة الإرهاب اجتماعه.", "عقد المنتدى اجتماعه."),
        ("المنتدى العالمي لمكافحة الإرهاب", "ar", "The GCTF met in March.", "The forum met in March."),
        ("Germany and Lebanon", "en", "لبنان وألمانيا", "لبنان"),
        ("passenger name records", "en", "سجلات أسماء الركاب", "سجلات الركاب"),
        ("الحقيبة الدبلوماسية", "ar", "The diplomatic pouch may not be opened.", "The pouch may not be opened."),
        ("beneficial ownership", "en", "تحديد المستفيد الحقيقي", "تحديد المستفيد"),
        ("القوة المتعددة الجنسيات والمراقبون", "ar", "The MFO has its seat in Rome.", "It has its seat in Rome."),
        ("signed in December", "en", "وُقع في كانون الأول", "وُقع في كانون الثاني"),
        ("وُقعت في تشرين الأول", "ar", "It was signed in October.", "It was signed in November."),
        ("اليابان وتونس", "ar", "Japan and Tunisia", "Tunisia"),
        ("متى تأسست المجموعة؟", "ar", "The group was created in July.", "The group left in July."),
        ("when were the wells dug", "en", "حُفرت الآبار في يوليو.", "حُفرت في يوليو."),
        ("ما دور اليابان في capacity building؟", "ar", "Japan supports capacity building.", "Japan supports it."),
    ],
)
def test_keywords_cross_languages_by_their_equivalents(question, language, text, other, tmp_path):
    there = {"ar": "en", "en": "ar"}[language]
    coverage = Coverage(question, language, Rarities(tmp_path))
    assert strength(coverage, text, there)[0] > 2 * strength(coverage, other, there)[0]


def test_a_mixed_question_is_met_by_both_languages(tmp_path):
    coverage = Coverage("ما دور اليابان في capacity building؟", "ar", Rarities(tmp_path))
    for text, language in (("دور اليابان في بناء القدرات", "ar"), ("Japan's role in capacity building", "en")):
        assert coverage.of(set(places(text)), language) == pytest.approx(1)


def test_the_lexicon_is_kept_prepared_and_a_damaged_file_is_made_anew(tmp_path):
    folder = tmp_path / "models"
    asked = terms(["counter", "terror"], "en", folder)
    [file] = folder.glob("lexicon-en-*.json")
    before = file.read_bytes()
    file.write_bytes(before[:100])
    assert terms(["counter", "terror"], "en", tmp_path / "models" / ".." / "models") == asked
    assert file.read_bytes() == before
    assert any("ارهاب" in form for term in asked for form in term.equivalents)


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(tmp_path):
    (tmp_path / "file").write_text("")
    assert terms(["summit"], "en", tmp_path / "file" / "models") == terms(["summit"], "en", tmp_path / "models")


@pytest.mark.parametrize(
    ("question", "language", "synonym", "unlike"),
    [
        ("When was the centre established?", "en", "The centre was created.", "The centre was visited."),
        ("Who presides over the FATF?", "en", "The Financial Action Task Force.", "The task at hand."),
        ("متى أُنشئ المركز؟", "ar", "تأسس المركز.", "زار المركز."),
        ("من يرأس مجلس السلم والأمن التابع للاتحاد الأفريقي؟", "ar", "مجلس السلم والأمن.", "مجلس المدينة."),
    ],
)
def test_a_synonym_covers_a_part_of_a_keyword(question, language, synonym, unlike, tmp_path):
    coverage = Coverage(question, language, Rarities(tmp_path))
    shares = [coverage.of(set(places(text)), language) for text in (question, synonym, unlike)]
    assert shares[0] == 1 > shares[1] > shares[2]
    assert strength(coverage, synonym, language)[0] > strength(coverage, unlike, language)[0]


@pytest.mark.parametrize(("text", "language"), [("established", "en"), ("أنشئ", "ar")])
def test_words_that_share_half_of_their_equivalents_are_synonyms(text, language, tmp_path):
    stems = [word.stem for word in keywords(text)]
    (term,) = terms(stems, language, tmp_path)
    assert term.synonyms
    assert all(0.5 <= likeness <= 1 and form != term.stems for form, likeness in term.synonyms)


def test_what_a_title_has_half_of_is_still_asked_for_by_half(tmp_path):
    coverage = Coverage("When was the centre established?", "en", Rarities(tmp_path))
    title, text = set(places("The creation of the centre")), set(places("It was established in 1990."))
    alone = coverage.beyond(text, set(places("The centre")), "en")
    assert coverage.beyond(text, title, "en") == pytest.approx(1) == alone
    assert coverage.beyond(set(), title, "en") == 0


@pytest.mark.parametrize(("question", "language"), [("a", "en"), ("What is it?", "en"), ("ما هو؟", "ar")])
def test_where_nothing_is_asked_for_nothing_is_covered(question, language, tmp_path):
    coverage = Coverage(question, language, Rarities(tmp_path))
    assert coverage.beyond(set(places(QUESTIONS[language][1])), set(), language) == 0
