"""Names of persons in sentences of either language, and names across scripts."""

import pytest

from assistant.persons import persons
from assistant.sounds import sound_alike
from corpus.language import language_of


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("In March President Barack Obama met the Egyptian delegation in Rome.", ["President Barack Obama"]),
        ("The treaty was signed in Washington on 26 March, with Carter as witness.", ["Carter"]),
        ("Its session of January was chaired by Abdel Fattah el-Sisi.", ["Abdel Fattah el-Sisi"]),
        ("The Security Council and the Taliban met on Monday in Addis Ababa.", []),
        ("وتولى رئاسته وزير الخارجية المصري سامح شكري.", ["سامح شكري"]),
        ("عرض الأمين العام بان كي مون خطة عمل على الجمعية العامة.", ["بان كي مون"]),
        ("زار القاهرة وفد برئاسة رئيس وزراء أستراليا روبرت منزيس، يحمل مقترحًا.", ["روبرت منزيس"]),
        ("كان السفير هرمان لوتكه أول من وصل.", ["هرمان لوتكه"]),  # in no list of names
        ("خلفه أحمد عصمت عبد المجيد ثم أحمد أبو الغيط.", ["أحمد عصمت عبد المجيد", "أحمد أبو الغيط"]),
        ("ركز على مدار العام على وزراء الدول.", []),
        ("وتوسط بين الأطراف هنريك دال، الرئيس الأسبق للبلاد.", ["هنريك دال"]),  # before its title
        ("تألفت حكومة ائتلافية برئاسة زهران الطوخي في مايو.", ["زهران الطوخي"]),  # after what introduces it
        ("وخلصت لجنة برئاسة الأستاذ البلجيكي لوك فان هوف إلى ذلك.", ["لوك فان هوف"]),
        ("عُقدت الجلسة برئاسة مصر في نوفمبر.", []),
        ("قادت الجولة الدكتورة منى الشاذلي.", ["منى الشاذلي"]),
        ("طلب مني الوزير ذلك.", []),
    ],
)
def test_persons_are_found_and_no_month_people_place_or_body(sentence: str, names: list[str]) -> None:
    assert [sentence[start:end] for start, end in persons(sentence, language_of(sentence))] == names


@pytest.mark.parametrize(
    ("arabic", "latin", "alike"),
    [
        ("بيرسون", "Pearson", True),
        ("وغوتيريش", "Guterres", True),
        ("القليبي", "Klibi", True),
        ("بيرسون", "Kissinger", False),
        ("شكري", "Lavrov", False),
        ("عمر", "Omar", False),  # too few consonants to tell
    ],
)
def test_names_sound_alike_across_scripts(arabic: str, latin: str, alike: bool) -> None:
    assert sound_alike(arabic, latin) is alike
    assert sound_alike(latin, arabic) is alike
