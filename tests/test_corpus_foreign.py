"""Questions in neither Arabic nor English are told; names from elsewhere make no such question."""

import pytest

from corpus.foreign import asks_in_another
from corpus.language import language_of


@pytest.mark.parametrize(
    "question",
    [
        "پایتخت ایران کجاست و جمعیت آن چقدر است؟",
        "پایتخت مصر کجاست؟",
        "پاکستان کا دارالحکومت کیا ہے؟",
        "Quand la Ligue arabe a-t-elle été créée ?",
        "Quelle est la capitale de la France ?",
        "Wann wurde die Arabische Liga gegründet?",
        "¿Cuál es la capital de Francia?",
        "Quando è stata fondata la Lega araba?",
        "Что такое НАТО?",
        "北京在哪里？",
    ],
)
def test_other_languages_are_told(question):
    assert asks_in_another(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is known of Los Angeles and Las Vegas?",
        "Who is Ursula von der Leyen?",
        "La Francophonie",
        "Comment on the report of the Rio de la Plata treaty",
        "GCTF?",
        "2021",
        "ما هي منظمة غوگل وپوتين؟",
        "أين تقع باريس؟",
        "ما دور GCTF في capacity building؟",
        "من هو دي ميستورا؟",
    ],
)
def test_names_from_elsewhere_are_not(question):
    assert not asks_in_another(question)


def test_without_letters_arabic_signs_tell_the_language():
    assert [language_of(text) for text in ("؟", "٢٠٢١", "2021؟", "?", "2021", "🙂")] == [
        "ar",
        "ar",
        "ar",
        "en",
        "en",
        "en",
    ]
    assert language_of("2021", default="ar") == "ar"
