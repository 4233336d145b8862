"""Support: figures, dates and names in both languages; meaning by a stand-in of set closeness, then by the real one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.verify import verdict
from corpus.calibration import FairEmbedder
from corpus.embedder import open_embedder
from corpus.records import Language
from corpus.settings import load_settings

ADOPTED = {
    "en": "The Assembly adopted the Global Counter-Terrorism Strategy on 8 September 2006 in resolution 60/288.",
    "ar": "اعتمدت الجمعية العامة الاستراتيجية العالمية لمكافحة الإرهاب في ٨ أيلول/سبتمبر ٢٠٠٦ بالقرار ٦٠/٢٨٨.",
}


class Closeness:
    """An encoder for which every quote lies as close to the sentence as it is told."""

    def __init__(self, cosine: float) -> None:
        self.cosine = cosine

    def embed_passages(self, texts: Sequence[str], languages: Sequence[Language]) -> np.ndarray:
        assert len(texts) == len(languages)
        quote = [self.cosine, (1 - self.cosine**2) ** 0.5]
        return np.array([[1.0, 0.0], *[quote] * (len(texts) - 1)], np.float32)


def judge(sentence: str, *quotes: str, cosine: float = 0.9) -> str:
    return verdict(sentence, quotes, Closeness(cosine))  # type: ignore[arg-type]


@pytest.mark.parametrize("quote", ADOPTED.values())
@pytest.mark.parametrize(
    "sentence",
    [
        "It was adopted on 8 September 2006.",
        "It was adopted on September 8, 2006 (2006-09-08).",
        "The Assembly adopted it in September 2006, by resolution 60/288.",
        "اعتُمدت في 8 سبتمبر 2006.",
        "اعتُمدت الاستراتيجية في ٨ أيلول ٢٠٠٦ بالقرار 60/288.",
    ],
)
def test_figures_hold_across_digits_months_and_languages(sentence: str, quote: str) -> None:
    assert judge(sentence, quote) == "supported"


@pytest.mark.parametrize("quote", ADOPTED.values())
@pytest.mark.parametrize(
    "sentence",
    [
        "It was adopted on 9 September 2006.",
        "It was adopted on 8 October 2006.",
        "The Assembly adopted resolution 60/289.",
        "The Assembly adopted the strategy in 2016.",
        "اعتُمدت الاستراتيجية في ٨ أيلول ٢٠٠٧.",
        "اعتمدت الجمعية العامة الاستراتيجية بالقرار ٦٠/٢٨٩.",
        "اعتمدتها 192 دولة.",
    ],
)
def test_a_wrong_figure_is_unsupported_however_near_in_meaning(sentence: str, quote: str) -> None:
    assert judge(sentence, quote, cosine=0.99) == "unsupported"


def test_a_year_in_brackets_bears_out_a_year_in_prose() -> None:
    assert judge("The resolution dates from the year 2001.", "Resolution 1373 (2001) of the Council") == "supported"


def test_the_figures_of_all_quotes_count_together() -> None:
    quotes = ("The forum has 30 members.", "It was launched in 2011.")
    assert judge("It was launched in 2011 and has 30 members.", *quotes) == "supported"
    assert judge("It was launched in 2011 and has 30 members.", quotes[0]) == "unsupported"


def test_names() -> None:
    quote = "The delegation of Egypt presented the report of the FATF in Paris."
    assert judge("In Paris Egypt's delegation presented it.", quote) == "supported"
    assert judge("In Rome the delegation of Egypt presented the report.", quote, cosine=0.99) == "unsupported"
    assert judge("The report of the GCTF was presented.", quote, cosine=0.99) == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The Council did not adopt the draft resolution.", "The Council adopted the draft resolution."),
        ("The Council adopted the draft resolution.", "The Council didn't adopt the draft resolution."),
        ("لم يعتمد المجلس مشروع القرار.", "اعتمد المجلس مشروع القرار."),
        ("اعتمد المجلس مشروع القرار.", "لم يعتمد المجلس مشروع القرار."),
    ],
)
def test_denial_is_no_support(sentence: str, quote: str) -> None:
    assert judge(sentence, quote, cosine=0.99) == "unsupported"


def test_a_denial_elsewhere_in_the_quote_does_no_harm() -> None:
    quote = (
        "Although Brazil is not a member and sent no envoy to the talks held there, the committee met again in Rome."
    )
    assert judge("The committee met in Rome.", quote) == "supported"


def test_meaning_decides_where_words_differ() -> None:
    other_words = "Delegates gathered for talks."
    assert judge(other_words, "The committee held its session.", cosine=0.7) == "supported"
    assert judge(other_words, "The committee held its session.", cosine=0.6) == "unsupported"
    assert judge(other_words, "عقدت اللجنة دورتها.", cosine=0.55) == "supported"
    assert judge(other_words, "عقدت اللجنة دورتها.", cosine=0.4) == "unsupported"


def test_nothing_cited_is_unsupported() -> None:
    assert judge("The committee met.") == "unsupported"


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("اعتُمدت الاستراتيجية العالمية لمكافحة الإرهاب في 8 أيلول 2006.", "en", "supported"),
        ("The Global Counter-Terrorism Strategy was adopted on 8 September 2006.", "ar", "supported"),
        ("The strategy was adopted by the Assembly in September 2006.", "en", "supported"),
        ("The General Assembly rejected the strategy.", "en", "unsupported"),
        ("The Global Counter-Terrorism Strategy is a non-profit organization.", "en", "unsupported"),
        ("The sports club was founded on 8 September 2006.", "en", "unsupported"),
        ("The sports club was founded on 8 September 2006.", "ar", "unsupported"),
        ("تأسس النادي الرياضي في 8 أيلول 2006.", "en", "unsupported"),
        ("تأسس النادي الرياضي في 8 أيلول 2006.", "ar", "unsupported"),
    ],
)
def test_meaning_by_the_bundled_encoder(model_home: Path, sentence: str, language: str, expected: str) -> None:
    embedder = FairEmbedder(open_embedder(load_settings({}, home=model_home)), model_home)
    assert verdict(sentence, [ADOPTED[language]], embedder) == expected


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        ("The forum began with 30 members.", "The forum began with thirty members.", "supported"),
        ("The forum began with thirty members.", "ضم المنتدى عند تأسيسه ثلاثين عضوًا.", "supported"),
        ("بدأ المنتدى بثلاثين عضوًا.", "The forum began with 30 members.", "supported"),
        ("The forum began with forty members.", "The forum began with 30 members.", "unsupported"),
        ("بدأ المنتدى بأربعين عضوًا.", "بدأ المنتدى بثلاثين عضوًا.", "unsupported"),
        ("It is one of the bodies that the forum began with.", "The forum began with these bodies.", "supported"),
    ],
)
def test_numbers_in_words_count_as_numbers(sentence: str, quote: str, expected: str) -> None:
    assert judge(sentence, quote) == expected


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The committee met in Rome in May, and delegates praised the splendid weather there.",
            "The committee met in Rome in May 2021.",
        ),
        (
            "اجتمعت اللجنة في روما في أيار، وأشاد المندوبون بالطقس الجميل هناك.",
            "اجتمعت اللجنة في روما في أيار 2021.",
        ),
    ],
)
def test_a_sentence_of_which_one_clause_stands_is_partly_supported(sentence: str, quote: str) -> None:
    assert judge(sentence, quote, cosine=0.3) == "partly"
    assert judge("Delegates praised the weather there, which was splendid.", quote, cosine=0.3) == "unsupported"
