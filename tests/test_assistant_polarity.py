"""Claims that deny their source, say its opposite or say it of somebody else; and paraphrases that do not."""

from pathlib import Path

import pytest

from assistant.polarity import conflicts

SUMMIT = (
    "Prime Minister Helena Brandt opened the summit in Tallinn, and Commissioner Jorge Pinto presented the action plan."
    " Hungary voted against the plan. Poland stayed away from the vote."
)
SIGNED = "Denmark, which had taken part in the talks, declined to sign the protocol of Bergen."
MINISTER = (
    "استقبل وزير الخارجية عادل الشامي نظيره الإيطالي، بينما شارك نائبه حمزة القاضي في اجتماع جنيف. ورفض الجانبان مقترح"
    " تقليص البعثة."
)
FISHING = "وعارضته ثلاث نقابات. وحل محله اتفاق جديد خفّض عدد السفن من 120 إلى 80 سفينة."
MOVED = "Elections were moved from May to November."
PUT_OFF = "The visit was due in spring but was put off for a year because of the outbreak."
INVITED = "The Saudi envoy accepted the invitation, whereas the Qatari envoy turned it down."

WRONG = [
    # a person, body or people moved to another clause
    ("Jorge Pinto opened the summit in Tallinn.", SUMMIT),
    ("شارك عادل الشامي في اجتماع جنيف.", MINISTER),
    ("Hamza al-Qadi received his Italian counterpart.", MINISTER),
    ("The Qatari envoy accepted the invitation.", INVITED),
    ("قبل المبعوث القطري الدعوة.", INVITED),
    # denied by a verb
    ("Denmark signed the protocol.", SIGNED),
    ("Poland took part in the vote.", "Poland stayed away from the vote."),
    ("قبل الجانبان مقترح تقليص البعثة.", MINISTER),
    ("The two sides accepted the proposal to reduce the mission.", MINISTER),
    ("شاركت مصر في المؤتمر.", "دعت بريطانيا إلى المؤتمر، وامتنعت مصر عن المشاركة فيه."),
    # opposites, of two words as well
    ("Hungary voted for the plan.", "Hungary voted against the plan."),
    ("The visit was brought forward by a year.", PUT_OFF),
    ("أيدت ثلاث نقابات الاتفاق.", FISHING),
    ("The new agreement raised the number of ships.", FISHING),
    # turned round
    ("Elections were moved from November to May.", MOVED),
    ("رفع الاتفاق الجديد عدد السفن من 80 إلى 120 سفينة.", FISHING),
    # another count
    ("The mission had 17 observers from 88 countries.", "It had 88 observers from seventeen countries."),
]
RIGHT = [
    ("Helena Brandt opened the summit.", SUMMIT),
    ("The action plan was presented by Jorge Pinto.", SUMMIT),
    ("Hungary opposed the plan.", "Hungary voted against the plan."),
    ("Denmark refused to sign the protocol.", SIGNED),
    ("Denmark did not sign the protocol.", SIGNED),
    ("The visit was postponed because of the outbreak.", PUT_OFF),
    ("رفض المبعوث القطري الدعوة.", INVITED),
    ("لم يقبل الجانبان تقليص البعثة.", MINISTER),
    ("The two sides rejected the proposal to reduce the mission.", MINISTER),
    ("شارك حمزة القاضي في اجتماع جنيف.", MINISTER),
    ("عارضت ثلاث نقابات الاتفاق.", FISHING),
    ("The new agreement cut the number of ships to 80.", FISHING),
    ("The observers were unarmed.", "The observers never carried arms."),
    ("Elections were moved to November.", MOVED),
]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lexicon")


@pytest.mark.parametrize(("claim", "support"), WRONG)
def test_what_says_the_opposite_or_of_another_conflicts(claim: str, support: str, lexicon: Path) -> None:
    assert conflicts(claim, support, support, lexicon)


@pytest.mark.parametrize(("claim", "support"), RIGHT)
def test_a_paraphrase_does_not(claim: str, support: str, lexicon: Path) -> None:
    assert not conflicts(claim, support, support, lexicon)
