"""Questions about parties, answered as far as the actor may read."""

from __future__ import annotations

from django.db.models import QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.parties.models import Party
from muntada.text.folding import fold_key


def parties(actor: Actor | None) -> QuerySet[Party]:
    """Every party with its names."""
    return (
        rows(actor, Permission.RECORD_READ, Party).select_related("parent").prefetch_related("names", "parent__names")
    )


def party(actor: Actor | None, key: str) -> Party | None:
    """The party of that key, or None."""
    return parties(actor).filter(pk=key).first()


def parties_where(actor: Actor | None, *, kind: str = "", text: str = "") -> list[Party]:
    """Parties by key, narrowed by what is given; `text` is looked for in names of every language, however spelled."""
    found = parties(actor)
    if kind:
        found = found.filter(kind=kind)
    words = fold_key(text).split()
    return [one for one in found if all(word in _words_of(one) for word in words)]


def _words_of(one: Party) -> str:
    return fold_key(" ".join([one.key, one.acronym, *(name.text for name in one.names.all())]))
