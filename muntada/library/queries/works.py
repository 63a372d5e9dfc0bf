"""Questions about works, answered as far as the actor may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.models import Distribution, Relation, Title, Work
from muntada.library.queries.reading import known_relations
from muntada.parties.models import LANGUAGES, Party
from muntada.text.folding import fold_key
from muntada.text.when import NotADate, bounds

READ = Permission.RECORD_READ


def works(actor: Actor | None) -> QuerySet[Work]:
    """Every work, the latest first, with its titles."""
    return rows(actor, READ, Work).select_related("body").prefetch_related("titles", "body__names")


def work(actor: Actor | None, key: str) -> Work | None:
    """The work of that key, or None."""
    return works(actor).select_related("parent").filter(pk=key).first()


def bodies_of(actor: Actor | None, listed: Iterable[Work]) -> set[str]:
    """Which of the bodies whose works are listed the actor may know of."""
    keys = {one.body_id for one in listed if one.body_id}
    return set(rows(actor, READ, Party).filter(pk__in=keys).values_list("pk", flat=True))


def relations(actor: Actor | None, of: Work) -> QuerySet[Relation]:
    """What the work stands in a relation to, and what stands in one to it, as far as a person said so and the actor may
    know of both."""
    found = known_relations(actor).filter(standing=Relation.Standing.CONFIRMED)
    found = found.select_related("subject_work", "subject_party", "object_work")
    found = found.prefetch_related("subject_work__titles", "object_work__titles", "subject_party__names")
    return found.filter(subject_work=of) | found.filter(object_work=of)


def distributions(actor: Actor | None, of: Work) -> QuerySet[Distribution]:
    """To whom the work was sent."""
    return rows(actor, READ, Distribution).filter(work=of)


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A work with its titles by language (the shown one first), whose it is, what it adds to, what it relates to, and
    its addenda."""

    work: Work
    body: Party | None
    above: Work | None
    titles: Mapping[str, tuple[Title, ...]]
    relations: tuple[Relation, ...]
    related_from: tuple[Relation, ...]
    addenda: tuple[Work, ...]
    leads: tuple[Party, ...]
    distributions: tuple[Distribution, ...]


def works_where(
    actor: Actor | None, *, kind: str = "", body: str = "", year: int | None = None, topic: str = "", text: str = ""
) -> list[Work]:
    """Works, the latest first, narrowed by what is given.

    `text` is looked for in symbols and in titles of every language, whatever its spelling; `year` is that of adoption.
    """
    found = works(actor)
    if kind:
        found = found.filter(kind=kind)
    if body:
        found = found.filter(body=body)
    if year is not None:
        found = found.filter(adopted__startswith=f"{year:04}")
    # The two databases can ask different things of a list in JSON; the shelf is short enough to look through.
    kept = [one for one in found if not topic or topic in one.topics]
    words = fold_key(text).split()
    if words:
        kept = [one for one in kept if all(word in _words_of(one) for word in words)]
    return sorted(kept, key=_day_and_key, reverse=True)


def work_page(actor: Actor | None, key: str) -> WorkPage | None:
    """Everything that a work's page shows, or None."""
    one = work(actor, key)
    if one is None:
        return None
    every = list(relations(actor, one))
    titles = {code: tuple(title for title in one.titles.all() if title.language == code) for code, _own in LANGUAGES}
    return WorkPage(
        work=one,
        body=rows(actor, READ, Party).prefetch_related("names").filter(pk=one.body_id).first() if one.body_id else None,
        above=work(actor, one.parent_id) if one.parent_id else None,
        titles={code: found for code, found in titles.items() if found},
        relations=tuple(relation for relation in every if relation.subject_work_id == one.pk),
        related_from=tuple(relation for relation in every if relation.object_work_id == one.pk),
        addenda=tuple(works(actor).filter(parent=one).order_by("adopted", "key")),
        leads=tuple(rows(actor, READ, Party).filter(led_works=one).prefetch_related("names")),
        distributions=tuple(distributions(actor, one)),
    )


def _words_of(one: Work) -> str:
    return fold_key(" ".join([one.symbol, *(title.text for title in one.titles.all())]))


def _day_and_key(one: Work) -> tuple[int, str]:
    try:
        return bounds(one.adopted)[0].toordinal(), one.key
    except NotADate:
        return 0, one.key
