"""Slips in questions: a keyword that nothing knows is read as the known one that is a single slip away."""

import pytest

from assistant.coverage import Coverage
from assistant.spelling import meant
from corpus.language import keywords


class Words:
    """A library that holds the words of one text."""

    def __init__(self, home, text):
        self.home = home
        self.stems = [word.stem for word in keywords(text)]

    def rarity(self, stems):
        return {stem: 0.5 if stem in self.stems else 1.0 for stem in stems}

    def stems_with(self, prefix):
        return [stem for stem in self.stems if stem.startswith(prefix)]


TEXT = "Mogherini opened the Bendigo conference. افتتحت موغيريني مؤتمر بينديغو."


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Mogerini", "Mogherini"),
        ("Mogheriini", "Mogherini"),
        ("Mohgerini", "Mogherini"),
        ("Mogherimi", "Mogherini"),
        ("Bedigo", "Bendigo"),
        ("parliment", "parliament"),  # known to the lexicon alone
        ("موغيرني", "موغيريني"),
        ("موغريني", "موغيريني"),
        ("استرتيجية", "استراتيجية"),
    ],
)
def test_a_slip_is_read_as_what_was_meant(typed, right, tmp_path):
    stem, wanted = (keywords(word)[0].stem for word in (typed, right))
    assert meant([stem], Words(tmp_path, TEXT), tmp_path) == {stem: wanted}


@pytest.mark.parametrize(
    "typed",
    ["Mogherini", "Magherini2", "Borrell", "Iran", "Bendiga", "parliament", "إيران", "بوريل", "موغيريني", "مؤتمر"],
)
def test_words_that_are_known_short_or_far_are_left_alone(typed, tmp_path):
    assert meant([word.stem for word in keywords(typed)], Words(tmp_path, TEXT), tmp_path) == {}


@pytest.mark.parametrize(
    ("typed", "text", "language"),
    [
        ("What did Mogerini say?", "Mogherini.", "en"),
        ("Which parliment met?", "البرلمان", "ar"),
        ("ماذا قالت موغيرني؟", "موغيريني.", "ar"),
    ],
)
def test_the_keyword_that_was_meant_covers_texts_in_either_language(typed, text, language, tmp_path):
    coverage = Coverage(typed, "en" if typed.isascii() else "ar", Words(tmp_path, TEXT))
    assert coverage.of({word.stem for word in keywords(text)}, language) > 0


def test_a_text_of_unknown_words_is_not_looked_up_word_by_word(tmp_path):
    assert meant(["bedigo", *(f"unknown{letter}" for letter in "abcdef")], Words(tmp_path, TEXT), tmp_path) == {}
