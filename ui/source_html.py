"""A source -> the HTML of the panel beside the chat: the passage with its evidence, and what the document is.

In: a Citation, the passage around it, the document's relatives. Out: HTML, words in both languages. The page of the
whole document is document_page.py's.
"""

from collections.abc import Callable, Sequence
from urllib.parse import quote as url_quote

from assistant.records import Citation
from corpus.language import direction, language_of
from corpus.records import LANGUAGES, DocumentInfo, Language, Relative
from ui.answer_html import marked
from ui.markup import action, block, escape, file_name, icon, lines, said, words_html
from ui.strings import WORDS, long_date, t


def citation_html(
    citation: Citation, around: tuple[str, str, str], relatives: Sequence[Relative] = (), ref: str = ""
) -> str:
    """The panel of one source; `ref` is the button that opened it, `around` (before, quote, after)."""
    before, quote, after = around
    kicker = said("source_number", number=citation.number) if citation.number else said("related_passage")
    shown = marked(citation) if quote == citation.quote else lines(quote)
    passage = f"{lines(before)}<mark>{shown}</mark>{lines(after)}"
    title_dir = direction(language_of(citation.title, citation.language))
    return (
        f'<div class="source-card" data-ref="{escape(ref)}"><div class="card-head"><h2 class="kicker">{kicker}</h2>'
        f"{_close()}</div>"
        f'<p class="title" dir="{title_dir}">{escape(citation.title)}</p>{_chips(citation)}'
        f'<h3>{said("passage")}</h3><blockquote lang="{citation.language}" dir="{direction(citation.language)}">'
        f"{passage}</blockquote>{_translation(citation)}{_actions(citation)}<dl>{_facts(citation)}</dl>"
        f"{_others(citation, relatives)}</div>"
    )


def _translation(citation: Citation) -> str:
    """A chat model's translation, under a heading that says what it is and below the original."""
    language = language_of(citation.translation)
    text = f'<p lang="{language}" dir="{direction(language)}">{escape(citation.translation)}</p>'
    return f"<h3>{said('machine_translation')}</h3>{text}" if citation.translation else ""


def gone_html() -> str:
    """The panel for a source that this conversation does not hold."""
    return block("source-card", f'<div class="card-head">{_close()}</div><p>{said("source_gone")}</p>')


def reference_text(citation: Citation, language: Language) -> str:
    """A citation as it is pasted into a note: quote, title, body, date, page, permanent reference."""
    marks = ("«", "»") if citation.language == "ar" else ("“", "”")
    comma = "، " if language == "ar" else ", "
    page = t("page_number", language, page=citation.page) if citation.page else ""
    facts = [citation.title, citation.source, long_date(citation.date, language), page]
    return f"{marks[0]}{citation.quote}{marks[1]} ({comma.join(filter(None, facts))}) [{citation.anchor}]"


def document_link(citation: Citation) -> str:
    """Where the document is opened at this source: by its permanent reference, which outlives re-indexing."""
    return f"source/{url_quote(citation.anchor, safe='')}"


def _close() -> str:
    return action("close", "close", "cross", "plain close")


def _chips(c: Citation) -> str:
    kind = said(f"kind_{c.kind}") if f"kind_{c.kind}" in WORDS else f"<bdi>{escape(c.kind)}</bdi>"
    chips = [kind] if c.kind else []
    chips.append(said(f"in_{c.language}"))
    scan = f'<p class="scan">{icon("scan")}<span>{said("ocr")}</span></p>' if c.ocr else ""
    return f'<p class="chips">{"".join(f"<span class=chip>{chip}</span>" for chip in chips)}</p>{scan}'


def _actions(c: Citation) -> str:
    both = {language: escape(reference_text(c, language)) for language in LANGUAGES}
    return (
        f'<p class="actions"><a class="outline" href="{document_link(c)}" target="_blank" rel="noopener">'
        f"{icon('open')}<span>{said('open_document')}</span></a>"
        f'<button type="button" class="outline" data-do="copy-citation" data-ar="{both["ar"]}" data-en="{both["en"]}">'
        f"{icon('copy')}<span>{said('copy_citation')}</span></button></p>"
    )


def _facts(c: Citation) -> str:
    facts: dict[str, Callable[[Language], str]] = {
        "publisher": lambda lang: c.source or t("unknown", lang),
        "date": lambda lang: long_date(c.date, lang) or t("unknown", lang),
        "page": lambda lang: str(c.page or ""),
    }
    shown = {key: _said_or_own(key, say) for key, say in facts.items() if say("en")}
    shown |= {"file": file_name(c.path), "reference": f"<bdi>{escape(c.anchor)}</bdi>"}
    return "".join(f'<div class="fact-{key}"><dt>{said(key)}</dt><dd>{html}</dd></div>' for key, html in shown.items())


def _said_or_own(key: str, say: Callable[[Language], str]) -> str:
    own = key == "publisher" and say("en") == say("ar")  # the document's own words
    return f"<bdi>{escape(say('en'))}</bdi>" if own else words_html(say)


def _others(c: Citation, relatives: Sequence[Relative]) -> str:
    """Other documents that carry the same text, and the same report in the other language."""
    same = {info.id: info for info in c.versions}
    same |= {r.document.id: r.document for r in relatives if r.relation == "near-duplicate"}
    other = {r.document.id: r.document for r in relatives if r.relation == "counterpart"}
    return _list("also_in", list(same.values())) + _list("counterpart", list(other.values()))


def _list(key: str, infos: Sequence[DocumentInfo]) -> str:
    rows = "".join(f"<li>{_other(info)}</li>" for info in infos)
    return f'<h3>{said(key)}</h3><ul class="others">{rows}</ul>' if rows else ""


def _other(info: DocumentInfo) -> str:
    def date(lang: Language) -> str:
        return long_date(info.date, lang)

    facts = [said(f"in_{info.language}"), *([words_html(date)] if info.date else [])]
    shown = "".join(f'<span class="fact">{fact}</span>' for fact in facts)
    link = f"document/{url_quote(info.id, safe='')}"
    named = f'<a href="{link}" target="_blank" rel="noopener"><bdi>{escape(info.title)}</bdi></a>'
    return f'{named}<span class="facts">{shown}</span>'
