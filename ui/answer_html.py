"""Questions and answers -> the HTML of the chat. Every text of a document, a model or a reader is escaped here.

In: an Answer, drafts, errors. Out: HTML for one exchange. The source panel is source_html.py's, terminal texts are
terminal.py's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.records import ENGINE_EXTRACTIVE, Answer, Citation, Claim
from corpus.language import direction
from corpus.records import Language
from ui.markup import action, block, escape, icon, lines, number, said, unseen, words_html
from ui.strings import confidence, long_date, t

_MARKER = re.compile(r"\[(\d{1,3})\]")
_MARKERS = re.compile(r"\s*(?:\[\d{1,3}\]\s*)+")
_OPENING, _CLOSING = '“«"', '”»"'
_VERDICT_ICONS = {"supported": "check", "partly": "partly", "unsupported": "cross"}


def welcome_html() -> str:
    """What an empty conversation shows."""
    return f'<div class="welcome"><h1>{said("welcome")}</h1><p>{said("welcome_text")}</p></div>'


def holdings_html(counts: tuple[int, int]) -> str:
    """How many documents and passages there are to ask."""

    def holdings(lang: Language) -> str:
        documents, passages = (t(key, lang, count=n) for key, n in zip(("documents", "passages"), counts, strict=True))
        return t("holdings", lang, documents=documents, passages=passages)

    return f'<p class="holdings">{words_html(holdings)}</p>'


def question_html(question: str, turn: int = 0) -> str:
    """The reader's own words, each line in its own direction; with its `turn` it can be edited."""
    lines = [line for line in question.splitlines() if line.strip()] or [""]
    words = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines)
    edit = action("edit", "edit_question", "edit", "plain quiet", turn=turn) if turn else ""
    heading = f"<h2>{unseen(said('question_heading'))}</h2>"
    return f'<div class="question">{heading}<div class="asked">{words}</div>{edit}</div>'


def draft_html(text: str, language: Language) -> str:
    """An answer while it streams: markers look as they will but lead nowhere yet; "" says that reading goes on."""
    if not text:
        return block("answer pending", f"<p>{escape(t('searching', language))}</p>", language)
    return block("answer draft", _paragraphs(text), language)


def note_html(text: str, language: Language, turn: int = 0, draft: str = "") -> str:
    """What stands in an answer's place: an error, or that it was stopped after `draft`."""
    again = block("tools", action("retry", "retry", "again", turn=turn)) if turn else ""
    return block("answer note", f'{_paragraphs(draft)}<p class="told">{escape(text)}</p>{again}', language)


def answer_html(answer: Answer, turn: int = 1, rating: str = "", own: bool = True) -> str:
    """The whole answer of the conversation's `turn`. Its [n] become buttons that open the source "turn-n"."""
    lang = answer.language
    heading = f"<h3>{unseen(said('answer_heading'))}</h3>"
    if not answer.answered:
        after = _notices(answer) + _struck(answer) + _related(answer, turn) + _tools(turn, rating, own)
        body = _choices(answer) if answer.choices else _paragraphs(answer.text)
        return block("answer refusal", f'{heading}<div class="body">{body}</div>{after}', lang)
    paragraphs = _body(answer, turn)
    body = _columns(paragraphs) if answer.form == "comparison" else paragraphs
    body = f'<div class="body {answer.form}">{body}</div>'
    after = _notices(answer) + _struck(answer) + _sources(answer, turn) + _footing(answer) + _tools(turn, rating, own)
    return block("answer", heading + body + after, lang)


def _body(answer: Answer, turn: int) -> str:
    """The text, claim by claim: only markers that follow a claim are links, so that a [1] inside a quote stays text."""
    text, at, parts = answer.text, 0, [""]
    citations = {c.number: c for c in answer.citations}
    for claim in answer.claims:
        start = text.find(claim.text, at)
        if start < 0:
            continue
        end = start + len(claim.text)
        markers = _MARKERS.match(text, end)
        links = _links(markers.group() if markers else "", citations, turn, answer.language) + _verdict(claim, answer)
        parts.append(_own_words(text[at:start], citations, turn, answer.language))
        if claim.under and answer.form == "timeline":
            parts.append(f'<span class="when n">{escape(long_date(claim.under, answer.language))}</span>')
        parts.append(_claim(claim, citations, links, answer.language))
        at = markers.end() if markers else end
        if markers and "\n\n" in markers.group():
            parts.append("</p><p>")
    parts.append(_own_words(text[at:], citations, turn, answer.language))
    return f"<p>{''.join(parts)}</p>".replace("<p></p>", "")


def _choices(answer: Answer) -> str:
    """Which document is meant? The question as it was put, and a button for each; choosing one asks for it."""
    lang, asked = answer.language, answer.text.partition("\n\n")[0]
    buttons = ""
    for n, info in enumerate(answer.choices, start=1):
        chosen = escape(t("choose", lang, number=n))
        inner = f"{number(n)} <bdi>{escape(info.title)}</bdi>"
        buttons += (
            f'<li><button type="button" class="outline" data-do="ask" data-question="{chosen}">{inner}</button></li>'
        )
    return _paragraphs(asked) + f'<ul class="choices">{buttons}</ul>'


def _columns(html: str) -> str:
    """A comparison's paragraphs as one column a side: each side is named by a paragraph without a claim, and holds
    claims, or one paragraph that says there is nothing on it.
    """
    columns: list[list[str]] = []
    for paragraph in re.findall(r"<p>.*?</p>", html):
        named = '<span class="verdict' not in paragraph
        if not columns or (named and len(columns[-1]) > 1):
            columns.append([])
        columns[-1].append(paragraph)
    return "".join(f"<section><h4>{head[3:-4]}</h4>{''.join(rest)}</section>" for head, *rest in columns)


def _paragraphs(text: str) -> str:
    return f"<p>{_own_words(text, {}, 0, 'en')}</p>".replace("<p></p>", "")


def _own_words(text: str, citations: Mapping[int, Citation], turn: int, language: Language) -> str:
    """Text outside of claims, in paragraphs, with the markers that name a citation linked."""
    parts, at = [], 0
    for found in _MARKER.finditer(text):
        parts += [_broken(text[at : found.start()]), _links(found.group(), citations, turn, language)]
        at = found.end()
    return "".join([*parts, _broken(text[at:])])


def _broken(text: str) -> str:
    return "</p><p>".join(escape(piece) for piece in re.split(r"\n\s*\n", text))


def _links(markers: str, citations: Mapping[int, Citation], turn: int, language: Language) -> str:
    parts = []
    for n in map(int, _MARKER.findall(markers)):
        cited = citations.get(n)
        if cited is None:  # while streaming, or a number that no citation carries: shown, never a link
            parts.append(f'<span class="cite n">{n}</span>')
        else:
            parts.append(_source_button(f"{turn}-{n}", str(n), "cite n", cited, language))
    return "".join(parts)


def _source_button(ref: str, shown: str, classes: str, cited: Citation, language: Language) -> str:
    """Opens a source in the panel; named for those who listen, and as a tooltip."""
    named = t("open_source", language, number=cited.number) if cited.number else t("open_related", language)
    label = escape(f"{named}: {cited.title}")
    return (
        f'<button type="button" class="{classes}" data-do="source" data-ref="{ref}" aria-label="{label}"'
        f' title="{escape(cited.title)}">{shown}</button>'
    )


def _verdict(claim: Claim, answer: Answer) -> str:
    """The mark of what checking the claim against its sources found; said in words where it is not plain support."""
    word = escape(t(claim.verdict, answer.language))
    shown = unseen(word) if claim.verdict == "supported" else f" {word}"
    return f'<span class="verdict {claim.verdict}" title="{word}">{icon(_VERDICT_ICONS[claim.verdict])}{shown}</span>'


def _claim(claim: Claim, citations: Mapping[int, Citation], links: str, language: Language) -> str:
    """One claim; a quote that ends it stands as a block of its own in its own direction."""
    cited = [citations[n] for n in claim.citations if n in citations]
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
        at = claim.text.find(source.quote) - start  # the quotation mark, where there is one
        words = escape(quote[:at]) + marked(source) + escape(quote[at + len(source.quote) :])
        quoted = f'<span class="{shape}" lang="{source.language}" dir="{direction(source.language)}">{words}'
        # The links are of the answer's language, whatever the quote's.
        ours = f'<span class="links" lang="{language}">{links}</span>'
        lead = f'<span class="lead">{_isolated(before, cited, language)}</span>'
        return (
            f"{lead} {quoted}{ours if shape == 'quote' else ''}</span>"
            f"{label}{escape(after)}{ours if shape != 'quote' else ''}"
        )
    return f"{_isolated(claim.text, cited, language)}{links}"


def marked(citation: Citation) -> str:
    """The quote with the words that answer the question marked; the rows of a table each on a line."""
    parts, at = [], 0
    for mark in citation.marks:
        kept = escape(citation.quote[mark.start : mark.end])
        parts.append(f'{lines(citation.quote[at : mark.start])}<strong class="hit {mark.kind}">{kept}</strong>')
        at = mark.end
    return "".join([*parts, lines(citation.quote[at:])])


def _isolated(text: str, cited: Iterable[Citation], language: Language) -> str:
    """`text` with what it names of its sources kept apart: a title turns the words around it. Dates as people write."""
    names = {n: f'<bdi dir="auto">{escape(n)}</bdi>' for c in cited for n in (c.title, c.source) if n}
    names |= {c.date: f'<bdi class="n">{escape(long_date(c.date, language))}</bdi>' for c in cited if c.date}
    present = sorted((name for name in names if name in text), key=len, reverse=True)
    if not present:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, present))})", text)
    return "".join(names[p] if p in present else escape(p) for p in pieces)


def _original(source: Citation, language: Language) -> str:
    """That a quote stands in the language of its document, where this is not the reader's."""
    if source.language == language:
        return ""
    return f'<span class="chip original">{escape(t(f"original_{source.language}", language))}</span>'


def _notices(answer: Answer) -> str:
    return "".join(f'<p class="notice">{escape(notice)}</p>' for notice in answer.notices)


def _struck(answer: Answer) -> str:
    """What a chat model said without support, crossed out."""
    struck = "".join(f"<li><s>{escape(claim.text)}</s></li>" for claim in answer.struck)
    heading = f'<h4 class="heading">{escape(t("struck", answer.language))}</h4>'
    return block("struck", f"{heading}<ul>{struck}</ul>") if struck else ""


def _related(answer: Answer, turn: int) -> str:
    """What a refusal offers to read instead, apart from it and without numbers."""
    lang = answer.language
    rows = ""
    for at, c in enumerate(answer.related, start=1):
        title = _source_button(f"{turn}-r{at}", f"<bdi>{escape(c.title)}</bdi>", "source", c, lang)
        quote = f'<q lang="{c.language}" dir="{direction(c.language)}">{escape(c.quote)}</q>'
        rows += f"<li>{title}{_details(c, lang)}{quote}</li>"
    heading = f'<h4 class="heading">{escape(t("related", lang))}</h4>'
    return block("related", f"{heading}<ul>{rows}</ul>") if rows else ""


def _sources(answer: Answer, turn: int) -> str:
    """The documents under an answer; a quote is repeated only where the answer does not carry it word for word."""
    groups: dict[tuple[str, int | None], list[Citation]] = {}
    for cited in answer.citations:
        groups.setdefault((cited.document_id, cited.page), []).append(cited)
    rows = "".join(f"<li>{_source(group, answer, turn)}</li>" for group in groups.values())
    count = t("source_count", answer.language, count=len({c.document_id for c in answer.citations}))
    heading = f'<h4 class="heading">{number(count)}</h4>'
    return block("sources", f"{heading}<ol>{rows}</ol>") if rows else ""


def _source(cited: Sequence[Citation], answer: Answer, turn: int) -> str:
    """One page of one document: the numbers that rest on it, and what it is."""
    lang, first = answer.language, cited[0]
    numbers = "".join(_source_button(f"{turn}-{c.number}", str(c.number), "cite n", c, lang) for c in cited)
    quotes = "".join(
        f'<q lang="{c.language}" dir="{direction(c.language)}">{escape(c.quote)}</q>'
        for c in cited
        if c.quote not in answer.text
    )
    title = _source_button(f"{turn}-{first.number}", f"<bdi>{escape(first.title)}</bdi>", "source", first, lang)
    return f'<span class="numbers">{numbers}</span><div>{title}{_details(first, lang)}{quotes}</div>'


def _details(c: Citation, lang: Language) -> str:
    """Publisher, date and page of a source, and what to know of its text."""
    page = t("page_number", lang, page=c.page) if c.page else ""
    facts = [f"<bdi>{escape(c.source)}</bdi>" if c.source else "", number(long_date(c.date, lang)) if c.date else ""]
    facts.append(number(page) if page else "")
    shown = "".join(f'<span class="fact">{fact}</span>' for fact in facts if fact)
    scan = f'<span class="chip warn">{escape(t("ocr", lang))}</span>' if c.ocr else ""
    return f'<span class="facts">{shown}{_original(c, lang)}{scan}</span>'


def _footing(answer: Answer) -> str:
    """Confidence and engine, said quietly."""
    lang = answer.language
    words, dots = confidence(answer.confidence, lang)
    meter = "".join(f'<i class="{"on" if at < dots else "off"}"></i>' for at in range(3))
    quoted = answer.engine == ENGINE_EXTRACTIVE
    engine = t("engine_quoted", lang) if quoted else t("engine_model", lang, engine=answer.engine)
    return (
        f'<div class="footing"><span class="confidence"><span class="meter" aria-hidden="true">{meter}</span>'
        f'{number(words)}</span><span class="engine">{escape(engine)}</span></div>'
    )


def _tools(turn: int, rating: str, own: bool) -> str:
    """What can be done with an answer; another's is only read."""
    buttons = [
        action("retry", "retry", "again", turn=turn),
        action("good", "good_answer", "up", "plain rated" if rating == "good" else "plain", turn=turn),
        action("bad", "bad_answer", "down", "plain rated" if rating == "bad" else "plain", turn=turn),
    ]
    return block("tools", "".join([action("copy", "copy", "copy", turn=turn), *(buttons if own else ())]))
