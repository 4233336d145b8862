"""Words that every page shares: the head of the page, its pages, languages, counted things."""

from collections.abc import Mapping

from ui.words import Words, counted

WORDS: Mapping[str, Words] = {
    "name": Words("Sanad", "سند"),
    "skip": Words("Skip to the content", "الانتقال إلى المحتوى"),
    "pages_of_site": Words("Pages of Sanad", "صفحات سند"),
    "tab_chat": Words("Ask", "الأسئلة"),
    "tab_excerpts": Words("Excerpts", "المقتطفات"),
    "tab_documents": Words("Documents", "الوثائق"),
    "tab_usage": Words("Usage", "الاستخدام"),
    # Display
    "other_language": Words("العربية", "English"),
    "display": Words("Display", "العرض"),
    "numerals": Words("Numerals in Arabic text", "الأرقام في النص العربي"),
    "numerals_latn": Words("123", "123"),
    "numerals_arab": Words("١٢٣", "١٢٣"),
    "theme": Words("Appearance", "المظهر"),
    "theme_auto": Words("As on this device", "كما في هذا الجهاز"),
    "theme_light": Words("Light", "فاتح"),
    "theme_dark": Words("Dark", "داكن"),
    # The person
    "account": Words("Account", "الحساب"),
    "sign_out": Words("Sign out", "تسجيل الخروج"),
    "role_reader": Words("Reader", "قارئ"),
    "role_researcher": Words("Researcher", "باحث"),
    "role_administrator": Words("Administrator", "مدير النظام"),
    # What any page says
    "close": Words("Close", "إغلاق"),
    "cancel": Words("Cancel", "إلغاء"),
    "save": Words("Save", "حفظ"),
    "copy": Words("Copy", "نسخ"),
    "copied": Words("Copied", "نُسخ"),
    "unknown": Words("not stated", "غير مذكور"),
    "in_ar": Words("Arabic", "العربية"),
    "in_en": Words("English", "الإنجليزية"),
    "page_number": Words("p.\u00a0{page}", "ص\u00a0{page}"),
    "unexpected": Words(
        "Something went wrong on the server and was written to its log. Please ask again.",
        "حدث خطأ غير متوقع في الخادم وسُجّل في سجله. يُرجى إعادة طرح السؤال.",
    ),
    # Kinds of documents, as the library knows them
    "kind_report": Words("Report", "تقرير"),
    "kind_statement": Words("Statement", "بيان"),
    "kind_resolution": Words("Resolution", "قرار"),
    "kind_article": Words("Article", "مقال"),
    "kind_speech": Words("Speech", "خطاب"),
    # Counted
    "documents": counted(
        ("{count} document", "{count} documents"),
        ("لا وثائق", "وثيقة واحدة", "وثيقتان", "{count} وثائق", "{count} وثيقة", "{count} وثيقة"),
    ),
    "passages": counted(
        ("{count} passage", "{count} passages"),
        ("لا مقاطع", "مقطع واحد", "مقطعان", "{count} مقاطع", "{count} مقطعًا", "{count} مقطع"),
    ),
    "source_count": counted(
        ("{count} source", "{count} sources"),
        ("بلا مصادر", "مصدر واحد", "مصدران", "{count} مصادر", "{count} مصدرًا", "{count} مصدر"),
    ),
    "pages": counted(
        ("{count} page", "{count} pages"),
        ("بلا صفحات", "صفحة واحدة", "صفحتان", "{count} صفحات", "{count} صفحة", "{count} صفحة"),
    ),
}
