"""A name is checked against the lists: what is met, what is kept of it, and that nothing follows by itself."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from muntada.access import clock
from muntada.access.models import NotAssessed
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.given import Given
from muntada.evidence.values import ValueRefused
from muntada.marking.handling import Purpose
from muntada.marking.tlp import TLP
from muntada.register.actions.bringing import bring_list
from muntada.register.actions.leads import decide_lead, reopen_lead
from muntada.register.actions.screening import Answer, Right, screen, screen_many
from muntada.register.lists.asked import Question
from muntada.register.models import Entity, Lead, Listing, Screening
from muntada.register.queries import names
from muntada.register.queries.leads import outcomes
from muntada.screening.model import Identifier, Query
from muntada.trail.deed import Refused
from muntada.trail.models import Entry as Line
from tests.cast import ANALYST
from tests.register.listed import Person, UnList, assessed, small
from tests.register.officers import DESK, OFFICER, ONLOOKER, SECOND
from tests.register.own import thing

pytestmark = pytest.mark.django_db
RIGHT = Right("prevention", "un_sanctions", "border/17")
ROOM = Path(names.__file__).parents[1]


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path) -> UnList:
    monkeypatch.setattr(names, "_root", lambda: tmp_path / "screening")
    names.forget()
    small(monkeypatch)
    assessed()
    found = UnList.of(40)
    found.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي", born="1964")
    bring_list(ANALYST, "un", found.xml(), name="x.xml")
    return found


def ask(name: str, **more: object) -> Answer:
    (answer,) = screen(OFFICER, [Query(name, **more)], RIGHT)  # type: ignore[arg-type]
    return answer


def keys(answer: Answer) -> list[str]:
    return [one.entity.pk for one in answer.met]


def test_a_name_is_met_across_scripts_and_every_part_is_explained(listed: UnList) -> None:
    for asked in ("زبير الخطيبي", "Zoubeir el-Khatibi", "AL-KHATIBI, Zubair"):
        (met,) = ask(asked).met
        assert met.entity.pk == "un-7"
        assert {part["rule"] for part in met.lead.explained["parts"]} <= {
            "exact",
            "transliteration",
            "skeleton",
            "typo",
        }
        assert len(met.lead.explained["parts"]) >= 2


def test_a_birth_date_and_a_number_confirm_or_veto(listed: UnList) -> None:
    plain, same, other = (ask("Zubayr Alkhatibi", born=born).met for born in ((), ("1964",), ("1991-01-01",)))
    assert same[0].hit.score > plain[0].hit.score
    assert not other
    (met,) = ask("Somebody Else", identifiers=(Identifier("K000007"),)).met
    assert met.entity.pk == "un-7"


def test_a_check_keeps_who_asked_what_for_and_by_which_right_and_no_name_where_nothing_was_met(listed: UnList) -> None:
    ask("Nobody Whatsoever Xqzt")
    ask("Zubayr Alkhatibi")
    first, second = Screening.objects.order_by("pk")
    assert (first.by, first.purpose, first.legal_basis_id, first.case, first.hits) == (
        OFFICER.key,
        "prevention",
        "un_sanctions",
        "border/17",
        0,
    )
    assert second.hits == 1
    assert [lead.asked["name"] for lead in Lead.objects.all()] == ["Zubayr Alkhatibi"]
    lines = Line.objects.filter(permission="name.screen", allowed=True)
    assert lines.count() == 2
    assert "Whatsoever" not in "".join(str(line.detail) for line in lines)


def test_row_01_nobody_checks_a_name_for_a_purpose_that_they_do_not_read_for(listed: UnList) -> None:
    with pytest.raises(Refused):
        screen(ANALYST, [Query("Zubayr Alkhatibi")], RIGHT)
    with pytest.raises(Refused):
        screen(OFFICER, [Query("Zubayr Alkhatibi")], Right("investigation", "un_sanctions"))
    with pytest.raises(Refused):
        screen(ONLOOKER, [Query("Zubayr Alkhatibi")], RIGHT)
    with pytest.raises(ValueRefused):
        screen(OFFICER, [Query("Zubayr Alkhatibi")], Right("prevention", "no_such_basis"))
    assert not Screening.objects.exists()


def test_no_name_is_checked_once_the_assessment_has_ended(listed: UnList) -> None:
    with clock.at(clock.now() + timedelta(days=400)), pytest.raises(NotAssessed):
        ask("Zubayr Alkhatibi")


@pytest.mark.parametrize("name", ["", " ", "....", "x\0y", "a" * 2_000, "\u202e"])
def test_what_is_no_name_is_refused_with_a_reason(listed: UnList, name: str) -> None:
    with pytest.raises(ValueRefused):
        ask(name)


def test_row_10_victims_and_witnesses_are_never_returned(listed: UnList) -> None:
    assert keys(ask("Zubayr Alkhatibi")) == ["un-7"]
    for category in ("victim", "witness"):
        Entity.objects.filter(pk="un-7").update(category=category)
        assert keys(ask("Zubayr Alkhatibi")) == []
    names.forget()
    assert keys(ask("Zubayr Alkhatibi")) == []


def test_row_07_what_is_over_its_day_of_review_is_not_met(listed: UnList) -> None:
    Entity.objects.filter(pk="un-7").update(review_by=clock.today() - timedelta(days=1))
    assert keys(ask("Zubayr Alkhatibi")) == []


def test_row_24_an_entry_that_its_list_drops_is_no_hit_from_that_run_on(listed: UnList) -> None:
    assert keys(ask("Zubayr Alkhatibi")) == ["un-7"]
    del listed.persons[7]
    listed.persons[41] = Person(41, "Murtada Alghaffari", "مرتضى الغفاري")
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    assert keys(ask("Zubayr Alkhatibi")) == []
    assert keys(ask("Murtada Ghaffari")) == ["un-41"]
    listed.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي")
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    assert keys(ask("Zubayr Alkhatibi")) == ["un-7"]


def test_a_number_added_to_a_paper_alone_is_followed(listed: UnList) -> None:
    number = (Identifier("K990000"),)
    assert keys(ask("Somebody Else", identifiers=number)) == []
    paper = "<TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>K990000</NUMBER>"
    listed.persons[9].more = f"<INDIVIDUAL_DOCUMENT>{paper}</INDIVIDUAL_DOCUMENT>"
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    assert keys(ask("Somebody Else", identifiers=number)) == ["un-9"]


def test_a_number_that_is_shared_with_fewer_than_its_holder_is_met_by_nobody(listed: UnList) -> None:
    for number, tlp, met in (("K880001", TLP.AMBER, []), ("K880002", TLP.GREEN, ["un-7"])):
        given = Given(purpose=Purpose.PREVENTION, tlp=tlp)
        thing("Passport", given=given, holder="un-7", number=number)
        for actor in (DESK, OFFICER):
            query = Query("Somebody Else", identifiers=(Identifier(number),))
            (answer,) = screen(actor, [query], RIGHT)
            assert keys(answer) == met, (number, actor)


def test_row_28_a_cleared_pair_does_not_come_again_until_something_changes(listed: UnList) -> None:
    (met,) = ask("Zubair Khatibi").met
    decide_lead(OFFICER, met.lead, same=False, reason="Another date of birth in the passport that was shown.")
    again = ask("Khatibi Zubair")
    assert (again.met, again.cleared) == ((), 1)
    assert keys(ask("Zubair Khatibi", born=("1964",))) == ["un-7"]
    listed.persons[7].born = "1965"
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    assert keys(ask("Zubair Khatibi")) == ["un-7"]


def test_the_same_question_makes_one_lead(listed: UnList) -> None:
    first, second = ask("Zubayr Alkhatibi").met[0], ask("Zubayr Alkhatibi").met[0]
    assert first.lead.pk == second.lead.pk


def test_a_decision_needs_a_reason_is_made_once_and_may_be_taken_back(listed: UnList) -> None:
    lead = ask("Zubayr Alkhatibi").met[0].lead
    with pytest.raises(ValueRefused):
        decide_lead(OFFICER, lead, same=True, reason="  ")
    assert decide_lead(OFFICER, lead, same=True, reason="Same passport.").state == "same"
    with pytest.raises(ValueRefused):
        decide_lead(SECOND, lead, same=False, reason="No.")
    assert reopen_lead(SECOND, lead, reason="The passport was another one.").state == "open"


def test_row_16_a_hit_changes_nothing_of_whom_it_met(listed: UnList) -> None:
    before = list(Entity.objects.order_by("pk").values()), list(Listing.objects.order_by("pk").values())
    lead = ask("Zubayr Alkhatibi").met[0].lead
    decide_lead(OFFICER, lead, same=True, reason="Same passport.")
    assert (list(Entity.objects.order_by("pk").values()), list(Listing.objects.order_by("pk").values())) == before


def test_row_16_no_code_of_checks_or_leads_knows_how_a_status_is_changed() -> None:
    for file in ("actions/screening.py", "actions/leads.py", "queries/names.py"):
        tree = ast.parse((ROOM / file).read_text(encoding="utf-8"))
        imported = {
            f"{node.module}.{name.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        assert not {
            one for one in imported if "listings" in one.split(".")[3:4] or "entering" in one or "Proposal" in one
        }
        written = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "create", "bulk_create", "bulk_update", "delete"}
            and "Listing" in ast.unparse(node.func)
        }
        assert not written, file


def test_a_lead_is_its_organisations_own(listed: UnList) -> None:
    (answer,) = screen(DESK, [Query("Zubayr Alkhatibi")], RIGHT)
    lead = answer.met[0].lead
    assert (lead.originator, lead.tlp) == ("EG", "TLP:AMBER")
    assert rows(DESK, Permission.RECORD_READ, Lead).filter(pk=lead.pk).exists()
    assert not rows(OFFICER, Permission.RECORD_READ, Lead).filter(pk=lead.pk).exists()
    with pytest.raises(Refused):
        decide_lead(OFFICER, lead, same=True, reason="Not theirs to say.")


def test_many_names_are_checked_piece_by_piece(listed: UnList) -> None:
    queries = [Query(f"Somebody {number}", key=str(number)) for number in range(450)] + [Query("Zubayr Alkhatibi")]
    answers = list(screen_many(OFFICER, queries, RIGHT))
    assert [one.query.key for one in answers[:450]] == [str(number) for number in range(450)]
    assert keys(answers[-1]) == ["un-7"]
    assert [one.names for one in Screening.objects.order_by("pk")] == [200, 200, 51]


def test_an_index_kept_on_disk_answers_as_one_built_anew(listed: UnList) -> None:
    names.save_index()
    names.forget()
    assert keys(ask("Zubayr Alkhatibi")) == ["un-7"]
    del listed.persons[7]
    bring_list(ANALYST, "un", listed.xml(), name="x.xml")
    names.forget()
    assert keys(ask("Zubayr Alkhatibi")) == []
    assert connection.vendor in {"sqlite", "postgresql"}


def test_row_28_outcomes_are_counted_and_no_number_under_five_is_told(listed: UnList) -> None:
    for number in range(12):
        lead = ask("Zubayr Alkhatibi", nationalities=("jo",), identifiers=(Identifier(f"K{number}"),)).met[0].lead
        decide_lead(OFFICER, lead, same=number < 5, reason="Looked at the papers.")
    told = outcomes(OFFICER)
    assert (told.open, told.same, told.other) == (0, 5, 7)
    assert told.share == pytest.approx(5 / 12)
    reopen_lead(OFFICER, lead, reason="Looked at the wrong papers.")
    assert outcomes(OFFICER).open is None
    assert (outcomes(DESK).open, outcomes(DESK).share) == (0, None)


def test_more_names_than_are_checked_at_once_are_refused_and_none_is_left_out(listed: UnList) -> None:
    with pytest.raises(ValueRefused, match="At most 200"):
        screen(OFFICER, [Query(f"Somebody {number}") for number in range(201)], RIGHT)
    assert not Screening.objects.exists()


def test_any_of_somebodys_names_is_met_once_and_makes_one_lead(listed: UnList) -> None:
    asked = Question("Nobody Whatsoever", also=("زبير الخطيبي", "Zoubeir el-Khatibi"))
    (answer,) = screen(OFFICER, [asked], RIGHT)
    assert keys(answer) == ["un-7"]
    assert Lead.objects.get().asked == {"name": asked.name, "also": list(asked.also)}
    (again,) = screen(OFFICER, [asked], RIGHT, among=lambda found: found.exclude(pk="un-7"))
    assert (keys(again), Lead.objects.count()) == ([], 1)
