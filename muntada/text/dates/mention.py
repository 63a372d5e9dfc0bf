"""What is found of a date in a text, finished and unfinished."""

from dataclasses import dataclass

Point = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date stated in a folded text.

    ``start`` and ``end`` are offsets into that folded text. ``value`` is as `when.parse` takes it, or None where
    the text does not say enough. ``kind`` is 'day', 'month', 'year', 'range', 'decade', 'relative', 'weekday' or
    'symbol_year' (the year of a resolution, in or without parentheses). ``calendar`` is the one written: the value is
    always Gregorian. ``inferred`` says that the year is not written here but taken from its surroundings.
    """

    start: int
    end: int
    value: str | None
    kind: str
    calendar: str = "gregorian"
    inferred: bool = False


@dataclass(slots=True)
class Draft:
    """A date under way: ``first`` and ``last`` are (year, month, day) with None for what is not said.

    ``shift`` is -1, 0 or 1 for a month or weekday called last, this or next; ``offset`` counts days from the
    day of publication; ``unit`` is 'week', 'month', 'year' or 'same month' for what is counted from that day.
    """

    start: int
    end: int
    kind: str
    first: Point = (None, None, None)
    last: Point | None = None
    calendar: str = "gregorian"
    value: str | None = None
    shift: int | None = None
    offset: int | None = None
    unit: str | None = None
    weekday: int | None = None
    inferred: bool = False
