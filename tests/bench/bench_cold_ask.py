"""Wall seconds of `sanad ask` as a fresh process on the indexed starter corpus, and of the imports within it.

Run: python tests/bench/bench_cold_ask.py [HOME]. Out: one JSON object, medians of RUNS. HOME keeps encoder and index
between runs; without it both are made anew, outside the times.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 5
QUESTIONS = {
    "ask_en_seconds": "When was the UN's global strategy against terrorism first adopted?",
    "ask_ar_seconds": "متى أُنشئ المنتدى العالمي لمكافحة الإرهاب؟",
}
IMPORTS = ["ui.cli", "ui.services", "corpus.library", "corpus.openvino_engine", "assistant.chat", "ingest.pipeline"]
CLI = "from ui.cli import main; main()"


def run(home: Path, code: str, *arguments: str) -> float:
    """Wall seconds of a process; raises CalledProcessError with its stderr shown when it fails."""
    env = {**{k: v for k, v in os.environ.items() if not k.startswith("SANAD_")}, "SANAD_HOME": str(home)}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def median(home: Path, code: str, *arguments: str) -> float:
    return round(statistics.median(run(home, code, *arguments) for _ in range(RUNS)), 2)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(scratch)
        run(home, CLI, "index", str(ROOT / "corpus/samples"))
        result: dict[str, object] = {name: median(home, CLI, "ask", text) for name, text in QUESTIONS.items()}
        result["python_seconds"] = median(home, "pass")
        result["import_seconds"] = {name: median(home, f"import {name}") for name in IMPORTS}
        print(json.dumps(result))


if __name__ == "__main__":
    main()
