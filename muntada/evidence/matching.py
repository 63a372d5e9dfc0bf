"""Which record that exists already is the one that a source speaks of?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from django.db import models

from muntada.access.models import Handled
from muntada.access.rules import Permission, decide
from muntada.evidence.pen import as_json, empty, held, resting
from muntada.evidence.values import ValueRefused, agree
from muntada.text.folding import fold_key

M = TypeVar("M", bound=models.Model)
NEW: Final = "new"  # said in place of a record: none of those that exist is meant
Into = models.Model | Literal["new"] | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant, and why: the fields that agree and those that differ.

    `certain` candidates are taken without asking, where there is one only.
    """

    record: models.Model
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    certain: bool


class Ambiguous(ValueError):
    """Raised where more than one record may be meant: a person says which, or that it is a new one."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__("More than one record may be meant: say which one, or that it is a new one.")
        self.candidates = tuple(candidates)


def compare(record: models.Model, given: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields on which the record agrees with the given values, and those on which it differs.

    What either side leaves open is in neither. Titles agree only where they are the same words.
    """
    agrees: list[str] = []
    differs: list[str] = []
    for name, value in given.items():
        has, stated = held(record, name), as_json(value)
        if empty(has) or empty(stated):
            continue
        if name == "title":
            if fold_key(str(has)) == fold_key(str(stated)):
                agrees.append(name)
        else:
            (agrees if agree(name, has, stated) else differs).append(name)
    return tuple(agrees), tuple(differs)


def choose(model: type[M], candidates: Sequence[Candidate], into: Into) -> M | None:
    """The record to write into: the one that a person named, else the only certain one; None for a new one.

    Raises Ambiguous where several are as certain as each other, ValueRefused where `into` is something else.
    """
    if into == NEW:
        return None
    if into is not None:
        if not isinstance(into, model) or not known_to_writer(into):
            raise ValueRefused("into", f"This is not a {model._meta.verbose_name}.")
        return into
    certain = [candidate for candidate in candidates if candidate.certain and known_to_writer(candidate.record)]
    if not certain:
        return None
    most = max(len(candidate.agrees) for candidate in certain)
    best = [candidate for candidate in certain if len(candidate.agrees) == most]
    if len(best) > 1:
        raise Ambiguous(best)
    record = best[0].record
    assert isinstance(record, model)
    return record


def known_to_writer(record: models.Model) -> bool:
    """Whether whoever writes may know of this record; where nobody is said to write, all are known."""
    writer = resting().actor
    return writer is None or not isinstance(record, Handled) or bool(decide(writer, Permission.RECORD_READ, record))


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Certain ones first, then by how much agrees and how little differs."""
    return sorted(candidates, key=lambda one: (not one.certain, len(one.differs) - len(one.agrees), one.record.pk))
