"""The usage page: charts drawn by the server, each with its figures in a table behind it.

In: a Usage record. Out: HTML and SVG, words in both languages. A chart is drawn once for each language: time runs from
right to left in the Arabic one.
"""

from collections.abc import Sequence

from corpus.language import direction
from corpus.records import LANGUAGES, Language
from ui.markup import block, escape, said, words_html
from ui.strings import long_date, t
from ui.usage import Usage

_WIDTH, _HEIGHT, _GAP = 600, 160, 3


def usage_html(now: Usage) -> str:
    """The whole page."""
    span = said("usage_span", days=len(now.days))
    head = f'<div class="page-head"><h1>{said("usage_title")}</h1><p class="lead">{span}</p></div>'
    if not now.asked:
        return head + block("card", f"<p>{said('usage_none')}</p>") + _ratings(now)
    share = round(100 * now.refused / now.asked)
    whole = words_html(
        lambda lang: t("asked_in_all", lang, questions=t("questions", lang, count=now.asked), percent=share)
    )
    asked = [day.asked for day in now.days]
    shares = [round(100 * day.refused / day.asked) if day.asked else 0 for day in now.days]
    return (
        f'{head}<p class="lead">{whole}</p><div class="charts">{_chart("questions_a_day", now, asked, "")}'
        f"{_chart('refusals_a_day', now, shares, '%')}</div>{_cited(now)}{_unanswered(now)}{_ratings(now)}"
    )


def _chart(key: str, now: Usage, values: Sequence[int], unit: str) -> str:
    """Bars, a day each, and the same figures for those who cannot see or want to copy them."""
    rows = "".join(
        f'<tr><th scope="row">{words_html(lambda lang, d=day.day: long_date(d.isoformat(), lang))}</th>'  # type: ignore[misc]
        f'<td class="n">{value}{unit}</td></tr>'
        for day, value in zip(now.days, values, strict=True)
        if value
    )
    drawn = "".join(_bars(key, now, values, unit, lang) for lang in LANGUAGES)
    return (
        f'<figure class="card chart"><figcaption>{said(key)}</figcaption>{drawn}<details class="act"><summary>'
        f'{said("figures")}</summary><table><thead><tr><th scope="col">{said("day")}</th>'
        f'<th scope="col">{said(key)}</th></tr></thead><tbody>{rows}</tbody></table></details></figure>'
    )


def _bars(key: str, now: Usage, values: Sequence[int], unit: str, language: Language) -> str:
    highest, step = max(max(values), 1), _WIDTH / len(values)
    first, last = (long_date(now.days[at].day.isoformat(), language) for at in (0, -1))
    title = escape(t(key, language))
    told = escape(
        t("chart_of_days", language, title=t(key, language), first=first, last=last, highest=f"{max(values)}{unit}")
    )
    bars = ""
    for at, value in enumerate(values):
        place = len(values) - 1 - at if language == "ar" else at
        height = value / highest * _HEIGHT
        day = escape(long_date(now.days[at].day.isoformat(), language))
        bars += (
            f'<rect x="{place * step + _GAP / 2:.1f}" y="{_HEIGHT - height:.1f}" width="{step - _GAP:.1f}"'
            f' height="{height:.1f}" rx="2"><title>{day}: {value}{unit}</title></rect>'
        )
    return (
        f'<div class="w" lang="{language}" dir="{direction(language)}">'
        f'<p class="highest n" aria-hidden="true">{max(values)}{unit}</p>'
        f'<svg role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none">'
        f"<title>{title}</title><desc>{told}</desc>{bars}</svg>"
        f'<p class="axis"><span>{escape(first)}</span><span>{escape(last)}</span></p></div>'
    )


def _cited(now: Usage) -> str:
    highest = max((count for _, count in now.cited), default=1)
    rows = "".join(
        f'<li><a href="document/{info.id}" target="_blank"'
        f' rel="noopener"><bdi>{escape(info.title)}</bdi></a><span class="measured">'
        f'<i style="inline-size:{100 * count / highest:.0f}%"></i></span><span>{said("times", count=count)}</span></li>'
        for info, count in now.cited
    )
    return (
        f'<section class="card"><h2>{said("most_cited")}</h2><ol class="ranking">{rows}</ol></section>' if rows else ""
    )


def _unanswered(now: Usage) -> str:
    rows = "".join(
        f'<li><span class="fact">{words_html(lambda lang, d=day: long_date(d, lang))}</span>'  # type: ignore[misc]
        f'<span dir="auto">{escape(question)}</span></li>'
        for day, question in now.unanswered
    )
    shown = f'<ul class="told">{rows}</ul>' if rows else f'<p class="hint">{said("unanswered_none")}</p>'
    return f'<section class="card"><h2>{said("unanswered")}</h2>{shown}</section>'


def _ratings(now: Usage) -> str:
    if not (now.good or now.bad):
        return f'<section class="card"><h2>{said("feedback")}</h2><p class="hint">{said("feedback_none")}</p></section>'
    rows = "".join(
        f'<li><span class="chip{"" if rating.good else " warn"}">'
        f"{said('feedback_good' if rating.good else 'feedback_bad')}</span>"
        f'<span dir="auto">{escape(rating.question)}</span>'
        f'<span dir="auto" class="hint">{escape(rating.reason)}</span></li>'
        for rating in now.ratings
    )
    whole = f"<p>{said('ratings_in_all', good=now.good, bad=now.bad)}</p>"
    return f'<section class="card"><h2>{said("feedback")}</h2>{whole}<ul class="told">{rows}</ul></section>'
