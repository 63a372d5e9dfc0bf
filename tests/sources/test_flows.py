"""What rests on a closely shared source does not leave its circle."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.access.actor import Actor, Role
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.citations import NotReleased, keep_as_entered, reopen, settle
from muntada.evidence.actions.handling import mark
from muntada.evidence.actions.releases import answer_release, ask_release
from muntada.evidence.models import Citation, Document
from muntada.evidence.queries import citations_of, values_of
from muntada.evidence.values import ValueRefused
from muntada.forum.models import AgendaItem, Meeting
from muntada.marking.handling import THE_FORUM, Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.sources.actions.deciding import accept
from muntada.sources.actions.intake import take_in
from muntada.sources.capture import Captured
from muntada.sources.queries import conflicts, open_source
from tests.cast import ANALYST, READER, SECRETARIAT
from tests.sources.desk import bring, drafted

pytestmark = pytest.mark.usefixtures("desk")

MEETING = {"kind": "session", "body": "gctf.coco", "ordinal": 5}
FULL = {**MEETING, "when": "2021-03-04", "place": "Rabat"}
OPEN = ("meeting", {**MEETING, "when": "2021-03"}, "the fifth session in March 2021")
CLOSED = ("meeting", FULL, "the fifth session in Rabat on 4 March 2021")


def meeting() -> Meeting:
    return Meeting.objects.get()


def test_a_record_made_from_a_closed_source_is_as_closed() -> None:
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    assert meeting().tlp == TLP.AMBER
    assert not rows(READER, Permission.RECORD_READ, Meeting).exists()
    assert {citation.tlp for citation in Citation.objects.all()} == {"TLP:AMBER"}


def test_a_closed_source_adds_to_an_open_record_only_for_those_who_see_it() -> None:
    accept(ANALYST, drafted(OPEN)[0])
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    assert (meeting().tlp, meeting().when, meeting().place) == (TLP.CLEAR, "2021-03", "")
    assert "Rabat" in {citation.value for citation in citations_of(ANALYST, meeting())}
    assert "Rabat" not in {citation.value for citation in citations_of(READER, meeting())}
    assert [one.field for one in values_of(READER, meeting()) if one.field == "place"] == []


def test_an_open_source_may_add_to_a_closed_record_and_stays_hidden_with_it() -> None:
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    (open_one,) = drafted(OPEN)
    accept(ANALYST, open_one, into=meeting())
    assert meeting().tlp == TLP.AMBER
    assert not citations_of(READER, meeting()).exists()
    assert conflicts(READER) == []
    opened = open_source(READER, open_one.source_id)
    assert opened is not None
    assert [one.record for one in opened.findings] == [None]


def test_whoever_does_not_see_a_record_is_not_led_to_it() -> None:
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    mark(SECRETARIAT, meeting(), Handling(TLP.RED, audience=frozenset({THE_FORUM})))
    (same,) = drafted(OPEN)
    opened = open_source(ANALYST, same.source_id)
    assert opened is not None
    assert opened.findings[0].candidates == ()
    with pytest.raises(ValueRefused):
        accept(ANALYST, same, into=meeting())
    accept(ANALYST, same)
    assert Meeting.objects.count() == 2


def test_an_item_of_a_closed_meeting_is_as_closed_as_the_meeting() -> None:
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    accept(ANALYST, drafted(("agenda", {"title": "Borders"}, "Borders"))[0], into=meeting())
    assert AgendaItem.objects.get().tlp == TLP.AMBER


def test_sources_shared_with_different_people_make_no_record_together() -> None:
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    Meeting.objects.update(originator="MA")
    with pytest.raises(ValueRefused, match="different people"):
        accept(ANALYST, drafted(("agenda", {"title": "Borders"}, "Borders"), tlp=TLP.AMBER)[0], into=whole())


def whole() -> Any:
    """The meeting as the analyst finds it: Morocco shared it with the forum's staff."""
    found = meeting()
    found.marked(Handling(TLP.AMBER, "MA", frozenset({ANALYST.key})))
    found.save()
    return found


def test_a_source_that_is_narrowed_takes_its_values_out_of_open_records() -> None:
    accept(ANALYST, drafted(OPEN)[0])
    accept(ANALYST, drafted(CLOSED)[0])
    assert meeting().place == "Rabat"
    narrowed = mark(SECRETARIAT, Document.objects.latest("pk"), Handling(TLP.AMBER))
    assert narrowed.gone_to == ("everyone",)
    assert (meeting().tlp, meeting().when, meeting().place) == (TLP.CLEAR, "2021-03", "")


def test_a_record_whose_every_source_is_narrowed_is_absent() -> None:
    accept(ANALYST, drafted(CLOSED)[0])
    accept(ANALYST, drafted(("agenda", {"title": "Borders"}, "Borders"))[0], into=meeting())
    mark(SECRETARIAT, Document.objects.earliest("pk"), Handling(TLP.AMBER))
    assert meeting().tlp == TLP.AMBER
    assert AgendaItem.objects.get().tlp == TLP.AMBER


def test_a_released_source_opens_what_was_made_from_it() -> None:
    accept(ANALYST, drafted(CLOSED, tlp=TLP.AMBER)[0])
    asked = ask_release(ANALYST, Document.objects.get(), why="It was published.", to_label=TLP.CLEAR)
    answer_release(SECRETARIAT, asked, yes=True, reason="It was.")
    assert meeting().tlp == TLP.CLEAR
    assert "Rabat" in {citation.value for citation in citations_of(READER, meeting())}


def test_a_record_does_not_follow_a_source_that_its_readers_may_not_see() -> None:
    accept(ANALYST, drafted(OPEN)[0])
    other = {**MEETING, "when": "2021-04-09"}
    accept(ANALYST, drafted(("meeting", other, "on 9 April"), tlp=TLP.AMBER)[0], into=meeting())
    closed = Citation.objects.get(value="2021-04-09")
    with pytest.raises(NotReleased):
        settle(SECRETARIAT, closed)
    keep_as_entered(SECRETARIAT, meeting(), "when")
    reopen(SECRETARIAT, meeting(), "when")
    assert meeting().when == "2021-03"


def test_a_party_named_by_a_closed_source_alone_is_as_closed() -> None:
    told = ("post", {"person": "Salma Adel", "role": "president", "body": "EG.ministry_of_justice"}, "Salma Adel")
    accept(ANALYST, drafted(told, tlp=TLP.AMBER)[0], into=None)
    assert Party.objects.get(key="EG.ministry_of_justice").tlp == TLP.AMBER


def test_what_a_party_brings_in_comes_from_the_party_and_red_is_for_whoever_brought_it() -> None:
    egypt = Actor("user:70", "Analyst of Egypt", frozenset({Role.ANALYST}), party="EG")
    taken = take_in(egypt, b"x", name="x.txt", tlp=TLP.RED, captured=Captured("A text.", "text/plain"))
    assert taken.source.document.handling == Handling(TLP.RED, "EG", frozenset({"user:70"}))
    assert bring(OPEN, tlp=TLP.AMBER).document.handling == Handling(TLP.AMBER)
