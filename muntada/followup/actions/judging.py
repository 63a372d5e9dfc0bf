"""Judgements: who found how far a commitment is carried out, with reasons; the party's comment and consent; release.

A judgement never changes what measures say, and its own words never change: whoever comes to find otherwise judges
anew. Others than who judged and the party see it only once the party has consented and somebody else released it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.given import is_person
from muntada.evidence.actions.releases import answer_release
from muntada.evidence.models import Release
from muntada.evidence.named import required
from muntada.evidence.pen import named
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.moments import NotNow
from muntada.followup.actions.under import line, one_of, words
from muntada.followup.models import Assessment, Commitment
from muntada.forum.actions.wording import checked_text
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP, highest
from muntada.parties.models import Party
from muntada.trail.deed import act

WHY = 1_000  # letters of the reason for a release


def judges_as(actor: Actor) -> list[str]:
    """In whose name this actor may judge: the own party's, that of a body chaired today, the forum's."""
    own = [actor.party] if actor.party is not None and actor.roles & {Role.FOCAL_POINT, Role.VALIDATOR} else []
    chaired = sorted(actor.chairs) if Role.CO_CHAIR in actor.roles else []
    staff = [THE_FORUM] if actor.roles & {Role.SECRETARIAT, Role.ANALYST} else []
    return [*own, *chaired, *staff]


def judge(
    actor: Actor,
    commitment: Commitment,
    *,
    result: str,
    as_of: date,
    assessor: str,
    originator: str = "",
    campaign: str = "",
    **reasons: str,
) -> Assessment:
    """Say how far a commitment is carried out, as of a day, with reasons in one language or more (`reasons_ar` and so
    on); in the name of `originator`, one of `judges_as`, the first where none is named.

    It is for who judged and the party alone, and never more open than the commitment. Raises ValueRefused for a day to
    come, no reasons, a result that there is none of; Refused for whoever judges in no such name.
    """
    if as_of > clock.today():
        raise ValueRefused("as_of", "That day is still to come.")
    names = judges_as(actor)
    made = Assessment(
        commitment=commitment,
        result=one_of("result", result, Assessment.Result),
        as_of=as_of,
        assessor=required("assessor", line("assessor", assessor)),
        campaign=line("campaign", campaign, 120),
        by=actor.key,
        at=clock.now(),
        originator=originator or (names[0] if names else THE_FORUM),
        **words("reasons", reasons, needed=True),
    )
    with act(actor, Permission.JUDGEMENT_WRITE, on=made) as deed:
        made.marked(_for_both(made.originator, commitment))
        made.save(force_insert=True)
        deed.of(made, result=made.result)
    return made


def comment(actor: Actor, judgement: Assessment, **said: str) -> Assessment:
    """Say for the party what it has to say to a judgement (`comment_ar` and so on). Raises ValueRefused."""
    with act(actor, Permission.JUDGEMENT_COMMENT, on=judgement) as deed:
        held = _held(judgement)
        kept = words("comment", said, needed=True)
        for name, text in kept.items():
            setattr(held, name, text)
        held.commented_by, held.commented_at = actor.key, clock.now()
        held.save(update_fields=[*kept, "commented_by", "commented_at"])
        deed.of(held)
    return held


def consent(actor: Actor, judgement: Assessment, *, yes: bool = True) -> Assessment:
    """Consent for the party that others see a judgement, or take the consent back as long as nobody was shown it.

    To say the same twice is harmless. Raises NotNow("released").
    """
    with act(actor, Permission.JUDGEMENT_CONSENT, on=judgement) as deed:
        held = _held(judgement)
        if yes == (held.consented_at is not None):
            return held
        if not yes and is_released(held):
            raise NotNow("released")
        held.consented_by, held.consented_at = (actor.key, clock.now()) if yes else ("", None)
        held.save(update_fields=["consented_by", "consented_at"])
        deed.of(held, consents=yes)
    return held


def release(
    actor: Actor, judgement: Assessment, *, reason: str, audience: Iterable[str] = (), to_label: TLP | None = None
) -> Release:
    """Show a judgement to more people, or under a wider label; whoever wrote it is asked by it, and another answers.

    It goes no further than the commitment itself. Raises Refused for whoever wrote it; NotNow("no_consent");
    ValueRefused for what is no widening; NotFit where it is overdue or disputed. It is taken back as any release is.
    """
    keys = sorted(set(audience))
    named_ones = {key for key in keys if not is_person(key)}
    known = rows(actor, Permission.RECORD_READ, Party).filter(pk__in=named_ones).values_list("pk", flat=True)
    if named_ones - set(known):
        raise ValueRefused("audience", "Nobody here has one of these keys.")
    if to_label is None and not keys:
        raise ValueRefused("to_label", "Say with whom it is to be shared, or under which label.")
    with act(actor, Permission.JUDGEMENT_RELEASE, on=judgement) as deed:
        held = _held(judgement)
        if held.consented_at is None:
            raise NotNow("no_consent")
        if to_label is not None and not TLP(held.commitment.tlp).rank <= to_label.rank < TLP(held.tlp).rank:
            raise ValueRefused("to_label", "This label is not wider, or is wider than that of the commitment.")
        asked = Release.objects.create(
            **named(held),
            originator=held.originator,
            audience=Audience.of(keys),
            to_label=to_label.value if to_label else "",
            asked_by=held.by,
            why=checked_text(reason, field="reason", limit=WHY),
        )
        deed.of(held, release=asked.pk)
        return answer_release(actor, asked, yes=True, reason=reason)


def is_released(judgement: Assessment) -> bool:
    """Whether others than who judged and the party see it."""
    return Release.objects.filter(**named(judgement), state=Release.State.GIVEN).exists()


def _for_both(originator: str, commitment: Commitment) -> Handling:
    """For who judged and the party that is judged."""
    tlp = highest([TLP.AMBER, TLP(commitment.tlp)])
    if tlp is TLP.RED:
        return Handling(tlp, originator, commitment.handling.audience)
    return Handling(tlp, originator, frozenset({commitment.party_id} - {originator}))


def _held(judgement: Assessment) -> Assessment:
    found = Assessment.objects.select_for_update(of=("self",)).select_related("commitment")
    return found.get(pk=judgement.pk)
