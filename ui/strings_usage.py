"""Words of the usage page: what is asked, what is cited, what found no answer."""

from collections.abc import Mapping

from ui.words import Words, counted

WORDS: Mapping[str, Words] = {
    "usage_title": Words("Usage", "الاستخدام"),
    "usage_span": Words("The last {days} days, in UTC", "آخر {days} يومًا بالتوقيت العالمي المنسّق"),
    "usage_none": Words("No question was asked in this time.", "لم يُطرح أي سؤال في هذه المدة."),
    "questions_a_day": Words("Questions a day", "الأسئلة في اليوم"),
    "refusals_a_day": Words("Share of questions without an answer", "نسبة الأسئلة التي لم يُجب عنها"),
    "most_cited": Words("Documents cited most", "الوثائق الأكثر استشهادًا بها"),
    "unanswered": Words("Questions without an answer", "أسئلة لم يُجب عنها"),
    "unanswered_none": Words(
        "None, or questions are kept out of the audit trail.", "لا يوجد، أو أن الأسئلة لا تُحفظ في سجل التدقيق."
    ),
    "feedback": Words("Feedback on answers", "آراء القراء في الإجابات"),
    "feedback_none": Words("No thumbs yet.", "لا آراء بعد."),
    "feedback_good": Words("good", "مفيدة"),
    "feedback_bad": Words("not good", "غير مفيدة"),
    "day": Words("Day", "اليوم"),
    "times": counted(
        ("{count} time", "{count} times"),
        ("ولا مرة", "مرة واحدة", "مرتان", "{count} مرات", "{count} مرة", "{count} مرة"),
    ),
    "questions": counted(
        ("{count} question", "{count} questions"),
        ("لا أسئلة", "سؤال واحد", "سؤالان", "{count} أسئلة", "{count} سؤالًا", "{count} سؤال"),
    ),
    "asked_in_all": Words("{questions}; without an answer: {percent}%", "{questions}؛ دون إجابة: {percent}%"),
    "ratings_in_all": Words("{good} good, {bad} not good", "مفيدة: {good}، غير مفيدة: {bad}"),
    "figures": Words("The figures", "الأرقام"),
    "chart_of_days": Words(
        "{title}: one bar a day, from {first} to {last}; the highest is {highest}.",
        "{title}: عمود لكل يوم من {first} إلى {last}، وأعلاها {highest}.",
    ),
}
