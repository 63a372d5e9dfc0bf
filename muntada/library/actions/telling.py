"""What a language version tells of its work to all who may know of the work: its title, its language, which clauses
are gone. A version for fewer tells none of it, and one that comes to be for fewer takes back what it told."""

from __future__ import annotations

from muntada.access import clock
from muntada.access.models import Handled
from muntada.library.models import Clause, Expression, Title, Work
from muntada.trail.deed import Record

State = Expression.State
_IN_USE = (State.SETTLED, State.REPLACED)


def tell_clauses(version: Expression, before: Expression | None, said: list[int]) -> None:
    """Note what goes out of the work, and what comes back, with a version that came into force.

    Nothing goes out that a version in force in another language still says, or that those know of who may not know of
    this version.
    """
    known = _known_before(version, before)
    if not version.handling.flows_to(known.handling if known is not None else version.work.handling):
        return
    Clause.objects.filter(pk__in=said).exclude(repealed="").update(repealed="")
    if known is None:
        return
    others = Expression.objects.filter(work=version.work_id, state=State.SETTLED).exclude(pk=version.pk)
    gone = Clause.objects.filter(texts__expression=known, repealed="").exclude(pk__in=said)
    gone.exclude(texts__expression__in=others).update(repealed=version.version or clock.today().isoformat())


def _known_before(version: Expression, before: Expression | None) -> Expression | None:
    """The version that those knew last who may know of this one: the one before, unless that was for fewer."""
    if before is None or before.handling.flows_to(version.handling):
        return before
    earlier = Expression.objects.filter(work=version.work_id, language=version.language, state=State.REPLACED)
    ordered = earlier.exclude(pk=before.pk).order_by("-settled_at", "-pk")
    return next((one for one in ordered if one.handling.flows_to(version.handling)), before)


def lend(version: Expression) -> None:
    """Give the work the title and the language of a version in force, where it has none and all may know of both."""
    work = Work.objects.get(pk=version.work_id)
    if not version.handling.flows_to(work.handling):
        return
    lends = set(version.lends)
    if version.language not in work.languages:
        work.languages = [*work.languages, version.language]
        work.save(update_fields=["languages"])
        lends.add("language")
    shown = Title.objects.filter(work=work, language=version.language, preferred=True)
    if version.title and not shown.exists():
        _, new = Title.objects.update_or_create(
            work=work, language=version.language, text=version.title, defaults={"preferred": True}
        )
        lends |= {"title"} if new else set()  # what was there before is the work's own
    _keep(version, lends)


def handled_anew(deed: Record, record: Handled) -> None:
    """A record is handled otherwise: a version that is for fewer than its work now takes back what it lent."""
    if not isinstance(record, Expression) or record.state not in _IN_USE:
        return
    work = Work.objects.get(pk=record.work_id)
    if record.handling.flows_to(work.handling):
        if record.state == State.SETTLED:
            lend(record)
        return
    versions = Expression.objects.filter(work=work, language=record.language, state__in=_IN_USE).exclude(pk=record.pk)
    others = [one for one in versions if one.handling.flows_to(work.handling)]
    taken = set(record.lends)
    if "title" in taken and not any(one.title == record.title for one in others):
        Title.objects.filter(work=work, language=record.language, text=record.title).delete()
    if "language" in taken and not others and record.language in work.languages:
        work.languages = [one for one in work.languages if one != record.language]
        work.save(update_fields=["languages"])
    if taken:
        _keep(record, set())
        deed.of(work, took_back=record.pk)
    for one in others:
        if one.state == State.SETTLED:
            lend(one)


def _keep(version: Expression, lends: set[str]) -> None:
    version.lends = sorted(lends)
    Expression.objects.filter(pk=version.pk).update(lends=version.lends)
