"""Bringing the reference tables of parties in."""

from __future__ import annotations

from muntada.parties.bring import Brought, Ledger, TableRow, bring
from muntada.parties.models import Name, Party
from muntada.trail.deed import Record


def bring_parties(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Party]:
    """Make or update the parties of a table's rows, found by key."""
    return bring(deed, ledger, Party, table, Party.objects.in_bulk())


def bring_names(
    deed: Record, ledger: Ledger, shown: list[TableRow], others: list[tuple[str, str, str]]
) -> Brought[Name]:
    """Make or update the shown names, found by party and language; add the others (party, language, text)."""
    known = list(Name.objects.all())
    existing = {(name.party_id, name.language): name for name in known if name.preferred}

    def make_room(changed: list[Name]) -> None:
        taken = {(name.party_id, name.language, name.text) for name in changed}
        clash = [name.pk for name in known if (name.party_id, name.language, name.text) in taken and not name.preferred]
        Name.objects.filter(pk__in=clash).delete()

    done = bring(deed, ledger, Name, shown, existing, make_room, noted=False)
    there = set(Name.objects.values_list("party_id", "language", "text"))
    missing = [entry for entry in dict.fromkeys(others) if entry not in there]
    added = [Name(party_id=party, language=language, text=text) for party, language, text in missing]
    done.created += Name.objects.bulk_create(added, batch_size=500)
    return done
