"""How a row of each list is brought in: by the verb that a page would call, so that every rule of that verb holds.

`natural` names columns that tell a record besides its number. Columns in `changes` may change by a file; whatever else
differs is set aside, because a status, the day of an answer or a consent follows from what somebody did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.forum.actions.agenda import add_item, change_item, close_item
from muntada.forum.actions.bodies import change_body, make_body
from muntada.forum.actions.candidacies import submit_candidacy
from muntada.forum.actions.delegations import register_delegation
from muntada.forum.actions.elections import hold_election
from muntada.forum.actions.invitations import change_invitation, invite
from muntada.forum.actions.memberships import stand
from muntada.forum.actions.office import extend_term, plan_term
from muntada.forum.actions.outcomes import enter_outcome, give_day
from muntada.forum.actions.papers import change_paper, submit_paper
from muntada.forum.actions.registrations import change_registration, register_person
from muntada.forum.actions.seats import set_seats
from muntada.forum.actions.statements import rewrite_statement, write_statement
from muntada.forum.imports.cells import Cells
from muntada.forum.imports.meetings import change_a_meeting, following, make_meeting
from muntada.forum.models import (
    AgendaItem,
    Body,
    Candidacy,
    Delegation,
    Election,
    Invitation,
    Membership,
    Outcome,
    Paper,
    Registration,
    Seat,
    Statement,
    Term,
)

Make = Callable[[Actor, Cells], Handled]
Change = Callable[[Actor, Any, Cells, frozenset[str]], object]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one list comes in; `beside` are columns that a file may have and that no record holds.

    `following` columns follow from others; where `version` differs the file was made before the record changed.
    """

    make: Make
    natural: tuple[str, ...] = ()
    change: Change | None = None
    changes: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    following: Callable[[Any], frozenset[str]] = lambda _record: frozenset()
    version: str = ""


def _body(actor: Actor, said: Cells) -> Body:
    names = {one: said.text(f"name_{one}") for one in ("ar", "en", "fr") if said.text(f"name_{one}")}
    return make_body(
        actor, key=said.text("party", needed=True), names=names, kind=said.text("kind", needed=True),
        parent=said.body("parent"), established=said.text("established"), place=said.text("place"),
    )  # fmt: skip


def _change_body(actor: Actor, body: Body, said: Cells, changed: frozenset[str]) -> None:
    values = {name: said.body(name) if name == "parent" else said.text(name) for name in changed}
    change_body(actor, body, **values)


def _membership(actor: Actor, said: Cells) -> Membership:
    body, party = said.the(said.body("body"), "body"), said.the(said.party("party"), "party")
    return stand(
        actor, body, party, status=said.text("status") or said.text("kind", needed=True), since=said.the_day("start")
    ).membership


def _seat(actor: Actor, said: Cells) -> Seat:
    body, role, number = said.the(said.body("body"), "body"), said.text("role") or "co_chair", said.number("number")
    made = set_seats(actor, body, role=role, count=number or 1, despite=said.text("reason"))
    return next(one for one in made if one.number == (number or 1))


def _term(actor: Actor, said: Cells) -> Term:
    return plan_term(
        actor, said.the(said.seat("seat"), "seat"), said.the(said.party("party"), "party"),
        start=said.the_day("planned_start"), end=said.the_day("planned_end"), despite=said.text("reason"),
    )  # fmt: skip


def _change_term(actor: Actor, term: Term, said: Cells, changed: frozenset[str]) -> None:
    extend_term(actor, term, until=said.the_day("planned_end"), despite=said.text("reason"))


def _election(actor: Actor, said: Cells) -> Election:
    numbers = said.words("seats")
    seats = [said.the(Cells(actor, {"seats": one}).seat("seats"), "seats") for one in numbers]
    return hold_election(
        actor, said.the(said.body("body"), "body"), seats=seats, method=said.text("method") or "consensus",
        nominations_until=said.the_day("nominations_until"), term_start=said.the_day("term_start"),
        term_end=said.the_day("term_end"), despite=said.text("reason"),
    )  # fmt: skip


def _candidacy(actor: Actor, said: Cells) -> Candidacy:
    election = said.the(said.election("election"), "election")
    parties = [said.the(Cells(actor, {"parties": one}).party("parties"), "parties") for one in said.words("parties")]
    return submit_candidacy(
        actor, election, parties=parties, statement=said.text("statement"), despite=said.text("reason")
    )


def _item(actor: Actor, said: Cells) -> AgendaItem:
    meeting = said.the(said.meeting("meeting"), "meeting")
    return add_item(
        actor, meeting, title=said.text("title", needed=True), parent=said.item("parent"),
        kind=said.text("kind") or "common", minutes=said.number("minutes"), work=said.work("work"),
        number=said.text("number"),
    )  # fmt: skip


def _change_item(actor: Actor, item: AgendaItem, said: Cells, changed: frozenset[str]) -> None:
    readers: dict[str, Callable[[str], Any]] = {
        "title": said.text,
        "kind": said.text,
        "number": said.text,
        "minutes": said.number,
        "work": said.work,
    }
    values = {name: readers[name](name) for name in changed & set(readers)}
    if values:
        change_item(actor, item, **values)
    if "closed" in changed:
        close_item(actor, item, closed=said.yes("closed"))


def _paper(actor: Actor, said: Cells) -> Paper:
    return submit_paper(
        actor, said.the(said.meeting("meeting"), "meeting"), title=said.text("title", needed=True),
        party=said.party("party"), item=said.item("item"), symbol=said.text("symbol"), due=said.day("due"),
    )  # fmt: skip


def _change_paper(actor: Actor, paper: Paper, said: Cells, changed: frozenset[str]) -> None:
    readers: dict[str, Callable[[str], Any]] = {
        "title": said.text,
        "symbol": said.text,
        "item": said.item,
        "due": said.day,
    }
    change_paper(actor, paper, **{name: readers[name](name) for name in changed})


def _invitation(actor: Actor, said: Cells) -> Invitation:
    return invite(
        actor, said.the(said.meeting("meeting"), "meeting"), said.the(said.party("party"), "party"),
        places=said.number("places"), as_observer=said.yes("as_observer"),
    )  # fmt: skip


def _change_invitation(actor: Actor, invitation: Invitation, said: Cells, changed: frozenset[str]) -> None:
    change_invitation(actor, invitation, places=said.number("places"), as_observer=said.yes("as_observer"))


def _delegation(actor: Actor, said: Cells) -> Delegation:
    meeting, party = said.the(said.meeting("meeting"), "meeting"), said.the(said.party("party"), "party")
    return register_delegation(actor, meeting, party, observer=said.yes("observer"))


_PERSON = ("name", "name_latin", "office", "email", "capacity")


def _registration(actor: Actor, said: Cells) -> Registration:
    said.text("name", needed=True)
    values: dict[str, Any] = {name: said.text(name) for name in _PERSON if said.text(name)}
    return register_person(
        actor, said.the(said.delegation("delegation"), "delegation"), **values, late_because=said.text("reason")
    )


def _change_registration(actor: Actor, one: Registration, said: Cells, changed: frozenset[str]) -> None:
    change_registration(actor, one, late_because=said.text("reason"), **{name: said.text(name) for name in changed})


def _statement(actor: Actor, said: Cells) -> Statement:
    return write_statement(
        actor, said.the(said.sitting("sitting"), "sitting"), text=said.text("text", needed=True),
        language=said.text("language", needed=True), item=said.item("item"), party=said.party("party"),
        speaker=said.text("speaker"), on_behalf_of=said.text("on_behalf_of"), attribution=said.text("attribution"),
        named_because=said.text("named_because"),
    )  # fmt: skip


def _change_statement(actor: Actor, one: Statement, said: Cells, changed: frozenset[str]) -> None:
    rewrite_statement(actor, one, text=said.text("text"), named_because=said.text("named_because"))


def _outcome(actor: Actor, said: Cells) -> Outcome:
    texts = {f"text_{one}": said.text(f"text_{one}") for one in ("ar", "en", "fr")}
    return enter_outcome(
        actor, said.the(said.meeting("meeting"), "meeting"), kind=said.text("kind", needed=True), **texts,
        item=said.item("item"), owner=said.party("owner"), due=said.day("due"), work=said.work("work"),
        named_because=said.text("named_because"),
    )  # fmt: skip


def _change_outcome(actor: Actor, one: Outcome, said: Cells, changed: frozenset[str]) -> None:
    give_day(actor, one, due=said.the_day("due"), reason=said.text("reason", needed=True))


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_WHY = _of("reason")
SHAPES: dict[str, Shape] = {
    "bodies": Shape(
        _body, ("party",), _change_body, _of("kind", "parent", "established", "place"),
        _of("name_ar", "name_en", "name_fr"),
    ),
    "memberships": Shape(_membership, ("body", "party")),
    "seats": Shape(_seat, ("body", "role", "number"), beside=_WHY),
    "terms": Shape(_term, (), _change_term, _of("planned_end"), _WHY),
    "elections": Shape(_election, beside=_WHY),
    "candidacies": Shape(_candidacy, beside=_WHY),
    "meetings": Shape(
        make_meeting, ("uid",), change_a_meeting,
        _of("kind", "ordinal", "title", "when", "place", "room", "level", "format", "starts_at", "ends_at", "time_zone",
            "languages", "documents_by", "register_by", "quorum"),
        following=following, version="sequence",
    ),
    "agenda-items": Shape(
        _item, ("meeting", "parent", "title"), _change_item, _of("title", "kind", "number", "minutes", "work", "closed")
    ),
    "papers": Shape(_paper, (), _change_paper, _of("title", "symbol", "item", "due")),
    "invitations": Shape(_invitation, ("meeting", "party"), _change_invitation, _of("places", "as_observer")),
    "delegations": Shape(_delegation, ("meeting", "party")),
    "participants": Shape(_registration, (), _change_registration, _of(*_PERSON), _WHY),
    "statements": Shape(_statement, (), _change_statement, _of("text")),
    "outcomes": Shape(_outcome, ("reference",), _change_outcome, _of("due"), _WHY),
}  # fmt: skip
