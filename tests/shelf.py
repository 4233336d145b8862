"""A small real library behind the pages' tests: files read, split, stored and searched, with a fake encoder.

In: a data folder. Out: Services over documents in both languages.
"""

from pathlib import Path

import pytest
from fakes import FakeEmbedder

from corpus.settings import Settings
from ui import services as services_module
from ui.services import Services

FILES = {
    "strategy.en.md": """# Global Strategy
The General Assembly adopted the global strategy against terrorism on 8 September 2006.
Its financing measures were reviewed in 2008.
""",
    "strategy.ar.md": """# الاستراتيجية العالمية
اعتمدت الجمعية العامة الاستراتيجية العالمية لمكافحة الإرهاب في 8 أيلول 2006.
وروجعت تدابير تمويل الإرهاب في عام 2008.
""",
    "canal.en.md": """# The Canal
A container ship blocked the canal for six days in March 2021.
""",
    "canal.ar.md": """# القناة
أغلقت سفينة حاويات القناة ستة أيام في آذار 2021.
""",
}
MANIFEST = """
[[document]]
file = "strategy.en.md"
source = "United Nations"
date = "2006-09-08"
kind = "report"
[[document]]
file = "strategy.ar.md"
source = "الأمم المتحدة"
date = "2006-09-08"
kind = "report"
[[document]]
file = "canal.en.md"
source = "Daily Press"
date = "2021-03"
kind = "article"
[[document]]
file = "canal.ar.md"
source = "الصحيفة اليومية"
date = "2021-03"
kind = "article"
"""


class ShelfEmbedder(FakeEmbedder):
    """Nothing to open beforehand."""

    def open_soon(self) -> None:
        pass


def make_services(home: Path, **settings: object) -> Services:
    """Services over an empty library in `home`, with the fake encoder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services_module, "fair_embedder", lambda *_: ShelfEmbedder())
        return Services(Settings(home=home, **settings))  # type: ignore[arg-type]


def fill(services: Services, folder: Path) -> None:
    """Index FILES, written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    services.index([folder])
