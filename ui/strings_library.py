"""Words of the library's upkeep in the terminal: what a rebuild found, what is in use, where a reference leads."""

from collections.abc import Mapping

from ui.words import Words

WORDS: Mapping[str, Words] = {
    "report_duplicates": Words(
        "Files with the text of another document, listed with it: {number}",
        "ملفات تحمل نص وثيقة أخرى، تُذكر معها: {number}",
    ),
    "report_removed": Words("Files that are gone and were forgotten: {number}", "ملفات لم تعد موجودة فأُزيلت: {number}"),
    "watching": Words("Watching for changes (Ctrl+C stops it).", "جارٍ رصد التغييرات (للإيقاف: Ctrl+C)."),
    "compared": Words(
        "Before and after, on {answerable} questions with an answer and {unanswerable} without:",
        "قبل وبعد، على أسئلة لها إجابة (عددها {answerable}) وأسئلة بلا إجابة (عددها {unanswerable}):",
    ),
    "no_gold": Words(
        "No test questions fit these documents, so the two libraries were compared by their size alone.",
        "لا توجد أسئلة اختبار تخص هذه الوثائق، فقورنت المكتبتان بالحجم وحده.",
    ),
    "score_documents": Words("documents", "الوثائق"),
    "score_first": Words("right document first", "الوثيقة الصحيحة أولًا"),
    "score_fifth": Words("among the first five", "ضمن أول خمس"),
    "score_answered": Words("answered where there is an answer", "أُجيب حيث توجد إجابة"),
    "score_refused": Words("refused where there is none", "امتُنع حيث لا إجابة"),
    "swapped": Words(
        "Library {number} is in use now. To go back: sanad rollback",
        "المكتبة {number} هي المستخدمة الآن. للرجوع عنها: sanad rollback",
    ),
    "kept_old": Words(
        "The library before stays in use: the new one is worse. To use the new one: sanad rollback --to {number}",
        "بقيت المكتبة السابقة مستخدمة لأن الجديدة أضعف. لاستخدام الجديدة مع ذلك: sanad rollback --to {number}",
    ),
    "use_worse": Words("The new library is worse. Use it all the same?", "المكتبة الجديدة أضعف. هل تُستخدم مع ذلك؟"),
    "rolled_back": Words(
        "Library {number} is in use now; kept beside it: {others}.",
        "المكتبة {number} هي المستخدمة الآن؛ والمحفوظ معها: {others}.",
    ),
    "anchor_current": Words("The words stand where they stood.", "النص في موضعه كما كان."),
    "anchor_moved": Words("The words have moved; they now stand here.", "انتقل النص من موضعه، وهذا موضعه الآن."),
    "anchor_changed": Words(
        "The document has changed since: these words are no longer in it.",
        "تغيّرت الوثيقة بعد ذلك: لم يعد هذا النص فيها.",
    ),
    "anchor_gone": Words(
        "The document is no longer in the library, and no other holds these words.",
        "لم تعد الوثيقة في المكتبة، ولا توجد وثيقة أخرى فيها هذا النص.",
    ),
}
