"""How the entries of a list become entities, statements and listings; only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from muntada.access import clock
from muntada.access.models import BasisNotInForce, LegalBasis, NotAssessed, is_assessed
from muntada.marking.handling import LONGEST, THE_FORUM, Category, Purpose, Retention
from muntada.marking.tlp import TLP
from muntada.register.actions.telling import tell
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.facts import KnownList
from muntada.register.lists import Read, Stated
from muntada.register.models import Entity, Listing, ListingChange, Notice, Run, Statement, Tide
from muntada.register.schema import schema_of

Told = tuple[str, str, str, str]  # property, value, original, language
_KEPT_AS = Retention.CASE
_MOST_TOLD = 200  # statements of an entry that its history lists one by one


@dataclass(frozen=True, slots=True)
class Handled:
    """How what comes with a list is handled: what speaks of a person has a legal basis and a day of review."""

    basis: LegalBasis | None
    known: KnownList

    @classmethod
    def under(cls, known: KnownList) -> Handled:
        """As a list declares. Raises BasisNotInForce, and NotAssessed where nobody signed an assessment."""
        if not known.basis:
            return cls(None, known)
        basis = LegalBasis.objects.get(pk=known.basis)
        if not basis.holds_on(clock.today()):
            raise BasisNotInForce(f"{basis} is not in force; nothing new rests on it.")
        if not is_assessed(Purpose.PREVENTION.value, Category.OTHER.value):
            raise NotAssessed(
                "Nobody assessed what it means to keep lists that name persons. Two people sign an assessment first: "
                "the page “Assessments” under “Rights of persons”, purpose “prevention”, category “other”."
            )
        return cls(basis, known)

    @staticmethod
    def of_runs() -> dict[str, Any]:
        """Of a run, which names nobody."""
        return {"tlp": TLP.GREEN.value, "originator": THE_FORUM, "purpose": Purpose.PREVENTION.value}

    def columns(self, *, person: bool) -> dict[str, Any]:
        """The columns of an entity. To stand on a list makes nobody a suspect: whoever does is `other`."""
        columns = {**self.of_runs(), "kept_since": clock.today()}
        if person:
            columns |= {
                "legal_basis": self.basis,
                "category": Category.OTHER.value,
                "retention": _KEPT_AS.value,
                "review_by": next_review(),
            }
        return columns


def next_tide() -> int:
    """The next number of changes. Nobody else gets one before this transaction has ended."""
    Tide.objects.get_or_create(pk=1)
    tide = Tide.objects.select_for_update().get(pk=1)
    tide.number += 1
    tide.save()
    return tide.number


def next_review() -> date:
    """The last day by which what stands on a list today is looked at again."""
    return clock.today() + timedelta(days=LONGEST[_KEPT_AS])


def about_persons(entities: Sequence[Read]) -> frozenset[str]:
    """The keys of entities that speak of a person: persons, and whatever points to one (papers, sanctions, ties)."""
    persons = {one.key for one in entities if schema_of(one.schema).is_a("Person")}
    pointing = {
        one.key
        for one in entities
        for said in one.stated
        if said.value in persons and schema_of(one.schema).property(said.prop).type == "entity"
    }
    return frozenset(persons | pointing)


def caption_of(schema: str, told: Sequence[Stated]) -> str:
    """What an entity is called: the first value of the first property that may name it."""
    for prop in schema_of(schema).captions:
        found = next((one.value for one in told if one.prop == prop), "")
        if found:
            return found[:600]
    return schema


@dataclass(slots=True)
class Entering:
    """One run at work, in one transaction or in several: what it did stands in the database by the run's moment.

    `came`, `changed` and `gone` are the keys of entities once it has settled.
    """

    run: Run
    handled: Handled
    persons: frozenset[str]
    came: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)  # whose keys another list has

    def take(self, some: Sequence[Read]) -> None:
        """Enter some entries: new ones whole, of known ones what differs."""
        held = {one.key: one for one in Entity.objects.filter(pk__in=[one.key for one in some])}
        foreign = {key for key, one in held.items() if one.dataset != self.run.dataset}
        if foreign:
            self.foreign.extend(sorted(foreign))
            some = [one for one in some if one.key not in foreign]
        told = self._told(held)
        new = [one for one in some if one.key not in held]
        self._enter(new)
        for one in some:
            if one.key in held:
                self._compare(held[one.key], one, told[one.key])
        self._list([one for one in some if one.reference or one.programme])
        seen = [one.key for one in some if one.key in held]
        Entity.objects.filter(pk__in=seen).update(last_seen=self.run.at)
        renewed = [key for key in seen if key in self.persons]
        # That its publisher lists it today is the ground on which it is kept for another term.
        Entity.objects.filter(pk__in=renewed).update(kept_since=clock.today(), review_by=next_review())
        Statement.objects.filter(entity__in=seen, ended_at__isnull=True).update(last_seen=self.run.at)

    def _told(self, held: Collection[str]) -> dict[str, dict[Told, int]]:
        found: dict[str, dict[Told, int]] = defaultdict(dict)
        standing = Statement.objects.filter(entity__in=held, dataset=self.run.dataset, ended_at__isnull=True)
        for pk, key, *said in standing.values_list("pk", "entity_id", "prop", "value", "original", "language"):
            prop, value, original, language = said
            found[key][prop, value, original, language] = pk
        return found

    def _enter(self, new: Sequence[Read]) -> None:
        Entity.objects.bulk_create([self._entity(one) for one in new])
        self._state([(one.key, said) for one in new for said in one.stated])

    def _entity(self, one: Read) -> Entity:
        return Entity(
            key=one.key,
            schema=one.schema,
            caption=caption_of(one.schema, one.stated),
            dataset=self.run.dataset,
            first_seen=self.run.at,
            last_seen=self.run.at,
            changed_at=self.run.at,
            **self.handled.columns(person=one.key in self.persons),
        )

    def _state(self, said: Sequence[tuple[str, Stated]]) -> None:
        Statement.objects.bulk_create(
            [
                Statement(
                    entity_id=key,
                    prop=one.prop,
                    value=one.value,
                    original=one.original,
                    language=one.language,
                    dataset=self.run.dataset,
                    kind=one.kind or Statement.Kind.FACT,
                    reliability=self.handled.known.reliability,
                    credibility=one.credibility or self.handled.known.credibility,
                    first_seen=self.run.at,
                    last_seen=self.run.at,
                )
                for key, one in said
            ],
            batch_size=CHUNK,
        )

    def _compare(self, entity: Entity, one: Read, told: dict[Told, int]) -> None:
        """Enter what an entry says anew, and end what it says no more."""
        now = {(said.prop, said.value, said.original, said.language): said for said in one.stated}
        added = [said for key, said in now.items() if key not in told]
        ended = [key for key in told if key not in now]
        if not (added or ended or entity.gone or entity.schema != one.schema):
            return
        self._state([(one.key, said) for said in added])
        Statement.objects.filter(pk__in=[told[key] for key in ended]).update(ended_at=self.run.at)
        back = entity.gone
        entity.schema, entity.gone, entity.changed_at = one.schema, False, self.run.at
        entity.caption = caption_of(one.schema, one.stated)
        entity.save(update_fields=["schema", "gone", "changed_at", "caption"])
        what = ListingChange.What.BACK if back else ListingChange.What.CHANGED
        detail = {
            "added": [[said.prop, said.value] for said in added[:_MOST_TOLD]],
            "ended": [[prop, value] for prop, value, _, _ in ended[:_MOST_TOLD]],
        }
        listings = Listing.objects.filter(entity=entity, dataset=self.run.dataset)
        if back:
            listings.update(state=Listing.State.LISTED, until=None)
        ListingChange.objects.bulk_create([self._change(listing, what, detail) for listing in listings])

    def _list(self, some: Sequence[Read]) -> None:
        """A listing of each that has none; its reference and programme as they are now."""
        held = {one.entity_id: one for one in Listing.objects.filter(dataset=self.run.dataset, entity__in=_keys(some))}
        new = []
        for one in some:
            stated = {"reference": one.reference[:60], "programme": one.programme[:200], "since": _day(one.since)}
            listing = held.get(one.key)
            if listing is None:
                new.append(Listing(entity_id=one.key, dataset=self.run.dataset, **stated))
            elif any(getattr(listing, name) != value for name, value in stated.items()):
                Listing.objects.filter(pk=listing.pk).update(**stated)
        Listing.objects.bulk_create(new)
        ListingChange.objects.bulk_create([self._change(one, ListingChange.What.NEW, {}) for one in new])

    def end_others(self, named: Collection[str]) -> None:
        """Suspend what stood on the list and stands there no more: from now on it is no hit.

        Of a list that is brought in by parts only what belongs to an act that it names goes: who took part in it.
        """
        for keys in in_chunks(sorted(self._standing(named) - set(named))):
            Entity.objects.filter(pk__in=keys).update(gone=True, changed_at=self.run.at)
            ended = Listing.objects.filter(dataset=self.run.dataset, entity__in=keys, state=Listing.State.LISTED)
            changes = [self._change(one, ListingChange.What.GONE, {}) for one in ended]
            ended.update(state=Listing.State.SUSPENDED, until=clock.today())
            ListingChange.objects.bulk_create(changes)

    def _standing(self, named: Collection[str]) -> set[str]:
        """What of this list stands now and may go by this run."""
        own = Entity.objects.filter(dataset=self.run.dataset, gone=False)
        if self.handled.known.whole:
            return set(own.values_list("key", flat=True))
        found: set[str] = set()
        for keys in in_chunks(named):
            tied = Statement.objects.filter(prop="object", value__in=keys, ended_at__isnull=True)
            found.update(own.filter(pk__in=tied.values("entity_id")).values_list("key", flat=True))
        return found

    def settle(self) -> None:
        """Count what came, changed and went; tell the history of those whose papers alone changed, and whoever was
        given an entry; and let the indexes of names follow."""
        own = Entity.objects.filter(dataset=self.run.dataset)
        now = own.filter(changed_at=self.run.at).values_list("key", flat=True).order_by("key")
        self.came = list(now.filter(first_seen=self.run.at))
        self.changed = list(now.filter(gone=False).exclude(first_seen=self.run.at))
        self.gone = list(now.filter(gone=True).exclude(first_seen=self.run.at))
        mine = ListingChange.objects.filter(run=self.run)
        known = set(mine.values_list("listing__entity_id", flat=True))
        touched = self._touched() - known
        for keys in in_chunks(sorted(touched)):
            listings = Listing.objects.filter(dataset=self.run.dataset, entity__in=keys)
            papers = [self._change(one, ListingChange.What.CHANGED, {"papers": True}) for one in listings]
            ListingChange.objects.bulk_create(papers)
        mine.update(tide=next_tide())
        back = set(mine.filter(what=ListingChange.What.BACK).values_list("listing__entity_id", flat=True))
        self._tell(back, touched)

    def _touched(self) -> set[str]:
        """Those to whom something belongs that came, changed or went: papers, sanctions, ties to others."""
        found: set[str] = set()
        for keys in in_chunks([*self.came, *self.changed, *self.gone]):
            beside = Statement.objects.filter(entity__in=keys, entity__listings__isnull=True)
            for schema, prop, value in beside.values_list("entity__schema", "prop", "value"):
                if schema_of(schema).property(prop).type == "entity":
                    found.add(value)
        return found

    def _tell(self, back: set[str], touched: set[str]) -> None:
        """Tell those who were given entries what became of them, in the transaction that settles the run."""
        what = Notice.What
        told = tell(self.gone, what.GONE, self.run)
        told += tell(sorted(back), what.BACK, self.run)
        others = (set(self.changed) | touched) - back - set(self.gone) - set(self.came)
        self.run.told = told + tell(sorted(others), what.CHANGED, self.run)

    def _change(self, listing: Listing, what: ListingChange.What, detail: dict[str, Any]) -> ListingChange:
        return ListingChange(listing=listing, run=self.run, what=what, detail=detail, by=self.run.by, at=self.run.at)


def _keys(some: Sequence[Read]) -> list[str]:
    return [one.key for one in some]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
