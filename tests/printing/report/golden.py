"""Lines of mixed direction, and how the eye must find them on paper and on a screen.

`seen` are the words from left to right. Each word is written as it is typed: one with Arabic letters is read from its
right end, any other from its left. A bracket is the one that was typed; in an Arabic stretch its shape is turned.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from muntada.text.lines import Digits


class Golden(NamedTuple):
    """A text of a language, and its words from left to right."""

    text: str
    language: str
    seen: str
    digits: Digits = "as written"


_ARABIC = [
    ("القرار S/RES/2396 (2017) اعتُمد.", "اعتُمد. S/RES/2396 (2017) القرار"),
    ("قرار الجمعية A/RES/60/288، الفقرة 5", "5 الفقرة ،A/RES/60/288 الجمعية قرار"),
    ("S/2015/338", "S/2015/338"),
    ("الوثيقتان A/79/L.2 وS/PRST/2018/9", "S/PRST/2018/9 و A/79/L.2 الوثيقتان"),
    ("القراران 2170 و2178", "2178 و 2170 القراران"),
    ("بلغت النسبة 45 % من المجموع", "المجموع من 45 % النسبة بلغت"),
    ("بلغت 45%.", ".45% بلغت"),
    ("بين 2015–2020", "2015–2020 بين"),
    ("بين 2015-2020 و2021", "2021 و 2015-2020 بين"),
    ("الساعة 10:00–17:30", "10:00–17:30 الساعة"),
    ("1,250 تدبيرًا", "تدبيرًا 1,250"),
    ("3.5 مليون", "مليون 3.5"),
    ("-5 درجات", "درجات -5"),
    ("الهاتف +20 2 2797 0000", "+20 2 2797 0000 الهاتف"),
    ("هاتف +212 (0)5 37 76 00 00، تحويلة 12", "12 تحويلة ،+212 (0)5 37 76 00 00 هاتف"),
    ("البريد: office@example.org.", ".office@example.org البريد:"),
    ("الموقع https://www.un.org/ar/ga?id=1&l=2، بالعربية", "بالعربية ،https://www.un.org/ar/ga?id=1&l=2 الموقع"),
    ("www.example.org (بالعربية)", "(بالعربية) www.example.org"),
    ("منتدى GCTF العالمي", "العالمي GCTF منتدى"),
    ("المنتدى (GCTF)، ومقره", "ومقره ،)GCTF( المنتدى"),
    ("مع GCTF، UNOCT، CTED.", ".CTED ،UNOCT ،GCTF مع"),
    ("القرار S/RES/1373، 45 دولة", "دولة 45 ،S/RES/1373 القرار"),
    ('شعار "Border Security" الجديد', 'الجديد "Border Security" شعار'),
    ("«مذكرة أنقرة»", "أنقرة» «مذكرة"),
    ("مبادرة «Rome Memorandum» ثم", "ثم »Rome Memorandum« مبادرة"),
    ("المادة 5 (أ)", "(أ) 5 المادة"),
    ("الفقرة 2 (b)", ")b( 2 الفقرة"),
    ("1. تعديل القانون", "القانون تعديل .1"),
    ("أ) البند الأول", "الأول البند أ)"),
    ("بند 3.1.2 من الخطة", "الخطة من 3.1.2 بند"),
    ("(أ) S/RES/1373؛ (ب) A/RES/60/288؛ (ج) 2021/CoCo/3",
     "2021/CoCo/3 (ج) ؛A/RES/60/288 (ب) ؛S/RES/1373 (أ)"),
    ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
    ("مصنف TLP:AMBER+STRICT للمتلقين", "للمتلقين TLP:AMBER+STRICT مصنف"),
    ("الوسم TLP:CLEAR.", ".TLP:CLEAR الوسم"),
    ("4 مارس 2021", "2021 مارس 4"),
    ("2021-03-04 في القاهرة", "القاهرة في 2021-03-04"),
    ("04/03/2021", "04/03/2021"),
    ("المرسوم رقم 12/2021", "12/2021 رقم المرسوم"),
    ("العدد ٢٣٩٦ لسنة ٢٠١٧", "٢٠١٧ لسنة ٢٣٩٦ العدد"),
    ("المدة ٢٠١٥–٢٠٢٠", "٢٠٢٠–٢٠١٥ المدة"),
    ("بنسبة ٤٥ ٪", "٪ ٤٥ بنسبة"),
    ("١٠:٣٠ صباحًا", "صباحًا ١٠:٣٠"),
    ("من 1,000 $ إلى 2,000 USD", "USD 2,000 إلى $ 1,000 من"),
    ("US$ 1,250 سنويًا", "سنويًا US$ 1,250"),
    ("€1,250 سنويًا", "سنويًا €1,250"),
    ("د. Anna Müller-Lüd، بون", "بون ،Anna Müller-Lüd د."),
    ("السيد O'Neil وزميله", "وزميله O'Neil السيد"),
    ("وفق ISO/IEC 27001:2022.", ".ISO/IEC 27001:2022 وفق"),
    ("النسخة v2.1 من API", "API من v2.1 النسخة"),
    ("رقم الملف MJ-07/2021-B؟", "؟MJ-07/2021-B الملف رقم"),
    ("الحساب EG38 0019 0005 (مصر)", "(مصر) EG38 0019 0005 الحساب"),
    ("القاعة 2 (Hall B)، الطابق 3", "3 الطابق ،)Hall B( 2 القاعة"),
    ("الصفحات 12، 15، 18", "18 ،15 ،12 الصفحات"),
    ("انظر: ص 5–7؛ ص 9", "9 ص ؛5–7 ص انظر:"),
    ("الساعة 10:00 (Africa/Cairo)، غدًا", "غدًا ،)Africa/Cairo( 10:00 الساعة"),
    ("This paragraph is in English (2021).", "This paragraph is in English (2021)."),
    ("Report on قانون, 2021.", "Report on قانون , 2021."),
]  # fmt: skip
_ENGLISH = [
    ("Law No. 94 of 2015 (قانون مكافحة الإرهاب) applies.", "Law No. 94 of 2015 ( الإرهاب مكافحة قانون ) applies."),
    ("Rabat, قاعة المؤتمرات (2), floor 3", "Rabat, )2( المؤتمرات قاعة , floor 3"),
    ("The word «منتدى» means forum.", "The word « منتدى » means forum."),
    ("Names: سلمى عادل; Nora", "Names: عادل سلمى ; Nora"),
    ("Done: 45 % of 1,250 (2019–2021).", "Done: 45 % of 1,250 (2019–2021)."),
    ("Call +20 2 2797 0000 (هاتف).", "Call +20 2 2797 0000 ( هاتف )."),
    ("وزارة العدل", "العدل وزارة"),
    ("وزارة العدل (MOJ)، 2021", "2021 ،)MOJ( العدل وزارة"),
    ("TLP:GREEN – قانون – S/RES/2396 (2017)", "TLP:GREEN – قانون – S/RES/2396 (2017)"),
]
_FRENCH = [
    ("Selon « قانون » du 4 mars 2021, soit 45 %", "Selon « قانون » du 4 mars 2021, soit 45 %"),
    ("Article 5, point a) ; courriel : bureau@example.org", "Article 5, point a) ; courriel : bureau@example.org"),
]
_INDIC = [
    ("بلغت 45 % من 1,250 بين 2015–2020", "٢٠٢٠–٢٠١٥ بين ١٬٢٥٠ من ٪ ٤٥ بلغت"),
    ("القرار S/RES/2396 (2017) في 4 مارس 2021", "٢٠٢١ مارس ٤ في S/RES/2396 (2017) القرار"),
    ("الهاتف +20 2 2797 0000، office@example.org", "office@example.org ،+20 2 2797 0000 الهاتف"),
    ("بلغ 3.5 ثم 7.25 %", "٪ ٧٫٢٥ ثم ٣٫٥ بلغ"),
    ("الساعة 10:30 في 2021-03-04", "2021-03-04 في ١٠:٣٠ الساعة"),
    ("البند 3.1.2 من TLP:AMBER", "TLP:AMBER من ٣.١.٢ البند"),
]
GOLDEN = [
    *(Golden(text, "ar", seen) for text, seen in _ARABIC),
    *(Golden(text, "en", seen) for text, seen in _ENGLISH),
    *(Golden(text, "fr", seen) for text, seen in _FRENCH),
    *(Golden(text, "ar", seen, "arabic-indic") for text, seen in _INDIC),
]


def letters(seen: str) -> str:
    """The letters from left to right, without blanks and without the marks over them."""
    words = (word[::-1] if re.search("[ء-ي]", word) else word for word in without_marks(seen).split())
    return "".join(words)


def without_marks(text: str) -> str:
    """The text without vowels over Arabic letters: where one stands, above its letter, says nothing of order."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in {"Mn", "Cf"})


def whole(text: str) -> str:
    """Its letters as typed, without blanks, marks of direction and vowels."""
    return "".join(without_marks(text).split())
