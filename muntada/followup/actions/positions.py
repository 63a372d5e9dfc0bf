"""Positions: what a party is going to say, version by version, asked of its institutions and cleared by another person.

What an institution said, it said of a version; another version asks anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.moments import NotNow
from muntada.followup.actions.under import LANGUAGES, line, one_of, own, words
from muntada.followup.models import Clearance, Institution, Position, PositionVersion
from muntada.forum.actions.wording import checked_words
from muntada.forum.models import AgendaItem, Meeting
from muntada.library.models import Clause
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP, highest
from muntada.parties.models import Party
from muntada.trail.deed import act

State, Said = Position.State, Clearance.Said
WHY = 300
_TEXTS = [f"text_{language}" for language in LANGUAGES]


def write_position(
    actor: Actor,
    party: Party,
    *,
    title: str,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    clause: Clause | None = None,
    **texts: str,
) -> Position:
    """Begin a position of a party: for a meeting, on an item of its agenda, or on a clause in drafting.

    It is for the party's own people, and under a label at least as strict as what it speaks of. Raises ValueRefused,
    also for a party that the actor does not speak for; NotNow("of_another_meeting").
    """
    if item is not None and meeting is None:
        meeting = item.meeting
    if item is not None and meeting is not None and item.meeting_id != meeting.pk:
        raise NotNow("of_another_meeting")
    made = Position(party=party, meeting=meeting, item=item, clause=clause, by=actor.key, at=clock.now())
    made.title = required("title", line("title", title))
    _take(made, words("text", texts))
    made.originator = own(actor).originator
    with act(actor, Permission.POSITION_WRITE, on=made) as deed:
        if made.originator not in {THE_FORUM, party.pk}:
            raise ValueRefused("party", "You speak for another party.")
        made.marked(_handling(actor, *[one for one in (meeting, item) if one is not None]))
        made.save(force_insert=True)
        _keep_version(made)
        deed.of(made)
    return made


def change_position(
    actor: Actor, position: Position, *, seen: int, title: str, why: str = "", **texts: str
) -> Position:
    """Write another version, which is a draft again; `seen` is the version that the writer had before them.

    Nothing changes where the words are the same. Raises NotNow("stale"), ValueRefused.
    """
    said = words("text", texts) | {"title": required("title", line("title", title))}
    reason = checked_words("why", why, limit=WHY)
    with act(actor, Permission.POSITION_WRITE, on=position) as deed:
        held = _held(position)
        if held.version != seen:
            raise NotNow("stale")
        if held.state != State.WITHDRAWN and all(getattr(held, name) == value for name, value in said.items()):
            return held
        _take(held, said)
        held.version += 1
        held.state, held.by, held.at = State.DRAFT, actor.key, clock.now()
        held.save()
        _keep_version(held, reason)
        deed.of(held, version=held.version)
    return held


def ask_institutions(actor: Actor, position: Position, institutions: Sequence[Institution]) -> Position:
    """Ask institutions of the party what they say of the present version. Who was asked already is not asked twice.

    Raises NotNow("no_words", "withdrawn", "cleared"); ValueRefused for none, and for one of another party.
    """
    if not institutions or any(one.party_id != position.party_id for one in institutions):
        raise ValueRefused("institutions", "Name institutions of the same party.")
    with act(actor, Permission.POSITION_WRITE, on=position) as deed:
        held = _open(position)
        if not any(getattr(held, name) for name in _TEXTS):
            raise NotNow("no_words")
        for one in institutions:
            Clearance.objects.get_or_create(
                position=held, institution=one, version=held.version, defaults={"by": actor.key, "at": clock.now()}
            )
        held.state = State.CONSULTED
        held.save(update_fields=["state"])
        deed.of(held, version=held.version, asked=[one.pk for one in institutions])
    return held


def note_word(actor: Actor, position: Position, institution: Institution, *, said: str, text: str = "") -> Clearance:
    """Write down what an institution said of the present version; what is to be changed is said in words.

    Raises NotNow("not_asked", "withdrawn", "cleared"), ValueRefused.
    """
    answer = one_of("said", said, Said)
    comment = checked_words("text", text, limit=20_000)
    if answer in {Said.CHANGES, Said.OBJECTS}:
        required("text", comment)
    with act(actor, Permission.POSITION_WRITE, on=position) as deed:
        held = _open(position)
        found = Clearance.objects.select_for_update().filter(
            position=held, institution=institution, version=held.version
        )
        one = found.first()
        if one is None:
            raise NotNow("not_asked")
        one.said, one.text, one.by, one.at = answer, comment, actor.key, clock.now()
        one.save()
        deed.of(held, version=held.version, institution=institution.pk, said=answer)
    return one


def clear_position(actor: Actor, position: Position) -> Position:
    """Clear the present version, by another person than who wrote it, once all who were asked agree.

    Twice is harmless. Raises Refused for whoever wrote it; NotNow("nobody_asked", "not_agreed", "withdrawn").
    """
    with act(actor, Permission.POSITION_CLEAR, on=position) as deed:
        held = _held(position)
        if held.state == State.CLEARED:
            return held
        if held.state == State.WITHDRAWN:
            raise NotNow("withdrawn")
        said = set(held.clearances.filter(version=held.version).values_list("said", flat=True))
        if not said:
            raise NotNow("nobody_asked")
        if said != {Said.AGREES.value}:
            raise NotNow("not_agreed")
        held.state = State.CLEARED
        held.save(update_fields=["state"])
        deed.of(held, version=held.version)
    return held


def withdraw_position(actor: Actor, position: Position) -> Position:
    """Say that the party will not say this; another version brings it back. Twice is harmless."""
    with act(actor, Permission.POSITION_WRITE, on=position) as deed:
        held = _held(position)
        if held.state != State.WITHDRAWN:
            held.state = State.WITHDRAWN
            held.save(update_fields=["state"])
            deed.of(held, version=held.version)
    return held


def _take(position: Position, said: dict[str, str]) -> None:
    for name, value in said.items():
        setattr(position, name, value)


def _keep_version(position: Position, why: str = "") -> None:
    PositionVersion.objects.create(
        position=position, number=position.version, title=position.title, why=why, by=position.by, at=position.at,
        **{name: getattr(position, name) for name in _TEXTS},
    )  # fmt: skip


def _open(position: Position) -> Position:
    held = _held(position)
    if held.state in {State.WITHDRAWN, State.CLEARED}:
        raise NotNow(held.state)
    return held


def _handling(actor: Actor, *things: Handled) -> Handling:
    """The writer's own and never open to all, under the highest label of what it speaks of; for named persons where one
    of these is."""
    start = own(actor)
    tlp = highest([TLP.AMBER, start.tlp, *(TLP(one.tlp) for one in things)])
    if tlp is not TLP.RED:
        return Handling(tlp, start.originator)
    red = [one.handling.audience for one in things if one.tlp == TLP.RED]
    return Handling(tlp, start.originator, frozenset.intersection(*red))


def _held(position: Position) -> Position:
    return Position.objects.select_for_update(of=("self",)).get(pk=position.pk)
