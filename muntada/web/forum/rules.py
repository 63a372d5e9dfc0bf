"""The rules of a forum: what holds, what it is worded like, and what was departed from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from muntada.access import clock
from muntada.access.rules import Permission, decide
from muntada.forum import queries
from muntada.forum.models import Body
from muntada.forum.queries.rules import departures, rules_of, rules_over
from muntada.web.asking import asker, found
from muntada.web.forum.shown import said_of, wording
from muntada.web.forum.words import RULES


@require_safe
def rule_page(request: HttpRequest, key: str) -> HttpResponse:
    """The rules that hold for a body, its own and those of the bodies above it, and the departures from its own."""
    actor = asker(request)
    body = found(request, queries.body(actor, key), Body, key)
    today = clock.today()
    own = list(rules_of(actor, body))
    inherited = [rule for rule in rules_over(actor, body, today) if rule.body_id != body.pk]
    keeps = bool(decide(actor, Permission.BODY_KEEP, body))
    context = {
        "body": body,
        "own": [
            (rule, RULES[rule.kind], wording(rule), keeps and rule.until is None, not rule.holds_on(today))
            for rule in own
        ],
        "inherited": [(rule, RULES[rule.kind], wording(rule)) for rule in inherited],
        "departures": [(said_of(one), one) for one in departures(actor).filter(rule__in=own)[:50]],
        "way": reverse("body-do", args=[body.pk, "rule"]) if keeps else "",
    }
    return render(request, "forum/rules.html", context)
