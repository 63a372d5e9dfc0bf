"""Where words give their speaker away: "on behalf of Egypt", «باسم المغرب», « au nom du Maroc », "Mr Smith said:".

It knows the usual forms in Arabic, English and French and no more: what it finds is a question to whoever writes,
not an answer. A form that names nobody ("on behalf of my delegation") is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from muntada.text.folding import Folded, fold, fold_key

Whom = Literal["party", "person"]


@dataclass(frozen=True, slots=True)
class Naming:
    """A stretch of a text, in its own code points, by which a party or a person is named as the one who speaks."""

    start: int
    end: int
    quote: str
    whom: Whom


_OFFICES_EN = (
    r"(?:representative|delegate|ambassador|minister|envoy|member|head of (?:the )?delegation|foreign minister)s?"
)
_OFFICES_FR = r"(?:representant|delegue|ambassadeur|ministre|envoye|membre|chef de (?:la )?delegation)e?s?"
_OFFICES_AR = r"(?:ممثل|مندوب|سفير|وزير|مبعوث|عضو|رئيس وفد)(?:ا|ه|و|ي)?"
_PERMANENT = r"(?:permanent |deputy |distinguished )?"
# Forms that are followed by whom they name.
_BEFORE = (
    r"\b(?:on behalf|in the name) of\b",
    r"\bspeak(?:s|ing)? (?:for|on behalf of)\b",
    rf"\b(?:i|we|me|us),? (?:am |are |as )?(?:the |a )?{_PERMANENT}{_OFFICES_EN} (?:of|for|from)\b",
    rf"\bas (?:the |a )?{_PERMANENT}{_OFFICES_EN} (?:of|for|from)\b",
    rf"\b{_OFFICES_EN} (?:of|for|from)\b",
    r"\bdelegations? (?:of|from)\b",
    r"\b(?:my|our) (?:country|government|delegation|state|kingdom|republic),",
    r"\b(?:i speak|we speak|speaking) as\b",
    r"\bwe,? (?:in|of|from)\b",
    r"\bau nom (?:de|du|des|d')",
    rf"\b(?:en (?:ma |notre )?qualite de|en tant que) {_OFFICES_FR} (?:de|du|des|d')",
    rf"\b{_OFFICES_FR} (?:permanente? )?(?:de|du|des|d')",
    r"\bdelegations? (?:de|du|des|d')",
    r"\b(?:mon|notre|ma) (?:pays|gouvernement|delegation|etat|royaume|republique),",
    r"\bnous,? (?:en|au|aux)\b",
    r"(?<![ء-ي])(?:و|ف)?(?:باسم|بالنيابه عن|نيابه عن|بالاصاله عن)(?![ء-ي])",
    rf"(?<![ء-ي])(?:و|ف|ب)?(?:انا|نحن|بصفتي|بصفتنا) {_OFFICES_AR}(?![ء-ي])",
    rf"(?<![ء-ي])(?:و|ف|ال)?{_OFFICES_AR} (?:دائم[اه]? )?(?:ل(?=[ء-ي]))?(?=[ء-ي])",
    r"(?<![ء-ي])(?:و|ف)?(?:وفد|وفود)(?![ء-ي])",
    r"(?<![ء-ي])(?:و|ف|ب|ل)?(?:بلدي|بلادي|بلدنا|بلادنا|حكومتي|حكومتنا|وفدي|وفدنا|دولتي),?(?![ء-ي])",
    r"(?<![ء-ي])(?:نحن|اننا) (?:في|من)(?![ء-ي])",
)
# Forms that name by themselves, as (whom, expression, which group begins with a capital letter where it must).
_ALONE: tuple[tuple[Whom, str, bool], ...] = (
    ("party", r"\b([a-z][a-z'-]+) delegations?\b", True),
    ("party", r"\bdelegations? ([a-z]+(?:ienne|aise|oise|eenne|aine|ine|ique|ane|nne))s?\b", False),
    ("party", r"(?<![ء-ي])(?:و|ف|ب|ل)?الوفد (ال[ء-ي]+ي)(?![ء-ي])", False),
    ("person", r"\bmy name is ()\S", False),
    ("person", r"\bje m'appelle ()\S", False),
    ("person", r"\bje soussignee?,? ()\S", False),
    ("person", r"(?<![ء-ي])اسمي ()\S", False),
    ("person", r"\b(?:i|moi),? ([a-z][a-z'-]+)", True),
    ("person", r"\bi am (?:ambassador|minister|mr|mrs|ms|dr|prof|general|colonel)\b\.? ()\S", False),
    ("person", r"(?<![ء-ي])انا (?:السيد|السيده|السفير|السفيره|الوزير|الوزيره|الدكتور|الدكتوره)()(?![ء-ي])", False),
    (
        "person",
        r"(?:^|\n)[ \t]*(?:mr|mrs|ms|dr|prof|amb|ambassador|minister|h\.e|m|mme|son excellence"
        r"|السيد|السيده|سعاده|معالي|السفير|السفيره|الدكتور|الدكتوره)\b\.?()[^\n:]{1,60}:",
        False,
    ),
)
_LABEL = re.compile(r"(?:^|\n)[ \t]*([^\n:]{2,60}?)[ \t]*:")
# What may stand between a form and the name.
_FILLER_WORDS = (
    "the a an my our its state states government people peoples delegation delegations country countries nation "
    "republic of from de du des la le les l' d' mon ma notre nos etat gouvernement peuple delegation pays , "
    "دوله حكومه شعب وفد بلدي بلادي بلدنا بلادنا حكومتي حكومتنا وفدي وفدنا شعبي شعبنا"
)
# Words that begin the name of a state, a group or an organisation, where the table of names does not know it.
_KIND_WORDS = (
    "جمهوريه مملكه المملكه الجمهوريه سلطنه السلطنه اماره الامارات الاتحاد مجموعه المجموعه منظمه المنظمه جامعه"
    " republique royaume emirat sultanat union groupe republic kingdom emirate sultanate"
)
_PLAIN_WORDS = (
    "the this that these those each every any no all both some many most other another first last my our your his "
    "her their its a an one two three i we he she they it as if when while where and or but so also large small "
    "joint full whole entire national am have was will would can could should may might must do did think believe "
    "wish want hope thank agree support propose suggest note welcome fully strongly really just only"
)
_FILLERS, _KINDS, _NOT_A_NAME = (frozenset(words.split()) for words in (_FILLER_WORDS, _KIND_WORDS, _PLAIN_WORDS))
_WORD = re.compile(r"[,']|[^\s.,;:!?()\[\]\"']+'?")
_FORMS = tuple(re.compile(form) for form in _BEFORE)
_OWN = tuple((whom, re.compile(form), capital) for whom, form, capital in _ALONE)
_FAR = 6  # fillers between a form and a name
_AHEAD = 160  # letters that are looked at after a form


class Names:
    """The names of those who may speak, folded, by their first word."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, set[str]] = {}
        for name in names:
            folded = fold_key(name)
            for one in {folded, folded.removeprefix("the "), folded.removeprefix("ال")}:
                if len(one) > 1:
                    self._by_word.setdefault(one.split()[0], set()).add(one)

    def at(self, folded: str, start: int) -> tuple[str, int]:
        """The longest name that begins at this place of a folded text, and where it ends; an empty one if none does."""
        ahead = " ".join(folded[start : start + _AHEAD].split())
        first = re.match(r"[^\s.,;:!?()\[\]\"]+", ahead)
        if first is None:
            return "", start
        word = first[0]
        for stem in dict.fromkeys((word, _without_la(word), word.removesuffix("'s"), word.removeprefix("ال"))):
            ahead_of_stem = stem + ahead[len(word) :]
            fitting = [one for one in self._by_word.get(stem, ()) if _begins(ahead_of_stem, one)]
            if fitting:
                name = max(fitting, key=len)
                return name, start + len(name) + len(word) - len(stem)
        return "", start


def _without_la(word: str) -> str:
    """An Arabic word without the "to" that is written onto it."""
    if word.startswith("لل"):
        return f"ال{word[2:]}"
    return word.removeprefix("ل") if len(word) > 3 else word


def _begins(text: str, name: str) -> bool:
    after = text[len(name) : len(name) + 1]
    return text.startswith(name) and not after.isalnum()


def namings(text: str, names: Names, *, of: Collection[Whom] = ("party", "person")) -> tuple[Naming, ...]:
    """Where the words of a text name who speaks them, in order; `of` says whom one looks for."""
    folded = fold(text)
    found = [
        Naming(*folded.source_span(start, end), text[slice(*folded.source_span(start, end))].strip(), whom)
        for whom, start, end in (*_by_form(text, folded, names), *_by_itself(text, folded), *_labels(folded, names))
        if whom in of
    ]
    kept: list[Naming] = []
    for one in sorted(found, key=lambda naming: (naming.start, -naming.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def names_in(text: str, names: Names) -> tuple[str, ...]:
    """The known names, folded, that stand anywhere in a text."""
    folded = fold(text).text
    starts = (found.start() for found in re.finditer(r"(?<![^\W_])[^\W\d_]", folded))
    return tuple(dict.fromkeys(name for start in starts if (name := names.at(folded, start)[0])))


def _by_form(text: str, folded: Folded, names: Names) -> Iterator[tuple[Whom, int, int]]:
    for form in _FORMS:
        for found in form.finditer(folded.text):
            end = _named_after(text, folded, found.end(), names)
            if end:
                yield "party", found.start(), end


def _named_after(text: str, folded: Folded, start: int, names: Names) -> int:
    """Where the name ends that follows a form; 0 where none does."""
    place = start
    for _ in range(_FAR):
        word = _WORD.search(folded.text, place, start + _AHEAD)
        if word is None or folded.text[place : word.start()].strip():
            return 0
        known, end = names.at(folded.text, word.start())
        if known:
            return end
        if word[0] in _KINDS or _is_capital(text, folded, word.start(), word[0]):
            return word.end()
        if word[0] not in _FILLERS:
            return 0
        place = word.end()
    return 0


def _is_capital(text: str, folded: Folded, place: int, word: str) -> bool:
    """Whether the word was written with a capital letter, as names are in Latin letters."""
    return word not in _FILLERS | _NOT_A_NAME and text[folded.source_offset(place)].isupper()


def _by_itself(text: str, folded: Folded) -> Iterator[tuple[Whom, int, int]]:
    for whom, form, capital in _OWN:
        for found in form.finditer(folded.text):
            if not capital or _is_capital(text, folded, found.start(1), found[1]):
                yield whom, found.start(), found.end()


def _labels(folded: Folded, names: Names) -> Iterator[tuple[Whom, int, int]]:
    """A line that begins with who says it: "Egypt: ..."."""
    for found in _LABEL.finditer(folded.text):
        if names.at(folded.text, found.start(1))[0] and len(found[1].split()) <= _FAR:
            yield "party", found.start(1), found.end(1)
