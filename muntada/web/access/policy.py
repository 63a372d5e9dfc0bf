"""The policy printed for an auditor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from muntada.access.printed import Clause, policy
from muntada.access.rules import Permission, decide
from muntada.web.asking import asker
from muntada.web.errors import refused
from muntada.web.trail.policy import permission_name, reason_said

ROLES: dict[str, str | Promise] = {
    "administrator": pgettext_lazy("a role", "Administrator"),
    "secretariat": pgettext_lazy("a role", "Secretariat"),
    "analyst": pgettext_lazy("a role", "Analyst"),
    "focal_point": pgettext_lazy("a role", "Focal point"),
    "co_chair": pgettext_lazy("a role", "Co-chair"),
    "validator": pgettext_lazy("a role", "Validating authority"),
    "reviewer": pgettext_lazy("a role", "Reviewer"),
    "overseer": pgettext_lazy("a role", "Overseer"),
    "stand_in": pgettext_lazy("a role", "An administrator while there is no overseer"),
    "reader": pgettext_lazy("a role", "Reader"),
    "visitor": pgettext_lazy("a role", "The public"),
    "person": pgettext_lazy("a role", "Whoever is signed in"),
    "loader": pgettext_lazy("a role", "The system’s loader of facts"),
    "doorkeeper": pgettext_lazy("a role", "The system’s doorkeeper"),
    "notary": pgettext_lazy("a role", "The system’s notary"),
    "clerk": pgettext_lazy("a role", "The system’s clerk"),
}
CLAUSES: dict[str, str | Promise] = {
    "The label is one of: %(values)s.": _("The label is one of: %(values)s."),
    "The originator is one of: %(values)s.": _("The originator is one of: %(values)s."),
    "The state is one of: %(values)s.": _("The state is one of: %(values)s."),
    "It is one of these: %(values)s.": _("It is one of these: %(values)s."),
    "It is not kept from use while a person's word on it is looked into.": _(
        "It is not kept from use while a person's word on it is looked into."
    ),
    "The person is named in the audience.": _("The person is named in the audience."),
    "The audience names the person, the person's organisation, or a body that the person chairs.": _(
        "The audience names the person, the person's organisation, or a body that the person chairs."
    ),
    "The audience names the person, the person's organisation, or a body that the organisation is in.": _(
        "The audience names the person, the person's organisation, or a body that the organisation is in."
    ),
    "The originator is the party that the person speaks for.": _(
        "The originator is the party that the person speaks for."
    ),
    "It is of the party that the person speaks for.": _("It is of the party that the person speaks for."),
    "It is the person's own.": _("It is the person's own."),
    "The person asked for it.": _("The person asked for it."),
    "Neither the person, nor anybody who lent the person an office, asked for it.": _(
        "Neither the person, nor anybody who lent the person an office, asked for it."
    ),
    "The originator is the person's own organisation.": _("The originator is the person's own organisation."),
    "The originator is a body that the person chairs on that day.": _(
        "The originator is a body that the person chairs on that day."
    ),
    "The label is no stricter than the person's clearance, where one is recorded.": _(
        "The label is no stricter than the person's clearance, where one is recorded."
    ),
    "It is about no person, or is kept for a purpose that the person reads for.": _(
        "It is about no person, or is kept for a purpose that the person reads for."
    ),
    "Its review is not overdue.": _("Its review is not overdue."),
}


def clause_said(clause: Clause) -> str:
    """A condition in the reader's language; labels and keys stay as they are, isolated."""
    values = ", ".join(f"⁨{value}⁩" for value in clause.values)
    return str(CLAUSES[clause.sentence]) % {"values": values} if values else str(CLAUSES[clause.sentence])


@require_safe
def policy_page(request: HttpRequest) -> HttpResponse:
    """Who may do what, of which things, and why."""
    if not decide(asker(request), Permission.POLICY_READ):
        return refused(request)
    table = [
        {
            "key": printed.key,
            "name": permission_name(printed.key),
            "rules": [
                {
                    "roles": [ROLES[role.value] for role in rule.roles],
                    "clauses": [clause_said(clause) for clause in rule.clauses],
                    "because": reason_said(rule.because),
                }
                for rule in printed.rules
            ],
        }
        for printed in policy()
    ]
    return render(request, "access/policy.html", {"table": table})
