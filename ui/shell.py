"""The page around its tabs: which tabs there are, and the words of all of them turning together.

In: Services, whose desk a request is for. Out: gr.Blocks. Each tab builds itself from a Frame; the head of the page is
shell_html.py's, what wraps it page.py's.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui import chat_tab, documents_tab, excerpts_tab, usage_tab
from ui.desk import Desk
from ui.frame import CONCURRENT, SHOWING, Frame
from ui.preferences import preferences
from ui.strings import t
from ui.wording import Wording

if TYPE_CHECKING:
    from ui.services import Services

# The tabs in their order; `build(frame)` runs inside its open gr.Tab. A tab's name has its words in strings_shell.py
# ("tab_" + name) and its least role in shell_html.TABS. A hidden tab is no protection: every handler of a tab asks
# its desk for the role itself.
BUILDERS: dict[str, Callable[[Frame], None]] = {
    "chat": chat_tab.build,
    "excerpts": excerpts_tab.build,
    "documents": documents_tab.build,
    "usage": usage_tab.build,
}


def build_blocks(services: "Services", desk_of: Callable[[Any], Desk], wording: Wording) -> gr.Blocks:
    """All tabs, and the hidden button by which the page's script asks for the words of another language."""
    blocks: gr.Blocks
    with gr.Blocks(title=t("name", "en"), analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        frame = Frame(services, desk_of, wording, blocks)
        with gr.Tabs(elem_id="tabs", selected="chat", overflow_behavior="wrap"):
            for name, build in BUILDERS.items():
                with wording.make(gr.Tab, {"label": f"tab_{name}"}, id=name, elem_id=f"tab-{name}"):
                    build(frame)
        turn = gr.Button(elem_id="turn-language", visible="hidden")

        def turn_words(request: gr.Request) -> list[object]:
            # The page's script has set the cookie before this runs, and turned everything else.
            return wording.updates(preferences(request, services.settings).language)

        turn.click(turn_words, None, wording.components(), **SHOWING)
    blocks.queue(default_concurrency_limit=CONCURRENT, max_size=64)
    return blocks
