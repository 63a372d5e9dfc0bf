"""What is taken along of works: the versions and clauses that their reader may see, and how all of it is handled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from muntada.access.actor import Actor
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.exports import bundle_of
from muntada.evidence.models import Document
from muntada.library import queries
from muntada.library.models import Citation, Clause, CollectionItem, Expression, Work
from muntada.library.queries import ClauseRow, TextPage
from muntada.marking.handling import Bundle
from muntada.marking.tlp import TLP
from muntada.parties.models import Party

READ = Permission.RECORD_READ


class ExportRefused(ValueError):
    """Raised where nothing can be taken along: `code` is a word for programs, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Taken:
    """A work's text as its reader may see it.

    `page` has its clauses in order; `body` is whose text it is, None where the reader may not know of it; `citations`
    stand by the primary key of the clause's text; `known` are the works that citations lead to, by their keys;
    `originals` are the addresses of what the versions were read from, by language.
    """

    work: Work
    page: TextPage
    body: Party | None
    citations: Mapping[int, tuple[Citation, ...]]
    known: Mapping[str, Work]
    originals: Mapping[str, str]

    @property
    def records(self) -> tuple[Handled, ...]:
        """The records that what is taken along is made of."""
        return (self.work, *self.page.versions.values(), *([self.body] if self.body is not None else []))


def gather(
    actor: Actor | None,
    work: Work,
    languages: Sequence[str],
    *,
    only: Iterable[Clause] | None = None,
    versions: Sequence[Expression] = (),
) -> Taken:
    """A work's text in these languages: the versions in force, or of a language that one of `versions` is in, that one.

    `only` names clauses that are taken, with what stands within them.
    """
    page = queries.text_page(actor, work, languages, versions=versions)
    if only is not None:
        page = replace(page, clauses=_within(page.clauses, {one.pk for one in only}))
    shown = [text.pk for row in page.clauses for text in row.texts.values()]
    cited: dict[int, list[Citation]] = defaultdict(list)
    found = rows(actor, READ, Citation, via="text__expression").filter(text__expression__in=page.versions.values())
    for one in found.order_by("text", "start", "symbol"):
        cited[one.text_id].append(one)
    citations = {pk: tuple(cited[pk]) for pk in shown if pk in cited}
    keys = {one.work_id for every in citations.values() for one in every if one.work_id}
    # A text may lead to a work that its reader may not know of: then its symbol is all that is said, as in the text.
    known = {one.pk: one for one in queries.works(actor).filter(pk__in=keys)}
    body = rows(actor, READ, Party).prefetch_related("names").filter(pk=work.body_id).first() if work.body_id else None
    return Taken(work, page, body, citations, known, _originals(actor, page.versions))


def _originals(actor: Actor | None, versions: Mapping[str, Expression]) -> dict[str, str]:
    """Where the versions stand in the original: as they say themselves, else as a document does that may be seen."""
    wanted = [one.document_id for one in versions.values() if one.document_id]
    seen = rows(actor, Permission.SOURCE_READ, Document).filter(pk__in=wanted)
    documents = dict(seen.values_list("pk", "address"))
    return {code: one.address or documents.get(one.document_id or 0, "") for code, one in versions.items()}


def gather_items(actor: Actor | None, items: Iterable[CollectionItem], languages: Sequence[str]) -> list[Taken]:
    """The texts of a collection in its order: works as wholes, and of others the clauses that were collected."""
    clauses: dict[str, list[Clause]] = {}
    whole: set[str] = set()
    for item in items:
        clauses.setdefault(item.work_id, [])
        if item.clause is None:
            whole.add(item.work_id)
        else:
            clauses[item.work_id].append(item.clause)
    works = {one.pk: one for one in queries.works(actor).filter(pk__in=clauses)}
    return [
        gather(actor, works[key], languages, only=None if key in whole else chosen)
        for key, chosen in clauses.items()
        if key in works
    ]


def _within(found: Sequence[ClauseRow], wanted: set[int]) -> tuple[ClauseRow, ...]:
    """The wanted clauses and those within them; how deep one lies is counted from the outermost that is taken."""
    kept: dict[int, int] = {}
    taken: list[ClauseRow] = []
    for row in found:
        above = kept.get(row.clause.parent_id or 0)
        if above is not None or row.clause.pk in wanted:
            kept[row.clause.pk] = 0 if above is None else above + 1
            taken.append(replace(row, depth=kept[row.clause.pk]))
    return tuple(taken)


def bundle(every: Iterable[Taken]) -> Bundle:
    """How it is handled as a whole: the highest label, everybody it comes from, the first day of review."""
    return bundle_of([record for one in every for record in one.records])


def audience(every: Iterable[Taken]) -> list[str]:
    """Those with whom what is for few was shared: they alone who may see each of it. Persons are not named."""
    few = [set(one.audience_keys) for taken in every for one in taken.records if TLP(one.tlp) not in OPEN]
    return sorted(key for key in set.intersection(*few) if not key.startswith("user:")) if few else []


OPEN = (TLP.CLEAR, TLP.GREEN)


def handling(every: Sequence[Taken]) -> dict[str, str]:
    """The conditions that travel with a file, as names and values without blanks in the names."""
    how = bundle(every)
    said = {
        "tlp": how.tlp.value,
        "originator": " ".join(how.originators),
        "audience": " ".join(audience(every)),
        "purpose": " ".join(how.purposes),
        "legal_basis": " ".join(how.legal_bases),
        "expires": how.expires.isoformat() if how.expires else "",
        "releases": " ".join(map(str, how.releases)),
    }
    return {name: value for name, value in said.items() if value}
