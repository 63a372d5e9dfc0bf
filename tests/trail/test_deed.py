"""The one door through which every write goes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from muntada.access.rules import Permission
from muntada.parties.models import Party
from muntada.trail.bus import announce, subscribe
from muntada.trail.deed import Refused, act
from muntada.trail.models import Entry
from tests.cast import ANALYST, READER


@dataclass(frozen=True)
class PartyEntered:
    key: str


@pytest.mark.django_db
def test_a_deed_leaves_a_line_with_actor_permission_reason_and_thing() -> None:
    with act(ANALYST, Permission.RECORD_WRITE) as record:
        record.of(Party.objects.create(key="XX", kind="state"), named="Nowhere")
    line = Entry.objects.get()
    assert (line.actor, line.permission, line.allowed) == (ANALYST.key, "record.write", True)
    assert line.reason.startswith("The secretariat and its analysts")
    assert line.detail == {"things": [{"thing": "parties.party", "key": "XX", "named": "Nowhere"}]}


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [None, READER])
def test_a_refused_deed_changes_nothing_and_leaves_a_line_without_content(actor: object) -> None:
    with pytest.raises(Refused), act(actor, Permission.RECORD_WRITE):  # type: ignore[arg-type]
        Party.objects.create(key="XX", kind="state")
    assert not Party.objects.exists()
    line = Entry.objects.get()
    assert not line.allowed
    assert line.detail == {}


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_neither_change_nor_line() -> None:
    with pytest.raises(RuntimeError), act(ANALYST, Permission.RECORD_WRITE):  # noqa: PT012
        Party.objects.create(key="XX", kind="state")
        raise RuntimeError("half-way")
    assert not Party.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_is_announced_after_the_deed_is_committed_and_not_before() -> None:
    heard: list[str] = []
    subscribe(PartyEntered, lambda event: heard.append(event.key))
    with transaction.atomic():
        with act(ANALYST, Permission.RECORD_WRITE) as record:
            record.tell(PartyEntered("XX"))
        assert heard == []
    assert heard == ["XX"]


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_deed_that_is_rolled_back_is_never_announced() -> None:
    heard: list[str] = []
    subscribe(PartyEntered, lambda event: heard.append(event.key))
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        with act(ANALYST, Permission.RECORD_WRITE) as record:
            record.tell(PartyEntered("YY"))
        raise RuntimeError("power cut")
    assert heard == []


def test_an_event_that_nobody_listens_to_is_no_error() -> None:
    announce(object())


@pytest.mark.django_db
def test_a_line_of_the_trail_is_never_changed_or_removed() -> None:
    with act(ANALYST, Permission.RECORD_WRITE):
        pass
    line = Entry.objects.get()
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
