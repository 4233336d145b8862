"""Text -> inert HTML: escaping, words in both languages, numbers, icons. Every page is made of these.

In: text, keys of strings.py. Out: HTML without line breaks, which the page's Markdown takes as one raw block.
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from corpus.language import direction, language_of, strip_invisible
from corpus.records import LANGUAGES, Language
from ui.strings import t

# What HTML reads as markup, and what Markdown does: a quote can become neither an element, nor an image, nor a link.
_ACTIVE = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'\\`*_[]!|~$#{}"} | {"\n": " ", "\t": " "})


def escape(text: str) -> str:
    """`text` as inert HTML on one line; invisible and direction-overriding characters are left out."""
    return strip_invisible(text).translate(_ACTIVE)


def lines(text: str) -> str:
    """`text` as inert HTML that keeps its lines apart: the rows of a table, paragraphs."""
    return "<br>".join(escape(line) for line in re.split(r"\n+", text))


def words_html(say: Callable[[Language], str]) -> str:
    """What `say` gives in both languages; the page's style shows the interface's own, so switching needs no reload."""
    spans = (f'<span class="w" lang="{lang}" dir="{direction(lang)}">{escape(say(lang))}</span>' for lang in LANGUAGES)
    return "".join(spans)


def said(key: str, count: int = 0, **values: object) -> str:
    """The words of `key` in both languages."""
    return words_html(lambda language: t(key, language, count, **values))


def unseen(html: str) -> str:
    """What only those who listen to the page are told."""
    return f'<span class="unseen">{html}</span>'


def number(value: object) -> str:
    """A number of ours: the page's script writes it in the numerals that the reader prefers for Arabic text."""
    return f'<span class="n">{escape(str(value))}</span>'


def file_name(path: str) -> str:
    """The name of a file, its ending kept whole: an Arabic name would turn "3.pdf" into "pdf.3"."""
    name = PurePath(path)
    way = direction(language_of(name.stem))
    stem, suffix = f'<bdi dir="{way}">{escape(name.stem)}</bdi>', f'<bdi dir="ltr">{escape(name.suffix)}</bdi>'
    return f'<bdi dir="{way}">{stem}{suffix}</bdi>'


def icon(name: str) -> str:
    """A picture without meaning of its own: words stand beside it."""
    return f'<i class="icon i-{name}" aria-hidden="true"></i>'


def block(classes: str, html: str, language: Language | None = None) -> str:
    """A div, in a language of its own where one is given."""
    attributes = f' lang="{language}" dir="{direction(language)}"' if language else ""
    return f'<div class="{classes}"{attributes}>{html}</div>'


def action(do: str, key: str, picture: str = "", classes: str = "plain", **data: object) -> str:
    """A button that the page's script acts on: `do` and `data` are its data attributes, `key` its words.

    With a `picture` the words are there for listeners and as the tooltip only.
    """
    fields = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    shown = icon(picture) + f'<span class="tip">{said(key)}</span>' if picture else said(key)
    return f'<button type="button" class="{classes}" data-do="{do}"{fields}>{shown}</button>'
