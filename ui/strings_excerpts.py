"""Words of the excerpts page: searching, narrowing, the basket, its exports."""

from collections.abc import Mapping

from ui.words import Words

WORDS: Mapping[str, Words] = {
    "excerpts_title": Words("Find excerpts", "البحث عن مقتطفات"),
    "excerpts_text": Words(
        "Search in Arabic or English: passages in both languages are found, each with its document, page and permanent"
        " reference.",
        "ابحث بالعربية أو الإنجليزية: تظهر المقاطع باللغتين، ومع كل مقطع وثيقته وصفحته ومرجعه الدائم.",
    ),
    "search_words": Words("Search for", "البحث عن"),
    "search": Words("Search", "بحث"),
    "narrow_language": Words("Language of the passage", "لغة المقطع"),
    "narrow_kind": Words("Kind of document", "نوع الوثيقة"),
    "narrow_source": Words("Published by", "جهة الإصدار"),
    "narrow_from": Words("Not before", "من تاريخ"),
    "narrow_to": Words("Not after", "إلى تاريخ"),
    "narrow_date_help": Words("A year, a month or a day:", "سنة أو شهر أو يوم:"),
    "any": Words("Any", "الكل"),
    "clear_filters": Words("Clear the filters", "إزالة عوامل التصفية"),
    "found": Words("{passages} in {documents}", "{passages} في {documents}"),
    "nothing_found": Words(
        "Nothing found. Try other words, or fewer filters.", "لا نتائج. جرّب كلمات أخرى أو عوامل تصفية أقل."
    ),
    "none_in_ar": Words("Nothing in Arabic", "لا نتائج بالعربية"),
    "none_in_en": Words("Nothing in English", "لا نتائج بالإنجليزية"),
    "more_passages": Words("Show more", "عرض المزيد"),
    "open_in_document": Words("Open in the document", "فتح في الوثيقة"),
    "add_to_basket": Words("Add to the basket", "إضافة إلى السلة"),
    "take_from_basket": Words("In the basket: take out", "في السلة: إزالة"),
    "remove_excerpt": Words("Take out", "إزالة"),
    "basket": Words("Basket", "السلة"),
    "basket_empty": Words(
        "Add passages to take them with you: as a document, a table, or references.",
        "أضف مقاطع لتأخذها معك: وثيقةً أو جدولًا أو مراجع.",
    ),
    "basket_clear": Words("Empty the basket", "إفراغ السلة"),
    "basket_lost": Words(
        "Some excerpts are no longer there, or no longer open to you; they are left out.",
        "بعض المقتطفات لم تعد موجودة أو لم يعد الاطلاع عليها متاحًا لك، فاستُبعدت.",
    ),
    "export_as": Words("Export as", "تصدير بصيغة"),
    "as_docx": Words("Word", "Word"),
    "as_pdf": Words("PDF", "PDF"),
    "as_csv": Words("Table (CSV)", "جدول (CSV)"),
    "as_bibtex": Words("BibTeX", "BibTeX"),
    "as_ris": Words("RIS", "RIS"),
    "as_csl-json": Words("CSL-JSON", "CSL-JSON"),
}  # fmt: skip
