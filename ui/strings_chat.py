"""Words of the chat page: asking, what stands under an answer, the source panel."""

from collections.abc import Mapping

from ui.words import Words

WORDS: Mapping[str, Words] = {
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
    # Under an answer
    "sources": Words("Sources", "المصادر"),
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
    "source_gone": Words(
        "This source belongs to an earlier conversation. Ask again to open it.",
        "هذا المصدر من محادثة سابقة. أعد طرح السؤال لفتحه.",
    ),
    "original_ar": Words("Original in Arabic", "النص الأصلي بالعربية"),
    "original_en": Words("Original in English", "النص الأصلي بالإنجليزية"),
}
