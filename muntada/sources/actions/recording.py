"""From a finding's values to records: one line for each type of finding, whose verb is another room's."""

from __future__ import annotations

from collections.abc import Callable

from muntada.access.actor import Actor
from muntada.evidence.matching import Into
from muntada.evidence.pen import Written
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.bodies import record_body, record_mandate
from muntada.forum.actions.initiatives import record_initiative, record_programme
from muntada.forum.actions.meetings import record_agenda_item, record_meeting
from muntada.forum.actions.memberships import record_cooperation, record_membership, record_participation
from muntada.forum.actions.posts import record_post
from muntada.forum.actions.terms import record_candidacy, record_term
from muntada.forum.models import Meeting, Term
from muntada.library.actions.works import record_distribution, record_relation, record_work
from muntada.library.models import Work
from muntada.sources.attributes import Values
from muntada.sources.matching import meeting_of, work_of
from muntada.sources.models import Finding

Recorder = Callable[[Actor, Finding, Values, Into], Written]


def record(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    """Write what the finding states, with these values, into the records that it is about."""
    return RECORDERS[finding.type](actor, finding, values, into)


def _meeting(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    names = ("kind", "body", "title", "when", "place", "organiser", "level")
    return record_meeting(
        actor,
        **{name: values.text(name) for name in names},
        ordinal=values.number("ordinal"),
        attendance=values.number("attendance"),
        chairs=values.many("chair"),
        into=into,
    )


def _agenda(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    if into is not None and not isinstance(into, Meeting):
        raise ValueRefused("into", "An item of an agenda belongs to a meeting.")
    return record_agenda_item(actor, into or meeting_of(finding), title=values.text("title"))


def _term(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    texts = {name: values.text(name) for name in ("body", "role", "start", "end")}

    def one(party: str) -> Written:
        # A term that was named is one party's; the others of a shared seat find their own.
        others = isinstance(into, Term) and len(values.many("party")) > 1 and into.party_id != party
        return record_term(actor, party=party, **texts, into=None if others else into)

    return _each(values, one)


def _candidacy(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    texts = {name: values.text(name) for name in ("body", "role", "when")}
    return record_candidacy(actor, parties=values.many("party"), **texts, into=into)


def _membership(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    _by_values(into)
    texts = {name: values.text(name) for name in ("body", "kind")}
    return _each(values, lambda party: record_membership(actor, party=party, **texts))


def _participation(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    _by_values(into)
    return _each(values, lambda party: record_participation(actor, party=party, body=values.text("body")))


def _body(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    texts = {name: values.text(name) for name in ("key", "kind", "parent", "established")}
    return record_body(actor, **texts, members=values.number("members"), into=into)


def _instrument(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    texts = {name: values.text(name) for name in ("key", "kind", "body", "when", "reviewed")}
    return record_work(actor, **texts, edition=values.number("edition"), languages=values.many("language"), into=into)


def _implements(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    _by_values(into)
    return record_relation(actor, subject=values.text("from"), object_key=values.text("to"))


def _programme(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    return record_programme(
        actor,
        key=values.text("key"),
        body=values.text("body"),
        projects=values.number("projects"),
        entities=values.number("entities"),
        stages=values.many("stages"),
        into=into,
    )


def _initiative(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    texts = {name: values.text(name) for name in ("body", "start")}
    return record_initiative(actor, parties=values.many("party"), **texts, into=into)


def _post(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    _by_values(into)
    return record_post(actor, person=values.text("person"), role=values.text("role"), body=values.text("body"))


def _distribution(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    if into is not None and not isinstance(into, Work):
        raise ValueRefused("into", "What is sent is an instrument.")
    return record_distribution(actor, into or work_of(finding, values.text("instrument")), recipients=values.many("to"))


def _mandate(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    _by_values(into)
    return record_mandate(actor, body=values.text("body"), title=values.text("title"))


def _cooperation(actor: Actor, finding: Finding, values: Values, into: Into) -> Written:
    _by_values(into)
    return record_cooperation(actor, parties=values.many("body"))


def _each(values: Values, one: Callable[[str], Written]) -> Written:
    """One record for each party, counted together."""
    if not values.many("party"):
        raise ValueRefused("party", "This must be said.")
    every = [one(party) for party in values.many("party")]
    return Written(
        records=[thing for written in every for thing in written.records],
        created=[thing for written in every for thing in written.created],
        said=[said for written in every for said in written.said],
        steps=[step for written in every for step in written.steps],
    )


def _by_values(into: Into) -> None:
    if into is not None:
        raise ValueRefused("into", "The values of this finding say which record it is.")


RECORDERS: dict[str, Recorder] = {
    "meeting": _meeting,
    "agenda": _agenda,
    "term": _term,
    "candidacy": _candidacy,
    "membership": _membership,
    "participation": _participation,
    "body": _body,
    "instrument": _instrument,
    "implements": _implements,
    "programme": _programme,
    "initiative": _initiative,
    "post": _post,
    "distribution": _distribution,
    "mandate": _mandate,
    "cooperation": _cooperation,
}
