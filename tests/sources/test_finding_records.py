"""Which record an accepted finding becomes part of: one that stands already, or a new one."""

from __future__ import annotations

import pytest

from muntada.evidence.matching import NEW, Ambiguous
from muntada.evidence.models import Citation
from muntada.evidence.values import ValueRefused
from muntada.forum.models import AgendaItem, Candidacy, Mandate, Meeting, Term
from muntada.library.models import Work
from muntada.parties.models import Name, Party
from muntada.sources.actions.deciding import accept
from muntada.sources.matching import Undecidable, candidates
from muntada.sources.models import Finding
from tests.cast import ANALYST
from tests.sources.desk import drafted, example, term
from tests.sources.examples import EXAMPLES

pytestmark = pytest.mark.usefixtures("desk")


def test_an_agenda_waits_for_its_meeting() -> None:
    meeting, agenda = drafted(*[(kind, *EXAMPLES[kind]) for kind in ("meeting", "agenda")])
    with pytest.raises(Undecidable) as caught:
        accept(ANALYST, agenda)
    assert (caught.value.code, caught.value.finding) == ("meeting_first", meeting.pk)
    other = Meeting.objects.create(kind="workshop")
    accept(ANALYST, agenda, into=other)
    assert AgendaItem.objects.get().meeting == other


def test_an_agenda_belongs_to_the_nearest_meeting_before_it() -> None:
    first = ("meeting", {"kind": "workshop", "body": "gctf", "when": "2018"}, "a workshop in 2018")
    second = ("meeting", {"kind": "seminar", "body": "gctf", "when": "2019"}, "a seminar in 2019")
    one, item, other = drafted(first, ("agenda", *EXAMPLES["agenda"]), second)
    accept(ANALYST, other)
    accept(ANALYST, one)
    accept(ANALYST, item)
    assert AgendaItem.objects.get().meeting.kind == "workshop"


def test_an_agenda_of_a_source_without_a_meeting_asks_for_one() -> None:
    (agenda,) = drafted(("agenda", *EXAMPLES["agenda"]))
    with pytest.raises(Undecidable) as caught:
        accept(ANALYST, agenda)
    assert caught.value.code == "no_meeting"
    with pytest.raises(ValueRefused):
        accept(ANALYST, agenda, into=Party.objects.get(key="EG"))


def test_a_seat_held_together_is_one_term_for_each_party() -> None:
    finding = example("term")
    accept(ANALYST, finding)
    assert {found.party_id for found in Term.objects.all()} == {"EG", "EU"}
    assert {(found.start, found.end) for found in Term.objects.all()} == {("2017", "2021-10")}


def test_a_more_precise_date_sharpens_the_record_and_a_vaguer_one_does_not() -> None:
    accept(ANALYST, term("2017-06"))
    accept(ANALYST, term("2017"))
    accept(ANALYST, term("2017-06-20"))
    assert Term.objects.get().start == "2017-06-20"
    assert Citation.objects.filter(field="start").count() == 3


def test_a_source_that_contradicts_does_not_overwrite() -> None:
    accept(ANALYST, term("2017"))
    accept(ANALYST, term("2018"))
    assert Term.objects.get().start == "2017"
    assert set(Citation.objects.filter(field="start").values_list("value", flat=True)) == {"2017", "2018"}


def test_terms_that_do_not_overlap_are_two() -> None:
    accept(ANALYST, term("2011", end="2014"))
    accept(ANALYST, term("2016", end="2019"))
    assert Term.objects.count() == 2
    undated = term()
    with pytest.raises(Ambiguous) as caught:
        accept(ANALYST, undated)
    assert len(caught.value.candidates) == 2
    later = Term.objects.get(start="2016")
    accept(ANALYST, undated, into=later)
    assert Finding.objects.get(pk=undated.pk).record_key == str(later.pk)


def test_a_person_may_say_that_a_record_is_new() -> None:
    accept(ANALYST, term("2017"))
    accept(ANALYST, term("2018"), into=NEW)
    assert sorted(Term.objects.values_list("start", flat=True)) == ["2017", "2018"]


def test_candidates_say_what_agrees_and_what_differs() -> None:
    accept(ANALYST, term("2017"))
    (candidate,) = candidates(ANALYST, term("2018"))
    assert (candidate.agrees, candidate.differs, candidate.certain) == (("body", "party", "role"), ("start",), True)
    assert candidates(None, term("2019")) == []


def test_the_same_meeting_told_twice_is_one_meeting() -> None:
    one = {"kind": "meeting", "body": "gctf.coco", "when": "2019-03"}
    two = {"kind": "coordinating_committee_meeting", "body": "gctf.coco", "when": "2019-03-12", "place": "Cairo"}
    three = {"kind": "coordinating_committee_meeting", "body": "gctf.coco", "when": "2019-03-12", "place": "Rabat"}
    for attrs in (one, two):
        accept(ANALYST, drafted(("meeting", attrs, f"met {attrs}"))[0])
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.when, meeting.place) == ("coordinating_committee_meeting", "2019-03-12", "Cairo")
    accept(ANALYST, drafted(("meeting", three, "met in Rabat"))[0])
    assert Meeting.objects.count() == 2


def test_a_national_institution_is_made_when_it_is_first_named() -> None:
    accept(ANALYST, example("mandate"))
    unit = Party.objects.get(key="EG.counter_terrorism_unit_of_the_foreign_ministry")
    assert (unit.kind, unit.parent_id) == ("institution", "EG")
    assert Name.objects.filter(party=unit, preferred=True).count() == 3
    assert Mandate.objects.get().body_id == unit.key


def test_a_work_without_a_key_is_found_again_by_kind_body_and_edition() -> None:
    accept(ANALYST, example("instrument"))
    accept(ANALYST, drafted(("instrument", EXAMPLES["instrument"][0] | {"when": "2021-05"}, "in May"))[0])
    work = Work.objects.get(kind="national_report")
    assert (work.adopted, work.edition, work.languages) == ("2021-05", 2, ["ar", "en"])


def test_candidates_for_a_seat_join_their_candidacy() -> None:
    accept(ANALYST, example("candidacy", party=["EG"]))
    accept(ANALYST, drafted(("candidacy", EXAMPLES["candidacy"][0], "and the Union too"))[0])
    assert {party.key for party in Candidacy.objects.get().parties.all()} == {"EG", "EU"}
