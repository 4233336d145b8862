"""Where sentences begin and end, in both languages."""

import pytest

from corpus.sentences import columns_above, sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ("The delegations met.", "They agreed!", "Did they?", "Yes…", "It ended."),
        ("اجتمع الوفدان.", "اتفقا!", "هل اتفقا؟", "نعم…", "وانتهى الاجتماع."),
        ("Dr. Smith and H.E. Mr. Ali of the U.N. Secretariat met.", "They left."),
        ("وصل د. أحمد و م. علي إلى القاهرة.", "ثم غادرا."),
        ("See para. 5 of resolution No. 1373.", "It holds."),
        ("صدر القرار رقم ١٣٧٣.", "وهو ملزم."),
        ("It was signed in 2021.", "It holds."),
        ("وُقّع في عام 2021م.", "وهو نافذ."),
        ("وُقّع سنة ١٤٤٢هـ.", "وهو نافذ."),
        ("He said: “We agree.”", "They left."),
        ("قال: «نحن متفقون.»", "ثم غادروا."),
        ("A value of 3.5 million, S/RES/1373.", "Next."),
        ("J. K. Smith wrote it.", "The end."),
        ("Wait... what was it?", "Nothing."),
        ("اتفق الطرفان؛ ثم وقّعا، وغادرا.", "انتهى."),
        ("1. The first point stands.", "2. The second, too."),
        ("e.g. in Cairo, i.e. there, it was approx. two.", "Yes."),
    ],
)
def test_sentences(sentences):
    text = "  " + " ".join(sentences) + " "
    assert tuple(text[a:b] for a, b in sentence_spans(text)) == sentences


@pytest.mark.parametrize("lines", [("A heading", "It ends. ", "No stop"), ("عنوان", "انتهى.", "بلا نقطة")])
def test_a_line_break_always_ends_a_sentence(lines):
    for between in ("\n", "\n\n", " \n \n"):
        text = between.join(lines)
        assert [text[a:b] for a, b in sentence_spans(text)] == [line.strip() for line in lines]


@pytest.mark.parametrize("text", ["", " ", "\n \n", "\t"])
def test_nothing(text):
    assert sentence_spans(text) == []


@pytest.mark.parametrize("text", ["...", "؟", "نعم", "yes", ". .", "a.b", "...\n. a"])
def test_odd_texts_are_covered(text):
    _check_cover(text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_spans_cover_every_word_in_order(language):
    arabic, english = "قال د. علي: نعم. ثم… غادر؟ \n\n لا! م. 5. ", "Mr. A said: yes. Then… left? \n\n No! p. 5. "
    text = {"ar": arabic, "en": english}[language]
    _check_cover(text)


def _check_cover(text):
    spans = sentence_spans(text)
    assert spans
    at = 0
    for start, end in spans:
        assert text[at:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("Component | Cost (USD million)", ["Water | 16.4", "Livestock | 11.2"]),
        ("البند | الكلفة (مليون دولار)", ["المياه | 16.4", "الماشية | 11.2"]),
    ],
)
def test_a_row_knows_the_names_of_its_columns(columns: str, rows: list[str]) -> None:
    text = "\n\n".join(["A plan.", columns, *rows, "The end."])
    assert [columns_above(text, text.index(row)) for row in rows] == [columns, columns]
    assert columns_above(text, text.index(columns)) == ""
    unnamed = "\n\n".join(rows)
    assert columns_above(unnamed, unnamed.index(rows[1])) == ""
