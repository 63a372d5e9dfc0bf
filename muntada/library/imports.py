"""Loads the shipped tables of works: the forum's documents, the conventions and resolutions around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.ledger import ReferenceLedger
from muntada.library.actions.tables import bring_relations, bring_symbols, bring_titles, bring_works
from muntada.library.facts import FrameworkDocument, Instrument, framework_documents, instruments
from muntada.library.models import Relation
from muntada.library.naming import work_symbols
from muntada.parties.bring import FactsWrong, TableRow
from muntada.parties.facts import bodies, organisations, states
from muntada.parties.imports import Loaded, expect
from muntada.text.folding import fold_key
from muntada.text.lexicon import by_id
from muntada.trail.deed import act

_FORUM = "gctf"
UNIVERSAL = "UN treaty (19 instruments)"
KINDS = ("library.work", "library.title", "library.relation")

# The tables' short words for kinds, where the lexicon has another id.
_DOCUMENT_KINDS = {
    "recommendations": "recommendation",
    "tool": "toolkit",
    "guidance": "guidelines",
    "principles": "guiding_principles",
    "manual": "handbook",
}
_FAMILY_KINDS = {
    "SC resolution": "security_council_resolution",
    "GA resolution": "general_assembly_resolution",
    "SC presidential statement": "presidential_statement",
    "SC guiding principles": "guiding_principles",
    "SC document": "framework_document",
    "SC declaration": "declaration",
    "UN SG plan": "action_plan",
}
# Of a treaty or a regional instrument the title says the kind; the first word found decides.
_TITLE_KINDS = (
    ("protocol", "protocol"),
    ("convention", "convention"),
    ("treaty", "treaty"),
    ("plan of action", "action_plan"),
    ("strategy", "strategy"),
    ("recommendations", "recommendation"),
)
_ORGANS = {
    "OAU/AU": "org.african_union",
    "OAS": "org.organization_of_american_states",
    "SCO": "org.shanghai_cooperation_organisation",
    "OIC": "org.organisation_of_islamic_cooperation",
    "UN Secretary-General": "un",
    "UN Security Council": "un.sc",
    "UN General Assembly": "un.ga",
    # No table has these two organisations.
    "SAARC": None,
    "CIS": None,
}


def load_library(actor: Actor) -> Loaded:
    """Bring every work with its titles and relations in. Raises FactsWrong, and then changes nothing."""
    documents, known = framework_documents(), instruments()
    check_library(documents, known)
    works = [_of_document(one) for one in documents] + [_of_instrument(one) for one in known]
    every: list[FrameworkDocument | Instrument] = [*documents, *known]
    shown = [row for one in every for row in _titles(one)]
    others = [title for one in documents for title in _other_titles(one)]
    with act(actor, Permission.FACTS_LOAD) as deed:
        ledger = ReferenceLedger(KINDS)
        done = bring_works(deed, ledger, works)
        titles = bring_titles(deed, ledger, shown, others)
        relations = bring_relations(deed, ledger, [row for one in known for row in _relations(one)])
        bring_symbols(work_symbols())
        ledger.close()
    brought = (done, titles, relations)
    return Loaded(sum(len(one.created) for one in brought), sum(len(one.changed) for one in brought))


def _of_document(one: FrameworkDocument) -> TableRow:
    counted = f"{one.items_count} {one.items_label}" if one.items_count else ""
    values = {
        "kind": _DOCUMENT_KINDS.get(one.kind, one.kind),
        "body": _FORUM,
        "adopted": one.date or one.year,
        "parent": one.parent_id or None,
        "status": one.status,
    }
    beside = _beside(one, "; ".join(part for part in (counted, one.note) if part))
    # Who prepared it: the members in the lead and the working group.
    lists = {
        "topics": one.topics,
        "languages": one.languages_seen,
        "leads": (*one.lead_codes, *one.working_group_id),
    }
    return TableRow(one.id, values, beside, one.source, one.confidence, lists)


def _of_instrument(one: Instrument) -> TableRow:
    values = {
        "kind": kind_of(one),
        "symbol": one.symbol,
        "body": organ_of(one),
        "adopted": one.adopted,
        "in_force": one.in_force,
        "binding": binding_of(one),
        "status": "" if one.adopted else "planned",
    }
    return TableRow(one.id, values, _beside(one, one.note), one.source, one.confidence, {"topics": one.topics})


def _beside(one: FrameworkDocument | Instrument, note: str) -> dict[str, Any]:
    return {"key": one.id, "note": note, "source": one.source[:300], "confidence": one.confidence}


def _titles(one: FrameworkDocument | Instrument) -> Iterator[TableRow]:
    for language in ("ar", "en", "fr"):
        text = getattr(one, f"title_{language}")
        standing = getattr(one, f"title_{language}_status", "")
        beside = {"work": one.id, "language": language, "preferred": True, "standing": standing}
        if text:
            yield TableRow((one.id, language), {"text": text}, beside, one.source, one.confidence)


def _other_titles(one: FrameworkDocument) -> Iterator[tuple[str, str, str]]:
    for language, texts in (("ar", one.title_ar_alt), ("en", one.title_en_alt)):
        yield from ((one.id, language, text) for text in texts if text != getattr(one, f"title_{language}"))


def _relations(one: Instrument) -> Iterator[TableRow]:
    extends = Relation.Predicate.EXTENDS.value
    for other in one.supersedes_or_extends:
        beside = {"subject_work": one.id, "object_work": other}
        yield TableRow((one.id, extends, other), {"predicate": extends}, beside, one.source, one.confidence)


def kind_of(one: Instrument) -> str:
    """The kind of an instrument as the lexicon names it."""
    if one.id == "a70_674":
        return "plan_of_action_to_prevent_violent_extremism"
    title = one.title_en.lower()
    by_title = next((kind for word, kind in _TITLE_KINDS if title.startswith(word) or word in title), "")
    return _FAMILY_KINDS.get(one.family) or by_title or "legal_instrument"


def binding_of(one: Instrument) -> str:
    """Why an instrument binds: `treaty`, `chapter_7` of the Charter, `eu_law`; empty where it does not."""
    if one.chapter_vii:
        return "chapter_7"
    if one.symbol.startswith(("Directive", "Regulation")):
        return "eu_law"
    return "treaty" if kind_of(one) in {"convention", "protocol", "treaty"} or one.family == UNIVERSAL else ""


def organ_of(one: Instrument) -> str | None:
    """The key of the organ or organisation that adopted an instrument; None where no table has it.

    Raises FactsWrong for an organ that is not known at all.
    """
    if one.organ in _ORGANS:
        return _ORGANS[one.organ]
    key = _organisations().get(fold_key(one.organ))
    if key is None:
        raise FactsWrong(f"instruments.csv: {one.id} has the organ {one.organ!r}, which is not known.")
    return key


@lru_cache(maxsize=1)
def _organisations() -> dict[str, str]:
    names = {fold_key(name): one.key for one in organisations() for name in (one.name_en, *one.name_en_alt)}
    return names | {fold_key(one.acronym): one.key for one in organisations() if one.acronym}


def check_library(documents: tuple[FrameworkDocument, ...], known: tuple[Instrument, ...]) -> None:
    """Assert what must come out of the tables. Raises FactsWrong naming the row."""
    expect(62, [one.id for one in documents], "framework_documents.csv")
    expect(171, [one.id for one in known], "instruments.csv")
    expect(19, [one.id for one in known if one.family == UNIVERSAL], "instruments.csv: universal conventions")
    works = [one.id for one in documents] + [one.id for one in known]
    keys = set(works)
    if len(keys) != len(works):
        raise FactsWrong(f"{next(key for key in works if works.count(key) > 1)} is the key of two works.")
    parties = {one.id for one in bodies()} | {one.code for one in states()} | {"EU"}
    for document in documents:
        _known(document.id, "parent", [document.parent_id], keys | {""})
        _known(document.id, "lead", document.lead_codes, parties)
        _known(document.id, "working group", document.working_group_id, parties)
        _known_kind(document.id, _of_document(document).values["kind"])
    for one in known:
        _known(one.id, "older instrument", one.supersedes_or_extends, keys)
        _known_kind(one.id, kind_of(one))
        organ_of(one)


def _known(row: str, what: str, named: Any, keys: set[str]) -> None:
    for key in named:
        if key not in keys:
            raise FactsWrong(f"{row} names the {what} {key}, which no table has.")


def _known_kind(row: str, kind: str) -> None:
    if f"instrument_kind.{kind}" not in by_id():
        raise FactsWrong(f"{row} has the kind {kind}, which is not in the lexicon.")
