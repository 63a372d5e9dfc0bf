"""What persons asked for, what is due, and all that is kept of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.folded import FoldedField
from muntada.access.models import Handled
from muntada.access.rows import rows
from muntada.access.rules import RULES, Permission, decide
from muntada.evidence.models import Citation, Document
from muntada.evidence.pen import named
from muntada.forum.models import Post, Registration
from muntada.marking.handling import THE_FORUM
from muntada.marking.tlp import TLP
from muntada.people.models import Office, User
from muntada.register.models import Entity, Statement
from muntada.register.queries.belonging import named_so, names_of_others
from muntada.rights.masking import SHORTEST, needles, spans, speaks_of
from muntada.rights.models import (
    Assessment,
    Breach,
    Concern,
    Correction,
    Erasure,
    Reminder,
    Report,
    Repurposing,
    Request,
    Telling,
)
from muntada.rights.reach import Place, places_of
from muntada.text.folding import fold
from muntada.trail.deed import key_of, label
from muntada.trail.naming import Received, counted_for, recipients_of

# Of the Commission for the Control of Files' statute, article 40: the longest that a request may wait.
LONGEST = {"access": timedelta(days=120)}
LONGEST_OTHER = timedelta(days=270)
_OPEN = (TLP.CLEAR.value, TLP.GREEN.value)
AROUND = 200  # code points on either side of a name that are given with it


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage of a document that speaks of the person: the document and the code points around the name."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of one person: their account, records about them, passages, and where else the name stands.

    `withheld` are records of other originators that are not open: these are asked before they are given.
    """

    user: User | None
    records: tuple[Handled, ...]
    mentions: tuple[Mention, ...]
    elsewhere: tuple[Place, ...]
    withheld: int
    recipients: dict[str, list[Received]] = field(default_factory=dict)
    looked_at: dict[str, dict[str, int]] = field(default_factory=dict)


def requests(actor: Actor) -> QuerySet[Request]:
    """The register: what is open first, by the day on which the answer is due."""
    closed = Case(When(state=Request.State.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows(actor, Permission.REQUEST_READ, Request).order_by(closed, "due_on", "id")


def late(actor: Actor) -> QuerySet[Request]:
    """What is answered too late, the oldest first: the board of whoever oversees."""
    found = rows(actor, Permission.REQUEST_READ, Request).filter(state=Request.State.OPEN)
    return found.filter(due_on__lt=clock.today()).order_by("received_on", "id")


def beyond_longest(request: Request) -> bool:
    """Whether a request waits for longer than any rule allows: four months for access, nine for the others."""
    return clock.today() > request.received_on + LONGEST.get(request.kind, LONGEST_OTHER)


def erasures(actor: Actor) -> QuerySet[Erasure]:
    """What was proposed and decided, the latest first."""
    return rows(actor, Permission.REQUEST_READ, Erasure)


def concerns(actor: Actor) -> QuerySet[Concern]:
    """What is kept from use and what is disputed, the latest first."""
    return rows(actor, Permission.REQUEST_READ, Concern)


def corrections(actor: Actor) -> QuerySet[Correction]:
    """What was corrected, the latest first."""
    return rows(actor, Permission.REQUEST_READ, Correction).prefetch_related("tellings")


def tellings(actor: Actor) -> QuerySet[Telling]:
    """Who is to be told of what."""
    return rows(actor, Permission.REQUEST_READ, Telling)


def reminders(actor: Actor) -> QuerySet[Reminder]:
    """The reviews that are due, the next one first."""
    return rows(actor, Permission.REQUEST_READ, Reminder).order_by("review_by", "id")


def repurposings(actor: Actor) -> QuerySet[Repurposing]:
    """For which other purposes records are wanted and were signed, the latest first."""
    return rows(actor, Permission.PURPOSE_READ, Repurposing).select_related("from_basis", "to_basis")


def may_see_purposes(actor: Actor) -> bool:
    """Whether some rule lets this actor see them, be it of some records only."""
    return any(rule.roles & actor.roles for rule in RULES[Permission.PURPOSE_READ])


def reports(actor: Actor) -> QuerySet[Report]:
    """What was reported in confidence: what is closed last, the oldest first."""
    closed = Case(When(state=Report.State.CLOSED, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows(actor, Permission.REPORT_READ, Report).order_by(closed, "received_on", "id")


def assessments(actor: Actor) -> QuerySet[Assessment]:
    """What was assessed, the latest first."""
    return rows(actor, Permission.REQUEST_READ, Assessment)


def breaches(actor: Actor) -> QuerySet[Breach]:
    """The files on breaches, the latest first."""
    return rows(actor, Permission.BREACH_READ, Breach)


def all_kept_of(actor: Actor, names: Iterable[str], user: User | None = None) -> Kept:
    """Everything that concerns a person, by their names in every spelling and by their account.

    Nothing at all for whoever may not answer requests. Raises TooShort.
    """
    if not decide(actor, Permission.REQUEST_ANSWER):
        return Kept(None, (), (), (), 0)
    wanted = needles([*names, *([user.name, user.email] if user else [])])
    records: list[Handled] = []
    mentions: list[Mention] = []
    elsewhere: list[Place] = []
    withheld = 0
    places = list(_places(wanted, user))
    entities = {one.pk: one for one in named_so(place.row for place in places)}
    records += _of_the_register(entities.values())
    withheld += len(entities) - len(records)
    for place in places:
        row = place.row
        if getattr(row, "entity_id", row.pk) in entities and isinstance(row, Entity | Statement):
            continue  # given whole, with the entity
        handled = row if isinstance(row, Handled) else None
        if handled is not None and not _may_be_given(handled):
            withheld += 1
        elif isinstance(row, Document):
            mentions += list(_mentions(row, wanted))
        elif handled is not None and handled.category is not None:
            records.append(handled)
        else:
            elsewhere.append(place)
    records += [one for one in _registered(user) if one not in records]
    given = [*records, *{one.document.pk: one.document for one in mentions}.values()]
    return Kept(
        user=user,
        records=tuple(records),
        mentions=tuple(mentions),
        elsewhere=tuple(elsewhere),
        withheld=withheld,
        recipients={f"{label(one)}:{key_of(one)}": recipients_of(label(one), key_of(one)) for one in given},
        looked_at={f"{label(one)}:{key_of(one)}": counted_for(label(one), key_of(one)) for one in given},
    )


def _registered(user: User | None) -> list[Registration]:
    """What a delegation entered of a person who has an account, under whatever name."""
    return list(Registration.objects.filter(user=user.pk).order_by("pk")) if user is not None else []


def _of_the_register(found: Iterable[Entity]) -> list[Handled]:
    """The entities that bear the names, as far as they may be given."""
    return [one for one in found if _may_be_given(one)]


def citations_under(record: Handled) -> QuerySet[Citation]:
    """What a record rests on, as far as it may be given to the person."""
    return (
        Citation.objects.filter(**named(record), tlp__in=_OPEN)
        .select_related("passage__document")
        .order_by("field", "pk")
    )


def others_than(names: Iterable[str], user: User | None) -> tuple[str, ...]:
    """The names of other persons that stand here, which are blotted out of what one person is given."""
    own = needles([*names, *([user.name, user.email] if user else [])])
    found = set(Post.objects.values_list("person", flat=True)) | set(User.objects.values_list("name", flat=True))
    found |= set(User.objects.values_list("email", flat=True))
    for name in ("name", "name_latin", "email"):
        found |= set(Registration.objects.values_list(name, flat=True))
    others = {name for name in found if not speaks_of(name, own) and sum(letter.isalpha() for letter in name) >= 4}
    return needles(others)


def registered_others(kept: Kept, text: str, own: Iterable[str]) -> tuple[str, ...]:
    """Of the names of other persons in the register those whose every word stands in a text."""
    wanted, words = needles(own), set(fold(text).text.split())
    entities = [one for one in kept.records if isinstance(one, Entity)]
    here = {name for name in names_of_others(entities) if set(fold(name).text.split()) <= words}
    return needles({one for one in here if not speaks_of(one, wanted) and sum(map(str.isalpha, one)) >= SHORTEST})


def whose(key: str) -> str:
    """As what kind of recipient a person is told of somebody: a party, an office, or the place outside."""
    kind, _, number = key.partition(":")
    if kind != "user" or not number.isdecimal():
        return key
    office = Office.objects.filter(user=int(number)).held_on(clock.today()).order_by("pk").first()
    return (office.party_id or f"office:{office.role}") if office else "office:former"


def _places(wanted: tuple[str, ...], user: User | None) -> Iterator[Place]:
    """Where the names stand, but for the person's own account, which is given as a whole, and the register itself."""
    for place in places_of(wanted):
        own = user is not None and (place.row == user or getattr(place.row, "user_id", None) == user.pk)
        if not own and place.model._meta.app_label != "rights":
            folds = {column.name for column in place.model._meta.concrete_fields if isinstance(column, FoldedField)}
            yield replace(place, columns=tuple(column for column in place.columns if column not in folds))


def _may_be_given(record: Handled) -> bool:
    """What another originator shared under a closed label is theirs to give."""
    return record.tlp in _OPEN or record.originator == THE_FORUM


def _mentions(document: Document, wanted: tuple[str, ...]) -> Iterator[Mention]:
    last = -1
    for start, end in spans(document.text, wanted):
        begin, finish = max(0, start - AROUND), min(len(document.text), end + AROUND)
        if begin > last:
            yield Mention(document, begin, finish)
            last = finish
