"""Papers before a meeting, and their files."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Document
from muntada.forum.models import AgendaItem, Meeting, Paper, PaperVersion

READ = Permission.RECORD_READ


def papers(actor: Actor | None, of: Meeting) -> list[tuple[Paper, list[PaperVersion]]]:
    """The papers of a meeting by the place of their items, those without an item last; each with its versions, the
    latest first, as far as the actor may see them."""
    found = rows(actor, READ, Paper).filter(meeting=of).select_related("party", "item", "meeting")
    versions: dict[int, list[PaperVersion]] = {}
    for one in _versions(actor).filter(paper__meeting=of).order_by("-number", "language"):
        versions.setdefault(one.paper_id, []).append(one)
    seen = set(rows(actor, READ, AgendaItem).filter(meeting=of).values_list("pk", flat=True))
    ordered = sorted(found.prefetch_related("party__names"), key=lambda one: _place(one, seen))
    return [(one, versions.get(one.pk, [])) for one in ordered]


def paper(actor: Actor | None, pk: int) -> Paper | None:
    """The paper of that number, where the actor may see it and its meeting."""
    found = rows(actor, READ, Paper).filter(meeting__in=rows(actor, READ, Meeting))
    return found.select_related("meeting__body", "party", "item").filter(pk=pk).first()


def versions_of(actor: Actor | None, of: Paper) -> list[PaperVersion]:
    """The versions of a paper, the latest first."""
    return list(_versions(actor).filter(paper=of).order_by("-number", "language"))


def paper_file(actor: Actor | None, pk: int) -> PaperVersion | None:
    """The version of that number with its document, where the actor may see the meeting, the paper and the file."""
    found = _versions(actor).filter(paper__meeting__in=rows(actor, READ, Meeting))
    return found.select_related("paper__meeting").filter(pk=pk).first()


def _versions(actor: Actor | None) -> QuerySet[PaperVersion]:
    """Versions are seen by those who see the paper; a file that was marked for itself, by those who see that too."""
    files = rows(actor, Permission.SOURCE_READ, Document)
    seen = rows(actor, READ, PaperVersion, via="paper").filter(document__in=files)
    return seen.select_related("document", "paper")


def _place(one: Paper, seen: set[int]) -> tuple[bool, int, int]:
    item = one.item if one.item_id in seen else None
    return item is None, item.position if item else 0, one.pk
