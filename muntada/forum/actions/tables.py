"""Bringing the forum's reference tables in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muntada.access.actor import Actor
from muntada.evidence.models import Citation
from muntada.forum.actions.changes import note_changes, states_before
from muntada.forum.models import Body, Initiative, Meeting, Membership, Rule, Standing, Term
from muntada.parties.bring import Brought, Ledger, TableRow, bring
from muntada.trail.deed import Record


def bring_bodies(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Body]:
    """Make or update the bodies of a table's rows, found by key."""
    return bring(deed, ledger, Body, table, Body.objects.in_bulk())


def bring_memberships(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Membership]:
    """Make or update memberships, found by body and party."""
    existing = {(one.body_id, one.party_id): one for one in Membership.objects.all()}
    return bring(deed, ledger, Membership, table, existing)


def bring_standings(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Standing]:
    """Make or update where members stand, found by membership and day."""
    existing = {(one.membership_id, one.since): one for one in Standing.objects.all()}
    return bring(deed, ledger, Standing, table, existing, noted=False)


def bring_rules(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Rule]:
    """Make or update rules, found by body, kind, the kind of bodies they are about, and first day."""
    existing = {(one.body_id, one.kind, one.of_kind, one.since.isoformat()): one for one in Rule.objects.all()}
    return bring(deed, ledger, Rule, table, existing)


def bring_terms(actor: Actor, deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Term]:
    """Make or update terms, found by body, party and role; of several, the one that a table made before."""
    cited = Citation.objects.filter(record_type="forum.term", passage__isnull=True, finding__isnull=True)
    own = set(cited.values_list("record_key", flat=True))
    every = sorted(Term.objects.all(), key=lambda one: (str(one.pk) in own, -one.pk))
    before = states_before(every)
    brought = bring(deed, ledger, Term, table, {(one.body_id, one.party_id, one.role): one for one in every})
    for term in brought.changed:
        note_changes(actor, deed, term, before[term.pk], "the reference tables")
    return brought


def bring_meetings(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Meeting]:
    """Make or update meetings, found by reference, else by body and number."""
    known = list(Meeting.objects.all())
    by_number = {(one.body_id, one.ordinal): one for one in known if not one.reference and one.ordinal}
    existing: dict[Any, Meeting] = {one.reference: one for one in known if one.reference}
    for row in table:
        there = by_number.get((row.values["body"], row.values["ordinal"]))
        if there is not None:
            existing.setdefault(row.ident, there)
    return bring(deed, ledger, Meeting, table, existing)


def bring_initiatives(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Initiative]:
    """Make or update initiatives, found by key."""
    existing: Mapping[Any, Initiative] = {one.key: one for one in Initiative.objects.all()}
    return bring(deed, ledger, Initiative, table, existing)
