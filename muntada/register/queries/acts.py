"""Acts by when, where and what they were, as far as that is stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.register.models import Entity, Statement
from muntada.register.queries.browsing import schemata_of_kinds
from muntada.register.queries.entities import entities
from muntada.register.queries.ties import ties_of

READ = Permission.RECORD_READ
MOST = 5_000  # acts that pictures show
_ABOUT = (
    "date", "startDate", "country", "location", "actType", "latitude", "longitude", "placePrecision", "killed",
    "killedLow", "killedHigh", "wounded",
)  # fmt: skip
_SURE = ("", "exact", "town")  # precisions at which a point says where it was


@dataclass(frozen=True, slots=True)
class Act:
    """An act as pictures and tables show it: when as precisely as it is known, where in degrees, how many were killed.

    `point` is latitude and longitude; `near` says that it stands for a region or a country. `killed` is the best count
    and, where there are any, the lowest and the highest; None for what nobody states.
    """

    one: Entity
    day: str
    kind: str
    countries: tuple[str, ...]
    place: str
    point: tuple[float, float] | None
    near: bool
    killed: tuple[int | None, int | None, int | None]
    wounded: int | None


def acts(actor: Actor | None) -> QuerySet[Entity]:
    """The acts that the actor may see, each with its `day`: empty where none is stated."""
    said = Statement.objects.filter(entity=OuterRef("pk"), ended_at__isnull=True, prop__in=("date", "startDate"))
    day = Coalesce(Subquery(said.order_by("prop", "pk").values("value")[:1]), Value(""), output_field=TextField())
    found = entities(actor).filter(schema__in=schemata_of_kinds()["act"], gone=False)
    return found.annotate(day=day)


def acts_where(
    actor: Actor | None, *, since: int | None = None, until: int | None = None, kind: str = "", country: str = ""
) -> QuerySet[Entity]:
    """The acts of some years, of one kind, in one country."""
    found = acts(actor)
    if since is not None:
        found = found.filter(Q(("day__gte", f"{since:04d}")))
    if until is not None:
        found = found.filter(Q(("day__lt", f"{until + 1:04d}")))
    for prop, value in (("actType", kind), ("country", country)):
        if value:
            said = Statement.objects.filter(entity=OuterRef("pk"), prop=prop, value=value, ended_at__isnull=True)
            found = found.filter(Exists(said))
    return found


def kinds(actor: Actor | None) -> list[str]:
    """The kinds of act that are stated of what the actor may see."""
    return _values(actor, "actType")


def countries(actor: Actor | None) -> list[str]:
    """The countries that acts were in."""
    return _values(actor, "country")


def _values(actor: Actor | None, prop: str) -> list[str]:
    said = rows(actor, READ, Statement, via="entity").filter(prop=prop, ended_at__isnull=True)
    said = said.filter(entity__schema__in=schemata_of_kinds()["act"], entity__gone=False)
    return list(said.order_by("value").values_list("value", flat=True).distinct())


def told(actor: Actor | None, some: Iterable[Entity]) -> list[Act]:
    """These acts with what is stated of each, in the same order."""
    every = list(some)
    said: dict[str, dict[str, list[str]]] = {one.pk: {} for one in every}
    stated = rows(actor, READ, Statement, via="entity").filter(prop__in=_ABOUT, ended_at__isnull=True)
    for start in range(0, len(every), 500):
        keys = [one.pk for one in every[start : start + 500]]
        found = stated.filter(entity__in=keys).order_by("pk").values_list("entity", "prop", "value")
        for key, prop, value in found:
            said[key].setdefault(prop, []).append(value)
    return [_act(one, said[one.pk]) for one in every]


def groups_of(actor: Actor | None, some: Iterable[Entity]) -> dict[str, list[tuple[Entity, str]]]:
    """Who is said to have taken part in each of these acts, and on which basis."""
    found: dict[str, list[tuple[Entity, str]]] = {}
    keys = {one.pk for one in some}
    for tie in ties_of(actor, keys) if keys else []:
        basis = next((one.value for one in tie.said if one.prop == "basis"), "")
        if tie.target.pk in keys and tie.relation is not None:
            found.setdefault(tie.target.pk, []).append((tie.source, basis))
    return found


def _act(one: Entity, said: dict[str, list[str]]) -> Act:
    return Act(
        one=one,
        day=(said.get("date") or said.get("startDate") or [""])[0],
        kind=(said.get("actType") or [""])[0],
        countries=tuple(dict.fromkeys(said.get("country", ()))),
        place=(said.get("location") or [""])[0],
        point=_point(said),
        near=(said.get("placePrecision") or [""])[0] not in _SURE,
        killed=(_number(said, "killedLow"), _number(said, "killed"), _number(said, "killedHigh")),
        wounded=_number(said, "wounded"),
    )


def _point(said: dict[str, list[str]]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(said["latitude"][0]), float(said["longitude"][0])
    except (KeyError, ValueError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _number(said: dict[str, list[str]], prop: str) -> int | None:
    value = (said.get(prop) or [""])[0]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
