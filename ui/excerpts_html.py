"""The excerpts page: the form, hits grouped by document in a column for each language, the basket.

In: records. Out: HTML, words in both languages. What is searched is excerpts.py's, what clicks do assets/excerpts.js's.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from urllib.parse import quote as url_quote
from urllib.parse import urlencode

from corpus.language import direction, language_of
from corpus.records import LANGUAGES, DocumentInfo, Hit, Language
from ui.excerpts import MOST, PAGE_SIZE, Wanted
from ui.export import FORMATS
from ui.export_layout import kind_name
from ui.export_records import Excerpt, excerpt_of
from ui.markup import action, block, escape, icon, said, unseen, words_html
from ui.strings import long_date, t

Spans = Callable[[str], Iterable[tuple[int, int]]]  # of a text: what to mark
Marker = Callable[[str, str], Iterable[tuple[int, int]]]  # of a query and a text
_SHOWN_OPEN = 8  # publishers
_DATES = "2021, 2021-06, 2021-06-30"  # apart from the words: Arabic letters before them would turn their parts around


def form_html(now: Wanted, infos: Sequence[DocumentInfo]) -> str:
    """The search and its filters, filled with what the address says; choices are those that the documents give."""
    kinds = _known((info.kind for info in infos), now.kinds)
    sources = _known((info.source for info in infos), now.sources)
    kind_choices = [(kind, words_html(_kind(kind))) for kind in kinds]
    source_choices = [(source, f"<bdi>{escape(source)}</bdi>") for source in sources]
    languages = [("", said("any"))] + [(lang, said(f"in_{lang}")) for lang in LANGUAGES]
    return (
        f'<form class="search-form" role="search" id="excerpts-search"><h1>{said("excerpts_title")}</h1>'
        f'<p class="lead">{said("excerpts_text")}</p>'
        f'<div class="search-line"><label class="unseen" for="excerpts-q">{said("search_words")}</label>'
        f'<input id="excerpts-q" type="search" name="q" dir="auto" autocomplete="off" value="{escape(now.q)}">'
        f'<button class="solid" type="submit">{said("search")}</button></div>'
        f'<div class="filters">{_chips("language", "narrow_language", languages, (now.language,), "radio")}'
        f"{_chips('kind', 'narrow_kind', kind_choices, now.kinds)}{_many(source_choices, now.sources)}"
        '<div class="fields">'
        f"{_date('date_from', 'narrow_from', now.date_from)}{_date('date_to', 'narrow_to', now.date_to)}"
        f"{action('clear-filters', 'clear_filters', classes='plain')}</div>"
        f'<p class="hint" id="date-help">{said("narrow_date_help")} <bdi dir="ltr">{_DATES}</bdi></p></div></form>'
    )


def _kind(kind: str) -> Callable[[Language], str]:
    return lambda language: kind_name(kind, language)


def _known(values: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """What the documents have, and what the address names beside: it can be taken away only where it is seen."""
    return sorted({*values, *chosen} - {""})


def _chips(
    name: str, key: str, choices: Iterable[tuple[str, str]], now: Collection[str], kind: str = "checkbox"
) -> str:
    return f'<fieldset class="choices"><legend>{said(key)}</legend>{_options(name, choices, now, kind)}</fieldset>'


def _options(name: str, choices: Iterable[tuple[str, str]], now: Collection[str], kind: str) -> str:
    return "".join(
        f'<label class="choice"><input type="{kind}" name="{name}" value="{escape(value)}"'
        f"{' checked' if value in now else ''}><span>{shown}</span></label>"
        for value, shown in choices
    )


def _many(choices: Sequence[tuple[str, str]], now: Collection[str]) -> str:
    """Publishers: a few stand open, many behind their heading."""
    if len(choices) <= _SHOWN_OPEN:
        return _chips("source", "narrow_source", choices, now) if choices else ""
    count = f' <span class="n">({len(now)})</span>' if now else ""
    return (
        f'<details class="many"{" open" if now else ""}><summary>{said("narrow_source")}{count}</summary>'
        f'<div class="choices" role="group">{_options("source", choices, now, "checkbox")}</div></details>'
    )


def _date(name: str, key: str, now: str) -> str:
    return (
        f'<label>{said(key)}<input name="{name}" inputmode="numeric" maxlength="10" dir="ltr"'
        f' aria-describedby="date-help" value="{escape(now)}"></label>'
    )


def results_html(now: Wanted, hits: Sequence[Hit], mark: Marker) -> str:
    """Hits under their documents; Arabic and English side by side, so that neither half of the corpus is hidden."""
    if not hits:
        return block("results none", f'<p role="status">{said("nothing_found")}</p>')
    documents, spans = len({hit.document.id for hit in hits}), partial(mark, now.q)
    count = words_html(lambda lang: t(
        "found", lang, passages=t("passages", lang, count=len(hits)), documents=t("documents", lang, count=documents)
    ))  # fmt: skip
    shown = [lang for lang in LANGUAGES if now.language in ("", lang)]
    columns = "".join(_column(lang, [h for h in hits if h.passage.language == lang], spans) for lang in shown)
    more = action("more-excerpts", "more_passages", classes="outline", limit=min(now.limit + PAGE_SIZE, MOST))
    after = f'<p class="more">{more}</p>' if len(hits) >= now.limit < MOST else ""
    return block("results", f'<p role="status" class="count">{count}</p><div class="columns">{columns}</div>{after}')


def _column(language: Language, hits: Sequence[Hit], spans: Spans) -> str:
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document.id, []).append(hit)
    documents = "".join(_document(group, spans) for group in groups.values())
    empty = f'<p class="hint">{said(f"none_in_{language}")}</p>'
    return f'<section class="half"><h2>{said(f"in_{language}")}</h2>{documents or empty}</section>'


def _document(hits: Sequence[Hit], spans: Spans) -> str:
    info = hits[0].document
    title_dir = direction(language_of(info.title, info.language))
    passages = "".join(_passage(hit, spans) for hit in hits)
    return (
        f'<article class="found"><h3 dir="{title_dir}"><a href="document/{url_quote(info.id, safe="")}"'
        f' target="_blank" rel="noopener">{escape(info.title)}</a></h3>{facts_html(info)}<ol>{passages}</ol></article>'
    )


def facts_html(info: DocumentInfo | Excerpt) -> str:
    """Publisher, date and kind on one line."""
    facts = [f"<bdi>{escape(info.source)}</bdi>"] if info.source else []
    facts += [words_html(lambda lang: long_date(info.date, lang))] if info.date else []
    facts += [words_html(_kind(info.kind))] if info.kind else []
    return f'<p class="facts">{"".join(f"<span class=fact>{fact}</span>" for fact in facts)}</p>'


def _passage(hit: Hit, spans: Spans) -> str:
    excerpt = excerpt_of(hit)
    page = f'<span class="chip">{said("page_number", page=excerpt.page)}</span>' if excerpt.page else ""
    scan = f'<span class="chip warn">{said("ocr")}</span>' if excerpt.ocr else ""
    toggle = (
        f'<button type="button" class="outline basket-toggle" data-do="basket-toggle" aria-pressed="false"'
        f' data-anchor="{escape(excerpt.anchor)}">{icon("plus")}<span class="off">{said("add_to_basket")}</span>'
        f'<span class="on">{said("take_from_basket")}</span></button>'
    )
    return (
        f'<li><blockquote lang="{excerpt.language}" dir="{direction(excerpt.language)}">'
        f'{_highlighted(excerpt.quote, spans(excerpt.quote))}</blockquote><div class="tools">{page}{scan}{toggle}'
        f'<a class="quiet" href="{source_address(excerpt.anchor)}" target="_blank" rel="noopener">'
        f"{icon('open')}<span>{said('open_in_document')}</span></a></div></li>"
    )


def source_address(anchor: str) -> str:
    """The address of the words behind a permanent reference."""
    return f"source/{url_quote(anchor, safe='')}"


def _highlighted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def basket_html(excerpts: Sequence[Excerpt], lost: bool) -> str:
    """What was chosen, and the ways to take it along."""
    heading = f'<h2>{said("basket")} <span class="n count">{len(excerpts)}</span></h2>'
    if not excerpts:
        note = f'<p class="notice">{said("basket_lost")}</p>' if lost else ""
        return block("basket empty", f'{heading}{note}<p class="hint">{said("basket_empty")}</p>')
    rows = "".join(_chosen(excerpt) for excerpt in excerpts)
    query = urlencode([("a", excerpt.anchor) for excerpt in excerpts])
    links = "".join(
        f'<li><a class="outline" href="export/{name}?{escape(query)}" download>{icon("download")}'
        f"{said(f'as_{name}')}</a></li>"
        for name in FORMATS
    )
    note = f'<p class="notice">{said("basket_lost")}</p>' if lost else ""
    return block(
        "basket",
        f'{heading}{note}<ol>{rows}</ol><h3>{said("export_as")}</h3><ul class="exports">{links}</ul>'
        f"{action('basket-clear', 'basket_clear', classes='plain')}",
    )


def _chosen(excerpt: Excerpt) -> str:
    page = f'<span class="fact">{said("page_number", page=excerpt.page)}</span>' if excerpt.page else ""
    title_dir, opening = direction(language_of(excerpt.title, excerpt.language)), escape(excerpt.quote[:160])
    return (
        f'<li data-anchor="{escape(excerpt.anchor)}"><div><strong dir="{title_dir}">{escape(excerpt.title)}</strong>'
        f'{page}<q lang="{excerpt.language}" dir="{direction(excerpt.language)}">{opening}</q></div>'
        f'<button type="button" class="plain" data-do="basket-remove" data-anchor="{escape(excerpt.anchor)}">'
        f"{icon('cross')}{unseen(said('remove_excerpt'))}</button></li>"
    )


def problem_html(say: Callable[[Language], str]) -> str:
    """What is told instead of results."""
    return block("results none", f'<p class="notice" role="alert">{words_html(say)}</p>')
