"""Letters that the system writes when something is due: held until a person lets them go."""

from __future__ import annotations

from django.conf import settings

from muntada.access.actor import CLERK
from muntada.marking.tlp import TLP
from muntada.outreach.actions.outbox import hold, write
from muntada.outreach.models import Message
from muntada.people.models import User


def address(path: str) -> str:
    """A page's address for a letter: the first name under which the pages are reached."""
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return f"{'https' if settings.SECURE else 'http'}://{names[0] if names else 'localhost'}{path}"


def held(to: User | str, letter: str, values: dict[str, str], *, path: str, once: str, language: str = "") -> Message:
    """A letter in the outbox that goes out when a person lets it; the same `once` is the same letter."""
    spoken = language or (to.language if isinstance(to, User) else "ar")
    link = address(f"/{spoken}{path}")
    # Inside the forum a count and a day may be said; outside of it only what is open to all.
    tlp = TLP.GREEN if isinstance(to, User) else TLP.CLEAR
    message = write(CLERK, to=to, letter=letter, values=values, tlp=tlp, link=link, once=once[:120], language=spoken)
    if message.state == Message.State.DRAFT:
        hold(CLERK, message)
    return message
