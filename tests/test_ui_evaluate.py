"""`sanad evaluate`: measures against hand-made values, question files good and bad, and a small run from end to end."""

import json
import math

import numpy as np
import pytest
from click.testing import CliRunner

from corpus.errors import QuestionFileBroken
from ui.cli import main
from ui.evaluate_ask import rank_of
from ui.evaluate_libraries import RememberingEmbedder, item_of
from ui.evaluate_measures import auroc, lead, ranking, shares
from ui.evaluate_sets import read_gold, read_squad
from ui.evaluate_singles import SINGLES

# Two articles, one paragraph each, with one question a paragraph; the same in both languages.
SQUAD = {
    "en": [
        (
            "The lighthouse of Pharos stood near Alexandria. It was finished around 280 BC by Sostratus.",
            "Who finished the lighthouse?",
            "Sostratus",
        ),
        ("Saffron is harvested by hand in October. Iran grows most of it.", "When is saffron picked?", "October"),
        ("The okapi lives in the forests of Congo. It was described in 1901.", "Where do okapis live?", "Congo"),
    ],
    "ar": [
        ("كانت منارة فاروس قرب الإسكندرية. أتمها سوستراتوس نحو عام ٢٨٠ ق.م.", "من أتم بناء المنارة؟", "سوستراتوس"),
        ("يُجنى الزعفران باليد في تشرين الأول. وتنتج إيران معظمه.", "متى يُجنى الزعفران؟", "تشرين الأول"),
        ("يعيش الأوكابي في غابات الكونغو. وُصف أول مرة عام ١٩٠١.", "أين يعيش الأوكابي؟", "الكونغو"),
    ],
}


def squad(language, count=3):
    articles = [
        {"paragraphs": [{"context": text, "qas": [{"question": q, "answers": [{"text": a}]}]}]}
        for text, q, a in SQUAD[language][:count]
    ]
    return json.dumps({"data": articles}, ensure_ascii=False)


@pytest.fixture
def files(tmp_path):
    for language in SQUAD:
        (tmp_path / f"{language}.json").write_text(squad(language), encoding="utf-8")
    return tmp_path


def values(figures):
    return {name: figure.value for name, figure in figures.items()}


# Measures


def test_ranking_measures_are_those_of_the_field():
    found = values(ranking([1, 3, None, 11]))
    assert found["recall@1"] == 0.25
    assert found["recall@5"] == 0.5
    assert found["recall@20"] == 0.75
    assert found["mrr@10"] == pytest.approx((1 + 1 / 3) / 4)
    assert found["ndcg@10"] == pytest.approx((1 + 1 / math.log2(4)) / 4)


def test_intervals_hold_the_value_and_narrow_with_the_number_of_questions():
    few, many = (shares({"x": [1, 0, 1, 1] * n})["x"] for n in (10, 1000))
    assert few.low < few.value == 0.75 < few.high
    assert few.low < many.low < 0.75 < many.high < few.high
    # The normal approximation of a share's 95% interval.
    assert many.high - many.low == pytest.approx(2 * 1.96 * math.sqrt(0.75 * 0.25 / 4000), rel=0.1)


def test_a_lead_is_the_mean_difference_with_its_interval():
    ahead = lead([1, 1, 2, 1] * 50, [2, 1, 2, 1] * 50)
    assert ahead.value == pytest.approx(0.125)
    assert 0 < ahead.low < ahead.value < ahead.high
    assert lead([None, 11], [11, None]).value == 0
    assert lead([2], [1]).high < 0


def test_auroc_counts_ties_half():
    assert auroc([0.9, 0.8], [0.1, 0.2]).value == 1
    assert auroc([0.1], [0.9]).value == 0
    assert auroc([0.5, 0.7], [0.5, 0.6]).value == pytest.approx((0.5 + 0 + 1 + 1) / 4)
    figure = auroc(np.linspace(0.3, 1, 200), np.linspace(0, 0.7, 200))
    assert 0 < figure.low < figure.value < figure.high < 1


def test_two_copies_of_a_paragraph_count_as_one_item():
    ranked = ["/x/000-001.ar.txt", "/x/000-001.en.txt", "/x/report.ar.txt", "/x/000-002.en.txt"]
    assert rank_of(frozenset(["000-002"]), ranked) == 3
    assert rank_of(frozenset(["000-009"]), ranked) is None
    assert item_of("/r/gctf.en.md") == "gctf.en.md"


# Question files


def test_squad_files_are_aligned_and_share_their_answers(files):
    paragraphs = read_squad({language: files / f"{language}.json" for language in ("ar", "en")})
    assert [p.name for p in paragraphs] == ["000-000", "001-000", "002-000"]
    arabic, english = paragraphs[1].questions
    assert (arabic.language, english.language) == ("ar", "en")
    assert arabic.answers == english.answers == ("تشرين الأول", "October")
    assert english.items == {"001-000"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"data": [{"paragraphs": [{}]}]}', '{"data": 3}', "\x00"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_file_that_is_no_question_set_is_told(tmp_path, text, language):
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")
    for read in (lambda: read_squad({"en": file}), lambda: read_gold(file)):
        with pytest.raises(QuestionFileBroken) as caught:
            read()
        assert "bad.json" in caught.value.text(language)


def test_files_that_do_not_align_are_told(files):
    (files / "ar.json").write_text(squad("ar", 2), encoding="utf-8")
    with pytest.raises(QuestionFileBroken, match="align"):
        read_squad({"en": files / "en.json", "ar": files / "ar.json"})


# The encoder's memory


class CountingEncoder:
    name, engine, dimensions, max_tokens = "counting@1", "none", 2, 512

    def __init__(self):
        self.seen = []
        self._engine = self

    def embed_queries(self, texts):
        self.seen += texts
        return np.array([[len(t), 1.0] for t in texts], np.float32)

    embed_passages = embed_queries


def test_each_text_is_embedded_once():
    inner = CountingEncoder()
    remembering = RememberingEmbedder(inner)
    first = remembering.embed_passages(["a", "bb", "a"])
    again = remembering.embed_passages(["bb", "ccc"])
    assert inner.seen == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert again[:, 0].tolist() == [2, 3]
    assert remembering.spared == 0
    remembering.embed_queries(["q"])
    assert remembering.spared == 0
    remembering.embed_queries(["q"])
    assert remembering.spared > 0


# From end to end


def run(home, *arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)], env={"SANAD_HOME": str(home)})


@pytest.mark.model
@pytest.mark.slow
def test_a_small_set_is_measured_in_all_corpora_with_rivals_and_a_picture(model_home, files):
    picture = files / "recall.png"
    squads = (f"ar={files / 'ar.json'}", f"en={files / 'en.json'}")
    result = run(model_home, "--squad", *squads, "--compare", "--plot", picture, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert set(found) == {"one language only", "both copies", "split-language", "refusal", "answers"}
    assert set(found["one language only"]) == {"ar->ar", "en->ar", "ar->en", "en->en"}
    assert set(found["split-language"]) == {"ar->ar", "en->ar", "ar->en", "en->en"}
    assert {cell["questions"] for cell in found["both copies"].values()} == {3}
    assert [found["split-language"][cell]["questions"] for cell in ("ar->ar", "ar->en")] == [2, 1]
    cell = found["one language only"]["en->en"]
    for name in ("recall@1", "recall@5", "recall@20", "mrr@10", "ndcg@10", "evidence_sentence", "first_quote"):
        assert cell[name]["low"] <= cell[name]["value"] <= cell[name]["high"]
        assert cell[name]["value"] == 1, name
    for rival in (*SINGLES, "passage vectors alone", "reciprocal rank fusion", "LangChain + Chroma"):
        assert cell[rival]["recall@1"]["value"] == 1, rival
    assert cell["mrr_lead_over_best_single"] == {"value": 0, "low": 0, "high": 0}
    # No keyword crosses without a lexicon: BM25 finds nothing there.
    assert found["one language only"]["ar->en"]["BM25 alone"]["recall@20"]["value"] == 0
    assert cell["query_ms_p50"] > 0
    assert set(found["refusal"]["ar"]) == {
        "answerable", "unanswerable", "auroc", "answerable_refused", "unanswerable_refused",
    }  # fmt: skip
    for language in ("ar", "en"):
        answers = found["answers"][language]
        for name in ("claims_supported", "citation_precision", "language_kept"):
            assert answers[name]["value"] == 1, (language, name)
        # Where so little is indexed a question may be refused; what is answered is right.
        share = {name: figure["value"] for name, figure in answers.items()}
        assert share["answered"] >= share["answer_holds_gold"] == share["citation_recall"] > 0
        assert {"unanswerable_refused", "unanswerable_refused@90"} <= set(answers)
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.model
def test_one_language_alone_is_measured_in_one_corpus(model_home, files):
    result = run(model_home, f"ar={files / 'ar.json'}")
    assert result.exit_code == 0, result.stderr
    assert "ar->ar" in result.stdout
    assert "recall@1 1.000" in result.stdout
    assert "split" not in result.stdout


@pytest.mark.model
def test_gold_files_are_compared_with_each_single_ranker(model_home, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(model_home / "models")
    gold = []
    for language, rows in SQUAD.items():
        for n, (text, question, answer) in enumerate(rows):
            (tmp_path / "files").mkdir(exist_ok=True)
            (tmp_path / "files" / f"{n}.{language}.txt").write_text(text, encoding="utf-8")
            gold.append(f"""[[question]]
question = "{question}"
language = "{language}"
file = ["{n}.{language}.txt"]
answer = ["{answer}"]
""")
    assert CliRunner().invoke(main, ["index", str(tmp_path / "files")], env={"SANAD_HOME": str(home)}).exit_code == 0
    (tmp_path / "gold.toml").write_text("".join(gold), encoding="utf-8")
    result = run(home, tmp_path / "gold.toml", "--compare", "--json")
    assert result.exit_code == 0, result.stderr
    [found] = json.loads(result.stdout).values()
    for cell in ("ar same", "en same"):
        assert set(SINGLES) < set(found[cell])
        assert found[cell]["BM25 alone"]["recall@20"]["value"] > 0.5
        assert found[cell]["mrr_lead_over_best_single"]["high"] >= 0
    table = run(home, tmp_path / "gold.toml", "--compare").stdout
    assert all(name in table for name in SINGLES)


@pytest.mark.parametrize(
    "arguments", [(), ("fr=x.json",), ("--squad", "ar"), ("missing.toml",), ("--squad", "ar=missing.json")]
)
def test_wrong_usage(tmp_path, arguments):
    result = run(tmp_path, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.model
def test_a_bad_file_is_explained_in_one_line(model_home, tmp_path):
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    result = run(model_home, f"en={tmp_path / 'bad.json'}")
    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if "bad.json" in line]
