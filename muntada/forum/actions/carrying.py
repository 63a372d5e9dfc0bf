"""What comes back on the next agenda: outcomes that are still open, and minutes that wait to be approved."""

from __future__ import annotations

from muntada.access.actor import CLERK, Actor
from muntada.access.rules import Permission
from muntada.access.wall import under_ceiling
from muntada.forum.actions.agenda import add_item
from muntada.forum.models import AgendaItem, Meeting, Minutes, Outcome
from muntada.forum.queries.outcomes import text_of
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.trail.deed import act

# What an agenda says of these, in the first of the meeting's languages of work.
OPEN = {
    "ar": "متابعة نتائج الاجتماعات السابقة",
    "en": "Follow-up of earlier outcomes",
    "fr": "Suivi des résultats des réunions précédentes",
}
APPROVAL = {
    "ar": "اعتماد محضر الاجتماع السابق",
    "en": "Approval of the minutes of the previous meeting",
    "fr": "Approbation du procès-verbal de la réunion précédente",
}
# What stands on an agenda that only the forum's staff may see.
_STAFF_ONLY = Handling(TLP.AMBER_STRICT, THE_FORUM)
_LONGEST = 300


def carry_over(actor: Actor, to: Meeting) -> list[AgendaItem]:
    """Put what the body's earlier meetings left open on the agenda of this one; the items that this made.

    Minutes that were circulated come first, then each open outcome under one heading. What stands on this agenda
    already is not put there twice, so that it may be done again at any time.
    """
    with act(actor, Permission.MEETING_RUN, on=to) as deed, under_ceiling(CLERK):
        made = []
        if to.follows is not None:
            waiting = Minutes.objects.filter(meeting=to.follows, state=Minutes.State.CIRCULATED).first()
            made += minutes_item(actor, to, waiting) if waiting is not None else []
        for outcome in open_before(to):
            if not to.agenda.filter(carries=outcome).exists():
                made.append(_carried(actor, to, outcome))
        for item in made:
            deed.of(item)
    return made


def minutes_item(actor: Actor, to: Meeting, minutes: Minutes) -> list[AgendaItem]:
    """Within a deed: the item by which a meeting approves these minutes, where it has none and may know of them."""
    title = f"{APPROVAL[_language(to)]}: {minutes.meeting.when}"
    if to.agenda.filter(title=title).exists() or not _as_open(to, minutes):
        return []
    return [add_item(actor, to, title=title)]


def open_before(to: Meeting) -> list[Outcome]:
    """The open outcomes of the body's other meetings up to this one, the first due first; without a day, last."""
    found = Outcome.objects.filter(state=Outcome.State.OPEN, meeting__body=to.body_id, meeting__when__lte=to.when)
    every = found.exclude(meeting=to).select_related("meeting", "owner").order_by("pk") if to.body_id else []
    return sorted(every, key=lambda one: (one.due is None, one.due, one.pk))


def _carried(actor: Actor, to: Meeting, outcome: Outcome) -> AgendaItem:
    language = _language(to)
    heading = to.agenda.filter(title=OPEN[language], parent=None).first()
    heading = heading or add_item(actor, to, title=OPEN[language])
    words = " ".join(text_of(outcome, language).text.split())
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    title = f"{outcome.reference}: {shown}"
    if _as_open(to, outcome):
        return add_item(actor, to, title=title, parent=heading, carries=outcome)
    # What is shared with others than the meeting is: of that the staff alone sees here that it is there.
    item = AgendaItem(meeting=to, parent=heading, title=title, carries=outcome, kind=AgendaItem.Kind.HIDDEN)
    last = to.agenda.filter(parent=heading).order_by("-position").values_list("position", flat=True).first()
    item.position = 0 if last is None else last + 1
    item.marked(_STAFF_ONLY)
    item.save(force_insert=True)
    return item


def _as_open(to: Meeting, about: Outcome | Minutes) -> bool:
    """Whether everybody who may see the meeting may see this."""
    return about.handling.flows_to(to.handling)


def _language(meeting: Meeting) -> str:
    return next((code for code in meeting.languages if code in OPEN), "ar")
