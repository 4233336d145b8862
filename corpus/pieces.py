"""The bundled encoder's tokenizer by sentencepiece: a fifth of the memory of tokenizers' own, and ready sooner.

In: an E5File, once, for a folder; texts. Out: token ids, `<s>` and `</s>` around them. The ids are those of
tokenizer.json but for ties (2 of 1,000 texts, one piece each). openvino_engine.py uses it.
"""

import json
import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from sentencepiece import SentencePieceProcessor

from corpus.e5_file import E5File

_MODEL, _CHARACTERS = "pieces.model", "characters.json"
_SPACES = re.compile(" {2,}")
_BEGIN, _PAD, _END, _UNKNOWN = range(4)
_NORMAL_TYPE, _UNKNOWN_TYPE, _CONTROL_TYPE = 1, 2, 3  # of a piece, in sentencepiece's format


class Pieces:
    """Open the tokenizer that `write_pieces` left in `folder`; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._model = SentencePieceProcessor(model_file=str(folder / _MODEL))
        stored: dict[str, str] = json.loads((folder / _CHARACTERS).read_text(encoding="utf-8"))
        self._characters = {ord(character): instead or None for character, instead in stored.items()}

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, with the special ones."""
        return [[_BEGIN, *ids, _END] for ids in self._ids(texts)]

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without the special ones."""
        return [len(ids) for ids in self._ids(texts)]

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        found: list[list[int]] = self._model.encode([self._normalised(text) for text in texts])
        return found

    def _normalised(self, text: str) -> str:
        text = _SPACES.sub(" ", unicodedata.normalize("NFKC", text.translate(self._characters)))
        return text.removeprefix(" ")  # sentencepiece puts one in front


def odd_characters(model: E5File) -> dict[str, str]:
    """What the model's own map makes of characters otherwise than NFKC: nothing of some, a space of others."""
    return {
        chr(code_point): " " if replacement else ""
        for code_point, replacement in model.normaliser.items()
        if "".join(map(chr, replacement)) != unicodedata.normalize("NFKC", chr(code_point))
    }


def write_pieces(model: E5File, folder: Path) -> None:
    """The vocabulary in sentencepiece's format (protocol buffers), and the odd characters."""
    pieces = (
        _field(1, _field(1, piece.encode()) + _float(2, score) + _number(3, _type(place, len(model.pieces))))
        for place, (piece, score) in enumerate(zip(model.pieces, model.scores, strict=True))
    )
    ids = ((40, _UNKNOWN), (41, _BEGIN), (42, _END), (43, _PAD))
    trainer = _number(3, 1) + b"".join(_number(name, place) for name, place in ids)  # 1: Unigram
    # Normalised before it comes here; a space in front, spaces left as they are but for their sign "▁".
    normaliser = _field(1, b"identity") + _number(3, 1) + _number(4, 0) + _number(5, 1)
    (folder / _MODEL).write_bytes(b"".join(pieces) + _field(2, trainer) + _field(3, normaliser))
    (folder / _CHARACTERS).write_text(json.dumps(odd_characters(model)), encoding="utf-8")


def _type(place: int, count: int) -> int:
    if place == _UNKNOWN:
        return _UNKNOWN_TYPE
    return _CONTROL_TYPE if place < _UNKNOWN or place == count - 1 else _NORMAL_TYPE  # the last is <mask>


def _field(name: int, data: bytes) -> bytes:
    return _varint(name << 3 | 2) + _varint(len(data)) + data


def _float(name: int, value: float) -> bytes:
    return _varint(name << 3 | 5) + struct.pack("<f", value)


def _number(name: int, value: int) -> bytes:
    return _varint(name << 3) + _varint(value)


def _varint(value: int) -> bytes:
    return bytes(_septets(value))


def _septets(value: int) -> Iterable[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value
