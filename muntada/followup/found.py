"""What of follow-up is found: measures, by their titles, what is said of them and their references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.followup.models import Measure
from muntada.parties.models import LANGUAGES, Party
from muntada.search.entries import Entry
from muntada.search.kinds import Kind, Watched


def _measures(actor: Actor | None, permission: Permission) -> QuerySet[Any]:
    party = Subquery(rows(actor, permission, Party).filter(pk=OuterRef("party")).values("pk")[:1])
    return rows(actor, permission, Measure).annotate(known_party=party)


def _of_measure(measure: Any) -> Iterator[Entry]:
    tags = {
        "kind": (measure.kind,),
        "party": (measure.known_party,) if measure.known_party else (),
        "year": (measure.start[:4],) if measure.start else (),
        "topic": tuple(str(one) for one in measure.topics),
    }
    for language, _ in LANGUAGES:
        title, text = (getattr(measure, f"{name}_{language}") for name in ("title", "text"))
        if title or text:
            said = "\n".join(part for part in (measure.reference, text) if part)
            yield Entry("", language, said, title or measure.reference, f"measure:{measure.pk}", tags)


MEASURES = Kind(
    "measure", Permission.RECORD_READ, _measures, _of_measure, (Watched(Measure, "SELECT {row}.id AS key"),)
)
