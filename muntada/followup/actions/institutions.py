"""Institutions of a party: those that lead, contribute, validate and answer."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.under import LANGUAGES, changing, entering, line, names
from muntada.followup.models import Institution
from muntada.forum.actions.under import Given
from muntada.parties.models import Party

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


def enter_institution(actor: Actor, *, party: Party, given: Given = None, **said: Any) -> Institution:
    """Enter an institution of a party: `name_ar`, `name_en`, `name_fr` (one is needed), `contact`, `email`,
    `language` in which it is written to.

    Its key is made of the party's and of its name. Raises ValueRefused.
    """
    columns = _columns(said)
    made = Institution(key=_key(party, columns), party=party, **columns)
    with entering(actor, Permission.INSTITUTION_KEEP, made, given=given):
        pass
    return made


def change_institution(actor: Actor, institution: Institution, **said: Any) -> Institution:
    """Change what is said of an institution. Raises ValueRefused."""
    with changing(actor, Permission.INSTITUTION_KEEP, institution, _columns(said)):
        pass
    return institution


def _columns(said: dict[str, Any]) -> dict[str, str]:
    language = said.get("language") or "ar"
    if language not in LANGUAGES:
        raise ValueRefused("language", f"There is no language {language}.")
    return {
        **names("name", said),
        "contact": line("contact", said.get("contact") or ""),
        "email": _address(said.get("email") or ""),
        "language": language,
    }


def _address(value: str) -> str:
    value = value.strip()
    try:
        if value:
            validate_email(value)
    except ValidationError as error:
        raise ValueRefused("email", "This is no address.") from error
    return value


def _key(party: Party, columns: dict[str, str]) -> str:
    name = columns["name_en"] or columns["name_fr"]
    plain = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode().lower()
    stem = _NOT_IN_A_KEY.sub("_", plain).strip("_")[:60] or "institution"
    head = f"{party.pk.lower()[:40]}.{stem}"
    with under_ceiling(CLERK):  # a key that is taken is taken, by whatever it is
        taken = set(Institution.objects.filter(key__startswith=head).values_list("key", flat=True))
    return next(key for key in (head, *(f"{head}_{number}" for number in range(2, 10_000))) if key not in taken)
