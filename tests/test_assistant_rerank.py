"""An optional CrossEncoder orders the first hits; confidence and the scale of scores stay as they were."""

import numpy as np
import pytest
from tiny_cross_encoder import make_cross_encoder

from assistant.rerank import rerank
from corpus.errors import ModelError
from corpus.records import DocumentInfo, Hit, Passage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return make_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))


def hit(text, score):
    info = DocumentInfo(text, "", "", "", "en", "", "")
    return Hit(Passage(text, 0, "en", 0, len(text), text, None, ""), info, score, score / 2)


TEXTS = ["council rome", "treaty paris", "المجلس روما", "معاهدة", "paris paris treaty", "rome"]


def test_hits_take_the_model_s_order_and_keep_their_confidence(model):
    from sentence_transformers import CrossEncoder

    hits = [hit(text, 1 - n / 10) for n, text in enumerate(TEXTS)]
    found = rerank("council treaty", hits, model)
    scores = CrossEncoder(model).predict([("council treaty", text) for text in TEXTS])
    assert [h.passage.text for h in found] == [TEXTS[n] for n in np.argsort(-scores, kind="stable")]
    assert [h.passage.text for h in found] != TEXTS
    assert [h.score for h in found] == [h.score for h in hits]
    assert {h.passage.text: h.relevance for h in found} == {h.passage.text: h.relevance for h in hits}


def test_only_the_first_are_read_anew(model):
    hits = [hit(f"{TEXTS[n % 6]} {n}", 1 - n / 100) for n in range(30)]
    assert rerank("rome", hits, model)[20:] == hits[20:]
    assert rerank("rome", hits[:1], model) == hits[:1]


def test_a_model_that_is_none_is_told(tmp_path):
    with pytest.raises(ModelError) as caught:
        rerank("rome", [hit("a", 1), hit("b", 0.5)], str(tmp_path / "nothing"))
    assert "nothing" in caught.value.text("ar")
