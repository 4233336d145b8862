"""The known texts of the reading tests: one report in each language, written for them, with what is hard to read.

In: nothing. Out: Elements in the order of reading. Dates in three forms, percentages, grouped numbers, Arabic-Indic
digits, brackets, names in the other script, marks, tatweel, lam-alef, lists, a table and footnotes.
"""

from dataclasses import dataclass
from typing import Literal

from corpus.records import Language


@dataclass(frozen=True)
class Element:
    """A piece of a text; a table's text is its cells, row by row."""

    kind: Literal["title", "heading", "paragraph", "item", "table", "note"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> list[str]:
        return (self.text or " ".join(cell for row in self.rows for cell in row)).split()


def _p(text: str) -> Element:
    return Element("paragraph", text)


REPORT: dict[Language, tuple[Element, ...]] = {
    "ar": (
        Element("title", "تقرير اللجنة الإقليمية للأنهار عن دورتها الرابعة عشرة"),
        _p(
            "عقدت اللجنة الإقليمية للأنهار دورتها الرابعة عشرة في مدينة طنجة يومي 29 و30 ديسمبر 2021، وحضرها "
            "ممثلو 17 دولة و9 منظمات دولية، ورأستها السفيرة ليلى الأنصاري. وافتُتحت الدورة في الساعة 09:30، "
            "وناقش المندوبون جدول أعمال من 12 بندًا أُقرّ في 2021/11/15 بعد مشاورات دامت 4 أشهر."
        ),
        Element("heading", "أولًا: تمويل الخطة"),
        _p(
            "بلغت مساهمات الدول الأعضاء ٣٥٬٤٠٠ دولار في عام ٢٠٢٠، ثم ارتفعت إلى 48,750 دولارًا في عام 2021، أي "
            "بزيادة قدرها 37.7% خلال سنة واحدة. وتعهّد البنك الأفريقي للتنمية (AfDB) بتقديم 2.5 مليون دولار للفترة "
            "2022-2025، على أن يُصرف ثلثها قبل 30/06/2023 وفق المادة 7 من اتفاق التمويل."
        ),
        _p(
            "ولاحظت اللجنة أن الإنفاق الفعلي لم يتجاوز 62% من الاعتمادات، وأن المشروعات الأصغر أُنجزت في آجالها. "
            "وطلبت إلى الأمانة أن تقدّم تقريرًا مفصّلًا إلى اجتماع الخبراء المقرر في 14 آذار/مارس 2022 ببيروت، وأن "
            "تبيّن فيه أسباب التأخر، ولا سيما في محطات القياس الثلاث الواقعة على الرافد الجنوبي."
        ),
        Element("item", "إنشاء صندوق طوارئ رأسماله 750,000 دولار؛"),
        Element("item", "تحديث اتفاق الإنذار المبكر المؤرخ 3 مايو 1998؛"),
        Element("item", "إعداد دليل موحّد لقياس التدفق وفق معيار ISO 748 الصادر عام 2007."),
        Element("heading", "ثانيًا: حالة الأحواض"),
        _p("ويلخّص الجدول الآتي منسوب المياه في المحطات الرئيسة كما سُجّل في نهاية السنة المائية."),
        Element(
            "table",
            rows=(
                ("المحطة", "المنسوب بالمتر", "التغيّر", "تاريخ القياس"),
                ("السد الكبير", "171.25", "+3.4%", "2021/09/30"),
                ("بوابة الشلالات", "88.60", "-1.2%", "2021/10/02"),
                ("المصب الشمالي", "12.05", "0.0%", "2021/10/05"),
            ),
        ),
        _p(
            "وأوضح ممثل منظمة الأرصاد أن قرار مجلس الأمن 2417 (2018) يربط بين النزاع والجوع، وأن «مبادرة المياه "
            "والسلام» التي أُطلقت عام 2011 أسهمت في حلّ خلافين حدوديين. وقال إنّ اللقاءات الثنائية بلغت 26 لقاءً، "
            "آخرها في ٢٧ أيلول ٢٠٢١، وإن الآلية المشتركة ســتُراجع كل سنتين."
        ),
        _p(
            "وأشار مندوب الاتحاد الأوروبي إلى برنامج Horizon Europe الذي خُصص له 95.5 مليار يورو، وإلى اتفاق باريس "
            "لعام 2015. وأكد أن مشاركة الخبراء من دول المنبع والمصب، لا الحكومات وحدها، هي الأساس لإحلال الثقة، وأن "
            "لائحة الإجراءات لا تمنع ذلك."
        ),
        Element("heading", "ثالثًا: التوصيات"),
        _p(
            "أوصت اللجنة بأن تُعقد دورتها الخامسة عشرة في الخرطوم خلال الأسبوع الثاني من نوفمبر 2022، وأن تُدعى "
            "إليها 21 دولة. واعتُمدت التوصيات بأغلبية 15 صوتًا مقابل صوتين، في الجلسة رقم 8 المنعقدة مساء الخميس "
            "الموافق 25 جمادى الأولى 1443 هـ."
        ),
        Element("note", "انظر الوثيقة A/76/210 الصادرة في 22 يوليو 2021، الفقرة 48."),
    ),
    "en": (
        Element("title", "Report of the Regional Rivers Committee on its fourteenth session"),
        _p(
            "The Regional Rivers Committee held its fourteenth session in Tangier on 29 and 30 December 2021. It was "
            "attended by representatives of 17 states and 9 international organisations and chaired by Ambassador "
            "Leila Al-Ansari. The session opened at 09:30, and delegates took up an agenda of 12 items that had been "
            "agreed on 2021/11/15 after consultations that lasted 4 months."
        ),
        Element("heading", "1. Financing of the plan"),
        _p(
            "Contributions of member states came to USD 35,400 in 2020 and rose to USD 48,750 in 2021, up 37.7% "
            "within one year. The African Development Bank (AfDB) pledged 2.5 million dollars for 2022-2025, a third "
            "of which is to be paid before 30/06/2023 under Article 7 of the financing agreement."
        ),
        _p(
            "The Committee noted that actual spending did not exceed 62% of appropriations, and that the smaller "
            "projects were finished in time. It asked the secretariat for a detailed report to the meeting of "
            "experts planned for 14 March 2022 in Beirut, and to set out in it the reasons for the delay, in "
            "particular at the three gauging stations on the southern tributary, whose staff were first affected."
        ),
        Element("item", "to set up an emergency fund with a capital of USD 750,000;"),
        Element("item", "to bring up to date the early-warning agreement of 3 May 1998;"),
        Element("item", "to draw up one manual for measuring flow by the standard ISO 748 of 2007."),
        Element("heading", "2. State of the basins"),
        _p("The following table sums up the water level at the main stations at the end of the water year."),
        Element(
            "table",
            rows=(
                ("Station", "Level in metres", "Change", "Measured on"),
                ("High Dam", "171.25", "+3.4%", "2021/09/30"),
                ("Cataract Gate", "88.60", "-1.2%", "2021/10/02"),
                ("Northern Mouth", "12.05", "0.0%", "2021/10/05"),
            ),
        ),
        _p(
            "The representative of the meteorological office explained that Security Council resolution 2417 (2018) "
            "links conflict and hunger, and that the “Water and Peace Initiative” launched in 2011 had helped to "
            "settle two border disputes. He said that 26 bilateral meetings had been held, the last of them on 27 "
            "September 2021, and that the joint mechanism (الآلية المشتركة) would be reviewed every two years."
        ),
        _p(
            "The delegate of the European Union referred to the programme Horizon Europe, for which EUR 95.5 billion "
            "were set aside, and to the Paris Agreement of 2015. She stressed that the participation of experts from "
            "upstream and downstream states, not of governments alone, was the basis of trust, and that the rules of "
            "procedure did not stand in its way."
        ),
        Element("heading", "3. Recommendations"),
        _p(
            "The Committee recommended that its fifteenth session be held in Khartoum in the second week of November "
            "2022, and that 21 states be invited. The recommendations were adopted by a majority of 15 votes to two "
            "at meeting No. 8, on the evening of Thursday, 30 December 2021."
        ),
        Element("note", "See document A/76/210 of 22 July 2021, paragraph 48."),
    ),
}

RUNNING_HEAD: dict[Language, str] = {
    "ar": "اللجنة الإقليمية للأنهار – الدورة الرابعة عشرة",
    "en": "Regional Rivers Committee – fourteenth session",
}


def prose(language: Language) -> tuple[Element, ...]:
    """The report without its table and note: for columns."""
    return tuple(element for element in REPORT[language] if element.kind not in ("table", "note"))


def mixed(language: Language) -> tuple[Element, ...]:
    """The report with paragraphs of the other language between its own."""
    other = [element for element in REPORT["en" if language == "ar" else "ar"] if element.kind == "paragraph"]
    elements: list[Element] = []
    for element in REPORT[language]:
        elements.append(element)
        if element.kind == "heading" and other:
            elements.append(other.pop(0))
    return tuple(elements)
