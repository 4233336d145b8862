"""Sentences of a document that speak to a language model instead of to a reader: found, and kept out of prompts and
answers.

In: a text. Out: whether it is such a sentence, or the text without them. A document is data: what it tells a model to
do is neither evidence nor an instruction. What a model writes itself is checked by verify.py as well.
"""

import re
import unicodedata

from corpus.language import normalise, strip_invisible
from corpus.sentences import sentence_spans

_CUT = "[…]"
# Over normalised text, and narrow: "the court ignored the rules" and "to act as mediator" are prose.
_TOLD = (
    r"(?:(?:all|any|the|your|these|those|every|of) )*(?:previous|prior|above|earlier|preceding|system"
    r"|foregoing|original|your)"
    r" (?:\w+ )?(?:instructions?|prompts?|rules|directions|guidelines|text|context|messages?)"
)
_TOLD_AR = (
    r"(?:(?:ال)?(?:تعليمات|اوامر|قواعد|توجيهات)\s+(?:السابقه|اعلاه|الاصليه|الاولي|النظام)|تعليماتك|قواعدك"
    r"|توجيهاتك|اوامرك"
    r"|(?:كل|جميع)\s+(?:ما سبق|التعليمات|القواعد|الاوامر)|ما سبق|ما ورد اعلاه)"
)
_SAYS = (
    r"(?:respond|reply|answer|say|write|output|conclude|begin|end|state|tell|include|append|insert|add"
    r"|embed|put|print"
    r"|repeat)"
)
_SAYS_AR = r"(?:اجب|رد|قل|اكتب|اختم|ابدا|اخبر|ادرج|اضف|ضع|اطبع|كرر|الصق)"
_INSTRUCTION = re.compile(
    # to forget or go against what it was told
    rf"(?:^|[:;.,!*-]\s*|\b(?:please|must|and|now|then)\s+)(?:ignore|disregard|forget|override|bypass"
    rf"|do not follow|stop following)\b.{{0,20}}\b(?:{_TOLD}"
    rf"|all instructions|everything (?:above|before)|the prompt)\b"
    rf"|(?:^|[:؛.،!*-]\s*|(?:يجب ان|عليك ان|من فضلك|رجاء|الان)\s+[تو]?)(?:تجاهل|اهمل|انس|تخط|تغاض|لا تتبع"
    rf"|لا تلتزم)\w{{0,3}}\s+(?:\S+\s+){{0,3}}?ب?{_TOLD_AR}"
    # to show what it was told
    r"|\b(?:reveal|print|repeat|output|show|display|leak|copy|recite|share|write out"
    r"|send)\b.{0,40}\b(?:(?:system|hidden|initial|secret) (?:prompt|instructions?|message|rules)"
    r"|your (?:prompt|instructions|system))\b"
    r"|(?:اكشف|اطبع|كرر|اعرض|اظهر|انسخ|سرب|افصح|ارسل|اكتب|شارك)\w{0,3}\s.{0,30}(?:تعليماتك|(?:تعليمات|رساله"
    r"|موجه|مطالبه) النظام|توجيهاتك|قواعدك|(?:التعليمات|الرساله) (?:السريه|المخفيه))"
    # to be something else
    r"|\b(?:you are now|from now on,? you (?:are|will|must|answer)\b|pretend (?:to be|you)|developer mode"
    r"|jailbr\w+)\b|\bnew instructions?\s*:"
    r"|انت الان\b|من الان فصاعدا\S* (?:انت|عليك)|تصرف (?:كانك|بصفتك)|تظاهر ب|تعليمات جديده\s*:|وضع المطور"
    # to say something given, to the reader or in every answer
    rf"|(?:^|[:;.,!]\s*|\b(?:please|you must|you should|you will|and then)\s+){_SAYS}\b.{{0,40}}\b(?:only"
    rf"|exactly|always|instead|every (?:answer|reply|question)|your (?:answer|reply|response)|the user|reader"
    r"|the (?:word|words|phrase|following|link|image|text))\b"
    rf"|(?:^|[:؛.،!]\s*|(?:يجب ان|عليك ان|من فضلك|رجاء)\s+[تو]?){_SAYS_AR}\b.{{0,40}}(?:فقط|حرفيا|دايما"
    rf"|بدلا من|(?:كل|في) اجابه|اجابتك|ردك|المستخدم|كلمه|عباره|الرابط|الصوره|النص التالي|علي كل سوال|عن كل سوال)"
    # to a model by name, or in its own markup
    r"|\b(?:dear|attention|note to|message to|hey|hello|as an|important for)(?: the)?,? (?:ai|assistant"
    r"|chatbot|language model|llm|gpt)\b"
    r"|(?:ايها|عزيزي|تنبيه الي|ملاحظه الي|رساله الي|بصفتك)\s+(?:ال)?(?:مساعد|نموذج|روبوت|ذكاء)"
    r"|<\|?/?\s*(?:im_start|im_end|system|assistant|user|endoftext|passage|inst)\b|\[/?(?:inst|system"
    r"|assistant)\]|<</?sys>>"
    r"|^\W{0,6}(?:system|assistant|developer|المساعد|رساله النظام)\s*:|!\[[^\]]*\]\(|<\s*(?:img|script|iframe)\b"
)
_LINK = re.compile(
    r"(?:https?|ftp|javascript|data)\s*:|\bwww\.|!?\[[^\]]*\]\([^)]*\)|<\s*/?\s*[a-z!][^>]*>"
    r"|\b[\w-]+\.(?:com|org|net|io|example)/",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?:\b\w\b[ .·_-]){5,}\w\b")  # "i g n o r e"
_LOOKALIKES = str.maketrans("аеорсухіѕԁɡ", "aeopcyxisdg")


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells a language model what to do."""
    plain = strip_invisible(unicodedata.normalize("NFKC", sentence)).translate(_LOOKALIKES)
    joined = _SPACED.sub(lambda match: re.sub(r"[ .·_-]", "", match.group()), plain)
    return any(_INSTRUCTION.search(normalise(form)) for form in {plain, joined})


def without_instructions(text: str) -> str:
    """`text` with such sentences cut out and shown as cut."""
    kept = [text[s:e] for s, e in sentence_spans(text)]
    return "\n".join(_CUT if is_instruction(sentence) else sentence for sentence in kept)


def has_link(text: str) -> bool:
    """Whether there is an address, an image or markup in what a model writes."""
    return bool(_LINK.search(text))
