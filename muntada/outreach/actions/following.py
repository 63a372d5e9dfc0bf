"""Once a week each person is told what changed of the texts and topics that they follow."""

from __future__ import annotations

from datetime import timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.jobs.table import laid
from muntada.library.actions.reading import look_again
from muntada.library.models import Follow, News
from muntada.library.queries.reading import follows, news
from muntada.outreach.actions.standing import held
from muntada.outreach.models import BY_MAIL
from muntada.people.models import User
from muntada.trail.deed import act

WEEK = timedelta(days=7)


def look_at_followed(actor: Actor) -> int:
    """Note for each person what changed of what they follow, as they may see it today; how many changes."""
    found = 0
    for user in _followers():
        reader = laid().actor_of(f"user:{user.pk}", "")
        if reader is not None:
            found += sum(look_again(actor, one, reader) is not None for one in follows(reader))
    return found


def write_news(actor: Actor) -> int:
    """Write to those of whose texts or topics something changed within the week; how many letters that was.

    Counted is what each may see with the rights of today, and of that only what may be spoken of by mail. What it is
    stands on the page that the letter leads to, and in no letter.
    """
    look_at_followed(actor)
    written, today = 0, clock.today()
    with act(actor, Permission.MAIL_WRITE) as deed:
        for user in _followers():
            reader = laid().actor_of(f"user:{user.pk}", "")
            number = len({one.follow_id for one in _spoken_of(reader)}) if reader is not None else 0
            if number:
                values = {"number": str(number)}
                held(user, "following", values, path="/library/following/", once=f"following:{today}:{user.pk}")
                written += 1
        deed.things.append({"thing": "outreach.message", "following": written})
    return written


def _followers() -> list[User]:
    following = Follow.objects.order_by().values("user")
    return list(User.objects.filter(is_active=True, pk__in=following).order_by("pk"))


def _spoken_of(reader: Actor) -> list[News]:
    """Of the week's news those that a letter may count."""
    lately = news(reader).filter(at__gte=clock.now() - WEEK)
    return [one for one in lately if "open" in one.changes and (not one.follow.work or one.follow.work.tlp in BY_MAIL)]
