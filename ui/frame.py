"""What a tab of the page is built with: the one argument of every tab's `build`.

In: nothing. Out: Frame, and how handlers are registered. What the tabs are, is shell.py's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.desk import Desk
from ui.wording import Wording

if TYPE_CHECKING:
    from ui.services import Services

CONCURRENT = 8  # runs of one event at a time; others wait their turn
# Private: the page is the way in; a second, undocumented API would need its own care. "multiple": Gradio would else
# drop without a word what is done before the browser has heard that the same event's last run is over.
EVENT: dict[str, Any] = {
    "concurrency_limit": CONCURRENT, "show_progress": "hidden", "api_visibility": "private",
    "trigger_mode": "multiple",
}  # fmt: skip
# Of what shows one thing at a time: each run begins when the one before is drawn, so that the last one asked for stays.
SHOWING = {**EVENT, "trigger_mode": "always_last"}


@dataclass(frozen=True, slots=True)
class Frame:
    """`desk_of` gives the desk of the viewer whose request a handler is given; `blocks.load` runs as a page opens."""

    services: "Services"
    desk_of: Callable[[Any], Desk]
    wording: Wording
    blocks: gr.Blocks


def page_part(html: str, elem_id: str) -> gr.Markdown:
    """A piece of the page that is HTML of our own. It is not sanitised: all that it shows has been escaped.

    No gr.HTML: it compiles a template in the browser, which the page's policy refuses.
    """
    return gr.Markdown(html, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False)


def channel(name: str) -> tuple[gr.Textbox, gr.Button]:
    """How the page's script calls a handler: it writes a message into one, then presses the other."""
    message = gr.Textbox(elem_id=f"to-{name}", visible="hidden")
    return message, gr.Button(elem_id=f"go-{name}", visible="hidden")
