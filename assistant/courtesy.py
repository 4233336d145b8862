"""What a message says to the reader of it before it asks: salutations and "could you please tell me", taken off.

In: a question as typed. Out: the question without them, as it is where nothing would be left.
"""

import re

from corpus.language import keywords

_SALUTATIONS = re.compile(
    r"^(?:(?:dear\s[^,.;:!?]{1,40}|your excellency|excellency|good (?:morning|afternoon|evening)(?:\s[^,.;:!?]{1,30})?"
    r"|(?:hello|hi)(?:\s[^,.;:!?]{1,30})?)\s*[,.!;]\s+)+"
    r"|^(?:(?:سعادة|معالي|سيادة|حضرة|عزيزي|عزيزتي|السلام عليكم|تحية طيبة|صباح الخير|مساء الخير)"
    r"[^،,.؛:!؟]{0,40}[،,.!؛]\s+)+",
    re.IGNORECASE,
)
_ASKS_FOR_IT = re.compile(
    r"\b(?:could|can|would|will) you (?:please |kindly )?(?:tell|inform|advise|let) (?:me|us)(?: know)?\s+"
    r"|\b(?:please|kindly) (?:tell|inform|advise|let) (?:me|us)(?: know)?\s+"
    r"|\b(?:i|we)(?: would|'d|’d) (?:like to know|be grateful if you could tell (?:me|us))\s+"
    r"|(?:[أا]رجو|نرجو|يرجى)\s+(?:التكرم\s+ب)?(?:[إا]فادت(?:ي|نا)|[إا]علام(?:ي|نا)|[إا]خبار(?:ي|نا))(?:\s+ب)?\s*[:،]?\s*"
    r"|هل (?:يمكنكم?|لكم?)\s+[أا]ن (?:ت(?:خبر|فيد)(?:وا?)?(?:ني|نا))\s*[:،]?\s*",
    re.IGNORECASE,
)


def without_courtesy(question: str) -> str:
    """`question` without what is only said to be polite."""
    rest = _ASKS_FOR_IT.sub("", _SALUTATIONS.sub("", question, count=1), count=1).strip()
    return rest if keywords(rest) else question
