"""How what somebody enters of a party is handled, and who may enter it: a party its own, the staff the forum's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from muntada.access.actor import Actor, Role
from muntada.access.models import Handled
from muntada.access.rules import Permission, decide
from muntada.evidence.named import checked_date
from muntada.evidence.values import ValueRefused
from muntada.followup.models import Institution
from muntada.forum.actions.under import Given, keep
from muntada.forum.actions.wording import checked_name, checked_words
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.text import when
from muntada.trail.deed import Record, act, refuse

LONGEST = 20_000
LANGUAGES = ("ar", "en", "fr")
_FOR_A_PARTY = frozenset({Role.FOCAL_POINT, Role.VALIDATOR})


class NotPossible(ValueRefused):
    """Raised for a deed that comes at the wrong moment: `code` is a word for programs, the text a sentence."""

    _WHY = {
        "validated": "This report is validated: what it says does not change any more.",
        "archived": "This measure is archived: take it out of the archive first.",
        "not_served": "This measure does not serve that commitment.",
    }

    def __init__(self, code: str) -> None:
        super().__init__(code, self._WHY[code])
        self.code = code


def own(actor: Actor) -> Handling:
    """The handling of what this actor enters where nothing else is said: a party's own is for its own people until it
    releases it, the forum's is as open as what it speaks of."""
    if actor.party is not None and actor.roles & _FOR_A_PARTY:
        return Handling(TLP.AMBER, actor.party)
    return Handling(TLP.CLEAR, THE_FORUM)


@contextmanager
def entering(
    actor: Actor,
    permission: Permission,
    made: Handled,
    *things: Handled,
    given: Given = None,
    first: Callable[[], None] = lambda: None,
) -> Iterator[Record]:
    """One new record: asks leave, does what is to be done `first` within the deed, writes it under the strictest of
    what it belongs to and of what is given, and notes it.

    Raises ValueRefused for a party that the actor does not speak for."""
    handling = given or own(actor)
    made.originator = own(actor).originator
    with act(actor, permission, on=made) as deed:
        party = getattr(made, "party_id", None)
        if party is not None and made.originator not in {THE_FORUM, party}:
            raise ValueRefused("party", "You speak for another party.")
        first()
        keep(made, *things, given=handling)
        deed.of(made)
        yield deed


def keeps(actor: Actor, permission: Permission, thing: Handled) -> None:
    """Whoever adds to a thing keeps it. Raises Refused, of which the trail has a line."""
    decision = decide(actor, permission, thing)
    if not decision:
        refuse(actor, permission, thing, decision.reason)


@contextmanager
def changing(actor: Actor, permission: Permission, held: Handled, said: dict[str, Any]) -> Iterator[Record]:
    """One change of a record: asks leave, takes the columns that are said, and notes which of them changed."""
    with act(actor, permission, on=held) as deed:
        changed = sorted(name for name, value in said.items() if getattr(held, name) != value)
        for name in changed:
            setattr(held, name, said[name])
        if changed:
            held.save(update_fields=changed)
        deed.of(held, changed=changed)
        yield deed


def words(name: str, given: dict[str, Any], *, needed: bool = False, limit: int = LONGEST) -> dict[str, str]:
    """The words in three languages that `given` has under `name_ar` and so on. Raises ValueRefused."""
    columns = [f"{name}_{language}" for language in LANGUAGES]
    said = {column: checked_words(column, given.get(column) or "", limit=limit) for column in columns}
    if needed and not any(said.values()):
        raise ValueRefused(columns[0], "Say it in one language at least.")
    return said


def names(name: str, given: dict[str, Any], *, limit: int = 300) -> dict[str, str]:
    """As `words`, each on one line; one is needed."""
    said: dict[str, str] = {}
    for language in LANGUAGES:
        column = f"{name}_{language}"
        said[column] = line(column, given.get(column) or "", limit)
    if not any(said.values()):
        raise ValueRefused(f"{name}_ar", "Say it in one language at least.")
    return said


def line(field: str, value: str, limit: int = 300) -> str:
    """Words on one line, or none. Raises ValueRefused."""
    value = " ".join(value.split())
    if len(value) > limit:
        raise ValueRefused(field, f"At most {limit} characters.")
    return checked_name(field, value) if limit <= 300 else checked_words(field, value, limit=limit)


def one_of(field: str, value: str, choices: Any) -> str:
    """A value that there is among the choices. Raises ValueRefused."""
    if value not in choices.values:
        raise ValueRefused(field, f"There is no {field} {value}.")
    return str(value)


def of_party(field: str, party: Party, institution: Institution | None) -> Institution | None:
    """The institution, which is one of the party's. Raises ValueRefused."""
    if institution is not None and institution.party_id != party.pk:
        raise ValueRefused(field, "This is an institution of another party.")
    return institution


def dates(**said: str) -> dict[str, str]:
    """Dates at the precision known. Raises ValueRefused."""
    return {name: checked_date(name, value.strip()) for name, value in said.items()}


def in_order(first: str, second: str, field: str) -> None:
    """Raises ValueRefused(`field`) where the second date is before the first."""
    if first and second and when.bounds(second)[1] < when.bounds(first)[0]:
        raise ValueRefused(field, "That is before it began.")
