"""What the papers of a meeting share: head, foot, handling, and which records stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.exports import bundle_of
from muntada.forum.models import Body, Meeting
from muntada.forum.told import day_in, language_in, name_in, place_in, say, time_in, title_in
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.printing.sheet import Block, Facts, Sheet

READ = Permission.RECORD_READ


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet, and the records that stand on it, for the line of whoever takes it along."""

    sheet: Sheet
    records: tuple[Handled, ...]


def shown(
    actor: Actor, meeting: Meeting, which: str, language: str, blocks: Sequence[Block], records: Iterable[Handled]
) -> Shown:
    """A paper of this meeting, under the highest label of what stands on it."""
    seen = knows_body(actor, meeting)
    every = [meeting, *records, *_parties(actor, meeting)]
    bundle = bundle_of(every)
    day = clock.today().isoformat()
    title = say("of_meeting", language, what=say(which, language), meeting=title_in(meeting, language, body=False))
    handling = [say(f"tlp.{bundle.tlp.value.removeprefix('TLP:')}", language)]
    handling.append(say("from_whom", language, names=_named(actor, bundle.originators, language)))
    if bundle.tlp not in {TLP.CLEAR, TLP.GREEN}:
        audience = sorted({key for record in every for key in record.audience_keys if not key.startswith("user:")})
        if audience:
            handling.append(say("shared_with", language, names=_named(actor, audience, language)))
    if bundle.expires is not None:
        handling.append(say("review_by", language, day=day_in(bundle.expires.isoformat(), language)))
    sheet = Sheet(
        title=title,
        language=language,
        tlp=bundle.tlp,
        day=day,
        made=say("made", language, day=day_in(day, language)),
        over=name_in(meeting.body.party, language) if meeting.body is not None and seen else "",
        handling=tuple(handling),
        page=(say("page", language), say("of", language)),
        blocks=tuple(blocks),
        subject=title_in(meeting, language, body=seen),
    )
    return Shown(sheet, tuple(every))


def knows_body(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor may know of the body that meets: it may be handled more strictly than its meeting."""
    return meeting.body is not None and rows(actor, READ, Body).filter(pk=meeting.body_id).exists()


def _parties(actor: Actor, meeting: Meeting) -> QuerySet[Party]:
    """The parties that every paper of a meeting names: its body, who chairs it, who is its host."""
    wanted = Q(chaired_meetings=meeting) | Q(pk__in=[key for key in (meeting.host_id, meeting.body_id) if key])
    return rows(actor, READ, Party).filter(wanted).distinct()


def facts_of(actor: Actor, meeting: Meeting, language: str) -> Facts:
    """When and where a meeting is, who chairs it, and what became of it."""
    parties = rows(actor, READ, Party).prefetch_related("names")
    chairs = [name_in(one, language) for one in parties.filter(chaired_meetings=meeting)]
    host = parties.filter(pk=meeting.host_id).first() if meeting.host_id else None
    comma = say("comma", language)
    pairs = [
        ("when", time_in(meeting, language)),
        ("status", status_in(meeting, language)),
        ("where", place_in(meeting.place, language)),
        ("room", meeting.room),
        ("mode", say(meeting.format, language) if meeting.format in {"in_person", "virtual", "hybrid"} else ""),
        ("chair", comma.join(chairs)),
        ("host", name_in(host, language) if host else ""),
        ("languages", comma.join(language_in(one, language) for one in meeting.languages if isinstance(one, str))),
        ("documents_by", day_in(meeting.documents_by.isoformat(), language) if meeting.documents_by else ""),
        ("register_by", day_in(meeting.register_by.isoformat(), language) if meeting.register_by else ""),
    ]
    return Facts(tuple((say(key, language), said) for key, said in pairs if said))


def status_in(meeting: Meeting, language: str) -> str:
    """What became of a meeting, with the reason and the day that it was postponed from."""
    status = meeting.status
    if status not in set(Meeting.Status.values):
        return ""
    if status == Meeting.Status.CANCELLED and meeting.status_note:
        return say("cancelled_why", language, reason=meeting.status_note)
    if status != Meeting.Status.POSTPONED:
        return say(f"status.{status}", language)
    said = [say("postponed_why", language, reason=meeting.status_note) if meeting.status_note else ""]
    said[0] = said[0] or say("status.postponed", language)
    if meeting.postponed_from and meeting.postponed_from != meeting.when:
        said.append(say("postponed_from", language, day=day_in(meeting.postponed_from, language)))
    elif meeting.postponed_from:
        said.append(say("no_new_day", language))
    return ". ".join(one.rstrip(".") for one in said) + "."


def _named(actor: Actor, keys: Iterable[str], language: str) -> str:
    """Names of parties and bodies by their keys, as far as the actor may know of them."""
    wanted = list(keys)
    known = {one.key: name_in(one, language) for one in rows(actor, READ, Party).filter(pk__in=wanted)}
    forum = say("forum", language)
    return say("comma", language).join(forum if key == THE_FORUM else known.get(key, key) for key in wanted)
