"""How a model errs about what it has read: hedges, shares, figures beside another statement, roles, places."""

from pathlib import Path

import pytest

from assistant import quantities
from assistant.moved import moved
from assistant.names import names_stand
from assistant.polarity import conflicts
from assistant.stated import figures_stand, ranks_stand
from assistant.statements import pieces_of

SEATS = "The board has nine members. Six are elected for two years and three for four years."
TEXT = "وقعت الحكومتان الاتفاق في 3 أيار 2011، وبدأ تنفيذه في 9 شباط 2012."
DUTIES = "States must keep records. They may name countries in public. The Council called upon States to train judges."
VISITS = (
    "لا يجوز للمفتشين دخول المصنع إلا بموافقة المدير. ويجوز لهم طلب السجلات. وكان مقررًا أن يبدأ التفتيش في عام 2015."
)

CONFLICTS = [
    ("States may keep records.", DUTIES.split(". ")[0] + "."),
    ("They must name countries in public.", "They may name countries in public."),
    ("The Council required States to train judges.", "The Council called upon States to train judges."),
    ("يجب عليهم طلب السجلات.", "ويجوز لهم طلب السجلات."),
    ("بدأ التفتيش في عام 2015.", "وكان مقررًا أن يبدأ التفتيش في عام 2015."),
    ("Only some members of the board voted.", "All nine members of the board voted."),
    ("صوت معظم أعضاء المجلس.", "صوت جميع أعضاء المجلس."),
    ("Norway brought the case against Iceland.", "Iceland brought the case against Norway."),
    ("رفعت النرويج الدعوى على أيسلندا.", "رفعت أيسلندا الدعوى على النرويج."),
    ("The talks were held in Doha.", "The talks were held in Muscat."),
    ("عُقدت المحادثات في الدوحة.", "The talks were held in Muscat."),
    ("Inspectors may enter the plant without consent.", "Inspectors may enter the plant only with consent."),
    ("The text was adopted without a vote.", "The text was adopted by a vote."),
    ("The mandate was narrowed.", "The mandate was widened."),
    ("ضُيقت الولاية.", "The mandate was widened."),
    ("The plant has 40 workers.", "The plant has 12 workers and 40 guards."),
]
AGREES = [
    ("States are obliged to keep records.", "States must keep records."),
    ("Countries may be named.", "They may name countries in public."),
    ("The Council urged States to train judges.", "The Council called upon States to train judges."),
    ("The board voted.", "All nine members of the board voted."),
    ("Iceland sued Norway.", "Iceland brought the case against Norway."),
    ("The talks took place in Oman.", "The talks were held in Muscat."),
    ("دخول المصنع يحتاج إلى موافقة المدير.", VISITS.split(". ")[0] + "."),
    ("Damascus regained its seat.", "Syria resumed its seat."),
    ("استعادت سوريا مقعدها.", "واستأنفت دمشق شغل مقعدها."),
]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lexicon")


@pytest.mark.parametrize(("claim", "support"), CONFLICTS)
def test_a_claim_that_goes_further_or_turns_things_round(claim: str, support: str, lexicon: Path) -> None:
    assert conflicts(claim, support, support, lexicon)


@pytest.mark.parametrize(("claim", "support"), AGREES)
def test_a_claim_in_other_words_does_not(claim: str, support: str, lexicon: Path) -> None:
    assert not conflicts(claim, support, support, lexicon)


@pytest.mark.parametrize(
    ("claim", "support", "expected"),
    [
        ("Three members are elected for two years.", SEATS, True),
        ("Six members are elected for two years.", SEATS, False),
        ("وقعت الحكومتان الاتفاق في 9 شباط 2012.", TEXT, True),
        ("وقعت الحكومتان الاتفاق في 3 أيار 2011.", TEXT, False),
        ("The two governments signed the agreement on 9 February 2012.", TEXT, True),
        ("The two governments signed the agreement on 3 May 2011.", TEXT, False),
    ],
)
def test_a_figure_beside_another_statement(claim: str, support: str, expected: bool, lexicon: Path) -> None:
    pieces = pieces_of([support], "")
    nearest = pieces[-1].sentence
    assert moved(claim, pieces, nearest, lexicon) is expected


@pytest.mark.parametrize(
    ("claim", "support", "expected"),
    [
        ("It is 90 miles long.", "يبلغ طوله 90 كيلومترًا.", False),
        ("It is 90 kilometres long.", "يبلغ طوله 90 كيلومترًا.", True),
        ("Three quarters must be present.", "ويكتمل النصاب بحضور ثلثي الأعضاء.", False),
        ("Two thirds must be present.", "ويكتمل النصاب بحضور ثلثي الأعضاء.", True),
        ("They meet at most twice a month.", "They meet at least twice a month.", False),
        ("Records are kept for at most 5 years.", "By Article 5 records are kept for at least 5 years.", False),
    ],
)  # fmt: skip
def test_measures_and_parts(claim: str, support: str, expected: bool) -> None:
    assert quantities.stand(claim, support) is expected


@pytest.mark.parametrize(
    ("sentence", "support"),
    [
        ("It was adopted on 8 September 2006.", "في الثامن من أيلول 2006 اعتُمد القرار."),
        ("في 31 تشرين الأول 1956", "بدأ الهجوم في ٢٩ أكتوبر ١٩٥٦، ثم القصف في ٣١ أكتوبر."),
        ("in July 2005", "The attack of 3 March 2005 was followed by another in July of that year."),
        ("in June 2021", "نظمه المكتب في يونيو2021."),
    ],
)
def test_dates_that_the_text_around_completes(sentence: str, support: str) -> None:
    assert figures_stand(sentence, support)
    assert not figures_stand(sentence.replace("20", "19").replace("1956", "1957"), support)


def test_chapters_are_ranks() -> None:
    assert ranks_stand("بموجب الفصل السابع", "under Chapter VII of the Charter")
    assert not ranks_stand("بموجب الفصل السادس", "under Chapter VII of the Charter")


@pytest.mark.parametrize(
    ("claim", "quotes", "expected"),
    [
        ("The FATF was created in 1989.", ["The leaders created the Task Force in 1989.", "The FATF"], True),
        ("The FATF was created in 1989.", ["The leaders created the Task Force in 1989."], False),
        ("Reagan witnessed the signing.", ["Carter was the witness of the signing."], False),
        ("Carter witnessed the signing.", ["Carter was the witness of the signing."], True),
        ("The United States proposed it.", ["The United Kingdom proposed it to the States."], False),
        ("استضافت الدوحة المؤتمر.", ["Muscat hosted the conference."], False),
    ],
)
def test_names_and_the_titles_they_stand_under(claim: str, quotes: list[str], expected: bool, lexicon: Path) -> None:
    assert names_stand(claim, quotes, lexicon) is expected
