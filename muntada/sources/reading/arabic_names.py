"""Names of persons in Arabic, where no capital letter marks them: how far a name reaches beside an office."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from muntada.sources.reading import signs
from muntada.sources.reading.lexis import extra_words
from muntada.sources.reading.page import Page

_WORD = re.compile(r"[^\s,.;:()\"?!\[\]/]+")
_LETTERS = re.compile(r"[ء-ي][ء-ي'-]*")
# Words that belong to the one after them; those in the second set also make no part of their own.
_BINDING = {"عبد", "بن", "ابن", "ولد", "بنت", "ال", "ابو", "ابي", "بو", "سيدي", "دي", "فان", "دا", "ديل", "اود", "اغ"}
_CHAINING = {"بن", "ابن", "ولد", "بنت", "اود", "اغ"}
_TITLES = {"السفير", "السفيره", "الدكتور", "الدكتوره", "الوزير", "اللواء", "الفريق", "المستشار", "المهندس", "العميد"}
_PARTS = 3
_WITH_BA = re.compile(r"باست[ء-ي]{3}")  # «باستخدام»
_APPOINTED = re.compile(
    r",? (?:مندوبا|مبعوثا|سفيرا|وزيرا|ممثلا|رييسا|منسقا|مديرا|امينا|نايبا|مفوضا|مستشارا|متحدثا|قايدا|مندوبه|سفيره)\b"
)
_APPOINTING = re.compile(r"\b(?:عين|عينت|تعيين|سمي|سمت|تسميه|كلف|كلفت|تكليف|اختار|اختارت|رشح|رشحت|انتخب|انتخبت)\b")
_TANWIN = "ً"
_REACH = 90
_SHORT = 3  # letters of a word that has no preposition before it
_JOINED = re.compile(r"(?:وال|بال|كال|فال|لل)")
# Endings of common nouns and adverbs, which a third name seldom has.
_COMMON_ENDING = re.compile(r"(?:[هاء]|ات|يه)$")
_UNLIKE_NAME = re.compile(r"(?:[هاء]|ات|\w{3}ت)$")
_PASSED = {signs.PLACE, signs.NATIONALITY, signs.ORDINAL, signs.NUMBER, signs.ROLE, signs.BODY_KIND}
STYLE = re.compile(
    r"(?:(?:السيده?|الدكتوره?|د\.|ا\.د\.?|معالي(?:ه|ها)?|سعاده|الاستاذه?|السفيره?|صاحب(?:ه)? السمو(?: الملكي)?|سمو|"
    r"فخامه|جلاله|دوله|الشيخه?|الاميره?|الملك|المستشار|القاضي|المهندس|العقيد|العميد(?: ركن)?|المقدم|الفريق(?: اول)?|"
    r"اللواء(?: ركن)?|(?:ال)?ركن|الجنرال|الوزير المفوض|السفير الدكتور|الاخ|/) ?/? ?)+(?=[ء-ي])"
)


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def name_after(page: Page, at: int, *, apart: bool = False) -> tuple[int, int] | None:
    """The name that begins at a place of the folded text, styles such as «السيد» passed over; two parts at least.

    Where a comma sets it `apart` from the office, another or a word that goes on must end it.
    """
    style = STYLE.match(page.text, at)
    if style:
        at = style.end()
    known = {m.start - len(m.prefix): m.sign for m in page.within(at, at + _REACH)}
    known |= {m.start: m.sign for m in page.within(at, at + _REACH)}
    tokens: list[_Token] = []
    parts = 0
    for word in _WORD.finditer(page.text, at, at + _REACH):
        token = _Token(word.start(), word.end(), word[0])
        if page.text[(tokens[-1].end if tokens else at) : token.start] != (" " if tokens else ""):
            break
        if tokens and tokens[-1].text in _BINDING:
            tokens.append(token)
            continue
        if token.text in _TITLES:
            break
        chained = token.text in _CHAINING
        family = style is not None and "الشيخ" in style[0] and token.text.startswith("ال")
        if parts == _PARTS + family and not chained:
            break
        if (
            not (_fits(page, token, parts) or (style and parts == 0 and token.text == "صباح"))
            or known.get(token.start, signs.PLACE) not in _PASSED
        ):
            break
        tokens.append(token)
        parts += not chained
    name = _whole(page, tokens)
    if name and _APPOINTED.match(page.text, name[1]) and _APPOINTING.search(page.text, max(0, at - 60), at):
        return None  # «عين الرئيس فلانا سفيرا»
    return name if name and (not apart or _is_closed(page, name[1])) else None


def _is_closed(page: Page, end: int) -> bool:
    following = _WORD.match(page.text, end + 1) if page.text[end : end + 1] == " " else None
    if following is None or _is_known(page, following.start()):
        return True
    return following[0] in _stops() or following[0][1:] in _stops()


def _is_known(page: Page, at: int) -> bool:
    return any(m.start - len(m.prefix) == at for m in page.within(at, at + 60))


def name_before(page: Page, end: int, *, apart: bool) -> tuple[int, int] | None:
    """The name that ends at a place; where no comma sets it `apart`, what stands before it must be no name itself."""
    start = max(0, end - _REACH)
    words = [_Token(w.start(), w.end(), w[0]) for w in _WORD.finditer(page.text, start, end)]
    known = {m.end: m.sign for m in page.within(start, end)} | {m.start: m.sign for m in page.within(start, end)}
    run: list[_Token] = []
    for token in reversed(words):
        gap = page.text[token.end : run[0].start if run else end]
        if gap != (" " if run else ""):
            break
        sign = known.get(token.start, signs.PLACE)
        if sign not in _PASSED or _is_style(page, token) or not _fits(page, token, 1):
            break
        if sign == signs.NATIONALITY and len(run) > 1:
            break  # «الحكومة الكينية فلان الفلاني مبعوثا»
        run.insert(0, token)
        if len(run) > _PARTS + 2:
            return None
    while run and (not _fits(page, run[0], 0)) and run[0].text not in _BINDING:
        run.pop(0)
    if run and not apart and not _stands_free(page, run, known):
        return None
    styled = bool(run) and STYLE.search(page.text[max(0, run[0].start - 14) : run[0].start + 1]) is not None
    if _count(run) > _PARTS or (not apart and not styled and any(_is_unlike(token) for token in run)):
        return None
    return _whole(page, run)


def _stands_free(page: Page, run: list[_Token], known: dict[int, str]) -> bool:
    """Whether a name without a comma begins where one may: after a style, a verb, a particle or something known."""
    if any(token.text in _BINDING or token.text.startswith("عبد") for token in run):
        return True
    before = page.text[: run[0].start].rstrip(" ")
    word = before[before.rfind(" ") + 1 :]
    if not word or not _LETTERS.fullmatch(word) or run[0].start - 1 in known:
        return True
    stops = _stops()
    return word in stops or word[1:] in stops or STYLE.match(page.text, len(before) - len(word)) is not None


def _is_unlike(token: _Token) -> bool:
    """Whether a word ends as few names do, and is none of those that do: «عبدالله», «خليفة»."""
    known = token.text.startswith("عبد") or token.text in extra_words("names_with_heh")
    return not known and _UNLIKE_NAME.search(token.text) is not None


def _is_style(page: Page, token: _Token) -> bool:
    style = STYLE.match(page.text, token.start)
    return style is not None and style.end() >= token.end


def _fits(page: Page, token: _Token, place: int) -> bool:
    """Whether a word may be the name's first (0), second or third part."""
    word = token.text
    if len(word) < 2 or not _LETTERS.fullmatch(word):
        return False
    if word == "علي":  # the preposition, unless the text writes its last letter as the name has it
        named = page.source[page.folded.source_offset(token.end - 1)] == "ي"
        return named and (place == 0 or " على " in page.source)
    stops = _stops()
    if page.text.startswith("بان كي ", token.start):
        return place == 0
    if word in stops or (word[0] in "وفلبكس" and len(word) > 3 and word[1:] in stops) or _JOINED.match(word):
        return False
    first, last = page.folded.source_span(token.start, token.end)
    if _TANWIN in page.source[first : last + 1] or _WITH_BA.match(word):
        return False  # an adverb or an object: «كثيرًا»
    if word[0] == "و" and word not in extra_words("names_with_waw") and word not in _BINDING:
        return False
    if place == 0 and (word[0] in "يت" or word.startswith("است")) and word not in extra_words("names_like_verbs"):
        return False  # «يبدأ فلان ...»
    if place == 0 and word[0] == "ل" and len(word) > _SHORT and word not in extra_words("names_with_lam"):
        return False  # «المدير التنفيذي لمعرض ...» says of what
    if place == 0 and word.startswith("ال"):
        return word in extra_words("names_with_article")
    if place == 0 and page.source[page.folded.source_offset(token.end - 1)] == "ة":
        return word in extra_words("names_with_heh")
    return place < 2 or word.startswith("ال") or not _COMMON_ENDING.search(word)


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return extra_words("no_names") | extra_words("no_arabic_names")


def _count(tokens: list[_Token]) -> int:
    return sum(token.text not in _BINDING for token in tokens)


def _whole(page: Page, tokens: list[_Token]) -> tuple[int, int] | None:
    """The span of the words, cut where a subject of policy begins; None where fewer than two are left."""
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    subjects = [t.start for t in page.topical if not t.weak and t.start < end and t.end > start]
    kept = [token for token in tokens if not subjects or token.end <= min(subjects)]
    while kept and kept[-1].text in _BINDING:
        kept.pop()
    if len(kept) < 2 and not (kept and kept[0].text.startswith("عبد") and len(kept[0].text) > 3):
        return None
    return kept[0].start, kept[-1].end
