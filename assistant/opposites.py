"""Words that deny each other, in both languages: adopted and rejected, joined and withdrew, علّق واستأنف.

In: the stems of a text. Out: on which side of which pair it stands. Written for this project; verbs of two words ("put
off", "turned it down") are made one first, so that they stand in a pair, too. Words of negation are polarity.py's.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache

from corpus.language import keywords

# A line: one side | the other, each in both languages. Forms of a word need not be listed.
_PAIRS = """
adopt approve pass endorse grant اعتمد اعتمدت أقر أقرت اعتماد إقرار | reject rejected rejection refuse decline رفض رفضت
 رفضوا رفضه رفضا
suspend suspended suspension freeze علق علقت عُلقت علّق تعليق جمد جمدت | restore restored resume resumed reinstate
 استأنف استأنفت استؤنف استؤنفت استعاد استعادت استئناف
sever severed قطع قطعت قُطعت | restore restored resume resumed reestablished استأنف استأنفت استؤنف استؤنفت أعاد أعادت
join joined accede acceded انضم انضمت انضمام | withdraw withdrew withdrawn quit انسحب انسحبت انسحاب
enter entered دخل دخلت | leave left withdraw withdrew withdrawn غادر غادرت انسحب انسحبت
withdraw withdrew withdrawn cancel cancelled سحب سحبت ألغى ألغت إلغاء | renew renewed extend extended prolong file filed
 lodge lodged submit submitted proceed proceeded جدد جددت تجديد مدد مددت قدم قدمت قدّم
end ended terminate terminated expire expired curtail curtailed انتهى انتهت أنهى أنهت | renew renewed extend extended
 prolong prolonged continue continued جدد جددت تجديد مدد مددت تمديد استمر استمرت
postpone postponed delay delayed defer deferred adjourn adjourned أرجأ أرجأت أرجئ أرجئت إرجاء تأجل تأجلت تأجيل أجل أجلت
 أُجلت | hasten hastened advance advanced expedite عجل عجلت تعجيل قدم قدمت قدّم تقديم تقدم
increase increased raise raised rise rose grow grew expand expanded enlarge widen triple double ارتفع ارتفعت رفع رفعت
 زاد زادت ازداد ازدادت زيادة وسع وسعت توسيع ضاعف | decrease decreased reduce reduced lower lowered cut shrink shrank
 fall fell decline declined drop dropped trim انخفض انخفضت خفض خفضت تراجع تراجعت نقص انخفاض انكمش قلص قلصت تقليص هبط
open opened reopen reopened inaugurate inaugurated فتح فتحت افتتح افتتحت دشن دشنت | close closed shut أغلق أغلقت إغلاق
 أُغلقت
support supported back backed favour endorse أيد أيدت ساند ساندت تأييد | oppose opposed against resist abstain
 abstained عارض عارضت عارضته معارضة ضد امتنع امتنعت
praise praised welcome welcomed commend رحب رحبت أشاد أشادت | condemn condemned criticise criticised deplore دان دانت
 أدان أدانت ندد نددت انتقد انتقدت
accept accepted agree agreed consent uphold upheld قبل قبلت وافق وافقت موافقة اتفق | refuse refused decline declined
 reject rejected رفض رفضت رفضا امتنع امتنعت
attend attended participate participated شارك شاركت حضر حضرت مشاركة | boycott boycotted abstain abstained
 قاطع قاطعت امتنع امتنعت غاب غابت تغيب
include included cover covered comprise شمل شملت تضمن | exclude excluded exempt exempted استثنى استثنت استُثنيت استثنيت
 استثناء
win won فاز فازت كسب | lose lost خسر خسرت
appoint appointed elect elected عين عينت انتخب انتخبت | dismiss dismissed resign resigned أقال أقيل استقال استقالت
allow allowed permit permitted authorise grant granted provide سمح سمحت أجاز أجازت |
 forbid forbade prohibit prohibited ban banned deny denied withhold منع منعت حظر حظرت
create created establish established found founded أنشأ أنشأت أسس أسست تأسس تأسست | abolish abolished dissolve dissolved
 disband ألغى ألغت حل حلت
keep kept retain retained احتفظ أبقى | relinquish relinquished abandon abandoned cede ceded تخلى تخلت تنازل
ratify ratified صدق صدقت تصديق | denounce denounced نقض نقضت
succeed succeeded نجح نجحت | fail failed فشل فشلت أخفق أخفقت
start started begin began commence بدأ بدأت | end ended finish finished conclude concluded انتهى انتهت اختتم اختتمت
widen widened broaden broadened expand expanded extend extended enlarge وسع وسعت توسيع وسّعت | narrow narrowed restrict
 restricted curtail curtailed limit limited ضيق ضيقت ضُيّقت تضييق قلص قلصت قيد قيدت حصر
join joined accede acceded انضم انضمت انضمام | expel expelled suspend suspended exclude excluded طرد طردت علق علقت فصل
impose imposed extend extended tighten tightened فرض فرضت شدد شددت | lift lifted ease eased remove removed رفع رفعت
predecessor سلف | successor خلف خلفا
hasten hastened accelerate accelerated speed عجل عجلت تسريع سرع | slow slowed delay delayed أبطأ أبطأت تأخير
strengthen strengthened reinforce reinforced enhance عزز عززت تعزيز قوى | weaken weakened undermine undermined أضعف
 أضعفت إضعاف قوض قوضت
improve improved better تحسن تحسنت حسن حسنت تحسين | worsen worsened deteriorate deteriorated worse تدهور تدهورت ساء
allied ally friend friendly حليف | enemy hostile عدو عدائي معاد
export exported صدر صدرت صادرات | import imported استورد استوردت واردات
arrive arrived وصل وصلت وصول | depart departed leave left غادر غادرت مغادرة
win won victory فوز انتصر انتصرت | lose lost defeat defeated خسارة هزم هزيمة
release released free freed أفرج أفرجت أطلق إفراج | detain detained arrest arrested imprison jail jailed احتجز احتجزت
 اعتقل اعتقلت سجن
legal lawful legitimate قانوني مشروع شرعي | illegal unlawful illegitimate unconstitutional
binding ملزم ملزمة | voluntary nonbinding optional طوعي اختياري
permanent دائم دائمة | temporary provisional interim مؤقت مؤقتة انتقالي
public publicly open علني علنية علنا | secret secretly closed private سري سرية سرا مغلق مغلقة
unanimously unanimous consensus بالإجماع إجماع توافق | opposition objection objections dissent معارضة اعتراض
majority أغلبية غالبية | minority أقلية
maximum أقصى | minimum أدنى
peaceful peacefully سلمي سلمية سلميا | violent violently armed عنيف مسلح مسلحة
northern north شمال شمالي شمالية | southern south جنوب جنوبي جنوبية
eastern east شرق شرقي شرقية | western west غرب غربي غربية
receive received get obtain obtained تلقى تلقت تسلم تسلمت حصل حصلت | give gave donate donated grant granted provide
 provided منح منحت تبرع تبرعت قدم قدمت
evacuate evacuated withdraw withdrew أجلى سحبت انسحب انسحبت | deploy deployed occupy occupied نشر نشرت احتل احتلت
confirm confirmed affirm affirmed أكد أكدت | deny denied نفى نفت أنكر
require requires required oblige obliges compel mandate ألزم ألزمت يلزم أوجب طالب طالبت |
 forbid forbids prohibit ban exempt exempted منع حظر أعفى
prevent prevented preventing avoid curb منع يمنع تفادي الحد | promote promoted foster encourage cause عزز تعزيز تشجيع
raised رفع رُفع | lowered خفض أنزل أُنزل
knowingly wilfully عمدا عن علم | unknowingly unwittingly accidentally سهوا خطأ
first أول | last آخر
largest highest أكبر أعلى | smallest lowest أصغر أدنى
"""
_MARKS = re.compile(r"[\u064B-\u0652\u0670\u0640]")
_TIMES = frozenset(["before", "after"])  # no keywords
_ORDER = {"before": "before", "after": "after", "following": "after", "قبل": "before", "بعد": "after", "عقب": "after"}
# Verbs of two words, and what they mean in one.
_PHRASES = tuple(
    (re.compile(rf"\b{pattern}\b", re.IGNORECASE), meaning)
    for pattern, meaning in (
        (r"(?:turn(?:s|ed|ing)?)(?: \w+){0,3}? down", "rejected"),
        (r"(?:put(?:s|ting)?|puts)(?: \w+){0,2}? (?:off|back)", "postponed"),
        (r"(?:call(?:s|ed|ing)?)(?: \w+){0,2}? off", "cancelled"),
        (r"(?:bring|brought|brings|move|moved)(?: \w+){0,2}? forward", "hastened"),
        (r"(?:set|sets|setting) up", "established"),
        (r"(?:gave|give|gives|given) up", "relinquished"),
        (r"(?:ran|run|runs) out", "expired"),
        (r"(?:took|take|takes|taking|taken) part", "participated"),
        (r"(?:stay|stayed|stays|kept) away", "boycotted"),
        (r"(?:broke|broken|break)(?: \w+){0,2}? off", "severed"),
        (r"(?:went|go|goes|gone) ahead", "proceeded"),
        (r"(?:cut|cuts) short", "curtailed"),
        (r"(?:walk|walked|walks) out", "left withdrew"),
        (r"(?:vote|voted|votes|voting) against", "opposed"),
        (r"(?:vote|voted|votes|voting) (?:for|in favou?r)(?: of)?", "supported"),
        (r"(?:rule|ruled|find|found|decided) against", "ruled opposed"),
        (r"(?:rule|ruled|find|found|decided) (?:for|in favou?r of)", "ruled supported"),
        (r"(?:side|sided|sides) with", "supported"),
        (r"صوت(?:ت|وا)?(?P<who>(?: \w+){0,3}?) ضد", r"عارض\g<who>"),
        (r"صوت(?:ت|وا)?(?P<who>(?: \w+){0,3}?) لصالح", r"أيد\g<who>"),
        (r"(?P<rules>حكم|حكمت|قضت|قضى)(?P<who>(?: \w+){0,2}?) ضد", r"\g<rules>\g<who> عارض"),
        (r"(?P<rules>حكم|حكمت|قضت|قضى)(?P<who>(?: \w+){0,2}?) لصالح", r"\g<rules>\g<who> أيد"),
    )
)


def in_one_word(text: str) -> str:
    """`text` without vowel marks, its verbs of two words made one."""
    text = _MARKS.sub("", text)
    for pattern, meaning in _PHRASES:
        text = pattern.sub(meaning, text)
    return text


def times_of(heard: Sequence[str]) -> frozenset[str]:
    """ "before" and "after" among normalised words of either language; "من قبل" is "by"."""
    pairs = zip(["", *heard], heard, strict=False)
    found = {_ORDER[word] for ahead, word in pairs if word in _ORDER and ahead != "من"}
    return frozenset(found)


def sides_of(stems: Collection[str]) -> dict[int, int]:
    """By pair, the side 0 or 1 that a text with these `stems` is on; pairs of which it has neither or both left out."""
    found = {}
    if len(_TIMES & set(stems)) == 1:
        found[-1] = int("after" in stems)
    for number, (one, other) in enumerate(_pairs()):
        has = not one.isdisjoint(stems), not other.isdisjoint(stems)
        if has[0] != has[1]:
            found[number] = int(has[1])
    return found


def pairs_with(stem: str) -> frozenset[int]:
    """The pairs in which a word stands, on either side: accepting and refusing are about one thing."""
    return frozenset(n for n, (one, other) in enumerate(_pairs()) if stem in one or stem in other)


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    lines = _PAIRS.replace("\n ", " ").strip().splitlines()
    sides = (line.split("|") for line in lines)
    return tuple((_stems(one), _stems(other)) for one, other in sides)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in keywords(words))
