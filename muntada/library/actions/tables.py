"""Bringing the library's reference tables in."""

from __future__ import annotations

from muntada.library.models import Relation, Symbol, Title, Work
from muntada.library.naming import WorkSymbol
from muntada.parties.bring import Brought, Ledger, TableRow, bring
from muntada.trail.deed import Record


def bring_works(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Work]:
    """Make or update the works of a table's rows, found by key."""
    return bring(deed, ledger, Work, table, Work.objects.in_bulk())


def bring_titles(
    deed: Record, ledger: Ledger, shown: list[TableRow], others: list[tuple[str, str, str]]
) -> Brought[Title]:
    """Make or update the shown titles, found by work and language; add the others (work, language, text)."""
    known = list(Title.objects.all())
    existing = {(title.work_id, title.language): title for title in known if title.preferred}

    def make_room(changed: list[Title]) -> None:
        taken = {(title.work_id, title.language, title.text) for title in changed}
        clash = [one.pk for one in known if (one.work_id, one.language, one.text) in taken and not one.preferred]
        Title.objects.filter(pk__in=clash).delete()

    done = bring(deed, ledger, Title, shown, existing, make_room, noted=False)
    there = set(Title.objects.values_list("work_id", "language", "text"))
    missing = [entry for entry in dict.fromkeys(others) if entry not in there]
    added = [Title(work_id=work, language=language, text=text) for work, language, text in missing]
    done.created += Title.objects.bulk_create(added, batch_size=500)
    return done


def bring_symbols(table: tuple[WorkSymbol, ...]) -> int:
    """Let every symbol of the tables lead to its work; how many are new. One that leads to another work stays so."""
    there = set(Symbol.objects.values_list("text", flat=True))
    missing = [Symbol(work_id=one.key, text=one.symbol) for one in table if one.symbol not in there]
    return len(Symbol.objects.bulk_create(missing, batch_size=500))


def bring_relations(deed: Record, ledger: Ledger, table: list[TableRow]) -> Brought[Relation]:
    """Make or update relations between works, found by subject, predicate and object."""
    known = Relation.objects.filter(subject_work__isnull=False)
    existing = {(one.subject_work_id, one.predicate, one.object_work_id): one for one in known}
    return bring(deed, ledger, Relation, table, existing)
