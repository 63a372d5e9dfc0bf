"""From every value of every record that accepting made, a walk leads to the words it rests on.

The walk asks the models for their fields, so that a field that is added later cannot be forgotten.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from muntada.access.models import Handled
from muntada.evidence.models import Citation
from muntada.evidence.pen import empty, find, held
from muntada.sources.actions.deciding import Choice, accept, decide_many
from muntada.sources.models import Decision, Finding
from muntada.trail.deed import key_of, label
from tests.cast import ANALYST
from tests.sources.desk import drafted
from tests.sources.examples import TOLD

pytestmark = pytest.mark.usefixtures("desk")

# Columns that no source states: how we handle a record, and how sure a reference table is.
HANDLING = {column.name for column in Handled._meta.fields} | {"confidence"}
# Columns by which the forum runs its own meetings, which no source states either.
RUN_HERE = {
    "forum.meeting": {"uid", "sequence", "attribution", "sought", "sought_place"},
    "forum.agendaitem": {"position", "kind", "closed", "number_given", "sought"},
    "forum.candidacy": {"state"},
    "library.relation": {"standing"},
}
# Names of a national institution are made from the lexicon and the name of its state.
OURS = {"parties.name"}


def values(record: models.Model) -> list[tuple[str, Any]]:
    """Every value that a record holds, but for its own name: (field, value as citations keep it), a member each."""
    found: list[tuple[str, Any]] = []
    apart = {"key", *HANDLING, *RUN_HERE.get(label(record), set())}
    for column in [*record._meta.concrete_fields, *record._meta.many_to_many]:
        if (column.primary_key and not column.is_relation) or column.name in apart:
            continue
        value = held(record, column.name)
        members = value if isinstance(value, list) else [value]
        found += [(column.name, member) for member in members if not empty(member)]
    return found


def made() -> list[models.Model]:
    return [record for decision in Decision.objects.all() for record in made_by(decision)]


def made_by(decision: Decision) -> list[models.Model]:
    """The records that a decision made."""
    steps = [step for step in decision.effects.get("steps", []) if step["did"] == "create"]
    records = [find(step["type"], step["key"]) for step in steps]
    assert None not in records
    return [record for record in records if record is not None and label(record) not in OURS]


def walk(record: models.Model) -> None:
    """Every value of the record is cited from words that its document says at that place."""
    cited = Citation.objects.filter(record_type=label(record), record_key=key_of(record))
    for name, value in values(record):
        citations = cited.filter(field=name, value=value).select_related("passage__document")
        assert citations, f"{label(record)} {key_of(record)}: nothing states {name} = {value}"
        for citation in citations:
            passage = citation.passage
            assert passage is not None
            assert passage.quote
            assert passage.document.text[passage.start : passage.end] == passage.quote


def test_every_value_of_every_record_leads_to_its_words() -> None:
    findings = drafted(*TOLD, text="🕊️ مقدمة. " + ". ".join(quote for _, _, quote in TOLD))
    decide_many(ANALYST, [Choice(finding, Decision.Verdict.ACCEPT) for finding in findings])
    records = made()
    assert len({label(record) for record in records}) >= 14
    for record in records:
        walk(record)


def test_the_walk_goes_through_what_several_sources_state_of_one_record() -> None:
    attrs = {"kind": "meeting", "body": "gctf.coco", "when": "2019"}
    sharper = {"kind": "coordinating_committee_meeting", "body": "gctf.coco", "when": "2019-03", "chair": ["EG"]}
    for told in (attrs, sharper, sharper | {"place": "Cairo", "chair": ["NL"]}):
        accept(ANALYST, drafted(("meeting", told, f"They met: {told}"))[0])
    (record,) = made()
    walk(record)
    assert {key for key, _ in values(record)} == {"kind", "body", "when", "place", "chairs"}


def test_a_value_without_words_is_noticed() -> None:
    accept(ANALYST, drafted(TOLD[0])[0])
    (record,) = made()
    record.format = "hybrid"  # type: ignore[attr-defined]
    record.save()
    with pytest.raises(AssertionError, match="nothing states format"):
        walk(record)


def test_every_accepted_value_is_cited_with_the_finding_that_states_it() -> None:
    findings = drafted(*TOLD)
    decide_many(ANALYST, [Choice(finding, Decision.Verdict.ACCEPT) for finding in findings])
    for finding in Finding.objects.all():
        citations = Citation.objects.filter(finding=finding.pk)
        assert {citation.passage.quote for citation in citations if citation.passage} == {finding.quote}
        assert {citation.confidence for citation in citations} == {finding.confidence}
