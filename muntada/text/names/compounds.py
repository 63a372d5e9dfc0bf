"""The compounds of Arabic names, written in one word or in several: abd-X, Abu X, Umm X, X al-Din, X Allah.

The head or tail becomes one Greek letter (α abd, β abu, γ umm, δ al-din, λ allah), so that every way of writing the
article between the two (al, el, ul, ur, its vowel dropped, its l assimilated) gives the same word.
"""

from __future__ import annotations

import re

from muntada.text.names.letters import is_arabic
from muntada.text.names.words import particles


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ABD = _set("abd abdul abdel abdal abdoul abdur abdus abdud abder abdes abdol abdil عبد")
ABU = _set("abu abou abo abi aboul abul aba bu ابو ابي ابا")
_UMM = _set("umm um oum om umme ام")
LINKS = _set("al el ul ur ud us uz un ut ar as ash ad an at az es er ed en ol il oul our ou u i e ال")
_ALLAH = _set("allah ullah alla ulla lah llah oullah olah الله اله")
_DIN = _set("din deen dine deene addin aldin uddin eddine eddin udin addine aldeen eldin eldine eldeen aldine الدين")
ASSIMILATED = _set("ar as ash ad an at az es er ed en ul ur ud us")
_ABD_JOINED = re.compile(r"abd(?:e|o|u|a|i|ou)?(.{4,})", re.ASCII)
_ABU_JOINED = re.compile(r"ab(?:u|ou|o)l?-?(?=[bcdfghjkmnpqrstvwxyz])(?!h?l)(.{4,})", re.ASCII)
_ALLAH_JOINED = re.compile(r"(.{3,}?)(?:ou|[aeouiy])?ll?ah?", re.ASCII)
_ALLAH_SURE = re.compile(r".*(?:llah|[ou]l+ah?)$", re.ASCII)
_DIN_JOINED = re.compile(
    r"(.{3,}?)(?:ou|[aeiou])(?:l-?)?(?:dd[ie]{1,2}ne?|ttin)|(.{3,}?)(?:u|ou)d[ie]{1,2}ne?", re.ASCII
)


def joined(word: str) -> str:
    """A word with the compound that is written inside it, if any, marked by its letter."""
    if is_arabic(word):
        return _joined_arabic(word)
    if (found := _ABD_JOINED.fullmatch(word)) and word not in _ABD:
        rest = found[1]
        if re.fullmatch("l+ah?", rest) or rest in {"llah", "lla", "lah", "llahi"}:
            return "αλ"
        if (rest[0] == "l" and len(rest) > 3) or rest[0] == rest[1] or rest[:4] == "shsh":
            rest = rest[1:]
        return "α" + rest
    if re.fullmatch("abd(?:a|u|o|ou|e)l+ah?i?", word):
        return "αλ"
    if (found := _ABU_JOINED.fullmatch(word)) is not None:
        return "β" + found[1]
    if _ALLAH_SURE.match(word) and (found := _ALLAH_JOINED.fullmatch(word)) is not None:
        return found[1] + "λ"
    if (found := _DIN_JOINED.fullmatch(word)) is not None:
        return (found[1] or found[2]) + "δ"
    return word


def _joined_arabic(word: str) -> str:
    if word.startswith("عبدال") and len(word) > 6:
        rest = word[5:]
        return "αλ" if rest in {"له", "لله"} else "α" + rest
    if word == "عبدالله":
        return "αλ"
    if word.startswith("ابو") and len(word) > 5:
        return "β" + bare(word[3:])
    if word.endswith("الله") and len(word) > 5:
        return word[:-4] + "λ"
    if word.endswith("الدين") and len(word) > 7:
        return word[:-5] + "δ"
    return word


def bare(word: str) -> str:
    """An Arabic word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 and is_arabic(word) else word


def compound(words: list[str], at: int) -> tuple[str, int] | None:
    """The compound that begins at a word: what it becomes, and how many words it takes."""
    word, size = words[at], len(words)
    following = at + 1
    while following < size - 1 and words[following] in LINKS and following < at + 3:
        following += 1
    if following >= size:
        return None
    for heads, mark in ((_ABD, "α"), (ABU, "β"), (_UMM, "γ")):
        if word in heads:
            return mark + _head_rest(words, following), following - at + 1 + _tail(words, following)
    if word in LINKS or word in particles() or len(word) < 2:
        return None
    if words[following] in _ALLAH:
        return word + "λ", following - at + 1
    if words[following] in _DIN or (words[following] == "الدين"):
        return bare(word) + "δ", following - at + 1
    return None


def _tail(words: list[str], at: int) -> int:
    return 1 if at + 1 < len(words) and words[at + 1] in _ALLAH and words[at] not in _ALLAH else 0


def _head_rest(words: list[str], at: int) -> str:
    word = words[at]
    if word in _ALLAH:
        return "λ"
    word = joined(word[2:] if word.startswith("ال") and len(word) > 3 else word)
    return word + "λ" if _tail(words, at) else word
