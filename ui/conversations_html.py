"""The list of conversations, and the bar over the open one.

In: ConversationInfo records, a Conversation. Out: HTML, words in both languages; assets/chat.js acts on its buttons.
"""

import time
from collections.abc import Sequence
from urllib.parse import quote as url_quote

from corpus.conversations import ConversationInfo
from ui.conversation import Conversation
from ui.markup import action, block, escape, icon, said, unseen

_DAY = 86400.0
_SEARCHED_FROM = 8  # conversations: fewer are seen at a glance


def list_html(infos: Sequence[ConversationInfo], current: str, now: float | None = None) -> str:
    """All conversations, the latest first, under the days they were last spoken in."""
    at = time.time() if now is None else now
    midnight = at - (at - time.timezone) % _DAY
    groups: dict[str, list[str]] = {}
    for info in infos:
        day = "today" if info.updated >= midnight else "this_week" if info.updated >= midnight - 6 * _DAY else "earlier"
        groups.setdefault(day, []).append(_item(info, current))
    lists = "".join(f"<h3>{said(day)}</h3><ul>{''.join(items)}</ul>" for day, items in groups.items())
    new = (
        f'<button type="button" class="outline new" data-do="new">{icon("plus")}'
        f"<span>{said('new_conversation')}</span></button>"
    )
    empty = "" if infos else f'<p class="empty">{said("no_conversations")}</p>'
    find = _find_html() if len(infos) > _SEARCHED_FROM else ""
    return block("side", f"<h2>{unseen(said('conversations'))}</h2>{new}{find}{lists}{empty}")


def _find_html() -> str:
    """Narrows the list as one types: all of it is in the page already."""
    return (
        f'<label class="find">{icon("search")}<span class="unseen">{said("find_conversation")}</span>'
        f'<input type="search" id="find-conversation" dir="auto" autocomplete="off"></label>'
        f'<p class="none" role="status" hidden>{said("none_in_conversations")}</p>'
    )


def _item(info: ConversationInfo, current: str) -> str:
    here = ' aria-current="true"' if info.id == current else ""
    shared = f"{icon('share')}{unseen(said('is_shared'))}" if info.shared else ""
    return (
        f'<li><a href="./?c={url_quote(info.id)}" data-do="open" data-id="{escape(info.id)}"{here}>'
        f'<bdi dir="auto">{escape(info.title)}</bdi>{shared}</a></li>'
    )


def bar_html(talk: Conversation) -> str:
    """The title of the open conversation and what can be done with it as a whole."""
    menu = action("side", "conversations", "menu", "plain opens-side")
    if talk.owner:
        told = said("shared_by", owner=talk.owner)
        new = f'<button type="button" class="outline" data-do="new">{said("new_conversation")}</button>'
        return block("bar", f'{menu}{_title(talk)}<span class="chip">{told}</span>{new}')
    if not talk.id:
        return block("bar", menu)
    data = {"id": talk.id, "title": talk.title}
    tools = (
        action("share", "share", "share", **data) + _export(talk.id)
        + action("rename", "rename", "edit", **data) + action("delete", "delete", "trash", **data)
    )  # fmt: skip
    inner = f'{menu}{_title(talk)}<div class="tools">{tools}</div>'
    return f'<div class="bar" data-conversation="{escape(talk.id)}">{inner}</div>'


def colleagues_html(identity: str, names: Sequence[str], chosen: Sequence[str]) -> str:
    """Those who can be chosen as readers; the page's script moves them into the dialog."""
    boxes = "".join(
        f'<li><label><input type="checkbox" name="reader" value="{escape(name)}"{" checked" if name in chosen else ""}>'
        f"<bdi>{escape(name)}</bdi></label></li>"
        for name in names
    )
    return f'<ul class="colleagues" data-id="{escape(identity)}">{boxes}</ul>'


def shared_html(token: str) -> str:
    """The link by which others read a conversation; the page's script makes it whole and shows it in a dialog."""
    return f'<a href="./?shared={url_quote(token)}">{escape(token)}</a>'


def _title(talk: Conversation) -> str:
    return f'<h1><bdi dir="auto">{escape(talk.title)}</bdi></h1>'


def _export(identity: str) -> str:
    links = "".join(
        f'<a href="conversation/{url_quote(identity)}/export.{form}" download>{said(f"export_{form}")}</a>'
        for form in ("docx", "pdf")
    )
    summary = f'{icon("download")}<span class="tip">{said("export")}</span>'
    return f'<details class="menu"><summary class="plain">{summary}</summary><div class="sheet">{links}</div></details>'
