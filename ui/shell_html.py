"""The head of every page: name, pages, language, display, the person. Plain HTML, there from the first byte.

In: which page is shown, to whom. Out: HTML for the top of <body>; words in both languages, the page's style shows
one. What its controls do is assets/shell.js's.
"""

from corpus.accounts import Viewer
from corpus.language import direction
from corpus.records import Language
from corpus.roles import Role
from ui.markup import escape, icon, said
from ui.preferences import NUMERALS, THEMES
from ui.strings import t

LINKS = (
    '<link rel="icon" type="image/svg+xml" href="sanad/mark.svg"><link rel="stylesheet" href="sanad/base.css">'
    '<link rel="stylesheet" href="sanad/icons.css"><script src="sanad/shell.js"></script>'
)
# The page of the tabs has more: Gradio to be styled, and the chat.
TABS_LINKS = LINKS + (
    '<link rel="stylesheet" href="sanad/gradio.css"><link rel="stylesheet" href="sanad/chat.css">'
    '<link rel="stylesheet" href="sanad/excerpts.css">'
    '<script src="sanad/chat.js"></script><script src="sanad/excerpts.js"></script>'
    '<script src="sanad/documents.js"></script>'
)
# The pages, each with the least role that sees it; the server checks the role in every handler all the same.
TABS: dict[str, Role] = {
    "chat": "reader",
    "excerpts": "researcher",
    "documents": "administrator",
    "usage": "administrator",
}


def tabs_of(viewer: Viewer | None) -> tuple[str, ...]:
    """The pages that `viewer` is shown the way to."""
    return tuple(name for name, least in TABS.items() if viewer and viewer.may(least))


def head_html(current: str, viewer: Viewer | None, signed_in: bool) -> str:
    """The head of the page that shows the tab `current`, "" for none; `signed_in`: there is a session to end."""
    person = _person(viewer) if viewer and signed_in else ""
    return (
        f'<header id="head"><a class="skip" href="#{"desk" if current else "main"}">{said("skip")}</a>'
        f'<a class="brand" href="./"><span class="mark"></span><strong>{said("name")}</strong></a>'
        f"{_pages(current, viewer)}"
        f'<div class="controls">{_other_language()}{_display()}{person}</div></header>'
        '<div id="announcer" class="unseen" role="status" aria-live="polite"></div>'
    )


def _pages(current: str, viewer: Viewer | None) -> str:
    tabs = tabs_of(viewer)
    if len(tabs) < 2:
        return '<span class="spring"></span>'
    links = "".join(
        f'<a href="./{"" if tab == "chat" else f"?tab={tab}"}" data-tab="{tab}"'
        f"{' aria-current=page' if tab == current else ''}>{said(f'tab_{tab}')}</a>"
        for tab in tabs
    )
    name = f'<span id="pages-name" class="unseen">{said("pages_of_site")}</span>'
    return f'<nav id="pages" aria-labelledby="pages-name">{name}{links}</nav>'


def _person(viewer: Viewer) -> str:
    """Who is signed in, and the way out: a form, for leaving changes something."""
    return (
        f'<details class="menu" id="person"><summary>{icon("person")}<span class="unseen">{said("account")}</span>'
        f'</summary><div class="sheet"><p class="person"><strong><bdi>{escape(viewer.name)}</bdi></strong>'
        f"<span>{said(f'role_{viewer.role}')}</span></p>"
        f'<form method="post" action="logout"><button class="plain">{icon("out")}<span>{said("sign_out")}</span>'
        "</button></form></div></details>"
    )


def _other_language() -> str:
    def other(shown: Language, named: Language) -> str:
        word = f'<span lang="{named}" dir="{direction(named)}">{escape(t("other_language", shown))}</span>'
        return f'<span class="w" lang="{shown}">{word}</span>'

    return f'<button type="button" id="switch">{other("ar", "en")}{other("en", "ar")}</button>'


def _display() -> str:
    numerals = "".join(_choice("numerals", name) for name in NUMERALS)
    themes = "".join(_choice("theme", name) for name in THEMES)
    return (
        f'<details class="menu" id="display"><summary>{icon("display")}<span class="unseen">{said("display")}</span>'
        f'</summary><div class="sheet"><fieldset><legend>{said("numerals")}</legend>{numerals}</fieldset>'
        f"<fieldset><legend>{said('theme')}</legend>{themes}</fieldset></div></details>"
    )


def _choice(group: str, name: str) -> str:
    shown = f'<span class="as-is">{said(f"{group}_{name}")}</span>'
    return f'<label><input type="radio" name="{group}" value="{name}">{shown}</label>'
