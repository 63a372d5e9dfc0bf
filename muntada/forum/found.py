"""What of the forum is found: bodies by their names, meetings, what they decided, and what was said in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Body, Meeting, Outcome, Statement
from muntada.parties.models import LANGUAGES, Name, Party
from muntada.search.entries import Entry
from muntada.search.kinds import Kind, Watched
from muntada.text.language import detect

READ = Permission.RECORD_READ
Tags = dict[str, tuple[str, ...]]


def _known(actor: Actor | None, permission: Permission, path: str) -> Subquery:
    """The key of a party, where the actor may know of it."""
    return Subquery(rows(actor, permission, Party).filter(pk=OuterRef(path)).values("pk")[:1])


def _some(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _language(text: str) -> str:
    told = detect(text)
    return told if told in dict(LANGUAGES) else "en"


def _bodies(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    found = rows(actor, permission, Body) & rows(actor, permission, Body, via="party")
    return found.select_related("party").prefetch_related("party__names")


def _of_body(body: Any) -> Iterator[Entry]:
    for language, _ in LANGUAGES:
        names = [one for one in body.party.names.all() if one.language == language]
        if names:
            shown = next((one.text for one in names if one.preferred), names[0].text)
            text = "\n".join([*(one.text for one in names if one.text != shown), body.party.acronym])
            yield Entry("", language, text, shown, f"body:{body.pk}", {"body": (body.pk,), "kind": _some(body.kind)})


def _meetings(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    found = rows(actor, permission, Meeting)
    return found.annotate(known_body=_known(actor, permission, "body"), known_host=_known(actor, permission, "host"))


def _of_meeting(meeting: Any) -> Iterator[Entry]:
    tags: Tags = {
        "kind": _some(meeting.kind),
        "body": _some(meeting.known_body),
        "party": _some(meeting.known_host),
        "year": _some(meeting.when[:4]),
    }
    text = "\n".join(_some(meeting.note, meeting.place))
    yield Entry("", _language(f"{meeting.title} {text}"), text, meeting.title, f"meeting:{meeting.pk}", tags)


def _outcomes(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    found = rows(actor, permission, Outcome) & rows(actor, permission, Outcome, via="meeting")
    found = found.annotate(known_body=_known(actor, permission, "meeting__body"))
    return found.annotate(known_owner=_known(actor, permission, "owner")).select_related("meeting")


def _of_outcome(outcome: Any) -> Iterator[Entry]:
    tags: Tags = {
        "kind": (outcome.kind,),
        "body": _some(outcome.known_body),
        "party": _some(outcome.known_owner),
        "year": _some(outcome.meeting.when[:4]),
    }
    for language, _ in LANGUAGES:
        text = getattr(outcome, f"text_{language}")
        if text:
            yield Entry("", language, text, outcome.reference, f"outcome:{outcome.pk}", tags)


def _statements(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    meeting = rows(actor, permission, Statement, via="sitting__meeting")
    found = rows(actor, permission, Statement) & rows(actor, permission, Statement, via="sitting") & meeting
    return found.annotate(known_party=_known(actor, permission, "party")).select_related("sitting__meeting")


def _of_statement(said: Any) -> Iterator[Entry]:
    """The words alone: who spoke is found on the meeting's own pages, by its rule. A party is kept of it only where
    it may be attributed, as the database sees to."""
    tags: Tags = {"party": _some(said.known_party), "year": _some(said.sitting.meeting.when[:4])}
    yield Entry("", said.language, said.text, "", f"statement:{said.pk}", tags)


_OF_MEETING = "SELECT id AS key FROM forum_outcome WHERE meeting_id = {row}.id"
BODIES = Kind(
    "body",
    READ,
    _bodies,
    _of_body,
    (
        Watched(Body, "SELECT {row}.party_id AS key"),
        Watched(Party, "SELECT {row}.key AS key"),
        Watched(Name, "SELECT {row}.party_id AS key"),
    ),
)
MEETINGS = Kind("meeting", READ, _meetings, _of_meeting, (Watched(Meeting, "SELECT {row}.id AS key"),))
OUTCOMES = Kind(
    "outcome",
    READ,
    _outcomes,
    _of_outcome,
    (Watched(Outcome, "SELECT {row}.id AS key"), Watched(Meeting, _OF_MEETING)),
)
STATEMENTS = Kind("statement", READ, _statements, _of_statement, (Watched(Statement, "SELECT {row}.id AS key"),))
