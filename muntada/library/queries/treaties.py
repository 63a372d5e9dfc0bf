"""Questions about treaties and who is bound by them, as far as the actor may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.library.facts import instruments
from muntada.library.models import PartyStatus, Work
from muntada.parties.models import Party
from muntada.text.folding import fold_key

READ = Permission.RECORD_READ
TREATIES = frozenset({"convention", "protocol", "treaty", "agreement"})
_UNIVERSAL, _REGIONAL = "UN treaty (19 instruments)", "regional instrument"  # families of the shipped table
_TITLES = ("convention", "protocol", "treaty")  # what the title of a treaty says
GROUPS = ("universal", "regional", "other")


@dataclass(frozen=True, slots=True)
class Row:
    """A party and where it stands with each treaty of the matrix, in their order; None where nothing is known."""

    party: Party
    cells: tuple[PartyStatus | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties by treaties."""

    treaties: tuple[Work, ...]
    rows: tuple[Row, ...]
    known: int


def group_of(key: str) -> str:
    """Among which treaties a work of the tables stands; "" of one that no table has."""
    return _groups().get(key, "")


def treaties(actor: Actor | None, group: str = "") -> list[Work]:
    """Treaties, the oldest first: of a group, or all."""
    known = _groups()
    found = rows(actor, READ, Work).filter(Q(pk__in=known) | Q(kind__in=TREATIES)).select_related("body")
    every = [one for one in found.prefetch_related("titles") if not group or (known.get(one.pk) or "other") == group]
    return sorted(every, key=lambda one: (one.adopted, one.pk))


def statuses(actor: Actor | None) -> QuerySet[PartyStatus]:
    """Where parties stand, of treaties and parties that the actor may know of."""
    found = rows(actor, READ, PartyStatus).filter(work__in=rows(actor, READ, Work), party__in=rows(actor, READ, Party))
    return found.select_related("work", "party").order_by("work", "party")


def matrix(
    actor: Actor | None, *, group: str = "universal", region: str = "", text: str = "", known: bool = False
) -> Matrix:
    """Parties by the treaties of a group: states, and whoever else is known to stand somewhere.

    `text` is looked for in names of every language, `region` a regional group of the United Nations; `known` leaves
    those parties of which nothing is known out.
    """
    columns = treaties(actor, group)
    place = {one.pk: at for at, one in enumerate(columns)}
    cells: dict[str, list[PartyStatus | None]] = {}
    for one in statuses(actor).filter(work__in=place):
        cells.setdefault(one.party_id, [None] * len(columns))[place[one.work_id]] = one
    parties = rows(actor, READ, Party).filter(Q(kind=Party.Kind.STATE) | Q(pk__in=cells))
    if region:
        parties = parties.filter(regional_group=region)
    if known:
        parties = parties.filter(pk__in=cells)
    words = fold_key(text).split()
    shown = [
        one
        for one in parties.prefetch_related("names").order_by("key")
        if all(word in fold_key(" ".join([one.key, *(name.text for name in one.names.all())])) for word in words)
    ]
    empty = (None,) * len(columns)
    return Matrix(
        treaties=tuple(columns),
        rows=tuple(Row(one, tuple(cells.get(one.pk, empty))) for one in shown),
        known=sum(cell is not None for one in shown for cell in cells.get(one.pk, ())),
    )


def regions(actor: Actor | None) -> list[str]:
    """The regional groups that parties are of."""
    found = rows(actor, READ, Party).exclude(regional_group="").order_by()
    return sorted(found.values_list("regional_group", flat=True).distinct())


def of_party(actor: Actor | None, party: Party) -> Mapping[str, list[tuple[Work, PartyStatus | None]]]:
    """Every universal treaty, and every other one with which something is known of the party, by group."""
    there = {one.work_id: one for one in statuses(actor).filter(party=party)}
    return {
        group: [(one, there.get(one.pk)) for one in treaties(actor, group) if group == "universal" or one.pk in there]
        for group in GROUPS
    }


def of_treaty(actor: Actor | None, work: Work) -> QuerySet[PartyStatus]:
    """Where every party stands with a treaty."""
    return statuses(actor).filter(work=work).prefetch_related("party__names")


def status(actor: Actor | None, work: Work, party: Party) -> PartyStatus | None:
    """Where a party stands with a treaty; None where nothing is known of it."""
    return statuses(actor).filter(work=work, party=party).first()


def is_treaty(work: Work) -> bool:
    """Whether parties sign and are bound by a work."""
    return work.kind in TREATIES or work.pk in _groups()


def _groups() -> dict[str, str]:
    found = {}
    for one in instruments():
        if one.family == _UNIVERSAL:
            found[one.id] = "universal"
        elif one.family == _REGIONAL and any(word in one.title_en.lower() for word in _TITLES):
            found[one.id] = "regional"
    return found
