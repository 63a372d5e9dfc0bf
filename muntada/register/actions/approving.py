"""What a second person decides: entries about children, what may go further, and special categories of data."""

from __future__ import annotations

from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Audience, Processing
from muntada.access.rules import Permission
from muntada.evidence.actions.given import is_person, known_keys
from muntada.evidence.conditions import columns_of, conditions_of
from muntada.evidence.values import ValueRefused
from muntada.register.actions import own
from muntada.register.actions.checking import Checked, One
from muntada.register.actions.leads import said
from muntada.register.models import Approval, Entity, Neutrality, Special, Waiting
from muntada.register.models.own import APPROVALS
from muntada.register.schema import schema_of
from muntada.trail.deed import act

LONGEST_OPENING = 366  # days for which a special category is opened at most


def approve(actor: Actor, waiting: Waiting, *, agrees: bool, reason: str) -> Waiting:
    """Approve, or decline, what is entered about a child, as another person than whoever enters it. With the second
    approval it is entered; with one refusal it never is, and what was to be stated is taken out.

    Raises Refused for whoever entered it, ValueRefused for whoever decided before.
    """
    why = said("reason", reason)
    with act(actor, Permission.ENTITY_APPROVE, on=waiting) as deed:
        held = Waiting.objects.select_for_update().get(pk=waiting.pk)
        if held.state != Waiting.State.OPEN:
            raise ValueRefused("waiting", "This is decided already.")
        if held.approvals.filter(by__in=actor.delegated_by | {actor.key}).exists():
            raise ValueRefused("waiting", "You approved this already: another person is needed.")
        Approval.objects.create(waiting=held, agrees=agrees, reason=why, by=actor.key, at=clock.now())
        if not agrees:
            held.state, held.told = Waiting.State.DECLINED, []
        elif held.approvals.filter(agrees=True).count() >= APPROVALS:
            _enter(actor, held)
            held.state, held.told = Waiting.State.ENTERED, []
        held.save()
        deed.of(held, agrees=agrees, state=held.state)
    return held


def _enter(actor: Actor, held: Waiting) -> None:
    found = Checked(schema_of(held.schema), tuple(One.of(one) for one in held.told))
    with act(actor, Permission.ENTITY_KEEP, on=held.entity) as deed:
        if held.entity is None:
            held.entity = own.entered(deed, found, held.handling, columns_of(conditions_of(held)))
        else:
            own.stated(held.entity, found)
            deed.of(held.entity, statements=len(found.told))
        own.followed(actor, held.entity)


def flag(actor: Actor, entity: Entity, *, aspect: str, reason: str) -> Neutrality:
    """Flag a record that touches on politics, the military, religion or race: until a reviewer has decided, it goes no
    further than it has gone. Raises ValueRefused."""
    why = said("reason", reason)
    if aspect not in Neutrality.Aspect.values:
        raise ValueRefused("aspect", "Say what it touches on.")
    with act(actor, Permission.ENTITY_KEEP, on=entity) as deed:
        made, new = Neutrality.objects.get_or_create(
            entity=entity, aspect=aspect, state=Neutrality.State.OPEN,
            defaults={"reason": why, "by": actor.key, "at": clock.now()},
        )  # fmt: skip
        if not new:
            raise ValueRefused("aspect", "This is flagged already, and waits for a reviewer.")
        deed.of(entity, flagged=aspect)
    return made


def decide_neutrality(actor: Actor, one: Neutrality, *, may_go: bool, reason: str) -> Neutrality:
    """Decide, as the reviewer, whether a flagged record may go further. Raises Refused, ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.NEUTRALITY_DECIDE, on=one) as deed:
        held = Neutrality.objects.select_for_update().get(pk=one.pk)
        if held.state != Neutrality.State.OPEN:
            raise ValueRefused("neutrality", "This is decided already.")
        held.state = Neutrality.State.MAY_GO if may_go else Neutrality.State.STAYS
        held.decision, held.decided_by, held.decided_at = why, actor.key, clock.now()
        held.save()
        deed.of(held, entity=held.entity_id, state=held.state)
    return held


def ask_special(
    actor: Actor, *, prop: str, purpose: str, category: str, assessment: int, persons: tuple[str, ...], necessity: str,
    until: date,
) -> Special:  # fmt: skip
    """Ask that values of a special category may be stated and seen by some persons, under a signed assessment.

    Raises ValueRefused for an assessment that is not in force for this, or a day beyond it; HandlingRefused for
    persons whom nobody here knows.
    """
    why = said("necessity", necessity)
    with act(actor, Permission.SPECIAL_ASK) as deed:
        if prop not in Special.Prop.values:
            raise ValueRefused("prop", "Choose one of the special categories.")
        held = _assessed(purpose, category, assessment)
        if not clock.today() < until <= held.until or (until - clock.today()).days > LONGEST_OPENING:
            raise ValueRefused("until", "It ends after today, within a year and with its assessment.")
        if not persons or not all(is_person(one) for one in persons):
            raise ValueRefused("persons", "Name the persons who need it.")
        known_keys(actor, "persons", persons)
        audience = Audience.of(persons)
        assert audience is not None
        made = Special.objects.create(
            prop=prop, purpose=purpose, category=category, assessment=assessment, necessity=why, until=until,
            audience=audience, by=actor.key, at=clock.now(),
        )  # fmt: skip
        deed.of(made, prop=prop, purpose=purpose, category=category, assessment=assessment)
        deed.to(*persons)
    return made


def _assessed(purpose: str, category: str, assessment: int) -> Processing:
    held = Processing.objects.filter(purpose=purpose, category=category, until__gt=clock.today()).first()
    if held is None or held.assessment != assessment:
        raise ValueRefused("assessment", "No assessment of this number is in force for this purpose and category.")
    return held


def decide_special(actor: Actor, one: Special, *, agrees: bool, reason: str) -> Special:
    """Open what another one asked for, or refuse it. Raises Refused for whoever asked, ValueRefused."""
    why = said("reason", reason)
    with act(actor, Permission.SPECIAL_OPEN, on=one) as deed:
        held = Special.objects.select_for_update().get(pk=one.pk)
        if held.state != Special.State.ASKED:
            raise ValueRefused("special", "This is decided already.")
        if agrees:
            _assessed(held.purpose, held.category, held.assessment)
        held.state = Special.State.OPENED if agrees else Special.State.REFUSED
        held.decision, held.decided_by, held.decided_at = why, actor.key, clock.now()
        held.save()
        deed.of(held, prop=held.prop, state=held.state)
    return held


def close_special(actor: Actor, one: Special) -> Special:
    """End an opening at once: values of it are seen by nobody from the next request on. Raises ValueRefused."""
    with act(actor, Permission.SPECIAL_ASK) as deed:
        held = Special.objects.select_for_update().get(pk=one.pk)
        if held.state != Special.State.OPENED:
            raise ValueRefused("special", "This is not open.")
        held.state = Special.State.ENDED
        held.save(update_fields=["state"])
        deed.of(held, prop=held.prop, state=held.state)
    return held
