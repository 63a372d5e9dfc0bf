"""Entities and hits in yente's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from muntada.access.actor import Actor
from muntada.register.actions.screening import Met
from muntada.register.exports import as_ftm
from muntada.register.lists.asked import names_of
from muntada.register.models import Entity
from muntada.register.opinion import score as other_score
from muntada.register.queries.narrowing import next_to, open_to_programs, without_hidden
from muntada.register.schema import UnknownSchema, parent_of, schema_of
from muntada.screening.model import Hit, Query

MOMENTS = ("first_seen", "last_seen", "last_change")
_EFFECT = {"confirms": 1.0, "doubts": -0.5, "vetoes": -1.0}
_RULES = {
    "dropped_asked": "not on the list",
    "dropped_listed": "not asked for",
    "title_ignored": "a title, left out of account",
}


def entities_said(actor: Actor, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Each of these entities in FollowTheMoney's schemata, by its key, with moments as yente writes them."""
    said = list(as_ftm(open_to_programs(actor).filter(pk__in=list(keys)), plain=True))
    without_hidden(actor, said)
    return {one["id"]: one | {name: one[name][:19] for name in MOMENTS} for one in said}


def hit_said(query: Query, met: Met, said: Mapping[str, Any], threshold: float, algorithm: str) -> dict[str, Any]:
    """An entity that was met: yente's own members, and beside them the lead that an officer decides of."""
    hit = met.hit
    score = hit.score if algorithm == "muntada" else other_score(algorithm, query, hit.entry, names_of(query))
    why = dict(_explanations(hit))
    second = met.lead.explained.get("second")
    if second:
        why[second["algorithm"]] = _feature(second["score"], "A second opinion; it is no part of the score.", weight=0)
    return {
        **said,
        "score": score,
        "match": score >= threshold,
        "explanations": why,
        "features": {name: feature["score"] for name, feature in why.items()},
        "lead": met.lead.pk,
        "second_opinion": second,
    }


def nested(actor: Actor, entity: Entity, said: dict[str, Any]) -> dict[str, Any]:
    """The entity with what stands next to it in the place of keys; through an edge also what is at its other end."""
    around = adjacent(actor, entity)
    for prop, others in around.items():
        keys = {one["id"] for one in others}
        plain = [value for value in said["properties"].get(prop, ()) if value not in keys]
        said["properties"][prop] = [*others, *plain]
    return said


def adjacent(actor: Actor, entity: Entity) -> dict[str, list[dict[str, Any]]]:
    """What stands next to an entity, by the property of its own, or the reverse of the other's."""
    beside = list(_placed(actor, entity))
    said = entities_said(actor, [other.pk for _prop, other in beside])
    found: dict[str, list[dict[str, Any]]] = {}
    for prop, other in beside:
        one = said.get(other.pk)
        if one is None:
            continue
        if schema_of(other.schema).edge is not None:
            one = _with_other_end(actor, other, one, entity.pk)
        if one["id"] not in {each["id"] for each in found.get(prop, ())}:
            found.setdefault(prop, []).append(one)
    return found


def _placed(actor: Actor, entity: Entity) -> Iterator[tuple[str, Entity]]:
    own = schema_of(entity.schema)
    for side, prop, other in next_to(actor, entity):
        try:
            if side == "of":
                if own.property(prop).type == "entity" and prop in parent_of(own).properties:
                    yield prop, other
            else:
                reverse = schema_of(other.schema).property(prop).reverse
                if reverse:
                    yield reverse, other
        except UnknownSchema:
            continue


def _with_other_end(actor: Actor, edge: Entity, said: dict[str, Any], known: str) -> dict[str, Any]:
    ends = [(prop, one) for side, prop, one in next_to(actor, edge) if side == "of" and one.pk != known]
    others = entities_said(actor, [one.pk for _prop, one in ends])
    properties = dict(said["properties"])
    for prop, one in ends:
        if prop in properties and one.pk in others:
            properties[prop] = [others[one.pk] if value == one.pk else value for value in properties[prop]]
    return said | {"properties": properties}


def facets_said(found: Iterable[Mapping[str, Any]], wanted: Iterable[str]) -> dict[str, Any]:
    """How many of what was found have which value, the most frequent first."""
    labels = {"countries": "Countries", "topics": "Topics", "datasets": "Data sources", "schema": "Schema"}
    facets = {}
    for name in wanted:
        counts: dict[str, int] = {}
        for one in found:
            for value in set(_values(one, name)):
                counts[value] = counts.get(value, 0) + 1
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        values = [{"name": value, "label": value, "count": count} for value, count in ranked]
        facets[name] = {"label": labels.get(name, name.capitalize()), "values": values}
    return facets


def _values(one: Mapping[str, Any], facet: str) -> list[str]:
    if facet == "datasets":
        return list(one["datasets"])
    if facet == "schema":
        return [str(one["schema"])]
    kinds = {"countries": "country", "topics": "topic", "identifiers": "identifier", "genders": "gender"}
    stated = schema_of(one["schema"]).properties
    return [
        value
        for prop, values in one["properties"].items()
        if prop in stated and stated[prop].type == kinds[facet]
        for value in values
    ]


def _explanations(hit: Hit) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "name_match", _feature(hit.name_score, "How alike the names are.", candidate=hit.name.text, weight=1)
    for number, part in enumerate(hit.parts, 1):
        how = f"{_RULES.get(part.rule, part.rule)}; rarity {part.rarity:.2f}"
        yield f"part_{number}", _feature(round(part.likeness, 3), how, part.asked, part.listed, round(part.rarity, 3))
    for fact in hit.facts:
        if fact.effect != "nothing":
            yield fact.field, _feature(_EFFECT[fact.effect], fact.effect, fact.asked, fact.listed, 1)


def _feature(score: float, detail: str, query: str = "", candidate: str = "", weight: float = 0) -> dict[str, Any]:
    return {
        "score": score,
        "detail": detail,
        "query": query or None,
        "candidate": candidate or None,
        "weight": weight,
    }
