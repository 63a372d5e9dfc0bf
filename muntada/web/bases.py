"""Legal bases in the reader's language, and as a form offers them: none is ever chosen for anybody."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muntada.access.actor import Actor
from muntada.access.models import LegalBasis
from muntada.evidence.queries import bases_in_force

Word = str | Promise
NOT_CHOSEN = ("", pgettext_lazy("nothing chosen", "—"))
# By what the shipped table says. What an installation entered, or changed, is shown in its own words.
BASES: dict[str, Word] = {
    "Public office Names and offices that the office's holder or state made public themselves": _(
        "Public office: names and offices that the office’s holder or state made public themselves"
    ),
    "Consent of the person Given for this purpose, and taken back at any time": _(
        "Consent of the person: given for this purpose, and taken back at any time"
    ),
    "Law of the party that shared it As the party states it": _("Law of the party that shared it, as the party states"),
    "Charter of the United Nations Articles 25 and 41": _("Charter of the United Nations, Articles 25 and 41"),
    "S/RES/1373 (2001) paragraph 1 (c)": _("S/RES/1373 (2001), paragraph 1 (c)"),
}


def basis_name(basis: LegalBasis) -> Word:
    """A legal basis in the reader's language; in its own words where it is none of those that are shipped."""
    return BASES.get(str(basis), str(basis))


def offered(bases: Iterable[LegalBasis]) -> list[tuple[str, Word]]:
    """Legal bases to choose from, none of them chosen."""
    return [NOT_CHOSEN, *((basis.pk, basis_name(basis)) for basis in bases)]


def offered_to(actor: Actor | None) -> list[tuple[str, Word]]:
    """The legal bases in force to choose from, none of them chosen."""
    return offered(bases_in_force(actor))
