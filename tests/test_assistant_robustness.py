"""Short questions as people type them: other words than the passage's, slips, no hamza, dialect, hints of few words.

They were written for the starter documents, and their words seldom stand in the passage. Ranking as a whole is held
against each ranker of which it is made: the passage's vector, its parts' vectors, keywords, and BM25.
"""

import numpy as np
import pytest

from assistant.coverage import Coverage
from assistant.retrieve import retrieve
from assistant.understand import understand
from corpus.language import keywords, normalise
from corpus.records import LANGUAGES
from corpus.settings import load_settings
from ui.services import SAMPLES, Services

pytestmark = [pytest.mark.model, pytest.mark.slow]

# A question; what stands in the passages that answer it, in either language.
QUESTIONS = {
    "en": [
        ("Who got the Nobel prize with Begin?", "Nobel Peace Prize for 1978"),
        ("Which airport road saw the officers talk after the fighting?", "Kilometre 101"),
        ("Where do the peacekeepers in Sinai have their main office?", "Its headquarters are in Rome|ومقرها روما"),
        ("Who settled the fight over Taba?", "The tribunal, sitting in Geneva"),
        ("How many countries set up the counterterrorism club?", "30 founding members|ثلاثين عضوًا"),
        ("Who bankrolls grassroots work against extremism?", "finances local projects|ويمول مشروعات محلية"),
        ("Are the forum's papers compulsory?", "non-binding|غير ملزمة"),
        ("Who gave money for the UN counter-terror hub?", "Saudi Arabia|السعودية"),
        ("Why was the UN review late?", "COVID-19|كوفيد|كورونا"),
        ("Who was in charge first at the UN's anti-terror bureau?", "Voronkov|فورونكوف"),
        ("Can anyone block a vote in Africa's security body?", "nobody has a veto"),
        ("How long does an African council presidency last?", "The chair changes every month"),
        ("Throwing a diplomat out: must reasons be given?", "without having to explain|ومن دون إبداء الأسباب"),
        ("May police search an embassy's mail pouch?", "الحقيبة الدبلوماسية|diplomatic bag"),
        ("Why did the Americans pull out of the dam?", "السد العالي"),
        ("What secret word started the takeover of the waterway?", "كلمة السر"),
        ("Who pays for damage from warming in poor states?", "الخسائر والأضرار"),
        ("Does fighting an occupier count as terrorism for Arabs?", "الكفاح المسلح"),
        ("Which nation was the last to enter the Arab club?", "جزر القمر"),
        ("Who ran the climate summit in Sharm?", "سامح شكري"),
        ("How late did the Sharm talks run?", "20 نوفمبر"),
        ("small islands asking for money for storm harm", "الدول الجزرية الصغيرة"),
        ("How many seats for poor nations on the interim fund panel?", "لجنة انتقالية"),
        ("price tag of warning everyone about disasters", "3.1 مليار"),
        ("When did Paris deal start to bind?", "4 نوفمبر 2016"),
        ("where were the climate talks before Egypt", "غلاسكو"),
        ("bosses of the arab organisation after it was born", "عبد الرحمن عزام"),
        ("only non Egyptian head of the Leage", "الشاذلي القليبي"),
        ("Why was Egypt kicked out in 1979 and where did the office go", "عُلقت عضوية مصر"),
        ("Syria back in the Arab fold", "أيار 2023"),
        ("who joined the arab family after libya", "وتلاها السودان"),
        ("which arab body looks after schooling and culture", "ألكسو"),
        ("killing a king: is it a political crime for Arabs?", "التعدي على ملوك"),
        ("how many ratifications before the arab pact worked", "من سبع دول عربية"),
        ("arab deals signed all at once in 2010", "خمس اتفاقيات في وقت واحد"),
        ("how long is the ditch between the two seas", "١٩٣ كيلومتر"),
        ("Aussie leader sent to see Nasser", "منزيس"),
        ("date of the Anglo French parachute drop", "المظلات في بورسعيد"),
        ("ship that got stuck in suez", "إيفر غيفن"),
        ("can cops walk into an ambassy", "دخول مباني البعثة"),
        ("how many ambassador grades are there", "ثلاث فئات"),
        ("US hostages in Iran, world court", "الرهائن في طهران"),
        ("can a diplomat be arrested", "القبض أو الاعتقال"),
        ("what happened to the US offer to pay for the high dam", "سحبت الولايات المتحدة"),
        ("fourty rules on dirty money", "forty recommendations|40 recommendations"),
        ("is russia still in the money laundering watchdog", "membership of the Russian Federation"),
        ("what do they call the blacklist officialy", "High-Risk Jurisdictions"),
        ("newest nation in fatf", "Indonesia joined"),
        ("banks must keep papers how long", "at least five years"),
        ("can a bank refuse to share client data with investigators", "bank secrecy"),
        ("who came up with the treaty on terror cash", "The proposal came from France"),
        ("flyers' data to be gathered by states", "advance passenger information"),
        ("Taliban punished by UN", "imposed sanctions on the Taliban|الطالبان"),
        ("obama chairing a meeting", "President Barack Obama"),
        ("atom bombs falling in wrong hands UN rule", "non-State actors|weapons of mass destruction"),
        ("hate speech calling for attacks ban after London", "incitement to commit terrorist acts"),
        ("do members of the african council pick leaders forever", "no permanent members"),
        ("how many wise people", "Panel of the Wise"),
        ("egypt's turn leading the african panel", "November 2021|نوفمبر 2021"),
        ("where is the school for judges fighting terror", "Valletta|فاليتا"),
        ("memo about ransom", "Algiers Memorandum|مذكرة الجزائر"),
        ("who leads the GCTF now", "In 2023 Egypt and the European Union|وفي عام 2023"),
        ("begin and sadat how many days up in maryland", "thirteen days"),
        ("who quit over the peace deal", "resigned in protest"),
        ("blue helmets never came so who watches sinai", "Multinational Force and Observers"),
        ("last bit of land israel gave back", "Egyptian flag was raised at Taba|19 March 1989"),
        ("kissinger deal after the october war", "Sinai I"),
        ("ban ki moon's idea on extremism", "Ban Ki-moon presented|بان كي مون"),
        ("what replaced the task force from 2005", "Coordination Compact"),
    ],
    "ar": [
        ("من حصل على نوبل مع بيغن؟", "Nobel Peace Prize for 1978"),
        ("من فصل في الخلاف على طابا؟", "The tribunal, sitting in Geneva"),
        ("كم بلدا أسس نادي محاربة الإرهاب؟", "30 founding members|ثلاثين عضوًا"),
        ("من يعطي المال للمبادرات الصغيرة ضد التشدد؟", "finances local projects|ويمول مشروعات محلية"),
        ("هل أوراق المنتدى إجبارية؟", "non-binding|غير ملزمة"),
        ("لماذا تأجلت مراجعة الأمم المتحدة؟", "COVID-19|كوفيد|كورونا"),
        ("من أول مدير لجهاز الأمم المتحدة المعني بالإرهاب؟", "Voronkov|فورونكوف"),
        ("هل لأحد حق الفيتو في المجلس الأفريقي؟", "nobody has a veto"),
        ("كم تستمر رئاسة المجلس الأفريقي؟", "The chair changes every month"),
        ("طرد دبلوماسي: هل يلزم التبرير؟", "without having to explain|ومن دون إبداء الأسباب"),
        ("هل تفتش الشرطة بريد السفارة؟", "الحقيبة الدبلوماسية|diplomatic bag"),
        ("لماذا تراجع الأمريكيون عن السد؟", "السد العالي"),
        ("ما الكلمة السرية للسيطرة على القناة؟", "كلمة السر"),
        ("من أين جاءت فكرة القبعات الزرق في أزمة السويس؟", "بيرسون"),
        ("من يعوض الفقراء عن كوارث المناخ؟", "الخسائر والأضرار"),
        ("هل محاربة المحتل إرهاب عند العرب؟", "الكفاح المسلح"),
        ("آخر بلد دخل الجامعة؟", "جزر القمر"),
        ("متى فتحت القناة أمام السفن أول مرة؟", "١٧ نوفمبر ١٨٦٩"),
        ("كم سفيرا طلب تحذير الناس من العواصف؟", "الإنذار المبكر"),
        ("مين رأس مؤتمر المناخ في شرم", "سامح شكري"),
        ("كم تكلفة تحذير العالم من الكوارث", "3.1 مليار"),
        ("امتى اتفاقية باريس دخلت التنفيذ", "4 نوفمبر 2016"),
        ("مؤتمر المناخ قبل مصر كان فين", "غلاسكو"),
        ("الحد المسموح لسخونة الارض", "1.5 درجة|درجة ونصف"),
        ("الامين العام التونسي الوحيد", "الشاذلي القليبي"),
        ("ليه طردوا مصر من الجامعه العربيه", "عُلقت عضوية مصر"),
        ("امتى رجعت سوريا للجامعه", "أيار 2023"),
        ("هيئه عربيه للتعليم والثقافه", "ألكسو"),
        ("اغتيال ملك هل هو جريمه سياسيه", "التعدي على ملوك"),
        ("كم دوله لازم تصدق عشان الاتفاقيه العربيه تشتغل", "من سبع دول عربية"),
        ("معاهدات عربيه ضد الرشوه والهكر", "خمس اتفاقيات في وقت واحد"),
        ("طول القنال", "١٩٣ كيلومتر"),
        ("الاسترالي اللي قابل ناصر", "منزيس"),
        ("المركب اللي سدت القنال", "إيفر غيفن"),
        ("امتى نزل المظليين الانجليز والفرنسيين", "المظلات في بورسعيد"),
        ("هل الشرطه تقدر تدخل السفاره", "دخول مباني البعثة"),
        ("انواع السفراء كم درجه", "ثلاث فئات"),
        ("قضية المحتجزين الامريكان في ايران", "الرهائن في طهران"),
        ("ينفع يقبضوا على ديبلوماسي", "القبض أو الاعتقال"),
        ("مين اخترع فكرة معاهدة تمويل الارهاب", "The proposal came from France"),
        ("البنوك تحتفظ بالاوراق كم سنه", "at least five years"),
        ("هل يرفض البنك كشف حسابات العميل", "bank secrecy"),
        ("القائمه السودا لغسل الفلوس اسمها الرسمي", "High-Risk Jurisdictions"),
        ("احدث دوله انضمت لفاتف", "Indonesia joined"),
        ("هل روسيا لسه في مجموعة العمل المالي", "membership of the Russian Federation"),
        ("بيانات ركاب الطائرات", "advance passenger information"),
        ("عقوبات طالبان", "imposed sanctions on the Taliban"),
        ("اوباما ترأس جلسه عن المقاتلين", "President Barack Obama"),
        ("منع القنبله النوويه عن العصابات", "non-State actors"),
        ("تحريم التحريض بعد تفجيرات لندن", "incitement to commit terrorist acts"),
        ("كم حكيم في هيئة الحكماء", "Panel of the Wise|هيئة الحكماء|مجلس الحكماء"),
        ("هل في عضو دائم بمجلس السلم الافريقي", "no permanent members"),
        ("دور مصر في قيادة المجلس الافريقي امتى", "November 2021|نوفمبر 2021"),
        ("معهد القضاه في مالطا", "Valletta|فاليتا"),
        ("وثيقة عن خطف الناس مقابل فديه", "Algiers Memorandum|مذكرة الجزائر"),
        ("مين يقود المنتدى العالمي دلوقتي", "In 2023 Egypt and the European Union|وفي عام 2023"),
        ("كم يوم قعد السادات في كامب ديفيد", "thirteen days"),
        ("وزير الخارجيه المستقيل بسبب السلام", "resigned in protest"),
        ("مين يراقب سينا بدل الامم المتحده", "Multinational Force and Observers"),
        ("اخر ارض رجعت لمصر", "Egyptian flag was raised at Taba|19 March 1989"),
        ("اتفاق كيسنجر بعد حرب اكتوبر", "Sinai I"),
        ("خطة بان كي مون ضد التطرف", "Ban Ki-moon presented|بان كي مون"),
        ("ليه الامريكان سحبوا فلوس السد", "سحبت الولايات المتحدة"),
        ("مركز الامم المتحده لمكافحة الارهاب مين دفع له", "Saudi Arabia|السعودية"),
        ("تقرير مصر بأي لغه طلع", "باللغتين العربية والإنجليزية|Arabic and English"),
        ("ورشه عن صمود الاهالي", "صمود المجتمعات المحلية|community resilience|resilience of local communities"),
        ("الاجتماع ضد داعش في ايطاليا", "في روما على مستوى الوزراء|ministers met in Rome|Rome in June"),
        ("الفرق بين القائمه الرماديه والسودا", "grey list"),
        ("التعاون ضد الجريمة عبر الحدود في شرق القاره", "الجريمة المنظمة العابرة للحدود|transnational organised crime"),
    ],
}


@pytest.fixture(scope="module")
def services(model_home, tmp_path_factory):
    home = tmp_path_factory.mktemp("robust")
    (home / "models").symlink_to(model_home / "models")
    opened = Services(load_settings({}, home=home))
    opened.index_samples_if_empty()
    assert SAMPLES.is_dir()
    yield opened
    opened.close()


def reciprocal(ranked, needles):
    """1 / the rank of the first passage that holds one of the needles, 0 beyond the tenth."""
    wanted = [normalise(needle) for needle in needles.split("|")]
    for rank, text in enumerate(ranked[:10], start=1):
        if any(needle in normalise(text) for needle in wanted):
            return 1 / rank
    return 0.0


def rankings(services, question):
    """Passages' texts by each ranker, best first."""
    query = understand(question)
    vector = services.embedder.embed_query(query.text, query.language)
    stems = {word.stem for word in keywords(query.text)}
    found = services.library.candidates(vector, stems, LANGUAGES, 60, 60)
    by_words = [
        key
        for key, _ in sorted(
            (pair for language in LANGUAGES for pair in services.library._keywords.search(stems, language, 60)),
            key=lambda pair: -pair[1],
        )
    ]
    texts = {key: stored.passage.text for key, stored in services.library._catalogue.passages(by_words).items()}

    coverage = Coverage(query.text, query.language, services.library)

    def ordered(score):
        return [c.passage.text for c in sorted(found, key=lambda c: -score(c))]

    return {
        "passage": ordered(lambda c: float(c.vector @ vector)),
        "parts": ordered(lambda c: float(c.vector @ vector) + float((c.window_vectors @ vector).max())),
        "keywords": ordered(lambda c: coverage.strengths(c.stems, [], c.passage.language)[0]),
        "bm25": [texts[key] for key in by_words],
        "all": [hit.passage.text for hit in retrieve(query, services.library, services.embedder)],
    }


@pytest.fixture(scope="module")
def measured(services):
    """Reciprocal ranks by language and ranker."""
    scores = {language: {} for language in QUESTIONS}
    for language, asked in QUESTIONS.items():
        for question, needles in asked:
            for name, ranked in rankings(services, question).items():
                scores[language].setdefault(name, []).append(reciprocal(ranked, needles))
    return scores


def means(*scores):
    return {name: round(float(np.mean([x for row in scores for x in row[name]])), 3) for name in scores[0]}


def test_the_whole_ranks_no_worse_than_any_of_its_parts(measured):
    mean = means(*measured.values())
    assert mean["bm25"] < 0.6 * mean["parts"], "the questions must be ones that keywords alone cannot serve"
    best = max(value for name, value in mean.items() if name != "all")
    assert mean["all"] >= best, mean


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nor_in_either_language_alone(measured, language):
    mean = means(measured[language])
    # 69 questions tell no finer difference: one that falls from the first to the second place moves it by .007.
    assert mean["all"] >= max(value for name, value in mean.items() if name != "all") - 0.01, mean
