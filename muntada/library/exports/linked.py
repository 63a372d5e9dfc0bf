"""A text as linked data for search engines: schema.org's Legislation, or CreativeWork for what is no legal text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muntada.access.actor import Actor
from muntada.library import queries
from muntada.library.exports.gathered import Taken
from muntada.library.models import Relation, Work
from muntada.library.structure.akn.names import document_of, plain_date
from muntada.library.told import kind_in, name_in
from muntada.text.lexicon import by_id

_P = Relation.Predicate
# What a relation is called there; every other one says what a text rests on.
_RELATIONS = {_P.AMENDS.value: "legislationAmends", _P.SUPERSEDES.value: "legislationRepeals"}
_RESTS_ON = {_P.IMPLEMENTS.value, _P.EXTENDS.value, _P.ELABORATES.value, _P.RECALLS.value, _P.REPEATS.value}


def linked_data(actor: Actor, taken: Taken, language: str, address: Callable[[Work, str], str]) -> dict[str, Any]:
    """The text as JSON-LD; `address` gives where the page of a work stands in a language."""
    work = taken.work
    legal = document_of(work.kind) in {"act", "statement"}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if legal else "CreativeWork",
        "@id": address(work, language),
        "url": address(work, language),
        "name": [{"@language": one.language, "@value": one.text} for one in work.titles.all() if one.preferred],
        "inLanguage": sorted(taken.page.versions),
        "about": [{"@type": "DefinedTerm", "name": name} for name in _topics(work, language)],
        "workTranslation": [
            {"@type": "Legislation" if legal else "CreativeWork", "@id": address(work, code), "inLanguage": code,
             "name": version.title}
            for code, version in sorted(taken.page.versions.items())
        ],
    }  # fmt: skip
    day = plain_date(work.adopted)
    if legal:
        said |= {"legislationIdentifier": work.symbol or work.key, "legislationType": kind_in(work, language)}
        said |= {"legislationDate": day} if day else {}
        if taken.body is not None:
            said["legislationPassedBy"] = {"@type": "Organization", "name": name_in(taken.body, language)}
    else:
        said |= {"identifier": work.symbol or work.key, "genre": kind_in(work, language)}
        said |= {"dateCreated": day} if day else {}
    return {name: value for name, value in (said | _related(actor, work, language, address, legal)).items() if value}


def _related(
    actor: Actor, work: Work, language: str, address: Callable[[Work, str], str], legal: bool
) -> dict[str, list[dict[str, str]]]:
    """What the text rests on, amends and repeals, as far as the actor may know of it."""
    found: dict[str, list[dict[str, str]]] = {}
    objects = [one.object_work_id for one in queries.relations(actor, work)]
    known = {one.pk: one for one in queries.works(actor).filter(pk__in=objects)}
    for one in queries.relations(actor, work):
        other = known.get(one.object_work_id)
        name = _RELATIONS.get(one.predicate, "") if legal else ""
        name = name or ("isBasedOn" if one.predicate in _RESTS_ON else "")
        if one.subject_work_id != work.pk or other is None or not name:
            continue
        line = {"@type": "CreativeWork", "identifier": other.symbol or other.key, "@id": address(other, language)}
        if line not in found.setdefault(name, []):
            found[name].append(line)
    return found


def _topics(work: Work, language: str) -> list[str]:
    terms = by_id()
    return [getattr(terms[f"topic.{one}"], language) for one in work.topics if f"topic.{one}" in terms]
