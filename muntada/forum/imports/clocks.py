"""Clocks that a calendar brings of its own (VTIMEZONE): only such as change as rarely as clocks do.

For each hour told by them their rules are run forward from their beginning; a rule that changes every second would
keep whoever reads the file busy for hours.
"""

from __future__ import annotations

from typing import Any

from icalendar import Component

from muntada.forum.actions.planning import YEARS

FIRST_YEAR = 1600  # some programs let the clocks of every place begin in 1601
MOST_CHANGES = 3_000  # of one place, from its beginning to the last year of a meeting
_KEYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY"})
_MOST_OF = {"BYMONTH": 1, "BYMONTHDAY": 7, "BYDAY": 1}


def are_tame(zone: Component) -> bool:
    """Whether the clocks of a place change by rules of once a year, and not too often altogether."""
    changes = 0
    observances: list[Any] = zone.subcomponents
    for each in observances:
        begins = each["dtstart"].dt.year
        if begins < FIRST_YEAR or each.subcomponents or {"EXRULE", "EXDATE"} & {str(one).upper() for one in each}:
            return False
        rules = _listed(each.get("rrule"))
        if not all(_is_yearly(rule) for rule in rules):
            return False
        changes += 1 + sum(max(0, _last_year(rule) - begins) for rule in rules)
        changes += sum(len(one.dts) for one in _listed(each.get("rdate")))
    return changes <= MOST_CHANGES


def _is_yearly(rule: Any) -> bool:
    said = {str(key).upper(): value for key, value in rule.items()}
    if [str(one).upper() for one in _listed(said.get("FREQ"))] != ["YEARLY"] or not set(said) <= _KEYS:
        return False
    if ("BYDAY" in said or "BYMONTHDAY" in said) and "BYMONTH" not in said:
        return False
    return all(len(_listed(said.get(key))) <= most for key, most in _MOST_OF.items())


def _last_year(rule: Any) -> int:
    until = _listed(rule.get("UNTIL"))
    return min(YEARS[1], max((one.year for one in until), default=YEARS[1]))


def _listed(value: Any) -> list[Any]:
    """One or several values, or none, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
