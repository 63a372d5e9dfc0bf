"""Words for roles, ways of coming in and kinds of factors."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROLES: dict[str, str | Promise] = {
    "administrator": _("Administrator"),
    "secretariat": _("Secretariat"),
    "analyst": _("Analyst"),
    "focal_point": _("Focal point"),
    "co_chair": pgettext_lazy("an office", "Co-chair"),
    "validator": _("Validating authority"),
    "reviewer": _("Reviewer"),
    "overseer": pgettext_lazy("an office", "Overseer"),
    "reader": _("Reader"),
}
WAYS: dict[str, str | Promise] = {
    "link": _("One-time link"),
    "passkey": _("Passkey"),
    "totp": _("Authenticator code"),
    "recovery": _("Printed recovery code"),
    "oidc": _("Ministry's own sign-in"),
    "other": pgettext_lazy("a way of signing in", "Other"),
}
PURPOSES: dict[str, str | Promise] = {
    "conduct_of_the_forum": _("Conduct of the forum"),
    "capacity_building": _("Capacity building"),
    "policy_analysis": _("Policy analysis"),
    "public_information": _("Public information"),
    "prevention": _("Prevention"),
    "investigation": _("Investigation"),
    "oversight": _("Oversight"),
}
FACTORS: dict[str, str | Promise] = {"webauthn": _("Passkey"), "totp": _("Authenticator")}
PROPOSED: dict[str, str | Promise] = {
    "office": _("An office"),
    "clearance": _("A clearance"),
    "link": _("A link to sign in by"),
}


def role_word(role: str) -> str:
    """The reader's word for a role; the role itself, made readable, where there is none yet."""
    return str(ROLES.get(role, role.replace("_", " ")))


def purpose_word(purpose: str) -> str:
    """The reader's word for a purpose."""
    return str(PURPOSES.get(purpose, purpose.replace("_", " ")))


def role_choices(roles: Iterable[str]) -> list[tuple[str, str]]:
    """Roles with their words, in the order of the words."""
    return sorted(((role, role_word(role)) for role in roles), key=lambda choice: choice[1])
