"""Words of the chat page: asking, what stands under an answer, conversations, the source panel, a document's page."""

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
    "examples": Words("Questions to begin with", "أسئلة للبدء"),
    "question_label": Words("Your question", "سؤالك"),
    "question_hint": Words("Ask a question…", "اكتب سؤالك…"),
    "question_heading": Words("Question", "السؤال"),
    "answer_heading": Words("Answer", "الإجابة"),
    "send": Words("Send", "إرسال"),
    "stop": Words("Stop", "إيقاف"),
    "searching": Words("Reading the documents…", "جارٍ البحث في الوثائق…"),
    "stopped": Words("Stopped before the answer was complete.", "أُوقفت الإجابة قبل اكتمالها."),
    "edit_question": Words("Edit the question", "تعديل السؤال"),
    "ask_again": Words("Ask again", "إعادة السؤال"),
    # Under an answer
    "retry": Words("Ask again", "إعادة السؤال"),
    "good_answer": Words("Good answer", "إجابة جيدة"),
    "bad_answer": Words("Something is wrong with this answer", "في هذه الإجابة خلل"),
    "thanks": Words("Thank you, your remark was kept", "شكرًا، سُجّلت ملاحظتك"),
    "feedback_title": Words("What is wrong with this answer?", "ما الخلل في هذه الإجابة؟"),
    "reason_not_supported": Words("The source does not say this", "المصدر لا يقول ذلك"),
    "reason_incomplete": Words("Something is missing", "ينقصها شيء"),
    "reason_outdated": Words("It is out of date", "لم تعد سارية"),
    "reason_wrong_language": Words("Language or wording", "اللغة أو الصياغة"),
    "reason_other": Words("Something else", "أمر آخر"),
    "reason_note": Words("In your own words (optional)", "بكلماتك (اختياري)"),
    "send_feedback": Words("Send", "إرسال"),
    "confidence": Words("Confidence: {level} ({percent}%)", "درجة الثقة: {level} ({percent}%)"),
    "confidence_high": Words("high", "عالية"),
    "confidence_fair": Words("fair", "متوسطة"),
    "confidence_low": Words("low", "منخفضة"),
    "engine_quoted": Words("Quoted from the documents", "مقتبسة من الوثائق"),
    "engine_model": Words("Written by {engine}", "صاغها {engine}"),
    "supported": Words("supported by its source", "يسندها مصدرها"),
    "partly": Words("partly supported", "مدعومة جزئيًا"),
    "unsupported": Words("not supported", "غير مدعومة"),
    "struck": Words("Struck out, not supported by the documents", "مشطوب لا تسنده الوثائق"),
    "related": Words("Related passages, not an answer", "مقاطع ذات صلة لا تمثّل إجابة"),
    "also_in": Words("The same text stands in", "ويرد النص نفسه في"),
    "ocr": Words("Read from a scan: check the figures", "مقروء من صورة ممسوحة: تحقّق من الأرقام"),
    "open_source": Words("Open source {number}", "افتح المصدر {number}"),
    "open_related": Words("Open the related passage", "افتح المقطع ذا الصلة"),
    # Conversations
    "conversations": Words("Conversations", "المحادثات"),
    "new_conversation": Words("New conversation", "محادثة جديدة"),
    "no_conversations": Words("Your conversations will be kept here.", "تُحفظ محادثاتك هنا."),
    "today": Words("Today", "اليوم"),
    "this_week": Words("Earlier this week", "هذا الأسبوع"),
    "earlier": Words("Earlier", "قبل ذلك"),
    "is_shared": Words("shared", "مشاركة"),
    "shared_by": Words("Shared by {owner}, to be read", "شاركها {owner} للاطلاع"),
    "answer_withheld": Words(
        "This answer rests on documents that you may not read.", "تستند هذه الإجابة إلى وثائق لا يحق لك الاطلاع عليها."
    ),
    "answer_unreadable": Words(
        "This answer was kept by another version of the program and cannot be shown. Ask again.",
        "حُفظت هذه الإجابة بإصدار آخر من البرنامج وتعذّر عرضها. أعد طرح السؤال.",
    ),
    "conversation_title": Words("Title of the conversation", "عنوان المحادثة"),
    "rename": Words("Rename", "إعادة التسمية"),
    "rename_conversation": Words("Rename the conversation", "إعادة تسمية المحادثة"),
    "delete": Words("Delete", "حذف"),
    "delete_conversation": Words("Delete the conversation?", "حذف المحادثة؟"),
    "delete_text": Words(
        "Its questions and answers will be gone for good. The documents stay.",
        "ستُحذف أسئلتها وإجاباتها نهائيًا. أما الوثائق فتبقى.",
    ),
    "share": Words("Share", "مشاركة"),
    "share_conversation": Words("Share the conversation", "مشاركة المحادثة"),
    "share_text": Words(
        "Colleagues who may sign in here can read it by this link. Sources that are restricted stay closed to those who"
        " may not read them.",
        "يستطيع الزملاء المخوّلون بالدخول قراءتها عبر هذا الرابط. وتبقى المصادر المقيّدة مغلقة أمام من لا يحق له"
        " الاطلاع عليها.",
    ),
    "share_link": Words("Link to the conversation", "رابط المحادثة"),
    "copy_link": Words("Copy the link", "نسخ الرابط"),
    "export": Words("Export", "تصدير"),
    "export_docx": Words("Word document (.docx)", "مستند Word ‏(docx.)"),
    "export_pdf": Words("PDF document (.pdf)", "مستند PDF ‏(pdf.)"),
    # The source panel
    "source_number": Words("Source {number}", "المصدر {number}"),
    "related_passage": Words("Related passage", "مقطع ذو صلة"),
    "publisher": Words("Published by", "الجهة"),
    "date": Words("Date", "التاريخ"),
    "page": Words("Page", "الصفحة"),
    "file": Words("File", "الملف"),
    "reference": Words("Reference", "المرجع"),
    "passage": Words("The passage, with the evidence marked", "المقطع، والشاهد فيه مميَّز"),
    "open_document": Words("Open the document", "فتح الوثيقة"),
    "copy_citation": Words("Copy the citation", "نسخ الإسناد"),
    "counterpart": Words("In the other language", "باللغة الأخرى"),
    "source_gone": Words(
        "This source belongs to an earlier conversation. Ask again to open it.",
        "هذا المصدر من محادثة سابقة. أعد طرح السؤال لفتحه.",
    ),
    "original_ar": Words("Original in Arabic", "النص الأصلي بالعربية"),
    "original_en": Words("Original in English", "النص الأصلي بالإنجليزية"),
    # The page of a document
    "page_of": Words("Page {page} of {pages}", "الصفحة {page} من {pages}"),
    "page_before": Words("Previous page", "الصفحة السابقة"),
    "page_after": Words("Next page", "الصفحة التالية"),
    "page_picture": Words("Page {page} as it stands in the file", "الصفحة {page} كما هي في الملف"),
    "source_moved": Words(
        "The document was indexed again since; the same words now stand here.",
        "أُعيدت فهرسة الوثيقة بعد ذلك، والكلمات نفسها ترد الآن هنا.",
    ),
    "source_changed": Words(
        "The document has changed since; the words that were cited no longer stand in it.",
        "تغيّرت الوثيقة بعد ذلك، ولم تعد الكلمات المستشهَد بها واردة فيها.",
    ),
    "source_not_here": Words("There is no such source here", "لا يوجد هذا المصدر هنا"),
}
