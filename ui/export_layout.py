"""A conversation or chosen excerpts -> the paragraphs of a document, whichever file they are written to.

In: turns or excerpts, the language of the page. Out: Paragraphs; every word that is the interface's own is in that
language, every answer in its own, every quote in its document's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.records import Answer, Citation, Turn
from corpus.language import language_of
from corpus.records import Language
from ui.dated import with_dates
from ui.export_records import Excerpt, Look, Paragraph, Span, Style
from ui.preferences import Numerals
from ui.strings import WORDS, confidence, long_date, t

_QUOTES: dict[Language, tuple[str, str]] = {"ar": ("«", "»"), "en": ("“", "”")}
_OPENING, _CLOSING = '“«"', '”»"'
# After a quote that ends its line: its closing mark, the numbers of its sources, a full stop.
_REST_OF_LINE = re.compile(rf"([{_CLOSING}]?)[ .]*((?:\s*\[\d{{1,3}}\])*)[ .]*(?=\n|$)")
_ISO_DATE = r"\d{4}-\d{2}(?:-\d{2})?"  # Arabic letters before it would turn its parts around
_DOT = " · "
_ARABIC_INDIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")  # as assets/shell.js writes them


def conversation_paragraphs(turns: Sequence[Turn], language: Language, title: str, on: date) -> Iterator[Paragraph]:
    """Question, answer and references of each turn, in order."""
    yield _title(title or t("export_conversation", language), language)
    yield _own("note", t("exported_on", language, day=long_date(on.isoformat(), language)), language)
    for place, turn in enumerate(turns, start=1):
        asked = language_of(turn.question, language)
        yield Paragraph("question", asked, (Span(turn.question, asked),))
        yield from _answer(with_dates(turn.answer), place)
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
        dated, _ = _date_and_page(first.date, None, language)
        known = (_fact(first.source, language), dated, _fact(kind_name(first.kind, language), language))
        yield Paragraph("note", language, tuple(_facts(known)))
        for excerpt in (first, *others):
            yield _quote(excerpt.quote, excerpt.language)
            yield Paragraph("reference", language, tuple(_place(excerpt, language)))


def in_numerals(paragraphs: Iterable[Paragraph], numerals: Numerals) -> Iterator[Paragraph]:
    """The same, figures of ours in Arabic text written as the reader prefers."""
    for paragraph in paragraphs:
        spans = (
            replace(s, text=s.text.translate(_ARABIC_INDIC)) if numerals == "arab" and s.ours == "ar" else s
            for s in paragraph.spans
        )
        yield replace(paragraph, spans=tuple(spans))


def kind_name(kind: str, language: Language) -> str:
    """A kind of document in words; one that the interface has no word for as the document states it."""
    return t(f"kind_{kind}", language) if f"kind_{kind}" in WORDS else kind


def _title(text: str, language: Language) -> Paragraph:
    written = language_of(text, language)
    return Paragraph("title", written, (Span(text, written),))


def _own(style: Style, text: str, language: Language, look: Look = "plain") -> Paragraph:
    return Paragraph(style, language, (Span(text, language, look, ours=language),))


def _quote(text: str, language: Language) -> Paragraph:
    opening, closing = _QUOTES[language]
    return Paragraph("quote", language, (Span(f"{opening}{text}{closing}", language),))


def _facts(facts: Sequence[Span]) -> Iterator[Span]:
    """Facts that are known, a dot between them, each in its own direction."""
    known = [fact for fact in facts if fact.text]
    for place, fact in enumerate(known):
        if place:
            yield replace(fact, text=_DOT, ours=None)
        yield fact


def _fact(text: str, language: Language) -> Span:
    """What a document calls itself or its publisher: its figures are its own."""
    return Span(text, language_of(text, language), "quiet")


def _date_and_page(date: str, page: int | None, language: Language) -> tuple[Span, Span]:
    at = t("page_number", language, page=page) if page else ""
    return Span(long_date(date, language), language, "quiet", ours=language), Span(at, language, "quiet", ours=language)


def _place(excerpt: Excerpt, language: Language) -> Iterator[Span]:
    facts = (
        _fact(t(f"original_{excerpt.language}", language), language),
        _date_and_page("", excerpt.page, language)[1],
        _fact(t("ocr", language) if excerpt.ocr else "", language),
    )
    yield from _facts(facts)
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
    dates = {c.date for c in answer.citations}
    pattern = "|".join((r"\[\d{1,3}\]", _ISO_DATE, *map(re.escape, sorted(names, key=len, reverse=True))))
    at = 0
    for match in re.finditer(pattern, text):
        if match.start() > at:
            yield Span(text[at : match.start()], lang)
        word, at = match.group(), match.end()
        if word in names:
            yield Span(word, names[word])
        elif word in dates:
            yield Span(long_date(word, lang), lang, ours=lang)
        elif not word.startswith("["):
            yield Span(word, "en")
        else:
            target = f"r{turn}-{word[1:-1]}" if int(word[1:-1]) in known else ""
            yield Span(word, lang, target=target, ours=lang if target else None)
    if text[at:]:
        yield Span(text[at:], lang)


def _after_answer(answer: Answer) -> Iterator[Paragraph]:
    """What the reader should know of an answer, and what was struck out of it."""
    lang = answer.language
    for notice in answer.notices:
        yield Paragraph("note", lang, tuple(replace(s, look="quiet", target="") for s in _spans(notice, answer, 0)))
    if answer.struck:
        yield _own("note", t("struck", lang), lang, "quiet")
        yield from (Paragraph("body", lang, (Span(claim.text, lang, "struck"),)) for claim in answer.struck)
    if answer.answered:
        yield _own("note", confidence(answer.confidence, lang)[0], lang, "quiet")


def _references(answer: Answer, turn: int) -> Iterator[Paragraph]:
    """The numbered sources of an answer; of a refusal, what it offers to read instead."""
    lang, cited = answer.language, answer.citations or answer.related
    if cited:
        yield _own("heading", t("references" if answer.citations else "related", lang), lang)
    for citation in cited:
        number = (Span(f"[{citation.number}] ", lang, ours=lang),) if citation.number else ()
        title = Span(citation.title, language_of(citation.title, citation.language), "strong")
        facts = _facts(_known(citation, lang))
        spans = (*number, title, Span(_DOT, lang, "quiet"), *facts)
        yield Paragraph("reference", lang, spans, f"r{turn}-{citation.number}" if citation.number else "")
        if citation.quote not in answer.text:
            yield _quote(citation.quote, citation.language)
        if citation.translation:
            made = Span(f"{t('machine_translation', lang)}: ", lang, "quiet")
            written = language_of(citation.translation, lang)
            yield Paragraph("note", written, (made, Span(citation.translation, written)))
        yield Paragraph("note", lang, tuple(_anchor(citation.anchor, lang)))


def _known(citation: Citation, language: Language) -> list[Span]:
    versions = ", ".join(info.title for info in citation.versions)
    return [
        _fact(citation.source, language),
        *_date_and_page(citation.date, citation.page, language),
        _fact(t(f"original_{citation.language}", language) if citation.language != language else "", language),
        _fact(t("ocr", language) if citation.ocr else "", language),
        _fact(f"{t('also_in', language)}: {versions}" if versions else "", language),
    ]
