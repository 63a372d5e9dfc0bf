"""The words of citations in Arabic, English and French, as patterns over folded texts."""

from __future__ import annotations

import re

# Who adopted what is cited, by the organ of its symbols.
BODIES = {
    "A/HRC": r"(?:un |united nations )?human rights council|(?:du )?conseil des droits de l'homme|مجلس حقوق الانسان",
    "E/CN.4": r"commission on human rights|commission des droits de l'homme",
    "E": r"economic and social council|ecosoc|conseil economique et social|المجلس الاقتصادي والاجتماعي",
    "S": r"(?:un |u\.n\. |united nations )?security council|unsc|conseil de securite|مجلس الامن|المجلس(?! ال)|"
        r"the council|council",
    "A": r"(?:un |u\.n\. |united nations )?general assembly|unga|assemblee generale|(?:ا?ل)?جمعيه العامه|"
        r"the assembly|assembly",
}  # fmt: skip
_ANY = "|".join(f"(?:{words})" for words in BODIES.values())
_UN = r"(?: de l'onu| des nations unies| of the united nations| للامم المتحده| التابع للامم المتحده| الدولي| الاممي)?"
BODY_BEFORE = re.compile(rf"(?:{_ANY}){_UN}(?:'s)?,? (?:in |its |the |in its )*$")
BODY_AFTER = re.compile(
    rf",? ?(?:of (?:the )?|du |de l'|de la |adoptee?s? par (?:le |l')|adopted by the |الصادر(?:ه|ين|ان|"
    rf"تين)? (?:عن|من) |"
    rf"الذي اتخذه |التي اتخذها |(?:ل)?(?=ل?مجلس|للجمعيه))(?:ل)?(?:{_ANY}){_UN}"
)
ANY_BODY = re.compile(_ANY)

# A noun that numbers follow; its nature.
LEADS = {
    "RES": (
        r"\b(?:unscrs?|scrs?|resolutions?|res\.)(?![\w/])",
        r"(?<![ء-ي])(?:[وفبلك]{0,2}(?:ال|لل)?)?قرار(?:ي|ه|ها|هم|هما|ين|ان|ا|ات|يه|يها|يهما|اه|اته|اتها|"
        r"اتهما)?(?![ء-ي])",
    ),
    "DEC": (
        r"\bdecisions?(?![\w/])",
        r"(?<![ء-ي])(?:[وفبلك]{0,2}(?:ال|لل)?)?مقرر(?:ي|ه|ها|ين|ان|ات|يه|يها|اته|اتها)?(?![ء-ي])",
    ),
    "PRST": (
        r"\b(?:presidential statements?|statements? (?:by|of) (?:its|"
        r"the) president(?: of the security council)?)(?![\w/])",
        r"\bdeclarations? (?:de (?:son|sa|la) presiden(?:te?|ce)|du president|"
        r"presidentielles?)(?: du conseil(?: de securite)?)?",
        r"(?<![ء-ي])[وفبلك]?(?:ال|لل)?بيان(?:ات|ه|ي|ين)? ?(?:ال)?رياسي(?:ه|ين)?",
    ),
}  # fmt: skip
# What may stand between the noun and the first number.
BETWEEN = re.compile(
    rf"(?:,? ?(?:of (?:the )?|du |de l'|de la |الصادر(?:ه|ين)? عن )?(?:{_ANY}){_UN})?"
    r"(?:,? (?:الدولي(?:ه)?|الاممي(?:ه)?|ذي الرقم|ذات الصله|ذوات الارقام|السابق(?:ه)?|التاريخي|الشهير|المرقم|المرقمه|"
    r"pertinentes|portant les? numeros?|precedentes?|historiques?))*"
    r",? ?\(?(?:(?:(?:no|nos|nr|numbers?|numeros?|رقم(?:ي|ا)?|ارقام|الارقام|ذات الارقام)\b|n ?°)\.? ?:? ?)?"
)
UNSAID = re.compile(r"\b(?:unscrs?|scrs?)")  # says Security Council by itself
# Numbers of others: of ministers, parliaments, boards.
FOREIGN = re.compile(
    r"(?:parliament(?:ary|'s|s)?|minister(?:ial|s|'s)?|cabinet|board|senate|house|federal|government|governmental|eu|"
    r"european|african union|arab league|icao|imo|interpol|icpo|osce|oic|oau|au|court|university|shareholders'?|"
    r"company|"
    r"municipal|joint|concurrent|psc|screen|image|video|monitor|new year's?|display|printer|dpi|pixel)(?: council)? $"
)
FOREIGN_AFTER = re.compile(
    r",? ?(?:of (?:the )?|du |de l'|de la |de |الصادر(?:ه)? (?:عن|من) |ل)(?:ال)?(?:european|national assembly|"
    r"ministry|minister|"
    r"parliament|cabinet|government|african union|league|icao|imo|interpol|osce|oic|parlement|ministere|ministre|"
    r"gouvernement|union africaine|ligue|assemblee nationale|conseil des ministres|"
    r"وزير|وزار|لوزار|مجلس الوزراء|مجلس الجامعه|رئيس|محكمه|برلمان|حكوم|جامعه|اتحاد)"
)

# What joins the items of a list.
JOINT = re.compile(
    r"(?: ?[,;] ?(?:and |et |as well as |ainsi que |و ?(?:كذلك |ايضا )?)?| and | et | as well as | ainsi que |"
    r" & | ?/ ?| و ?(?:كذلك )?)"
    r"(?:(?:the |its |la |les |sa |ses |l'|ال)?(?:resolutions? |unscrs? |قرار(?:ه|ها|ي)? )?(?:no\.? |n° |رقم )?)?"
)
# When it was adopted, after an item; the year is group 1.
DATED = re.compile(
    r",? ?(?:of|du|dated|adopted on|adopted|adoptee? le|en date du|المورخ(?:ه|ين)?(?: في)?|الصادر(?:ه)? (?:في|"
    r"بتاريخ)|"
    r"المعتمد(?:ه)? في|المتخذ(?:ه)? في|بتاريخ) "
    r"(?:le )?\d{1,2}(?:er|st|nd|rd|th)? ?(?:من )?[^\W\d]+(?:[ /]{1,2}[^\W\d]+){0,3},? ((?:19|20)\d\d)"
)

# Ordinals of the Strategy's reviews; group 1 or 2 is the ordinal.
_STRATEGY_EN = r"(?:the |its )?(?:un |united nations )?(?:global )?(?:counter-?terrorism |counter terrorism )?strategy"
_STRATEGY_FR = (
    r"(?:la )?strategie(?: antiterroriste| mondiale| des nations unies| de l'onu|"
    r" de l'organisation des nations unies)*"
)
REVIEWS = {
    "en": re.compile(
        rf"\b([a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th)) (?:biennial )?(?:review(?:s)? (?:resolution )?(?:of|"
        rf"on) {_STRATEGY_EN}|"
        rf"(?:global )?(?:counter-?terrorism )?strategy review)\b"
    ),
    "fr": re.compile(rf"\b([a-z]+|\d+e(?:me)?) examen (?:biennal |bisannuel )?de {_STRATEGY_FR}"),
    "ar": re.compile(
        r"(?<![ء-ي])[وفبلك]{0,2}(?:ال|لل)?(?:استعراض|"
        r"مراجعه) (ال[ء-ي]+) (?:ل(?:ل)?استراتيجيه)(?: الامم المتحده)?(?: العالميه)?"
        r"(?: لمكافحه الارهاب)?"
        r"|(?<![ء-ي])[وفبلك]{0,2}(?:استعراض|مراجعه) (?:ال)?استراتيجيه(?: الامم المتحده| العالميه|"
        r" لمكافحه الارهاب)* (ال[ء-ي]+)"
    ),
}  # fmt: skip
