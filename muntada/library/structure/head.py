"""What the head of a text says of it: its title, symbol, kind and day; and the lines that divide its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from muntada.library.structure.furniture import SYMBOL
from muntada.library.structure.rows import Row
from muntada.text.dates import find_dates
from muntada.text.folding import fold

BODY_LINE = re.compile(
    r"(?:the|we|le|la|les|l['’]|nous)\s?[^.;:]{2,200}(?:[,;]|\.\.\.|…)\s*(?:and|et)?"
    r"|(?:و?إن|نحن|من)\s[^.؛:]{3,200}[،,:]|(?:ف|و)?إن\s(?:الجمعية العامة|مجلس الأمن)"
    r"|إنّ?\s(?:ال)?(?:مجلس|مؤتمر|جمعية|لجنة|هيئة|منتدى|وزير|رئيس|محافظ|مدير)\s[^.؛:،]{3,100}"
    r"|نحن\s(?:قادة|رؤساء|ملوك|وزراء|ممثلي|أعضاء|المشاركين|المشاركون|المجتمعين)\s[^؛:،]{3,200}\.",
    re.IGNORECASE,
)
# The name alone, without a comma: The General Assembly · L'Assemblée générale
_BODY_NAME = re.compile(r"(?:The|La|Le|Les|L['’])\s?[A-ZÀ-Ý][^\W\d_]+(?:\s[^\W\d_]+){0,4}")
# As the African Union's councils are named: Council,
_BODY_ALONE = re.compile(r"(?:Council|Assembly|Commission|Committee|Conference|Conseil|Conférence|Comité)\s?,")
# However long: We, the Heads of State and Government of ..., meeting in ...,
_WE = re.compile(
    r"نحن\s(?:قادة|رؤساء|ملوك|وزراء|ممثلي|أعضاء)\s[^.]{3,700}[،,]"
    r"|We,?\s(?:the\s)?(?:Heads|Ministers|Leaders|Representatives|Members|Presidents|Kings)\s[^.]{3,700},"
    r"|Nous,?\s(?:les\s)?(?:Chefs|Ministres|Dirigeants|Représentants|Membres|Présidents)\s[^.]{3,700},",
    re.IGNORECASE,
)
_BODY_NOUN = re.compile(
    r"assembl|council|conseil|states|parties|member|[eé]tats|conf[eé]rence|commission|committee|comit[eé]|meeting|"
    r"r[eé]union|forum|minist|heads|governments?|gouvernements?|chefs|board|congress|union|high contracting|signator|"
    r"جمعية|مجلس|دول|أطراف|جمهوري[ةه]|حكوم[ةه]|مملك[ةه]|إمار[ةه]|سلطن[ةه]|طرفين|طرفان|مؤتمر|لجنة|اجتماع|منتدى|وزراء|رؤساء|حكومات|هيئة|أعضاء|برلمان|قادة|وزير|رئيس|محافظ|مدير",
    re.IGNORECASE,
)
FORMULA = re.compile(
    r"(?:have|has|hereby|do|agree (?:up)?on)\b[^.;]{0,100}"
    r"\b(?:agree|agreed|decided|resolved|adopted|articles?|provisions)\b[^.;]{0,60}:?"
    r"|(?:now,? therefore|therefore),?[^.;]{0,80}"
    r"|(?:(?:sont|est) convenu|ont décidé|conviennent|ont adopté|ont résolu)[^.;]{0,120}"
    r"|(?:ف?قد|و?)\s?(?:اتفقت?|اتفقوا|قررت?)[^.؛]{0,80}(?:يلي|يأتي|الآتي|التالي|الآتية|التالية)\s?[:.]?"
    r"|(?:صدر|صدق|أصدر(?:ت|نا|وا)?|قرر(?:ت|نا|وا)?)\s\S+\s(?:الآتي|الاتي|التالي)[ةه]?(?:\s\S+)?\s?:?"
    r"|(?:[يتن]?صدر|أصدر(?:ت|نا|وا)?|إصدار|إصدر)\s(?:\S+\s){1,4}(?:الآتي|الاتي|التالي)[ةه]?(?:\s\S+)?\s?:?"
    r"|قرر(?:ت)?\s(?:رئيس|مجلس|وزير|رئاسة)\s[^.؛،:]{3,60}(?:\s?:)?"
    r"|(?:ف?إن(?:نا|ها|ه)\s)?[يتن](?:علن|وصي|تفق)(?:ون|وا)?\s(?:على\s|ب)?(?:ما يلي|ما يأتي|الآتي|التالي)\s?[:.]?"
    r"|[يتن](?:قرر|علن|وصي)\s?:\s?-"
    r"|[يتن]قرر(?:ون|وا)?\s(?:ما يلي|ما يأتي|الآتي|التالي)\s?[:.]?"
    r"|(?:adopts?|adopte(?:nt)?) (?:this|the present|la présente|le présent) [^.;:]{4,80}[.:]?"
    r"|(?:[يت]عتمد(?:ون|وا)?) (?:هذا|هذه) (?:الاتفاقية|الإعلان|القرار|البروتوكول|الميثاق)[^.؛:]{0,60}[.:]?"
    r"|agreed? as follows\s?:?|(?:décide|decides|resolves) (?:ce qui suit|as follows)\s?:?"
    r"|(?:اتفقت?|وافقت?) على ما (?:يلي|يأتي)\s?:?"
    r"|رسمنا\s?:|[يتن]?قرر(?:ت|نا|وا|ون)?\s?:?"
    r"|(?:رسمنا|أمرنا|نأمر|نرسم)\s(?:بما هو آت|بالآتي|بما يأتي|بما يلي)\s?:?",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"(?:رسمنا|أمرنا|نأمر|نرسم|[يتن]?قرر)(?!\w)")
# مجلس الأمن، without the particle that opens a sentence
_BODY_ARABIC = re.compile(r"ال(?:جمعية|مجلس|مؤتمر|لجنة|منتدى|هيئة)\s?[^.؛:،,]{0,80}[،,]|مجلس\s[^.؛:،,]{2,80}[،,]")
# One who decides alone: رئيس الجمهورية: · وزير العدل،
_OFFICE = re.compile(r"(?:إن\s)?(?:(?:نائب|مدير)\s)?(?:رئيس|وزير|وزيرة|أمير|ملك|محافظ|سلطان)\s[^.؛،,:]{3,60}\s?[:،,]")
_INSTRUMENT = re.compile(r"\(?(?:قانون|نظام|لائحة|تعليمات|مرسوم|قرار)\s|رقم\s?\(?\s?[0-9٠-٩]+\s?\)?\s?لسن[ةه]\s")
# The parties of a treaty with what they are called in it: hereinafter the two parties
_CALLED = re.compile(r"إن\s[^.؛:]{3,160}\s(?:فيما|في ما)\s(?:بعد|يلي)\s[^.؛:]{3,60}")
_PREAMBLE = re.compile(r"(?:preamble|préambule|preambule|الديباجة|ديباجة|مقدمة|تمهيد)\s?:?", re.IGNORECASE)
TAIL = re.compile(
    r"[0-9]{1,5}(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting.{0,40}|[0-9]{1,5}e\s+séance.{0,40}"
    r"|الجلسة العامة.{0,60}|(?:in (?:witness|faith) whereof|en foi de quoi).*"
    r"|والله (?:ولي|الموفق|الهادي|المستعان)(?!\w).{0,60}"
    r"|(?:حرر|أبرم|وقع)ت?\s(?:هذا|هذه)\s\S+\s(?:في|ب\S+)\s.{0,240}"
    r"|وبناء[\u064b-\u0652]* على (?:ذلك|ما تقدم)،?\s(?:فقد\s)?(?:وقع|قام)\s.{0,160}"
    r"|و(?:إثباتا|إشهادا|تصديقا|مصادقا|مصادقة|إقرارا)[\u064b-\u0652]*\s(?:على ما|على|لما|بما|ب|ل)\s?(?:ذلك|هذا|تقدم).*"
    r"|(?:drawn up (?:at|by|in)|done at|done in|fait à|fait en|(?:حرر|كتب)ت? في|(?:حرر|كتب)ت? ب\S+)\s.{0,200}"
    r"|(?:done (?:at|in)\s[^.;]{2,60},?\s(?:this|on)|fait (?:à|en)\s[^.;]{2,60},?\sle)\s.{0,600}"
    r"|(?:تبنى|تبنت|اتخذ|اتخذت|اعتمد|صدر)\s.{0,80}(?:في جلسته|في الجلسة|بالإجماع|صوتا).*"
    r"|(?:تبنى|تبنت|اتخذ|اتخذت|اعتمد|اعتمدت)\s\S+\s(?:العامة\s)?هذا القرار.{0,120}|صدرت?\s(?:في|ب\S+)[\s:].{0,100}"
    r"|(?:adopted|adoptée?|unanimously adopted)\s(?:at|by|à|par)\s.{0,160}|\*\s?\*\s?\*|sources?\s?:.*",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"adopt|approv|endors|sign|conclu|done at|proclaim|opened|اعتمد|اتخذ|أقر|وافق|فتح|وقع|صدر|الصادر|المؤرخ|حرر|بتاريخ|"
    r"fait à|of [0-9]|du [0-9]|distr",
    re.IGNORECASE,
)
_KINDS = (
    ("memorandum", r"good practices|memorandum\b|الممارسات الجيدة|bonnes pratiques|mémorandum"),
    ("action_plan", r"action plan|plan of action|programme of action|خطة عمل|خطة العمل|برنامج عمل|plan d['’]action"),
    ("strategy", r"strategy|استراتيجية|الاستراتيجية|stratégie"),
    ("recommendations", r"recommendations?\b|توصيات|recommandations?\b"),
    ("convention", r"convention|treaty|protocol|covenant|charter|agreement|اتفاقية|الاتفاقية|معاهدة|بروتوكول|ميثاق|"
                   r"اتفاق\b|traité|protocole|accord\b|pacte|charte"),
    ("declaration", r"declaration|communiqué|statement|إعلان|بيان|déclaration"),
    ("resolution", r"resolution|decision|review of|قرار|مقرر|استعراض|résolution|décision|examen"),
)  # fmt: skip
_SYMBOL_LINE = re.compile(r"(?<![\w/])" + SYMBOL.pattern)
_NOISE = re.compile(
    r"united nations|nations unies|الأمم المتحدة|distr|original|general$|limited|agenda|البند|session|الدورة|"
    r"point [0-9]|adopted|adoptée?|endorsed|approved|اتخذ|اعتمد|أقر|opened for|ouverte|فتح باب|الذي|\[|https?:|www\.",
    re.IGNORECASE,
)
_HEAD_ROWS = 40


def is_body_line(text: str) -> bool:
    """The General Assembly, · إن مجلس الأمن، · Le Conseil de sécurité,"""
    bare = text.strip('*_/ "«“')
    if _WE.fullmatch(bare) or _BODY_ALONE.fullmatch(bare):
        return True
    named = bool(
        BODY_LINE.fullmatch(bare)
        or _BODY_ARABIC.fullmatch(bare)
        or (len(bare) < 60 and _BODY_NAME.fullmatch(bare))
        or _CALLED.fullmatch(bare)
    )
    return len(text) < 260 and (bool(named and _BODY_NOUN.search(text)) or bool(_OFFICE.fullmatch(bare)))


def is_formula(text: str) -> bool:
    """Have agreed as follows: · اتفقت على ما يلي:"""
    return bool(FORMULA.fullmatch(text.replace("/", "").strip("*_ ").replace("ـ", "")))


def is_order(text: str) -> bool:
    """A formula of one who orders, with clauses and not articles after it: أمرنا بما هو آت:"""
    return is_formula(text) and bool(_ORDERS.match(text.strip("*_ ")))


def names_instrument(text: str) -> bool:
    """What a law is called, in a row of its own: قانون الجمعيات · رقم (12) لسنة 2001"""
    return len(text) <= 120 and bool(_INSTRUMENT.match(text)) and text.rstrip()[-1:] not in ".;:،؛"


def is_preamble_title(text: str) -> bool:
    """Preamble · الديباجة"""
    return bool(_PREAMBLE.fullmatch(text.strip("*_ ")))


def is_tail(text: str) -> bool:
    """The day, the signatures and the like after the last clause."""
    return bool(TAIL.fullmatch(text.strip("*_ ")))


def _kind_of(title: str) -> str:
    """The kind that the words of a title say; what stands last in English names what the text is."""
    low = title.lower()
    first = re.match(r"\W*(?:مشروع\s)?(\w+)", low)
    if first and re.fullmatch(r"resolution|decision|قرار|مقرر|أمر|مرسوم|ظهير|résolution|décision", first[1]):
        return "resolution"
    # Recommendation 2084 (2016): the name of an act, as a resolution is one
    if re.match(r"\W*(?:recommendation|recommandation|توصية)\s(?:n[o°]?\s?|رقم\s?)?\(?[0-9٠-٩]", low):
        return "resolution"
    best, place = "", len(low) + 1
    for kind, words in _KINDS:
        found = re.search(words, low)
        if found and found.start() < place:
            best, place = kind, found.start()
    return best


def symbol_of(rows: Sequence[Row]) -> str:
    """The first document symbol in the head, spaces inside it made one."""
    for row in rows[:_HEAD_ROWS]:
        found = _SYMBOL_LINE.search(row.text)
        if found and any(letter.isdigit() for letter in found[0]):
            return " ".join(found[0].rstrip("*").split())
    return ""


def day_of(rows: Sequence[Row], language: str) -> str:
    """The day of adoption as the head says it, `YYYY-MM-DD` or coarser; "" where it says none."""
    found = ""
    for row in rows[:_HEAD_ROWS]:
        if len(row.text) > 300:
            continue
        days = [
            one.value for one in find_dates(fold(row.text).text, language=language) if one.kind == "day" and one.value
        ]
        if days and _ADOPTED.search(row.text):
            return days[0]
        found = found or (days[0] if days else "")
    return found


def title_of(rows: Sequence[Row]) -> str:
    """The title: the row of the head that names an instrument, with the row that goes on with it."""
    best, most = "", 0.0
    head = [row for row in rows[:_HEAD_ROWS] if len(row.text) <= 300]
    for place, row in enumerate(head):
        text = row.text.strip("#*_ ")
        if SYMBOL.fullmatch(text) or is_body_line(text) or len(text) < 6:
            continue
        score = min(len(text), 120) / 120 + (1.0 if _kind_of(text) else 0) + (2.0 if "title" in row.style else 0)
        score += 0.5 if row.style.startswith("heading") else 0
        score -= 2.0 if _NOISE.search(text) else 0
        score -= (
            0.4 if re.match(r"\W*(?:resolution|résolution|القرار|قرار)\s\S+\s*(?:\(|$)", text, re.IGNORECASE) else 0
        )
        score -= place / 40
        if score > most:
            best, most = text, score
    return re.sub(r"^[0-9]+/[0-9]+\.\s+", "", best)[:600]


def kind_of(rows: Sequence[Row], title: str) -> str:
    """The kind of text that title and head name, or ""."""
    return _kind_of(title) or next((kind for row in rows[:12] if (kind := _kind_of(row.text[:200]))), "")
