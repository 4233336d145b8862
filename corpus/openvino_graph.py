"""Builds multilingual-e5-small as an OpenVINO graph, straight from the 4-bit file: no torch, no ONNX, 0.3 s.

In: an E5File. Out: `openvino/model.xml` and `.bin`; inputs `input_ids` and `attention_mask` int32 (batch, length),
output `sentence_embedding` float32 (batch, 384), mean-pooled and of unit length. openvino_engine.py runs it.
"""

from pathlib import Path
from typing import Any

import numpy as np
import openvino  # type: ignore[import-untyped]
from openvino import opset15 as op

from corpus.e5_file import E5File

Node = Any  # openvino.Node and Output are used alike; the package carries no types for opset functions


def write_openvino_graph(model: E5File, folder: Path) -> None:
    """Writes the graph into `folder`; RuntimeError when OpenVINO refuses, OSError when the disk does."""
    openvino.save_model(build_graph(model), folder / "model.xml", compress_to_fp16=False)


def build_graph(model: E5File) -> openvino.Model:
    """The BERT encoder with post-norm layers, scaled dot-product attention, exact GELU, mean pooling."""
    ids, mask = (op.parameter([-1, -1], openvino.Type.i32, name=name) for name in ("input_ids", "attention_mask"))
    for node in (ids, mask):
        node.output(0).get_tensor().set_names({node.get_friendly_name()})
    hidden_mask = op.equal(mask, _constant(0, np.int32))
    # A large finite number, not -inf: a row that is all padding must not become NaN.
    bias = op.select(op.unsqueeze(hidden_mask, _ints(1, 2)), _constant(-1e4), _constant(0.0))
    x = _embed(model, ids)
    for layer in range(model.layers):
        x = _layer(model, f"l{layer}.", x, bias)
    weights = op.unsqueeze(op.convert(mask, "f32"), _ints(2))
    summed = op.reduce_sum(op.multiply(x, weights), _ints(1), False)
    pooled = op.divide(summed, op.reduce_sum(weights, _ints(1), False))
    unit = op.normalize_l2(pooled, _ints(1), 1e-12, "max")
    unit.output(0).get_tensor().set_names({"sentence_embedding"})
    return openvino.Model([op.result(unit)], [ids, mask], "multilingual-e5-small")


def _embed(model: E5File, ids: Node) -> Node:
    """Word (kept in 4 bits: 54 MB instead of 384) + position + type embeddings, normalised."""
    scales, nibbles = model.blocks("emb.word", model.vocabulary)
    blocks = scales.shape[1]
    axis = _constant(0, np.int64)
    rows = op.gather(_constant(nibbles.reshape(model.vocabulary, -1)), ids, axis)
    rows = op.convert(op.reshape(rows, _ints(0, 0, blocks, 16), True), "f32")
    # Arithmetic instead of bit shifts: those have no fast kernel on a processor, and bytes are exact in bf16.
    high = op.floor(op.multiply(rows, _constant(1 / 16)))
    low = op.subtract(rows, op.multiply(high, _constant(16.0)))
    values = op.subtract(op.concat([low, high], 3), _constant(8.0))
    scale = op.convert(op.gather(_constant(scales), ids, axis), "f32")
    words = op.reshape(op.multiply(values, op.unsqueeze(scale, _ints(3))), _ints(0, 0, model.hidden), True)
    table = model.floats("emb.pos").reshape(-1, model.hidden) + model.floats("emb.type")[: model.hidden]
    length = op.unsqueeze(op.gather(op.shape_of(ids), _constant(1, np.int64), axis), _ints(0))
    positions = op.slice(_constant(table), _ints(0), length, _ints(1), _ints(0))
    return _norm(model, op.add(words, op.unsqueeze(positions, _ints(0))), "emb.ln")


def _layer(model: E5File, name: str, x: Node, bias: Node) -> Node:
    width = model.hidden // model.heads

    def heads(part: str) -> Node:
        projected = op.reshape(_linear(model, name + part, x, model.hidden), _ints(0, 0, model.heads, width), True)
        return op.transpose(projected, _ints(0, 2, 1, 3))

    attended = op.scaled_dot_product_attention(heads("q"), heads("k"), heads("v"), bias)
    attended = op.reshape(op.transpose(attended, _ints(0, 2, 1, 3)), _ints(0, 0, model.hidden), True)
    x = _norm(model, op.add(x, _linear(model, name + "ao", attended, model.hidden)), name + "aln")
    wide = op.gelu(_linear(model, name + "fi", x, model.feed_forward), "erf")
    return _norm(model, op.add(x, _linear(model, name + "fo", wide, model.hidden)), name + "oln")


def _linear(model: E5File, name: str, x: Node, rows: int) -> Node:
    """x W^T + b with W in int8, one scale a row: what lets OpenVINO multiply in int8 where the processor can."""
    weights = model.matrix(f"{name}.w", rows)
    scale = np.abs(weights).max(axis=1, keepdims=True) / 127
    whole = _constant(np.round(weights / scale).astype(np.int8))
    product = op.matmul(x, op.multiply(op.convert(whole, "f32"), _constant(scale)), False, True)
    return op.add(product, _constant(model.floats(f"{name}.b").reshape(1, 1, -1)))


def _norm(model: E5File, x: Node, name: str) -> Node:
    standard = op.mvn(x, _ints(-1), True, model.epsilon, "inside_sqrt")
    return op.add(op.multiply(standard, _constant(model.floats(f"{name}.w"))), _constant(model.floats(f"{name}.b")))


def _constant(value: np.ndarray | float, kind: type = np.float32) -> Node:
    if isinstance(value, np.ndarray):
        return op.constant(np.ascontiguousarray(value))
    return op.constant(np.array(value, kind))


def _ints(*values: int) -> Node:
    return op.constant(np.array(values, np.int64))
