"""Loads the shipped tables of the forum, and, with the rooms below, all reference facts in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from muntada.access.actor import LOADER, Actor
from muntada.access.rules import Permission
from muntada.evidence.ledger import ReferenceLedger
from muntada.forum.actions.seats import seat_terms
from muntada.forum.actions.tables import (
    bring_bodies,
    bring_initiatives,
    bring_meetings,
    bring_memberships,
    bring_rules,
    bring_standings,
    bring_terms,
)
from muntada.forum.facts import (
    CoChair,
    InitiativeRow,
    MeetingRow,
    RuleRow,
    bodies,
    co_chairs,
    initiatives,
    meetings,
    rules,
)
from muntada.forum.models import Membership, Rule, Standing
from muntada.library.facts import framework_documents
from muntada.library.imports import load_library
from muntada.parties.bring import FactsWrong, TableRow
from muntada.parties.facts import BodyRow, Member, canonical_key, members, un_entities
from muntada.parties.imports import Loaded, expect, load_parties
from muntada.text.lexicon import terms
from muntada.text.when import NotADate, bounds
from muntada.trail.deed import act

FOUNDED = date(2011, 9, 22)
_FORUM, _CHAIRS, _COMPACT = "gctf", "gctf.cochairs", "un.compact"
_MEETINGS = {
    "gctf.ministerial": ("ministerial_plenary", "ministerial_level"),
    "gctf.coco": ("coordinating_committee_meeting", "senior_officials_level"),
}
# Where the lexicon has a narrower kind than the table.
_BODY_KINDS = {
    "gctf.coco": "coordinating_committee",
    "gctf.au": "administrative_unit",
    "gctf.cochairs": "co_chairmanship",
    "hedayah": "centre_of_excellence",
    "iij": "institute",
    "gcerf": "fund",
    "un.mt": "group_of_experts",
    "un.sc": "council",
}
_KINDS = ("parties.party", "parties.name", "forum.body", "forum.membership", "forum.term", "forum.meeting")


def load_facts(actor: Actor = LOADER) -> Loaded:
    """Bring all reference facts in, or none of them. A second run makes and changes nothing.

    The notes of the answer name what a person should know: days on which a working group does not have two
    co-chairs. Raises FactsWrong naming the row that is not what it must be.
    """
    check_forum()
    expect(687, [term.id for term in terms()], "lexicon_ar_en_fr.csv")
    with act(actor, Permission.FACTS_LOAD):
        ledger = ReferenceLedger((*_KINDS, "forum.initiative", "forum.rule", "forum.standing"))
        loaded = load_parties(actor, ledger) + load_library(actor) + _load_forum(actor, ledger)
        ledger.close()
    return loaded


def _load_forum(actor: Actor, ledger: ReferenceLedger) -> Loaded:
    with act(actor, Permission.FACTS_LOAD) as deed:
        made = bring_bodies(deed, ledger, [_body(row) for row in bodies()])
        belonging = bring_memberships(deed, ledger, [*map(_member, members()), *_partners()])
        held = bring_terms(actor, deed, ledger, [_term(row) for row in co_chairs()])
        seat_terms(actor, deed, held.things.values())
        standing = [line for row in members() for line in _standings(row, belonging.things[(_FORUM, row.code)])]
        brought = (
            made,
            belonging,
            held,
            bring_standings(deed, ledger, standing),
            bring_rules(deed, ledger, [_rule(row) for row in rules()]),
            bring_meetings(deed, ledger, [_meeting(row) for row in meetings()]),
            bring_initiatives(deed, ledger, [_initiative(row) for row in initiatives()]),
        )
    created, changed = (sum(len(getattr(one, what)) for one in brought) for what in ("created", "changed"))
    return Loaded(created, changed, tuple(seats_out_of_two(row.body_id for row in co_chairs())))


def _beside(row: BodyRow | Member | CoChair | MeetingRow | InitiativeRow) -> dict[str, str]:
    return {"note": row.note, "confidence": row.confidence, "source": row.source[:300]}


def _body(row: BodyRow) -> TableRow:
    values = {
        "kind": _BODY_KINDS.get(row.id, row.kind),
        "parent": row.parent_id or None,
        "succeeded_by": row.succeeded_by or None,
        "established": row.start,
        "dissolved": row.end,
        "place": row.place,
    }
    return TableRow(row.id, values, _beside(row) | {"party": row.id}, row.source, row.confidence)


def _member(row: Member) -> TableRow:
    kind = Membership.Kind.FOUNDING if row.founding else Membership.Kind.MEMBER
    values = {"kind": kind.value, "start": row.joined, "end": row.left_date, "status": row.status}
    beside = _beside(row) | {"body": _FORUM, "party": row.code}
    return TableRow((_FORUM, row.code), values, beside, row.source, row.confidence)


def _standings(row: Member, membership: Membership) -> Iterator[TableRow]:
    """Where a member stood since when, as far as days are known."""
    first = Standing.Status.FOUNDING if row.founding else Standing.Status.MEMBER
    for since, status in ((row.joined, first), (row.left_date, Standing.Status.WITHDRAWN)):
        if since:
            beside = _beside(row) | {"membership": membership.pk, "since": since}
            yield TableRow((membership.pk, since), {"status": status.value}, beside, row.source, row.confidence)


def _rule(row: RuleRow) -> TableRow:
    values = {"number": row.number, "clause": row.clause}
    beside = {"body": row.body_id, "kind": row.kind, "of_kind": row.of_kind, "since": date.fromisoformat(row.since)}
    beside |= {"words_ar": row.words_ar, "words_en": row.words_en, "words_fr": row.words_fr}
    return TableRow((row.body_id, row.kind, row.of_kind, row.since), values, beside, row.source, row.confidence)


def _partners() -> Iterator[TableRow]:
    """The entities of the coordination compact whose standing in it is known."""
    standing = {
        "member": Membership.Kind.MEMBER,
        "former": Membership.Kind.MEMBER,
        "observer": Membership.Kind.OBSERVER,
    }
    for entity in un_entities():
        kind = standing.get(entity.compact_status)
        if kind is None:
            continue
        party = canonical_key(entity.id)
        beside = {"note": entity.note, "confidence": entity.confidence, "source": entity.source[:300]}
        beside |= {"body": _COMPACT, "party": party}
        values = {"kind": kind.value, "status": entity.compact_status}
        yield TableRow((_COMPACT, party), values, beside, entity.source, entity.confidence)


def _term(row: CoChair) -> TableRow:
    role = row.role.replace("-", "_")
    values = {
        "start": row.from_date,
        "end": row.to_date,
        "planned_start": row.planned_from,
        "planned_end": row.planned_to,
    }
    beside = _beside(row) | {"body": row.body_id, "party": row.member_code, "role": role}
    return TableRow((row.body_id, row.member_code, role), values, beside, row.source, row.confidence)


def _meeting(row: MeetingRow) -> TableRow:
    kind, level = _MEETINGS[row.body_id]
    values = {
        "body": row.body_id,
        "kind": kind,
        "ordinal": row.number,
        "when": row.when,
        "place": row.place,
        "level": level,
        "format": row.format,
        "status": "planned" if row.note.startswith("planned") else "held",
        "host": row.host_code or None,
    }
    beside = _beside(row) | {"reference": row.id}
    return TableRow(row.id, values, beside, row.source, row.confidence, {"chairs": row.chair_codes})


def _initiative(row: InitiativeRow) -> TableRow:
    values = {
        "name_ar": row.name_ar,
        "name_en": row.name_en,
        "body": row.working_group_id or _FORUM,
        "start": row.start,
        "end": row.end,
        "partner": row.implementing_partner,
    }
    lists = {"leads": row.lead_codes, "outputs": row.output_doc_ids}
    return TableRow(row.id, values, _beside(row) | {"key": row.id}, row.source, row.confidence, lists)


def check_forum() -> None:
    """Assert what must come out of the forum's tables. Raises FactsWrong naming the row."""
    expect(33, [row.id for row in bodies()], "bodies.csv")
    expect(39, [row.id for row in meetings()], "forum_meetings.csv")
    known, codes = {row.id for row in bodies()}, {row.code for row in members()}
    works = {row.id for row in framework_documents()}
    for row in bodies():
        _known(row.id, [row.parent_id, row.succeeded_by], known | {""})
        _dates(row.id, row.start, row.end)
    for chair in co_chairs():
        name = f"{chair.member_code} of {chair.body_id}"
        _known(name, [chair.body_id], known)
        _known(name, [chair.member_code], codes)
        _dates(name, chair.from_date, chair.to_date)
    for meeting in meetings():
        _known(meeting.id, [meeting.body_id], known)
        _known(meeting.id, [*meeting.chair_codes, meeting.host_code], codes | {""})
        _dates(meeting.id, meeting.when)
    for rule in rules():
        _known(f"rules.csv: {rule.kind}", [rule.body_id], known)
        _known(f"rules.csv: {rule.body_id}", [rule.kind], set(Rule.Kind.values))
    for one in initiatives():
        _known(one.id, [one.working_group_id], known | {""})
        _known(one.id, one.lead_codes, codes)
        _known(one.id, one.output_doc_ids, works)
    _check_numbers()
    for exception in seats_out_of_two([_CHAIRS]):
        raise FactsWrong(f"co_chairs.csv: {exception}")


def _known(row: str, named: Iterable[str], keys: set[str]) -> None:
    for key in named:
        if key not in keys:
            raise FactsWrong(f"{row} names {key}, which no table has.")


def _dates(row: str, *values: str) -> None:
    try:
        days = [bounds(value) for value in values if value]
    except NotADate as error:
        raise FactsWrong(f"{row}: {error}") from error
    if len(days) == 2 and days[1][1] < days[0][0]:
        raise FactsWrong(f"{row} ends before it starts.")


def _check_numbers() -> None:
    """The meetings of each body are numbered from 1 without a gap, in the order of their dates."""
    for body in _MEETINGS:
        held = sorted((row for row in meetings() if row.body_id == body), key=lambda row: row.number or 0)
        for number, row in enumerate(held, start=1):
            if row.number != number:
                raise FactsWrong(f"forum_meetings.csv: {row.id} has the number {row.number} where {number} is due.")
        for before, after in pairwise(held):
            if bounds(after.when)[1] < bounds(before.when)[0]:
                raise FactsWrong(f"forum_meetings.csv: {after.id} is held before {before.id}.")


def seats_out_of_two(of: Iterable[str]) -> list[str]:
    """The times at which one of these bodies has more or fewer than two co-chairs, each as a sentence.

    A term holds until the day before its end; a year or month counts from its first day, as an end to its last.
    """
    terms_of: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for row in co_chairs():
        last = bounds(row.to_date)[1] if row.to_date else date.max
        terms_of[row.body_id].append((bounds(row.from_date)[0], last, row.member_code))
    found = []
    for body in dict.fromkeys(of):
        held = terms_of[body]
        changes = {first for first, _last, _who in held} | {last for _first, last, _who in held if last != date.max}
        if body == _CHAIRS:
            changes.add(FOUNDED)
        for day in sorted(changes):
            seated = sorted(who for first, last, who in held if first <= day < last)
            if len(seated) != 2 and not _is_over(body, day):
                found.append(f"{body} has {len(seated)} co-chairs from {day}: {', '.join(seated) or 'nobody'}.")
    return found


def _is_over(body: str, day: date) -> bool:
    """Whether the body is dissolved by that day, to the precision known."""
    end = next((row.end for row in bodies() if row.id == body), "")
    return bool(end) and bounds(end)[0] <= day
