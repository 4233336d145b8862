"""The second run over an unchanged folder of 1,000 documents, and what it is spared; start-up included.

In: nothing, or a data folder that has the encoder unpacked. Out: one JSON line: seconds of the first run (with the
encoder), of `sanad index` again as a program of its own, of the same inside an open process, and what Python alone
takes to start. Documents are short: unchanged files are not read, so their length does not matter to the second run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from corpus.settings import load_settings  # noqa: E402
from ui.services import Services  # noqa: E402

DOCUMENTS = 1000
TEXT = {
    "ar": "اجتمع الوفد رقم {n} في القاهرة وأقر {m} بندًا.",
    "en": "Delegation {n} met in Cairo and agreed on {m} points.",
}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 2)


def program(home: Path, *command: str) -> Callable[[], object]:
    environ = {**os.environ, "SANAD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return lambda: subprocess.run([sys.executable, *command], env=environ, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home, reports = Path(scratch) / "home", Path(scratch) / "reports"
        home.mkdir()
        if len(sys.argv) > 1:
            (home / "models").symlink_to(Path(sys.argv[1]).resolve() / "models")
        for n in range(DOCUMENTS):
            folder = reports / f"{n % 20:02}"
            folder.mkdir(parents=True, exist_ok=True)
            text = TEXT[("ar", "en")[n % 2]].format(n=n, m=n * 37 % 101)
            (folder / f"محضر {n:04}.txt").write_text(text, encoding="utf-8")
        services = Services(load_settings({}, home=home))
        services.embedder.open()
        first = seconds(lambda: services.index([reports]))
        time.sleep(2.1)  # files of the last two seconds are compared by their bytes
        services.index([reports])
        within = seconds(lambda: services.index([reports]))
        services.close()
        again = program(home, "-c", "from ui.cli import main; main()", "index", str(reports))
        again()
        runs = sorted(seconds(again) for _ in range(5))
        python = sorted(seconds(program(home, "-c", "pass")) for _ in range(5))
        figures = {"first_run": first, "second_run_in_process": within, "second_run": runs[2], "python": python[2]}
        print(json.dumps({"documents": DOCUMENTS, "seconds": figures, "first_times_second": round(first / runs[2])}))


if __name__ == "__main__":
    main()
