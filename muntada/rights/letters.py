"""To whom persons' rights make the forum write."""

from __future__ import annotations

from django.conf import settings

from muntada.access import clock
from muntada.access.actor import Role
from muntada.marking.handling import THE_FORUM
from muntada.outreach.actions import held
from muntada.outreach.letters import filled
from muntada.outreach.models import Message
from muntada.people.models import DatedQuerySet, Office, User
from muntada.register.models import Proposal
from muntada.rights.models import Petition, Request
from muntada.text.when import display


def reviewers() -> list[User]:
    """Those who review what is overdue, today."""
    return _people(_held().filter(role=Role.REVIEWER))


def who_speaks_for(originator: str) -> list[User]:
    """Those who answer today for where a record came from: a party's own, a body's chair, the secretariat."""
    if originator == THE_FORUM:
        return _people(_held().filter(role=Role.SECRETARIAT))
    of_party = _held().filter(role__in=[Role.VALIDATOR, Role.FOCAL_POINT], party_id=originator)
    of_body = _held().filter(role=Role.CO_CHAIR, body_id=originator)
    return _people(of_party | of_body)


def _held() -> DatedQuerySet[Office]:
    return Office.objects.held_on(clock.today()).filter(user__is_active=True)


def _people(offices: DatedQuerySet[Office]) -> list[User]:
    return list(User.objects.filter(pk__in=offices.values("user")).order_by("pk"))


def letter_for(request: Request) -> str:
    """Which letter answers this request, as it was answered."""
    about = "delisting" if request.kind == Request.Kind.DELISTING else "request"
    if request.state == Request.State.REFUSED:
        return f"{about}-refused"
    return "delisting-granted" if about == "delisting" else "request-answered"


def letter_text(petition: Petition, language: str) -> tuple[str, str]:
    """The answer to a petition as a letter, in one of the three languages: its subject, and its text without the
    address that it ends with."""
    request, proposal = petition.request, petition.proposal
    lapsed = proposal is not None and proposal.state == Proposal.State.LAPSED
    values = _values(request, {"reason": request.reason or "—"}, language)
    name = "delisting-lapsed" if lapsed else letter_for(request)
    subject, text = filled(name, language, values)
    return subject, text.strip()


def _values(request: Request, more: dict[str, str], language: str) -> dict[str, str]:
    """What letters name: `day` is when it was decided of the listing, else when the request was answered."""
    petition = Petition.objects.filter(request=request).select_related("proposal").first()
    proposal = petition.proposal if petition is not None else None
    decided = clock.day_of(proposal.decided_at) if proposal is not None and proposal.decided_at else None
    day = display((decided or request.answered_on or clock.today()).isoformat(), language)
    return {"number": str(request.pk), "authority": settings.AUTHORITY or "—", "day": day, **more}


def answer_letter(request: Request, letter: str, values: dict[str, str]) -> Message | None:
    """A held letter to whoever asked, in their language; None where there is no address: then it is handed over."""
    to: User | str | None = request.user if request.user and request.user.is_active else request.address or None
    if to is None:
        return None
    once = f"request:{request.pk}:{letter}:{request.prolonged}"
    return held(
        to, letter, _values(request, values, request.language), path="/your-data/", once=once, language=request.language
    )
