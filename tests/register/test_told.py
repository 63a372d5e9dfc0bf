"""Who was given an entry of a list is told, with the run that changes it, that it went, came back or changed."""

from __future__ import annotations

import pytest

from muntada.register.actions.bringing import bring_list, decide_run
from muntada.register.actions.listings import decide, propose
from muntada.register.actions.screening import Right, screen
from muntada.register.actions.telling import take_note
from muntada.register.exports import export_entities
from muntada.register.models import Given, Listing, Notice, Run
from muntada.register.queries import names
from muntada.register.queries.told import notices, unseen
from muntada.screening.model import Query
from muntada.trail.deed import Refused
from tests.cast import ANALYST
from tests.register.listed import Person, UnList, assessed, small
from tests.register.officers import DESK, OFFICER, ONLOOKER, SECOND

pytestmark = pytest.mark.django_db
RIGHT = Right("prevention", "un_sanctions", "border/1")


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> UnList:
    """Two hundred persons, of whom three have names that nobody else has."""
    small(monkeypatch)
    assessed()
    names.forget()
    made = UnList.of(200)
    for number, name in ((7, "Zubayr Alkhatibi"), (27, "Wahida Turjuman"), (90, "Qutayba Sabbagh")):
        made.persons[number] = Person(number, name, f"{name} ")
    bring(made)
    return made


def bring(listed: UnList) -> Run:
    return bring_list(ANALYST, "un", listed.xml(), name="x.xml")


def check(*asked: str) -> list[str]:
    answers = screen(DESK, [Query(name) for name in asked], RIGHT)
    return sorted(met.entity.pk for one in answers for met in one.met)


def told(actor: object) -> dict[str, str]:
    return {one.entity_id: one.what for one in notices(actor)}  # type: ignore[arg-type]


def changed(listed: UnList) -> Run:
    """Twenty persons are gone, twenty have another year of birth, twenty are new, and one row is none."""
    for number in range(1, 21):
        del listed.persons[number]
    for number in range(21, 41):
        listed.persons[number].born = "1980"
    for number in range(201, 221):
        listed.persons[number] = Person(number)
    listed.persons[221] = Person(221, reference="nothing")
    return bring(listed)


def test_row_24_who_met_or_took_along_an_entry_is_told_within_the_run_that_changes_it(listed: UnList) -> None:
    assert check("Zubayr Alkhatibi", "Wahida Turjuman", "Qutayba Sabbagh") == ["un-27", "un-7", "un-90"]
    taken = [line for line in export_entities(OFFICER) if b'"schema": "Person"' in line]
    assert len(taken) == 200
    run = changed(listed)
    assert (run.state, run.new, run.changed, run.gone, run.quarantined) == ("done", 60, 20, 60, 1)
    assert told(DESK) == {"un-7": "gone", "un-27": "changed"}, "and nothing of the one that is as it was"
    whole = told(OFFICER)
    assert sorted(whole.values()) == ["changed"] * 20 + ["gone"] * 20
    assert (whole["un-20"], whole["un-21"]) == ("gone", "changed")
    assert told(ONLOOKER) == {}
    assert run.told == 42
    assert check("Zubayr Alkhatibi") == []
    again = bring(listed)
    assert (again.told, Notice.objects.count()) == (0, 42), "the same list again tells nobody anything"


def test_row_24_what_comes_back_and_what_two_persons_decide_is_told_too(listed: UnList) -> None:
    check("Zubayr Alkhatibi", "Wahida Turjuman")
    was = listed.persons.pop(7)
    bring(listed)
    listed.persons[7] = was
    bring(listed)
    made = propose(OFFICER, Listing.objects.get(entity="un-27"), to="suspended", reason="A court lifted it.")
    assert [one.what for one in notices(DESK)] == ["back", "gone"]
    decide(SECOND, made, agrees=True, reason="The judgment is on file.")
    assert told(DESK)["un-27"] == "decided"


def test_papers_that_go_are_told_of_their_holder_and_a_held_list_tells_nobody_until_it_is_taken(
    listed: UnList,
) -> None:
    check("Zubayr Alkhatibi")
    fewer = UnList({number: one for number, one in listed.persons.items() if number == 7 or number > 190})
    held = bring(fewer)
    assert (held.state, Notice.objects.count()) == ("held", 0)
    more = "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Z1</NUMBER></INDIVIDUAL_DOCUMENT>"
    listed.persons[7].more = more
    assert bring(listed).told == 1
    assert told(DESK) == {"un-7": "changed"}
    taken = decide_run(SECOND, held, agrees=True, reason="Its publisher confirms it.")
    assert taken.told == 1


def test_who_is_told_takes_note_of_it_and_nobody_does_for_another(listed: UnList) -> None:
    check("Zubayr Alkhatibi")
    check("Zubayr Alkhatibi")
    assert Given.objects.filter(to=DESK.key).count() == 1
    del listed.persons[7]
    bring(listed)
    (notice,) = unseen(DESK)
    with pytest.raises(Refused):
        take_note(OFFICER, [notice])
    assert take_note(DESK, [notice]) == 1
    assert take_note(DESK, [notice]) == 0
    assert (unseen(DESK).count(), notices(DESK).count()) == (0, 1)
