"""Who sees whom follows who comes: the handling of registrations is written anew when that changes."""

from __future__ import annotations

from muntada.forum.models import Meeting, Registration
from muntada.forum.visibility import Coming, coming_to, followed, handling_of
from muntada.marking.handling import Handling
from muntada.trail.deed import Record

_HANDLING = ["tlp", "originator", "audience"]


def settle(deed: Record, meeting: Meeting, before: Coming) -> None:
    """Let every registration of the meeting follow who comes to it now; `before` is who came until here."""
    now = coming_to(meeting)
    every = Registration.objects.filter(delegation__meeting=meeting).select_related("delegation").order_by("pk")
    for one in every:
        # One that this very deed withdrew is shown to nobody else, whatever it was before.
        settle_one(deed, one, meeting, now, handling_of(one, meeting, before))


def settle_one(deed: Record, one: Registration, meeting: Meeting, coming: Coming, before: Handling) -> None:
    """Let one registration follow; `before` is how it was handled by its consent and state until here."""
    handling = followed(one.handling, before, handling_of(one, meeting, coming))
    if handling != one.handling:
        one.marked(handling)
        one.save(update_fields=_HANDLING)
        deed.of(one, label=handling.tlp.value)
