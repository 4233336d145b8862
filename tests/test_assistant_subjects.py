"""The names that a question is about: whole names, in either language and across the two."""

from pathlib import Path

import pytest

from assistant.subjects import Subjects, Text
from corpus.language import language_of


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp()


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("When was the FATF established?", "MENAFATF was established in Manama in 2004.", True),
        ("When was the FATF established?", "The FATF set up MENAFATF in 2004.", False),
        ("متى تأسست مجموعة العمل المالي؟", "MENAFATF was established in Manama in 2004.", True),
        (
            "متى تأسست مجموعة العمل المالي؟",
            "تأسست مجموعة العمل المالي لمنطقة الشرق الأوسط وشمال أفريقيا عام ٢٠٠٤.",
            True,
        ),
        ("متى تأسست مجموعة العمل المالي؟", "تأسست مجموعة العمل المالي في باريس.", False),
        ("When did the Security Council meet?", "The Peace and Security Council met in 2018.", True),
        ("When did the Security Council meet?", "The United Nations Security Council met in 2018.", False),
        ("When was the Arab Convention signed?", "وُقعت الاتفاقية في مقر جامعة الدول العربية.", False),
        ("متى تأسست الأمم المتحدة؟", "أُنشئ مكتب الأمم المتحدة لمكافحة الإرهاب عام ٢٠١٧.", True),
    ],
)
def test_a_body_is_not_another_whose_name_holds_its_own(question: str, text: str, another: bool, lexicon: Path) -> None:
    subjects = Subjects(question, language_of(question), lexicon)
    assert subjects.speaks_of_another(Text(text, language_of(text))) is another


@pytest.mark.parametrize(
    ("question", "text", "absent"),
    [
        ("Who leads the FATF?", "The Financial Action Task Force sits in Paris.", []),
        ("من يرأس مجموعة العمل المالي؟", "The FATF sits in Paris.", []),
        ("Who was Lester Pearson?", "Lester Bowles Pearson proposed a force.", []),
        ("Who was Henry Kissinger?", "Lester Pearson proposed a force.", ["Henry", "Kissinger"]),
        (
            "متى دخلت الاتفاقية الدولية لقمع تمويل الإرهاب حيز النفاذ؟",
            "The Vienna Convention entered into force in 1964.",
            ["الاتفاقية الدولية لقمع تمويل الإرهاب"],
        ),
        (
            "متى دخلت الاتفاقية الدولية لقمع تمويل الإرهاب حيز النفاذ؟",
            "The International Convention for the Suppression of the Financing of Terrorism is in force.",
            [],
        ),
        ("متى وُقعت معاهدة سلام؟", "It was signed in 1979.", []),  # any such treaty
        ("When was NATO founded?", "The African Union was founded in Durban.", ["NATO"]),
        ("متى تأسس حلف شمال الأطلسي؟", "The African Union was founded in Durban.", ["حلف شمال الأطلسي"]),
    ],
)
def test_names_that_stand_nowhere_are_absent(question: str, text: str, absent: list[str], lexicon: Path) -> None:
    names = Subjects(question, language_of(question), lexicon).absent(Text(text, language_of(text)))
    assert [name.written for name in names] == absent
