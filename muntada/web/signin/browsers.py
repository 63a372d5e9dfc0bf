"""Browsers that a person came in by before: a signed cookie says whose they are.

A code of six digits counts only in such a browser, so that nobody far away can try codes at all. Every change of a
person's factors makes all their browsers strangers again, but for the one in which it was made.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from muntada.people.models import User
from muntada.signin.actions.entering import factors_of

LIFETIME = 180 * 24 * 60 * 60  # seconds
SALT = "muntada.web.signin.browsers"


def known_to(request: HttpRequest) -> dict[int, str]:
    """The persons who came in by this browser, each with a mark of the factors that they had then."""
    try:
        kept = signing.loads(request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return {}
    return {int(pk): str(mark) for pk, mark in kept.items()} if isinstance(kept, dict) else {}


def at_home(request: HttpRequest) -> list[int]:
    """The persons whom this browser is known to with the factors that they have now."""
    kept = known_to(request)
    people = User.objects.filter(pk__in=kept, is_active=True)
    return [user.pk for user in people if mark_of(user) == kept[user.pk]]


def remember(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """Let the browser be known to this person from now on; to the four who came last, at most."""
    kept = known_to(request)
    kept.pop(user.pk, None)
    latest = dict([*kept.items(), (user.pk, mark_of(user))][-4:])
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps({str(pk): mark for pk, mark in latest.items()}, salt=SALT),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def mark_of(user: User) -> str:
    """A mark that changes with the person's factors."""
    return salted_hmac(SALT, "|".join(str(row.pk) for row in factors_of(user)), algorithm="sha256").hexdigest()[:16]
