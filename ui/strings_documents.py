"""Words of the documents page: what is indexed, bringing files in, keeping the library."""

from collections.abc import Mapping

from ui.words import Words, counted

WORDS: Mapping[str, Words] = {
    "documents_title": Words("Documents", "الوثائق"),
    "find_in_list": Words("Find in the list", "البحث في القائمة"),
    "bring_in": Words("Add documents", "إضافة وثائق"),
    "upload_files": Words("Choose files", "اختيار ملفات"),
    "upload_help": Words(
        "Formats: {formats}. At most {megabytes} MB a file.",
        "الصيغ: {formats}. الحد الأقصى للملف {megabytes} ميغابايت.",
    ),
    "upload_too_large": Words(
        "over the limit of {megabytes} MB (SANAD_MAX_FILE_MB); split it.",
        "يتجاوز الحد البالغ {megabytes} ميغابايت (SANAD_MAX_FILE_MB)؛ قسّمه.",
    ),
    "index_folder": Words(
        "A folder or file on the server, or a web address", "مجلد أو ملف على الخادم، أو رابط على الإنترنت"
    ),
    "index_now": Words("Index", "فهرسة"),
    "reindex_changed": Words("Index all folders again", "إعادة فهرسة كل المجلدات"),
    "rebuild_now": Words("Build the library anew", "إعادة بناء المكتبة"),
    "library_care": Words("The library", "المكتبة"),
    "rebuild_help": Words(
        "All files are read anew beside the library in use; the two are compared on test questions, and the new one is"
        " used unless it is worse.",
        "تُقرأ كل الملفات من جديد بجانب المكتبة المستخدمة، ثم تُقارن المكتبتان بأسئلة اختبار، وتُستخدم الجديدة ما لم تكن"
        " أضعف.",
    ),
    "generation": Words("Library {number}", "المكتبة {number}"),
    "in_use": Words("in use", "مستخدمة الآن"),
    "go_back_to_it": Words("Use this one", "العودة إليها"),
    "column_state": Words("State", "الحالة"),
    "column_pages": Words("Pages", "الصفحات"),
    "column_passages": Words("Passages", "المقاطع"),
    "column_actions": Words("Actions", "الإجراءات"),
    "state_ready": Words("Indexed", "مفهرسة"),
    "state_missing": Words("Its file is gone", "ملفها لم يعد موجودًا"),
    "state_restricted": Words("Restricted", "مقيّدة"),
    "restrict_to": Words("Who may know of it", "من يمكنه الاطلاع عليها"),
    "remove_document": Words("Remove", "إزالة"),
    "remove_sure": Words(
        "It leaves the library; the file stays where it is.", "تُزال من المكتبة ويبقى الملف في مكانه."
    ),
    "read_again": Words("Index again", "إعادة الفهرسة"),
    "none_in_list": Words("No document fits.", "لا وثيقة مطابقة."),
    "list_page": Words("{first}–{last} of {whole}", "{first}–{last} من {whole}"),
    "list_before": Words("Before", "السابق"),
    "list_after": Words("After", "التالي"),
    # The work that is running
    "job_index": Words("Indexing", "جارٍ فهرسة الوثائق"),
    "job_rebuild": Words("Building the library anew", "جارٍ إعادة بناء المكتبة"),
    "job_files": Words("{done} of {whole} files", "الملف {done} من {whole}"),
    "job_left": Words("about {time} left", "بقي نحو {time}"),
    "job_cancel": Words("Cancel", "إلغاء"),
    "job_cancelling": Words("Stopping after this file…", "سيتوقف بعد هذا الملف…"),
    "job_cancelled": Words("Stopped; what was indexed stays.", "أُوقفت العملية، وبقي ما فُهرس."),
    "job_abandoned": Words("Stopped; the library is as it was.", "أُوقفت العملية، والمكتبة كما كانت."),
    "job_done": Words(
        "Done: {added} added, {updated} updated, {unchanged} unchanged, {failed} failed.",
        "اكتملت العملية: أُضيف {added}، وحُدّث {updated}، وبقي بلا تغيير {unchanged}، وتعذّر {failed}.",
    ),
    "job_busy": Words(
        "Another run is going on; wait for it or cancel it.", "ثمة عملية جارية؛ انتظر انتهاءها أو ألغها."
    ),
    "job_swapped": Words("Library {number} is in use now.", "المكتبة {number} هي المستخدمة الآن."),
    "job_kept": Words(
        "The library before stays in use: the new one, number {number}, is worse.",
        "بقيت المكتبة السابقة مستخدمة لأن الجديدة، ورقمها {number}، أضعف.",
    ),
    "before": Words("Before", "قبل"),
    "after": Words("After", "بعد"),
    "seconds": counted(
        ("{count} second", "{count} seconds"),
        ("لحظات", "ثانية واحدة", "ثانيتين", "{count} ثوانٍ", "{count} ثانية", "{count} ثانية"),
    ),
    "minutes": counted(
        ("{count} minute", "{count} minutes"),
        ("لحظات", "دقيقة واحدة", "دقيقتين", "{count} دقائق", "{count} دقيقة", "{count} دقيقة"),
    ),
    "uploading": Words("Uploading", "جارٍ الرفع"),
    "upload_failed": Words("These files were not taken:", "لم تُقبل هذه الملفات:"),
}  # fmt: skip
