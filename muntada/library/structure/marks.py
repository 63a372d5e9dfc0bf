"""The mark with which a row begins: 5., (أ), ثانيا -, المادة 3, Good Practice 2:, Pillar I."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from muntada.library.structure import numbers
from muntada.library.structure.numbers import DIGITS, Values
from muntada.text.folding import fold_key

_D = f"[{DIGITS}]"
_DASH = r"\-–—‐‑−"


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens a row. `sort` is "item", "section", "bullet" or the kind that a name says ("article", "annex" ...).

    `values` are what the number may be worth, by system; `shape` its dress: paren, dot, quote, decimal, name;
    `path` the numbers of 1.2.3; `rest` where the words after it begin in the row.
    """

    sort: str
    values: Values
    shape: str
    printed: str
    rest: int
    path: tuple[int, ...] = ()


_NAMES: tuple[tuple[str, str], ...] = (
    ("good_practice", r"(?:good\s+)?practice|الممارس[ةه](?:\s+(?:الجيد[ةه]|الفضلى|الحسن[ةه]))?|(?:bonne\s+)?pratique"),
    ("recommendation", r"recommendation|التوصي[ةه]|recommandation"),
    ("action", r"action|activity|measure|الإجراء|التدبير|النشاط|activité|mesure"),
    ("objective", r"(?:strategic\s+)?(?:objective|goal)|الهدف|الغاي[ةه]|objectif|but"),
    ("article", r"article|art\.|الماد[ةه]|ماد[ةه]"),
    ("annex", r"annex|appendix|schedule|المرفق|مرفق|الملحق|ملحق|annexe|appendice"),
    ("part", r"part|الجزء|جزء|partie|title|الباب|باب|titre"),
    ("chapter", r"chapter|الفصل|فصل|chapitre"),
    ("pillar", r"pillar|الركيز[ةه]|الدعام[ةه]|المحور|pilier|axe|section|القسم|قسم|module|الوحد[ةه]"),
)
_NAMED = re.compile("(?:" + "|".join(f"(?P<{sort}>{words})" for sort, words in _NAMES) + r")(?![\w])", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"\s*(?:number|no\.?|n\s?[°º.]|nº|#|numéro|رقم)\s*", re.IGNORECASE)
_ARABIC_WORD = r"[\u0621-\u0652\u0670]+"
_AFTER_NAME = re.compile(
    rf"\s*[.:({_DASH}]?\s*(?P<value>{_D}{{1,3}}(?:\s?(?:er|bis|ter))?(?![\w])|[IVXLCivxlc]+(?![\w])|[A-Za-z](?![\w'’])"
    rf"|premi[eè]re?(?!\w)|{_ARABIC_WORD}(?:\s+عشر[ةه]?(?!\w)|\s+و(?:ال)?{_ARABIC_WORD})?|[A-Za-zÀ-ÿ]+)(?:\s*\))?"
)
_BEFORE_FIRST = frozenset({"تمهيدي", "preliminaire", "liminaire", "preliminary"})  # باب تمهيدي
_ONLY = frozenset({"unique", "وحيده"})  # Article unique, مادة وحيدة
_CLOSES = re.compile(rf"\s*(?:[.:/{_DASH}]+)\s*")
# Where these follow, the row is the middle of a sentence that speaks of an article, not its head.
_GOES_ON = re.compile(
    r"\s*[,،;؛)]|\s+(?:of|to|and|or|thereof|above|below|is|are|shall|du|de|des|et|ou|à|au|aux|ci-|est|sont|"
    r"من|و|أو|على|في|إلى|أعلاه|أدناه|بشأن|التي|الذي|مكررا?)(?!\w)|\s*و[\u0621-\u064a]"
    r"|(?:\s?\(\w{1,3}\))+\s+(?:of|to|and|or|above|below|shall|du|de|des|et|ou|à|من|أو|و)",  # article 3(2) of
)
_OF_A_YEAR = re.compile(r"\s?\((?:19|20)[0-9]{2}\)")  # Recommendation 20 (2016) is the name of a text
# Nouns of whose stem the first letter is waw; any other waw is "and".
_WAW_NOUN = re.compile(
    r"\s+(?:وجود|وسائل|وسيلة|وثائق|وثيقة|وقف|وفاء|وفاة|وزن|وضع|وصف|وصول|وظائف|وظيفة|وحدة|وحدات|وكالة|وكلاء|ولاية"
    r"|واجبات|واجب|واردات|ودائع|وديعة|ودية|وساطة|وصاية|وقاية|وقت|وقائع|وفود|وزارة|وزير|ورثة|ورود)(?!\w)"
)
_SHORT = 120  # letters of a row that may be a number with its heading
_ITEM = re.compile(
    rf"(?P<open>[(\[])\s*(?P<in>{_D}{{1,3}}|[a-z]{{1,5}}|[A-Z]{{1,4}}|[\u0621-\u064a]\u0640?|[\u0621-\u064a]{{2}})\s*[)\]]"
    rf"|(?P<shut>{_D}{{1,3}}|[a-z]{{1,5}}|[A-Z]{{1,4}}|[\u0621-\u064a]\u0640?)\s?[)\]]"
    rf"|(?P<quote>[‘’'\"“”«])\s?(?P<quoted>{_D}{{1,2}}|[ivx]{{1,5}})\s?[‘’'\"“”»]"
    rf"|(?P<path>{_D}{{1,2}}(?:[.{_DASH}]{_D}{{1,2}}){{1,3}})[.)]?(?=\s|[^\W\d_])"
    rf"|(?P<bare>{_D}{{1,3}}|[a-z]|[ivx]{{2,5}}|[A-Z]|[IVXLC]{{2,6}}|[\u0621-\u064a]\u0640?|[\u0621-\u064a])"
    rf"\s{{0,3}}(?:[.°](?!{_D})\s?[{_DASH}/]?|[{_DASH}/](?!{_D})|:|(?=[*_=]{{2}}))(?!\w(?<=[a-zA-Z])\.)(?<![A-Z]/)(?<![A-Z]\s/)"
    rf"|(?P<drawn>{_D}{{1,3}}|[\u0621-\u064a](?=\s?\u0640+\s))\s?\u0640+"  # letters' stroke for a dash
    rf"|[{_DASH}.]\s?(?P<turned>{_D}{{1,3}})(?=\s?[\u0621-\u064a])"
)
_ROMAN_HEAD = re.compile(
    rf"(?P<value>[IVXLC]{{1,6}}|[A-Z])\s*(?:[.)](?![A-Za-z]\.)\s*[{_DASH}]?|[{_DASH}:](?![a-z0-9]))\s*(?=\S|$)"
)
_ROMAN_ALONE = re.compile(r"[IVX]{1,5}")
_ADVERB = re.compile(rf"(?P<value>{_ARABIC_WORD}(?:\s+عشر)?)\s*(?:[.:/){_DASH}،]+|$)")
_BULLET = re.compile(rf"(?:[•●○▪■◦‣⁃*·]|[{_DASH}](?=\s))\s*(?=\S)|o\s+(?=\S)")
_FRENCH_ORDINAL = re.compile(
    r"(?P<value>(?:premi|deuxi|troisi|quatri|cinqui|sixi|septi|huiti|neuvi|dixi|second)[a-zèé]*)\s+"
    r"(?P<name>partie|section|chapitre|titre|pilier|axe)(?!\w)", re.IGNORECASE
)  # fmt: skip
_ENGLISH_ORDINAL = re.compile(r"(?P<value>first|second|third|fourth|fifth)\s+(?P<name>part|pillar)(?!\w)", re.I)


def _name_mark(text: str, language: str) -> Mark | None:
    named = _NAMED.match(text)
    if named is None:
        return None
    sort = str(named.lastgroup)
    at = named.end()
    lead = _NUMBER_WORD.match(text, at)
    at = lead.end() if lead else at
    found = _AFTER_NAME.match(text, at)
    value = _after_name(found["value"], language, sort) if found else None
    if found is None or value is None:
        return _annex_alone(text, named, sort)
    after = found.end() if numbers.worded(found["value"], language) is not None else _first_word_end(found)
    closes = _CLOSES.match(text, after)
    if sort == "recommendation" and _OF_A_YEAR.match(text, after):
        return None
    if closes is None and _GOES_ON.match(text, after) and not _heading_from(text, after):
        return None
    rest = closes.end() if closes else after
    while rest < len(text) and text[rest] == " ":
        rest += 1
    if closes is None and rest < len(text) and text[rest].islower():
        return None
    return Mark(sort, (("name", value),), "name", text[: closes.end() if closes else after].strip(), rest)


def _first_word_end(found: re.Match[str]) -> int:
    """Where a value ends whose second word is none of it: المادة الثالثة والمادة الرابعة"""
    words = found["value"].split()
    second = len(words) > 1 and words[1].startswith("و") and words[0] not in _ONLY
    return found.start("value") + len(words[0]) if second else found.end()


def _heading_from(text: str, at: int) -> bool:
    """Whether a noun that begins with waw stands beside the number: المادة الثالثة وسائل النقل; not وسائل = and."""
    return bool(_WAW_NOUN.match(text, at)) and len(text) <= _SHORT and text[-1] not in ".;:،؛"


def _after_name(printed: str, language: str, sort: str) -> int | None:
    if sort == "article" and fold_key(printed) in _ONLY:
        return 1
    if sort in ("part", "chapter") and fold_key(printed).removeprefix("ال") in _BEFORE_FIRST:
        return 0
    value = numbers.worded(printed, language)
    if value is None and (" " in printed or "\u00a0" in printed):
        value = numbers.worded(printed.split()[0], language)
    if (
        sort in ("action", "part")
        and value is not None
        and not re.search(rf"{_D}|[IVXLC]$|ال|one|two|three|four|five", printed, re.I)
    ):
        return None
    return value


def _annex_alone(text: str, named: re.Match[str], sort: str) -> Mark | None:
    """An annex may carry no number, where it stands alone in its row or a dash parts it from its heading."""
    if sort != "annex" or text[:1].islower():
        return None
    tail = re.match(rf"\s*(?:\*|[.:{_DASH}]\s*|$)", text[named.end() :])
    if tail is None:
        return None
    return Mark("annex", (("name", 0),), "name", text[: named.end()], named.end() + tail.end())


def _ordinal_name(text: str, language: str) -> Mark | None:
    found = _FRENCH_ORDINAL.match(text) or _ENGLISH_ORDINAL.match(text)
    if found is None or not text[:1].isupper():
        return None
    value = numbers.worded(found["value"], language)
    if value is None:
        return None
    sort = {"partie": "part", "titre": "part", "part": "part", "chapitre": "chapter"}.get(
        found["name"].lower(), "pillar"
    )
    closes = _CLOSES.match(text, found.end())
    rest = closes.end() if closes else found.end()
    return Mark(sort, (("name", value),), "name", text[:rest].strip(), rest)


def _section_mark(text: str) -> Mark | None:
    """Roman capitals, capital letters and ordinals in words, which head sections and, in some texts, paragraphs."""
    if _ROMAN_ALONE.fullmatch(text) and (alone := numbers.roman(text)) is not None:
        return Mark("section", (("ROMAN", alone),), "alone", text, len(text))
    found = _ROMAN_HEAD.match(text)
    if found:
        values: list[tuple[str, int]] = []
        number, alpha = numbers.roman(found["value"]), numbers.latin_letter(found["value"])
        if number is not None:
            values.append(("ROMAN", number))
        if alpha is not None and len(found["value"]) == 1:
            values.append(("ALPHA", alpha))
        if values:
            return Mark("section", tuple(values), "dot", found[0].strip(), found.end())
    found = _ADVERB.match(text)
    if found is None:
        return None
    folded = fold_key(found["value"])
    for system, value in (("ROMAN", numbers.adverb(folded)), ("ALPHA", numbers.letter_name(folded))):
        if value is not None:
            end = found.end()
            while end < len(text) and text[end] == " ":
                end += 1
            return Mark("section", ((system, value),), "dot", found[0].strip(), end)
    return None


def _item_mark(text: str) -> Mark | None:
    found = _ITEM.match(text)
    if found is None:
        return None
    rest = found.end()
    while rest < len(text) and text[rest] == " ":
        rest += 1
    printed = found[0].strip()
    if found["path"]:
        if not found["path"].replace(".", "").isdigit() and not re.match(r"\s*[\u0621-\u064a]", text[rest:]):
            return None  # 10-12 June
        path = tuple(numbers.digits(one) for one in re.findall(rf"{_D}+", found["path"]))
        return Mark("item", (("decimal", path[-1]),), "decimal", printed, rest, path)
    value = found["in"] or found["shut"] or found["quoted"] or found["bare"] or found["drawn"] or found["turned"]
    shape = "quote" if found["quoted"] else "paren" if found["in"] or found["shut"] else "dot"
    values = _item_values(value, shape)
    return Mark("item", values, shape, printed, rest) if values else None


def _item_values(value: str, shape: str) -> Values:
    if re.fullmatch(rf"{_D}+", value):
        return (("roman" if shape == "quote" else "num", numbers.digits(value)),)
    return numbers.letter(value)


def _moved(mark: Mark, text: str, lead: int) -> Mark:
    """The mark with the signs of emphasis around it."""
    rest = lead + mark.rest
    while rest < len(text) and text[rest] in "*_= ":
        rest += 1
    return replace(mark, printed=text[:rest].strip(), rest=rest)


@lru_cache(maxsize=4096)
def mark_of(text: str, language: str) -> Mark | None:
    """The mark with which a row begins, or None."""
    lead = len(text) - len(text.lstrip("*_=#"))  # of marked-up text: **1.**, ==أ==
    if lead and text[lead : lead + 1] == " ":
        lead = 0
    head = text[lead : lead + 120]
    if head[:1] in ("(", "[") and language == "ar":  # (المادة الأولى)
        named = _name_mark(head[1:], language)
        if named is not None and head[0] == "[" and head.rstrip().endswith("]"):  # [المادة الأولى (المساواة)]
            return _moved(named, text, lead + 1)
        if named is not None and head[1 : named.rest + 1].rstrip().endswith(")"):
            return _moved(named, text, lead + 1)
    for found in (_name_mark(head, language), _ordinal_name(head, language), _section_mark(head), _item_mark(head)):
        if found is not None:
            return _moved(found, text, lead) if lead else found
    bullet = _BULLET.match(head)
    inner = _item_mark(head[bullet.end() :]) if bullet else None
    if bullet and inner and inner.shape == "paren":  # • (a): a list whose letters were printed
        return replace(inner, rest=lead + bullet.end() + inner.rest)
    named = _name_mark(head[bullet.end() :], language) if bullet else None
    if bullet and named and named.rest == len(head) - bullet.end():  # • Recommendation 5
        return replace(named, rest=lead + bullet.end() + named.rest)
    return Mark("bullet", (("bullet", 0),), "bullet", bullet[0].strip(), bullet.end()) if bullet else None
