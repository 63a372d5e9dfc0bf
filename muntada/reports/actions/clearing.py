"""Clearance: an institution says yes to a paragraph as it stands, or sends it back with what is to be changed."""

from __future__ import annotations

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.followup.models import Institution
from muntada.forum.actions.wording import checked_words
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.actions.revising import Did, note, revising, sourced, texts_of
from muntada.reports.checked import wants
from muntada.reports.models import Paragraph

CLEAR = Permission.EDITION_CLEAR
LONGEST = 4_000


def assign(actor: Actor, paragraph: Paragraph, *, seen: int, institution: Institution | None) -> Paragraph:
    """Ask an institution of the party to clear a paragraph; another one than before has yet to say yes.

    Raises NotPossible.
    """
    with revising(actor, paragraph, seen) as (now, deed):
        if institution is not None and institution.party_id != now.chapter.edition.party_id:
            raise NotPossible("other_party", "institution")
        if institution == now.institution:
            return now
        now.institution = institution
        _open(now)
        now.save()
        note(actor, deed, now, Did.ASSIGNED, str(institution.pk) if institution is not None else "")
    return now


def clear(actor: Actor, paragraph: Paragraph, *, seen: int) -> Paragraph:
    """Say for the institution that the paragraph may stand as it was seen; it is sourced and paired by then.

    Raises NotPossible: `not_assigned`, `not_ready`, `stale`.
    """
    with revising(actor, paragraph, seen, CLEAR) as (now, deed):
        if now.institution is None:
            raise NotPossible("not_assigned", "institution")
        languages = now.chapter.edition.languages
        if not wants(texts_of(now), now.sides, sourced(now), languages).nothing:
            raise NotPossible("not_ready")
        now.state, now.cleared_by, now.cleared_at = Paragraph.State.CLEARED, actor.key, clock.now()
        now.note = ""
        now.save()
        note(actor, deed, now, Did.CLEARED)
    return now


def send_back(actor: Actor, paragraph: Paragraph, *, seen: int, words: str) -> Paragraph:
    """Say for the institution what is to be changed. Raises NotPossible: `not_assigned`, `note`; ValueRefused."""
    said = checked_words("words", words, limit=LONGEST)
    if not said:
        raise NotPossible("note", "words")
    with revising(actor, paragraph, seen, CLEAR) as (now, deed):
        if now.institution is None:
            raise NotPossible("not_assigned", "institution")
        _open(now)
        now.note = said
        now.save()
        note(actor, deed, now, Did.SENT_BACK, said)
    return now


def _open(paragraph: Paragraph) -> None:
    if paragraph.state == Paragraph.State.CLEARED:
        paragraph.state = Paragraph.State.WRITTEN
    paragraph.cleared_by, paragraph.cleared_at = "", None
