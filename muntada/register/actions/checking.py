"""What somebody enters, checked before it is written: values, what they rest on, whom they name, how it is handled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.given import Given, HandlingRefused, brought_under
from muntada.evidence.conditions import conditions_of
from muntada.evidence.models import Passage
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import LONGEST, Conditions, Handling, Incomparable, Retention, review_within, strictest
from muntada.marking.tlp import TLP
from muntada.register.entered import SPECIAL, Grades, Told, WrongValue, cleaned, complete, is_child
from muntada.register.facts.own import end_of, offered
from muntada.register.lists.form import Stated
from muntada.register.lists.sensible import why_not
from muntada.register.models import Entity, Statement
from muntada.register.queries import entities, special
from muntada.register.queries.names import NEVER
from muntada.register.schema import Property, Schema, UnknownSchema, schema_of

_OPEN_TO_MANY = (TLP.CLEAR, TLP.GREEN)
_MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class One:
    """A value as it is kept."""

    prop: str
    value: str
    original: str
    language: str
    grades: Grades

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @classmethod
    def of(cls, said: dict[str, Any]) -> One:
        """From plain data."""
        return cls(**{**said, "grades": Grades(**said["grades"])})


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked: of which kind, what is stated, and whom it names; `passages` are what values rest on."""

    schema: Schema
    told: tuple[One, ...]
    named: tuple[Entity, ...] = ()
    passages: tuple[Passage, ...] = ()


def checked(
    actor: Actor, schema: str, told: Sequence[Told], *, to: Entity | None = None, instead_of: Statement | None = None
) -> Checked:
    """Values as they are kept, of a new entity, or `to` one that stands. Raises ValueRefused."""
    found = _kind(schema)
    if not 0 < len(told) <= _MOST_VALUES:
        raise ValueRefused("name", f"State something, and no more than {_MOST_VALUES} values at once.")
    said = tuple(dict.fromkeys(_one(actor, found, each, to) for each in told))
    standing = list(_standing(to, instead_of)) if to is not None else []
    complete(found, [Told(one.prop, one.value, one.grades) for one in said] + standing)
    named = tuple(_named(actor, found, said))
    passages = tuple(_passages(actor, said))
    if to is not None:
        _fits(to, named, passages)
    return Checked(found, said, named, passages)


def _standing(entity: Entity, without: Statement | None) -> Iterable[Told]:
    for one in Statement.objects.filter(entity=entity, ended_at__isnull=True).exclude(
        pk=without.pk if without is not None else 0
    ):
        yield Told(one.prop, one.value, Grades(one.kind, one.reliability, one.credibility))


def _kind(name: str) -> Schema:
    if name not in offered():
        raise ValueRefused("schema", f"By hand one of these is entered: {', '.join(offered())}.")
    return schema_of(name)


def _one(actor: Actor, schema: Schema, told: Told, to: Entity | None) -> One:
    try:
        stated = schema.property(told.prop)
    except UnknownSchema as error:
        raise WrongValue(told.prop, "unknown_property", str(error)) from None
    if told.prop in SPECIAL:
        if to is None:
            raise WrongValue(told.prop, "closed", "Values of this kind are stated of an entity that stands.")
        if told.prop not in special.open_to(actor, to):
            raise WrongValue(told.prop, "closed", "Nobody opened this to you: it is asked for under an assessment.")
    _graded(told.grades)
    value, original = cleaned(stated, told.value)
    # What nobody believes of a list nobody enters by hand: a birth in a year of the Hijra makes a child 590 years old.
    wrong = why_not(schema, Stated(told.prop, value, original), clock.today())
    if wrong is not None:
        raise WrongValue(told.prop, "text" if wrong[0] == "text" else "date", wrong[1])
    return One(told.prop, value, original, told.language[:3], told.grades)


def _graded(grades: Grades) -> None:
    if grades.kind not in Statement.Kind.values:
        raise ValueRefused("kind", "Say whether it is recorded or an assessment.")
    if grades.reliability not in Statement.Reliability.values:
        raise ValueRefused("reliability", "Say how reliable the source is: A to F.")
    if grades.credibility not in range(1, 7):
        raise ValueRefused("credibility", "Say how credible it is: 1 to 6.")


def _named(actor: Actor, schema: Schema, said: Sequence[One]) -> Iterable[Entity]:
    """The entities that values name. Raises ValueRefused for one that cannot stand there, or is not to be known of."""
    pointing = [(one, schema.property(one.prop)) for one in said if schema.property(one.prop).type == "entity"]
    seen = entities.seen(actor, (one.value for one, _ in pointing))
    for one, stated in pointing:
        other = seen.get(one.value)
        if other is None:
            raise WrongValue(one.prop, "unknown", "There is no such entity.")
        if not _may_stand(schema, stated, other):
            raise WrongValue(one.prop, "range", "Such an entity cannot stand here.")
        yield other
    if schema.edge is not None and len({other.pk for other in seen.values()}) == 1 and len(pointing) > 1:
        raise WrongValue(schema.edge[1], "itself", "Nothing relates to itself.")


def _may_stand(schema: Schema, stated: Property, other: Entity) -> bool:
    wanted = end_of(schema.name, stated.name) or stated.range
    return not wanted or schema_of(other.schema).is_a(wanted)


def _passages(actor: Actor, said: Sequence[One]) -> Iterable[Passage]:
    wanted = {one.grades.passage for one in said if one.grades.passage is not None}
    seen = rows(actor, Permission.SOURCE_READ, Passage, via="document").filter(pk__in=wanted)
    found = {one.pk: one for one in seen.select_related("document")}
    if wanted - set(found):
        raise ValueRefused("passage", "There is no such passage.")
    return found.values()


def _fits(entity: Entity, named: Iterable[Entity], passages: Iterable[Passage]) -> None:
    for other in named:
        if not other.handling.flows_to(entity.handling):
            raise ValueRefused("passage", "What it names is shared with fewer people than this record.")
    for passage in passages:
        if not passage.document.handling.flows_to(entity.handling):
            raise ValueRefused("passage", "The source is shared with fewer people than this record.")


def handled_as(actor: Actor, found: Checked, given: Given) -> tuple[Handling, Conditions]:
    """How a new entity is handled: no wider than its sources and whom it names. Raises HandlingRefused, ValueRefused.

    Unmarked it is TLP:AMBER, among the staff. What names a person is kept as that person's record is, at most.
    """
    personal = [one for one in found.named if one.category is not None]
    given = replace(given, tlp=given.tlp or TLP.AMBER)
    if found.schema.is_a("Person") and given.category is None:
        raise HandlingRefused("category", "category_needed")
    if personal and given.category is None:
        first = min(personal, key=lambda one: (one.review_by or clock.today(), one.pk))
        given = replace(given, **_as(conditions_of(first)))
    if given.category is not None and given.category.value in NEVER:
        raise HandlingRefused("category", "never_registered")
    if of_children(found):
        given = _of_a_child(given)
    handling, conditions = brought_under(actor, given, "")
    beneath = [*(one.handling for one in found.named), *(one.document.handling for one in found.passages)]
    try:
        if beneath and strictest(beneath, handling) != handling:
            raise HandlingRefused("tlp", "wider_than_text")
    except Incomparable:
        raise HandlingRefused("audience", "wider_than_text") from None
    return handling, conditions


def _as(kept: Conditions) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in ("purpose", "legal_basis", "category", "retention", "review_by")}


def _of_a_child(given: Given) -> Given:
    """A child's record: shared with nobody at first, and looked at again within a year."""
    if given.tlp in _OPEN_TO_MANY or given.audience:
        raise HandlingRefused("tlp", "child_shared")
    tlp = given.tlp if given.tlp == TLP.RED else TLP.AMBER_STRICT
    retention = given.retention or Retention.CASE
    if LONGEST[retention] > LONGEST[Retention.CASE]:
        raise HandlingRefused("retention", "child_too_long")
    return replace(given, tlp=tlp, retention=retention, review_by=given.review_by or _within_a_year(retention))


def _within_a_year(retention: Retention) -> Any:
    return review_within(retention, clock.today())


def of_children(found: Checked, entity: Entity | None = None) -> bool:
    """Whether what is entered speaks of a child: by its date of birth, or as papers and ties of one do."""
    births = [one.value for one in found.told if one.prop == "birthDate"]
    about = [one.pk for one in found.named] + ([entity.pk] if entity is not None else [])
    return is_child(births, clock.today()) or bool(children(about))


def children(keys: Iterable[str]) -> set[str]:
    """Of these entities those that speak of a child today."""
    born = Statement.objects.filter(entity__in=list(keys), prop="birthDate", ended_at__isnull=True)
    return {key for key, value in born.values_list("entity_id", "value") if is_child([value], clock.today())}


def corrected(statement: Statement, found: Checked) -> None:
    """Raises ValueRefused where the corrected value is the one that stands."""
    if any(one.value == statement.value for one in found.told):
        raise ValueRefused("value", "This is what stands there.")
