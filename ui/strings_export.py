"""Words of exported files: what stands around excerpts, answers and references."""

from collections.abc import Mapping

from ui.words import Words, counted

WORDS: Mapping[str, Words] = {
    "export_conversation": Words("Conversation", "محادثة"),
    "export_excerpts": Words("Excerpts", "مقتطفات"),
    "exported_on": Words("Exported from Sanad on {day}", "صُدِّرت من سند في {day}"),
    "excerpt_count": counted(
        ("{count} excerpt", "{count} excerpts"),
        ("لا مقتطفات", "مقتطف واحد", "مقتطفان", "{count} مقتطفات", "{count} مقتطفًا", "{count} مقتطف"),
    ),
    "references": Words("References", "المراجع"),
    "reference_is": Words("Reference: {anchor}", "المرجع: {anchor}"),
    # Heads of columns
    "column_title": Words("Title", "العنوان"),
    "column_source": Words("Published by", "جهة الإصدار"),
    "column_date": Words("Date", "التاريخ"),
    "column_kind": Words("Kind", "النوع"),
    "column_language": Words("Language", "اللغة"),
    "column_page": Words("Page", "الصفحة"),
    "column_quote": Words("Quote", "النص المقتبس"),
    "column_ocr": Words("Note", "ملاحظة"),
    "column_anchor": Words("Reference", "المرجع"),
}
