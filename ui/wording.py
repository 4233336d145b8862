"""The words that Gradio's own components carry, so that all can be said anew when the reader turns the language.

In: components made with keys of strings.py. Out: their updates for a language. Words outside such components stand in
the page in both languages (render.words_html) and need nothing of this.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import gradio as gr
from gradio.i18n import I18nData

from corpus.records import LANGUAGES, Language
from ui.strings import t

C = TypeVar("C", bound=gr.blocks.Block)


class Wording:
    """Makes components whose words follow the language of the page."""

    def __init__(self) -> None:
        self._worded: list[tuple[gr.blocks.Block, Mapping[str, str]]] = []

    def make(self, kind: Callable[..., C], words: Mapping[str, str], **options: Any) -> C:
        """`kind(**options)` with `words`: its property -> key of strings.py, as {"label": "date", "info": "hint"}."""
        component = kind(**{name: I18nData(key) for name, key in words.items()}, **options)
        self._worded.append((component, words))
        return component

    def components(self) -> list[gr.blocks.Block]:
        """What carries words, in the order of `updates`."""
        return [component for component, _ in self._worded]

    def updates(self, language: Language) -> list[object]:
        """One update for each of `components`."""
        said = [{name: t(key, language) for name, key in words.items()} for _, words in self._worded]
        return [{**gr.update(), **properties} for properties in said]

    def translations(self) -> gr.I18n:
        """The same words for the page as it is first shown."""
        keys = {key for _, words in self._worded for key in words.values()}
        return gr.I18n(**{language: {key: t(key, language) for key in sorted(keys)} for language in LANGUAGES})
