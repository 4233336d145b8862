"""Letters, direction, normalisation and keywords, in both languages."""

import pytest

from corpus.language import direction, has_words, keywords, language_of, normalise, stem, strip_invisible, words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("اجتمع الوفدان في القاهرة", "ar"),
        ("The delegations met in Cairo", "en"),
        ("اجتمع ممثلو GCTF في القاهرة", "ar"),
        ("The Qur'anic term سند means support", "en"),
        ("Übereinkommen", "en"),
        ("ﻻﺇ", "ar"),  # presentation forms, as in older PDFs
        ("ab اب", "ar"),  # as many of each
    ],
)
def test_language_of_most_letters(text, language):
    assert language_of(text) == language
    assert language_of(text + " 2021 ١٩٧٣ (60/288)") == language


@pytest.mark.parametrize("text", ["", "1373 (2001)", "—…", "Договор", "ـــ"])
def test_language_without_letters_of_either_script_is_the_default(text):
    assert (language_of(text), language_of(text, "ar"), language_of(text, "en")) == ("en", "ar", "en")


def test_direction():
    assert (direction("ar"), direction("en")) == ("rtl", "ltr")


@pytest.mark.parametrize("text", ["سند", "support", "1373", "١٣٧٣", "Договор", "؟ سند"])
def test_has_words(text):
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " \n", "?!…", "؟", "ـــ", "\u200f\u202a", "👍", "_"])
def test_has_no_words(text):
    assert not has_words(text)


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("سن\u200fد\u202c", "سند"),
        ("sup\u200bport\ufeff", "support"),
        ("a\r\nb\rc\td\n", "a\nb\nc\td\n"),
        ("\x00a\x1b[31m\ud800", "a[31m"),
        ("مُكَافَحَة naïve", "مُكَافَحَة naïve"),  # marks are the author's
    ],
)
def test_strip_invisible(text, visible):
    assert strip_invisible(text) == visible


@pytest.mark.parametrize(
    ("spellings", "normal"),
    [
        (("الإِرْهَاب", "الارهاب", "الأرهاب", "الإرهـــاب", "ﺍﻹﺭﻫﺎﺏ"), "الارهاب"),
        (("القاهرة", "القاهره"), "القاهره"),
        (("على", "علي", "علی"), "علي"),
        (("مؤتمر", "موتمر"), "موتمر"),
        (("قرآن", "قران"), "قران"),
        (("Treaty", "TREATY", "ｔｒｅａｔｙ"), "treaty"),
        (("٢٠٢١", "۲۰۲۱", "2021", "２０２１"), "2021"),
    ],
)
def test_spellings_of_one_word_meet(spellings, normal):
    assert {normalise(s) for s in spellings} == {normal}


def test_normalise_keeps_different_words_apart():
    assert len({normalise(w) for w in ("سند", "سندات", "support", "supports", "2021", "2012")}) == 6


@pytest.mark.parametrize(
    "forms",
    [
        ("الإرهاب", "للإرهاب", "والإرهاب", "بالإرهاب", "إرهابية", "إرهابي"),
        ("القرار", "قرارات", "القرارات", "قراراتها", "وقرار"),
        ("مكافحة", "والمكافحة", "لمكافحة"),
        ("strategy", "strategies"),
        ("terrorism", "terrorisms"),
        ("adopted", "adopt", "adopts", "adopting"),
    ],
)
def test_forms_of_one_word_share_a_stem(forms):
    assert len({stem(normalise(form)) for form in forms}) == 1


@pytest.mark.parametrize("word", ["وفد", "لبن", "قطر", "فاس", "مصر", "مال"])
def test_short_arabic_words_are_not_cut(word):
    assert stem(normalise(word)) == word


@pytest.mark.parametrize("word", ["1373", "договор"])
def test_other_words_are_their_own_stem(word):
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("متى اعتُمدت الاستراتيجية في القاهرة؟", ["اعتمدت", "الاستراتيجيه", "القاهره"]),
        ("When was the UN's Strategy adopted?", ["un", "strategy", "adopted"]),
        ("القرار 1373 (٢٠٠١) S/RES", ["القرار", "1373", "2001", "res"]),
        ("في على من the of and", []),
    ],
)
def test_keywords_leave_out_stop_words(text, surfaces):
    assert [k.surface for k in keywords(text)] == surfaces


@pytest.mark.parametrize(
    ("text", "originals"),
    [("اعتَمَدَتِ الجمعيّةُ القرارَ", ["اعتَمَدَتِ", "الجمعيّةُ", "القرارَ"]), ("ﺍﻟﻘﺮﺍﺭ Straße ٢٠٢١", ["ﺍﻟﻘﺮﺍﺭ", "Straße", "٢٠٢١"])],
)
def test_keyword_offsets_are_the_original_texts(text, originals):
    assert [text[k.start : k.end] for k in keywords(text)] == originals
    assert [m.group() for m in words(text)] == originals
