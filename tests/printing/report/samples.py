"""A small report in two languages, with everything in it that a report has."""

from __future__ import annotations

from muntada.marking.tlp import TLP
from muntada.printing.report.shape import (
    Chapter,
    Chart,
    Document,
    Heading,
    Note,
    Points,
    Sentence,
    Series,
    Source,
    Table,
    Text,
)
from muntada.text.lines import Digits

SOURCES = (
    Source("1373", "S/RES/1373 (2001)", "https://docs.un.org/en/S/RES/1373(2001)"),
    Source("decree", "المرسوم رقم 12 لسنة 2021 بشأن أمن المطارات، الجريدة الرسمية، العدد 18", language="ar"),
    Source("visit", "Report on the assessment visit of 4–8 March 2021, document 2021/CoCo/7", language="en"),
)


def arabic(digits: Digits = "as written") -> Document:
    return Document(
        language="ar",
        over="دولة المثال",
        title="التقرير الوطني عن تنفيذ الالتزامات في مكافحة الإرهاب",
        subtitle="من الالتزام إلى التدبير إلى الدليل",
        edition="إصدار عام 2021",
        made="أُعدّ في 4 مارس 2022",
        handling=("لا يوزَّع هذا التقرير إلا على من وُجِّه إليهم.",),
        tlp=TLP.AMBER,
        day="2022-03-04",
        digits=digits,
        sources=SOURCES,
        chapters=(
            Chapter(
                1,
                "الإطار القانوني",
                (
                    Heading("القوانين"),
                    Text(
                        (
                            Sentence(
                                "نفّذت الدولة الفقرة 2 من القرار S/RES/1373 (2001) بإصدار القانون رقم 94 لسنة 2015.",
                                (Note("1373", "الفقرة 2"), Note("decree", "المادة 3", "تُمنع الملاذات الآمنة")),
                            ),
                            Sentence("وبلغت نسبة التنفيذ 45 % في المدة 2019–2021، من أصل 1,250 تدبيرًا."),
                            Sentence("للاتصال: \u200eoffice@example.org، الهاتف +20 2 2797 0000.", (Note("visit"),)),
                        )
                    ),
                    Heading("التعديلات", 3),
                    Points(
                        (
                            (Sentence("تعديل المادة 5 (أ)؛", (Note("decree", "المادة 5"),)),),
                            (Sentence("إضافة «التمويل» إلى قائمة الجرائم، وفق FATF R.5."),),
                        ),
                        numbered=True,
                    ),
                    Table(
                        "التدابير حسب الجهة",
                        ("الجهة", "الرمز", "العدد"),
                        (("وزارة العدل", "MJ-07", "1,250"), ("النيابة العامة (GPO)", "2021/CoCo/3", "12")),
                        (3, 2, 1),
                        (Note("visit", "الصفحة 9"),),
                    ),
                ),
            ),
            Chapter(2, "الأرقام", _charts("ar")),
            Chapter(3, "ما لم يُترجم", (Text((Sentence("This paragraph is not yet in Arabic (2021)."),), "en"),)),
        ),
    )


def english() -> Document:
    return Document(
        language="en",
        over="State of Example",
        title="National report on commitments against terrorism",
        subtitle="From the commitment to the measure to the evidence",
        edition="Edition of 2021",
        made="Made on 4 March 2022",
        tlp=TLP.GREEN,
        day="2022-03-04",
        sources=SOURCES,
        chapters=(
            Chapter(
                1,
                "The legal framework",
                (
                    Heading("Laws"),
                    Text(
                        (
                            Sentence(
                                "Paragraph 2 of S/RES/1373 (2001) is done by Law No. 94 of 2015 (قانون الإرهاب).",
                                (Note("1373", "paragraph 2"), Note("decree", "article 3", "تُمنع الملاذات الآمنة")),
                            ),
                            Sentence("45 % of 1,250 measures were done in 2019–2021.", (Note("visit"),)),
                        )
                    ),
                    Points(((Sentence("Article 5 (a);"),), (Sentence("financing, in line with FATF R.5."),))),
                    Table(
                        "Measures by institution",
                        ("Institution", "Symbol", "Number"),
                        tuple(
                            (f"Ministry {number}", f"MJ-{number:02}", f"{number * 111:,}") for number in range(1, 60)
                        ),
                        (3, 2, 1),
                        (Note("visit", "page 9"),),
                    ),
                ),
            ),
            Chapter(2, "Figures", _charts("en")),
        ),
    )


_NAMES = {
    "ar": {
        "ministries": ("وزارة العدل", "وزارة الداخلية والأمن العام (MOI)", "البنك المركزي", "مصلحة الجمارك"),
        "states": ("منفَّذ", "منفَّذ جزئيًا", "قيد التنفيذ", "مخطَّط له"),
        "captions": (
            "التدابير حسب الجهة في 2021",
            "حالة التنفيذ حسب الجهة",
            "التدابير المنجزة في كل سنة",
            "مصفوفة الجهات والحالات",
            "المنجز والمخطَّط له حسب الجهة",
        ),
        "heading": "الجهة",
        "unit": "تدبير",
        "words": "رسم يبيّن أن وزارة العدل تتقدّم على غيرها.",
        "year": "السنة",
    },
    "en": {
        "ministries": ("Ministry of Justice", "Ministry of the Interior and Public Security (وزارة الداخلية)",
                       "Central Bank", "Customs"),
        "states": ("Done", "Done in part", "Under way", "Planned"),
        "captions": (
            "Measures by institution in 2021",
            "State of implementation by institution",
            "Measures finished each year",
            "Institutions and states",
            "Done and planned by institution",
        ),
        "heading": "Institution",
        "unit": "measures",
        "words": "A chart which shows that the Ministry of Justice is ahead of the others.",
        "year": "Year",
    },
}  # fmt: skip


def _charts(language: str) -> tuple[Chart, ...]:
    said = _NAMES[language]
    ministries, states, captions = said["ministries"], said["states"], said["captions"]
    words, unit, heading = str(said["words"]), str(said["unit"]), str(said["heading"])
    assert isinstance(ministries, tuple)
    assert isinstance(states, tuple)
    assert isinstance(captions, tuple)
    counts = ((42, 30, 17, 8), (12, 9, 21, 4), (5, 14, 3, 0), (0, 2, 6, 1))
    parts = tuple(Series(name, counts[at]) for at, name in enumerate(states))
    years = tuple(str(year) for year in range(2012, 2022))
    over_years = (
        Series(states[0], (1, 4, 9, 12, 18, 22, None, 35, 41, 97)),
        Series(states[3], (30, 28, 22, 25, 20, 16, 12, 9, 4, 2.5)),
    )
    note = (Note("visit"),)
    return (
        Chart("bar", captions[0], words, ministries, (Series(unit, (97, 55, 47, 13)),), heading, unit, note),
        Chart("stacked", captions[1], words, ministries, parts, heading, unit, note),
        Chart("line", captions[2], words, years, over_years, str(said["year"]), unit, note),
        Chart("dots", captions[3], words, ministries, parts, heading, unit, note),
        Chart("bar", captions[4], words, ministries, (parts[0], parts[3]), heading, unit, note),
    )
