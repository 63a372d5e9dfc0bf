"""What the register announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListChanged:
    """A list was brought in and changed something: the run, and which entities came, changed and went."""

    run: int
    dataset: str
    came: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PetitionLapsed:
    """Nobody decided against a petition in time, and the rule took its entry off the list: the proposal."""

    proposal: int


@dataclass(frozen=True, slots=True)
class EntityCorrected:
    """A value of an entity was wrong and another one stands in its place: whoever received it is to be told."""

    entity: str
    prop: str
    before: str


@dataclass(frozen=True, slots=True)
class ListHeld:
    """A list waits for a person, because it grew or shrank beyond belief."""

    run: int
    dataset: str
