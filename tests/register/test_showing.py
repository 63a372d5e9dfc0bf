"""The invented list and acts of the demonstration come in whole and once; no list takes the entries of another one."""

from __future__ import annotations

import pytest

from muntada.register.actions.bringing import bring_list
from muntada.register.facts import known_lists
from muntada.register.lists import READERS
from muntada.register.models import Entity, Listing, Quarantined, Run, Statement
from muntada.register.samples import FILES, sample_file
from muntada.register.showing import bring_samples
from tests.cast import ANALYST
from tests.register.events import GTD, table
from tests.register.listed import assessed


@pytest.mark.django_db
def test_the_samples_come_in_once_with_groups_places_and_both_bases() -> None:
    assessed()
    assert bring_samples(ANALYST) == Entity.objects.count() > 100
    assert bring_samples(ANALYST) == 0
    assert set(Run.objects.values_list("state", "quarantined")) == {("done", 0)}
    assert Listing.objects.filter(dataset="sample").count() == 16
    acts = Entity.objects.filter(schema="Act")
    for prop in ("latitude", "longitude", "date", "killed", "actType"):
        assert Statement.objects.filter(entity__in=acts, prop=prop).count() >= acts.count()
    bases = Statement.objects.filter(prop="basis").values_list("value", flat=True)
    assert set(bases) == {"claimed", "attributed"}


def test_what_is_invented_is_declared_so_and_read_without_a_row_set_aside() -> None:
    for key, name in FILES:
        known = known_lists()[key]
        assert known.invented
        assert READERS[known.form](sample_file(name)).rows == []
    assert {key for key, one in known_lists().items() if one.invented} == {key for key, _name in FILES}


@pytest.mark.django_db
def test_an_entry_whose_key_another_list_has_is_set_aside() -> None:
    bring_list(ANALYST, "sample_acts", table(GTD), name="x.csv")
    run = bring_list(ANALYST, "gtd", table({**GTD, "nkill": "99"}, {**GTD, "eventid": "8"}), name="y.csv")
    rows = Quarantined.objects.filter(run=run, code="elsewhere")
    assert "gtd-202105060001" in set(rows.values_list("place", flat=True))
    assert run.quarantined == rows.count()
    assert Entity.objects.get(pk="gtd-202105060001").dataset == "sample_acts"
    assert not Statement.objects.filter(entity="gtd-202105060001", value="99").exists()
    assert Entity.objects.get(pk="gtd-8").dataset == "gtd"
