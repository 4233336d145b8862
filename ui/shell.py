"""The page around its tabs: which tabs there are, and the words of all of them turning together.

In: Services. Out: gr.Blocks. Each tab builds itself; the head of the page is shell_html.py's, what wraps it page.py's.
HTML is shown by gr.Markdown: gr.HTML compiles its template in the browser, which the page's policy refuses.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import gradio as gr

from ui import chat_tab
from ui.preferences import preferences
from ui.strings import t
from ui.wording import Wording

if TYPE_CHECKING:
    from ui.services import Services

# The tabs in their order; `build(services, wording)` runs inside its open gr.Tab. A tab's name has its words in
# strings_shell.py ("tab_" + name) and its least role in shell_html.TABS. A hidden tab is no protection: every handler
# of a tab asks for the viewer's role itself.
BUILDERS: dict[str, Callable[["Services", Wording], None]] = {"chat": chat_tab.build}


def build_blocks(services: "Services", wording: Wording) -> gr.Blocks:
    """All tabs, and the hidden button by which the page's script asks for the words of another language."""
    blocks: gr.Blocks
    with gr.Blocks(title=t("name", "en"), analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        with gr.Tabs(elem_id="tabs", selected="chat", overflow_behavior="wrap"):
            for name, build in BUILDERS.items():
                with wording.make(gr.Tab, {"label": f"tab_{name}"}, id=name, elem_id=f"tab-{name}"):
                    build(services, wording)
        turn = gr.Button(elem_id="turn-language", visible="hidden")

        def turn_words(request: gr.Request) -> list[object]:
            # The page's script has set the cookie before this runs, and turned everything else.
            return wording.updates(preferences(request, services.settings).language)

        turn.click(turn_words, None, wording.components(), **chat_tab.EVENT)
    blocks.queue(default_concurrency_limit=chat_tab.CONCURRENT, max_size=64)
    return blocks
