"""Words that deny each other, in both languages: adopted and rejected, joined and withdrew, علّق واستأنف.

In: a claim and a sentence that is to support it. Out: whether the claim says the opposite of it. Written for this
project; words of negation are verify.py's.
"""

from functools import cache

from corpus.language import keywords

# A line: one side | the other, each in both languages. Forms of a word need not be listed.
_PAIRS = """
adopt approve pass endorse اعتمد اعتمدت أقر أقرت اعتماد إقرار | reject rejected rejection رفض رفضت رفضوا رفضه
suspend suspended suspension freeze علق علقت عُلقت علّق تعليق جمد جمدت | restore restored resume resumed reinstate
 استأنف استأنفت استؤنف استؤنفت استعاد استعادت استئناف
join joined accede acceded enter انضم انضمت انضمام | withdraw withdrew withdrawn quit انسحب انسحبت انسحاب
withdraw withdrew withdrawn cancel cancelled سحب سحبت ألغى ألغت إلغاء | renew renewed extend extended prolong جدد جددت
 تجديد مدد مددت
postpone postponed delay delayed defer أرجأ أرجئت إرجاء تأجل تأجلت تأجيل أجل أُجلت | hasten advance advanced
 عجل عجلت تعجيل
increase increased rise rose grew ارتفع ارتفعت زاد زادت ازداد ازدادت زيادة | decrease decreased fall fell declined
 reduce reduced انخفض انخفضت تراجع تراجعت نقص انخفاض
open opened inaugurate inaugurated افتتح افتتحت دشن دشنت | close closed shut أغلق أغلقت إغلاق أُغلقت
support supported أيد أيدت دعم دعمت تأييد | oppose opposed عارض عارضت معارضة
accept accepted agree agreed قبل قبلت وافق وافقت موافقة | refuse refused decline رفض رفضت امتنع امتنعت
attend attended participate participated شارك شاركت حضر حضرت مشاركة | boycott boycotted abstain abstained
 قاطع قاطعت امتنع امتنعت غاب غابت
win won فاز فازت | lose lost خسر خسرت
appoint appointed elect elected عين عينت انتخب انتخبت | dismiss dismissed resign resigned أقال أقيل استقال استقالت
praise praised welcome welcomed رحب رحبت أشاد أشادت | condemn condemned criticise criticised دان دانت أدان
 أدانت ندد نددت
allow allowed permit permitted سمح سمحت أجاز أجازت | forbid forbade prohibit prohibited ban banned منع منعت حظر حظرت
create created establish established found founded أنشأ أنشأت أسس أسست تأسس تأسست | abolish abolished dissolve dissolved
 ألغى ألغت
ratify ratified صدق صدقت تصديق | denounce denounced نقض نقضت
largest highest أكبر أعلى | smallest lowest أصغر أدنى
"""


def contradicts(claim: str, support: str) -> bool:
    """Whether `claim` has a word of one side of a pair, and `support` only of the other."""
    mine, theirs = (frozenset(word.stem for word in keywords(text)) for text in (claim, support))
    return any(
        not mine.isdisjoint(one) and mine.isdisjoint(other) and theirs.isdisjoint(one) and not theirs.isdisjoint(other)
        for pair in _pairs()
        for one, other in (pair, pair[::-1])
    )


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    lines = _PAIRS.replace("\n ", " ").strip().splitlines()
    sides = (line.split("|") for line in lines)
    return tuple((_stems(one), _stems(other)) for one, other in sides)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in keywords(words))
