"""Recipients are entered, changed and ended; none is deleted while an edition went to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.forum.coming import name_said
from muntada.marking.handling import THE_FORUM, Category, Handling, Retention, review_within
from muntada.marking.tlp import TLP
from muntada.parties.models import LANGUAGES, Party
from muntada.reports.models import Delivery, Recipient
from muntada.reports.refused import ReportRefused
from muntada.trail.deed import act

CHANGES = frozenset({"name", "party", "place", "contact", "email", "language", "shared", "until"})


def enter_recipient(
    actor: Actor,
    owner: Party,
    *,
    list: str,
    name: str,
    email: str,
    party: Party | None = None,
    place: str = "",
    contact: str = "",
    language: str = "ar",
    shared: bool = False,
    until: date | None = None,
) -> Recipient:
    """A recipient on a list of the owner's. Raises ReportRefused for an address or a name that another one has."""
    made = Recipient(owner=owner, list=list)
    made.marked(kept_for(actor, owner))
    if list not in Recipient.List.values:
        raise ReportRefused("list", "list")
    given = {"name": name, "party": party, "place": place, "contact": contact, "email": email, "until": until}
    with act(actor, Permission.RECIPIENT_KEEP, on=made) as deed:
        _take(made, given | {"language": language, "shared": shared})
        made.save(force_insert=True)
        deed.of(made, list=list)
    return made


def change_recipient(actor: Actor, recipient: Recipient, **given: Any) -> Recipient:
    """Other values for a recipient. What failed because of its address is tried again. Raises ReportRefused."""
    unknown = set(given) - CHANGES
    if unknown:
        raise TypeError(f"These do not change: {sorted(unknown)}")
    with act(actor, Permission.RECIPIENT_KEEP, on=recipient) as deed:
        recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
        before = recipient.email
        _take(recipient, given)
        recipient.save()
        if recipient.email != before or "until" in given:
            failed = Delivery.objects.filter(recipient=recipient, state=Delivery.State.FAILED, message__isnull=True)
            failed.update(state=Delivery.State.HELD, error="")
        deed.of(recipient, changed=sorted(given))
    return recipient


def end_recipient(actor: Actor, recipient: Recipient) -> Recipient:
    """From today on nothing more goes there; what went there stays known."""
    return change_recipient(actor, recipient, until=clock.today())


def kept_for(actor: Actor, owner: Party) -> Handling:
    """How what somebody keeps for a party is handled: the party's own, or the forum's where its staff keep it."""
    return Handling(TLP.AMBER, owner.key if actor.party == owner.key else THE_FORUM)


def plain_address(text: str) -> str:
    """An address and nothing around it, of Latin letters only. Raises ReportRefused."""
    said = text.strip()
    try:
        EmailValidator()(said)
    except ValidationError:
        raise ReportRefused("email", "email") from None
    if not said.isascii() or any(one in ' ,;:<>"()[]\\' or not one.isprintable() for one in said):
        raise ReportRefused("email", "email")
    return said


def _take(recipient: Recipient, given: dict[str, Any]) -> None:
    for name in ("name", "place", "contact"):
        if name in given:
            limit = 200 if name == "place" else 300
            setattr(recipient, name, name_said(name, given[name], limit=limit, needed=name == "name"))
    if "language" in given and given["language"] not in dict(LANGUAGES):
        raise ReportRefused("language", "language")
    if "email" in given:
        recipient.email = plain_address(given["email"])
    for name in CHANGES & set(given) & {"party", "language", "shared", "until"}:
        setattr(recipient, name, given[name])
    _alone(recipient)
    _as_of_a_person(recipient)


def _alone(recipient: Recipient) -> None:
    """Refuse a name that the list has already, and an address that goes to another one, of the same keeper's."""
    others = Recipient.objects.filter(owner=recipient.owner_id, originator=recipient.originator)
    others = others.exclude(pk=recipient.pk)
    if others.filter(list=recipient.list, name=recipient.name).exists():
        raise ReportRefused("name", "name")
    if recipient.shared or recipient.until is not None:
        return
    lasting = Q(until__isnull=True) | Q(until__gt=clock.today())
    other = others.filter(lasting, email__iexact=recipient.email).first()
    if other is not None:
        raise ReportRefused("email", "email_taken", other=other.name)


def _as_of_a_person(recipient: Recipient) -> None:
    """Where somebody is named there, the row is a record about an official, looked at again within its class."""
    if not recipient.contact:
        recipient.category = recipient.retention = recipient.review_by = recipient.legal_basis_id = None
    elif recipient.category is None:
        recipient.category, recipient.legal_basis_id = Category.OFFICIAL.value, "public_office"
        recipient.retention, recipient.kept_since = Retention.PUBLIC_OFFICE.value, clock.today()
        recipient.review_by = review_within(Retention.PUBLIC_OFFICE, clock.today())
