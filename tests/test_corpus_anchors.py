"""References to quoted words: their written form, and the words found again wherever they went."""

import pytest

from corpus.anchors import anchor, find, read_anchor, stands_at
from corpus.errors import AnchorUnreadable

TEXT = {
    "ar": "ناقش الوفدان المسألة. اعتُمدت الاستراتيجية في ٨ أيلول ٢٠٠٦.\n\nثم عاد الوفدان إلى القاهرة، وأُعلن الاتفاق.",
    "en": "Both delegations met. The strategy was adopted on 8 September 2006.\n\nThen both left, and it was public.",
}
WORDS = {"ar": "اعتُمدت الاستراتيجية في ٨ أيلول ٢٠٠٦.", "en": "The strategy was adopted on 8 September 2006."}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def anchored(text, words, page=3):
    start = text.index(words)
    return anchor("d1", page, start, start + len(words), words)


@LANGUAGES
@pytest.mark.parametrize("page", [3, None])
def test_written_and_read_again(language, page):
    wanted = anchored(TEXT[language], WORDS[language], page)
    assert read_anchor(f" {wanted}\n") == wanted
    assert (".p3." in str(wanted)) == (page == 3)
    assert stands_at(wanted, TEXT[language], wanted.start, wanted.end)
    assert not stands_at(wanted, TEXT[language], wanted.start, wanted.end - 2)


@LANGUAGES
def test_white_space_does_not_count_and_every_letter_does(language):
    words = WORDS[language]
    assert anchor("d", 1, 0, 9, words) == anchor("d", 1, 0, 9, words.replace(" ", "\n"))
    assert anchor("d", 1, 0, 9, words) != anchor("d", 1, 0, 9, words[:-2] + "٧.")


@LANGUAGES
def test_words_are_found_where_they_moved_to(language):
    text, words = TEXT[language], WORDS[language]
    wanted = anchored(text, words)
    assert find(wanted, text) == (wanted.start, wanted.end)
    for moved in ("- " + text, text.replace(words, "") + " " + words, text.replace(words, words.replace(" ", "  \n"))):
        start, end = find(wanted, moved)
        assert " ".join(moved[start:end].split()) == words
    assert find(wanted, text.replace("2006", "2007").replace("٢٠٠٦", "٢٠٠٧")) is None
    assert find(wanted, "") is None


@LANGUAGES
def test_a_quote_over_two_paragraphs_is_found_when_the_break_went(language):
    text = TEXT[language]
    two = text[text.index(WORDS[language]) :]
    wanted = anchored(text, two)
    joined = "x. " + text.replace("\n\n", " ")
    start, end = find(wanted, joined)
    assert joined[start:end] == two.replace("\n\n", " ")


def test_of_two_places_the_nearer_one_is_taken():
    words = "It was adopted."
    text = f"{words} {'x ' * 50}{words} {'y ' * 50}{words}"
    place = text.index(words, 20)
    assert find(anchor("d", None, place + 4, place + 4 + len(words), words), text) == (place, place + len(words))


@pytest.mark.parametrize(
    "text",
    ["", "d1", "d1.p3.15-48", "d1.p3.48-15.0123456789", "../x.p1.1-2.0123456789", "d1.1-999999.0123456789", "لا"],
)
def test_what_is_no_reference_is_refused_in_both_languages(text):
    with pytest.raises(AnchorUnreadable) as caught:
        read_anchor(text)
    assert "مرجع" in caught.value.text("ar")
