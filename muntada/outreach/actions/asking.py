"""Letters to institutions that are asked, and reminders of it: one a step, held until a person lets them go.

Each bears the address of the request's own page, sealed like every other secret link, and says nothing of what is asked
but how much it is and by when.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.followup.events import AnswerSentBack, InstitutionAsked, RequestSettled
from muntada.followup.models import Request
from muntada.followup.queries.asking import things_of, to_remind
from muntada.followup.reminding import step_due
from muntada.followup.secret import secret_of
from muntada.marking.handling import THE_FORUM
from muntada.outreach.actions.outbox import NotPossible, cancel
from muntada.outreach.actions.standing import address
from muntada.outreach.asked import ASKING, FIRST, begins, key_of_letter
from muntada.outreach.envelope import new_id
from muntada.outreach.letters import filled
from muntada.outreach.models import Message
from muntada.outreach.safety import Unsafe, address_of, subject_of, text_of
from muntada.outreach.sealing import PLACE, sealed
from muntada.parties.told import day_in, name_in
from muntada.trail.deed import Record, act

State = Message.State
_WAITING = (State.DRAFT, State.HELD, State.RELEASED, State.FAILED)
LONGEST_NAME = 120


def asked(event: InstitutionAsked) -> None:
    """Write the letter of a request, in place of what waits of an earlier address or day."""
    _drop(event.request)
    _write(event.request, FIRST, ASKING)


def sent_back(event: AnswerSentBack) -> None:
    """Write that an answer was sent back."""
    version = Request.objects.values_list("version", flat=True).filter(pk=event.request).first()
    _write(event.request, f"back-{version}", "asking-back")


def settled(event: RequestSettled) -> None:
    """Letters of a request that is answered or closed go out no more."""
    _drop(event.request)


def write_left_asked() -> int:
    """Write first letters that were left unwritten, because the process ended before; how many that was."""
    return sum(_write(request.pk, FIRST, ASKING) for request in to_remind(clock.today()))


def remind_institutions(actor: Actor) -> int:
    """Write the reminders that have come due, each once however often and by however many this is done; how many."""
    written, today = 0, clock.today()
    with act(actor, Permission.MAIL_WRITE) as deed:
        for request in to_remind(today):
            step = step_due(_day(request.at), request.due, today)
            if step is not None:
                letter = "asking-reminder" if step < 0 else "asking-overdue"
                written += _write(request.pk, f"step{step}", letter)
        deed.things.append({"thing": "outreach.message", "asked": written})
    return written


def _write(number: int, what: str, letter: str) -> int:
    """A held letter, where there is none of this step; 1 where it is new."""
    with act(CLERK, Permission.MAIL_WRITE) as deed:
        # Whoever closes it at the same moment waits here, and then finds the letter to be dropped.
        found = Request.objects.select_for_update(of=("self",)).filter(pk=number, state=Request.State.OPEN).first()
        if found is None or not to_remind(clock.today()).filter(pk=number).exists():
            return 0
        try:
            return _kept(deed, found, what, letter)
        except (Unsafe, LookupError):
            return 0  # an address that no letter goes to: the request's page shows that there is none


def _kept(deed: Record, request: Request, what: str, letter: str) -> int:
    institution = request.institution
    language = institution.language
    subject, text = filled(letter, language, _values(request, language), PLACE)
    message, new = Message.objects.get_or_create(
        once=key_of_letter(request, what),
        defaults={
            "address": address_of(institution.email),
            "language": language,
            "subject": subject_of(subject),
            "text": text_of(text),
            "letter": ASKING,
            "party": request.originator if request.originator != THE_FORUM else "",
            "state": State.HELD,
            "sealed": sealed(address(f"/{language}/answer/{secret_of(request)}/")),
            "ends_at": request.ends,
            "message_id": new_id(),
            "written_by": CLERK.key,
        },
    )
    if new:
        deed.of(message, written=True, request=request.pk)
    return int(new)


def _values(request: Request, language: str) -> dict[str, str]:
    assert request.ends is not None
    return {
        "party": name_in(request.institution.party, language)[:LONGEST_NAME],
        "count": str(sum(one.is_open for one in things_of(request, language))),
        "due": day_in(request.due.isoformat(), language),
        "until": day_in(_day(request.ends).isoformat(), language),
    }


def _drop(request: int) -> None:
    for message in Message.objects.filter(once__startswith=begins(request), state__in=_WAITING):
        # One that is on its way by now is not held up any more: who answered gets it all the same.
        with suppress(NotPossible):
            cancel(CLERK, message)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.now().tzinfo).date()
