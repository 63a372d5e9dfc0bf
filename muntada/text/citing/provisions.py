"""Provisions named beside a text: "paragraph 5 (a) of ...", «الفقرة 5 من ...», "..., article 2, paragraph 1"."""

from __future__ import annotations

import re
from functools import cache

from muntada.text.numerals import parse_ordinal

MOST = 40  # provisions of one range
_UNITS = {
    "rec": r"preambular paragraphs?|(?:preambular )pps?|pps?|alineas? du preambule|(?:ال)?فقر(?:ه|"
        r"ات) (?:من )?(?:ال)?ديباجه",
    "para": r"(?:operative |sub-?)?paragraphs?|paras?\.?|ops?|§§?|paragraphes?|par\.|"
    r"[وفبلك]{0,2}(?:ال|لل)?فقر(?:ه|ات|تين|تان|تي|تا)(?: العامل(?:ه|ات))?(?: الفرعيه)?",
    "art": r"articles?|arts?\.|l'article|[وفبلك]{0,2}(?:ال|لل)?ماد(?:ه|تين|تان|تي|تا)|[وفبلك]{0,2}(?:ال|لل)?مواد",
    "gp": r"good practices?|bonnes? pratiques?|[وفبلك]{0,2}(?:ال|لل)?ممارس(?:ه|ات|تين|تان) "
    r"(?:ال)?(?:جيد(?:ه|تين|تان)|حسن(?:ه|تين|تان)|فضلي)",
    "recommendation": r"recommendations?|recommandations?|[وفبلك]{0,2}(?:ال|لل)?توصي(?:ه|ات|تين|تان)",
    "sec": r"sections?|chapitres?|chapters?|[وفبلك]{0,2}(?:ال|لل)?(?:قسم|فصل|باب)",
    "annex": r"annex(?:es)?|annexes?|[وفبلك]{0,2}(?:ال|لل)?مرفق",
}  # fmt: skip
_STEPS = {"gp": "para", "recommendation": "para"}  # as addresses name them
_LETTERS = {"ا": "a", "ب": "b", "ج": "c", "د": "d", "ه": "e", "و": "f", "ز": "g", "ح": "h", "ط": "i", "ي": "j"}
_POINT = r"(?: ?\(?([a-z]|[ابجدهوزحطي])\))"
_ONE = rf"(\d{{1,3}}){_POINT}?"
_AND = r"(?: ?, ?(?:and |et |و ?)?| and | et | و ?| & )"
_TO = r"(?: to | a | ?- ?| through | الي | حتي )"
_NUMBERS = rf"\d{{1,3}}{_POINT}?(?:(?:{_AND}|{_TO})\d{{1,3}}{_POINT}?)*"
_WORD = r"(?:ال[ء-ي]+(?: عشره?)?(?: وال[ء-ي]+)?)"
_NUMBERING = r"(?: no\.?| n°| رقم)?"
# What may stand between a provision and what it is of.
OF = (
    r",? ?(?:of|from|in|de|du|des|de l'|de la|من|في)?(?: ?منطوق| ?ديباجه| ?the operative part of|"
    r" ?the preamble (?:to|of)| ?preambule)?"
    r"(?: ?(?:of|de|du))? ?(?:the|its|that|this|said|la|le|l'|sa|ladite|cette)? ?"
)
_MIDDLE = r"(?:,? ?(?:of|de|du|de l'|من) ?(?:the )?|, )"


def _group(nested: bool) -> str:
    units = "|".join(f"(?P<{name}{'2' if nested else ''}>{words})" for name, words in _UNITS.items())
    plain = re.sub(r"\((?=\[a-z\])", "(?:", _NUMBERS)
    which = f"(?P<which{'2' if nested else ''}>{plain}|{_WORD})"
    return rf"(?:(?<![\wء-ي])(?:{units}){_NUMBERING} ?{which})"


@cache
def _pattern() -> re.Pattern[str]:
    """One provision, or one within another in either order."""
    point = (
        r"(?:(?:sub-?paragraph|alinea|البند|الفقره الفرعيه) (?P<point>\(?(?:[a-z]|[ابجدهوزحطي])\)?)" + _MIDDLE + ")?"
    )
    return re.compile(rf"{point}{_group(False)}(?:{_MIDDLE}{_group(True)})?")


_OF_ANOTHER = re.compile(r" (?:of|de|du|de l'|des|من|في) ?")
_PREAMBLE = re.compile(r"ديباجه|preamb")
_BEFORE = 160
_AFTER_LEAD = re.compile(
    r" ?[,;(]? ?(?:(?:and )?(?:in particular|notably|especially|see|specifically|including)(?: in| its| of)? |"
    r"(?:et )?(?:notamment|en particulier|voir|y compris)(?: a| au| aux| son| sa| ses| le| les| l')? ?|"
    r"و?(?:لا سيما|خاصه|بخاصه|خصوصا|تحديدا|بالاخص|بما في ذلك)(?: في)? |(?:in|at|au|aux|a l'|les?|في|its) )?"
)


def provisions_before(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Where the provision begins that is said to be of what begins at `end`, and which it is; (end, ()) for none.

    `text` is folded.
    """
    first = max(0, end - _BEFORE)
    for match in _pattern().finditer(text, first, end):
        rest = text[match.end() : end]
        if re.fullmatch(OF, rest) and rest.strip(" ,"):
            return match.start(), _named(match, bool(_PREAMBLE.search(rest)))
    return end, ()


def provisions_after(text: str, start: int) -> tuple[int, tuple[str, ...]]:
    """Where the provision ends that is named after what ended at `start`, and which it is; (start, ()) for none."""
    lead = _AFTER_LEAD.match(text, start)
    at = lead.end() if lead else start
    if at == start or text[start:at].isspace():
        return start, ()
    match = _pattern().match(text, at)
    if match is None or _OF_ANOTHER.match(text, match.end()):
        return start, ()
    return match.end(), _named(match, False)


def _named(match: re.Match[str], preamble: bool) -> tuple[str, ...]:
    unit, which = _unit(match, ""), match["which"]
    inner = _ids(unit, which, preamble)
    if match["point"]:
        letter = match["point"].strip("()")
        inner = tuple(f"{one}__point_{_LETTERS.get(letter, letter)}" for one in inner)
    if not match["which2"]:
        return inner
    outer = _ids(_unit(match, "2"), match["which2"], preamble)
    if unit in {"art", "annex", "sec"}:
        inner, outer = outer, inner
    return tuple(f"{one}__{other}" for one in outer for other in inner)


def _unit(match: re.Match[str], which: str) -> str:
    return next(name for name in _UNITS if match[name + which])


def _ids(unit: str, which: str, preamble: bool) -> tuple[str, ...]:
    stem = "recitals_1__rec" if unit == "rec" or (preamble and unit == "para") else _STEPS.get(unit, unit)
    if not which[0].isdigit():
        value = parse_ordinal(which, "ar")
        return (f"{stem}_{value}",) if value else ()
    found: list[str] = []
    last, ranged = 0, False
    for piece in re.finditer(rf"(?P<to>{_TO})|{_ONE}", which):
        if piece["to"]:
            ranged = True
            continue
        number, letter = int(piece[2]), piece[3] or ""
        first = last + 1 if ranged and last < number <= last + MOST else number
        found += [f"{stem}_{at}" for at in range(first, number + 1)]
        if letter:
            found[-1] += f"__point_{_LETTERS.get(letter, letter)}"
        last, ranged = number, False
    return tuple(dict.fromkeys(found))
