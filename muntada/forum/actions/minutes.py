"""The minutes of a meeting: revisions in each language, circulation, approval at a later meeting, corrigenda.

A revision is written once and never changed. What was said without attribution keeps that in the minutes too: no
paragraph names a party or a person beside such words.
"""

from __future__ import annotations

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.carrying import minutes_item
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.under import under
from muntada.forum.actions.wording import checked_text, unattributed
from muntada.forum.models import Meeting, Minutes, MinutesRevision
from muntada.trail.deed import Record, act

LANGUAGES = ("ar", "en", "fr")
LONGEST = 1_000_000
LONGEST_NOTE = 300


def write_minutes(
    actor: Actor,
    meeting: Meeting,
    *,
    language: str,
    text: str,
    note: str = "",
    seen: int | None = None,
    named_because: str = "",
) -> Minutes:
    """Write the minutes of a meeting in one language: a new revision, where the words are new.

    `seen` is the number of the revision that the writer had before them (0 for none). Once the minutes are circulated
    a revision says in its note what changed and at whose wish. Raises ValueRefused, NotPossible("stale") where
    somebody wrote since, NotPossible("approved"), NamesSpeaker.
    """
    _language(language)
    words = checked_text(text, limit=LONGEST)
    with act(actor, Permission.MINUTES_WRITE, on=meeting) as deed:
        Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)  # of two first writers the second waits
        minutes = _of(meeting)
        if minutes.state == Minutes.State.APPROVED:
            raise NotPossible("approved")
        if minutes.state == Minutes.State.CIRCULATED:
            required("note", note.strip())
        _revise(actor, deed, minutes, language, words, note, seen, named_because)
    return minutes


def correct_minutes(
    actor: Actor,
    minutes: Minutes,
    *,
    language: str,
    text: str,
    reason: str,
    seen: int | None = None,
    named_because: str = "",
) -> Minutes:
    """Put approved minutes right by a corrigendum, which says why. Raises as `write_minutes`, and
    NotPossible("not_approved") before they are approved."""
    _language(language)
    words = checked_text(text, limit=LONGEST)
    required("reason", reason.strip())
    with act(actor, Permission.MINUTES_APPROVE, on=minutes) as deed:
        held = _held(minutes)
        if held.state != Minutes.State.APPROVED:
            raise NotPossible("not_approved")
        _revise(actor, deed, held, language, words, reason, seen, named_because, corrigendum=True)
    return held


def circulate_minutes(actor: Actor, minutes: Minutes) -> Minutes:
    """Put the minutes before the members; a later meeting that stands already gets an item to approve them.

    Raises NotPossible where there are no words yet, or where they are approved.
    """
    with act(actor, Permission.MINUTES_WRITE, on=minutes.meeting) as deed:
        held = _held(minutes)
        if held.state == Minutes.State.APPROVED:
            raise NotPossible("approved")
        if not held.revisions.exists():
            raise NotPossible("nothing_written")
        held.state = Minutes.State.CIRCULATED
        held.save(update_fields=["state"])
        for later in held.meeting.followed_by.exclude(status__in=[Meeting.Status.HELD, Meeting.Status.CANCELLED]):
            minutes_item(actor, later, held)
        deed.of(held, state=held.state)
    return held


def approve_minutes(actor: Actor, minutes: Minutes, *, at: Meeting) -> Minutes:
    """Take note that a later meeting of the same body approved the minutes; no revision is written after that.

    Raises NotPossible where they were not circulated, are approved already, or `at` is no later meeting of the body.
    """
    with act(actor, Permission.MINUTES_APPROVE, on=minutes) as deed:
        held = _held(minutes)
        if held.state == Minutes.State.APPROVED:
            raise NotPossible("approved")
        if held.state != Minutes.State.CIRCULATED:
            raise NotPossible("not_circulated")
        if at.pk == held.meeting_id or at.body_id != held.meeting.body_id or at.when <= held.meeting.when:
            raise NotPossible("not_later")
        held.state, held.approved_at, held.approved_on = Minutes.State.APPROVED, at, clock.today()
        held.save(update_fields=["state", "approved_at", "approved_on"])
        deed.of(held, state=held.state, at=at.pk)
    return held


def _revise(
    actor: Actor,
    deed: Record,
    minutes: Minutes,
    language: str,
    text: str,
    note: str,
    seen: int | None,
    because: str,
    *,
    corrigendum: bool = False,
) -> None:
    last = minutes.revisions.filter(language=language).order_by("-number").first()
    number = last.number if last is not None else 0
    if seen is not None and seen != number:
        raise NotPossible("stale")
    if len(note) > LONGEST_NOTE:
        raise ValueRefused("reason" if corrigendum else "note", f"At most {LONGEST_NOTE} characters.")
    if last is not None and last.text == text:
        deed.of(minutes)
        return
    reason = unattributed(text, minutes.meeting, because)
    MinutesRevision.objects.create(
        minutes=minutes, number=number + 1, language=language, text=text, note=checked_note(note),
        corrigendum=corrigendum, named_because=reason, by=actor.key, at=clock.now(),
    )  # fmt: skip
    deed.of(minutes, language=language, revision=number + 1)


def checked_note(note: str) -> str:
    """What changed, on one line."""
    return checked_text(" ".join(note.split()), field="note") if note.strip() else ""


def _of(meeting: Meeting) -> Minutes:
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        minutes = Minutes(meeting=meeting)
        minutes.marked(under(meeting))
        minutes.save(force_insert=True)
    return minutes


def _held(minutes: Minutes) -> Minutes:
    return Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)


def _language(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueRefused("language", f"There is no language {language}.")
