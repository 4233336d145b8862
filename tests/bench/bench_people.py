"""Twenty people ask at once through the page's own calls: how long each waits for the whole answer, and whether any is
lost.

Run: python tests/bench/bench_people.py [PEOPLE [ROUNDS]]
"""

import json
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
import uvicorn

from corpus.settings import Settings
from ui.app import build_app
from ui.people import People
from ui.services import Services


def main() -> None:
    people, rounds = (int(n) for n in (sys.argv[1:] + ["20", "3"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory(prefix="sanad-bench-") as folder:
        settings = Settings(home=Path(folder))
        services, known = Services(settings), People(settings)
        services.index_samples_if_empty()
        app = build_app(services, known, login=False)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.02)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        questions = services.example_questions()
        ask = _handler(address)
        _ask(address, ask, questions[0], "warm")
        alone = [_ask(address, ask, q, f"alone-{n}") for n, q in enumerate(questions)]
        print(f"one person: p50 {1000 * statistics.median(filter(None, alone)):.0f} ms")
        for turn in range(rounds):
            waits: list[float | None] = [None] * people

            def one(n: int, turn: int = turn, waits: list[float | None] = waits) -> None:
                waits[n] = _ask(address, ask, questions[n % len(questions)], f"crowd-{turn}-{n}")

            threads = [threading.Thread(target=one, args=(n,)) for n in range(people)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            got = sorted(w for w in waits if w is not None)
            print(
                f"{people} at once: p50 {1000 * statistics.median(got):.0f} ms,"
                f" p95 {1000 * got[int(0.95 * (len(got) - 1))]:.0f} ms, lost {people - len(got)}"
            )
        server.should_exit = True


def _handler(address: str) -> tuple[int, int]:
    """The number of the page's ask handler and of the values it takes."""
    config = httpx.get(f"{address}/config").json()
    return next((d["id"], len(d["inputs"])) for d in config["dependencies"] if d["api_name"] == "ask")


def _ask(address: str, handler: tuple[int, int], question: str, session: str) -> float | None:
    """Seconds until the whole answer is there; None where there is none."""
    started = time.perf_counter()
    values = [json.dumps({"question": question}), *[None] * (handler[1] - 1)]
    body = {"data": values, "fn_index": handler[0], "session_hash": session}
    with httpx.Client(base_url=address, timeout=60) as client:
        if client.post("/gradio_api/queue/join", json=body).status_code != 200:
            return None
        with client.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as stream:
            for line in stream.iter_lines():
                told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if told.get("msg") == "process_completed":
                    return time.perf_counter() - started if told.get("success") else None
    return None


if __name__ == "__main__":
    main()
