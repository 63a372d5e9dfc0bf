"""The floor of a sitting: the list of speakers, who has the floor, and how long.

Points of order come first and replies last; within each the list is as it was asked for, unless whoever runs the
meeting moves somebody. Each verb holds the list's row, so that of two clerks the second sees what the first did.
In a sitting that is not attributed no name is taken, only its own people and those who run it see who asks, and the
rows are erased when it closes.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.db import transaction

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission, decide
from muntada.access.wall import under_ceiling
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.under import keep, under
from muntada.forum.actions.wording import checked_name
from muntada.forum.events import NamesTakenOut
from muntada.forum.models import AgendaItem, Attribution, Meeting, Sitting, Speaker, SpeakersList
from muntada.marking.handling import THE_FORUM, Category, Handling, Retention
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.bus import announce
from muntada.trail.deed import act, refuse

RUN = Permission.MEETING_RUN
_TURN = {Speaker.Kind.POINT_OF_ORDER.value: 0, Speaker.Kind.STATEMENT.value: 1, Speaker.Kind.REPLY.value: 2}
_LAST = 1_000_000  # behind everybody, until the list is numbered anew
NAME_KEPT = timedelta(days=90)
LONGEST_SECONDS = 4 * 3600
_OVER = (Meeting.Status.HELD, Meeting.Status.CANCELLED)


def open_list(actor: Actor, sitting: Sitting, *, item: AgendaItem | None = None, seconds: int = 180) -> SpeakersList:
    """Open the list of those who ask for the floor on an item of a sitting; `seconds` for each, 0 is no limit.

    Raises NotPossible in a closed sitting, for an item of another meeting, and where there is such a list already.
    """
    _limit(seconds)
    with act(actor, RUN, on=sitting.meeting) as deed:
        sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
        _still_to_come(sitting)
        if item is not None and item.meeting_id != sitting.meeting_id:
            raise NotPossible("of_another_meeting")
        if SpeakersList.objects.filter(sitting=sitting, item=item).exists():
            raise NotPossible("list_there")
        made = keep(SpeakersList(sitting=sitting, item=item, seconds=seconds), sitting, *([item] if item else []))
        deed.of(made)
    return made


def close_list(actor: Actor, speakers_list: SpeakersList) -> None:
    """Take nobody more on the list; points of order and replies may still be asked for."""
    _set_open(actor, speakers_list, is_open=False)


def reopen_list(actor: Actor, speakers_list: SpeakersList) -> None:
    """Take delegations on the list again. Raises NotPossible in a closed sitting."""
    _set_open(actor, speakers_list, is_open=True)


def limit_time(actor: Actor, speakers_list: SpeakersList, *, seconds: int) -> None:
    """Give each speaker so many seconds from now on, who has the floor included; 0 is no limit."""
    _limit(seconds)
    with act(actor, RUN, on=speakers_list.sitting.meeting) as deed:
        held = _hold(speakers_list)
        held.seconds = seconds
        held.save(update_fields=["seconds"])
        deed.of(held, seconds=seconds)


def ask_for_floor(
    actor: Actor,
    speakers_list: SpeakersList,
    party: Party,
    *,
    person: str = "",
    kind: str = "statement",
    on_behalf_of: str = "",
) -> Speaker:
    """Put a party on the list. The trail says who asked and on which list, not for which party.

    Raises ValueRefused for a person's name where the sitting takes none, NotPossible where the list is closed or the
    party waits on it already, Refused where whoever asks does not speak for the party or may not see the list.
    """
    asked = Speaker(list=speakers_list, party=party, kind=_kind(kind), position=_LAST)
    # What one may not see is refused outside of a transaction, so that the refusal stays in the trail.
    if not decide(actor, Permission.RECORD_READ, speakers_list):
        refuse(actor, Permission.FLOOR_ASK, asked, "Who may not see the list may not ask on it.")
    with act(actor, Permission.FLOOR_ASK, on=asked) as deed:
        held = _hold(speakers_list)
        rule = held.sitting.attribution
        asked.list, asked.on_behalf_of = held, checked_name("on_behalf_of", on_behalf_of)
        _with_person(asked, checked_name("person", person), rule)
        if asked.kind == Speaker.Kind.STATEMENT and not held.open:
            raise NotPossible("list_closed")
        if held.speakers.filter(party=party, kind=asked.kind, state=Speaker.State.WAITING).exists():
            raise NotPossible("on_the_list")
        asked.marked(handling_of_speaker(asked, actor))
        asked.save(force_insert=True)
        _number(held)
        asked.refresh_from_db()
        deed.of(held)
    return asked


def move_speaker(actor: Actor, speaker: Speaker, *, to: int) -> None:
    """Move a waiting delegation to this place of the list, from 1, as far as its turn lets it: points of order stay
    in front and replies at the end. Raises NotPossible for one that does not wait any more."""
    with act(actor, RUN, on=speaker.list.sitting.meeting) as deed:
        held = _hold(speaker.list)
        waiting = _waiting(held)
        moved = next((one for one in waiting if one.pk == speaker.pk), None)
        if moved is None:
            raise NotPossible("not_waiting")
        others = [one for one in waiting if one.pk != moved.pk]
        others.insert(max(0, min(to - 1, len(others))), moved)
        _number(held, others)
        deed.of(held)


def give_floor(actor: Actor, speakers_list: SpeakersList, speaker: Speaker | None = None) -> Speaker:
    """Give the floor to a waiting delegation, to the first of them where none is named.

    Raises NotPossible where somebody has it, where nobody (or not that one) waits, and where a point of order waits
    and another is named.
    """
    with act(actor, RUN, on=speakers_list.sitting.meeting) as deed:
        held = _hold(speakers_list)
        if held.speakers.filter(state=Speaker.State.SPEAKING).exists():
            raise NotPossible("floor_taken")
        waiting = _waiting(held)
        if not waiting:
            raise NotPossible("nobody_waits")
        chosen = waiting[0] if speaker is None else next((one for one in waiting if one.pk == speaker.pk), None)
        if chosen is None:
            raise NotPossible("not_waiting")
        if _TURN[chosen.kind] and not _TURN[waiting[0].kind]:
            raise NotPossible("order_first")
        chosen.state, chosen.began_at = Speaker.State.SPEAKING, clock.now()
        chosen.save(update_fields=["state", "began_at"])
        _number(held)
        deed.of(held)
    return chosen


def end_floor(actor: Actor, speakers_list: SpeakersList, speaker: Speaker | None = None) -> Speaker:
    """Take note that whoever has the floor has spoken. A `speaker` who has it no more is NotPossible: somebody else
    was quicker."""
    with act(actor, RUN, on=speakers_list.sitting.meeting) as deed:
        held = _hold(speakers_list)
        speaking = held.speakers.filter(state=Speaker.State.SPEAKING).first()
        if speaking is None or (speaker is not None and speaker.pk != speaking.pk):
            raise NotPossible("floor_free")
        speaking.state, speaking.ended_at = Speaker.State.SPOKEN, clock.now()
        speaking.save(update_fields=["state", "ended_at"])
        deed.of(held)
    return speaking


def withdraw(actor: Actor, speaker: Speaker) -> None:
    """Take a waiting delegation off the list, by itself or by whoever runs the meeting."""
    own = decide(actor, Permission.FLOOR_ASK, speaker)
    with (
        act(actor, Permission.FLOOR_ASK, on=speaker)
        if own
        else act(actor, RUN, on=speaker.list.sitting.meeting) as deed
    ):
        held = _hold(speaker.list)
        waiting = held.speakers.filter(pk=speaker.pk, state=Speaker.State.WAITING)
        if not waiting.update(state=Speaker.State.WITHDRAWN):
            raise NotPossible("not_waiting")
        _number(held)
        deed.of(held)


def clear_list(sitting: Sitting) -> None:
    """Within the deed that closes a sitting: its lists close, who has the floor has spoken, who waits has not.

    Where the sitting is not attributed, who asked for the floor is erased instead.
    """
    now = clock.now()
    SpeakersList.objects.filter(sitting=sitting).update(open=False)
    if sitting.attribution == Attribution.NOT_ATTRIBUTED:
        erase_speakers(sitting)
        return
    every = Speaker.objects.filter(list__sitting=sitting)
    every.filter(state=Speaker.State.SPEAKING).update(state=Speaker.State.SPOKEN, ended_at=now)
    every.filter(state=Speaker.State.WAITING).update(state=Speaker.State.WITHDRAWN)


def hold_lists(sitting: Sitting) -> None:
    """Within a deed: nobody is put on a list of this sitting until it is done, and then as it left the sitting."""
    list(SpeakersList.objects.select_for_update().filter(sitting=sitting).order_by("pk").values_list("pk"))


def erase_speakers(sitting: Sitting) -> None:
    """Erase who asked for the floor in a sitting; the database's files are cleaned of them once this is committed."""
    # The clerk's own ceiling, because a row that whoever closes the sitting may not see must go too.
    with under_ceiling(CLERK), act(CLERK, Permission.STATEMENT_PURGE, on=sitting) as deed:
        erased, _each = Speaker.objects.filter(list__sitting=sitting).delete()
        deed.of(sitting, speakers=erased)
        transaction.on_commit(partial(announce, NamesTakenOut(sitting.pk)))


def handling_of_speaker(speaker: Speaker, actor: Actor) -> Handling:
    """As the list; in a sitting that is not attributed for the party's own people and those who run the sitting."""
    base = under(speaker.list)
    meeting = speaker.list.sitting.meeting
    if speaker.list.sitting.attribution != Attribution.NOT_ATTRIBUTED:
        return base
    if base.tlp == TLP.RED:
        return Handling(TLP.RED, base.originator, frozenset({actor.key}))
    running = {meeting.body_id} if meeting.body_id else set()
    return Handling(TLP.AMBER_STRICT, THE_FORUM, frozenset({speaker.party_id, *running}))


def _set_open(actor: Actor, speakers_list: SpeakersList, *, is_open: bool) -> None:
    with act(actor, RUN, on=speakers_list.sitting.meeting) as deed:
        held = _hold(speakers_list)
        held.open = is_open
        held.save(update_fields=["open"])
        deed.of(held, open=is_open)


def _hold(speakers_list: SpeakersList) -> SpeakersList:
    """The list with its row held until the transaction ends. Raises NotPossible in a closed sitting."""
    one: SpeakersList = SpeakersList.objects.select_for_update().get(pk=speakers_list.pk)
    # Asked for once the list is held: joined to it, the sitting would be as it was before whoever held it last.
    one.sitting = Sitting.objects.select_related("meeting").get(pk=one.sitting_id)
    _still_to_come(one.sitting)
    return one


def _still_to_come(sitting: Sitting) -> None:
    """A sitting that never began is over with its meeting, or who asks for the floor there would stay for good."""
    if sitting.state == Sitting.State.CLOSED or sitting.meeting.status in _OVER:
        raise NotPossible("sitting_closed")


def _waiting(held: SpeakersList) -> list[Speaker]:
    found = held.speakers.filter(state=Speaker.State.WAITING)
    return sorted(found, key=lambda one: (_TURN[one.kind], one.position, one.pk))


def _number(held: SpeakersList, order: list[Speaker] | None = None) -> None:
    """Number those who wait from 1: by turn, and within it in this order, or as they stand."""
    wanted = sorted(order, key=lambda one: _TURN[one.kind]) if order is not None else _waiting(held)
    for position, one in enumerate(wanted, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


def _with_person(asked: Speaker, person: str, rule: str) -> None:
    if not person:
        return
    if rule != Attribution.ATTRIBUTED:
        raise ValueRefused("person", "In this sitting no name is taken.")
    asked.person = person
    asked.category, asked.legal_basis_id = Category.OFFICIAL.value, "public_office"
    asked.retention, asked.review_by = Retention.SHORT.value, clock.today() + NAME_KEPT


def _kind(kind: str) -> str:
    if required("kind", kind) not in Speaker.Kind.values:
        raise ValueRefused("kind", f"There is no {kind}.")
    return kind


def _limit(seconds: int) -> None:
    if not 0 <= seconds <= LONGEST_SECONDS:
        raise ValueRefused("seconds", "A speaker has between 0 (no limit) and 14,400 seconds.")
