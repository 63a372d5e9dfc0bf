"""Which work of the library is the one that a source speaks of?"""

from __future__ import annotations

from muntada.evidence.matching import Candidate, compare, ranked
from muntada.evidence.named import known_party
from muntada.evidence.values import kind_within
from muntada.library.models import Work


def work_candidates(
    *, key: str = "", kind: str = "", body: str = "", when: str = "", edition: int | None = None
) -> list[Candidate]:
    """Works that may be meant: the one of this key, else those of the kind and body; edition or date make certain."""
    if key:
        return [Candidate(work, ("key",), (), True) for work in Work.objects.filter(key=key)]
    if not kind:
        return []
    found: list[Candidate] = []
    works = Work.objects.filter(body=body) if body else Work.objects.filter(body__isnull=True)
    for work in works.order_by("key"):
        if not _same_kind(work.kind, kind):
            continue
        agrees, differs = compare(work, {"body": known_party(body), "kind": kind, "adopted": when, "edition": edition})
        certain = not differs and ("edition" in agrees or "adopted" in agrees)
        found.append(Candidate(work, agrees, differs, certain))
    return ranked(found)


def _same_kind(one: str, other: str) -> bool:
    return one == other or kind_within(one, other) or kind_within(other, one)
