"""Questions to the log: its size, its roots, the proofs for one entry, and the lines that an overseer reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.trail.canonical import canonical, moment
from muntada.trail.deed import id_hash
from muntada.trail.heads import SignedHead
from muntada.trail.merkle import EMPTY, Frontier, consistency_path, inclusion_path, range_hash
from muntada.trail.models import Entry, Frozen, Head, Leaf, Tree
from muntada.trail.writing import TILE


@dataclass(frozen=True, slots=True)
class Proof:
    """One entry with what shows that it stands in the log under a signed head."""

    entry: Entry
    index: int
    path: tuple[str, ...]
    head: SignedHead

    def said(self) -> dict[str, Any]:
        """The proof as a file that can be checked without this installation."""
        entry = self.entry
        names = ("actor", "allowed", "operation", "permission", "purpose", "reason", "recipient")
        told = {name: getattr(entry, name) for name in (*names, "thing_key", "thing_type", "detail")}
        return {
            "format": "muntada trail proof 1",
            "entry": told if entry.salt is not None else None,
            "salt": bytes(entry.salt).hex() if entry.salt is not None else None,
            "leaf": {
                "at": moment(entry.at.astimezone(UTC)),
                "commitment": bytes(entry.commitment).hex(),
                "entry": entry.pk,
            },
            "index": self.index,
            "path": list(self.path),
            "head": self.head.said(),
        }

    def text(self) -> str:
        """The file."""
        return canonical(self.said())


class Nodes:
    """Hashes of complete subtrees, from the database; small ones are computed from their leaves, a tile at a time."""

    def __init__(self) -> None:
        self._tiles: dict[int, list[bytes]] = {}

    def __call__(self, level: int, position: int) -> bytes:
        """The hash at (level, position). Raises Frozen.DoesNotExist or LookupError where the log lacks it."""
        if level >= TILE:
            return bytes(Frozen.objects.values_list("hash", flat=True).get(level=level, position=position))
        tile, first = position >> (TILE - level), (position << level) % (1 << TILE)
        tree = Frontier()
        tree.extend(self._leaves(tile)[first : first + (1 << level)])
        if tree.size != 1 << level:
            raise LookupError(f"The log lacks leaves of the subtree {level}/{position}.")
        return tree.root()

    def _leaves(self, tile: int) -> list[bytes]:
        if tile not in self._tiles:
            found = Leaf.objects.filter(index__gte=tile << TILE, index__lt=(tile + 1) << TILE).order_by("index")
            self._tiles[tile] = [bytes(one) for one in found.values_list("hash", flat=True)]
        return self._tiles[tile]


def size_of_log() -> int:
    """How many leaves the log has."""
    return Tree.objects.values_list("size", flat=True).first() or 0


def root_of_log(size: int) -> bytes:
    """The root that the log had when it had this many leaves."""
    return range_hash(0, size, Nodes()) if size else EMPTY


def inclusion(index: int, size: int) -> list[bytes]:
    """The path that leads from a leaf to the root of the log of this size."""
    return inclusion_path(index, size, Nodes())


def consistency(old: int, new: int) -> list[bytes]:
    """The path that shows that the log of the old size is the beginning of that of the new one."""
    return consistency_path(old, new, Nodes())


def leaves_from(start: int, end: int) -> list[dict[str, str | int]]:
    """What the leaves from start to end (exclusive) say. Raises LookupError where entries of theirs are gone."""
    places = list(
        Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index").values_list("entry", flat=True)
    )
    said: dict[int, dict[str, str | int]] = {
        pk: {"at": moment(at.astimezone(UTC)), "commitment": bytes(committed).hex(), "entry": pk}
        for pk, at, committed in Entry.objects.filter(pk__in=places).values_list("pk", "at", "commitment")
    }
    if len(said) != end - start:
        raise LookupError(f"The log lacks entries between its leaves {start} and {end}; verify it.")
    return [said[pk] for pk in places]


def latest_head() -> SignedHead | None:
    """The head that was signed last."""
    head = Head.objects.first()
    return SignedHead(head.size, head.root, head.at, head.key, head.signature) if head else None


def place_of(entry: Entry) -> int | None:
    """The index of an entry's leaf; None where it has no place yet."""
    return Leaf.objects.filter(entry=entry.pk).values_list("index", flat=True).first()


def lines(
    actor: Actor | None,
    *,
    person: str = "",
    thing: str = "",
    operation: str = "",
    permission: str = "",
    day: date | None = None,
) -> QuerySet[Entry]:
    """The lines that the actor may read, the latest first, narrowed where something is given.

    `thing` is a key, or a kind and a key (`forum.meeting:7`): with the kind it finds refusals too, which do not
    tell what they were on.
    """
    found = rows(actor, Permission.TRAIL_READ, Entry)
    named = {"actor": person, "operation": operation, "permission": permission}
    found = found.filter(**{name: value for name, value in named.items() if value})
    if thing:
        kind, _, key = thing.partition(":")
        of_thing = Q(thing_key=thing)
        if key:
            of_thing |= Q(thing_type=kind, thing_key__in=[key, id_hash(kind, key)])
        found = found.filter(of_thing)
    if day is not None:
        start = make_aware(datetime.combine(day, time()))  # in the zone in which the page shows moments
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return found


def line(actor: Actor | None, pk: int) -> Entry | None:
    """One line that the actor may read."""
    return rows(actor, Permission.TRAIL_READ, Entry).filter(pk=pk).first()
