"""What is known beside the name: birth dates, nationalities and identifiers confirm a hit or speak against it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date

from muntada.screening.model import Entry, Fact, Identifier, Query

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_ABOUT = 2 * 366  # days either way of a date that is only about right
_NEAR = 366 + 30  # days at which two years still do not contradict each other plainly


class DateRefused(ValueError):
    """A birth date that is none."""


def span(text: str) -> tuple[int, int]:
    """The first and the last day, as ordinals, that a date of the Extended Date/Time Format may mean.

    Raises `DateRefused` for anything else.
    """
    first, slash, last = text.strip().partition("/")
    start, end = _simple(first)
    if slash:
        end = _simple(last)[1]
    if end < start:
        raise DateRefused(f"{text!r} ends before it begins.")
    return start, end


def _simple(text: str) -> tuple[int, int]:
    found = _DATE.fullmatch(text)
    if found is None:
        raise DateRefused(f"{text!r} is no date: write 1964, 1964-02, 1964-02-01, 1964~ or 1960/1962.")
    year, month, day = int(found[1]), found[2], found[3]
    try:
        start = date(year, int(month or 1), int(day or 1))
        last_month = int(month or 12)
        end = date(year, last_month, int(day or calendar.monthrange(year, last_month)[1]))
    except ValueError as error:
        raise DateRefused(f"{text!r} is no date: {error}.") from error
    slack = _ABOUT if found[4] else 0
    return max(1, start.toordinal() - slack), end.toordinal() + slack


def _spans(texts: Iterable[str]) -> list[tuple[int, int, str]]:
    found = []
    for text in texts:
        try:
            found.append((*span(text), text))
        except DateRefused:
            continue  # a list's own mistake tells nothing for or against anybody
    return found


def _turned(first: tuple[int, int, str], second: tuple[int, int, str]) -> bool:
    """Whether two full dates are each other with day and month exchanged."""
    a, b = date.fromordinal(first[0]), date.fromordinal(second[0])
    return first[0] == first[1] and second[0] == second[1] and (a.year, a.month, a.day) == (b.year, b.day, b.month)


def born(query: Query, entry: Entry) -> Fact:
    """What the birth dates do: 'confirms' where any two meet, 'doubts' within about a year, else 'vetoes'."""
    asked, listed = _spans(query.born), _spans(entry.born)
    if not asked or not listed:
        return Fact("born", "nothing")
    best: tuple[int, str, str] | None = None
    for one in asked:
        for other in listed:
            gap = 0 if _turned(one, other) else max(one[0] - other[1], other[0] - one[1], 0)
            if best is None or gap < best[0]:
                best = gap, one[2], other[2]
    assert best is not None
    effect = "confirms" if best[0] == 0 else "vetoes"
    if best[0] and all(len(text) == 4 or "~" in text or "/" in text for text in best[1:]) and best[0] <= _NEAR:
        effect = "doubts"
    return Fact("born", effect, best[1], best[2])


def nationality(query: Query, entry: Entry) -> Fact:
    """What the nationalities do: people have several, so that different ones only raise a doubt."""
    asked = {value.strip().casefold() for value in query.nationalities}
    listed = {value.strip().casefold() for value in entry.nationalities}
    if not asked or not listed:
        return Fact("nationality", "nothing")
    effect = "confirms" if asked & listed else "doubts"
    return Fact("nationality", effect, ", ".join(query.nationalities), ", ".join(entry.nationalities))


def number_key(number: str) -> str:
    """An identifier's letters and digits in small letters, without spaces and signs."""
    return "".join(letter for letter in number.casefold() if letter.isalnum())


def identifiers(query: Query, entry: Entry) -> Fact:
    """What identifiers do: the same number confirms; another number of the same type only raises a doubt."""
    if not query.identifiers or not entry.identifiers:
        return Fact("identifier", "nothing")
    doubt: Fact | None = None
    for asked in query.identifiers:
        for listed in entry.identifiers:
            same_type = not asked.type or not listed.type or asked.type.casefold() == listed.type.casefold()
            key = number_key(asked.number)
            if same_type and len(key) >= 4 and key == number_key(listed.number):
                return Fact("identifier", "confirms", asked.number, listed.number)
            if same_type and asked.type:
                doubt = Fact("identifier", "doubts", asked.number, listed.number)
    return doubt or Fact("identifier", "nothing")


def weigh(score: float, facts: tuple[Fact, ...]) -> float:
    """The score of a name with the facts counted in, still between 0 and 1."""
    for fact in facts:
        if fact.field == "identifier" and fact.effect == "confirms":
            score = max(score, 0.9 + 0.1 * score)
        elif fact.field == "born":
            if fact.effect == "confirms":
                score += 0.3 * score * (1 - score)
            else:
                score *= {"vetoes": 0.3, "doubts": 0.8}.get(fact.effect, 1.0)
        elif fact.field == "nationality":
            score = score + 0.1 * score * (1 - score) if fact.effect == "confirms" else score
            score *= 0.95 if fact.effect == "doubts" else 1.0
    return min(1.0, score)


def known_identifiers(values: Iterable[Identifier]) -> list[str]:
    """The keys of identifiers long enough to tell somebody apart."""
    return [key for key in (number_key(value.number) for value in values) if len(key) >= 4]
