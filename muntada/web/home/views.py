"""The front door and the start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.rules import Permission, decide
from muntada.evidence.actions.reviewing import NOTICE
from muntada.evidence.due import due_counts
from muntada.forum.queries import meetings
from muntada.forum.queries.outcomes import open_of
from muntada.forum.queries.participants import own_invitations
from muntada.register.queries.told import unseen
from muntada.sources.queries import conflicts, shelf
from muntada.web.asking import asker
from muntada.web.evidence.reviewing import is_reviewer
from muntada.web.middleware import open_to_all
from muntada.web.register.gate import reads

SHOWN = 6


@open_to_all
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the start page in the language their browser asks for."""
    return redirect(f"/{get_language()}/")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What waits and what is new, or how to begin."""
    actor = asker(request)
    today = clock.today().isoformat()
    met = meetings(actor).exclude(when="")
    overdue, due = due_counts(actor, within=NOTICE) if is_reviewer(actor) else (0, 0)
    context = {
        "own": list(open_of(actor, actor.party)[:SHOWN]) if actor.party else [],
        "today": clock.today(),
        "overdue": overdue,
        "due": due,
        "waiting": list(shelf(actor, state="draft")[:SHOWN]),
        "sources": list(shelf(actor)[:SHOWN]),
        "coming": list(met.filter(when__gte=today).order_by("when")[:SHOWN]),
        "met": list(met.filter(when__lt=today)[:SHOWN]),
        "split": len(conflicts(actor)),
        "invited": own_invitations(actor).filter(state="sent", meeting__status__in=["convened", "postponed"]).count(),
        "told": unseen(actor).count() if reads(actor) else 0,
        "may_bring": bool(decide(actor, Permission.SOURCE_CAPTURE)),
        "may_decide": bool(decide(actor, Permission.FINDING_DECIDE)),
    }
    return render(request, "home/start.html", context)
