"""An optional entailment model judges claims beside the encoder: a real CrossEncoder, made here."""

import numpy as np
import pytest
from tiny_cross_encoder import make_cross_encoder

from assistant.cross_encoder import entailment
from assistant.verify import Checks, verdict
from corpus.errors import ModelError
from corpus.settings import load_settings

pytestmark = pytest.mark.slow

LABELS = ("contradiction", "ENTAILMENT", "neutral")
CLAIM = {"en": "The council met in Rome.", "ar": "اجتمع المجلس في روما."}
QUOTE = {
    "en": "In Rome the council met again. The treaty stood.",
    "ar": "في روما اجتمع المجلس ثانية. وبقيت المعاهدة.",
}
BOTH = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    def make(labels=(), always=""):
        return make_cross_encoder(tmp_path_factory.mktemp("nli"), labels, always)

    return make


class Far:
    """An encoder for which everything is near."""

    def embed_passages(self, texts, languages):
        return np.ones((len(texts), 1), np.float32)


def judged(claim, quote, model, folder):
    return verdict(claim, [quote], Checks(Far(), folder, model))


@BOTH
def test_what_the_model_does_not_follow_is_not_supported(made, tmp_path, language):
    follows, denies = made(LABELS, "ENTAILMENT"), made(LABELS, "contradiction")
    assert judged(CLAIM[language], QUOTE[language], follows, tmp_path) == "supported"
    assert judged(CLAIM[language], QUOTE[language], denies, tmp_path) == "unsupported"
    assert judged(CLAIM[language], QUOTE[language], "", tmp_path) == "supported"


@BOTH
def test_the_words_of_the_quote_need_no_model(made, tmp_path, language):
    assert judged(CLAIM[language], f"{CLAIM[language]} x", made(LABELS, "contradiction"), tmp_path) == "supported"


def test_the_model_cannot_lend_support_to_a_wrong_figure(made, tmp_path):
    always = made(LABELS, "ENTAILMENT")
    assert judged("The council met in 2011.", "The council met in 2012.", always, tmp_path) == "unsupported"


def test_the_probability_is_that_of_the_label_named_after_entailment(made):
    from sentence_transformers import CrossEncoder

    pairs = [("council rome", "treaty"), ("المجلس", "روما معاهدة")]
    model = made(LABELS)
    powers = np.exp(CrossEncoder(model).predict(pairs))
    assert entailment(model, pairs) == pytest.approx(powers[:, 1] / powers.sum(axis=1), rel=1e-4)
    one = made()
    assert entailment(one, pairs) == pytest.approx(CrossEncoder(one).predict(pairs), rel=1e-4)


def test_a_model_without_such_a_label_is_told(made, tmp_path):
    with pytest.raises(ModelError) as caught:
        entailment(made(("good", "bad")), [("a", "b")])
    assert "good, bad" in caught.value.text("ar")
    with pytest.raises(ModelError):
        entailment(str(tmp_path / "nothing"), [("a", "b")])


def test_the_setting_reaches_the_checks():
    settings = load_settings({"SANAD_ENTAILMENT_MODEL": "some/model"})
    assert Checks.by(settings, Far()).entailment_model == "some/model"
