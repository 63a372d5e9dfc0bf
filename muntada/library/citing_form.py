"""How a clause is cited, in the form of the United Nations, in Arabic, English and French. Knows no database.

English names a resolution by its symbol, Arabic and French by the word and its number: S/RES/2178 (2014), para. 5 (a);
القرار 2178 (2014)، الفقرة 5 (أ); résolution 2178 (2014), par. 5 a). A text without a symbol is named by its title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muntada.library.counting_words import ordinal, roman

COMMA = {"ar": "، ", "en": ", ", "fr": ", "}
# Of these the numbers run through the whole text, so that the parts around them are not named.
RUNNING = frozenset({"article", "good_practice", "recommendation", "action", "objective"})
# A word before a number; what is counted by Roman numerals in English and French, and by ordinals in Arabic, below.
NUMBERED: dict[str, dict[str, str]] = {
    "operative": {"ar": "الفقرة {}", "en": "para. {}", "fr": "par. {}"},
    "paragraph": {"ar": "الفقرة {}", "en": "para. {}", "fr": "par. {}"},
    "article": {"ar": "المادة {}", "en": "art. {}", "fr": "art. {}"},
    "good_practice": {"ar": "الممارسة الجيدة {}", "en": "good practice {}", "fr": "bonne pratique no {}"},
    "recommendation": {"ar": "التوصية {}", "en": "recommendation {}", "fr": "recommandation no {}"},
    "action": {"ar": "الإجراء {}", "en": "action {}", "fr": "action no {}"},
    "objective": {"ar": "الهدف {}", "en": "objective {}", "fr": "objectif no {}"},
}
# Parts of a text, by the name in their address: the word, and whether it is feminine in Arabic.
PARTS: dict[str, tuple[str, str, str, bool]] = {
    "annex": ("المرفق", "annex", "annexe", False),
    "appendix": ("التذييل", "appendix", "appendice", False),
    "title": ("الباب", "title", "titre", False),
    "chapter": ("الفصل", "chap.", "chap.", False),
    "part": ("الجزء", "part", "partie", False),
    "section": ("الفرع", "sect.", "sect.", False),
    "subsection": ("الفرع الجزئي", "subsect.", "sous-sect.", False),
    "pillar": ("الركيزة", "pillar", "pilier", True),
}
NAMES = {
    "att": "annex", "chp": "chapter", "chap": "chapter", "sec": "section", "sect": "section", "subsec": "subsection",
    "subpart": "section", "app": "appendix",
}  # fmt: skip
KINDS = {
    "rec": "preambular", "para": "paragraph", "art": "article", "point": "point", "item": "point", "annex": "annex",
    "att": "annex", "gp": "good_practice", "practice": "good_practice", "recommendation": "recommendation",
    "action": "action", "objective": "objective", "subpara": "point",
}  # fmt: skip
PREAMBLE = {
    "ar": "الفقرة {} من الديباجة",
    "en": "{} preambular paragraph",
    "fr": "{} alinéa du préambule",
}
# The order in which Arabic texts of the United Nations letter their points.
ABJAD = [
    "أ",
    "ب",
    "ج",
    "د",
    "هـ",
    "و",
    "ز",
    "ح",
    "ط",
    "ي",
    "ك",
    "ل",
    "م",
    "ن",
    "س",
    "ع",
    "ف",
    "ص",
    "ق",
    "ر",
    "ش",
    "ت",
    "ث",
    "خ",
    "ذ",
    "ض",
]
_TOKEN = re.compile(r"([a-z]+)(?:_(.+))?", re.ASCII)
_APART = re.compile(r"-[0-9]+$", re.ASCII)  # what keeps two addresses apart is no number
_NUMBER = re.compile(r"([0-9]+)(?:[-_ ]?(bis|ter|quater|quinquies)|([a-z]))?", re.ASCII)
_SMALL_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})", re.ASCII)
_SECURITY_COUNCIL = re.compile(r"S/RES/([0-9]+) ?\(([0-9]{4})\)", re.ASCII)
_ASSEMBLY = re.compile(r"A/RES/([0-9]+/[0-9]+[A-Z]?)", re.ASCII)
_OLD_ASSEMBLY = re.compile(r"A/RES/([0-9]+) ?\(([IVXL]+)\)", re.ASCII)
_HUMAN_RIGHTS = re.compile(r"A/HRC/RES/([0-9]+/[0-9]+)", re.ASCII)
_ECONOMIC = re.compile(r"E/RES/([0-9]{4}/[0-9]+)", re.ASCII)
_STATEMENT = re.compile(r"S/PRST/.+", re.ASCII)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a clause's address: its kind (of `Clause.Kind`), its own part of the address (`para_5`), whether it
    is the only one of its sort, as a sole annex is, and the number that it bears now, where that has changed since it
    got its address."""

    kind: str
    token: str
    alone: bool = False
    shown: str = ""

    @property
    def name(self) -> str:
        """What it is in the address: `para`."""
        found = _TOKEN.fullmatch(self.token)
        return found[1] if found else ""

    @property
    def number(self) -> str:
        """Its number in no language: `5`, `a`; empty where it has none."""
        found = _TOKEN.fullmatch(self.token)
        return self.shown or (_APART.sub("", found[2] or "") if found else "")


def steps_of(wid: str, kinds: Mapping[str, str] | None = None, *, alone: Sequence[str] = ()) -> tuple[Step, ...]:
    """The steps of an address: `art_2__para_1`. `kinds` gives kinds by address where they are known; `alone` names
    addresses that are the only ones of their sort."""
    tokens, steps = wid.split("__"), []
    for at, token in enumerate(tokens, start=1):
        address = "__".join(tokens[:at])
        guess = KINDS.get(token.partition("_")[0], "part")
        steps.append(Step((kinds or {}).get(address, guess), token, address in alone))
    return tuple(steps)


def cited_work(symbol: str, titles: Mapping[str, str], language: str) -> str:
    """A text as it is cited: by its symbol, as the language has it, else by its title in the language, else in any."""
    if not symbol:
        return titles.get(language) or next((title for title in titles.values() if title), "")
    if language == "en":
        return symbol
    arabic = language == "ar"
    if found := _SECURITY_COUNCIL.fullmatch(symbol):
        return f"{'القرار' if arabic else 'résolution'} {found[1]} ({found[2]})"
    if found := _ASSEMBLY.fullmatch(symbol):
        return f"{'القرار' if arabic else 'résolution'} {found[1]}"
    if found := _OLD_ASSEMBLY.fullmatch(symbol):
        return f"القرار {found[1]} (د-{_value(found[2])})" if arabic else f"résolution {found[1]} ({found[2]})"
    if found := _HUMAN_RIGHTS.fullmatch(symbol):
        of = "قرار مجلس حقوق الإنسان {}" if arabic else "résolution {} du Conseil des droits de l’homme"
        return of.format(found[1])
    if found := _ECONOMIC.fullmatch(symbol):
        of = "قرار المجلس الاقتصادي والاجتماعي {}" if arabic else "résolution {} du Conseil économique et social"
        return of.format(found[1])
    if _STATEMENT.fullmatch(symbol):
        return f"البيان الرئاسي {symbol}" if arabic else f"déclaration du Président {symbol}"
    return f"الوثيقة {symbol}" if arabic else symbol


def cite(symbol: str, titles: Mapping[str, str], steps: Sequence[Step], language: str) -> str:
    """A clause of a text as it is cited in `ar`, `en` or `fr`; without steps the text itself."""
    return COMMA[language].join(
        one for one in (cited_work(symbol, titles, language), provision(steps, language)) if one
    )


def provision(steps: Sequence[Step], language: str) -> str:
    """The clause alone: para. 5 (a). Empty for a step that no language has a word for, such as the preamble itself."""
    said: list[str] = []
    points = 0
    for at, step in enumerate(steps):
        if step.kind == "point" and said:
            said[-1] += " " + _point(step.number, points, language)
            points += 1
            continue
        points = 0
        if step.name not in {"annex", "att", "appendix"} and any(later.kind in RUNNING for later in steps[at + 1 :]):
            continue
        word = _word(step, language)
        if word:
            said.append(word)
    return COMMA[language].join(said)


def _word(step: Step, language: str) -> str:
    if step.kind == "preambular":
        return _recital(step.number, language)
    part = PARTS.get(NAMES.get(step.name, step.name)) or (PARTS["annex"] if step.kind == "annex" else None)
    if step.kind in {"part", "annex"}:
        return _part(step, part, language) if part else ""
    if step.kind in NUMBERED and step.number:
        return NUMBERED[step.kind][language].format(_numbered(step.number))
    return f"({step.number})" if step.kind == "point" else ""


def _recital(number: str, language: str) -> str:
    if not number.isdecimal():
        return ""
    counted = ordinal(int(number), language, feminine=language == "ar")
    if counted:
        return PREAMBLE[language].format(counted)
    plain = {"ar": "الفقرة {} من الديباجة", "en": "preambular paragraph {}", "fr": "alinéa {} du préambule"}
    return plain[language].format(number)


def _part(step: Step, words: tuple[str, str, str, bool], language: str) -> str:
    arabic, english, french, feminine = words
    word = {"ar": arabic, "en": english, "fr": french}[language]
    if not step.number or step.alone:
        return word
    if not step.number.isdecimal():
        return f"{word} {_lettered(step.number, language)}"
    value = int(step.number)
    if language == "ar":
        return f"{word} {ordinal(value, 'ar', feminine=feminine) or value}"
    return f"{word} {roman(value) or value}"


def _point(number: str, depth: int, language: str) -> str:
    """A point of a paragraph, and one within a point: (a) (i); (أ) ’1‘; a) i)."""
    if depth % 2:
        value = _small(number)
        if value:
            if language == "ar":
                return f"’{value}‘"
            return f"({roman(value).lower()})" if language == "en" else f"{roman(value).lower()})"
    said = _lettered(number, language)
    return f"{said})" if language == "fr" else f"({said})"


def _lettered(number: str, language: str) -> str:
    if language == "ar" and len(number) == 1 and "a" <= number <= "z":
        return ABJAD[ord(number) - ord("a")]
    return number.upper() if len(number) > 1 and not number.isdecimal() and language != "ar" else _numbered(number)


def _numbered(number: str) -> str:
    found = _NUMBER.fullmatch(number)
    return f"{found[1]} {found[2]}" if found and found[2] else number


def _small(number: str) -> int:
    """The value of a point within a point, which its address has as a number or in small Roman numerals; else 0."""
    if number.isdecimal():
        return int(number)
    return _value(number.upper()) if _SMALL_ROMAN.fullmatch(number) else 0


def _value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-one if any(later > one for later in values[at + 1 : at + 2]) else one for at, one in enumerate(values))
