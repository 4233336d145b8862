"""Signing in and out: a page that needs no script, in the reader's language, with the other one a link away.

In: a form. Out: a session's cookie, or the same page with what is wrong. Sessions and delays are corpus/accounts.py's.
"""

from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from corpus.accounts import user_name
from corpus.errors import SanadError, SignInDelayed, SignInFailed, UserNameInvalid
from corpus.records import LANGUAGES
from ui.door import LOGIN, cookie_name, set_cookie
from ui.markup import escape
from ui.people import People
from ui.preferences import LANGUAGE_COOKIE, Preferences, preferences
from ui.strings import t

_YEAR_SECONDS = 31_536_000


def routes(people: People, login: bool) -> APIRouter:
    """/login, /logout and /health; without `login` the first two only lead home."""
    router = APIRouter()

    @router.get("/health")
    def health() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @router.get(LOGIN)
    def page(request: Request, next: str = "/", language: str = "") -> Response:
        home = _inside(next)
        if not login or request.scope.get("sanad.viewer"):
            return RedirectResponse(home, 303)
        if language in LANGUAGES:
            response: Response = RedirectResponse(f"{LOGIN}?next={quote(home, safe='')}", 303)
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR_SECONDS, samesite="lax")
            return response
        return _page(preferences(request, people.settings), home)

    @router.post(LOGIN)
    async def sign_in(request: Request) -> Response:
        if not login:
            return RedirectResponse("/", 303)
        form = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        name, password, home = (form.get(field, [""])[0] for field in ("name", "password", "next"))
        return await run_in_threadpool(_sign_in, people, request, name, password, _inside(home))

    @router.post("/logout")
    def sign_out(request: Request) -> Response:
        viewer, token = request.scope.get("sanad.viewer"), request.cookies.get(cookie_name(request))
        response = RedirectResponse(LOGIN, 303)
        if login and viewer and token:
            people.accounts.sign_out(token)
            people.audit.record(viewer.name, viewer.role, "signed out")
            set_cookie(response, request, "")
        return response

    return router


def _sign_in(people: People, request: Request, name: str, password: str, home: str) -> Response:
    address = request.client.host if request.client else "unknown"
    try:
        token = people.accounts.sign_in(name, password, address)
    except (SignInFailed, SignInDelayed) as error:
        people.audit.record(_known(people, name), "", "sign-in failed", address=address, reason=type(error).__name__)
        status = 429 if isinstance(error, SignInDelayed) else 401
        return _page(preferences(request, people.settings), home, error, name[:64], status)
    old = request.cookies.get(cookie_name(request))
    if old:  # the session that was there ends: a token set by somebody else is worth nothing
        people.accounts.sign_out(old)
    viewer = people.accounts.viewer(token)
    if viewer:
        people.audit.record(viewer.name, viewer.role, "signed in", address=address)
    response = RedirectResponse(home, 303)
    set_cookie(response, request, token)
    return response


def _known(people: People, name: str) -> str:
    """The user of that name, "" for none: people type passwords where the name goes."""
    try:
        folded = user_name(name)
    except UserNameInvalid:
        return ""
    return folded if any(account.name == folded for account in people.accounts.users()) else ""


def _inside(address: str) -> str:
    """`address` where it leads into this site, else the first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside and not address.startswith(LOGIN) else "/"


def _page(
    chosen: Preferences, home: str, error: SanadError | None = None, name: str = "", status: int = 200
) -> HTMLResponse:
    language = chosen.language
    other = "en" if language == "ar" else "ar"
    said = f'<p class="problem" role="alert">{escape(error.text(language))}</p>' if error else ""
    body = (
        f'<!doctype html><html {chosen.attributes()}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{t('sign_in', language)} · {t('name', language)}</title>"
        '<link rel="icon" type="image/svg+xml" href="/sanad/mark.svg">'
        '<link rel="stylesheet" href="/sanad/base.css"><link rel="stylesheet" href="/sanad/login.css"></head>'
        f'<body class="login"><main><header><span class="mark"></span><h1>{t("name", language)}</h1>'
        f"<p>{t('sign_in_for', language)}</p></header>{said}"
        f'<form method="post" action="{LOGIN}"><input type="hidden" name="next" value="{escape(home)}">'
        f'<label for="name">{t("user_name", language)}</label>'
        f'<input id="name" name="name" value="{escape(name)}" required maxlength="64" autocomplete="username"'
        ' autocapitalize="none" spellcheck="false" dir="auto" autofocus>'
        f'<label for="password">{t("password", language)}</label>'
        '<input id="password" name="password" type="password" required maxlength="1024"'
        ' autocomplete="current-password" dir="ltr">'
        f'<button class="solid">{t("sign_in", language)}</button></form>'
        f'<a lang="{other}" href="{LOGIN}?language={other}&amp;next={escape(quote(home, safe=""))}">'
        f"{t('other_language', language)}</a></main></body></html>"
    )
    return HTMLResponse(body, status)
