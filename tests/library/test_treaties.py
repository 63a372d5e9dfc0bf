"""Where parties stand with treaties."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.access.actor import Actor, Role
from muntada.evidence.values import ValueRefused
from muntada.library.actions import treaties as verbs
from muntada.library.models import PartyStatus, Symbol, Title, Work
from muntada.library.queries import treaties as queries
from muntada.parties.models import Name, Party
from muntada.trail.deed import Refused

pytestmark = pytest.mark.django_db
NADIA = Actor("user:1", "Nadia", frozenset({Role.SECRETARIAT, Role.PERSON}))
READER = Actor("user:2", "Hind", frozenset({Role.READER, Role.PERSON}))
VISITOR = Actor("visitor", "", frozenset({Role.VISITOR}))


@pytest.fixture
def treaty() -> Work:
    for key, region, name in (("EG", "AFR", "مصر"), ("FR", "WEOG", "France"), ("MA", "AFR", "Morocco")):
        party = Party.objects.create(key=key, kind="state", regional_group=region)
        Name.objects.create(party=party, language="ar" if key == "EG" else "en", text=name, preferred=True)
    work = Work.objects.create(key="financing1999", kind="convention", adopted="1999-12-09")
    Symbol.objects.create(work=work, text="A/RES/54/109")
    Title.objects.create(work=work, language="en", text="Financing Convention", preferred=True)
    Work.objects.create(key="las1998", kind="convention", adopted="1998-04-22")
    return work


def test_a_status_is_entered_and_put_right(treaty: Work) -> None:
    held = verbs.record_status(NADIA, treaty, party="EG", signed="2000-09-06", source="Depositary notification")
    again = verbs.record_status(NADIA, treaty, party="EG", act="ratification", bound="2005-03-01")
    assert again.pk == held.pk
    assert (again.signed, again.act, again.bound) == ("2000-09-06", "ratification", "2005-03-01")
    corrected = verbs.record_status(NADIA, treaty, party="EG", signed="2000")
    assert corrected.signed == "2000"
    verbs.remove_status(NADIA, corrected)
    assert not PartyStatus.objects.exists()
    with pytest.raises(Refused):
        verbs.record_status(READER, treaty, party="EG", signed="2000")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"party": "XX", "signed": "2000"}, "party"),
        ({"signed": "2000-02-30"}, "signed"),
        ({"act": "liking", "bound": "2001"}, "act"),
        ({"bound": "2001"}, "act"),
        ({"withdrawn": "2010"}, "withdrawn"),
        ({"signed": "2005", "act": "ratification", "bound": "2001"}, "bound"),
        ({"act": "accession", "bound": "2001", "withdrawn": "1999"}, "withdrawn"),
        ({"signed": "2000", "reservation_withdrawn": "2003"}, "reservation_withdrawn"),
        ({"colour": "green"}, "colour"),
        ({}, "signed"),
    ],
)
def test_what_does_not_go_together_is_refused(treaty: Work, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as error:
        verbs.record_status(NADIA, treaty, **{"party": "EG", **said})
    assert error.value.field == field


def test_a_table_comes_in_whole_or_not_at_all(treaty: Work) -> None:
    table = "\ufeffwork,party,signed,act,bound,reservation,handling.tlp\r\n" + (
        "financing1999,EG,2000-09-06,ratification,2005-03-01,On article 2,TLP:CLEAR\r\n"
        "a/res/54/109,FR,2000-01-10,,,,TLP:CLEAR\r\n"
    )
    assert verbs.bring_statuses(NADIA, table) == verbs.Came(2, 0, 0)
    assert verbs.bring_statuses(NADIA, table) == verbs.Came(0, 0, 2)
    assert verbs.bring_statuses(NADIA, table.replace("2000-01-10", "2000-01-11")) == verbs.Came(0, 1, 1)
    with pytest.raises(verbs.TableRefused) as error:
        verbs.bring_statuses(NADIA, "work,party,signed\nfinancing1999,MA,2001\nnothing,MA,2001\nlas1998,ZZ,2001\n")
    assert [(row, field) for row, field, _why in error.value.wrong] == [(3, "work"), (4, "party")]
    assert not PartyStatus.objects.filter(party="MA").exists()
    for wrong in ("", "party,signed\nEG,2000\n", 'work,party\n"a\x00b",EG\n'):
        with pytest.raises(verbs.TableRefused):
            verbs.bring_statuses(NADIA, wrong)


def test_the_matrix_shows_parties_by_treaties(treaty: Work) -> None:
    verbs.record_status(NADIA, treaty, party="EG", signed="2000")
    regional = Work.objects.get(key="las1998")
    verbs.record_status(NADIA, regional, party="MA", act="ratification", bound="2001")

    shown = queries.matrix(VISITOR)
    assert [one.pk for one in shown.treaties] == ["financing1999"]
    assert {one.party.pk: one.cells[0] is not None for one in shown.rows} == {"EG": True, "FR": False, "MA": False}
    assert [one.party.pk for one in queries.matrix(VISITOR, region="AFR").rows] == ["EG", "MA"]
    assert [one.party.pk for one in queries.matrix(VISITOR, text="مصر").rows] == ["EG"]
    assert [one.party.pk for one in queries.matrix(VISITOR, group="regional", known=True).rows] == ["MA"]
    assert queries.of_party(VISITOR, Party.objects.get(pk="MA"))["regional"][0][0] == regional
    assert [one.party_id for one in queries.of_treaty(VISITOR, treaty)] == ["EG"]


def test_what_is_for_few_stands_in_no_matrix_of_others(treaty: Work) -> None:
    held = verbs.record_status(NADIA, treaty, party="EG", signed="2000")
    PartyStatus.objects.filter(pk=held.pk).update(tlp="TLP:AMBER", originator="EG")
    assert queries.matrix(VISITOR).known == 0
    assert queries.status(VISITOR, treaty, Party.objects.get(pk="EG")) is None
    Party.objects.filter(pk="FR").update(tlp="TLP:AMBER", originator="FR")
    assert "FR" not in {one.party.pk for one in queries.matrix(VISITOR).rows}
    assert verbs.record_status(NADIA, treaty, party="FR", signed="2000").tlp == "TLP:AMBER"


def test_the_nineteen_universal_conventions_are_a_group_of_the_tables() -> None:
    keys = [key for key, group in queries._groups().items() if group == "universal"]
    assert len(keys) == 19
    assert queries.group_of("las1998") == "regional"
    assert queries.group_of("sc2178") == ""
