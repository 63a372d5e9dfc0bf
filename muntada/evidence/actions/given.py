"""What somebody says of how a thing may be handled, as they bring it in or mark it: checked, and completed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.conditions import organisation_of
from muntada.access.models import Handled, LegalBasis, is_assessed
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.conditions import conditions_of
from muntada.marking.handling import (
    LONGEST,
    THE_FORUM,
    Category,
    Conditions,
    Handling,
    Purpose,
    Retention,
    review_within,
)
from muntada.marking.stated import stated_in
from muntada.marking.tlp import TLP, highest
from muntada.parties.models import Party
from muntada.people.models import User

NOTHING_SAID = Conditions()
_OPEN = (TLP.CLEAR, TLP.GREEN)
# Of whom a case speaks; a paper may stand longer where it names somebody who wrote it or holds an office.
_OF_A_CASE = frozenset({Category.SUSPECT, Category.CONVICTED, Category.VICTIM, Category.WITNESS, Category.CONTACT})
_WHY = {
    "unknown": "Nobody here has one of these keys.",
    "named_persons": "What is TLP:RED is shared with persons, not with parties or bodies.",
    "open_to_more": "TLP:CLEAR and TLP:GREEN name nobody: choose a stricter label, or leave out whom it is for.",
    "wider_than_text": "The text itself is marked more strictly; only its originator may widen that, by a release.",
    "another_purpose": "You do not read for this purpose, and would not see this any more.",
    "above_clearance": "You are cleared for less than this label, and would not see this.",
    "basis_needed": "What speaks of a person needs its legal basis.",
    "not_assessed": "Nobody has assessed what keeping this of such a person means; a signed assessment comes first.",
    "basis_ended": "This legal basis is not in force; nothing new rests on it.",
    "category_needed": "Say what the person is to this record.",
    "never_registered": "Victims and witnesses are not entered here: no register of suspects names them.",
    "stands_listed": "It stands on a list: two persons decide of that, and no marking takes it out of checks.",
    "child_shared": "What speaks of a child is shared with nobody at first: TLP:AMBER+STRICT, and no audience.",
    "child_too_long": "What speaks of a child is looked at again within a year.",
    "not_ahead": "The review is on a day after today.",
    "too_late": "The review is later than what it is kept as allows.",
}


class HandlingRefused(ValueError):
    """Raised for a handling that cannot be: `field` says where, `code` is a word for programs."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(_WHY[code])
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True)
class Given:
    """What was said; what was left out takes its default. `audience` are keys of parties, bodies and persons."""

    tlp: TLP | None = None
    originator: str = ""
    audience: tuple[str, ...] = ()
    purpose: Purpose = Purpose.CONDUCT_OF_THE_FORUM
    legal_basis: str | None = None
    category: Category | None = None
    retention: Retention | None = None
    review_by: date | None = None


def brought_under(actor: Actor, given: Given, text: str) -> tuple[Handling, Conditions]:
    """How what somebody brings in is handled.

    Unmarked it takes the strictest label of its context: the one that its own text carries, and where somebody is
    named that of what is shared with nobody else. Whoever brings it goes on seeing it. Raises HandlingRefused.
    """
    known_keys(actor, "audience", given.audience)
    originator = given.originator or actor.party or THE_FORUM
    if originator not in organisation_of(actor) | {THE_FORUM}:
        known_keys(actor, "originator", [originator])
    label = _label(given, text)
    _own_purpose(actor, given)
    if actor.clearance is not None and label.rank > actor.clearance.rank:
        raise HandlingRefused("tlp", "above_clearance")
    audience = set(given.audience)
    fits_its_label("audience", label, audience)
    own = organisation_of(actor)
    if label == TLP.RED:
        audience.add(actor.key)
    elif label not in _OPEN and originator not in own and own.isdisjoint(audience):
        audience.add(THE_FORUM if THE_FORUM in own else actor.party or actor.key)
    return Handling(label, originator, frozenset(audience)), completed(given, clock.today())


def marked_under(actor: Actor, record: Handled, given: Given) -> tuple[Handling, Conditions]:
    """How a record is handled once it is marked as somebody says. Raises HandlingRefused.

    Who is in its audience until a day stays so until that day; TLP:RED that names nobody is for whoever marks.
    """
    before = record.handling
    stand = {member.partition("@")[0]: member for member in sorted(before.audience)}
    label = given.tlp or before.tlp
    audience = set(given.audience) or ({actor.key} if label == TLP.RED else set())
    _own_purpose(actor, given)
    known_keys(actor, "audience", audience - set(stand))
    fits_its_label("audience", label, audience)
    handling = Handling(label, before.originator, frozenset(stand.get(key, key) for key in audience))
    return handling, completed(given, record.kept_since, conditions_of(record))


def completed(given: Given, since: date, before: Conditions = NOTHING_SAID) -> Conditions:
    """The conditions with what follows from them, for a record kept since that day. Raises HandlingRefused.

    What the record says already is not asked about once more.
    """
    retention = given.retention
    if given.category is not None:
        if not given.legal_basis:
            raise HandlingRefused("legal_basis", "basis_needed")
        if given.category != before.category and not is_assessed(given.purpose.value, given.category.value):
            raise HandlingRefused("category", "not_assessed")
        retention = retention or (Retention.CASE if given.category in _OF_A_CASE else Retention.WORKING_PAPER)
    if given.legal_basis != before.legal_basis:
        basis_in_force(given.legal_basis)
    last = review_within(retention, since) if retention else clock.today() + longest()
    if given.review_by is not None and given.review_by != before.review_by:
        if given.review_by <= clock.today():
            raise HandlingRefused("review_by", "not_ahead")
        if given.review_by > last:
            raise HandlingRefused("review_by", "too_late")
    review_by = given.review_by or (last if retention else None)
    return Conditions(given.purpose, given.legal_basis or None, given.category, retention, review_by)


def longest() -> timedelta:
    """The longest time for which anything may wait for its review."""
    return timedelta(days=max(LONGEST.values()))


def basis_in_force(key: str | None) -> None:
    """Raises HandlingRefused for a legal basis that there is none of, or that does not hold today."""
    if not key:
        return
    basis = LegalBasis.objects.filter(pk=key).first()
    if basis is None:
        raise HandlingRefused("legal_basis", "unknown")
    if not basis.holds_on(clock.today()):
        raise HandlingRefused("legal_basis", "basis_ended")


def known_keys(actor: Actor, field: str, keys: Iterable[str]) -> None:
    """Raises HandlingRefused where one of the keys is of no party, body or person, or of none to be known of."""
    named = set(keys) - {THE_FORUM, actor.key}
    people = {key for key in named if is_person(key)}
    parties = named - people
    known = set(rows(actor, Permission.RECORD_READ, Party).filter(pk__in=parties).values_list("pk", flat=True))
    numbers = {int(key[5:]) for key in people}
    here = User.objects.filter(pk__in=numbers, is_active=True).count()
    if parties - known or here < len(numbers):
        raise HandlingRefused(field, "unknown")


def is_person(key: str) -> bool:
    """Whether a key is a person's: `user:7`."""
    return key.startswith("user:") and key[5:].isdecimal() and key.isascii() and len(key) < 20


def fits_its_label(field: str, label: TLP, audience: Iterable[str]) -> None:
    """Raises HandlingRefused for an audience that the label has none of, or not such a one."""
    named = set(audience)
    if label in _OPEN and named:
        raise HandlingRefused(field, "open_to_more")
    if label == TLP.RED and not all(is_person(key) for key in named):
        raise HandlingRefused(field, "named_persons")


def _own_purpose(actor: Actor, given: Given) -> None:
    if given.category is not None and given.purpose not in actor.purposes:
        raise HandlingRefused("purpose", "another_purpose")


def _label(given: Given, text: str) -> TLP:
    stated = stated_in(text)
    if given.tlp is not None:
        if stated and given.tlp.rank < highest(stated).rank:
            raise HandlingRefused("tlp", "wider_than_text")
        return given.tlp
    if not given.audience:
        return highest([TLP.CLEAR, *stated])
    narrow = TLP.RED if all(is_person(key) for key in given.audience) else TLP.AMBER_STRICT
    return highest([narrow, *stated])
