"""Resolutions and other instruments that texts name by number: «قراري مجلس الأمن 2170 و2178», S/RES/2396 (2017)."""

from __future__ import annotations

import re
from functools import lru_cache

from muntada.library.facts import instruments
from muntada.library.naming import names
from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page
from muntada.text.numerals import parse_ordinal
from muntada.text.sought import Sought

_NUMBER = r"(?:no\.? ?|n° ?|(?:ال(?:جديد|اممي|دولي|اخير|شهير|صادر) )?رقم )?(\d{3,4})(?! ?%)"
_YEAR = r"(?: ?\((?:لعام |عام |of )?((?:19|20)\d\d)\)| (?:of|de|لعام|لسنه|عام) ((?:19|20)\d\d))?"
_JOINT = r"(?:, (?:and |et |و ?)?| and | et | و ?|/)(?:(?:in its |its )?resolutions? |(?:القرار|قرار(?:ه|ها)?) )?"
_LEAD = {
    "en": r"(?:\b(?:unsc(?:r|rs)?|(?:un |united nations )?security council) )?(?:resolutions?|\bunscrs?|\bscrs?) ",
    "fr": r"\bresolutions? (?:du conseil de securite(?: des nations unies)? )?",
    "ar": r"(?:ال)?قرار(?:ي|ه|ها|ين|ان|ات|يه|يها|اته)? (?:مجلس الامن )?(?:(?:الدولي|التابع للامم المتحده) )?"
    r"(?:(?:ارقام|رقمي|(?:[يت]حمل|حمل) الرقم) )?",
}
_LIST = {
    language: Sought(lead + _NUMBER + _YEAR + rf"(?:{_JOINT}{_NUMBER}{_YEAR})*", re.ASCII)
    for language, lead in _LEAD.items()
}
_SYMBOL = Sought(r"\b([sa])/res/(\d+)(?:/(\d+))?(?: ?\(((?:19|20)\d\d)\))?", re.ASCII)
_ASSEMBLY = Sought(
    r"\b(?:(?:(?:un |united nations )?general assembly )?resolutions?|القرار|قرار(?:ها)?(?: الجمعيه العامه)?) "
    r"(?:a/res/)?(\d\d|es-\d\d)/(\d{1,3})(?: and (?:a/res/)?(\d\d|es-\d\d)/(\d{1,3}))?\b",
    re.ASCII,
)
_STRATEGY = ("strateg", "استراتيجي")
_SESSION_AND_NUMBER = re.compile("[0-9][0-9]/[0-9]")
_FIRST_YEAR, _LAST_YEAR = 1990, 2035
_ONE = re.compile(_NUMBER + _YEAR, re.ASCII)
_REVIEW = {
    "en": Sought(r"\b([a-z]+|\d+(?:st|nd|rd|th)) (?:biennial )?review of (?:the |its )?(?:un |united nations )?"
                     r"(?:global )?(?:counter-?terrorism )?strategy\b"),
    "fr": Sought(r"\b([a-z]+|\d+e(?:me)?) examen (?:biennal )?de la strategie\b"),
    "ar": Sought(r"(?:ال)?(?:مراجعه|استعراض) (ال\w+)(?: (?:ل(?:ها|ه)\b|للاستراتيجيه|لاستراتيجيه|لتنفيذ))?|"
                     r"(?:مراجعه|استعراض) (?:ال)?استراتيجيه (ال\w+)"),
}  # fmt: skip


# Instruments that texts call by a description.
_DESCRIBED = {
    "a70_674": (
        r"خطه عمل (?:الامين العام )?(?:للامم المتحده )?(?:\w+ )?ل?منع التطرف العنيف",
        r"plan of action (?:to prevent|on preventing|for the prevention of) violent extremism",
        r"plan d'action (?:pour la prevention de|visant a prevenir) l'extremisme violent",
    ),
    "un_ftf_plan": (
        r"خطه الامم المتحده لتنفيذ بناء القدرات [^.]{0,25}المقاتلين الارهابيين الاجانب\"?",
        r"(?:un|united nations) capacity[- ]building implementation plan[^.]{0,40}foreign terrorist fighters",
    ),
}
_DESCRIPTIONS = {key: Sought("|".join(forms)) for key, forms in _DESCRIBED.items()}


@lru_cache(maxsize=1)
def _by_number() -> dict[int, str]:
    return {int(row.id[2:]): row.id for row in instruments() if row.family.startswith("SC resolution")}


@lru_cache(maxsize=1)
def _by_symbol() -> dict[str, str]:
    return {row.symbol.lower(): row.id for row in instruments() if row.symbol}


def cited_instruments(page: Page) -> list[Mention]:
    """One mention for each list of numbers, with the key of each and the kind, body and year that the words give."""
    found = [*_symbols(page.text), *_assembly(page.text)]
    for stretch in _LIST[page.language].finditer(page.text):
        mention = _resolutions(stretch.start(), stretch.end(), page.text)
        if mention.values["cited"]:
            found.append(mention)
    found.extend(_reviews(page))
    for key, description in _DESCRIPTIONS.items():
        found.extend(Mention(m.start(), m.end(), signs.INSTRUMENT, (key,)) for m in description.finditer(page.text))
    return found


def _resolutions(start: int, end: int, text: str) -> Mention:
    cited = []
    for one in _ONE.finditer(text, start, end):
        number = int(one[1])
        if 1900 <= number <= 2030 and one.start() > start and text[one.start() - 1] == "(":
            continue
        one_cited = _council(number, one[2] or one[3])
        if one_cited["key"] or not _may_be_another(text[start : one.end()], number):
            cited.append(one_cited)
    return Mention(start, end, signs.INSTRUMENT, tuple(c["key"] or "" for c in cited), values={"cited": cited})


def _may_be_another(words: str, number: int) -> bool:
    """Whether «القرار 355 لسنة 2017» may be a state's decree, and «قرار 2014» one of that year: no council is named."""
    return "مجلس" not in words and "قرار" in words and ("لسنه" in words or _FIRST_YEAR <= number <= _LAST_YEAR)


def _council(number: int, year: str | None) -> dict[str, str | None]:
    key = _by_number().get(number)
    return {"key": key, "kind": "resolution", "body": "un.sc", "when": year, "symbol": None if key else str(number)}


def _symbols(text: str) -> list[Mention]:
    found = []
    for one in _SYMBOL.finditer(text):
        if one[1] == "s":
            cited = _council(int(one[2]), one[4])
        elif one[3]:
            cited = _of_assembly(one[2], one[3])
        else:
            continue
        found.append(
            Mention(one.start(), one.end(), signs.INSTRUMENT, (cited["key"] or "",), values={"cited": [cited]})
        )
    return found


def _assembly(text: str) -> list[Mention]:
    found: list[Mention] = []
    if not _SESSION_AND_NUMBER.search(text):
        return found
    for one in _ASSEMBLY.finditer(text):
        cited = [_of_assembly(session, number) for session, number in (one.groups()[:2], one.groups()[2:]) if session]
        keys = tuple(each["key"] or "" for each in cited)
        found.append(Mention(one.start(), one.end(), signs.INSTRUMENT, keys, values={"cited": cited}))
    return found


def _of_assembly(session: str, number: str) -> dict[str, str | None]:
    key = _by_symbol().get(f"a/res/{session}/{number}")
    strategy = {"ga60_288": ("strategy", "un")}
    kind, body = strategy.get(key or "", ("resolution", "un.ga"))
    symbol = None if key else f"{session}/{number}"
    return {"key": key, "kind": kind, "body": body, "when": None, "symbol": symbol}


def _reviews(page: Page) -> list[Mention]:
    """A numbered review of the Strategy, in a text that names the Strategy."""
    if not any(word in page.text for word in _STRATEGY):
        return []
    found = []
    for one in _REVIEW[page.language].finditer(page.text):
        word = next((group for group in one.groups() if group), "")
        number = parse_ordinal(word, page.language)
        key = names().reviews.get(number) if number else None
        if key is not None:
            cited = {"key": key, "kind": "review_of_the_strategy", "body": "un.ga", "when": None, "edition": number}
            found.append(Mention(one.start(), one.end(), signs.INSTRUMENT, (key,), values={"cited": [cited]}))
    return found
