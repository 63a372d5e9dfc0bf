"""When two values of one field can both be true, and which of them says more. Knows no database.

Values are as citations keep them: text, numbers, keys of parties and records. Dates are at the precision known.
"""

from __future__ import annotations

from muntada.text import when
from muntada.text.folding import fold_key

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

DATES = frozenset(
    {"when", "start", "end", "planned_start", "planned_end", "established", "dissolved"}
    | {"adopted", "in_force", "reviewed"}
)
KINDS = frozenset({"kind"})
WORDINGS = frozenset({"title"})  # two wordings, or two languages, of a title are no disagreement
KEYS = frozenset({"body", "party", "organiser", "host", "parent", "subject_party"})
# What a broader word leaves open, a narrower one says.
_NARROWER = {
    ("member", "founding"),
    ("chair", "co_chair"),
    ("strategy", "strategic_vision"),
    ("action_plan", "plan_of_action_to_prevent_violent_extremism"),
}
# The act by which an instrument is adopted; what it is beside that, a strategy or a plan, is no contradiction.
_ACTS = ("resolution", "presidential_statement")


class ValueRefused(ValueError):
    """Raised for a value that a record cannot take: `field` is the attribute, `reason` a sentence for a person."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


def agree(field: str, a: Json, b: Json) -> bool:
    """Whether both values can be true of one record's field."""
    if a == b or field in WORDINGS:
        return True
    if not isinstance(a, str) or not isinstance(b, str):
        return False
    if field in DATES:
        return dates_agree(a, b)
    if field in KINDS and _is_act(a) != _is_act(b):
        return True
    return says_more(field, a, b) or says_more(field, b, a) or fold_key(a) == fold_key(b)


def says_more(field: str, a: Json, b: Json) -> bool:
    """Whether `b` agrees with `a` and is more precise: 2021-10 than 2021, `closed_session` than `session`."""
    if not isinstance(a, str) or not isinstance(b, str) or a == b:
        return False
    if field in DATES:
        return dates_agree(a, b) and _days(b) < _days(a)
    if (a, b) in _NARROWER:
        return True
    if field in KINDS:
        return kind_within(b, a)
    return field in KEYS and b.startswith(f"{a}.")


def kind_within(kind: str, broad: str) -> bool:
    """Whether a kind is a kind of the broader one, as the lexicon's ids are built: `report_of_…`, `national_report`."""
    return kind != broad and (kind.endswith(f"_{broad}") or kind.startswith(f"{broad}_of_"))


def _is_act(kind: str) -> bool:
    return kind.endswith(_ACTS)


def dates_agree(a: str, b: str) -> bool:
    """As `text.when.agree`; a text that is no date agrees only with itself."""
    try:
        return when.agree(a, b)
    except when.NotADate:
        return a == b


def spans_overlap(start: str, end: str, other_start: str, other_end: str) -> bool:
    """Whether two spans of time can share a day; an empty bound is open."""
    return _not_after(start, other_end) and _not_after(other_start, end)


def _not_after(start: str, end: str) -> bool:
    return not start or not end or when.bounds(start)[0] <= when.bounds(end)[1]


def _days(value: str) -> int:
    first, last = when.bounds(value)
    return (last - first).days
