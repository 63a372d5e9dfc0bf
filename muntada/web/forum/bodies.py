"""Bodies: the tree, a body's page, and the picture of who held its seats when."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.models import Body
from muntada.forum.queries.elections import elections_of
from muntada.forum.queries.members import history_of
from muntada.forum.queries.rules import rules_of, rules_over
from muntada.forum.queries.seating import seats_of
from muntada.trail.deed import key_of, label
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found
from muntada.web.evidence.threads import threads, threads_of
from muntada.web.forum.keeping import OF_A_BODY
from muntada.web.forum.seats import drawn, in_words
from muntada.web.forum.words import PHASES, STANDINGS

YEARS = range(1900, 2201)


@require_safe
def body_tree(request: HttpRequest) -> HttpResponse:
    """Every body under the one that it is part of; those of one year, where the address names one."""
    actor = asker(request)
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 and int(given) in YEARS else None
    context = {
        "tree": queries.body_tree(actor, year),
        "count": queries.bodies(actor).count(),
        "year": year,
        "this_year": clock.today().year,
        "may_make": bool(decide(actor, Permission.BODY_KEEP)),
    }
    return render(request, "forum/bodies.html", context)


@require_safe
def body_page(request: HttpRequest, key: str) -> HttpResponse:
    """A body: what it is, who chaired it when, its members, its meetings and its mandate."""
    actor = asker(request)
    body = found(request, queries.body(actor, key), Body, key)
    terms = list(queries.terms(actor, body))
    rests = threads_of(actor, terms)
    elections = list(elections_of(actor, body)[:20])
    context = {
        "body": body,
        "threads": threads(actor, body),
        "terms": [(term, rests.get((label(term), key_of(term)), {})) for term in terms],
        "svg": drawn(actor, [body], terms),
        "words": in_words(body, terms),
        "members": [(one, STANDINGS.get(one.status, ""), lines) for one, lines in history_of(actor, body)],
        "standings": STANDINGS,
        "meetings": queries.meetings_where(actor, body=body.key)[:30],
        "mandates": list(queries.mandate(actor, body).select_related("work")),
        "children": list(queries.children(actor, body)),
        "before": list(queries.predecessors(actor, body)),
        "initiatives": list(queries.initiatives(actor, body)),
        "candidacies": list(queries.candidacies(actor, body).filter(election=None)),
        "elections": [(one, PHASES[one.phase]) for one in elections],
        "rules": _in_force(actor, body),
        "deeds": _deeds(actor, body),
        "steps": _steps(actor, body),
    }
    return render(request, "forum/body.html", context)


@require_safe
def body_picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of a body's seats as an SVG file."""
    actor = asker(request)
    body = found(request, queries.body(actor, key), Body, key)
    note_disclosure(actor, body, Permission.RECORD_READ)
    svg = drawn(actor, [body], list(queries.terms(actor, body)), alone=True)
    if not svg:
        raise Http404
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.svg"'
    return response


def _in_force(actor: Actor, body: Body) -> set[int]:
    """The rules that the body is under today, and those that it gives to bodies below it."""
    today = clock.today()
    own = {rule.pk for rule in rules_of(actor, body) if rule.holds_on(today)}
    return own | {rule.pk for rule in rules_over(actor, body, today)}


def _deeds(actor: Actor, body: Body) -> list[tuple[str, Any]]:
    """What whoever asks may do with the body, with the ways there."""
    if not decide(actor, Permission.BODY_KEEP, body):
        return []
    over = {"succeed", "dissolve", "term", "plan"} if body.dissolved else set()
    if not seats_of(actor, body):
        over |= {"term", "plan"}
    ways = [
        (reverse("body-do", args=[body.pk, name]), deed.heading) for name, deed in OF_A_BODY.items() if name not in over
    ]
    if seats_of(actor, body) and not body.dissolved:
        ways.append((reverse("election-new", args=[body.pk]), _("A call for nominations")))
    return [*ways, (f"{reverse('body-new')}?under={body.pk}", _("A body under this one"))]


def _steps(actor: Actor, body: Body) -> list[tuple[str, Any, bool]]:
    """The way on for a forum that is being set up: its rules, its members, its committee, its seats."""
    if body.parent_id or not decide(actor, Permission.BODY_KEEP, body):
        return []
    committees = list(queries.children(actor, body))
    seated = any(seats_of(actor, one) for one in [body, *committees])
    at = committees[0] if committees else body
    steps = [
        (reverse("body-rules", args=[body.pk]), _("Its rules"), rules_of(actor, body).exists()),
        (
            reverse("body-do", args=[body.pk, "member"]),
            _("Its members"),
            queries.memberships(actor, body).exists(),
        ),
        (f"{reverse('body-new')}?under={body.pk}", _("Its committee"), bool(committees)),
        (reverse("body-do", args=[at.pk, "seats"]), _("The seats"), seated),
    ]
    return [] if all(done for *_way, done in steps) else steps
