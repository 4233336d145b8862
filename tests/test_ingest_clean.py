"""What cleaning leaves out, what it keeps, and where titles, headings and pages end up."""

import pytest

from corpus.errors import FileEmpty
from ingest.clean import clean
from ingest.load import load_file
from ingest.records import Block, LoadedFile, Metadata, Reading

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])

# A press article as it comes off a web page: masthead twice, caption twice, short headings, one paragraph twice.
ARTICLE = {
    "ar": {
        "masthead": "الإشراف العام\nسمير الحلبي\nرئيس التحرير\nنـــورا صالح",
        "title": "حصاد الموانئ 2019.. اتفاقيات جديدة وتوسعة للأرصفة",
        "caption": "الوزيرة خلال الجولة",
        "caption2": "الوزيرة خلال الجولة التفقدية بميناء الشمال",
        "heading1": "توسعة الأرصفة",
        "heading2": "اتفاقيات النقل",
        "p1": "أعلنت هيئة الموانئ نتائج خطتها الخمسية، وقالت إن حركة السفن ارتفعت في ثلاثة موانئ رئيسية.",
        "p2": "واستقبل ميناء الشمال ٤١٢ سفينة في مايو، وأُنجزت المرحلة الأولى من الرصيف بكلفة 35.4 مليون دولار.",
        "p3": "ووقّعت الهيئة اتفاقية مع ثلاث شركات للنقل، تنص على تدريب المرشدين وعلى تبادل البيانات كل ستة أشهر",
        "share": "اقرأ أيضًا: ميناء الجنوب يستعد للموسم",
        "print": "طباعة",
    },
    "en": {
        "masthead": "General supervision\nSamir Halabi\nEditor-in-Chief\nNora Saleh",
        "title": "The ports in 2019: new agreements and longer quays",
        "caption": "The minister on her tour",
        "caption2": "The minister on her tour of the northern port",
        "heading1": "Longer quays",
        "heading2": "Transport agreements",
        "p1": "The ports authority published its five-year plan and said that traffic rose in three of its ports.",
        "p2": "The northern port received 412 ships in May; the first stage of the quay was finished for 35.4 million.",
        "p3": "The authority signed an agreement with three shipping lines on training and on data twice a year",
        "share": "Read also: the southern port prepares for the season",
        "print": "Print",
    },
}


def file(*blocks, path="/reports/port.txt", **metadata):
    reading = Reading(tuple(b if isinstance(b, Block) else Block(b) for b in blocks))
    return LoadedFile(path, "0" * 64, "text", reading, Metadata(**metadata))


def body(done):
    """The text without its title and headings."""
    starts = {section.start for section in done.sections}
    lines, at = [], 0
    for line in done.text.split("\n\n"):
        lines += [] if at in starts else [line]
        at += len(line) + 2
    return "\n\n".join(lines)


def press(a):
    return file(
        f"{a['masthead']}\n{a['masthead']}", a["title"], f"{a['caption']}\n{a['caption2']}", a["p1"],
        f"{a['heading1']} ",
        f"  {a['p2']}", a["print"], a["heading2"], a["p3"], "https://ports.example/2019?x=1", a["share"], a["p2"],
        "- 3 -",
    )  # fmt: skip


@LANGUAGES
def test_press_article(language):
    a = ARTICLE[language]
    done = clean(press(a))
    assert done.text == "\n\n".join([a["title"], a["p1"], a["heading1"], a["p2"], a["heading2"], a["p3"]])
    assert done.metadata.title == a["title"]
    assert (done.language, done.metadata.language) == (language, language)
    places = [("", a["title"]), (a["heading1"], a["heading1"]), (a["heading2"], a["heading2"])]
    assert [(s.title, s.start) for s in done.sections] == [(title, done.text.index(line)) for title, line in places]
    lines = [*a["masthead"].split("\n"), a["caption"], a["caption2"], a["print"], a["share"], a["p2"], "- 3 -"]
    assert set(lines) <= set(done.dropped)
    assert done.pages == ()


@LANGUAGES
def test_near_copies(language):
    a = ARTICLE[language]
    copy = a["p2"].replace("،", "").replace("أ", "ا").replace(",", "").replace("finished", "finnished")
    assert body(clean(file(a["title"], a["p1"], a["p2"], copy))) == f"{a['p1']}\n\n{a['p2']}"


@LANGUAGES
def test_of_two_paragraphs_one_inside_the_other_the_longer_stays(language):
    a = ARTICLE[language]
    whole = f"{a['p1']} {a['p2']}"
    assert body(clean(file(a["title"], a["p1"], whole))) == whole
    assert body(clean(file(a["title"], whole, a["p2"]))) == whole


VOTE = {
    "ar": "صوّت مندوب {} لصالح مشروع القرار في الجلسة رقم {} التي عقدها المجلس مساء الخميس وأبدى رأيًا {}.",
    "en": "The delegate of {} voted for the draft in meeting {} that the council held on Thursday, in a {} speech.",
}
VALUES = {"ar": ("الأردن", "12", "مشروعًا"), "en": ("Jordan", "12", "lawful")}
OTHERS = {"ar": ("السودان", "14", "غريبًا"), "en": ("Sudan", "14", "unlawful")}


@pytest.mark.parametrize("place", [0, 1, 2])
@LANGUAGES
def test_alike_is_not_the_same(language, place):
    values = list(VALUES[language])
    one = VOTE[language].format(*values)
    values[place] = OTHERS[language][place]
    other = VOTE[language].format(*values)
    assert clean(file(one, other)).text == f"{one}\n\n{other}"


@LANGUAGES
def test_words_stay_and_only_invisible_characters_go(language):
    a = ARTICLE[language]
    dirty = a["p1"].replace(" ", " \u200f\t ", 3)[:40] + "\u200b\u00ad" + a["p1"].replace(" ", " \u200f\t ", 3)[40:]
    clean_text = clean(file(f"\ufeff{dirty}\x00", path="/x.txt")).text
    assert clean_text == a["p1"]


@LANGUAGES
def test_hard_wrapped_lines_are_joined(language):
    import textwrap

    a = ARTICLE[language]
    wrapped = ["\n".join(textwrap.wrap(a[p], 48)) for p in ("p1", "p2", "p3")]
    assert body(clean(file(a["title"], *wrapped))) == "\n\n".join(a[p] for p in ("p1", "p2", "p3"))


@LANGUAGES
def test_lines_that_are_paragraphs_are_not_joined(language):
    a = ARTICLE[language]
    assert body(clean(file(f"{a['title']}\n{a['p1']}\n{a['p2']}\n{a['p3']}"))) == "\n\n".join(
        [a["p1"], a["p2"], a["p3"]]
    )


@LANGUAGES
def test_lists_and_rows_stay(language):
    a = ARTICLE[language]
    rows = [Block(f"{a['caption']} | 7", "row"), Block(f"{a['caption']} | 7", "row")]
    items = [Block(f"- {a['heading1']}"), Block(a["p1"]), Block(f"- {a['heading1']}")]
    done = clean(file(Block(a["title"], "heading"), *rows, *items))
    assert done.text.count(f"{a['caption']} | 7") == 2
    assert done.text.count(f"- {a['heading1']}") == 2
    assert [section.title for section in done.sections] == [""]


@LANGUAGES
def test_a_date_line_stays_in_the_text(language):
    a = ARTICLE[language]
    line = {"ar": "الميناء، 5 يناير 2020", "en": "Northport, 5 January 2020"}[language]
    assert body(clean(file(a["title"], line, a["p1"]))) == f"{line}\n\n{a['p1']}"


@LANGUAGES
def test_title_comes_from_metadata_heading_first_line_or_name(language):
    a = ARTICLE[language]
    assert clean(file(a["heading1"], a["p1"], title=a["title"])).metadata.title == a["title"]
    assert clean(file(a["p1"], Block(a["title"], "heading"), a["p2"])).metadata.title == a["title"]
    assert clean(file(a["title"], a["p1"])).metadata.title == a["title"]
    assert clean(file(f"{a['p1']}.", a["p2"])).metadata.title == "port"


@LANGUAGES
def test_a_publisher_below_the_title_goes(language):
    a = ARTICLE[language]
    done = clean(file(Block(a["title"], "heading"), a["heading2"], a["p1"], source=a["heading2"]))
    assert (body(done), done.dropped) == (a["p1"], (a["heading2"],))


@LANGUAGES
def test_a_document_of_one_line_keeps_it(language):
    title = ARTICLE[language]["title"]
    for block in (Block(title), Block(title, "heading")):
        done = clean(file(block))
        assert (done.text, done.metadata.title) == (title, title)


@LANGUAGES
def test_pages(language):
    a = ARTICLE[language]
    cut = len(a["p2"]) // 2 + a["p2"][len(a["p2"]) // 2 :].index(" ")
    done = clean(
        file(
            Block(a["title"], "heading", 1), Block(a["p1"], page=2), Block(a["p2"][:cut], page=2),
            Block(a["p2"][cut + 1 :], page=3), Block(a["p3"], page=5),
        )
    )  # fmt: skip
    # A paragraph that a page break cuts is one; a page without text begins where the next does.
    assert done.text == "\n\n".join([a["title"], a["p1"], a["p2"], a["p3"]])
    first = len(a["title"]) + 2
    second = first + len(a["p1"]) + 2
    third = second + len(a["p2"]) + 2
    assert done.pages == (0, first, second + cut + 1, third, third)


@LANGUAGES
def test_language_is_that_of_most_letters(language):
    other = {"ar": "UNEP 2019", "en": "سند ٢٠١٩"}[language]
    assert clean(file(ARTICLE[language]["p1"], other)).language == language


@pytest.mark.parametrize("text", ["12 34 56.", "你好世界", "…!?"])
def test_no_letters(text):
    with pytest.raises(FileEmpty):
        clean(file(text))


@LANGUAGES
def test_roles_inside_an_article_stay(language):
    a = ARTICLE[language]
    role = {"ar": "رئيس التحرير", "en": "Editor-in-chief"}[language]
    done = clean(file(a["title"], a["p1"], role, a["p2"]))
    assert role in [section.title for section in done.sections]


@LANGUAGES
def test_many_paragraphs_of_one_form_are_quick(language):
    a = ARTICLE[language]
    many = [f"{a['p1']} {number} {a['p2']}" for number in range(600)]
    assert body(clean(file(a["title"], *many))).count("\n\n") == 599


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_the_quotes_are_the_words_of_the_file(tmp_path, encoding):
    a = ARTICLE["ar"]
    path = tmp_path / "a.txt"
    whole = "\r\n\r\n".join([a["title"], a["p1"], a["heading1"], a["p3"]])
    path.write_bytes(whole.encode(encoding))
    assert clean(load_file(path, 1)).text == whole.replace("\r", "")
