"""English stems: forms of one word meet, words that Snowball merges with others of another meaning stay apart."""

import pytest

from corpus.language import keywords, stem


@pytest.mark.parametrize(
    "forms",
    [
        "import imports imported importing",
        "important importance importantly",
        "department departments",
        "officer officers",
        "authority authorities",
        "assembly assemblies",
        "convention conventions",
        "counter countered countering",
        "goods",
    ],
)
def test_forms_of_one_word_meet(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "important import", "department depart", "officer office", "authority author", "goods good", "aids aid",
        "objective object", "majority major", "executive execute", "customer customs", "publication public",
        "united unit", "arms arm", "defendant defend", "mining mine",
    ],
)  # fmt: skip
def test_words_of_another_meaning_stay_apart(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_keywords_use_these_stems():
    assert [word.stem for word in keywords("The Department of Important Goods")] == ["department", "important", "goods"]
