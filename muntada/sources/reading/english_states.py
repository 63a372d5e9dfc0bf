"""Of which state an English official is whose office does not say it: by whom he is met, led or represented."""

from __future__ import annotations

import re
from collections import Counter

from muntada.sources.reading import signs
from muntada.sources.reading.page import Mention, Page

_STATES = {signs.PARTY, signs.NATIONALITY}
_BY = re.compile(r" (?:was|were|is|will be) (?:also )?represented (?:[^.;,]{0,30} )?by (?:its |the |his |her )?")
_LED_BY = re.compile(
    r"(?:'s|')? (?:side|delegation|team|party),?(?: which)? (?:was |is |were |will be )?(?:led|headed|represented) by "
    r"(?:the |its )?(?:acting |then )?"
)
_STANDS_FOR = re.compile(
    r",? (?:who )?(?:will |has |had )?"
    r"(?:represent(?:s|ed)?|representing|led|leads?|leading|head(?:ed|s|ing)?) (?:the )?"
)
_HEADS = {"president", "head_of_government", "king", "minister_for_foreign_affairs", "secretary_of_state"}


def tell_states(page: Page) -> None:
    """Of two officials who meet, one with his state and one without, in a text of two states: the other's is the other.

    And who stands unqualified beside somebody qualified as of the text's home, with a verb between, is not of it.
    """
    if page.language != "en":
        return
    _represented(page)
    two = _two_states(page)
    said = {_surname(page, m) for m in page.mentions if m.sign == signs.OFFICIAL and m.values["said"] and m.key}
    for start, end in page.sentences:
        people = [m for m in page.within(start, end) if m.sign == signs.OFFICIAL and m.values.get("person")]
        for one in people:
            if one.values["said"] or one.values.get("body") or one.values["role"] not in _HEADS:
                continue
            if _surname(page, one) in said:
                continue
            others = [m for m in people if m is not one and _surname(page, m) in said and m.key]
            if len(others) != 1 or others[0].values["role"] not in _HEADS:
                continue
            if two and others[0].key in two:
                one.keys = tuple(two - {others[0].key})
            elif one.keys == others[0].keys and not _joined(page, others[0], one):
                one.keys = ()
    _by_surname(page)


def _represented(page: Page) -> None:
    """ "Kenya was represented by Foreign Minister Jane Doe", who "led the Kenyan delegation": the state is theirs."""
    for at, one in enumerate(page.mentions):
        if one.sign != signs.OFFICIAL or one.values["said"] or not one.values.get("person"):
            continue
        if one.values["role"] == "director" and not one.values.get("body"):
            del one.values["person"]  # of one of the many offices that no table knows
            continue
        before = next((m for m in reversed(page.mentions[max(0, at - 2) : at]) if m.sign in _STATES), None)
        after = next(iter(page.mentions[at + 1 : at + 2]), None)
        if before and (
            _BY.fullmatch(page.text, before.end, one.start) or _LED_BY.fullmatch(page.text, before.end, one.start)
        ):
            one.keys = before.keys
        elif (
            after
            and after.sign in {signs.PARTY, signs.NATIONALITY}
            and _STANDS_FOR.fullmatch(page.text, one.end, after.start)
        ):
            one.keys = after.keys


def _joined(page: Page, first: Mention, second: Mention) -> bool:
    return bool(re.fullmatch(r",?(?: and)? (?:the |his |her )?", page.text[first.end : second.start]))


def _surname(page: Page, official: Mention) -> str:
    return page.text[slice(*official.values["person"])].split()[-1] if official.values.get("person") else ""


def _two_states(page: Page) -> set[str] | None:
    """The two states of which a text speaks, where it speaks of no third nearly as much."""
    counts = Counter(m.key for m in page.mentions if m.sign in signs.OF_STATES and len(m.key) == 2)
    for official in page.mentions:
        if official.sign == signs.OFFICIAL and official.values["said"] and official.key:
            counts[official.key] += 1
    top = counts.most_common(3)
    if len(top) < 2 or (len(top) == 3 and 2 * top[2][1] > top[1][1]):
        return None
    return {top[0][0], top[1][0]}


def _by_surname(page: Page) -> None:
    """What is known of an official at one place holds where the surname stands alone."""
    people = [m for m in page.mentions if m.sign == signs.OFFICIAL and m.values.get("person")]
    known: dict[tuple[str, str], Mention] = {}
    for one in people:
        first = known.setdefault((_surname(page, one), one.values["role"]), one)
        if first is not one and not one.values["said"]:
            one.keys = first.keys
