"""Is all well? The data folder, the encoder, the library and the chat model, each with what to do where it is not.

In: settings. Out: Checks. Nothing is changed but what opening the library makes.
"""

import importlib.metadata
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import SanadError
from corpus.records import LANGUAGES
from corpus.settings import Settings
from ingest.readers.tesseract import TRAINED, languages
from ui.services import Services

_PARTS = ("sanad", "sentence-transformers", "chromadb", "tantivy", "langchain", "gradio")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    well: bool
    detail: str  # what was found, or what to do


def examine(settings: Settings) -> list[Check]:
    """All checks in order; those that need a failed one are left out."""
    versions = {part: _version(part) for part in _PARTS}
    checks = [Check("versions", "missing" not in versions.values(), ", ".join(f"{p} {v}" for p, v in versions.items()))]
    try:
        services = Services(settings)
        services.embedder.open()
    except SanadError as error:
        return [*checks, Check("library", False, error.text(settings.interface_language))]
    try:
        return [*checks, *_opened(services)]
    finally:
        services.close()


def _version(part: str) -> str:
    try:
        return importlib.metadata.version(part)
    except importlib.metadata.PackageNotFoundError:
        return "from its source folder" if part == "sanad" else "missing"


def _opened(services: Services) -> Iterator[Check]:
    home = services.settings.home
    free = shutil.disk_usage(home).free / 2**30
    yield Check(
        "data folder", free >= 0.25, f"{home}, {free:.1f} GiB free" + ("" if free >= 0.25 else ": free some space")
    )
    encoder = services.embedder
    length = float((encoder.embed_query("سند", "ar") ** 2).sum())
    yield Check(
        "encoder", abs(length - 1) < 1e-2, f"{encoder.name}, {encoder.dimensions} dimensions, by {encoder.engine}"
    )
    documents, passages = services.counts()
    findings = services.library.verify()
    missing = ", ".join(findings.missing)
    detail = f"{documents} documents, {passages} passages, {findings.dead} dead entries"
    yield Check("library", not missing, f"{detail}; index again: {missing}" if missing else detail)
    yield _ocr()
    yield _chat_model(services)


def _ocr() -> Check:
    """Not having it is no fault: only scans need it."""
    read = languages()
    if set(read) == set(LANGUAGES):
        return Check("scans", True, "read by Tesseract in Arabic and English")
    missing = ", ".join(f"tesseract-ocr-{TRAINED[language]}" for language in LANGUAGES if language not in read)
    return Check("scans", True, f"not all can be read; for Arabic and English: apt install tesseract-ocr {missing}")


def _chat_model(services: Services) -> Check:
    name = services.settings.chat_model
    if not name:
        return Check("chat model", True, "none set; answers are quoted from the documents")
    try:
        services.chat_model  # noqa: B018 - opening it is the check
    except SanadError as error:
        return Check("chat model", False, error.text(services.settings.interface_language))
    return Check("chat model", True, name)
