"""Roles, ways in and factors in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django import template
from django.utils.safestring import SafeString

from muntada.access import clock
from muntada.people.models import Dated, Office
from muntada.web.people.words import FACTORS, PROPOSED, WAYS, purpose_word, role_word
from muntada.web.templatetags.words import listed

register = template.Library()
register.filter("role", role_word)


@register.filter
def way(key: str) -> str:
    """By what a session began."""
    return str(WAYS.get(key, key))


@register.filter
def factor(row: Authenticator) -> str:
    """What kind of factor it is."""
    return str(FACTORS.get(row.type, row.type))


@register.filter
def called(row: Authenticator) -> str:
    """What its person called a passkey."""
    return str(row.data.get("name", ""))


@register.filter
def proposed(kind: str) -> str:
    """What was proposed."""
    return str(PROPOSED.get(kind, kind))


@register.filter
def roles(keys: list[str]) -> SafeString:
    """Several roles on one line."""
    return listed([role_word(key) for key in keys])


@register.filter
def purposes(keys: list[str]) -> SafeString:
    """Several purposes on one line."""
    return listed([purpose_word(key) for key in keys])


@register.filter
def lasting(offices: Iterable[Office]) -> SafeString:
    """Of a person's offices those that last, on one line."""
    today = clock.today()
    held = [one for one in offices if one.since <= today and (one.until is None or one.until > today)]
    return listed(sorted({role_word(one.role) for one in held}))


@register.filter
def lasts(thing: Dated) -> bool:
    """Whether it has not ended yet."""
    return thing.until is None or thing.until > clock.today()
