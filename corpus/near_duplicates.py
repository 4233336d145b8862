"""MinHash signatures of texts (Broder 1997), and the buckets in which near duplicates meet (Indyk and Motwani 1998).

In: a cleaned text. Out: its signature, the buckets of its bands, the likeness of two signatures. The only file that
knows datasketch. Where signatures are kept is catalogue.py's business.
"""

import hashlib
import zlib
from collections.abc import Iterator
from itertools import islice

import numpy as np

from corpus.language import normalise, words

ALIKE = 0.5  # estimated Jaccard likeness 0-1 of the shingles from which two texts are versions of one
_PERMUTATIONS = 128
_ROWS = 4  # of a band: 32 bands of 4 let 87% of pairs at ALIKE meet, and 99.99% at 0.7
_SHINGLE_WORDS = 3
_CHUNK = 4096  # shingles hashed at a time: memory stays flat whatever the length of the text


def signature(text: str) -> bytes:
    """The MinHash of the text's shingles, normalised words in threes; b"" for a text without words."""
    # 0.6 s of imports, which only writing needs.
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=zlib.crc32)
    shingles = _shingles(text)
    while chunk := list(islice(shingles, _CHUNK)):
        sketch.update_batch(chunk)
    return b"" if sketch.is_empty() else np.asarray(sketch.hashvalues, dtype="<u4").tobytes()


def _shingles(text: str) -> Iterator[bytes]:
    window: list[str] = []
    for match in words(text):
        window = [*window[-(_SHINGLE_WORDS - 1) :], normalise(match.group())]
        if len(window) == _SHINGLE_WORDS:
            yield " ".join(window).encode("utf-8", "surrogatepass")
    if 0 < len(window) < _SHINGLE_WORDS:
        yield " ".join(window).encode("utf-8", "surrogatepass")


def buckets(sketch: bytes) -> list[int]:
    """One number per band, signed 64-bit: two signatures that share any may be alike."""
    values = np.frombuffer(sketch, dtype="<u4").reshape(-1, _ROWS)
    found = []
    for band, row in enumerate(values):
        digest = hashlib.blake2b(band.to_bytes(2, "little") + row.tobytes(), digest_size=8).digest()
        found.append(int.from_bytes(digest, "little", signed=True))
    return found


def likeness(one: bytes, other: bytes) -> float:
    """Estimated Jaccard likeness 0-1 of the texts of two signatures, standard error 0.044 or less."""
    if not one or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")))
