"""The state of a listing, which only two persons change: one proposes with a reason, another one decides.

No name that was met leads here: nothing in this file knows of screenings or leads, which a test and the linter watch.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Passage
from muntada.evidence.values import ValueRefused
from muntada.register.actions.entering import next_tide
from muntada.register.actions.leads import said
from muntada.register.actions.telling import tell
from muntada.register.events import PetitionLapsed
from muntada.register.models import Entity, Listing, ListingChange, Notice, Proposal, Statement
from muntada.trail.deed import act

OWN = "own"  # the list that this installation keeps itself
PETITION_DAYS = 60  # resolution 2083 (2012), annex II: without a contrary decision a request takes effect then
# A name alone tells nobody apart: one of these goes with it.
IDENTIFYING = ("birthDate", "passportNumber", "idNumber", "nationality", "registrationNumber", "imoNumber")


def nominate(
    actor: Actor, entity: Entity, *, reason: str, criteria: list[dict[str, Any]], programme: str = ""
) -> Proposal:
    """Propose that an entity stand on the installation's own list: criteria, each with the passage that shows it.

    Raises ValueRefused for an entity of which the name alone is known, and for a criterion without evidence.
    """
    why = said("reason", reason)
    with act(actor, Permission.LISTING_PROPOSE) as deed:
        _identified(entity)
        proved = _proved(actor, criteria)
        listing, _new = Listing.objects.get_or_create(
            entity=entity, dataset=OWN, defaults={"state": Listing.State.DELISTED, "programme": programme[:200]}
        )
        made = _proposed(actor, listing, Listing.State.LISTED, why, criteria=proved)
        deed.of(made, entity=entity.pk, to=made.to)
    return made


def propose(actor: Actor, listing: Listing, *, to: str, reason: str, petition: bool = False) -> Proposal:
    """Propose another state of a listing. A petition for delisting takes effect on its sixtieth day unless somebody
    decides otherwise before, with reasons. Raises ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.LISTING_PROPOSE) as deed:
        if to not in Listing.State.values or to == listing.state:
            raise ValueRefused("to", "This is no other state of a listing.")
        if to == Listing.State.LISTED and listing.dataset == OWN:
            raise ValueRefused("to", "Nominate the entity, with criteria and evidence.")
        if petition and to != Listing.State.DELISTED:
            raise ValueRefused("to", "A petition asks that a listing end; nothing else takes effect by its day.")
        made = _proposed(actor, listing, to, why)
        if petition:
            made.until = clock.today() + timedelta(days=PETITION_DAYS)
            made.save(update_fields=["until"])
        deed.of(made, entity=listing.entity_id, to=to)
    return made


def decide(actor: Actor, proposal: Proposal, *, agrees: bool, reason: str) -> Proposal:
    """Decide, as another person than the one who proposed, with reasons. Raises Refused, ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.LISTING_DECIDE, on=proposal) as deed:
        held = Proposal.objects.select_for_update().select_related("listing").get(pk=proposal.pk)
        if held.state != Proposal.State.OPEN:
            raise ValueRefused("proposal", "Somebody decided of this already.")
        held.state = Proposal.State.AGREED if agrees else Proposal.State.DECLINED
        held.decided_by, held.decided_at, held.decision = actor.key, clock.now(), why
        held.save()
        if agrees:
            _set(held, actor.key)
        deed.of(held, entity=held.listing.entity_id, state=held.state, to=held.to)
    return held


def let_lapse(actor: Actor) -> list[Proposal]:
    """Give effect to petitions whose sixtieth day has come without a contrary decision; the trail names the rule."""
    due = Proposal.objects.filter(state=Proposal.State.OPEN, until__lte=clock.today())
    done = []
    for one in due.order_by("pk"):
        with act(actor, Permission.LISTING_LAPSE, on=one) as deed:
            held = Proposal.objects.select_for_update().select_related("listing").get(pk=one.pk)
            if held.state != Proposal.State.OPEN:
                continue
            held.state, held.decided_at = Proposal.State.LAPSED, clock.now()
            held.decision = f"No contrary decision within {PETITION_DAYS} days (S/RES/2083 (2012), annex II)."
            held.save()
            _set(held, actor.key)
            deed.of(held, entity=held.listing.entity_id, state=held.state, to=held.to, rule="sixty_days")
            deed.tell(PetitionLapsed(held.pk))
            done.append(held)
    return done


def drop_petition(actor: Actor, proposal: Proposal) -> None:
    """End what was proposed on a petition that its author asks no more: nothing changes, and no day of its takes
    effect. What was decided already stays."""
    with act(actor, Permission.LISTING_LAPSE, on=proposal) as deed:
        held = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if held.state != Proposal.State.OPEN:
            return
        held.state, held.decided_by, held.decided_at = Proposal.State.DECLINED, actor.key, clock.now()
        held.decision = "Whoever asked for it asks no more."
        held.save()
        deed.of(held, state=held.state, to=held.to)


def _proposed(actor: Actor, listing: Listing, to: str, why: str, **more: Any) -> Proposal:
    if listing.proposals.filter(state=Proposal.State.OPEN).exists():
        raise ValueRefused("listing", "Something is proposed of this listing already; decide of that first.")
    return Proposal.objects.create(listing=listing, to=to, reason=why, by=actor.key, at=clock.now(), **more)


def _set(proposal: Proposal, by: str) -> None:
    listing = proposal.listing
    listing.state = proposal.to
    listing.until = None if proposal.to == Listing.State.LISTED else clock.today()
    if proposal.to == Listing.State.LISTED:
        listing.since = clock.today()
    listing.save()
    detail = {"to": proposal.to, "proposal": proposal.pk}
    ListingChange.objects.create(
        listing=listing, what=ListingChange.What.DECIDED, detail=detail, by=by, at=clock.now(), tide=next_tide()
    )
    tell([listing.entity_id], Notice.What.DECIDED)


def _identified(entity: Entity) -> None:
    known = Statement.objects.filter(entity=entity, ended_at__isnull=True, prop__in=IDENTIFYING)
    papers = Statement.objects.filter(Q(prop="holder") | Q(prop="entity"), value=entity.pk, entity__schema="Passport")
    if not (known.exists() or papers.exists()):
        raise ValueRefused("entity", "A name tells nobody apart: state a birth date, a nationality or a number first.")


def _proved(actor: Actor, criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not criteria:
        raise ValueRefused("criteria", "Say which criteria for listing are met, each with the passage that shows it.")
    wanted = [one.get("passage") for one in criteria]
    seen = set(
        rows(actor, Permission.RECORD_READ, Passage, via="document")
        .filter(pk__in=[one for one in wanted if one])
        .values_list("pk", flat=True)
    )
    for one in criteria:
        if not str(one.get("criterion", "")).strip() or one.get("passage") not in seen:
            raise ValueRefused("criteria", "Each criterion cites a passage of a source that is kept here.")
    return [{"criterion": str(one["criterion"]).strip()[:300], "passage": one["passage"]} for one in criteria]
