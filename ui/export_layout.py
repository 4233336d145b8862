"""A conversation or chosen excerpts -> the paragraphs of a document, whichever file they are written to.

In: turns or excerpts, the language of the page. Out: Paragraphs; every word that is the interface's own is in that
language, every answer in its own, every quote in its document's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.records import Answer, Citation, Turn
from corpus.language import language_of
from corpus.records import Language
from ui.export_records import Excerpt, Look, Paragraph, Span, Style
from ui.strings import WORDS, confidence, long_date, t

_QUOTES: dict[Language, tuple[str, str]] = {"ar": ("«", "»"), "en": ("“", "”")}
_OPENING, _CLOSING = '“«"', '”»"'
# After a quote that ends its line: its closing mark, the numbers of its sources, a full stop.
_REST_OF_LINE = re.compile(rf"([{_CLOSING}]?)[ .]*((?:\s*\[\d{{1,3}}\])*)[ .]*(?=\n|$)")
_ISO_DATE = r"\d{4}-\d{2}(?:-\d{2})?"  # Arabic letters before it would turn its parts around
_DOT = " · "


def conversation_paragraphs(turns: Sequence[Turn], language: Language, title: str, on: date) -> Iterator[Paragraph]:
    """Question, answer and references of each turn, in order."""
    yield _title(title or t("export_conversation", language), language)
    yield _own("note", t("exported_on", language, day=long_date(on.isoformat(), language)), language)
    for place, turn in enumerate(turns, start=1):
        asked = language_of(turn.question, language)
        yield Paragraph("question", asked, (Span(turn.question, asked),))
        yield from _answer(turn.answer, place)
        yield from _after_answer(turn.answer)
        yield from _references(turn.answer, place)


def excerpts_paragraphs(excerpts: Sequence[Excerpt], language: Language, on: date) -> Iterator[Paragraph]:
    """Excerpts under their documents, documents and excerpts as they were chosen."""
    yield _title(t("export_excerpts", language), language)
    facts = (
        t("exported_on", language, day=long_date(on.isoformat(), language)),
        t("excerpt_count", language, count=len(excerpts)),
    )
    yield _own("note", _DOT.join(facts), language)
    groups: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts:
        groups.setdefault(excerpt.document_id, []).append(excerpt)
    for first, *others in groups.values():
        written = language_of(first.title, first.language)
        yield Paragraph("heading", written, (Span(first.title, written),))
        known = (first.source, long_date(first.date, language), kind_name(first.kind, language))
        yield Paragraph("note", language, tuple(_facts(known, language)))
        for excerpt in (first, *others):
            yield _quote(excerpt.quote, excerpt.language)
            yield Paragraph("reference", language, tuple(_place(excerpt, language)))


def kind_name(kind: str, language: Language) -> str:
    """A kind of document in words; one that the interface has no word for as the document states it."""
    return t(f"kind_{kind}", language) if f"kind_{kind}" in WORDS else kind


def _title(text: str, language: Language) -> Paragraph:
    written = language_of(text, language)
    return Paragraph("title", written, (Span(text, written),))


def _own(style: Style, text: str, language: Language, look: Look = "plain") -> Paragraph:
    return Paragraph(style, language, (Span(text, language, look),))


def _quote(text: str, language: Language) -> Paragraph:
    opening, closing = _QUOTES[language]
    return Paragraph("quote", language, (Span(f"{opening}{text}{closing}", language),))


def _facts(facts: Sequence[str], language: Language, look: Look = "quiet") -> Iterator[Span]:
    """Facts that are known, a dot between them, each in its own direction."""
    known = [fact for fact in facts if fact]
    for place, fact in enumerate(known):
        if place:
            yield Span(_DOT, language, look)
        yield Span(fact, language_of(fact, language), look)


def _place(excerpt: Excerpt, language: Language) -> Iterator[Span]:
    facts = [
        t(f"original_{excerpt.language}", language),
        t("page_number", language, page=excerpt.page) if excerpt.page else "",
        t("ocr", language) if excerpt.ocr else "",
    ]
    yield from _facts(facts, language)
    yield Span(_DOT, language, "quiet")
    yield from _anchor(excerpt.anchor, language)


def _anchor(anchor: str, language: Language) -> Iterator[Span]:
    before, after = t("reference_is", language, anchor="\0").split("\0")
    yield from (Span(before, language, "quiet"), Span(anchor, "en", "quiet"))
    if after:
        yield Span(after, language, "quiet")


def _answer(answer: Answer, turn: int) -> Iterator[Paragraph]:
    """The text with its markers as links; a quote that ends its line stands as a paragraph of its own."""
    text, at = answer.text, 0
    line: list[Span] = []
    for start, end, quoted in _quotes_within(answer):
        *whole, rest = text[at:start].split("\n")
        for own in whole:
            yield from _line([*line, *_spans(own, answer, turn)], answer.language)
            line = []
        at = end
        after = _REST_OF_LINE.match(text, end)
        if after is None:
            line += [*_spans(rest, answer, turn), Span(text[start:end], quoted)]
            continue
        opening = rest[-1:] if rest[-1:] and rest[-1:] in _OPENING else ""
        yield from _line([*line, *_spans(rest.removesuffix(opening), answer, turn)], answer.language)
        line, at = [], after.end()
        markers = (replace(span, language=quoted) for span in _spans(after[2].strip(), answer, turn))
        words = opening + text[start:end] + after[1] + (" " if after[2] else "")
        yield Paragraph("quote", quoted, (Span(words, quoted), *markers))
    for own in text[at:].split("\n"):
        yield from _line([*line, *_spans(own, answer, turn)], answer.language)
        line = []


def _line(spans: Sequence[Span], language: Language) -> Iterator[Paragraph]:
    if any(span.text.strip() for span in spans):
        yield Paragraph("body", language, tuple(spans))


def _quotes_within(answer: Answer) -> list[tuple[int, int, Language]]:
    """Where the text carries a citation's quote word for word, none overlapping: a [1] inside one is no marker."""
    found: list[tuple[int, int, Language]] = []
    for cited in sorted(answer.citations, key=lambda c: -len(c.quote)):
        for match in re.finditer(re.escape(cited.quote), answer.text) if cited.quote else ():
            if all(match.end() <= start or end <= match.start() for start, end, _ in found):
                found.append((match.start(), match.end(), cited.language))
    return sorted(found)


def _spans(text: str, answer: Answer, turn: int) -> Iterator[Span]:
    """Own words: markers lead to their reference, names and dates of the sources keep their own direction."""
    lang, known = answer.language, {c.number for c in answer.citations}
    names = {name: language_of(name, lang) for c in answer.citations for name in (c.title, c.source) if name}
    pattern = "|".join((r"\[\d{1,3}\]", _ISO_DATE, *map(re.escape, sorted(names, key=len, reverse=True))))
    at = 0
    for match in re.finditer(pattern, text):
        if match.start() > at:
            yield Span(text[at : match.start()], lang)
        word, at = match.group(), match.end()
        if word in names:
            yield Span(word, names[word])
        elif not word.startswith("["):
            yield Span(word, "en")
        else:
            target = f"r{turn}-{word[1:-1]}" if int(word[1:-1]) in known else ""
            yield Span(word, lang, target=target)
    if text[at:]:
        yield Span(text[at:], lang)


def _after_answer(answer: Answer) -> Iterator[Paragraph]:
    """What the reader should know of an answer, and what was struck out of it."""
    lang = answer.language
    for notice in answer.notices:
        yield Paragraph("note", lang, tuple(replace(s, look="quiet", target="") for s in _spans(notice, answer, 0)))
    if answer.struck:
        yield _own("note", t("struck", lang), lang, "quiet")
        yield from (_own("body", claim.text, lang, "struck") for claim in answer.struck)
    if answer.answered:
        yield _own("note", confidence(answer.confidence, lang)[0], lang, "quiet")


def _references(answer: Answer, turn: int) -> Iterator[Paragraph]:
    """The numbered sources of an answer; of a refusal, what it offers to read instead."""
    lang, cited = answer.language, answer.citations or answer.related
    if cited:
        yield _own("heading", t("references" if answer.citations else "related", lang), lang)
    for citation in cited:
        number = (Span(f"[{citation.number}] ", lang),) if citation.number else ()
        title = Span(citation.title, language_of(citation.title, citation.language), "strong")
        facts = _facts(_known(citation, lang), lang)
        spans = (*number, title, Span(_DOT, lang, "quiet"), *facts)
        yield Paragraph("reference", lang, spans, f"r{turn}-{citation.number}" if citation.number else "")
        if citation.quote not in answer.text:
            yield _quote(citation.quote, citation.language)
        yield Paragraph("note", lang, tuple(_anchor(citation.anchor, lang)))


def _known(citation: Citation, language: Language) -> list[str]:
    return [
        citation.source,
        long_date(citation.date, language),
        t("page_number", language, page=citation.page) if citation.page else "",
        t(f"original_{citation.language}", language) if citation.language != language else "",
        t("ocr", language) if citation.ocr else "",
        f"{t('also_in', language)}: {', '.join(info.title for info in citation.versions)}" if citation.versions else "",
    ]
