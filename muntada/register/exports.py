"""Entities as FollowTheMoney's JSON: as the register holds them, or for programs that know its schemata alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.exports import handlings_of
from muntada.register.actions.telling import listed_things, note_given
from muntada.register.chunks import CHUNK, in_chunks
from muntada.register.entered import SPECIAL
from muntada.register.models import Entity, Given, Listing, Statement
from muntada.register.queries.narrowing import open_to_programs, without_hidden
from muntada.register.schema import schema_of, written_down
from muntada.trail.deed import act


def export_entities(actor: Actor, *, dataset: str = "", plain: bool = False) -> Iterator[bytes]:
    """The entities that the actor may see, one line of JSON each; `plain` writes ours as FollowTheMoney's.

    What its list does not name any more is left out, so is what speaks of a victim or a witness, and what may not go:
    what is flagged for its neutrality until a reviewer lets it go, and what was entered here about a child. What is
    disputed says so, and so does what is an assessment; each line carries its handling. The export is a line of the
    trail before its first line is given.
    """
    found = open_to_programs(actor).filter(gone=False).order_by("pk")
    if dataset:
        found = found.filter(dataset=dataset)
    with act(actor, Permission.LIST_EXPORT) as deed:
        deed.to(actor.key)
        note_given(actor, listed_things(found.values_list("pk", flat=True).iterator(CHUNK)), Given.How.FILE)
    for some in in_chunks(found.iterator(chunk_size=CHUNK)):
        told = list(_said(some, plain=plain))
        without_hidden(actor, told, unknown=False)
        for said, handling in zip(told, handlings_of(some), strict=True):
            yield (json.dumps(said | handling, ensure_ascii=False, sort_keys=True) + "\n").encode()


def as_ftm(found: QuerySet[Entity], *, plain: bool = False) -> Iterator[dict[str, Any]]:
    """Each of these entities as FollowTheMoney's plain data."""
    for some in in_chunks(found.iterator(chunk_size=CHUNK)):
        yield from _said(some, plain=plain)


def _said(some: list[Entity], *, plain: bool) -> Iterator[dict[str, Any]]:
    values = properties_of(one.pk for one in some)
    judged = assessments_of(one.pk for one in some)
    listed = set(
        Listing.objects.filter(entity__in=[one.pk for one in some], state=Listing.State.LISTED)
        .values_list("entity_id", flat=True)
    )  # fmt: skip
    for one in some:
        schema, properties = one.schema, values[one.pk]
        if plain:
            schema, properties = written_down(schema_of(schema), properties)
        stated = {
            "id": one.pk,
            "caption": one.caption,
            "schema": schema,
            "properties": dict(sorted(properties.items())),
            "datasets": [one.dataset],
            "referents": [],
            "target": one.pk in listed,
            "first_seen": one.first_seen.isoformat(timespec="seconds"),
            "last_seen": one.last_seen.isoformat(timespec="seconds"),
            "last_change": one.changed_at.isoformat(timespec="seconds"),
        }
        marked = {"disputed": True} if one.disputed else {}
        yield stated | marked | ({"assessments": judged[one.pk]} if one.pk in judged else {})


def properties_of(keys: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """What is stated of each of these entities now, by property, in the order in which it was stated.

    Values of special categories of data are never given out.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    standing = Statement.objects.filter(entity__in=list(keys), ended_at__isnull=True).order_by("pk")
    for key, prop, value in standing.exclude(prop__in=SPECIAL).values_list("entity_id", "prop", "value"):
        values = found[key].setdefault(prop, [])
        if value not in values:
            values.append(value)
    return found


def assessments_of(keys: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Of what is stated now the values that are no facts but what somebody makes of them, by entity and property."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    standing = Statement.objects.filter(entity__in=list(keys), ended_at__isnull=True, kind=Statement.Kind.ASSESSMENT)
    for key, prop, value in standing.exclude(prop__in=SPECIAL).order_by("pk").values_list("entity_id", "prop", "value"):
        found[key].setdefault(prop, []).append(value)
    return found
