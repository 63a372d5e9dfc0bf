"""What a source names: parties by their key, kinds and roles by the lexicon, dates at the precision known."""

from __future__ import annotations

from muntada.evidence.pen import Pen
from muntada.evidence.values import ValueRefused
from muntada.parties.institutions import institution_names, parts_of
from muntada.parties.models import Name, Party
from muntada.text import when
from muntada.text.lexicon import by_id


def named_party(pen: Pen, field: str, key: str) -> Party:
    """The party of this key. A national institution (`EG.ministry_of_justice`) is made when it is first named;
    any other key that is unknown raises ValueRefused."""
    party = Party.objects.filter(key=key).first()
    return party or _institution(pen, field, key)


def known_party(key: str) -> Party | None:
    """The party of this key, where there is one."""
    return Party.objects.filter(key=key).first()


def _institution(pen: Pen, field: str, key: str) -> Party:
    parts = parts_of(key)
    state = Party.objects.filter(key=parts[0]).first() if parts else None
    if parts is None or state is None:
        raise ValueRefused(field, f"No party has the key {key}.")
    party = pen.make(Party, {"kind": Party.Kind.INSTITUTION.value, "parent": state}, {"key": key})
    for language, text in institution_names(*parts).items():
        pen.make(Name, {}, {"party": party, "language": language, "text": text, "preferred": True})
    return party


def checked_date(field: str, value: str) -> str:
    """The date, if it is one. Raises ValueRefused: there is no 29 February 2027."""
    if value:
        try:
            when.parse(value)
        except when.NotADate as error:
            raise ValueRefused(field, str(error)) from error
    return value


def checked_span(start: str, end: str) -> None:
    """Refuse a span that ends before it starts."""
    checked_date("start", start)
    checked_date("end", end)
    if start and end and when.bounds(end)[1] < when.bounds(start)[0]:
        raise ValueRefused("end", f"{end} is before {start}.")


def checked_term(field: str, family: str, value: str) -> str:
    """An id of the lexicon without its prefix, of one of its families (`meeting_kind`, `role`, `level`)."""
    if value and f"{family}.{value}" not in by_id():
        raise ValueRefused(field, f"The lexicon has no {family} {value}.")
    return value


def required(field: str, value: str) -> str:
    """The value, which the record cannot do without."""
    if not value:
        raise ValueRefused(field, "This must be said.")
    return value
