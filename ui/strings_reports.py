"""Words of extraction reports: how well a file could be read."""

from collections.abc import Mapping

from ui.words import Words, counted

WORDS: Mapping[str, Words] = {
    "characters": counted(
        ("{count} character", "{count} characters"),
        ("بلا أحرف", "حرف واحد", "حرفان", "{count} أحرف", "{count} حرفًا", "{count} حرف"),
    ),
    "scanned_pages": counted(
        ("{count} page read from a scan", "{count} pages read from a scan"),
        (
            "لا صفحات مقروءة ضوئيًا", "صفحة واحدة مقروءة ضوئيًا", "صفحتان مقروءتان ضوئيًا",
            "{count} صفحات مقروءة ضوئيًا", "{count} صفحة مقروءة ضوئيًا", "{count} صفحة مقروءة ضوئيًا",
        ),
    ),
    "broken_words": Words("{percent}% broken words", "كلمات غير سليمة: {percent}%"),
    "lines_dropped": counted(
        ("{count} line left out", "{count} lines left out"),
        (
            "لا أسطر مستبعدة", "سطر واحد مستبعد", "سطران مستبعدان",
            "{count} أسطر مستبعدة", "{count} سطرًا مستبعدًا", "{count} سطر مستبعد",
        ),
    ),
    "reversed-text": Words(
        "Words seem to be written backwards: save the file again from the program that made it.",
        "يبدو أن الكلمات مكتوبة بالمقلوب: احفظ الملف من جديد من البرنامج الذي أنشأه.",
    ),
    "no-text-layer": Words(
        "The file has no text of its own: all of it was read from pictures, and figures may be misread.",
        "لا نص في الملف نفسه: قُرئ كله ضوئيًا من صور، وقد تكون فيه أرقام مقروءة خطأ.",
    ),
    "broken-words": Words(
        "Many words are broken: compare some passages with the file.",
        "كلمات كثيرة غير سليمة: قارن بعض المقاطع بالملف.",
    ),
    "unknown-language": Words(
        "Most of it seems to be neither Arabic nor English: searches will find little of it.",
        "يبدو أن معظمه ليس بالعربية ولا بالإنجليزية: لن يجد البحث منه إلا القليل.",
    ),
    "marks-left-out": Words(
        "Scanned pages with all vowel marks were read without them: compare quotations with the file.",
        "قُرئت صفحات مصوّرة مشكولة بلا تشكيلها: قارن الاقتباسات بالملف.",
    ),
    "pages-unread": Words(
        "Some scanned pages could not be read and are missing.",
        "تعذّرت قراءة بعض الصفحات المصوّرة ضوئيًا، ونصها ناقص.",
    ),
}  # fmt: skip
