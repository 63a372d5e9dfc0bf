"""Finds every mention of a page and decides what each stands for.

Order matters: names before nouns, the longer before the shorter; then what needs the rest to be known: the
numbers of resolutions, working groups named by their topic, officials, and what definite nouns refer to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from muntada.sources.reading import signs
from muntada.sources.reading.arabic_offices import find_offices
from muntada.sources.reading.bodies import FORUM, resolve_bodies
from muntada.sources.reading.citations import cited_instruments
from muntada.sources.reading.counterparts import find_counterparts
from muntada.sources.reading.english_offices import find_english_offices
from muntada.sources.reading.english_references import find_english_references
from muntada.sources.reading.english_states import tell_states
from muntada.sources.reading.french import find_more, part_nouns
from muntada.sources.reading.french_nouns import free_republics
from muntada.sources.reading.french_offices import join_offices
from muntada.sources.reading.lexis import Entry, index, parents, state_of_city
from muntada.sources.reading.officials import find_officials
from muntada.sources.reading.page import Mention, Page
from muntada.sources.reading.quotations import quotations
from muntada.sources.reading.references import refer_to_instruments
from muntada.text.numerals import find_numbers, find_ordinals

# Of two readings of the same words the first of these is taken; the other is kept beside it.
_RANK = (
    signs.INSTRUMENT, signs.BODY, signs.PARTY, signs.INSTITUTION, signs.ROLE, signs.MEETING, signs.LEVEL, signs.PLACE,
    signs.NATIONALITY, signs.INSTRUMENT_KIND, signs.BODY_KIND, signs.GROUP, signs.SECTOR, signs.STAGE, signs.REGION,
    signs.TOPIC,
)  # fmt: skip
_RANKED = {sign: rank for rank, sign in enumerate(_RANK)}
_TOPICAL = {signs.TOPIC, signs.SECTOR, signs.REGION, signs.STAGE, signs.GROUP}
_STATE_NAMES = {
    "المغرب": (re.compile(r"(?:صلاه|اذان|وقت|بلاد|دول) $"), re.compile(r" (?:ال)?(?:عربي|كبير|اسلامي|اوسط)")),
    "قطر": (re.compile(r"(?:نصف|كل|اي) $"), re.compile(r" (?:\d|الدايره|عربي|شقيق|الانبوب)")),
}
_IN_A_CITY = ("في ", "العاصمه ", "مدينه ", "الاردنيه ")
_APART = 2  # letters, at most a comma and a blank
_SOCIAL = "الاجتماعي"  # the adjective: "two meetings of", spelt alike, never has the article
_MEANS = re.compile(r"\b(?:via|by|through|over|عبر|par|en) ")
_OF = {" of the ", " of ", " de la ", " de l'", " du ", " des ", " التابع ل", " التابعه ل"}
_ROMAN = re.compile(r"\b(?!le )([ivxl]{1,8})(?:e|eme|th)? $")
_WITH_ACRONYM = {signs.BODY, signs.PARTY, signs.MEETING, signs.BODY_KIND}
_ACRONYM = re.compile(r" ?\(\"?(?![^()]* and )[a-z][a-z0-9./ -]{1,14}\"?\)")  # nor two who chair it


def find_mentions(page: Page) -> None:
    """Fill the page's mentions, in order and without overlaps, and its topical ones."""
    page.topical, structural = _known(page)
    if page.language == "fr":
        free_republics(page.text, structural)
    cited = cited_instruments(page)
    quoted = quotations(page.text, page.letter if page.language == "fr" else None)
    dated = _dated(page)
    counted = _counted(page)
    page.mentions = _without_overlaps([*cited, *_borne_out(page, structural), *dated, *counted])
    _ordinals_inside(page.mentions, counted)
    _parents_inside(page.mentions, structural)
    _take_in_acronyms(page)
    _take_in_parents(page)
    page.mentions = [m for m in page.mentions if not _is_a_means(page, m)]
    part_nouns(page)
    resolve_bodies(page)
    _take_in_parents(page)
    _number_in_letters(page)
    find_more(page)
    find_offices(page)
    find_english_references(page)
    find_english_offices(page)
    find_officials(page)
    join_offices(page)
    tell_states(page)
    find_counterparts(page)
    _set_quotations(page, quoted)
    refer_to_instruments(page)


class _Meaning(NamedTuple):
    """What a form stands for wherever it is read.

    Of several readings of a structural form the first in rank counts; another, as of a city that is a state's name
    too, is kept beside it. `sign` is empty where the form is topical only.
    """

    capitals: bool
    topical: tuple[Entry, ...]
    sign: str
    keys: tuple[str, ...]
    weak: bool
    beside: dict[str, str]


@lru_cache(maxsize=16_384)
def _meaning(payloads: tuple[Entry, ...]) -> _Meaning:
    capitals = all(entry.capitals for entry in payloads)
    topical = tuple(entry for entry in payloads if entry.sign in _TOPICAL)
    entries = sorted(
        (entry for entry in payloads if entry.sign in signs.STRUCTURAL), key=lambda entry: _RANKED[entry.sign]
    )
    sign = entries[0].sign if entries else ""
    chosen = [entry for entry in entries if entry.sign == sign]
    beside: dict[str, str] = {}
    for other in entries[len(chosen) :]:
        beside.setdefault(other.sign, other.key)
    keys = tuple(dict.fromkeys(entry.key for entry in chosen))
    return _Meaning(capitals, topical, sign, keys, all(entry.weak for entry in chosen), beside)


def _known(page: Page) -> tuple[list[Mention], list[Mention]]:
    """The topical and the structural mentions of known terms."""
    topical: list[Mention] = []
    structural: list[Mention] = []
    for start, end, payloads, _, prefix in index().find(page.text, overlapping=True):
        meaning = _meaning(payloads)
        if meaning.capitals and not _in_capitals(page, start, end):
            continue
        topical += [Mention(start, end, entry.sign, (entry.key,), prefix, entry.weak) for entry in meaning.topical]
        if meaning.sign:
            values = dict(meaning.beside)
            structural.append(Mention(start, end, meaning.sign, meaning.keys, prefix, meaning.weak, values))
    return topical, structural


def _in_capitals(page: Page, start: int, end: int) -> bool:
    words = page.quote(start, end)[2]
    return words.upper() == words


def _borne_out(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Without states that an everyday word may mean, but where the text names the state surely too, or a state beside.

    «مالي» is Mali in «النيجر ومالي» and "financial" in «دعم مالي».
    """
    states = [m for m in mentions if m.sign in signs.OF_STATES]
    offices = {m.end for m in mentions if m.sign in {signs.ROLE, signs.INSTITUTION}}
    for mention in states:
        mention.weak = mention.weak and not _capitalised(page, mention) and not _is_state_name(page, mention)
        mention.weak = mention.weak and not _beside_office(page, mention, offices)
    sure = {m.key for m in states if not m.weak}
    beside: set[int] = set()
    for before, after in pairwise(states):
        if before.weak != after.weak and len(page.text[before.end : after.start].strip(" ,")) <= 3:
            beside.add(id(after if after.weak else before))
    for mention in states:
        _make_city(page, mention, sure)
    return [
        m for m in mentions
        if not (m.weak and m.sign in signs.OF_STATES) or m.key in sure or id(m) in beside
    ]  # fmt: skip


def _is_state_name(page: Page, mention: Mention) -> bool:
    """Whether «المغرب» or «قطر» stands without the words that make of it the sunset, the region or a diameter."""
    known = _STATE_NAMES.get(page.text[mention.start : mention.end])
    if known is None:
        return False
    before, after = known
    return not (
        before.search(page.text, max(0, mention.start - 12), mention.start) or after.match(page.text, mention.end)
    )


def _beside_office(page: Page, mention: Mention, offices: set[int]) -> bool:
    """Whether an adjective follows an office or institution, where it says the state: «وزير الخارجية القطري»."""
    start = mention.start - len("ال") if page.text.endswith("ال", 0, mention.start) else mention.start
    return mention.sign == signs.NATIONALITY and start - 1 in offices


def _make_city(page: Page, mention: Mention, sure: set[str]) -> None:
    """Take «عمان» for the city where the text says "in" it and speaks of the state in which the city is."""
    city = mention.values.get(signs.PLACE)
    if not (mention.weak and mention.sign == signs.PARTY and city and state_of_city(city) in sure - {mention.key}):
        return
    if mention.prefix.endswith("ب") or page.text[: mention.start].endswith(_IN_A_CITY):
        mention.sign, mention.keys, mention.weak = signs.PLACE, (city,), False


def _capitalised(page: Page, mention: Mention) -> bool:
    """Whether it stands with a capital of its own, and not as the last of several names (Michael Jordan)."""
    at = page.folded.source_offset(mention.start)
    before = page.source[max(0, at - 25) : at].split()
    alone = not before or not before[-1][0].isupper() or before[-1][-1] in ".,;:"
    return alone and page.source[at].isupper()


def _dated(page: Page) -> list[Mention]:
    """One mention a span; two dates that share words («مارس وأكتوبر 2021») share the mention."""
    by_span: dict[tuple[int, int], Mention] = {}
    for found in page.dates:
        mention = by_span.setdefault((found.start, found.end), Mention(found.start, found.end, signs.DATE, ()))
        if found.value is not None:
            mention.keys = (*mention.keys, found.value)
        mention.values["kind"] = found.kind
    dated = sorted(by_span.values(), key=lambda mention: mention.start)
    # Of "today, Thursday 5 October" where today is unknown, the date that says the day is enough.
    starts = {mention.start for mention in dated if mention.keys}
    return [m for m in dated if m.keys or not starts & set(range(m.end, m.end + _APART + 1))]


def _ordinals_inside(mentions: list[Mention], counted: list[Mention]) -> None:
    """A name such as "the first high-level conference" keeps the ordinal inside it."""
    ordinals = [number for number in counted if number.sign == signs.ORDINAL]
    for mention in mentions if ordinals else ():
        if mention.sign == signs.MEETING and mention.key != "opening_meeting":  # which settles its own
            for number in ordinals:
                if mention.start <= number.start and number.end <= mention.end:
                    mention.values["ordinal"] = int(number.key)


def _counted(page: Page) -> list[Mention]:
    numbers = [
        Mention(n.start, n.end, signs.NUMBER, (str(n.value),)) for n in find_numbers(page.text, language=page.language)
    ]
    ordinals = [
        Mention(n.start, n.end, signs.ORDINAL, (str(n.value),))
        for n in find_ordinals(page.text, language=page.language)
    ]
    return [*ordinals, *numbers]


def _without_overlaps(found: Iterable[Mention]) -> list[Mention]:
    """From the left the longest at each place; of two as long, the first in the order given."""
    kept: list[Mention] = []
    for mention in sorted(sorted(found, key=attrgetter("end"), reverse=True), key=attrgetter("start")):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > 2 * (kept[-1].end - kept[-1].start):
            kept[-1] = mention  # a long name that begins inside a short word is what was meant
    return kept


def _take_in_acronyms(page: Page) -> None:
    """A name takes in the acronym that follows it in brackets."""
    kept: list[Mention] = []
    for mention in page.mentions:
        if kept and mention.end <= kept[-1].end:
            continue
        if mention.sign in _WITH_ACRONYM:
            acronym = _ACRONYM.match(page.text, mention.end)
            if acronym:
                mention.end = acronym.end()
        kept.append(mention)
    page.mentions = kept


def _is_a_means(page: Page, mention: Mention) -> bool:
    """Whether a video conference is how a meeting was held, and none of its own; nor are "social" media a meeting."""
    if mention.sign == signs.MEETING and page.text[max(0, mention.start - 2) : mention.end].endswith(_SOCIAL):
        return True
    if mention.key != "video_conference":
        return False
    return bool(_MEANS.search(page.text[max(0, mention.start - 20) : mention.end]))


def _take_in_parents(page: Page) -> None:
    """A body takes in the name of the one it belongs to, before it ("the Security Council Counter-Terrorism Committee")
    or after it ("the Peace and Security Council of the African Union"); of the forum, people say more than its organ.
    """
    kept: list[Mention] = []
    for mention in page.mentions:
        if mention.sign == signs.BODY and kept and kept[-1].sign == signs.BODY:
            gap = page.text[kept[-1].end : mention.start]
            if gap in {" ", "'s ", "' "} and kept[-1].key in _above(mention.key):
                above = kept.pop()
                mention.start = above.start
                _keep_inside(mention, above)
            elif gap in _OF and mention.key in _above(kept[-1].key) and mention.key != FORUM:
                kept[-1].end = mention.end
                _keep_inside(kept[-1], mention)
                continue
        kept.append(mention)
    page.mentions = kept


def _parents_inside(mentions: list[Mention], structural: list[Mention]) -> None:
    """A body whose whole name holds that of one it belongs to ("the Committee of the Security Council") names both."""
    bodies = [mention for mention in mentions if mention.sign == signs.BODY]
    starts = [mention.start for mention in bodies]
    for inner in structural:
        at = bisect_right(starts, inner.start) - 1 if inner.sign == signs.BODY else -1
        if at >= 0 and inner.end <= bodies[at].end and inner.key in _above(bodies[at].key):
            _keep_inside(bodies[at], inner)


def _keep_inside(outer: Mention, inner: Mention) -> None:
    outer.values.setdefault("inside", []).append(inner)


def _above(key: str) -> set[str]:
    """The bodies to which a body belongs, directly or through others."""
    found: set[str] = set()
    while (parent := parents().get(key)) and parent not in found:
        found.add(parent)
        key = parent
    return found


def _number_in_letters(page: Page) -> None:
    """ "The XVIII Meeting": a numeral in capitals right before a meeting is its ordinal."""
    for mention in page.mentions:
        if mention.sign == signs.MEETING and "ordinal" not in mention.values:
            numeral = _ROMAN.search(page.text, max(0, mention.start - 14), mention.start)
            if numeral and page.capital(numeral.start(1)):
                mention.values["ordinal"] = _value_of_roman(numeral[1])


def _value_of_roman(numeral: str) -> int:
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(worth, [*worth[1:], 0], strict=True))


def _set_quotations(page: Page, quoted: list[tuple[int, int, int, int]]) -> None:
    """What stands in quotation marks becomes one mention that holds those inside it, unless it is only a name."""
    for outer, start, end, outer_end in quoted:
        inside = page.within(start, end)
        name = inside[0] if len(inside) == 1 else None
        whole = name is not None and name.start <= start + 1 and name.end >= end - 1
        if name and whole and name.sign in {signs.BODY, signs.INSTRUMENT, signs.PARTY}:
            continue
        if any(m.start < outer < m.end or m.start < outer_end < m.end for m in page.mentions):
            continue
        title = Mention(outer, outer_end, signs.TITLE, (), values={"inside": inside, "start": start, "end": end})
        first = next((i for i, m in enumerate(page.mentions) if m.start >= outer), len(page.mentions))
        page.mentions[first : first + len(page.within(outer, outer_end))] = [title]
