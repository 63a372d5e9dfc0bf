"""A desk to review findings on: a few parties and bodies, and sources whose findings a test writes itself.

A source is written with its findings marked in the text: `note(("meeting", {...}, "the quote"), ...)` joins the
quotes with full stops, so that every finding has a place of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps

from muntada.evidence.models import Citation, Passage
from muntada.forum.models import Body
from muntada.library.models import Work
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.sources.actions.deciding import accept
from muntada.sources.actions.intake import take_in
from muntada.sources.actions.reader import Reader
from muntada.sources.capture import Captured
from muntada.sources.models import Finding, Source
from tests.cast import ANALYST
from tests.sources.examples import BEFORE, EXAMPLES

Told = tuple[str, dict[str, Any], str]


@dataclass(frozen=True)
class Draft:
    type: str
    attrs: dict[str, Any]
    start: int
    end: int
    quote: str
    rule: str = "test"
    confidence: float = 0.9


@dataclass(frozen=True)
class Reading:
    findings: tuple[Draft, ...] = ()
    language: str = "en"
    published: str | None = None
    mentions: dict[str, list[str]] = field(default_factory=dict)


def lay_out() -> None:
    """The parties, bodies and works that the findings of these tests speak of."""
    for key in ("EG", "MA", "NL", "US", "JO"):
        Party.objects.create(key=key, kind=Party.Kind.STATE)
    for key, kind, parent in (
        ("EU", "organisation", None),
        ("un", "organisation", None),
        ("gctf", "body", None),
        ("gctf.coco", "body", "gctf"),
        ("gctf.wg.ea", "body", "gctf"),
        ("org.african_union", "organisation", None),
    ):
        Party.objects.create(key=key, kind=kind, parent_id=parent)
    for key in ("un", "gctf", "gctf.coco", "gctf.wg.ea"):
        Body.objects.create(party_id=key, kind="", source="the tables")
    Work.objects.create(key="ga60_288", kind="strategy", body_id="un", adopted="2006-09-08", source="the tables")


def reader_of(*told: Told, text: str, published: str | None = None, version: str = "1") -> Reader:
    """Rules that draft these findings from the text."""
    drafts = tuple(
        Draft(kind, attrs, text.index(quote), text.index(quote) + len(quote), quote) for kind, attrs, quote in told
    )
    return Reader(lambda _text, *, published=None, furniture=(): Reading(drafts, published=None), version)


def text_of(*told: Told) -> str:
    return "المنتدى. " + ". ".join(quote for _kind, _attrs, quote in told) + "."


def bring(*told: Told, text: str = "", name: str = "", tlp: TLP = TLP.CLEAR, published: date | None = None) -> Source:
    """A source whose rules draft these findings."""
    text = text or text_of(*told)
    return take_in(
        ANALYST,
        text.encode() + name.encode(),
        name=name or f"{hashlib.sha256(text.encode()).hexdigest()[:8]}.txt",
        published=published,
        tlp=tlp,
        reader=reader_of(*told, text=text),
        captured=Captured(text, "text/plain"),
    ).source


def drafted(*told: Told, **more: Any) -> list[Finding]:
    """The findings of a new source, in the order told."""
    source = bring(*told, **more)
    return list(source.findings.order_by("pk"))


def example(kind: str, **changed: Any) -> Finding:
    """A drafted finding of this type; what it belongs to is accepted already."""
    attrs, quote = EXAMPLES[kind]
    told = [(kind, attrs | changed, quote)]
    if kind in BEFORE:
        told.insert(0, (BEFORE[kind], *EXAMPLES[BEFORE[kind]]))
    findings = drafted(*told)
    for finding in findings[:-1]:
        accept(ANALYST, finding)
    return findings[-1]


def term(start: str = "", party: str = "EG", **more: Any) -> Finding:
    """A drafted finding that a party co-chairs the working group from then on."""
    attrs = {"body": "gctf.wg.ea", "role": "co_chair", "party": [party]} | ({"start": start} if start else {}) | more
    return drafted(("term", attrs, f"{party} leads the group since {start} {more}"))[0]


def tables(*, histories: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the rooms that accepting may write to, links included.

    Without `histories` what tells how a record came to be as it is stays out: it grows by what is taken back, too.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for room in ("parties", "library", "forum"):
        for model in apps.get_app_config(room).get_models(include_auto_created=True):
            if getattr(model, "is_history", False) and not histories:
                continue
            columns = [column.attname for column in model._meta.concrete_fields if not _own_id(model, column)]
            listed = model._base_manager.values_list(*columns)
            rows[model._meta.label] = sorted(listed, key=repr)
    rows["citations"] = sorted(Citation.objects.values_list("record_type", "field", "value", "standing"), key=repr)
    rows["passages"] = sorted(Passage.objects.values_list("document", "start", "end"))
    return rows


def _own_id(model: Any, column: Any) -> bool:
    return bool(column.primary_key and model._meta.auto_created)
