"""What every page's frame needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from muntada.access.actor import Actor
from muntada.access.rules import RULES, Permission, decide
from muntada.marking.handling import Purpose


@dataclass(frozen=True, slots=True)
class Room:
    """A room as the frame shows it; `current` where the page stands in it."""

    name: str | Promise
    address: str
    current: bool


ROOMS = (
    (("start", _("Start")), ("sources", _("Sources"))),
    (
        ("bodies", _("Bodies")),
        ("elections", _("Elections")),
        ("meetings", _("Meetings")),
        ("outcomes", _("Outcomes")),
        ("statements", _("Statements")),
        ("my-delegations", _("Delegations")),
        ("instruments", _("Instruments")),
        ("treaties", _("Treaties")),
        ("parties", _("Parties")),
    ),
    (
        ("followup-matrix", _("Follow-up")),
        ("commitments", _("Commitments")),
        ("measures", _("Measures")),
        ("positions", _("Positions")),
        ("brief", _("Briefs")),
        ("editions", _("National reports")),
        ("recipients", _("Recipients")),
        ("askings", _("Asked of institutions")),
        ("register", pgettext_lazy("a room", "Register")),
    ),
    (
        ("topics", _("Topics")),
        ("practices", _("Good practices")),
        ("toolkits", _("Toolkits")),
        ("glossary", _("Glossary")),
        ("notes", _("What I keep")),
    ),
    (
        ("conflicts", _("Conflicts")),
        ("releases", _("Releases")),
        ("reviews", _("Reviews")),
        ("requests", _("Rights of persons")),
        ("reports", _("Reported in confidence")),
        ("outbox", _("Outbox")),
        ("people", _("People")),
        ("policy", _("Policy")),
        ("jobs", _("Jobs")),
        ("trail", _("Trail")),
    ),
)
NEEDS = {
    "trail": Permission.TRAIL_READ,
    "people": Permission.PERSON_READ,
    "outbox": Permission.MAIL_READ,
    "requests": Permission.REQUEST_READ,
    "reports": Permission.REPORT_READ,
}
# Rooms for those alone to whom some rule of one of these gives it, be it of some things only.
FOR_SOME = {
    "reviews": (Permission.RECORD_REVIEW, Permission.RECORD_MARK),
    "my-delegations": (Permission.INVITATION_ANSWER,),
    "recipients": (Permission.RECIPIENT_KEEP,),
    "askings": (Permission.INSTITUTION_ASK,),
    "register": (Permission.NAME_SCREEN,),
}
# Rooms for those alone who read for a purpose.
FOR_PURPOSE = {"register": Purpose.PREVENTION.value}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, direction, actor, rooms and the page's address in every language, for the base template."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "tongues": [
            {"code": code, "name": name, "address": in_language(request, code)} for code, name in settings.LANGUAGES
        ],
        "rooms": _rooms(request, actor) if actor else [],
    }


def in_language(request: HttpRequest, code: str) -> str:
    """The address of this same page in another language; of its start page, where the answer was to a form."""
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else f"/{code}/"
    first, slash, rest = path.lstrip("/").partition("/")
    known = {tongue for tongue, _name in settings.LANGUAGES}
    return f"/{code}/{rest}" if slash and first in known else f"/{code}/"


def _rooms(request: HttpRequest, actor: Actor) -> list[list[Room]]:
    start = reverse("start")

    def current(address: str) -> bool:
        return request.path == address or (address != start and request.path.startswith(address))

    return [
        [
            Room(name, address, current(address))
            for key, name in group
            if key not in NEEDS or decide(actor, NEEDS[key])
            if key not in FOR_PURPOSE or FOR_PURPOSE[key] in actor.purposes
            if key not in FOR_SOME or any(rule.roles & actor.roles for one in FOR_SOME[key] for rule in RULES[one])
            for address in [reverse(key)]
        ]
        for group in ROOMS
    ]
