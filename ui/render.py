"""Records -> the HTML of the chat page. Every text that comes from a document, a model or a reader is escaped here.

In: Answer, Citation, counts. Out: HTML without line breaks, which the page's Markdown takes as one raw block.
Words are strings.py's, the terminal's texts terminal.py's (named here too, so that both faces import one module).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import PurePath

from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim
from corpus.language import direction, language_of, strip_invisible
from corpus.records import LANGUAGES, Language
from ui.strings import confidence, long_date, t
from ui.terminal import answer_text, document_text, documents_text, hits_text, isolate, report_text

__all__ = [
    "answer_html", "answer_text", "brand_html", "citation_html", "document_text", "documents_text", "draft_html",
    "escape", "hits_text", "isolate", "note_html", "question_html", "report_text", "welcome_html", "words_html",
]  # fmt: skip

# What HTML reads as markup, and what Markdown does: a quote can become neither an element, nor an image, nor a link.
_ACTIVE = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'\\`*_[]!|~$#{}"} | {"\n": " ", "\t": " "})
_MARKER = re.compile(r"\[(\d{1,3})\]")
_MARKERS = re.compile(r"\s*(?:\[\d{1,3}\]\s*)+")
_OPENING, _CLOSING = '“«"', '”»"'


def escape(text: str) -> str:
    """`text` as inert HTML on one line; invisible and direction-overriding characters are left out."""
    return strip_invisible(text).translate(_ACTIVE)


def words_html(say: Callable[[Language], str]) -> str:
    """What `say` gives in both languages; the page's style shows the interface's own, so switching needs no reload."""
    spans = (f'<span class="w" lang="{lang}" dir="{direction(lang)}">{escape(say(lang))}</span>' for lang in LANGUAGES)
    return "".join(spans)


def brand_html() -> str:
    """Name and tagline at the head of the page."""
    name = words_html(partial(t, "name"))
    tagline = words_html(partial(t, "tagline"))
    return _block("brand", f'<span class="mark"></span><strong>{name}</strong><span class="tagline">{tagline}</span>')


def welcome_html(counts: tuple[int, int]) -> str:
    """What an empty conversation shows."""

    def holdings(lang: Language) -> str:
        documents, passages = (t(key, lang, count=n) for key, n in zip(("documents", "passages"), counts, strict=True))
        return t("holdings", lang, documents=documents, passages=passages)

    title, text = (words_html(partial(t, key)) for key in ("welcome", "welcome_text"))
    return f'<div class="welcome"><h1>{title}</h1><p>{text}</p><p class="holdings">{words_html(holdings)}</p></div>'


def question_html(question: str) -> str:
    """The reader's own words, each line in its own direction."""
    lines = [line for line in question.splitlines() if line.strip()] or [""]
    return _block("asked", "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines))


def draft_html(text: str, language: Language) -> str:
    """An answer while it streams: markers look as they will but lead nowhere yet; "" says that reading goes on."""
    if not text:
        return _block("answer pending", f"<p>{escape(t('searching', language))}</p>", language)
    return _block("answer draft", _paragraphs(text, {}, ""), language)


def note_html(text: str, language: Language) -> str:
    """What stands in an answer's place: an error, or that it was stopped."""
    return _block("answer note", f"<p>{escape(text)}</p>", language)


def answer_html(answer: Answer, anchor: str = "c-") -> str:
    """The whole answer. Its [n] become links to "#" + `anchor` + n, of class "cite"."""
    lang = answer.language
    if not answer.answered:
        after = _notices(answer) + _struck(answer) + _related(answer)
        return _block("answer refusal", _paragraphs(answer.text, {}, "") + after, lang)
    body = _body(answer, {c.number: c for c in answer.citations}, anchor)
    after = _notices(answer) + _struck(answer) + _sources(answer, anchor) + _footing(answer)
    return _block("answer", body + after, lang)


def _block(classes: str, html: str, language: Language | None = None) -> str:
    attributes = f' lang="{language}" dir="{direction(language)}"' if language else ""
    return f'<div class="{classes}"{attributes}>{html}</div>'


def _body(answer: Answer, citations: Mapping[int, Citation], anchor: str) -> str:
    """The text, claim by claim: only markers that follow a claim are links, so that a [1] inside a quote stays text."""
    text, at, parts = answer.text, 0, [""]
    for claim in answer.claims:
        start = text.find(claim.text, at)
        if start < 0:
            continue
        end = start + len(claim.text)
        markers = _MARKERS.match(text, end)
        links = _links(markers.group() if markers else "", citations, anchor, answer.language)
        parts.append(_own_words(text[at:start], citations, anchor, answer.language))
        parts.append(_claim(claim, citations, links, answer.language))
        at = markers.end() if markers else end
        if markers and "\n\n" in markers.group():
            parts.append("</p><p>")
    parts.append(_own_words(text[at:], citations, anchor, answer.language))
    return f"<p>{''.join(parts)}</p>".replace("<p></p>", "")


def _paragraphs(text: str, citations: Mapping[int, Citation], anchor: str) -> str:
    return f"<p>{_own_words(text, citations, anchor, 'en')}</p>".replace("<p></p>", "")


def _own_words(text: str, citations: Mapping[int, Citation], anchor: str, language: Language) -> str:
    """Text outside of claims, in paragraphs, with the markers that name a citation linked."""
    parts, at = [], 0
    for found in _MARKER.finditer(text):
        parts += [_broken(text[at : found.start()]), _links(found.group(), citations, anchor, language)]
        at = found.end()
    return "".join([*parts, _broken(text[at:])])


def _broken(text: str) -> str:
    return "</p><p>".join(escape(piece) for piece in re.split(r"\n\s*\n", text))


def _links(markers: str, citations: Mapping[int, Citation], anchor: str, language: Language) -> str:
    parts = []
    for number in map(int, _MARKER.findall(markers)):
        cited = citations.get(number)
        if cited is None:  # while streaming, or a number that no citation carries: shown, never a link
            parts.append(f'<span class="cite">{number}</span>')
        else:
            label = escape(f"{t('open_source', language, number=number)}: {cited.title}")
            parts.append(f'<a class="cite" href="#{anchor}{number}" title="{label}">{number}</a>')
    return "".join(parts)


def _claim(claim: Claim, citations: Mapping[int, Citation], links: str, language: Language) -> str:
    """One claim; a quote that ends it stands as a block of its own in its own direction."""
    cited = [citations[n] for n in claim.citations if n in citations]
    doubt = "" if claim.verdict == "supported" else f' <span class="doubt">{escape(t(claim.verdict, language))}</span>'
    for source in cited:
        start = claim.text.find(source.quote)
        if start < 0:
            continue
        end = start + len(source.quote)
        if start and claim.text[start - 1] in _OPENING and claim.text[end : end + 1] in set(_CLOSING):
            start, end = start - 1, end + 1
        before, quote, after = claim.text[:start].rstrip(), claim.text[start:end], claim.text[end:]
        shape = "quote" if not after.strip() else "inline-quote"
        label = _original(source, language)
        quoted = f'<span class="{shape}" lang="{source.language}" dir="{direction(source.language)}">{escape(quote)}'
        return (
            f'<span class="lead">{_isolated(before, cited)}</span> {quoted}{links if shape == "quote" else ""}</span>'
            f"{label}{escape(after)}{links if shape != 'quote' else ''}{doubt}"
        )
    return f"{_isolated(claim.text, cited)}{links}{doubt}"


def _isolated(text: str, cited: Iterable[Citation]) -> str:
    """`text` with what it names of its sources kept apart: a title turns the words around it, Arabic turns a date."""
    names = {name: "auto" for c in cited for name in (c.title, c.source) if name} | {
        c.date: "ltr" for c in cited if c.date
    }
    present = sorted((name for name in names if name in text), key=len, reverse=True)
    if not present:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, present))})", text)
    return "".join(f'<bdi dir="{names[p]}">{escape(p)}</bdi>' if p in present else escape(p) for p in pieces)


def _original(source: Citation, language: Language) -> str:
    """That a quote stands in the language of its document, where this is not the reader's."""
    if source.language == language:
        return ""
    return f'<span class="original">{escape(t(f"original_{source.language}", language))}</span>'


def _notices(answer: Answer) -> str:
    return "".join(f'<p class="notice">{escape(notice)}</p>' for notice in answer.notices)


def _struck(answer: Answer) -> str:
    """What a chat model said without support, crossed out."""
    said = "".join(f"<li><s>{escape(claim.text)}</s></li>" for claim in answer.struck)
    heading = f'<span class="heading">{escape(t("struck", answer.language))}</span>'
    return _block("struck", f"{heading}<ul>{said}</ul>") if said else ""


def _related(answer: Answer) -> str:
    """What a refusal offers to read instead, apart from it and without numbers."""
    lang = answer.language
    rows = "".join(
        f"<li><bdi>{escape(c.title)}</bdi>{_original(c, lang)}"
        f'<q lang="{c.language}" dir="{direction(c.language)}">{escape(c.quote)}</q></li>'
        for c in answer.related
    )
    heading = f'<span class="heading">{escape(t("related", lang))}</span>'
    return _block("related", f"{heading}<ul>{rows}</ul>") if rows else ""


def _sources(answer: Answer, anchor: str) -> str:
    """The documents under an answer; a quote is repeated only where the answer does not carry it word for word."""
    lang = answer.language
    groups: dict[tuple[str, int | None], list[Citation]] = {}
    for cited in answer.citations:
        groups.setdefault((cited.document_id, cited.page), []).append(cited)
    rows = "".join(f"<li>{_source(group, answer, anchor)}</li>" for group in groups.values())
    heading = escape(t("source_count", lang, count=len({c.document_id for c in answer.citations})))
    return _block("sources", f'<span class="heading">{heading}</span><ol>{rows}</ol>') if rows else ""


def _source(cited: Sequence[Citation], answer: Answer, anchor: str) -> str:
    """One page of one document: the numbers that rest on it, and what it is."""
    lang, first = answer.language, cited[0]
    facts = [first.source, long_date(first.date, lang), t("page_number", lang, page=first.page) if first.page else ""]
    numbers = "".join(f'<a class="cite number" href="#{anchor}{c.number}">{c.number}</a>' for c in cited)
    details = "".join(f'<span class="fact"><bdi>{escape(fact)}</bdi></span>' for fact in facts if fact)
    quotes = "".join(
        f'<q lang="{c.language}" dir="{direction(c.language)}">{escape(c.quote)}</q>'
        for c in cited
        if c.quote not in answer.text
    )
    title = f'<a class="cite source" href="#{anchor}{first.number}"><bdi>{escape(first.title)}</bdi></a>'
    return f'<span class="numbers">{numbers}</span><div>{title}{details}{_original(first, lang)}{quotes}</div>'


def _footing(answer: Answer) -> str:
    """Confidence and engine, said quietly, and the copy link."""
    lang = answer.language
    said, dots = confidence(answer.confidence, lang)
    meter = "".join(f'<i class="{"on" if at < dots else "off"}"></i>' for at in range(3))
    quoted = answer.engine == ENGINE_EXTRACTIVE
    engine = t("engine_quoted", lang) if quoted else t("engine_model", lang, engine=answer.engine)
    return (
        f'<div class="footing"><span class="confidence"><span class="meter">{meter}</span>{escape(said)}</span>'
        f'<span class="engine">{escape(engine)}</span>'
        f'<a class="copy" href="#copy" title="{escape(t("copied", lang))}">{escape(t("copy", lang))}</a></div>'
    )


def citation_html(citation: Citation, around: tuple[str, str, str]) -> str:
    """The side panel: what the source is, and the quote marked within its passage."""
    before, quote, after = around
    facts: dict[str, Callable[[Language], str]] = {
        "publisher": lambda lang: citation.source or t("unknown", lang),
        "date": lambda lang: long_date(citation.date, lang) or t("unknown", lang),
        "page": lambda lang: str(citation.page or ""),
        "language": lambda lang: t(f"in_{citation.language}", lang),
        "file": lambda lang: PurePath(citation.path).name,
        "reference": lambda lang: citation.anchor,
    }
    rows = "".join(_fact(key, say) for key, say in facts.items() if say("en"))
    title_dir = direction(language_of(citation.title, citation.language))
    passage = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"
    return (
        f'<div class="source-card"><div class="card-head"><span class="kicker">'
        f"{words_html(lambda lang: t('source_number', lang, number=citation.number))}</span>{_close()}</div>"
        f'<h2 dir="{title_dir}">{escape(citation.title)}</h2><dl>{rows}</dl>'
        f"<h3>{words_html(lambda lang: t('passage', lang))}</h3>"
        f'<blockquote lang="{citation.language}" dir="{direction(citation.language)}">{passage}</blockquote></div>'
    )


def gone_html() -> str:
    """The side panel for a source that this conversation does not hold."""
    told = words_html(lambda lang: t("source_gone", lang))
    return _block("source-card", f'<div class="card-head">{_close()}</div><p>{told}</p>')


def _close() -> str:
    return f'<button class="close">{words_html(lambda lang: t("close", lang))}</button>'


def _fact(key: str, say: Callable[[Language], str]) -> str:
    value = escape(say("en")) if say("en") == say("ar") else ""
    shown = f"<bdi>{value}</bdi>" if value else words_html(say)
    return f'<div class="fact-{key}"><dt>{words_html(lambda lang: t(key, lang))}</dt><dd>{shown}</dd></div>'
