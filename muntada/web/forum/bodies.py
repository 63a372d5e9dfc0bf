"""Bodies: the tree, a body's page, and the picture of who held its seats when."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.rules import Permission
from muntada.forum import queries
from muntada.forum.models import Body, Term
from muntada.trail.deed import key_of, label
from muntada.trail.looking import note_disclosure
from muntada.web.asking import asker, found
from muntada.web.evidence.threads import threads, threads_of
from muntada.web.labels import label as word
from muntada.web.names import name_of
from muntada.web.pictures import Span, timeline


@require_safe
def body_tree(request: HttpRequest) -> HttpResponse:
    """Every body under the one that it is part of."""
    actor = asker(request)
    context = {"tree": queries.body_tree(actor), "count": queries.bodies(actor).count()}
    return render(request, "forum/bodies.html", context)


@require_safe
def body_page(request: HttpRequest, key: str) -> HttpResponse:
    """A body: what it is, who chaired it when, its members, its meetings and its mandate."""
    actor = asker(request)
    body = found(request, queries.body(actor, key), Body, key)
    terms = list(queries.terms(actor, body))
    rests = threads_of(actor, terms)
    context = {
        "body": body,
        "threads": threads(actor, body),
        "terms": [(term, rests.get((label(term), key_of(term)), {})) for term in terms],
        "svg": seats(body, terms),
        "words": seats_in_words(body, terms),
        "memberships": list(queries.memberships(actor, body)),
        "meetings": queries.meetings_where(actor, body=body.key)[:30],
        "mandates": list(queries.mandate(actor, body)),
        "children": list(queries.children(actor, body)),
        "initiatives": list(queries.initiatives(actor, body)),
        "candidacies": list(queries.candidacies(actor, body)),
    }
    return render(request, "forum/body.html", context)


@require_safe
def body_picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of a body's seats as an SVG file."""
    actor = asker(request)
    body = found(request, queries.body(actor, key), Body, key)
    note_disclosure(actor, body, Permission.RECORD_READ)
    svg = seats(body, list(queries.terms(actor, body)), alone=True)
    if not svg:
        raise Http404
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.svg"'
    return response


def seats(body: Body, terms: list[Term], *, alone: bool = False) -> str:
    """One row a party and a bar a term; what is only planned is drawn as an outline."""
    spans = []
    for term in sorted(terms, key=lambda term: term.start or term.planned_start):
        who = str(name_of(term.party))
        if term.start:
            spans.append(Span(who, "", term.start, term.end))
        elif term.planned_start:
            spans.append(Span(who, "", term.planned_start, term.planned_end, planned=True))
    title = seats_in_words(body, terms)
    return timeline(spans, title=title, right_to_left=get_language_bidi(), today=clock.today(), alone=alone)


def seats_in_words(body: Body, terms: list[Term]) -> str:
    """What the picture shows, in a sentence."""
    roles = {term.role for term in terms}
    fields = {"body": name_of(body), "role": word("role", roles.pop()) if len(roles) == 1 else ""}
    if fields["role"]:
        return _("Seats of %(body)s over the years: %(role)s") % fields
    return _("Seats of %(body)s over the years") % fields
