"""What a sentence needs so that its words agree: gender, ordinals, counted things, prepositions, lists. No database.

Arabic is written as official texts write it: with the marks that tell a passive verb or a doubled letter, and no
more.
"""

from __future__ import annotations

from collections.abc import Sequence

# States whose names are masculine in Arabic; a state is feminine but for these.
_MASCULINE_STATES = frozenset({"IQ", "JO", "LB", "MA", "PS", "SD", "SO", "SS", "YE"})
# Plurals of things are feminine; those that do not end like a feminine word.
_FEMININE_WORDS = frozenset({"مبادئ", "دول", "أمم", "الأمم", "الدول", "سياسات", "لوائح", "مصارف", "خطوط"})
_FEMININE_ENDINGS = ("ة", "ات", "اء", "ى")
_MASCULINE_WORDS = frozenset(
    {"قضاء", "القضاء", "لقاء", "اللقاء", "وكلاء", "شركاء", "خبراء", "وزراء", "الوزراء", "إنهاء"}
)
_FIRST = (
    ("", ""),
    ("الأول", "الأولى"), ("الثاني", "الثانية"), ("الثالث", "الثالثة"), ("الرابع", "الرابعة"), ("الخامس", "الخامسة"),
    ("السادس", "السادسة"), ("السابع", "السابعة"), ("الثامن", "الثامنة"), ("التاسع", "التاسعة"), ("العاشر", "العاشرة"),
)  # fmt: skip
_CONSTRUCT = frozenset({"عمل", "أدوات", "تفاهم", "قرار", "أعمال", "أنشطة"})  # second words that are no adjectives
_TENS = ("", "", "العشر", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثمان", "التسع")
# English names of states that take the article, by how they begin or end.
_WITH_ARTICLE = (
    "United ",
    "Republic of",
    "Kingdom of",
    "State of",
    "Sultanate of",
    "Netherlands",
    "Philippines",
    "Gambia",
    "Bahamas",
    "Maldives",
    "Comoros",
    "Seychelles",
)
_ENDS_WITH_ARTICLE = ("Islands", "Republic", "Emirates", "States", "Kingdom")


def is_feminine(name: str, state: str = "") -> bool:
    """Whether an Arabic name takes feminine verbs: of a state by its code, of anything else by its first word."""
    if state:
        return state not in _MASCULINE_STATES
    first = name.split(" ")[0] if name else ""
    if first in _MASCULINE_WORDS:
        return False
    return first in _FEMININE_WORDS or first.endswith(_FEMININE_ENDINGS)


def for_name(name: str) -> str:
    """An Arabic name with the preposition li-: للجنة التنسيقية, لمجموعة العمل."""
    if not name.startswith("ال"):
        return f"ل{name}"
    rest = name[2:]
    return f"ل{rest}" if rest.startswith("ل") else f"لل{rest}"


def joined(names: Sequence[str], language: str) -> str:
    """Names as a sentence lists them: كندا والمغرب; Canada, Morocco and Egypt."""
    if len(names) < 2:
        return "".join(names)
    if language == "ar":
        return " و".join(names)
    last = " and " if language == "en" else " et "
    return ", ".join(names[:-1]) + last + names[-1]


def listed(parts: Sequence[str], language: str) -> str:
    """Clauses one after the other, with semicolons."""
    return {"ar": "؛ ", "en": "; ", "fr": " ; "}[language].join(parts)


def ordinal(number: int, language: str, *, feminine: bool = False, genitive: bool = False) -> str:
    """An ordinal as it follows its noun in Arabic and precedes it in English and French: الحادي عشر, 11th, 11e."""
    if language == "en":
        return f"{number}{_english_ending(number)}"
    if language == "fr":
        return f"{number}{('re' if feminine else 'er') if number == 1 else 'e'}"
    if not 1 <= number <= 99:
        return f"رقم {number}"
    return _arabic_ordinal(number, 1 if feminine else 0, genitive)


def _arabic_ordinal(number: int, gender: int, genitive: bool) -> str:
    if number <= 10:
        return _FIRST[number][gender]
    tens, ones = divmod(number, 10)
    unit = ("الحادي", "الحادية")[gender] if ones == 1 else _FIRST[ones][gender]
    if tens == 1:
        return f"{unit} {('عشر', 'عشرة')[gender]}"
    round_number = _TENS[tens] + ("ين" if genitive else "ون")
    return f"{unit} و{round_number}" if ones else round_number


def _english_ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def counted(number: int, one: str, two: str, few: str, many: str) -> str:
    """How many of a thing in Arabic: بند واحد (given whole), بندان, 3 بنود, 11 بندًا, 100 بند.

    `one` and `two` are given whole; `few` is the plural after 3 to 10, `many` the accusative singular after 11 to 99.
    After a round hundred stands the singular without its ending.
    """
    rest = number % 100
    if number == 1:
        return one
    if number == 2:
        return two
    if 3 <= rest <= 10:
        return f"{number} {few}"
    if 11 <= rest <= 99:
        return f"{number} {many}"
    return f"{number} {one.split(' ')[0]}"


def indefinite(noun: str) -> str:
    """A noun and its adjectives without articles, وثيقة ختامية of الوثيقة الختامية, خطة عمل of خطة العمل.

    A longer construct, that ends in a name, stays as it is: قرار مجلس الأمن.
    """
    words = noun.split(" ")
    if words[0].startswith("ال"):
        return " ".join(word[2:] if word.startswith("ال") else word for word in words)
    if len(words) == 2 and words[1].startswith("ال") and words[0] != "أفضل":
        return f"{words[0]} {words[1][2:]}"
    return noun


def definite(noun: str) -> str:
    """An indefinite noun and its adjectives with their articles: البيان الرئاسي; of a construct the last word alone."""
    words = noun.split(" ")
    if words[0].startswith("ال") or (len(words) > 1 and (words[-1].startswith("ال") or len(words) > 2)):
        return noun
    if len(words) == 2 and words[1] in _CONSTRUCT:
        return f"{words[0]} ال{words[1]}"
    return " ".join(f"ال{word}" for word in words)


def the(name: str, *, state: bool) -> str:
    """An English name with its article, where it takes one: the Netherlands, the Coordinating Committee, Egypt."""
    if name.lower().startswith("the "):
        return name
    if state:
        wants = name.startswith(_WITH_ARTICLE) or name.endswith(_ENDS_WITH_ARTICLE)
        return f"the {name}" if wants else name
    return f"the {name}" if " " in name else name


def a(noun: str) -> str:
    """An English noun with the indefinite article: a workshop, an annual meeting."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def capital(text: str) -> str:
    """The sentence with a capital at its head; the rest as it is."""
    return text[:1].upper() + text[1:]


def at_place(place: str) -> str:
    """A city after the French preposition: à Paris, au Caire."""
    return f"au {place[3:]}" if place.startswith("Le ") else f"à {place}"
