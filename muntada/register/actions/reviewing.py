"""Exemptions from the measures of a listing, and its periodic review: two persons, reasons, and a day for each."""

from __future__ import annotations

from datetime import date, timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.values import ValueRefused
from muntada.register.actions.leads import said
from muntada.register.actions.listings import OWN, propose
from muntada.register.models import Exemption, Listing, Proposal, Review
from muntada.register.queries.reviews import EVERY
from muntada.trail.deed import act

LONGEST_EXEMPTION = timedelta(days=365)


def propose_exemption(
    actor: Actor, listing: Listing, *, kind: str, scope: str, provision: str, since: date, until: date, reason: str
) -> Exemption:
    """Propose what somebody who is listed may do all the same, for a year at most. Raises ValueRefused."""
    stated = {"scope": said("scope", scope), "provision": said("provision", provision)[:300]}
    why = said("reason", reason)
    if kind not in Exemption.Kind.values:
        raise ValueRefused("kind", "This is no kind of exemption.")
    if until < since or until < clock.today() or until - since > LONGEST_EXEMPTION:
        raise ValueRefused("until", "It ends on a day to come, after it begins and within a year.")
    with act(actor, Permission.LISTING_PROPOSE) as deed:
        if Listing.objects.get(pk=listing.pk).state == Listing.State.DELISTED:
            raise ValueRefused("listing", "Who is not listed needs no exemption.")
        made = Exemption.objects.create(
            listing=listing, kind=kind, since=since, until=until, reason=why, by=actor.key, at=clock.now(), **stated
        )
        deed.of(made, entity=listing.entity_id, kind=kind)
    return made


def decide_exemption(actor: Actor, exemption: Exemption, *, agrees: bool, reason: str) -> Exemption:
    """Decide, as another person than the one who proposed, with reasons. Raises Refused, ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.LISTING_DECIDE, on=exemption) as deed:
        held = Exemption.objects.select_for_update().get(pk=exemption.pk)
        if held.state != Exemption.State.OPEN:
            raise ValueRefused("proposal", "Somebody decided of this already.")
        held.state = Exemption.State.AGREED if agrees else Exemption.State.DECLINED
        held.decided_by, held.decided_at, held.decision = actor.key, clock.now(), why
        held.save()
        deed.of(held, state=held.state)
    return held


def review(actor: Actor, listing: Listing, *, keep: bool, reason: str) -> Review:
    """Look whether a listing of our own still has to stand, as another person than whoever nominated it.

    Kept, it comes again within a year; else its end is proposed, and a second person decides. Raises ValueRefused.
    """
    why = said("reason", reason)
    with act(actor, Permission.LISTING_PROPOSE) as deed:
        held = Listing.objects.select_for_update().get(pk=listing.pk)
        if held.dataset != OWN or held.state == Listing.State.DELISTED:
            raise ValueRefused("listing", "Only what stands on the list that is kept here is reviewed here.")
        if (actor.delegated_by | {actor.key}) & _nominators(listing):
            raise ValueRefused("by", "Another person than whoever nominated it reviews it.")
        proposal = None if keep else propose(actor, listing, to=Listing.State.DELISTED, reason=why)
        made = Review.objects.create(
            listing=listing, result=Review.Result.KEPT if keep else Review.Result.ENDING, reason=why,
            proposal=proposal, by=actor.key, on=clock.today(), next_on=clock.today() + EVERY,
        )  # fmt: skip
        deed.of(made, entity=listing.entity_id, result=made.result)
    return made


def _nominators(listing: Listing) -> set[str]:
    agreed = Proposal.objects.filter(listing=listing, to=Listing.State.LISTED, state=Proposal.State.AGREED)
    return set(agreed.order_by("-pk").values_list("by", flat=True)[:1])
