"""What persons ask for: taken in, the person identified, prolonged, answered; the clock runs from the first day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.evidence.named import required
from muntada.people.models import User
from muntada.register.actions.listings import drop_petition
from muntada.register.models import Proposal
from muntada.rights.letters import answer_letter, letter_for
from muntada.rights.masking import needles
from muntada.rights.models import NAMES, Petition, Request
from muntada.trail.deed import act

Kind, State, Ground = Request.Kind, Request.State, Request.Ground
KEPT_FOR = timedelta(days=3 * 365)  # after the answer: as long as it can be complained of


class NotPossible(ValueError):
    """Raised where a request is no longer where it was, or lacks what its answer needs; `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def month_later(day: date) -> date:
    """The same day of the next month, or the last one of a shorter month."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def take(
    actor: Actor,
    kind: str,
    *,
    names: Iterable[str],
    said: str = "",
    address: str = "",
    language: str = "ar",
    user: User | None = None,
    received_on: date | None = None,
    due_on: date | None = None,
) -> Request:
    """Take in what a person asks for. Raises TooShort, NotPossible for nobody, or for a day to come."""
    listed = [" ".join(name.split())[:300] for name in names if name.strip()][:NAMES]
    needles(listed)
    if not listed and user is None:
        raise NotPossible("names", "Give the person's name, in every spelling that may stand here.")
    received = received_on or clock.today()
    if received > clock.today():
        raise NotPossible("received_on", "That day is to come.")
    with act(actor, Permission.REQUEST_TAKE) as deed:
        made = Request.objects.create(
            kind=Kind(kind),
            names=listed,
            user=user,
            address=address,
            language=language,
            said=said.strip(),
            received_on=received,
            due_on=due_on or month_later(received),
            taken_by=actor.key,
        )
        deed.of(made, kind=made.kind)
    return made


def identify(actor: Actor, request: Request, *, how: str) -> None:
    """Note how it was made sure that whoever asks is that person. Raises NotPossible."""
    with act(actor, Permission.REQUEST_TAKE, on=request) as deed:
        _move(request, identified_how=required("how", how.strip())[:200], identified_by=actor.key)
        deed.of(request, identified=True)


def prolong(actor: Actor, request: Request) -> None:
    """Take another month, twice at most; the person is told. A petition is not prolonged. Raises NotPossible."""
    if _petition(request) is not None:
        raise NotPossible("petition", "The clock of a petition is not prolonged.")
    if request.prolonged >= 2:
        raise NotPossible("prolonged", "It was prolonged twice already.")
    with act(actor, Permission.REQUEST_ANSWER, on=request) as deed:
        _move(request, due_on=month_later(request.due_on), prolonged=request.prolonged + 1)
        answer_letter(request, "request-later", {"day": request.due_on.isoformat()})
        deed.of(request, due=request.due_on.isoformat())


def grant(actor: Actor, request: Request, *, reason: str = "", partly: bool = False) -> None:
    """Answer that it was done, wholly or in part; what was not done has its reason. Raises NotPossible."""
    if not request.identified_by:
        raise NotPossible("identified", "First note how it was made sure that whoever asks is that person.")
    if partly or request.kind == Kind.DELISTING:  # a decision on a listing has its reasons, whichever it is
        required("reason", reason.strip())
    _answer(actor, request, State.PARTLY if partly else State.GRANTED, "", reason)


def refuse(actor: Actor, request: Request, *, ground: str, reason: str) -> None:
    """Answer no, on one of the grounds, with the reason; the letter says where to complain. Raises NotPossible."""
    if ground not in Ground.values:
        raise NotPossible("ground", "A refusal has one of the grounds that the law knows.")
    _answer(actor, request, State.REFUSED, ground, required("reason", reason.strip()))


def withdraw(actor: Actor, request: Request) -> None:
    """Note that the person asks no more. Raises NotPossible."""
    with act(actor, Permission.REQUEST_TAKE, on=request) as deed:
        _move(request, state=State.WITHDRAWN, answered_by=actor.key, **_closed())
        petition = _petition(request)
        if petition is not None and petition.proposal is not None:
            drop_petition(CLERK, petition.proposal)
        deed.of(request, state=State.WITHDRAWN.value)


def _petition(request: Request) -> Petition | None:
    return Petition.objects.filter(request=request).select_related("proposal").first()


def _agrees_with_what_was_decided(request: Request, state: Request.State) -> None:
    """The answer to a petition for delisting follows the two persons who decided of it. Raises NotPossible."""
    petition = _petition(request) if request.kind == Kind.DELISTING else None
    proposal = petition.proposal if petition is not None else None
    if proposal is None and request.kind == Kind.DELISTING and state != State.REFUSED:
        raise NotPossible("not_taken_up", "Nothing was proposed of the listing yet.")
    if proposal is not None and proposal.state == Proposal.State.OPEN:
        raise NotPossible("undecided", "A second person decides of the listing first.")
    if proposal is not None and (proposal.state == Proposal.State.DECLINED) != (state == State.REFUSED):
        raise NotPossible("otherwise", "Of the listing it was decided otherwise.")


def _answer(actor: Actor, request: Request, state: Request.State, ground: str, reason: str) -> None:
    _agrees_with_what_was_decided(request, state)
    with act(actor, Permission.REQUEST_ANSWER, on=request) as deed:
        _move(request, state=state, ground=ground, reason=reason.strip(), answered_by=actor.key, **_closed())
        answer_letter(request, letter_for(request), {"reason": reason.strip()[:1000] or "—"})
        deed.of(request, state=state.value, ground=ground)


def settle(request: Request, actor: Actor, state: Request.State) -> None:
    """Note an answer that a rule gave; the deed around it says which. Raises NotPossible."""
    _move(request, state=state, answered_by=actor.key, **_closed())


def _closed() -> dict[str, date]:
    return {"answered_on": clock.today(), "forget_by": clock.today() + KEPT_FOR}


def _move(request: Request, **columns: object) -> None:
    """Change what is still open; of two at once only one finds it so. Raises NotPossible."""
    if not Request.objects.filter(pk=request.pk, state=State.OPEN, prolonged=request.prolonged).update(**columns):
        raise NotPossible("answered", "This was answered already.")
    request.refresh_from_db()
