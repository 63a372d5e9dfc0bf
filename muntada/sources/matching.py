"""To which records a finding may lead: by its own values, or by what else its source states."""

from __future__ import annotations

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.matching import Candidate
from muntada.evidence.pen import find
from muntada.evidence.queries import sees
from muntada.forum import matching as forum
from muntada.forum.models import Meeting, Membership
from muntada.library.matching import work_candidates
from muntada.library.models import Work
from muntada.sources.attributes import Values
from muntada.sources.models import Finding

State = Finding.State


class Undecidable(ValueError):
    """Raised where a finding cannot be decided as asked; `code` says why to programs, the text to people.

    Codes: `withdrawn`, `no_meeting`, `meeting_first`, `no_instrument`, `instrument_first`, `already_accepted`,
    `newer_decision`, `built_on`, `settled`. `finding` is the one to look at first, where there is one.
    """

    def __init__(self, code: str, message: str, finding: int | None = None) -> None:
        super().__init__(message)
        self.code, self.finding = code, finding


def candidates(actor: Actor | None, finding: Finding) -> list[Candidate]:
    """Records that the finding may speak of, the likeliest first; of a finding of several parties, each one's."""
    if not rows(actor, Permission.SOURCE_READ, Finding, via="source__document").filter(pk=finding.pk).exists():
        return []
    every = candidates_for(finding.type, Values(finding.values))
    return [one for one in every if sees(actor, one.record)]


def candidates_for(kind: str, values: Values) -> list[Candidate]:
    """Records that a finding of this type with these values may speak of."""
    text, number, many = values.text, values.number, values.many
    if kind == "meeting":
        named = {name: text(name) for name in ("kind", "body", "title", "when", "place", "organiser")}
        return forum.meeting_candidates(**named, ordinal=number("ordinal"))
    if kind == "term":
        said = {name: text(name) for name in ("body", "role", "start", "end")}
        return [one for party in many("party") for one in forum.term_candidates(party=party, **said)]
    if kind == "candidacy":
        parties = many("party")
        return forum.candidacy_candidates(parties=parties, body=text("body"), role=text("role"), when=text("when"))
    if kind == "membership":
        default = text("kind") or Membership.Kind.MEMBER.value
        members = many("party")
        return [
            one
            for party in members
            for one in forum.membership_candidates(party=party, body=text("body"), kind=default)
        ]
    if kind == "instrument":
        named = {name: text(name) for name in ("key", "kind", "body", "when")}
        return work_candidates(**named, edition=number("edition"))
    if kind == "initiative":
        return forum.initiative_candidates(parties=many("party"), body=text("body"), start=text("start"))
    if kind == "body":
        return forum.body_candidates(key=text("key"))
    return forum.programme_candidates(key=text("key")) if kind == "programme" else []


def meeting_of(finding: Finding) -> Meeting:
    """The meeting whose agenda this is: of the nearest meeting that the source states before it, else the first.

    Raises Undecidable where the source states none or nobody has accepted it yet.
    """
    stated = _stated(finding, "meeting")
    before = [meeting for meeting in stated if meeting.start <= finding.start]
    if not stated:
        raise Undecidable("no_meeting", "This source states no meeting: say to which one the item belongs.")
    nearest = before[-1] if before else stated[0]
    meeting = find(nearest.record_type, nearest.record_key) if nearest.state == State.ACCEPTED else None
    if not isinstance(meeting, Meeting):
        message = "Accept the meeting that this belongs to first, or say to which meeting it belongs."
        raise Undecidable("meeting_first", message, nearest.pk)
    return meeting


def work_of(finding: Finding, named: str) -> Work:
    """The instrument that is sent: by its key, else the nearest one of that kind that the source states.

    Raises Undecidable where the source states none or nobody has accepted it yet.
    """
    work = Work.objects.filter(key=named).first()
    if work is not None:
        return work
    stated = [one for one in _stated(finding, "instrument") if one.values.get("kind") == named]
    if not stated:
        raise Undecidable("no_instrument", "This source states no such instrument: say which one was sent.")
    nearest = min(stated, key=lambda one: abs(one.start - finding.start))
    found = find(nearest.record_type, nearest.record_key) if nearest.state == State.ACCEPTED else None
    if not isinstance(found, Work):
        message = "Accept the instrument that was sent first, or say which one it was."
        raise Undecidable("instrument_first", message, nearest.pk)
    return found


def _stated(finding: Finding, kind: str) -> list[Finding]:
    others = finding.source.findings.filter(type=kind, state__in=[State.DRAFT, State.ACCEPTED])
    return list(others.order_by("start", "pk"))
