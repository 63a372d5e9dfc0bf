"""Names checked against the lists: every hit a lead for a person to look into, every check kept with its purpose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import BasisNotInForce, LegalBasis, NotAssessed, is_assessed
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import LONGEST, THE_FORUM, Category, Retention
from muntada.marking.tlp import TLP
from muntada.register import opinion
from muntada.register.actions.telling import note_given
from muntada.register.chunks import in_chunks
from muntada.register.explained import explained
from muntada.register.lists.asked import Question, names_of
from muntada.register.models import Entity, Given, Lead, Listing, Screening
from muntada.register.queries.names import NEVER, screener
from muntada.screening.model import Hit, Query
from muntada.screening.screener import CUTOFF, MOST_HITS, Screener
from muntada.text.folding import fold_key
from muntada.text.gate import TextRefused, admit
from muntada.trail.deed import act, refuse

LONGEST_NAME = 1_000
CHUNK = 200  # names of one deed
REACH = 10  # so many times the hits that are wanted are looked through where only some entities are asked about

Among = Callable[[QuerySet[Entity]], QuerySet[Entity]]


@dataclass(frozen=True, slots=True)
class Right:
    """What a name is checked for, by which right, and under which reference of the asker's own."""

    purpose: str
    basis: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """A hit that the asker may see, and the lead that came of it."""

    hit: Hit
    entity: Entity
    lead: Lead


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked and what was met. `cleared` are pairs that an officer found not to be the same before."""

    query: Query
    met: tuple[Met, ...]
    cleared: int = 0


def screen(
    actor: Actor,
    queries: Sequence[Query],
    right: Right,
    *,
    cutoff: float = CUTOFF,
    limit: int = MOST_HITS,
    among: Among | None = None,
) -> list[Answer]:
    """Check names, at most CHUNK at once. A hit changes nothing: it is a lead, and an officer decides of it.

    `among` leaves of the entities those that are asked about. Raises ValueRefused for a name that is none or for more
    names than CHUNK, Refused for a purpose that the actor does not read for, BasisNotInForce and NotAssessed.
    """
    if len(queries) > CHUNK:
        raise ValueRefused("names", f"At most {CHUNK} names are checked at once; there are {len(queries)}.")
    asked = [admitted(one) for one in queries]
    if settings.SECOND_OPINION:
        opinion.prepare()  # it takes its time at first, for which no transaction is kept open
    with act(actor, Permission.NAME_SCREEN) as deed:
        basis = basis_of(actor, right)
        names = screener()  # once: each time it looks in the database for what lists changed
        reach = limit if among is None else limit * REACH
        found = _met(names, asked, cutoff, reach)
        said = {"purpose": right.purpose, "legal_basis": basis, "case": right.case[:120]}
        check = Screening.objects.create(by=actor.key, at=clock.now(), names=len(asked), hits=0, **said)
        seen = _seen(actor, {hit.entry.id for hits in found for hit in hits}, among)
        leads = _Leads(actor, check, right, basis, limit)
        answers = [leads.answer(query, hits, seen) for query, hits in zip(asked, found, strict=True)]
        note_given(actor, (met.entity.pk for one in answers for met in one.met), Given.How.CHECK)
        check.hits = sum(len(one.met) for one in answers)
        check.save(update_fields=["hits"])
        deed.of(check, names=check.names, hits=check.hits, case=check.case)
    return answers


def screen_many(
    actor: Actor, queries: Iterable[Query], right: Right, *, cutoff: float = CUTOFF, limit: int = MOST_HITS
) -> Iterator[Answer]:
    """Check any number of names, CHUNK by CHUNK; what was answered is kept when the rest is broken off."""
    for some in in_chunks(queries, CHUNK):
        yield from screen(actor, some, right, cutoff=cutoff, limit=limit)


def admitted(query: Query) -> Query:
    """The question as it is asked. Raises ValueRefused for a name that is none."""
    try:
        name, *also = (admit(one, limit=LONGEST_NAME).strip() for one in names_of(query))
    except TextRefused as error:
        raise ValueRefused("name", str(error)) from None
    if not any(sign.isalnum() for sign in name):
        raise ValueRefused("name", "Give a name: it has no letter.")
    return Question(name, query.born, query.nationalities, query.identifiers, query.kind, query.key, tuple(also))


def _met(names: Screener, asked: Sequence[Query], cutoff: float, limit: int) -> list[list[Hit]]:
    """What any of each question's names met, each entity once by the name that is likest to its own."""
    each = [replace(query, name=name) for query in asked for name in names_of(query)]
    answers = iter(names.ask_many(each, cutoff=cutoff, limit=limit))
    found = []
    for query in asked:
        best: dict[str, Hit] = {}
        for hit in (hit for _name in names_of(query) for hit in next(answers)):
            if hit.entry.id not in best or best[hit.entry.id].score < hit.score:
                best[hit.entry.id] = hit
        found.append(sorted(best.values(), key=lambda hit: (-hit.score, hit.entry.id))[:limit])
    return found


def basis_of(actor: Actor, right: Right) -> LegalBasis:
    """The legal basis of a check. Raises what `screen` raises where it cannot be one."""
    if right.purpose not in actor.purposes:
        refuse(actor, Permission.NAME_SCREEN, None, "You do not read for this purpose.")
    basis = LegalBasis.objects.filter(pk=right.basis).first()
    if basis is None:
        raise ValueRefused("basis", f"There is no legal basis {right.basis!r}.")
    if not basis.holds_on(clock.today()):
        raise BasisNotInForce(f"{basis} is not in force; no name is checked by it.")
    if not is_assessed(right.purpose, Category.OTHER.value):
        raise NotAssessed("Nobody assessed what checking names for this purpose means: two people sign that first.")
    return basis


def _seen(actor: Actor, keys: set[str], among: Among | None) -> dict[str, Entity]:
    """Of these entities those that the actor may see, that stand on a list now, and that are no victim or witness."""
    listed = rows(actor, Permission.RECORD_READ, Entity).filter(pk__in=keys, gone=False)
    listed = listed.filter(listings__state=Listing.State.LISTED).exclude(category__in=NEVER)
    return {one.pk: one for one in (among(listed) if among else listed).distinct()}


@dataclass(slots=True)
class _Leads:
    """Makes leads of hits: none twice, and none of a pair that was cleared and is as it was."""

    actor: Actor
    check: Screening
    right: Right
    basis: LegalBasis
    limit: int

    def answer(self, query: Query, hits: Sequence[Hit], seen: dict[str, Entity]) -> Answer:
        shown = [hit for hit in hits if hit.entry.id in seen][: self.limit]
        pairs = {hit.entry.id: pair_of(query, hit.entry.id) for hit in shown}
        known = self._known(pairs.values())
        met, cleared = [], 0
        for hit in shown:
            state = digest_of(hit)
            before = known.get(pairs[hit.entry.id])
            if before is not None and before.state == Lead.State.OTHER and before.known == state:
                cleared += 1
                continue
            if before is None or before.known != state:
                before = self._lead(query, hit, pairs[hit.entry.id], state)
            met.append(Met(hit, seen[hit.entry.id], before))
        return Answer(query, tuple(met), cleared)

    def _known(self, pairs: Iterable[str]) -> dict[str, Lead]:
        """The last lead of each pair among those that the actor's own organisation had."""
        own = rows(self.actor, Permission.LEAD_DECIDE, Lead).filter(pair__in=list(pairs)).order_by("pk")
        return {lead.pair: lead for lead in own}

    def _lead(self, query: Query, hit: Hit, pair: str, state: str) -> Lead:
        lead = Lead(
            screening=self.check,
            entity_id=hit.entry.id,
            asked=asked_of(query),
            pair=pair,
            known=state,
            score=hit.score,
            explained=explained(hit) | self._second(query, hit),
            tlp=TLP.AMBER.value,
            originator=self.actor.party or THE_FORUM,
            purpose=self.right.purpose,
            legal_basis=self.basis,
            category=Category.OTHER.value,
            retention=Retention.SHORT.value,
            review_by=clock.today() + timedelta(days=LONGEST[Retention.SHORT]),
        )
        lead.save()
        return lead

    def _second(self, query: Query, hit: Hit) -> dict[str, Any]:
        """Another engine's opinion, where there is one, kept with the lead beside our own reasons."""
        found = opinion.second_opinion(query, hit.entry, names_of(query)) if settings.SECOND_OPINION else None
        return {"second": found} if found else {}


def asked_of(query: Query) -> dict[str, Any]:
    """What was asked as plain data; what was left out is left out."""
    name, *also = names_of(query)
    said: dict[str, Any] = {"name": name, "kind": query.kind or "", "also": also}
    said |= {"born": list(query.born), "nationalities": list(query.nationalities)}
    said["identifiers"] = [{"number": one.number, "type": one.type} for one in query.identifiers]
    return {key: value for key, value in said.items() if value}


def pair_of(query: Query, entity: str) -> str:
    """What stands for a question and an entity: the same for the same question, however it is spelled in detail."""
    said = asked_of(query)
    said["name"] = " ".join(sorted(fold_key(query.name).split()))
    text = json.dumps([said, entity], ensure_ascii=False, sort_keys=True)
    return str(salted_hmac("muntada.register.pair", text, algorithm="sha256").hexdigest())


def digest_of(hit: Hit) -> str:
    """What stands for all that an entity is screened by: it changes when any of that does."""
    text = json.dumps(hit.entry.as_dict(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
