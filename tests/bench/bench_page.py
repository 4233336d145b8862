"""How quick the page is in a real Chromium on loopback, with the bundled answerer over the starter documents.

Prints the first paint, when a question can be typed, and from Enter to the first words and to the whole answer
(median and worst of both languages' example questions, in milliseconds). Run: python tests/bench/bench_page.py
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from browsing import ARGUMENTS, CHROMIUM, serving
from playwright.sync_api import Page, sync_playwright

from corpus.settings import Settings
from ui.people import People
from ui.services import Services

# Notes when the answer's first words, and when its sources, come into the page.
_WATCH = """() => {
  window.seen = {};
  const look = () => {
    const words = document.querySelector('#current .answer:not(.pending)');
    if (words && !window.seen.words) window.seen.words = performance.now();
    if (document.querySelector('#current .footing') && !window.seen.whole) window.seen.whole = performance.now();
  };
  new MutationObserver(look).observe(document.querySelector('#current'), {childList: true, subtree: true});
  document.addEventListener('keydown', (e) => { if (e.key === 'Enter') window.seen.enter = performance.now(); }, true);
}"""


def opened(page: Page, address: str) -> tuple[float, float]:
    """First paint and the question box, both from the start of the visit."""
    page.goto(address)
    page.wait_for_selector("#question textarea")
    ready = page.evaluate("performance.now()")
    return page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"), ready


def answered(page: Page, question: str) -> tuple[float, float]:
    """From Enter to the first words and to the whole answer."""
    page.click("#conversations [data-do=new]")
    page.wait_for_selector(".examples")
    page.evaluate(_WATCH)
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#current :is(.footing, .refusal)")
    seen = page.evaluate("window.seen")
    return seen["words"] - seen["enter"], seen.get("whole", seen["words"]) - seen["enter"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(home=Path(folder))
        services, people = Services(settings), People(settings)
        services.index_samples_if_empty()
        services.answer(services.example_questions()[0])
        with serving(services, people) as address:  # type: ignore[arg-type]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            visits = [opened(browser.new_page(), address) for _ in range(4)]
            page = browser.new_page()
            opened(page, address)
            page.wait_for_selector("#conversations .side")
            time.sleep(1)
            answers = [answered(page, question) for question in services.example_questions()]
            browser.close()
    names = ("first paint", "question box"), ("first words after Enter", "whole answer")
    for measured, labels in ((visits, names[0]), (answers, names[1])):
        for label, values in zip(labels, zip(*measured, strict=True), strict=True):
            print(f"{label:24} median {statistics.median(values):6.0f} ms   worst {max(values):6.0f} ms")


if __name__ == "__main__":
    main()
