"""Questions about what meetings decided and what became of it, answered as far as the actor may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import Outcome, Progress

READ = Permission.RECORD_READ
LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class Worded:
    """A text and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """An open outcome whose day has passed, and how many days ago that was."""

    outcome: Outcome
    days: int


def outcomes(actor: Actor | None) -> QuerySet[Outcome]:
    """Every outcome that the actor may read, the latest first."""
    found = rows(actor, READ, Outcome).select_related("meeting__body__party", "owner", "item", "work")
    return found.prefetch_related("owner__names", "meeting__body__party__names").order_by("-id")


def outcome(actor: Actor | None, pk: int) -> Outcome | None:
    """The outcome with what became of it, or None."""
    told = rows(actor, READ, Progress).select_related("party").prefetch_related("party__names").order_by("-id")
    return outcomes(actor).prefetch_related(Prefetch("progress", queryset=told)).filter(pk=pk).first()


def outcomes_where(
    actor: Actor | None, *, body: str = "", owner: str = "", state: str = "", kind: str = "", meeting: int | None = None
) -> QuerySet[Outcome]:
    """Outcomes of a body's meetings, of an owner, in a state, of a kind, of a meeting; the latest first."""
    given = {"meeting__body": body, "owner": owner, "state": state, "kind": kind, "meeting": meeting}
    return outcomes(actor).filter(**{name: value for name, value in given.items() if value})


def open_of(actor: Actor | None, party: str) -> QuerySet[Outcome]:
    """What a party still has to do, the first due first."""
    found = outcomes_where(actor, owner=party, state=Outcome.State.OPEN)
    return found.order_by("due", "id")


def overdue(actor: Actor | None, today: date, *, body: str = "", owner: str = "", longer: int = 0) -> list[Overdue]:
    """Open outcomes whose day passed more than `longer` days before today, the longest first."""
    found = outcomes_where(actor, body=body, owner=owner, state=Outcome.State.OPEN).filter(due__lt=today)
    days = [Overdue(one, (today - one.due).days) for one in found.order_by("due", "id") if one.due is not None]
    return [one for one in days if one.days > longer]


def text_of(one: Outcome, language: str) -> Worded:
    """The words of an outcome in this language, else in another."""
    texts = {"ar": one.text_ar, "en": one.text_en, "fr": one.text_fr}
    code = next(code for code in (language, *LANGUAGES) if texts.get(code))
    return Worded(texts[code], code)
