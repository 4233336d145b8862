"""Every word of both faces, Arabic and English side by side; counted words in each language's plural forms.

In: a key, a language and values. Out: text for people. What the assistant says in an answer is prompts.py's, what an
error says is the error's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date

from corpus.records import Language

# Plural forms by CLDR category; a form may leave the number out ("وثيقتان" is "two documents" in one word).
Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages; Forms where it is counted."""

    en: str | Forms
    ar: str | Forms


def _counted(en: tuple[str, str], ar: tuple[str, str, str, str, str, str]) -> Words:
    """English one, other; Arabic zero, one, two, few (3-10), many (11-99), other (100, 101, 200...)."""
    categories = ("zero", "one", "two", "few", "many", "other")
    return Words({"one": en[0], "other": en[1]}, dict(zip(categories, ar, strict=True)))


WORDS: Mapping[str, Words] = {
    # The page
    "name": Words("Sanad", "سند"),
    "other_language": Words("العربية", "English"),
    "tagline": Words("Answers that rest on the documents", "إجابات تستند إلى الوثائق"),
    "welcome": Words("Ask the documents", "اسأل الوثائق"),
    "welcome_text": Words(
        "Ask in English or Arabic. Every sentence of an answer carries a number that opens the passage it rests on,"
        " in the words of the original.",
        "اطرح سؤالك بالعربية أو الإنجليزية. كل جملة في الإجابة تحمل رقمًا يفتح المقطع الذي تستند إليه بنصه الأصلي.",
    ),
    "holdings": Words("{documents}, {passages}", "{documents}، {passages}"),
    "question_label": Words("Your question", "سؤالك"),
    "question_hint": Words("Ask a question…", "اكتب سؤالك…"),
    "send": Words("Send", "إرسال"),
    "new_conversation": Words("New conversation", "محادثة جديدة"),
    "conversation": Words("Conversation", "المحادثة"),
    "searching": Words("Reading the documents…", "جارٍ البحث في الوثائق…"),
    "stopped": Words("Stopped before an answer was found.", "أُوقف قبل الوصول إلى إجابة."),
    "unexpected": Words(
        "Something went wrong on the server and was written to its log. Please ask again.",
        "حدث خطأ غير متوقع في الخادم وسُجّل في سجله. يُرجى إعادة طرح السؤال.",
    ),
    # Under an answer
    "sources": Words("Sources", "المصادر"),
    "copy": Words("Copy", "نسخ"),
    "copied": Words("Copied", "نُسخ"),
    "confidence": Words("Confidence: {level} ({percent}%)", "درجة الثقة: {level} ({percent}%)"),
    "confidence_high": Words("high", "عالية"),
    "confidence_fair": Words("fair", "متوسطة"),
    "confidence_low": Words("low", "منخفضة"),
    "engine_quoted": Words("Quoted from the documents", "مقتبسة من الوثائق"),
    "engine_model": Words("Written by {engine}", "صاغها {engine}"),
    "not_found": Words("No answer in the documents", "لا إجابة في الوثائق"),
    "partly": Words("partly supported", "مدعومة جزئيًا"),
    "unsupported": Words("not supported", "غير مدعومة"),
    "struck": Words("Struck out, not supported by the documents", "مشطوب لا تسنده الوثائق"),
    "related": Words("Related passages, not an answer", "مقاطع ذات صلة لا تمثّل إجابة"),
    "also_in": Words("The same text stands in", "ويرد النص نفسه في"),
    "ocr": Words("Read from a scan: check the figures", "مقروء من صورة ممسوحة: تحقّق من الأرقام"),
    "open_source": Words("Open source {number}", "افتح المصدر {number}"),
    # The source panel
    "source_number": Words("Source {number}", "المصدر {number}"),
    "publisher": Words("Published by", "الجهة"),
    "date": Words("Date", "التاريخ"),
    "page": Words("Page", "الصفحة"),
    "language": Words("Language", "اللغة"),
    "file": Words("File", "الملف"),
    "reference": Words("Reference", "المرجع"),
    "passage": Words("The passage, with the evidence marked", "المقطع، والشاهد فيه مميَّز"),
    "close": Words("Close", "إغلاق"),
    "source_gone": Words(
        "This source belongs to an earlier conversation. Ask again to open it.",
        "هذا المصدر من محادثة سابقة. أعد طرح السؤال لفتحه.",
    ),
    "unknown": Words("not stated", "غير مذكور"),
    "in_ar": Words("Arabic", "العربية"),
    "in_en": Words("English", "الإنجليزية"),
    "original_ar": Words("Original in Arabic", "النص الأصلي بالعربية"),
    "original_en": Words("Original in English", "النص الأصلي بالإنجليزية"),
    "page_number": Words("p.\u00a0{page}", "ص\u00a0{page}"),
    # The terminal
    "no_hits": Words("Nothing found.", "لا نتائج."),
    "no_documents": Words(
        "No documents yet. Index some: sanad index PATH", "لا وثائق بعد. فهرس بعضها بالأمر: sanad index PATH"
    ),
    "report": Words(
        "Documents: {added} added, {updated} updated, {unchanged} unchanged, {failed} failed; {passages}, {seconds} s.",
        "الوثائق: {added} مضافة، {updated} محدثة، {unchanged} بلا تغيير، {failed} متعذّرة؛ {passages} في {seconds} ث.",
    ),
    "relevance": Words("relevance {percent}%", "الصلة {percent}%"),
    "serving": Words("Sanad is ready at {address} (Ctrl+C stops it)", "سند جاهز على {address} (للإيقاف: Ctrl+C)"),
    # Counted
    "documents": _counted(
        ("{count} document", "{count} documents"),
        ("لا وثائق", "وثيقة واحدة", "وثيقتان", "{count} وثائق", "{count} وثيقة", "{count} وثيقة"),
    ),
    "passages": _counted(
        ("{count} passage", "{count} passages"),
        ("لا مقاطع", "مقطع واحد", "مقطعان", "{count} مقاطع", "{count} مقطعًا", "{count} مقطع"),
    ),
    "source_count": _counted(
        ("{count} source", "{count} sources"),
        ("بلا مصادر", "مصدر واحد", "مصدران", "{count} مصادر", "{count} مصدرًا", "{count} مصدر"),
    ),
    "pages": _counted(
        ("{count} page", "{count} pages"),
        ("بلا صفحات", "صفحة واحدة", "صفحتان", "{count} صفحات", "{count} صفحة", "{count} صفحة"),
    ),
}


def t(key: str, language: Language, count: int = 0, **values: object) -> str:
    """The words of `key`; `count` chooses among plural forms. Raises KeyError for an unknown key or missing value."""
    words = WORDS[key]
    pattern = words.ar if language == "ar" else words.en
    if not isinstance(pattern, str):
        pattern = pattern[_locale(language).plural_form(count)]
    return pattern.format(count=count, **values)


def long_date(iso: str, language: Language) -> str:
    """An ISO date of any length ("2021", "2021-12", "2021-12-29") as people write it; other text as it is."""
    try:
        day = date.fromisoformat(iso + "-01" * (3 - len(iso.split("-"))))
    except ValueError:
        return iso
    pattern = ("y", "MMMM y", "d MMMM y")[iso.count("-")]
    return format_date(day, pattern, locale=_locale(language))


def confidence(value: float, language: Language) -> tuple[str, int]:
    """A probability 0-1 in words, and as 1 to 3 dots; below the lowest band an answer is seldom given at all."""
    name, dots = next((name, dots) for least, name, dots in _BANDS if value >= least)
    return t("confidence", language, level=t(f"confidence_{name}", language), percent=round(value * 100)), dots


_BANDS = ((0.8, "high", 3), (0.6, "fair", 2), (0.0, "low", 1))


@cache
def _locale(language: Language) -> Locale:
    return Locale(language)
