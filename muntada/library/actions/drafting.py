"""A proposed version as it is corrected: its clauses in order, taken up and put back whole within one deed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.library.actions.placing import drop_unspoken, place_in_version, place_new
from muntada.library.actions.refusals import NotPossible
from muntada.library.actions.texts import take
from muntada.library.addresses import Place, addresses
from muntada.library.events import TextCorrected
from muntada.library.models import Clause, ClauseText, Expression, Work
from muntada.trail.deed import Record, act


@dataclass
class Draft:
    """The clauses of a version, depth first, each with its words; `fixed` are those whose address is for ever because
    another version speaks of them."""

    version: Expression
    texts: list[ClauseText]
    fixed: set[int]
    deed: Record

    def at(self, wid: str) -> int:
        """The place of the clause at this address. Raises NotPossible("no_such_clause")."""
        for place, text in enumerate(self.texts):
            if text.clause.wid == wid:
                return place
        raise NotPossible("no_such_clause")

    def end(self, place: int) -> int:
        """The place behind a clause and all that is within it."""
        inside = {self.texts[place].clause_id}
        after = place + 1
        while after < len(self.texts) and self.texts[after].clause.parent_id in inside:
            inside.add(self.texts[after].clause_id)
            after += 1
        return after

    def depth(self, place: int) -> int:
        """How many clauses of this version this one stands within."""
        parents = {text.clause_id: text.clause.parent_id for text in self.texts}
        above, count = self.texts[place].clause.parent_id, 0
        while above in parents:
            above, count = parents[above], count + 1
        return count

    def sibling_before(self, place: int) -> int | None:
        """The place of the clause before this one within the same clause."""
        parent = self.texts[place].clause.parent_id
        before = [one for one in range(place) if self.texts[one].clause.parent_id == parent]
        return before[-1] if before else None

    def put_under(self, place: int, parent: Clause | None) -> None:
        """Let a clause stand within another one, or within none."""
        clause = self.texts[place].clause
        clause.parent = parent
        clause.save(update_fields=["parent"])

    def parent_of(self, place: int) -> Clause | None:
        """The clause that this one stands in, as this draft holds it."""
        above = self.texts[place].clause.parent_id
        return next((text.clause for text in self.texts if text.clause_id == above), None)


@contextmanager
def drafting(actor: Actor, version: Expression, seen: int, what: str, wid: str) -> Iterator[Draft]:
    """One correction: asks leave, refuses who has not seen the last one, and puts order and addresses right after it.

    Raises NotPossible.
    """
    with act(actor, Permission.RECORD_WRITE, on=version) as deed:
        Work.objects.select_for_update(of=("self",)).get(pk=version.work_id)
        take(version, seen)
        texts = list(version.texts.select_related("clause").order_by("order", "pk"))
        clauses = [text.clause_id for text in texts]
        others = ClauseText.objects.filter(clause__in=clauses).exclude(expression=version)
        draft = Draft(version, texts, set(others.values_list("clause", flat=True)), deed)
        yield draft
        if not draft.texts:
            raise NotPossible("last_clause")
        _put_back(draft, clauses)
        deed.of(version, work=version.work_id, correction=what, wid=wid, revision=version.revision)
        deed.tell(TextCorrected(version.pk))


def _put_back(draft: Draft, before: list[int]) -> None:
    place_in_version(draft.texts)
    there = {text.clause_id for text in draft.texts}
    drop_unspoken(pk for pk in before if pk not in there)
    clauses = {one.pk: one for one in Clause.objects.filter(pk__in=there)}
    _address(draft, clauses)
    place_new(draft.version.work, [text.clause_id for text in draft.texts])


def _address(draft: Draft, clauses: dict[int, Clause]) -> None:
    """Addresses that nothing but this proposal knows follow its structure; the others are for ever."""
    places = [
        Place(
            key=str(text.clause_id),
            parent=str(clauses[text.clause_id].parent_id or ""),
            kind=clauses[text.clause_id].kind,
            number=text.number,
            wid=clauses[text.clause_id].wid if text.clause_id in draft.fixed else "",
        )
        for text in draft.texts
    ]
    others = Clause.objects.filter(work=draft.version.work_id).exclude(pk__in=clauses)
    wanted = addresses(places, set(others.values_list("wid", flat=True)))
    changed = [one for pk, one in clauses.items() if one.wid != wanted[str(pk)]]
    # By way of addresses that nothing has, because two clauses may change theirs for each other's.
    for one in changed:
        Clause.objects.filter(pk=one.pk).update(wid=f"~{one.pk}")
    for one in changed:
        Clause.objects.filter(pk=one.pk).update(wid=wanted[str(one.pk)])
