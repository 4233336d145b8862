"""The usage page's handler, for administrators.

In: a Frame. Out: components and their event, built inside an open gr.Tab. What is counted is usage.py's, how it looks
usage_html.py's.
"""

from datetime import UTC, datetime

import gradio as gr

from ui.frame import SHOWING, Frame, channel, page_part
from ui.usage import usage
from ui.usage_html import usage_html


def build(frame: Frame) -> None:
    """Usage inside the open tab."""
    shown = page_part("", "usage")
    message, go = channel("usage")

    def show(message: str, request: gr.Request) -> str:
        return usage_html(usage(frame.desk_of(request), datetime.now(UTC).date()))

    go.click(show, message, shown, **SHOWING)
