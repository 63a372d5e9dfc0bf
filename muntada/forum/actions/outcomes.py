"""Outcomes of meetings: entered with a reference for good, reported on, closed with a reason, carried until then."""

from __future__ import annotations

import re
from datetime import date

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission, decide
from muntada.access.wall import under_ceiling
from muntada.evidence.named import required
from muntada.evidence.values import ValueRefused
from muntada.forum.actions.carrying import carry_over
from muntada.forum.actions.refusals import NotPossible
from muntada.forum.actions.under import keep
from muntada.forum.actions.wording import checked_text, checked_words, unattributed
from muntada.forum.models import AgendaItem, Body, Meeting, Outcome, Progress
from muntada.library.models import Work
from muntada.parties.models import Party
from muntada.trail.deed import act

__all__ = ["carry_over", "enter_outcome", "give_day", "report_progress"]

LONGEST = 20_000
_ASKS = frozenset({Outcome.Kind.ACTION.value})  # kinds that somebody has to do, by a day
_NOT_IN_A_REFERENCE = re.compile(r"[^\w.-]+")


def enter_outcome(
    actor: Actor,
    meeting: Meeting,
    *,
    kind: str,
    text_ar: str = "",
    text_en: str = "",
    text_fr: str = "",
    item: AgendaItem | None = None,
    owner: Party | None = None,
    due: date | None = None,
    work: Work | None = None,
    named_because: str = "",
) -> Outcome:
    """Enter what a meeting decided, in one language or more.

    An action has an owner and a day; whatever has one of these stays open until it is closed, all else stands.
    Raises ValueRefused for a kind that there is none of, no words, an action without owner or day, a day before the
    meeting; NotPossible for an item of another meeting; NamesSpeaker where words that nobody said by name stand beside
    a name, and `named_because` does not say why that is nobody who spoke them.
    """
    texts = _words(text_ar=text_ar, text_en=text_en, text_fr=text_fr)
    if required("kind", kind) not in Outcome.Kind.values:
        raise ValueRefused("kind", f"There is no {kind}.")
    if kind in _ASKS and (owner is None or due is None):
        raise ValueRefused("owner" if owner is None else "due", "Whatever is to be done has an owner and a day.")
    _in_time(meeting, due)
    with act(actor, Permission.OUTCOME_WRITE, on=meeting) as deed:
        if item is not None and item.meeting_id != meeting.pk:
            raise NotPossible("of_another_meeting")
        state = Outcome.State.OPEN if owner is not None or due is not None else Outcome.State.STANDING
        made = Outcome(meeting=meeting, item=item, kind=kind, owner=owner, due=due, work=work, state=state, **texts)
        made.named_because = unattributed("\n".join(texts.values()), meeting, named_because)
        made.reference = _reference(meeting)
        keep(made, meeting, *[one for one in (item, work) if one is not None])
        deed.of(made)
    return made


def _words(**texts: str) -> dict[str, str]:
    """The words in each language, of which one has some."""
    kept = {name: checked_words(name, text, limit=LONGEST) for name, text in texts.items()}
    required("text", "".join(kept.values()))
    return kept


def report_progress(actor: Actor, outcome: Outcome, *, text: str, state: str = "") -> Progress:
    """Say what became of an outcome. Its owner says so, and that it is done; whoever runs the body also drops it, with
    the reason, and opens it again.

    Raises ValueRefused, NotPossible("closed") where nothing is open any more, NotPossible("not_closed").
    """
    if state and state not in {Outcome.State.DONE, Outcome.State.DROPPED, Outcome.State.OPEN}:
        raise ValueRefused("state", f"There is no state {state}.")
    words = checked_text(text, limit=LONGEST)
    by_owner = state in {"", Outcome.State.DONE} and decide(actor, Permission.OUTCOME_REPORT, outcome)
    permission, thing = (
        (Permission.OUTCOME_REPORT, outcome) if by_owner else (Permission.OUTCOME_WRITE, outcome.meeting)
    )
    with act(actor, permission, on=thing) as deed:
        held = _held(outcome)
        if state == Outcome.State.OPEN and held.state == Outcome.State.OPEN:
            raise NotPossible("not_closed")
        if state != Outcome.State.OPEN and held.state != Outcome.State.OPEN:
            raise NotPossible("closed")
        party = held.owner if actor.party is not None and actor.party == held.owner_id else None
        made = keep(Progress(outcome=held, party=party, text=words, state=state, at=clock.now()), held)
        if state:
            held.state = state
            held.save(update_fields=["state"])
        deed.of(held, state=held.state)
    return made


def give_day(actor: Actor, outcome: Outcome, *, due: date, reason: str) -> Outcome:
    """Give an open outcome another day, with the reason. Raises ValueRefused, NotPossible("closed")."""
    words = checked_text(reason, field="reason", limit=LONGEST)
    _in_time(outcome.meeting, due)
    with act(actor, Permission.OUTCOME_WRITE, on=outcome.meeting) as deed:
        held = _held(outcome)
        if held.state != Outcome.State.OPEN:
            raise NotPossible("closed")
        before, held.due = held.due, due
        held.save(update_fields=["due"])
        line = f"{before.isoformat() if before else '—'} → {due.isoformat()}: {words}"
        keep(Progress(outcome=held, text=line, at=clock.now()), held)
        deed.of(held, due=due.isoformat())
    return held


def _in_time(meeting: Meeting, due: date | None) -> None:
    if due is not None and meeting.when and due.isoformat()[: len(meeting.when[:10])] < meeting.when[:10]:
        raise ValueRefused("due", "That day is before the meeting.")


def _reference(meeting: Meeting) -> str:
    """Year, body and number: 2026/CoCo/3. Whoever enters two at once waits at the body's row."""
    if meeting.body_id is not None:
        Body.objects.select_for_update(of=("self",)).filter(pk=meeting.body_id).first()
    year = meeting.when[:4] if meeting.when[:4].isdecimal() else str(clock.today().year)
    body = meeting.body
    code = (body.party.acronym or body.key.rpartition(".")[2]) if body is not None else meeting.kind
    head = f"{year}/{_NOT_IN_A_REFERENCE.sub('-', code)[:40]}/"
    with under_ceiling(CLERK):  # a number that is taken is taken, by whatever it is
        taken = [one.rpartition("/")[2] for one in _with_head(head)]
    return f"{head}{max((int(one) for one in taken if one.isdecimal()), default=0) + 1}"


def _with_head(head: str) -> list[str]:
    return list(Outcome.objects.filter(reference__startswith=head).values_list("reference", flat=True))


def _held(outcome: Outcome) -> Outcome:
    return Outcome.objects.select_for_update(of=("self",)).select_related("meeting", "owner").get(pk=outcome.pk)
