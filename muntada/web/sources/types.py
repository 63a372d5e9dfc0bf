"""The types of finding in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TYPES: dict[str, str | Promise] = {
    "meeting": pgettext_lazy("a finding", "Meeting"),
    "agenda": pgettext_lazy("a finding", "Item of an agenda"),
    "term": pgettext_lazy("a finding", "Seat held"),
    "candidacy": pgettext_lazy("a finding", "Candidacy"),
    "membership": pgettext_lazy("a finding", "Membership"),
    "participation": pgettext_lazy("a finding", "Taking part"),
    "body": pgettext_lazy("a finding", "Body"),
    "instrument": pgettext_lazy("a finding", "Instrument"),
    "implements": pgettext_lazy("a finding", "One implements another"),
    "programme": pgettext_lazy("a finding", "Programme"),
    "initiative": pgettext_lazy("a finding", "Initiative"),
    "post": pgettext_lazy("a finding", "Public office"),
    "distribution": pgettext_lazy("a finding", "Distribution"),
    "mandate": pgettext_lazy("a finding", "Mandate"),
    "cooperation": pgettext_lazy("a finding", "Working together"),
}
# The lexicon's kind of word for the attribute `kind` of each type.
KINDS = {"meeting": "meeting_kind", "body": "body_kind", "instrument": "instrument_kind", "membership": "membership"}


def type_name(kind: str) -> str:
    """The words for a type of finding."""
    return str(TYPES.get(kind, kind))
