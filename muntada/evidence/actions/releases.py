"""Releases: asked for by one person, answered by another who speaks for the originator, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import models

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.models import Audience, Handled, members_of
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.given import is_person
from muntada.evidence.actions.handling import Narrowed, change, end_release, gone_to, others_allow
from muntada.evidence.models import Release
from muntada.evidence.named import required
from muntada.evidence.pen import find, named
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.trail.deed import act, key_of, label

State = Release.State


class NotFree(ValueError):
    """Raised where a record belongs to something, or needs a value of somebody else's, that is not shared as widely."""


class NotFit(NotFree):
    """Raised where a record goes no further for now: its review is overdue, it is disputed, or kept from use."""


class NotOpen(ValueError):
    """Raised for a release that was answered or withdrawn already, or whose record is gone."""


def ask_release(
    actor: Actor,
    record: Handled,
    *,
    why: str,
    audience: Iterable[str] = (),
    to_label: TLP | None = None,
    fields: Iterable[str] = (),
    until: date | None = None,
) -> Release:
    """Ask the originator to share a record with more people, or under a wider label, until a day where one is given.

    `audience` are keys of parties, bodies and persons; `fields` names those to be shared, none means the record.
    Raises ValueRefused for what is no widening, for an unknown key or field, and for a day that is past.
    """
    with act(actor, Permission.RELEASE_ASK, on=record) as deed:
        required("why", why.strip())
        keys, names = sorted(set(audience)), sorted(set(fields))
        _checked(actor, record, keys, to_label, names, until)
        members = [f"{key}@{until.isoformat()}" if until else key for key in keys]
        release = Release.objects.create(
            **named(record),
            originator=record.originator,
            audience=Audience.of(members),
            to_label=to_label.value if to_label else "",
            fields=names,
            asked_by=actor.key,
            why=why.strip(),
            until=until,
        )
        deed.of(release, record=f"{label(record)}:{key_of(record)}")
    return release


def answer_release(actor: Actor, release: Release, *, yes: bool, reason: str) -> Release:
    """Say yes or no for the originator. Saying the same twice is harmless.

    Raises Refused for whoever asked, or does not speak for the originator; NotOpen where it was answered already;
    NotFree where something else has to be released first, NotFit where the record is overdue or disputed.
    """
    with act(actor, Permission.RELEASE_ANSWER, on=release) as deed:
        required("reason", reason.strip())
        release = Release.objects.select_for_update().get(pk=release.pk)
        state = State.GIVEN if yes else State.DECLINED
        if release.state == state and release.answered_by == actor.key:
            return release
        record = record_of(release)
        if release.state != State.ASKED or record is None or record.originator != release.originator:
            raise NotOpen("This was answered already.")
        if yes:
            _check_fit(record)
        release.state, release.answered_by = state, actor.key
        release.answered_at, release.reason = clock.now(), reason.strip()
        if yes:
            release.base = _base(record)
        release.save()
        if yes and not release.fields:
            wider = _handling(record, release.base)
            if not others_allow(record, wider):
                raise NotFree("What this belongs to, or what others shared of it, has to be released first.")
            change(deed, record, wider)
        deed.of(release, record=f"{release.record_type}:{release.record_key}", answer=state.value)
    return release


def withdraw_release(actor: Actor, release: Release) -> Narrowed:
    """Take a release back for the originator: from now on the record is shared as without it. Twice is harmless.

    The answer says whom it had gone to. Raises NotOpen for what was never given.
    """
    with act(actor, Permission.RELEASE_WITHDRAW, on=release) as deed:
        release = Release.objects.select_for_update().get(pk=release.pk)
        record = record_of(release)
        if release.state == State.WITHDRAWN or record is None:
            return Narrowed(release.record_type, release.record_key, ())
        if release.state != State.GIVEN:
            raise NotOpen("This was never given.")
        before = record.handling
        end_release(actor, release)
        if not release.fields:
            change(deed, record, _handling(record, release.base))
        lost = gone_to(before, record.handling) or tuple(sorted(release.audience_keys))
        gone = Narrowed(release.record_type, release.record_key, lost)
        deed.of(release, record=f"{release.record_type}:{release.record_key}", gone_to=list(lost))
        deed.tell(gone)
    return gone


def _check_fit(record: Handled) -> None:
    """What is not fit to be used is not fit to be given (LED, article 7(2))."""
    if record.restricted or record.disputed:
        raise NotFit("This is disputed or kept from use: that has to be settled first.")
    if record.review_by is not None and record.review_by < clock.today():
        raise NotFit("The review of this is overdue: that has to be done first.")
    if not record.may_go_further:
        raise NotFit("Whom this is about has not consented yet: ask them first.")


def record_of(release: Release) -> Handled | None:
    """The record that a release is about, where it is still there."""
    record = find(release.record_type, release.record_key)
    return record if isinstance(record, Handled) else None


def _given(record: Handled) -> models.QuerySet[Release]:
    return Release.objects.filter(**named(record), state=State.GIVEN, fields=[]).order_by("pk")


def _base(record: Handled) -> dict[str, object]:
    """The record's marking without any release, as the first one that still stands found it."""
    first = _given(record).first()
    if first is not None:
        return dict(first.base)
    now = record.handling
    return {"tlp": now.tlp.value, "originator": now.originator, "audience": sorted(now.audience)}


def _handling(record: Handled, base: Mapping[str, object]) -> Handling:
    """The record's marking with every release that stands."""
    label_, members = TLP(str(base["tlp"])), set(_listed(base["audience"]))
    for release in _given(record):
        members |= members_of(release.audience_id) if release.audience_id else set()
        if release.to_label and TLP(release.to_label).rank < label_.rank:
            label_ = TLP(release.to_label)
    return Handling(label_, str(base["originator"]), frozenset(members))


def _listed(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(member) for member in value]


def _checked(
    actor: Actor, record: Handled, keys: list[str], to_label: TLP | None, names: list[str], until: date | None
) -> None:
    if not keys and to_label is None:
        raise ValueRefused("audience", "Say with whom it is to be shared, or under which label.")
    if to_label is not None and to_label.rank >= TLP(record.tlp).rank:
        raise ValueRefused("to_label", "This label is not wider than the record's own.")
    if to_label is not None and (until or names):
        raise ValueRefused(
            "until", "A wider label is for the whole record and has no end: name whom it is shared with."
        )
    if until is not None and until <= clock.today():
        raise ValueRefused("until", "That day is past.")
    parties = {key for key in keys if not is_person(key)}
    known = rows(actor, Permission.RECORD_READ, Party).filter(pk__in=parties).values_list("pk", flat=True)
    if parties - set(known):
        raise ValueRefused("audience", "Nobody here has one of these keys.")
    if record.tlp == TLP.RED and parties and to_label is None:
        raise ValueRefused("audience", "What is TLP:RED is shared with persons, not with parties or bodies.")
    own = {column.name for column in Handled._meta.fields} | {"id"}
    if set(names) - {column.name for column in (*record._meta.concrete_fields, *record._meta.many_to_many)} | own & set(
        names
    ):
        raise ValueRefused("fields", "The record has no such field to share.")
