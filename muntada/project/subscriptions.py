"""Who listens to what: one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in

from muntada.trail.bus import subscribe

SUBSCRIPTIONS: list[tuple[type, Callable[[Any], None]]] = []


def connect() -> None:
    """Connect every listener of the table, and the keeping of sessions to Django's own word of a sign-in."""
    for event, listener in SUBSCRIPTIONS:
        subscribe(event, listener)
    from muntada.followup.events import AnswerSentBack, InstitutionAsked, RequestSettled
    from muntada.forum.events import LetterNotNeeded, NamesTakenOut, PartiesInvited
    from muntada.library.events import TextCorrected, TextProposed, TextSettled
    from muntada.library.tasks import text_changed, text_settled
    from muntada.outreach.actions import asking, editions, meetings
    from muntada.people.events import ShutOut
    from muntada.register.events import EntityCorrected, PetitionLapsed
    from muntada.reports.events import DeliveryAnswered, SendingReleased, SendingStopped
    from muntada.rights.actions.correcting import entity_corrected
    from muntada.rights.tasks import names_taken_out, petition_lapsed
    from muntada.signin.sessions import begin_session, end_with  # models are there only once the rooms are

    subscribe(ShutOut, end_with)
    subscribe(PartiesInvited, meetings.invited)
    subscribe(LetterNotNeeded, meetings.not_needed)
    subscribe(NamesTakenOut, names_taken_out)
    subscribe(PetitionLapsed, petition_lapsed)
    subscribe(InstitutionAsked, asking.asked)
    subscribe(RequestSettled, asking.settled)
    subscribe(AnswerSentBack, asking.sent_back)
    subscribe(SendingReleased, editions.released)
    subscribe(SendingStopped, editions.stopped)
    subscribe(DeliveryAnswered, editions.answered)
    subscribe(TextSettled, text_settled)
    subscribe(EntityCorrected, entity_corrected)
    for event in (TextProposed, TextCorrected, TextSettled):
        subscribe(event, text_changed)
    user_logged_in.connect(begin_session, dispatch_uid="muntada.signin.sessions")
    _noted()


def _noted() -> None:
    """Connect those who take note within the deed itself, not after it."""
    from muntada.evidence.actions.citations import changes_noted_by
    from muntada.evidence.actions.handling import handling_noted_by, releases_left_by
    from muntada.forum.actions.changes import term_settled
    from muntada.library.actions.telling import handled_anew
    from muntada.reports.actions.releasing import sources_allow
    from muntada.rights.actions.correcting import value_changed
    from muntada.rights.actions.erasing import noted_by
    from muntada.upkeep.erasures import note_erasure

    noted_by(note_erasure)
    changes_noted_by(value_changed, term_settled)
    handling_noted_by(handled_anew)
    releases_left_by(sources_allow)
