"""Who comes into the register: those whose office checks names, and who read for prevention."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.marking.handling import Purpose
from muntada.web.asking import asker, may
from muntada.web.errors import refused
from muntada.web.register.words import NOT_YOURS


def reads(actor: Actor) -> bool:
    """Whether somebody reads what is kept for prevention."""
    return Purpose.PREVENTION.value in actor.purposes


def closed(request: HttpRequest, permission: Permission = Permission.NAME_SCREEN) -> HttpResponse | None:
    """What a page of the register answers to those whom it is not for; None to those whom it is for."""
    if not may(request, permission):
        return refused(request)
    if not reads(asker(request)):
        return render(request, "403.html", {"reading": NOT_YOURS}, status=403)
    return None


def inside(request: HttpRequest, permission: Permission = Permission.NAME_SCREEN) -> Actor:
    """Who asks for one thing of the register; to those whom it is not for it is not there. Raises Http404."""
    actor = asker(request)
    if not (reads(actor) and decide(actor, permission)):
        raise Http404
    return actor
