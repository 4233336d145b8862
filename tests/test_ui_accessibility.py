"""No serious finding of axe-core on any page, in both languages, light and dark."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from browsing import ask, serving
from fakes import REFUSE, FakeServices
from shelf import fill, make_services

from ui.shell_html import TABS

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

Visit = Callable[..., Any]
QUESTIONS = {"en": "When was the strategy adopted?", "ar": "متى اعتُمدت الاستراتيجية؟"}


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page: Any) -> list[str]:
    """Serious and critical violations on the page as it stands, each with where it is."""
    page.wait_for_timeout(250)  # colours have come to rest
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['target']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_chat_and_a_document_have_no_serious_finding(visit: Visit, site: str, language: str, scheme: str) -> None:
    # The page's policy lets no script of the test in: it is set aside here, and here only.
    page = visit(site, language, color_scheme=scheme, bypass_csp=True)
    assert not findings(page)
    ask(page, f"{QUESTIONS[language]} {REFUSE}")
    ask(page, QUESTIONS[language])
    page.locator("button.cite").last.click()
    page.wait_for_selector("#source mark")
    page.wait_for_selector("#bar [data-do=share]")
    assert not findings(page)
    for dialog in ("rename", "share", "delete"):
        page.click(f"#bar [data-do={dialog}]")
        assert not findings(page)
        page.keyboard.press("Escape")
    page.click("[data-do=bad] >> nth=-1")
    assert not findings(page)
    page.goto(f"{site}/{page.get_attribute('#source a.outline', 'href')}")
    assert not findings(page)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over a real library."""
    home = tmp_path_factory.mktemp("home")
    services = make_services(home)
    fill(services, home / "reports")
    with serving(services) as address:  # type: ignore[arg-type]
        yield address
    services.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "chat"])
def test_the_other_pages_have_no_serious_finding(
    visit: Visit, filled: str, tab: str, language: str, scheme: str
) -> None:
    page = visit(f"{filled}/?tab={tab}", language, color_scheme=scheme, bypass_csp=True)
    page.wait_for_selector(f"#pages [data-tab={tab}][aria-current]")
    page.wait_for_selector(f"#tab-{tab} .prose :is(h1, h2, h3, p, button, table)")
    assert not findings(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_has_no_serious_finding(visit: Visit, scheme: str) -> None:
    with serving(FakeServices(), login=True) as address:
        for language in ("ar", "en"):
            page = visit(f"{address}/login", language, color_scheme=scheme, bypass_csp=True)
            assert not findings(page)
