"""The words dates are made of, as one index a language. A word is (code, worth); the codes are in grammar.py."""

from functools import cache
from typing import Any, NamedTuple

from muntada.text.months import Month, month_names
from muntada.text.terms import Term, TermIndex


class Word(NamedTuple):
    """One kind of word in a date: a letter of the grammar and what the word is worth."""

    code: str
    worth: Any = None


_WEEKDAYS = {
    "ar": "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_SHIFTS = {
    "ar": {
        -1: "الماضي الماضية المنصرم المنصرمة الفائت الفائتة السالف",
        0: "الجاري الجارية الحالي الحالية",
        1: "المقبل المقبلة القادم القادمة",
    },
    "en": {-1: "last previous", 0: "this current", 1: "next coming upcoming"},
    "fr": {-1: "dernier derniere passe passee ecoule ecoulee", 0: "courant", 1: "prochain prochaine"},
}
_UNITS = {
    "ar": {"week": "الأسبوع", "month": "الشهر", "year": "العام السنة"},
    "en": {"week": "week", "month": "month", "year": "year"},
    "fr": {"week": "semaine", "month": "mois", "year": "annee an"},
}
_DAYS_AWAY = {
    "ar": {
        "أمس": -1,
        "يوم أمس": -1,
        "البارحة": -1,
        "الليلة الماضية": -1,
        "أمس الأول": -2,
        "أول أمس": -2,
        "اليوم": 0,
        "الليلة": 0,
        "غدا": 1,
        "يوم غد": 1,
        "بعد غد": 2,
    },
    "en": {"yesterday": -1, "the day before yesterday": -2, "today": 0, "tonight": 0, "tomorrow": 1},
    "fr": {"hier": -1, "avant-hier": -2, "aujourd'hui": 0, "demain": 1, "apres-demain": 2},
}
_YEAR_WORDS = {
    "ar": "عام سنة عامي سنتي أعوام سنوات العام السنة العامين السنتين السنوات الأعوام الفترة فترة",
    "en": "year,years,calendar year,fiscal year,period",
    "fr": "annee,an,exercice,periode",
}
_BETWEEN = {"ar": ("بين", "ما بين"), "en": ("between",), "fr": ("entre",)}
_THIS_AR = {"week": "هذا الأسبوع", "month": "هذا الشهر", "year": "هذا العام"}
_THIS_FR = {"week": "cette semaine", "month": "ce mois,ce mois-ci,mois en cours", "year": "cette annee,annee en cours"}

_ORDINALS_AR = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر"
_TEENS_AR = "الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع"
_ORDINALS_EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_CARDINALS_FR = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt"
)
_DECADES_AR = {20: "عشرين", 30: "ثلاثين", 40: "أربعين", 50: "خمسين", 60: "ستين", 70: "سبعين", 80: "ثمانين"}
_DECADES_AR |= {90: "تسعين"}
_DECADES_EN = {20: "twenties", 30: "thirties", 40: "forties", 50: "fifties", 60: "sixties", 70: "seventies"}
_DECADES_EN |= {80: "eighties", 90: "nineties"}
_DECADES_FR = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_DECADES_FR |= {70: "soixante-dix", 80: "quatre-vingt", 90: "quatre-vingt-dix"}
_CENTURIES = {
    "ar": {
        1900: "القرن الماضي,القرن المنصرم,القرن الفائت,القرن العشرين,القرن العشرون",
        2000: "القرن الحالي,القرن الجاري,القرن الحادي والعشرين,القرن الحادي والعشرون,هذا القرن",
        1800: "القرن التاسع عشر",
    },
    "en": {1900: "last century,twentieth century,20th century", 2000: "this century,21st century"},
    "fr": {1900: "siecle dernier,siecle passe,vingtieme siecle,xxe siecle", 2000: "xxie siecle"},
}


def _day_words(language: str) -> dict[str, Word]:
    if language == "ar":
        days = dict(enumerate(_ORDINALS_AR.split(), 1))
        teens = _TEENS_AR.split()
        days |= {10 + n: f"{word} عشر" for n, word in enumerate(teens, 1)} | {20: "العشرين", 30: "الثلاثين"}
        days |= {20 + n: f"{word} والعشرين" for n, word in enumerate(teens, 1)} | {31: "الحادي والثلاثين"}
        words = {form: Word("o", day) for day, form in days.items()}
        return words | {form.removesuffix("ين") + "ون": w for form, w in words.items() if form.endswith("ين")}
    if language == "en":
        ordinals = _ORDINALS_EN.split()
        words = {form: Word("o", day) for day, form in enumerate(ordinals, 1)} | {"thirtieth": Word("o", 30)}
        for joint in " -":
            words |= {f"twenty{joint}{form}": Word("o", 20 + n) for n, form in enumerate(ordinals[:9], 1)}
            words[f"thirty{joint}first"] = Word("o", 31)
        return words
    cardinals = _CARDINALS_FR.split()
    words = {form: Word("o", day) for day, form in enumerate(cardinals, 2)}
    words |= {f"vingt-{form}": Word("o", 20 + n) for n, form in enumerate(cardinals[:8], 2)}
    return words | {
        "premier": Word("o", 1), "vingt et un": Word("o", 21), "vingt-et-un": Word("o", 21),
        "trente": Word("o", 30), "trente et un": Word("o", 31), "trente-et-un": Word("o", 31),
    }  # fmt: skip


_MONTH_CODES = {"gregorian": "m", "hijri": "h", "coptic": "c"}


def _named_and_shifted(language: str) -> dict[str, Word]:
    """Months and weekdays, alone and with their last, this and next."""
    words: dict[str, Word] = {}
    plain: list[tuple[str, str, object]] = []
    for form, month in month_names(language).items():
        code = "l" if month.historical else _MONTH_CODES[month.calendar]
        words[form] = Word(code, (month, None) if code == "m" else month)
        if code == "m" and ("/" not in form or " " not in form):
            plain.append((form, "m", month))
    for number, form in enumerate(_WEEKDAYS[language].split()):
        words[form] = Word("w", (number, None))
        plain.append((form, "w", number))
    for shift, adjectives in _SHIFTS[language].items():
        for adjective in adjectives.split():
            for form, code, worth in plain:
                phrase = f"{adjective} {form}" if language == "en" else f"{form} {adjective}"
                words[phrase] = Word(code, (worth, shift))
    return words


def _counted_from_now(language: str) -> dict[str, Word]:
    words = {form: Word("R", away) for form, away in _DAYS_AWAY[language].items()}
    for unit, names in _UNITS[language].items():
        code = "e" if unit == "year" else "r"
        for name in names.split():
            for shift, adjectives in _SHIFTS[language].items():
                for adjective in adjectives.split():
                    phrase = f"{adjective} {name}" if language == "en" else f"{name} {adjective}"
                    words[phrase] = Word(code, (unit, shift))
        this = {"ar": _THIS_AR, "fr": _THIS_FR}.get(language, {}).get(unit, "")
        words |= {phrase: Word(code, (unit, 0)) for phrase in this.split(",") if phrase}
    if language == "ar":
        words |= {form: Word("e", ("year", 0)) for form in ("هذه السنة", "عامنا هذا")}
        words |= {form: Word("r", ("same month", 0)) for form in ("الشهر نفسه", "الشهر ذاته", "نفس الشهر")}
    elif language == "en":
        words["same month"] = Word("r", ("same month", 0))
        words["last night"] = Word("R", -1)
    else:
        words["meme mois"] = Word("r", ("same month", 0))
        words["courant"] = Word("r", ("month", 0))
    return words


def _frames(language: str) -> dict[str, Word]:
    """Words that say what the number beside them is: a year, a month, a decade, the other end of a stretch."""
    separator = " " if language == "ar" else ","
    words = {form: Word("v") for form in _YEAR_WORDS[language].split(separator)}
    words |= {form: Word("b") for form in _BETWEEN[language]}
    for base, forms in _CENTURIES[language].items():
        words |= {form: Word("C", base) for form in forms.split(",")}
    if language == "ar":
        words |= {form: Word("f") for form in ("شهر", "شهري", "شهور", "أشهر")}
        words |= {form: Word("q") for form in ("الموافق", "الموافقة", "الموافق ل", "موافق")}
        for tens, stem in _DECADES_AR.items():
            words |= {stem + ending: Word("k", tens) for ending in ("يات", "ات")}
    elif language == "en":
        words |= {form: Word("f") for form in ("month of", "months of")}
        words |= {form: Word("k", tens) for tens, form in _DECADES_EN.items()}
    else:
        words |= {"mois de": Word("f"), "mois d'": Word("f"), "annees": Word("A")}
        words |= {f"annees {form}": Word("k", tens) for tens, form in _DECADES_FR.items()}
    return words


@cache
def date_words(language: str) -> TermIndex[Word]:
    """The index of all words that dates of a language are made of."""
    words = _day_words(language) | _frames(language) | _counted_from_now(language) | _named_and_shifted(language)
    return TermIndex(Term(form, word, article=word.code in "fk") for form, word in words.items())


__all__ = ["Month", "Word", "date_words"]
