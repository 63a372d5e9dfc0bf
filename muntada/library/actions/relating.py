"""What texts cite and how they bear on each other: noted from their words, confirmed and put right by a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.actions.handling import stricter_of
from muntada.evidence.values import ValueRefused
from muntada.library.bearing import bearing
from muntada.library.models import Citation, Clause, ClauseText, Expression, Relation, Work
from muntada.library.naming import canonical, is_of_un, names, symbol_of_key
from muntada.text.citing import Cited, Names, cite
from muntada.trail.deed import act

Standing = Citation.Standing
_QUOTE, _PROVISION = 300, 80


@dataclass(frozen=True, slots=True)
class _Found:
    text: ClauseText
    cited: Cited
    symbol: str
    work: str | None


def note_citations(actor: Actor, version: Expression) -> int:
    """Note anew what a language version cites, and propose what follows of how it bears on works of the library.

    How many citations there are. A second run changes nothing. Only works that may be known wherever the version is
    read are named by their titles.
    """
    with act(actor, Permission.CITATIONS_NOTE, on=version) as deed:
        # Two who note the same version do so in turn.
        Expression.objects.select_for_update(of=("self",)).get(pk=version.pk)
        texts = list(ClauseText.objects.filter(expression=version).select_related("clause").order_by("order"))
        found = list(_cited(version, texts))
        Citation.objects.filter(text__expression=version).delete()
        made = [_citation(one) for one in found]
        Citation.objects.bulk_create(made, batch_size=500)
        proposed = _propose(version, found)
        deed.of(version, citations=len(made), relations=proposed)
    return len(made)


def relate(
    actor: Actor,
    work: Work,
    *,
    predicate: str,
    other: str,
    clause: str = "",
    other_clause: str = "",
) -> Relation:
    """Enter that a work, or a clause of it, bears on another one. `other` is a key or a symbol; clauses are named by
    their addresses. What was proposed or removed is confirmed. Raises ValueRefused."""
    with act(actor, Permission.RECORD_WRITE, on=work) as deed:
        target = _other(other, work)
        ends = {"subject_clause": _clause(work, clause, "clause"), "object_clause": _clause(target, other_clause)}
        said = {"subject_work": work, "predicate": _predicate(predicate), "object_work": target, **ends}
        held = Relation.objects.filter(**said).first()
        if held is None:
            held = Relation(**said)
            held.marked(stricter_of(work.handling, target.handling))
        held.standing = Relation.Standing.CONFIRMED
        held.save()
        deed.of(held, predicate=held.predicate, of=work.pk, to=target.pk)
    return held


def confirm_relation(actor: Actor, relation: Relation, *, predicate: str = "") -> Relation:
    """Say that a proposed relation holds, as it was proposed or as another one."""
    with act(actor, Permission.RECORD_WRITE, on=relation) as deed:
        held = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
        before = held.predicate
        held.predicate = _predicate(predicate) if predicate else held.predicate
        held.standing = Relation.Standing.CONFIRMED
        held.save(update_fields=["predicate", "standing"])
        deed.of(held, before=before, after=held.predicate)
    return held


def remove_relation(actor: Actor, relation: Relation) -> Relation:
    """Say that a relation does not hold. It is kept, so that the same words do not propose it again."""
    with act(actor, Permission.RECORD_WRITE, on=relation) as deed:
        held = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
        held.standing = Relation.Standing.REMOVED
        held.save(update_fields=["standing"])
        deed.of(held, predicate=held.predicate, removed=True)
    return held


def known_names(version: Expression) -> Names:
    """The names by which this version may cite works: those of the tables, and titles and symbols of works as open as
    it is. What has a symbol of the United Nations is cited by that; its title is a description."""
    further: list[tuple[str, str]] = []
    for one in Work.objects.all().prefetch_related("symbols", "titles"):
        if not one.handling.flows_to(version.handling):
            continue
        symbols = {one.symbol, *(symbol.text for symbol in one.symbols.all())} - {""}
        own = [text for text in symbols if not is_of_un(text)]
        further += [(text, one.pk) for text in own]
        if len(own) == len(symbols):
            further += [(title.text, one.pk) for title in one.titles.all() if len(title.text.split()) > 1]
    return _names_with(tuple(sorted(further)))


@lru_cache(maxsize=4)
def _names_with(further: tuple[tuple[str, str], ...]) -> Names:
    """Kept: the library's titles are the same for one version after another."""
    return Names.of(names(), further)


def _cited(version: Expression, texts: list[ClauseText]) -> Iterator[_Found]:
    """What each clause cites, in order; "that resolution" is the one cited last, in whichever clause."""
    known, own, before = known_names(version), canonical(version.work.symbol), ""
    works = _works_by_symbol(version)
    for text in texts:
        for one in cite(text.text, names=known, own=own, before=before, today=clock.today()):
            symbol = one.symbol or symbol_of_key().get(one.key, one.key)
            work = works.get(one.symbol) or works.get(one.key)
            if work == version.work_id and not one.provisions:
                continue  # its own title at its head
            before = one.symbol or before
            yield _Found(text, one, symbol, work)


def _works_by_symbol(version: Expression) -> dict[str, str]:
    """By symbol and by key, the works that may be known wherever this version is read."""
    found: dict[str, str] = {}
    for one in Work.objects.all().prefetch_related("symbols"):
        if one.handling.flows_to(version.handling):
            found[one.pk] = one.pk
            found |= {symbol.text: one.pk for symbol in one.symbols.all()}
            if one.symbol:
                found.setdefault(canonical(one.symbol), one.pk)
    return found


def _citation(one: _Found) -> Citation:
    standing = Standing.IMPOSSIBLE if one.cited.doubt else Standing.KNOWN if one.work else Standing.POSSIBLE
    provisions = one.cited.provisions
    while len(" ".join(provisions)) > _PROVISION:
        provisions = provisions[:-1]
    return Citation(
        text=one.text,
        start=one.cited.start,
        end=one.cited.end,
        quote=one.cited.quote[:_QUOTE],
        symbol=one.symbol[:80],
        provision=" ".join(provisions),
        standing=standing,
        work_id=one.work if standing == Standing.KNOWN else None,
    )


def _propose(version: Expression, found: list[_Found]) -> int:
    """Propose what the words say, once for a clause in whatever language; what a person said of it stays."""
    _withdraw(version, {(one.text.clause_id, one.work) for one in found})
    # One relation of a clause to a work: what a person made of it counts, whatever it was proposed as.
    there = set(Relation.objects.filter(subject_work=version.work_id).values_list("subject_clause", "object_work"))
    wanted: dict[tuple[int, str], str] = {}
    for one in found:
        predicate = bearing(one.text.text, one.cited.start, one.text.clause.opening)
        if one.work and one.work != version.work_id and predicate and not one.cited.doubt:
            wanted.setdefault((one.text.clause_id, one.work), predicate)
    new = {pair: predicate for pair, predicate in wanted.items() if pair not in there}
    for (clause, work), predicate in new.items():
        held = Relation(subject_work_id=version.work_id, subject_clause_id=clause, object_work_id=work)
        held.predicate, held.standing = predicate, Relation.Standing.PROPOSED
        held.marked(version.handling)
        held.save()
    return len(new)


def _withdraw(version: Expression, said: set[tuple[int, str | None]]) -> None:
    """Take back what was proposed of clauses of this version and is said in none any more."""
    proposed = Relation.objects.filter(subject_work=version.work_id, standing=Relation.Standing.PROPOSED)
    for held in proposed.filter(subject_clause__texts__expression=version).distinct():
        if (held.subject_clause_id, held.object_work_id) not in said and not _said_elsewhere(held, version):
            held.delete()


def _said_elsewhere(held: Relation, version: Expression) -> bool:
    """Whether another language version says it of the same clause."""
    cited = Citation.objects.filter(text__clause=held.subject_clause_id, work=held.object_work_id)
    return cited.exclude(text__expression=version).exists()


def _predicate(name: str) -> str:
    if name not in Relation.Predicate.values:
        raise ValueRefused("predicate", f"There is no relation {name}.")
    return name


def _other(name: str, work: Work) -> Work:
    key = name.strip()
    target = Work.objects.filter(pk=key).first() or Work.objects.filter(symbols__text=canonical(key)).first()
    if target is None:
        raise ValueRefused("other", f"The library has no work {name}.")
    if target.pk == work.pk:
        raise ValueRefused("other", "A work does not bear on itself.")
    return target


def _clause(work: Work, wid: str, field: str = "other_clause") -> Clause | None:
    if not wid:
        return None
    held = Clause.objects.filter(work=work, wid=wid).first()
    if held is None:
        raise ValueRefused(field, f"The work has no clause {wid}.")
    return held
