"""Claims of the kinds that models get wrong: each fact stands somewhere in the quote, and the claim does not."""

from pathlib import Path

import numpy as np
import pytest

from assistant.quantities import Quantity, find_quantities
from assistant.verify import Checks, verdict

CENTRE = {
    "en": "The Centre was set up in 2011 with 10 million dollars from Saudi Arabia. In August 2014 the Kingdom gave a"
    " further 100 million dollars.",
    "ar": "أُنشئ المركز عام 2011 بتبرع من المملكة العربية السعودية قدره عشرة ملايين دولار. ثم تبرعت المملكة في آب 2014"
    " بمئة مليون دولار أخرى.",
}
CASE = {"en": "The United States brought the case against Iran.", "ar": "رفعت الولايات المتحدة القضية على إيران."}
REVIEW = {
    "en": "The seventh review was due in 2020. It was adopted on 30 June 2021.",
    "ar": "كانت المراجعة السابعة مقررة في 2020. وقد اعتُمدت في 30 حزيران 2021.",
}
JOINED = {
    "en": "Indonesia joined in October 2023. The membership of Russia was suspended on 24 February 2023.",
    "ar": "انضمت إندونيسيا في تشرين الأول 2023. وعُلقت عضوية روسيا في 24 شباط 2023.",
}
KEPT = {"en": "Records are kept for at least five years.", "ar": "تُحفظ السجلات خمس سنوات على الأقل."}
SHARE = {"en": "Women were 35 per cent of the delegates.", "ar": "شكلت النساء 35 في المئة من المندوبين."}
CHAIR = {"en": "The session was chaired by Sameh Shoukry.", "ar": "ترأس الجلسة الوزير سامح شكري."}


class Same:
    """An encoder for which everything means the same: only what is checked before meaning can refuse."""

    def embed_passages(self, texts: list[str], languages: list[str]) -> np.ndarray:
        return np.tile(np.array([1.0, 0.0], np.float32), (len(texts), 1))


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Checks:
    folder: Path = tmp_path_factory.getbasetemp()
    return Checks(Same(), folder)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("claim", "quotes"),
    [
        ("Saudi Arabia gave 100 million dollars in 2011.", CENTRE),
        ("تبرعت السعودية بمئة مليون دولار عام 2011.", CENTRE),
        ("The Centre received 10 billion dollars.", CENTRE),
        ("تلقى المركز عشرة مليارات دولار.", CENTRE),
        ("Iran brought the case against the United States.", CASE),
        ("رفعت إيران القضية على الولايات المتحدة.", CASE),
        ("The eighth review was adopted on 30 June 2021.", REVIEW),
        ("اعتُمدت المراجعة الثامنة في 30 حزيران 2021.", REVIEW),
        ("Indonesia joined on 24 February 2023.", JOINED),
        ("انضمت إندونيسيا في 24 شباط 2023.", JOINED),
        ("The membership of Russia was restored on 24 February 2023.", JOINED),
        ("استُؤنفت عضوية روسيا في 24 شباط 2023.", JOINED),
        ("Records are kept for more than five years.", KEPT),
        ("تُحفظ السجلات أقل من خمس سنوات.", KEPT),
        ("Women were 35 of the delegates.", SHARE),
        ("بلغ عدد النساء 35 مندوبة.", SHARE),
        ("The session was chaired by Nabil Fahmy.", CHAIR),
        ("ترأس الجلسة الوزير نبيل فهمي.", CHAIR),
    ],
)
def test_facts_put_together_wrongly_are_unsupported(
    claim: str, quotes: dict[str, str], language: str, checks: Checks
) -> None:
    assert verdict(claim, [quotes[language]], checks) == "unsupported"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("claim", "quotes"),
    [
        ("Saudi Arabia gave 10 million dollars in 2011.", CENTRE),
        ("تبرعت السعودية بعشرة ملايين دولار عام 2011.", CENTRE),
        ("The United States brought the case against Iran.", CASE),
        ("رفعت الولايات المتحدة القضية على إيران.", CASE),
        ("The seventh review was adopted on 30 June 2021.", REVIEW),
        ("اعتُمدت المراجعة السابعة في 30 يونيو 2021.", REVIEW),
        ("Indonesia joined in October 2023.", JOINED),
        ("انضمت إندونيسيا في أكتوبر 2023.", JOINED),
        ("Records are kept for five years at least.", KEPT),
        ("تُحفظ السجلات ما لا يقل عن خمس سنوات.", KEPT),
        ("Women were 35% of the delegates.", SHARE),
        ("شكلت النساء ٣٥٪ من المندوبين.", SHARE),
        ("Sameh Shoukry chaired the session.", CHAIR),
        ("ترأس سامح شكري الجلسة.", CHAIR),
    ],
)
def test_facts_that_stand_together_are_supported(
    claim: str, quotes: dict[str, str], language: str, checks: Checks
) -> None:
    assert verdict(claim, [quotes[language]], checks) == "supported"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("More than one hundred States", Quantity("100", "more", False)),
        ("no fewer than 9 members", Quantity("9", "least", False)),
        ("up to 12 members", Quantity("12", "most", False)),
        ("35 per cent", Quantity("35", "", True)),
        ("أكثر من مئة دولة", Quantity("100", "more", False)),
        ("ما لا يقل عن 55 طرفًا", Quantity("55", "least", False)),
        ("لا تزيد على ٢٠ صفحة", Quantity("20", "most", False)),
        ("٣٥٪ من المندوبين", Quantity("35", "", True)),
    ],
)
def test_what_is_said_about_a_number(text: str, found: Quantity) -> None:
    assert find_quantities(text) == [found]
