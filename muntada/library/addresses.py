"""Addresses of clauses: new ones beside those that are given for ever. No database.

An address is a path of steps such as `para_5` and `point_a`, joined by two underscores, as the naming convention of
Akoma Ntoso has it. One that was ever given belongs to its clause for good; a clause that would come to have the same
gets a number behind it: `para_5-2`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from muntada.library.numbers import neutral

LONGEST = 160
_STEPS = {
    "part": "sec",
    "preambular": "rec",
    "operative": "para",
    "good_practice": "para",
    "recommendation": "para",
    "action": "para",
    "objective": "para",
    "article": "art",
    "paragraph": "para",
    "point": "point",
    "annex": "annex",
}
_WITHIN = {"preambular": "recitals_1"}  # what stands around these where no clause does


@dataclass(frozen=True, slots=True)
class Place:
    """A clause where it stands: `parent` is the key of the clause around it or "", `wid` its address where that is
    for ever, else ""."""

    key: str
    parent: str
    kind: str
    number: str
    wid: str = ""


def apart(wid: str, taken: Collection[str]) -> str:
    """This address, or with a number behind it where it is taken."""
    candidate, count = wid[:LONGEST], 2
    while candidate in taken:
        end = f"-{count}"
        candidate, count = wid[: LONGEST - len(end)] + end, count + 1
    return candidate


def under(wid: str, old_parent: str, new_parent: str) -> str:
    """The address of a clause whose parent has another address than the proposal thought."""
    if old_parent and wid.startswith(f"{old_parent}__"):
        return new_parent + wid[len(old_parent) :]
    return wid


def addresses(places: Sequence[Place], taken: Collection[str]) -> Mapping[str, str]:
    """For each place, depth first, its address by its key: the one for ever, else one made of its kind and number.

    A clause without a printed number is counted among its neighbours of the same kind; where another one carries that
    number, it goes by the one before it: `para_1-2`. `taken` holds every other address that the work ever had.
    """
    printed = {(one.parent, _step(one), neutral(one.number)) for one in places}
    given: dict[str, str] = {}
    used = {*taken, *(one.wid for one in places if one.wid)}
    counted: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], str] = {}
    for one in places:
        step = _step(one)
        count = counted[one.parent, step] = counted.get((one.parent, step), 0) + 1
        number = neutral(one.number) or str(count)
        if not neutral(one.number) and (one.parent, step, number) in printed:
            number = last.get((one.parent, step), number)
        last[one.parent, step] = number
        if one.wid:
            given[one.key] = one.wid
            continue
        around = given.get(one.parent, "") or _WITHIN.get(one.kind, "")
        own = f"{step}_{number}"
        wid = apart(f"{around}__{own}" if around else own, used)
        used.add(wid)
        given[one.key] = wid
    return given


def _step(one: Place) -> str:
    return _STEPS.get(one.kind, "para")
