"""Once a week each member of the staff is told what came in and what waits for a decision."""

from __future__ import annotations

from datetime import timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission, decide
from muntada.evidence.models import Document
from muntada.jobs.table import laid
from muntada.outreach.actions.standing import held
from muntada.outreach.models import BY_MAIL
from muntada.people.models import User
from muntada.sources.models import Finding, Source
from muntada.trail.deed import act

WEEK = timedelta(days=7)


def write_digests(actor: Actor) -> int:
    """Write to whoever decides findings and has something to decide or to read; how many letters that was.

    Counted is what each may see with the rights of today, and of that only what may be spoken of by mail, so that
    the number says nothing of what is stricter.
    """
    written = 0
    with act(actor, Permission.MAIL_WRITE) as deed:
        for user in User.objects.filter(is_active=True).order_by("pk"):
            reader = laid().actor_of(f"user:{user.pk}", "")
            if reader is None or not decide(reader, Permission.FINDING_DECIDE):
                continue
            new, waiting = _counted(reader)
            if new or waiting:
                values = {"new": str(new), "waiting": str(waiting)}
                held(user, "digest", values, path="/", once=f"digest:{clock.today()}:{user.pk}")
                written += 1
        deed.things.append({"thing": "outreach.message", "digests": written})
    return written


def _counted(reader: Actor) -> tuple[int, int]:
    """Sources that came in this week, and findings that wait."""
    spoken_of = Document.objects.filter(tlp__in=BY_MAIL)
    sources = rows(reader, Permission.SOURCE_READ, Source, via="document").filter(document__in=spoken_of)
    new = sources.filter(document__captured_at__gte=clock.now() - WEEK).count()
    waiting = Finding.objects.filter(source__in=sources, state=Finding.State.DRAFT).count()
    return new, waiting
