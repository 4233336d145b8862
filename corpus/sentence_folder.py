"""Writes multilingual-e5-small as an ordinary sentence-transformers folder: weights, tokenizer, pooling, prompts.

In: an E5File and an empty folder. Out: what `SentenceTransformer(folder)` loads. Neither torch nor transformers is
needed to write it, so the first run does not pay for importing them. The OpenVINO graph is openvino_graph.py's.
"""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from corpus.e5_file import E5File
from corpus.pieces import odd_characters

PROMPTS = {"query": "query: ", "passage": "passage: "}
MAX_TOKENS = 512
_ROWS = 16_384  # of the word embeddings, written out at a time
_SPECIAL = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>",
            "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}  # fmt: skip
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


def write_sentence_folder(model: E5File, folder: Path) -> None:
    """Fills `folder`; OSError (disk full among them) passes through."""
    build_tokenizer(model).save(str(folder / "tokenizer.json"), pretty=False)
    _write_weights(model, folder / "model.safetensors")
    files: dict[str, object] = {
        "config.json": _config(model),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "model_input_names": ["input_ids", "attention_mask"],
            **_SPECIAL,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": model.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


def build_tokenizer(model: E5File) -> Tokenizer:
    """The XLM-R tokenizer: normaliser, Metaspace, Unigram, `<s> … </s>`.

    The file's map is NFKC but for some control characters (dropped) and odd spaces (made spaces); NFKC itself is used
    for the rest because it also composes letter and mark, as the map that the model was trained with does.
    """
    odd = odd_characters(model)
    dropped, spaces = ([ord(c) for c, instead in odd.items() if bool(instead) is kept] for kept in (False, True))
    tokenizer = Tokenizer(models.Unigram(list(zip(model.pieces, model.scores, strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Replace(_characters(dropped), ""),
        normalizers.Replace(_characters(spaces), " "),
        normalizers.NFKC(),
        normalizers.Replace(Regex(" {2,}"), " "),
    ])  # fmt: skip
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    # Ids 0-3 and the last piece; <mask> swallows the space before it, as in XLM-R.
    special = [AddedToken(name, normalized=False, special=True) for name in ("<s>", "<pad>", "</s>", "<unk>")]
    tokenizer.add_special_tokens([*special, AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
    return tokenizer


def _characters(code_points: list[int]) -> Regex:
    return Regex("[" + "".join(f"\\x{{{c:04X}}}" for c in code_points) + "]")


def _config(model: E5File) -> dict[str, object]:
    return {
        "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
        "dtype": "float32",  # the file is fp16 to halve its size; computing in fp16 is slow on a processor
        "hidden_size": model.hidden, "num_hidden_layers": model.layers, "num_attention_heads": model.heads,
        "intermediate_size": model.feed_forward, "vocab_size": model.vocabulary,
        "max_position_embeddings": model.positions, "type_vocab_size": 2, "layer_norm_eps": model.epsilon,
        "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2,
    }  # fmt: skip


def _write_weights(model: E5File, file: Path) -> None:
    hidden, wide = model.hidden, model.feed_forward
    words = np.empty((model.vocabulary, hidden), np.float16)  # the largest by far: never whole in float32
    for start in range(0, model.vocabulary, _ROWS):
        words[start : start + _ROWS] = model.matrix("emb.word", model.vocabulary, slice(start, start + _ROWS))
    tensors = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": model.floats("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": model.floats("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": model.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": model.floats("emb.ln.b"),
        # Part of a BertModel though unused by mean pooling; left out, loading would warn of a new random layer.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(model.layers):
        for short, long in _LAYER.items():
            name, target = f"l{layer}.{short}", f"encoder.layer.{layer}.{long}"
            is_norm = short.endswith("ln")
            rows = wide if short == "fi" else hidden
            tensors[f"{target}.weight"] = model.floats(f"{name}.w") if is_norm else model.matrix(f"{name}.w", rows)
            tensors[f"{target}.bias"] = model.floats(f"{name}.b")
    save_file(
        {name: values.astype(np.float16, copy=False) for name, values in tensors.items()},
        file,
        metadata={"format": "pt"},
    )
