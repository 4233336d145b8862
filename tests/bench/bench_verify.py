"""How long the check of one claim takes, warm, with the bundled encoder: numbers, dates, names, then meaning.

Prints median and 95th percentile in milliseconds over translations and paraphrases in both languages, each against two
quotes, no sentence seen before. Run: python tests/bench/bench_verify.py
"""

import statistics
import tempfile
import time
from pathlib import Path

from assistant.verify import Checks, verdict
from corpus.embedder import open_embedder
from corpus.settings import Settings
from ui.services import fair_embedder

QUOTES = (
    "The Assembly adopted the Global Counter-Terrorism Strategy on 8 September 2006 in resolution 60/288.",
    "اعتمدت الجمعية العامة الاستراتيجية العالمية لمكافحة الإرهاب في ٨ أيلول/سبتمبر ٢٠٠٦ بالقرار ٦٠/٢٨٨.",
)
CLAIMS = (
    "The General Assembly agreed on its strategy against terrorism in September 2006, text {}",
    "In resolution 60/288 the world body laid down how terrorism is to be fought, delegate {}",
    "وافقت الجمعية العامة على استراتيجيتها ضد الإرهاب في أيلول ٢٠٠٦، نص {}",
    "حدد القرار ٦٠/٢٨٨ سبل مكافحة الإرهاب في العالم، مندوب {}",
)
NAMES = ("alpha", "beta", "gamma", "delta", "kappa", "lambda", "sigma", "omega", "theta", "zeta")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        checks = Checks.by(settings, fair_embedder(settings, lambda: open_embedder(settings)))
        for claim in CLAIMS:
            verdict(claim.format("warm"), QUOTES, checks)
        taken = []
        for name in NAMES * 5:
            for claim in CLAIMS:
                started = time.perf_counter()
                verdict(claim.format(f"{name}{chr(97 + len(taken) % 26)}"), QUOTES, checks)
                taken.append((time.perf_counter() - started) * 1000)
    print(f"one claim   median {statistics.median(taken):.1f} ms   p95 {statistics.quantiles(taken, n=20)[-1]:.1f} ms")


if __name__ == "__main__":
    main()
