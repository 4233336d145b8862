"""Questions that compare, read without a library: which two sides, and what is asked about them."""

from pathlib import Path

import pytest

from assistant.compare import Comparison, again, read
from assistant.compare_again import named

YEARS = [
    ("What changed between the 2021 and the 2022 report on the training of judges?", "training judges"),
    ("What changed between the 2021 report on training and the 2022 one?", "training"),
    ("How did training evolve from 2021 to 2022?", "training"),
    ("What changed in 2022 compared to 2021 in training?", "training"),
    ("ماذا تغيّر بين تقرير 2021 وتقرير 2022 بشأن تدريب القضاة؟", "تدريب القضاة"),
    ("قارن بين عامي ٢٠٢١ و٢٠٢٢ في التدريب", "التدريب"),
    ("ما الذي تغير في تقرير 2022 مقارنة بتقرير 2021 بشأن التدريب؟", "التدريب"),
]
NAMED = [
    ("Compare the FATF and the GCTF", ("FATF", "GCTF"), ""),
    ("Compare the FATF with the GCTF in terms of membership", ("FATF", "GCTF"), "membership"),
    ("compare the membership of the FATF and the GCTF", ("FATF", "GCTF"), "membership"),
    ("Compare Egypt's and Jordan's statements on the dam", ("Egypt", "Jordan"), "statements the dam"),
    ("How does the FATF differ from MENAFATF?", ("FATF", "MENAFATF"), ""),
    ("resolution 1373 versus resolution 1267", ("resolution 1373", "resolution 1267"), ""),
    (
        "What is the difference between the Peace and Security Council and the Security Council?",
        ("Peace and Security Council", "Security Council"),
        "",
    ),
    (
        "What changed between the sixth and seventh reviews of the Strategy?",
        ("sixth review of the Strategy", "seventh review of the Strategy"),
        "",
    ),
    ("ما الفرق بين مجلس السلم والأمن ومجلس الأمن؟", ("مجلس السلم والأمن", "مجلس الأمن"), ""),
    ("قارن مصر بالأردن في مكافحة الإرهاب", ("مصر", "الأردن"), "مكافحة الإرهاب"),
    ("كيف تختلف مواقف مصر عن مواقف إثيوبيا في مفاوضات السد؟", ("مواقف مصر", "مواقف إثيوبيا"), "مفاوضات السد"),
    ("ما الفرق في عدد الأعضاء بين المنتدى ومجموعة العمل المالي؟", ("المنتدى", "مجموعة العمل المالي"), "عدد الأعضاء"),
    (
        "ما أبرز التغييرات بين المراجعتين السادسة والسابعة؟",
        ("المراجعة السادسة", "المراجعة السابعة"),
        "",
    ),
]
NONE = [
    "When did the name change between 1950 and 1960?",
    "How did relations between Egypt and Israel change after 1979?",
    "Which countries changed their names in 1990?",
    "كيف تغيرت العلاقات بين مصر وإسرائيل؟",
    "لماذا تغيرت السياسة بين عامي 1950 و1960؟",
    "متى وقعت مصر والأردن الاتفاق؟",
]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lexicon")


@pytest.mark.parametrize(("question", "subject"), YEARS)
def test_two_years_are_set_against_each_other(question: str, subject: str, lexicon: Path) -> None:
    assert read(question, lexicon) == Comparison(("2021", "2022"), subject, years=True)


@pytest.mark.parametrize(("question", "sides", "subject"), NAMED)
def test_two_names_are_set_against_each_other(
    question: str, sides: tuple[str, str], subject: str, lexicon: Path
) -> None:
    assert read(question, lexicon) == Comparison(sides, subject, years=False)


SEVERAL = [
    ("Compare Egypt, Jordan and Morocco in counter-terrorism", ("Egypt", "Jordan", "Morocco"), "counter-terrorism"),
    ("How do Egypt, Jordan and Morocco differ on border security?", ("Egypt", "Jordan", "Morocco"), "border security"),
    (
        "What is the difference between the membership of the FATF, the GCTF and the Peace and Security Council?",
        ("FATF", "GCTF", "Peace and Security Council"),
        "membership",
    ),
    ("Compare resolutions 1267, 1373 and 1540", ("resolution 1267", "resolution 1373", "resolution 1540"), ""),
    (
        "Compare the Ostra River Commission, the Velm Basin Authority and the Lumo Agreement",  # in no lexicon
        ("Ostra River Commission", "Velm Basin Authority", "Lumo Agreement"),
        "",
    ),
    (
        "Compare the first, second and third vaccine rounds",
        ("first vaccine round", "second vaccine round", "third vaccine round"),
        "",
    ),
    ("Compare the fifth, sixth and seventh reviews", ("fifth review", "sixth review", "seventh review"), ""),
    ("قارن بين مصر والأردن والمغرب في مكافحة الإرهاب", ("مصر", "الأردن", "المغرب"), "مكافحة الإرهاب"),
    ("قارن مصر بالأردن والمغرب", ("مصر", "الأردن", "المغرب"), ""),
    (
        "ما الفرق بين فاتف والمنتدى العالمي لمكافحة الإرهاب ومجلس السلم والأمن من حيث العضوية؟",
        ("فاتف", "المنتدى العالمي لمكافحة الإرهاب", "مجلس السلم والأمن"),
        "العضوية",
    ),
    ("قارن بين القرارات 1267 و1373 و1540", ("القرار 1267", "القرار 1373", "القرار 1540"), ""),
    ("قارن بين المراجعتين الخامسة والسادسة والسابعة", ("المراجعة الخامسة", "المراجعة السادسة", "المراجعة السابعة"), ""),
]


@pytest.mark.parametrize(("question", "sides", "subject"), SEVERAL)
def test_three_names_are_set_against_each_other(
    question: str, sides: tuple[str, ...], subject: str, lexicon: Path
) -> None:
    assert read(question, lexicon) == Comparison(sides, subject, years=False)


@pytest.mark.parametrize(
    "question",
    ["Compare the 2018, 2019, 2020, 2021 and 2022 reports", "قارن بين تقارير أعوام 2018 و2019 و2020 و2021 و2022"],
)
def test_sides_beyond_four_are_left_out_and_named(question: str, lexicon: Path) -> None:
    read_ = read(question, lexicon)
    assert read_ is not None
    assert (read_.sides, read_.left_out) == (("2018", "2019", "2020", "2021"), ("2022",))


@pytest.mark.parametrize(
    "question",
    ["Compare Egypt and Jordan in trade, security and tourism", "قارن بين مصر والأردن في التجارة والأمن والسياحة"],
)
def test_what_is_compared_is_no_side(question: str, lexicon: Path) -> None:
    read_ = read(question, lexicon)
    assert read_ is not None
    assert len(read_.sides) == 2


@pytest.mark.parametrize("question", NONE)
def test_what_changes_in_passing_is_no_comparison(question: str, lexicon: Path) -> None:
    assert read(question, lexicon) is None


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("compare it with the GCTF", ("Council", "GCTF")),
        ("compare the two", ("Forum", "Council")),
        ("قارنه بمجموعة العمل المالي", ("Council", "مجموعة العمل المالي")),
        ("ما الفرق بينه وبين مجلس الأمن؟", ("Council", "مجلس الأمن")),
        ("قارن بينهما", ("Forum", "Council")),
    ],
)
def test_a_side_that_points_back_is_what_went_before(question: str, sides: tuple[str, str], lexicon: Path) -> None:
    found = read(question, lexicon, ["Forum", "Council"])
    assert found is not None
    assert found.sides == sides
    assert read(question, lexicon) is None


@pytest.mark.parametrize(
    ("question", "sides", "subject"),
    [
        ("Put resolutions 1373 and 1540 side by side", ("resolution 1373", "resolution 1540"), ""),
        ("ضع القرارين 1373 و1540 جنبًا إلى جنب", ("القرار 1373", "القرار 1540"), ""),
        ("Give me a table comparing the FATF and the GCTF", ("FATF", "GCTF"), ""),
        ("أريد جدولًا يقارن بين مصر وتونس", ("مصر", "تونس"), ""),
        ("Which entered into force earlier, the FATF or the GCTF?", ("FATF", "GCTF"), "entry into force"),
        ("أيهما أقدم: مصر أم تونس؟", ("مصر", "تونس"), "تأسيس"),
        ("Does the FATF have more members than the GCTF?", ("FATF", "GCTF"), "members"),
        ("What sets the FATF apart from the GCTF?", ("FATF", "GCTF"), ""),
        (
            "Compare the coverage in Kandara and Sahlawa in the first round",
            ("Kandara", "Sahlawa"),
            "coverage the first round",
        ),
    ],
)
def test_other_ways_to_ask_for_a_comparison(question: str, sides: tuple[str, str], subject: str, lexicon: Path) -> None:
    assert read(question, lexicon) == Comparison(sides, subject, years=False)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Compare the three rounds on cost", ("first round", "second round", "third round")),
        ("How do the two reviews differ?", ("first review", "second review")),
        ("قارن بين الجولات الثلاث من حيث الكلفة", ("الجولة الأولى", "الجولة الثانية", "الجولة الثالثة")),
        ("ما الفرق بين الجولتين؟", ("الجولة الأولى", "الجولة الثانية")),
        ("قارن بين المراجعتين السادسة والسابعة", ("المراجعة السادسة", "المراجعة السابعة")),
    ],
)
def test_the_parts_of_a_series_are_its_ranks(question: str, sides: tuple[str, ...], lexicon: Path) -> None:
    found = read(question, lexicon)
    assert found is not None
    assert found.sides == sides
    assert read("Compare the two conventions", lexicon) is None


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Compare them", ("A1", "B2", "C3")),
        ("compare the first two", ("A1", "B2")),
        ("compare both", ("B2", "C3")),
        ("Compare all three", ("A1", "B2", "C3")),
        ("قارن بينها", ("A1", "B2", "C3")),
        ("قارن بينهما", ("B2", "C3")),
        ("قارن بين الأولين", ("A1", "B2")),
        ("قارن بين الثلاثة", ("A1", "B2", "C3")),
    ],
)
def test_what_was_spoken_of_is_pointed_at(question: str, sides: tuple[str, ...], lexicon: Path) -> None:
    found = read(question, lexicon, ["A1", "B2", "C3"])
    assert found is not None
    assert found.sides == sides
    assert read(question, lexicon, ["A1"]) is None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("and in terms of the budget?", "the budget"),
        ("no, I meant the number of volunteers", "the number of volunteers"),
        ("ومن حيث الميزانية؟", "الميزانية"),
        ("لا، أقصد عدد المتطوعين", "عدد المتطوعين"),
        ("What is the budget?", None),
        ("what about Kuwait?", None),
        ("وماذا عن الكويت؟", None),
    ],
)
def test_the_same_things_are_compared_in_something_else(question: str, subject: str | None) -> None:
    found = again(question, ("FATF", "GCTF"))
    assert (found.subject if found else None) == subject


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Where is the first one based?", "Where is FATF based?"),
        ("who chairs the latter?", "who chairs GCTF?"),
        ("and the second?", "and GCTF?"),
        ("When was the first session?", "When was the first session?"),
        ("أين مقر الأول؟", "أين مقر FATF؟"),
        ("كم عدد أعضاء الثاني؟", "كم عدد أعضاء GCTF؟"),
        ("متى عُقدت الدورة الثانية؟", "متى عُقدت الدورة الثانية؟"),
        ("ماذا جرى في كانون الثاني؟", "ماذا جرى في كانون الثاني؟"),
        ("كم عدد أعضاء الثالث؟", "كم عدد أعضاء الثالث؟"),
    ],
)
def test_a_side_is_named_by_its_rank(question: str, meant: str) -> None:
    assert named(question, ("FATF", "GCTF")) == meant
