"""Words of the command line."""

from collections.abc import Mapping

from ui.words import Words

WORDS: Mapping[str, Words] = {
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
}
