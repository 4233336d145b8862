"""The excerpts page's handlers: search, and the basket.

In: a Frame. Out: components and their events, built inside an open gr.Tab. What is done is excerpts.py's, how it
looks excerpts_html.py's; files leave by export_routes.py.
"""

import json

import gradio as gr

from corpus.errors import SanadError
from ui.excerpts import excerpts_at, wanted
from ui.excerpts_html import basket_html, form_html, problem_html, results_html
from ui.frame import SHOWING, Frame, channel, page_part


def build(frame: Frame) -> None:
    """The excerpts inside the open tab."""
    form = page_part("", "excerpts-form")
    with gr.Row(elem_id="excerpts-desk"):
        results, basket = page_part("", "excerpts-results"), page_part("", "excerpts-basket")
    search_message, search_go = channel("excerpts")
    basket_message, basket_go = channel("basket")

    def search(message: str, request: gr.Request) -> tuple[object, object]:
        told, desk = json.loads(message), frame.desk_of(request)
        desk.require("researcher")
        now = wanted(told)
        filled = form_html(now, desk.documents()) if told.get("open") else gr.skip()
        if not now.q:
            return filled, ""
        try:
            hits = desk.search(now.q, now.limit, now.filters()).hits
            return filled, results_html(now, hits, desk.services.highlights)
        except SanadError as error:
            return filled, problem_html(error.text)

    def show_basket(message: str, request: gr.Request) -> str:
        desk, anchors = frame.desk_of(request), [str(anchor) for anchor in json.loads(message)["anchors"]]
        desk.require("researcher")
        chosen = excerpts_at(desk, anchors)
        return basket_html(chosen, lost=len(chosen) < len(set(anchors)))

    search_go.click(search, search_message, [form, results], **SHOWING)
    basket_go.click(show_basket, basket_message, basket, **SHOWING)
