"""Notes verbales: numbered without a gap in their year, to one recipient or to all of a list."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum.coming import name_said
from muntada.parties.models import LANGUAGES, Party
from muntada.reports.actions.sending import FINAL
from muntada.reports.models import Edition, Note, Recipient
from muntada.reports.queries.deliveries import recipients_where
from muntada.reports.refused import ReportRefused
from muntada.trail.deed import act


def write_notes(
    actor: Actor,
    edition: Edition,
    *,
    list: str,
    sender: str,
    place: str = "",
    day: date | None = None,
    language: str = "",
    each: bool = False,
) -> tuple[Note, ...]:
    """Notes with an edition to a list: one for all of it, or one to `each` of its recipients that has none yet.

    Without a language each is in its recipient's own. Raises ReportRefused, ComingRefused.
    """
    who, where = name_said("sender", sender), name_said("place", place, limit=200)
    if not who:
        raise ReportRefused("sender", "sender")
    if list not in Recipient.List.values:
        raise ReportRefused("list", "list")
    if language not in dict(LANGUAGES) and (language or not each):
        raise ReportRefused("language", "language")
    with act(actor, Permission.RECIPIENT_KEEP, on=edition) as deed:
        edition.refresh_from_db()
        if edition.state not in FINAL:
            raise ReportRefused("edition", "not_frozen")
        to: tuple[Recipient | None, ...] = _without_a_note(actor, edition, list) if each else (None,)
        on = day or clock.today()
        made = [
            Note(
                edition=edition, owner_id=edition.party_id, year=on.year, number=number, day=on, recipient=one,
                list="" if one else list, language=language or (one.language if one else "ar"), sender=who,
                place=where, by=actor.key,
            )
            for number, one in enumerate(to, start=_next_number(edition.party_id, on.year))
        ]  # fmt: skip
        Note.objects.bulk_create(made, batch_size=500)
        for note in made:
            deed.of(note, number=note.number, year=note.year)
    return tuple(made)


def _without_a_note(actor: Actor, edition: Edition, list: str) -> tuple[Recipient, ...]:
    """The recipients on a list to whom no note went with an edition. Raises ReportRefused where there is none."""
    found = recipients_where(actor, owner=edition.party_id, list=list).exclude(notes__edition=edition)
    to = tuple(found.order_by("pk"))
    if not to:
        raise ReportRefused("list", "nobody")
    return to


def _next_number(owner: str, year: int) -> int:
    """The next number of a party's notes in a year; whoever asks at the same time waits for this transaction."""
    Party.objects.select_for_update().filter(pk=owner).first()
    last: int | None = Note.objects.filter(owner=owner, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
