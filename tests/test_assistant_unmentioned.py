"""What a question asks about and no quoted passage speaks of is said beside the answer."""

import pytest

from assistant.coverage import Coverage
from assistant.records import Evidence
from assistant.subjects import Subjects
from assistant.understand import understand
from assistant.unmentioned import unmentioned
from corpus.language import language_of
from corpus.records import DocumentInfo, Passage


class Library:
    """All words as common as each other."""

    def __init__(self, home):
        self.home = home

    def rarity(self, stems):
        return dict.fromkeys(stems, 0.5)


def quote(text):
    language = language_of(text)
    info = DocumentInfo("d", "", "", "2024-05-01", language, "report", "d.txt")
    return Evidence(info, Passage("d", 0, language, 0, len(text), text, None, ""), 0, len(text), text, 1.0)


CANAL = "The Suez Canal is 193 kilometres long and was opened in 1869."
CANAL_AR = "يبلغ طول قناة السويس ١٩٣ كيلومترًا، وافتُتحت عام ١٨٦٩."


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How long is the Suez Canal?", CANAL, []),
        ("How wide is the Suez Canal?", CANAL, ["wide"]),
        ("What is the depth of the Suez Canal?", CANAL, ["depth"]),
        ("What is the depth of the Suez Canal?", CANAL_AR, ["depth"]),
        ("What is the length of the Suez Canal?", CANAL_AR, []),
        ("When was the Suez Canal widened, in 1980?", CANAL, ["widened", "1980"]),
        ("When did Japan open the Suez Canal?", CANAL, ["Japan"]),
        ("Which Ndovian port was closed?", "The port of Kilongo in Ndovia was closed.", []),
        ("Which Talmari port was closed?", "The port of Kilongo in Ndovia was closed.", ["Talmari"]),
        ("When did Japan open the Suez Canal?", CANAL_AR, ["Japan"]),
        ("Which canal was opened in 1869?", CANAL, []),
        ("When was the opening of the Suez Canal?", CANAL, []),
        ("What is the second canal?", CANAL, ["second"]),
        ("Who was the first captain on the canal?", CANAL, ["captain"]),
        ("What is Part IV about?", "Part IV: the canal.", []),
        ("What is the fourth part about?", "Part IV: the canal.", []),
        ("من رأس الدورة السابعة والعشرين للقناة؟", "رأس فلان الدورة السابعة والعشرين للقناة.", []),
        ("من رأس الدورة السابعة والعشرين للقناة؟", "The 27th session of the canal was headed by Smith.", []),
        ("Why was it put on the coast and not on the canal?", "It was put on the coast rather than on the canal.", []),
        ("Which canal has not been opened?", CANAL, ["not"]),
        ("Which canal has not been opened?", "لم تُفتتح القناة بعد.", []),
        ("ما القناة التي لم تُفتتح؟", CANAL_AR, ["لم"]),
        ("ما القناة التي لم تُفتتح؟", "The canal has not been opened.", []),
        ("من يلي رئاسة القناة؟", "ولي فلان رئاسة القناة.", []),
        ("كم يبلغ طول قناة السويس؟", CANAL_AR, []),
        ("ما عمق قناة السويس؟", CANAL_AR, ["عمق"]),
        ("ما عمق قناة السويس؟", CANAL, ["عمق"]),
        ("متى كان افتتاح قناة السويس؟", CANAL_AR, []),
        ("متى زارت اليابان قناة السويس؟", CANAL_AR, ["زارت", "اليابان"]),
        ("ما القناة التي افتُتحت عام 1869؟", CANAL_AR, []),
    ],
)
def test_what_is_asked_for_and_not_spoken_of(question, text, words, tmp_path):
    query = understand(question)
    coverage = Coverage(query.text, query.language, Library(tmp_path))
    subjects = Subjects(query.text, query.language, tmp_path)
    assert unmentioned(query, [quote(text)], subjects, coverage) == words


def test_any_of_the_quoted_passages_may_speak_of_it(tmp_path):
    query = understand("What is the depth of the Suez Canal?")
    coverage, subjects = Coverage(query.text, "en", Library(tmp_path)), Subjects(query.text, "en", tmp_path)
    assert unmentioned(query, [quote(CANAL), quote("Its depth is 24 metres.")], subjects, coverage) == []
