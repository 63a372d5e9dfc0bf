"""An assessment of what processing means for persons: written by one, signed by another, which switches it on."""

from __future__ import annotations

from datetime import date

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Processing
from muntada.access.rules import Permission
from muntada.evidence.named import required
from muntada.marking.handling import Category, Purpose
from muntada.rights.models import Assessment
from muntada.trail.deed import act

LONGEST = 3 * 366  # days for which an assessment may hold


class NotPossible(ValueError):
    """Raised for an assessment that was signed, has ended, or would hold for too long; `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def write(
    actor: Actor, *, purpose: str, category: str, necessity: str, risks: str, measures: str, until: date
) -> Assessment:
    """Write what keeping records about such persons for such a purpose means. Raises NotPossible, ValueRefused."""
    ahead = (until - clock.today()).days
    if not 0 < ahead <= LONGEST:
        raise NotPossible("until", "It ends on a day after today and within three years.")
    with act(actor, Permission.ASSESSMENT_WRITE) as deed:
        made = Assessment.objects.create(
            purpose=Purpose(purpose),
            category=Category(category),
            necessity=required("necessity", necessity.strip()),
            risks=required("risks", risks.strip()),
            measures=required("measures", measures.strip()),
            written_by=actor.key,
            until=until,
        )
        deed.of(made, purpose=purpose, category=category)
    return made


def sign(actor: Actor, assessment: Assessment) -> Processing:
    """Sign what somebody else wrote: from now on such records may be entered, until its day. Raises Refused."""
    with act(actor, Permission.ASSESSMENT_SIGN, on=assessment) as deed:
        if assessment.until <= clock.today():
            raise NotPossible("ended", "Its day is past: write it anew.")
        if not Assessment.objects.filter(pk=assessment.pk, signed_by="").update(
            signed_by=actor.key, signed_at=clock.now()
        ):
            raise NotPossible("signed", "This is signed already.")
        switched, _new = Processing.objects.update_or_create(
            purpose=assessment.purpose,
            category=assessment.category,
            defaults={"assessment": assessment.pk, "until": assessment.until},
        )
        deed.of(assessment, signed=True, until=assessment.until.isoformat())
    assessment.refresh_from_db()
    return switched


def end(actor: Actor, assessment: Assessment) -> None:
    """Switch the processing off again from today: what stands stays and is read-only. Raises Refused, NotPossible."""
    with act(actor, Permission.ASSESSMENT_SIGN, on=assessment) as deed:
        ended = Processing.objects.filter(assessment=assessment.pk, until__gt=clock.today()).update(until=clock.today())
        if not ended:
            raise NotPossible("ended", "This is not in force.")
        Assessment.objects.filter(pk=assessment.pk).update(until=clock.today())
        deed.of(assessment, ended=True)
    assessment.refresh_from_db()
