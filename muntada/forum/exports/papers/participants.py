"""The list of participants of a meeting and their badges, as their reader may see them."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.forum.exports.papers.shown import READ, Shown, facts_of, knows_body, shown
from muntada.forum.models import Delegation, Meeting, Registration
from muntada.forum.queries.participants import ListedDelegation, Participant, ParticipantList, participants
from muntada.forum.told import say, title_in
from muntada.parties.models import Party
from muntada.printing.sheet import Badge, Badges, Block, Heading, Paragraph, Table

_WIDTHS = (5, 5, 4, 2)


def participant_list(actor: Actor, meeting: Meeting, language: str) -> Shown:
    """Who takes part: delegations in protocol order with their people, then the observers."""
    listed = participants(actor, meeting, language=language)
    blocks: list[Block] = [facts_of(actor, meeting, language)]
    if not listed.delegations:
        blocks.append(Paragraph(say("nobody_listed", language), quiet=True))
    for observing in (False, True):
        of_kind = [one for one in listed.delegations if one.observer is observing]
        if of_kind and observing:
            blocks.append(Heading(say("observers", language)))
        for delegation in of_kind:
            blocks += _delegation(delegation, language, 2 if observing else 1)
    if listed.total:
        counted = [f"{say(capacity, language)} {number}" for capacity, number in listed.by_capacity]
        total = say("total", language, number=listed.total)
        blocks.append(Paragraph(f"{total} ({say('comma', language).join(counted)})", quiet=True))
    return shown(actor, meeting, "participants", language, blocks, _records(actor, listed))


def badges(actor: Actor, meeting: Meeting, language: str) -> Shown | None:
    """A badge for everybody on the list; None where there is nobody on it."""
    listed = participants(actor, meeting, language=language)
    event = title_in(meeting, language, body=knows_body(actor, meeting))
    made = tuple(_badge(one, person, event, language) for one in listed.delegations for person in one.people)
    if not made:
        return None
    return shown(actor, meeting, "badges", language, [Badges(made)], _records(actor, listed))


def _delegation(delegation: ListedDelegation, language: str, level: int) -> list[Block]:
    heading = Heading(delegation.name, level)
    if not delegation.people:
        return [heading, Paragraph(say("nobody_shown", language), quiet=True)]
    header = tuple(say(key, language) for key in ("name", "office", "capacity", "present"))
    lines = tuple(_line(person, language) for person in delegation.people)
    return [heading, Table(header, lines, _WIDTHS)]


def _line(person: Participant, language: str) -> tuple[str, ...]:
    name, other = _names(person, language)
    return (
        f"{name} ({other})" if other else name,
        person.office,
        say(person.capacity, language),
        say("is_present", language) if person.present else "",
    )


def _badge(delegation: ListedDelegation, person: Participant, event: str, language: str) -> Badge:
    name, other = _names(person, language)
    capacity = say(person.capacity, language)
    number = f" · {person.badge}" if person.badge is not None else ""
    return Badge(name, other, delegation.name, f"{capacity}{number}", event)


def _names(person: Participant, language: str) -> tuple[str, str]:
    """The name as a list in this language has it first, and the other spelling where there is one."""
    if not person.name_latin or person.name_latin == person.name:
        return person.name, ""
    return (person.name, person.name_latin) if language == "ar" else (person.name_latin, person.name)


def _records(actor: Actor, listed: ParticipantList) -> list[Handled]:
    """What stands on the list: persons, their delegations, and the parties that these are of."""
    parties = [one.party for one in listed.delegations]
    return [
        *rows(actor, READ, Registration).filter(pk__in=listed.keys),
        *rows(actor, READ, Delegation).filter(meeting=listed.meeting, party__in=parties),
        *rows(actor, READ, Party).filter(pk__in=parties),
    ]
