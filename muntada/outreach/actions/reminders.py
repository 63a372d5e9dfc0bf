"""Once a week those who act for a party are reminded of what meetings asked of it."""

from __future__ import annotations

from datetime import timedelta

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.rules import Permission
from muntada.forum.queries.outcomes import open_of
from muntada.jobs.table import laid
from muntada.outreach.actions.standing import held
from muntada.outreach.models import BY_MAIL
from muntada.people.models import User
from muntada.trail.deed import act

AHEAD = timedelta(days=28)
# Who acts for a party in what its outcomes ask of it.
ACTING = frozenset({Role.FOCAL_POINT, Role.VALIDATOR})


def remind_of_outcomes(actor: Actor) -> int:
    """Write to those who act for a party with open outcomes that are due within four weeks; how many letters.

    Counted is what each may see with the rights of today, and of that only what may be spoken of by mail.
    """
    written, today = 0, clock.today()
    with act(actor, Permission.MAIL_WRITE) as deed:
        for user in User.objects.filter(is_active=True).order_by("pk"):
            reader = laid().actor_of(f"user:{user.pk}", "")
            if reader is None or reader.party is None or not ACTING & reader.roles:
                continue
            due = open_of(reader, reader.party).filter(due__lte=today + AHEAD, tlp__in=BY_MAIL)
            days = sorted(day for day in due.values_list("due", flat=True) if day is not None)
            if not days:
                continue
            values = {"count": str(len(days)), "day": days[0].isoformat()}
            values["number"] = str(sum(day < today for day in days))
            held(user, "outcomes", values, path="/", once=f"outcomes:{today}:{user.pk}")
            written += 1
        deed.things.append({"thing": "outreach.message", "reminders": written})
    return written
