"""What a frozen edition does not let happen, whichever door a change comes by: it is refused before it is written."""

from __future__ import annotations

from typing import Any

from django.db import models

AT_REST = ("frozen", "published")
# What may still change of an edition at rest: that it is published, and how it is handled.
STILL_MOVES = frozenset(
    {"state", "tlp", "originator", "audience", "audience_id", "purpose", "legal_basis", "legal_basis_id"}
    | {"category", "retention", "kept_since", "review_by", "restricted", "disputed"}
)


class FrozenForGood(ValueError):
    """Raised for any change of what belongs to a frozen edition."""

    def __init__(self) -> None:
        super().__init__("This edition is frozen: its words and its sources never change again.")


class Kept(models.QuerySet[Any]):
    """Rows of an edition, its chapters, paragraphs or sources, of which none changes once the edition is frozen."""

    def update(self, **values: Any) -> int:
        """As ever, but for rows at rest; many at once come by here too."""
        self._refuse(set(values), values.get("state", AT_REST[0]))
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As ever, but for rows at rest."""
        self._refuse({"*"})
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """As ever, but into an edition at rest."""
        made = list(objs)
        for one in made:
            refuse_at_rest(one)
        return super().bulk_create(made, *args, **kwargs)

    def _refuse(self, names: set[str], state: object = AT_REST[0]) -> None:
        way: str = self.model.way_to_edition
        # It may be published; nothing that was frozen is ever a draft again.
        if not way and names <= STILL_MOVES and state in AT_REST:
            return
        where = f"{way}__state__in" if way else "state__in"
        if self.filter(**{where: AT_REST}).exists():
            raise FrozenForGood


def refuse_at_rest(row: Any) -> None:
    """Refuse to write a row into an edition that is frozen, or to take one away."""
    edition = row
    for step in filter(None, row.way_to_edition.split("__")):
        edition = getattr(edition, step)
    model = type(edition)
    # As the database has it, not as somebody holds it in their hands.
    if model._default_manager.filter(pk=edition.pk, state__in=AT_REST).exists():
        raise FrozenForGood
    # Nor does a row leave an edition at rest for another one.
    if row is not edition and row.pk is not None:
        where = {"pk": row.pk, f"{row.way_to_edition}__state__in": AT_REST}
        if type(row)._default_manager.filter(**where).exists():
            raise FrozenForGood


class OfEdition(models.Model):
    """A row that belongs to an edition; `way_to_edition` leads there."""

    way_to_edition = ""
    objects = Kept.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As ever, but into an edition at rest."""
        refuse_at_rest(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As ever, but from an edition at rest."""
        refuse_at_rest(self)
        return super().delete(*args, **kwargs)
