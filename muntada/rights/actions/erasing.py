"""Erasure: proposed by one person, decided by another, done by a job; what is over its time needs no second one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db import models

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.models import Handled
from muntada.access.rules import Permission
from muntada.evidence.pen import find, named
from muntada.forum.models import Registration
from muntada.jobs.later import Task
from muntada.jobs.running import Context
from muntada.outreach.models import Message
from muntada.people.models import User
from muntada.rights.actions.leaving import leave_nothing_of
from muntada.rights.actions.removing import Removed, blot_out, remove
from muntada.rights.actions.scrubbing import clean_database, forget_beside, remove_files
from muntada.rights.masking import needles, speaks_of
from muntada.rights.models import Erasure, Request
from muntada.rights.reach import places_of
from muntada.trail.actions import take_out
from muntada.trail.deed import act, id_hash, label
from muntada.trail.naming import lines_about, lines_by, lines_saying

State, What, Why = Erasure.State, Erasure.What, Erasure.Why
_task: list[Task] = []
_notes: list[Callable[[dict[str, Any]], None]] = []


class NotPossible(ValueError):
    """Raised where an erasure is no longer where it was, or cannot be; `code` is a word for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def erased_by(task: Task) -> None:
    """From now on erasures are done by this task."""
    _task[:] = [task]


def noted_by(note: Callable[[dict[str, Any]], None]) -> None:
    """From now on this is told what is about to be erased, before it is: backups of before must not bring it back."""
    _notes[:] = [note]


def asked_of(erasure: Erasure) -> dict[str, Any]:
    """What an erasure is asked to erase: all that is needed to carry it out once more."""
    names = ("what", "why", "record_type", "record_key", "with_copies", "names", "user", "digest")
    return {name: getattr(erasure, name) for name in names}


def propose_record(
    actor: Actor, record: Handled, *, why: str, request: Request | None = None, with_copies: bool = True
) -> Erasure:
    """Propose that a record be erased; of a document, with the same article on other sites unless said otherwise."""
    name = named(record)
    if Erasure.objects.filter(**name, state__in=[State.PROPOSED, State.DECIDED]).exists():
        raise NotPossible("proposed", "This is proposed already.")
    with act(actor, Permission.ERASURE_PROPOSE, on=record) as deed:
        made = Erasure.objects.create(
            what=What.RECORD,
            why=Why(why),
            **name,
            with_copies=with_copies,
            request=request,
            digest=id_hash(*name.values()),
            proposed_by=actor.key,
        )
        deed.of(made, why=made.why)
    return made


def propose_person(
    actor: Actor, names: Iterable[str], *, why: str, user: User | None = None, request: Request | None = None
) -> Erasure:
    """Propose that everything that concerns a person be erased: by names, in every spelling, and by account.

    Raises TooShort, NotPossible where neither is given.
    """
    listed = [" ".join(name.split()) for name in names if name.strip()]
    if not needles(listed) and user is None:
        raise NotPossible("names", "Give the person's name, in every spelling that may stand here.")
    if request is not None and request.erasures.filter(state__in=[State.PROPOSED, State.DECIDED]).exists():
        raise NotPossible("proposed", "This is proposed already.")
    with act(actor, Permission.ERASURE_PROPOSE) as deed:
        made = Erasure.objects.create(
            what=What.PERSON,
            why=Why(why),
            names=listed,
            user=user.pk if user else None,
            request=request,
            digest=id_hash("people.user", str(user.pk)) if user else "",
            proposed_by=actor.key,
        )
        deed.of(made, why=made.why)
    return made


def decide(actor: Actor, erasure: Erasure, *, yes: bool) -> Erasure:
    """Say yes or no to what another one proposed; yes has it done by a job. Raises Refused, NotPossible."""
    with act(actor, Permission.ERASURE_DECIDE, on=erasure) as deed:
        moved = Erasure.objects.filter(pk=erasure.pk, state=State.PROPOSED).update(
            state=State.DECIDED if yes else State.DECLINED, decided_by=actor.key, decided_at=clock.now()
        )
        if not moved:
            raise NotPossible("answered", "This was decided already.")
        deed.of(erasure, yes=yes)
        if not yes:
            # What was not erased is named no longer here: the record itself says what is kept.
            Erasure.objects.filter(pk=erasure.pk).update(names=[], user=None)
        erasure.refresh_from_db()
        if yes and _task:
            _task[0].using(by=CLERK, key=f"{erasure.pk}").enqueue(erasure.pk)
    return erasure


def due(record: Handled) -> Erasure:
    """What is over its time is erased by schedule: decided by the retention class, noted as that."""
    made = propose_record(CLERK, record, why=Why.RETENTION, with_copies=False)
    return decide(CLERK, made, yes=True)


def carry_out(context: Context, pk: int) -> Callable[[], dict[str, int]]:
    """Do what was decided: first the rows and the lines in one transaction, then files and free pages.

    Whatever ends in between is taken up where it was: rows that are gone are gone, files that are listed go next.
    """
    with context.step() as actor:
        erasure = Erasure.objects.select_for_update().get(pk=pk)
        if erasure.state == State.DECIDED:
            erase(actor, erasure)
    erasure.refresh_from_db()
    remove_files(erasure.files)
    clean_database(_tables(erasure))

    def done() -> dict[str, int]:
        with act(context.actor, Permission.ERASURE_DECIDE, on=erasure) as deed:
            Erasure.objects.filter(pk=pk).update(state=State.DONE, files=[], done_at=clock.now())
            deed.of(erasure, done=True)
        return {"rows": sum(erasure.counted.values())}

    return done


def erase(actor: Actor, erasure: Erasure) -> Removed:
    """Take out of every table and of the trail what the erasure names; the erasure itself names it no longer."""
    removed = Removed()
    for note in _notes:
        note(asked_of(erasure))
    with act(actor, Permission.ERASURE_DECIDE, on=erasure) as deed:
        lines = _erase_record(erasure, removed) if erasure.what == What.RECORD else _erase_person(erasure, removed)
        forget_beside()
        lines |= set(lines_about(removed.things))
        erasure.state, erasure.files, erasure.counted = State.ERASED, removed.files, dict(removed.counted)
        erasure.record_key, erasure.names, erasure.user = "", [], None
        erasure.save()
        deed.of(erasure, rows=sum(removed.counted.values()))
        take_out(actor, lines)
    return removed


def _erase_record(erasure: Erasure, removed: Removed) -> set[int]:
    record = find(erasure.record_type, erasure.record_key)
    if record is None:
        return set()
    words = tuple(word for word in (getattr(record, "sha256", ""), getattr(record, "person", "")) if word)
    remove(record, removed, with_copies=erasure.with_copies)
    _forget_letters(removed, words)
    return set(lines_saying(lambda value: _quotes(value, words))) if words else set()


def _erase_person(erasure: Erasure, removed: Removed) -> set[int]:
    user = User.objects.filter(pk=erasure.user).first() if erasure.user else None
    names = [*erasure.names, *([user.name, user.email] if user else [])]
    wanted = needles(names)
    lines = set(lines_saying(lambda value: speaks_of(value, wanted)))
    if user is not None:
        lines |= set(lines_by(f"user:{user.pk}"))
        for one in Registration.objects.filter(user=user.pk):
            remove(one, removed)
        leave_nothing_of(user, removed)
    own = {(label(erasure), str(erasure.pk))}
    if erasure.request is not None:
        own.add((label(erasure.request), str(erasure.request.pk)))
        Request.objects.filter(pk=erasure.request.pk).update(names=[], said="", user=None)
    for place in list(places_of(wanted)):
        if (label(place.row), str(place.row.pk)) in own:
            continue
        if _is_the_person(place.row, place.columns):
            remove(place.row, removed)
        else:
            blot_out(place, wanted, removed)
    return lines


def _is_the_person(row: models.Model, columns: tuple[str, ...]) -> bool:
    """Whether a row is a record of the person, and not of something else that mentions them."""
    if isinstance(row, Registration):
        return not {"name", "name_latin", "email"}.isdisjoint(columns)
    return isinstance(row, Handled) and row.category is not None and "person" in columns


def _forget_letters(removed: Removed, words: tuple[str, ...]) -> None:
    """Letters whose words quote what is gone, or whose link leads to it."""
    links = [f"/{kind}/{key}/" for name, key in removed.things for kind in _PAGES.get(name, ())]
    for message in Message.objects.all():
        if any(one in message.text for one in links) or _quotes([message.subject, message.text], words):
            removed.of(message)
            message.delete()


_PAGES = {"sources.source": ("sources",), "forum.meeting": ("meetings",)}


def _quotes(value: object, words: tuple[str, ...]) -> bool:
    if isinstance(value, str):
        return any(word in value for word in words)
    if isinstance(value, dict):
        return any(_quotes(one, words) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(_quotes(one, words) for one in value)


def _tables(erasure: Erasure) -> list[str]:
    """The tables that the erasure touched, and those that every erasure does."""
    always = {"trail_entry", "trail_answer", "django_session", "cache", "rights_erasure", "rights_request", "jobs_job"}
    kinds = {name.partition(",")[0] for name in erasure.counted}
    known = {model._meta.label_lower: model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted(always | {known[kind] for kind in kinds if kind in known})
