"""Speed of the bundled encoder against sentence-transformers on torch fp32: same weights, same texts, one process.

Run: python tests/bench/bench_embedder.py [HOME]. Out: one JSON object. The text is corpus/data/calibration.toml.
"""

import json
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from corpus.embedder import Embedder, open_embedder  # noqa: E402
from corpus.settings import load_settings  # noqa: E402

PASSAGE_TOKENS = 200
ROUNDS = 3


def passages(embedder: Embedder, count: int) -> list[str]:
    """Both languages alternating, each of about PASSAGE_TOKENS tokens, none twice."""
    data = tomllib.loads((ROOT / "corpus/data/calibration.toml").read_text(encoding="utf-8"))
    made = []
    for number in range(count):
        source = data[("ar", "en")[number % 2]]["passages"]
        text, at = f"({number})", number
        while embedder.count_tokens([text])[0] < PASSAGE_TOKENS * 0.9:
            text, at = f"{text} {source[at % len(source)]}", at + 1
        made.append(text)
    return made


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
        first = seconds(lambda: open_embedder(load_settings({}, home=home)))
        opened = seconds(lambda: open_embedder(load_settings({}, home=home)))
        ours = open_embedder(load_settings({}, home=home))
        torch = open_embedder(load_settings({}, home=home, encoder_engine="torch"))
        texts = passages(ours, 96)
        queries = [" ".join(text.split()[1:13]) for text in texts[:30]]
        result: dict[str, object] = {
            "passages": len(texts),
            "tokens_per_passage": round(statistics.mean(ours.count_tokens(texts))),
            "first_open_seconds": round(first, 2),
            "open_seconds": round(opened, 2),
        }
        speed: dict[str, list[float]] = {"openvino": [], "torch": []}
        for embedder in (ours, torch):
            embedder.embed_passages(texts[:8])
        for _ in range(ROUNDS):  # turn about, so that a busy machine slows both
            for embedder in (ours, torch):
                speed[embedder.engine].append(len(texts) / seconds(lambda e=embedder: e.embed_passages(texts)))
        for embedder in (ours, torch):
            one = [seconds(lambda e=embedder, q=query: e.embed_queries([q])) for query in queries]
            result[embedder.engine] = {
                "passages_per_second": round(statistics.median(speed[embedder.engine]), 1),
                "query_ms": round(1000 * statistics.median(one), 1),
            }
        agreement = np.sum(ours.embed_passages(texts) * torch.embed_passages(texts), axis=1)
        result["lowest_cosine"] = round(float(agreement.min()), 5)
        ratio = statistics.median(a / b for a, b in zip(speed["openvino"], speed["torch"], strict=True))
        result["times_torch"] = round(ratio, 2)
        print(json.dumps(result))


if __name__ == "__main__":
    main()
