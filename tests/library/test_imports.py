"""Works as the reference tables make them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muntada.forum.imports import load_facts
from muntada.library import facts as tables
from muntada.library import imports
from muntada.library.models import Relation, Work
from muntada.library.queries import work_page, works_where
from muntada.parties.bring import FactsWrong
from muntada.parties.imports import Loaded
from tests.cast import READER, STRANGER

pytestmark = pytest.mark.django_db


def test_all_documents_and_instruments_are_on_the_shelf(facts: Loaded) -> None:
    assert Work.objects.count() == 62 + 171
    assert Work.objects.filter(body="gctf").count() == 62


def test_a_resolution_knows_its_organ_kind_and_force(facts: Loaded) -> None:
    work = Work.objects.get(key="sc1373")
    assert (work.kind, work.symbol, work.body_id) == ("security_council_resolution", "S/RES/1373 (2001)", "un.sc")
    assert work.binding == "chapter_7"


def test_a_convention_is_told_from_a_protocol(facts: Loaded) -> None:
    kinds = dict(Work.objects.filter(key__in=["hague1970", "airport1988", "oau1999"]).values_list("key", "kind"))
    assert kinds == {"hague1970": "convention", "airport1988": "protocol", "oau1999": "convention"}


def test_a_work_page_shows_titles_addenda_and_what_it_extends(facts: Loaded) -> None:
    page = work_page(READER, "rabat_2012")
    assert page is not None
    assert page.titles["ar"][0].preferred
    assert "مذكرة الرباط" in [title.text for title in page.titles["ar"]]
    assert {party.key for party in page.leads} == {"EG", "US", "gctf.wg.cjrol"}
    extending = work_page(READER, "sc1333")
    assert extending is not None
    assert [relation.object_work_id for relation in extending.relations] == ["sc1267"]


def test_an_addendum_is_listed_with_its_work(facts: Loaded) -> None:
    addendum = Work.objects.exclude(parent=None).first()
    assert addendum is not None
    assert addendum.parent is not None
    page = work_page(READER, addendum.parent.key)
    assert page is not None
    assert addendum in page.addenda


def test_works_are_found_by_symbol_title_year_and_topic(facts: Loaded) -> None:
    assert [work.key for work in works_where(READER, text="2178 (2014)")] == ["sc2178"]
    assert "rabat_2012" in [work.key for work in works_where(READER, text="مذكره الرباط")]
    assert all(work.adopted.startswith("2014") for work in works_where(READER, year=2014))
    assert works_where(READER, topic="sanctions", body="un.sc")


def test_a_stranger_sees_no_work(facts: Loaded) -> None:
    assert works_where(STRANGER) == []
    assert work_page(STRANGER, "sc1373") is None


def test_a_relation_to_a_work_that_no_table_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = tables.instruments()
    monkeypatch.setattr(imports, "instruments", lambda: (replace(first, supersedes_or_extends=("sc9999",)), *rest))
    with pytest.raises(FactsWrong, match=f"{first.id} names the older instrument sc9999"):
        load_facts()
    assert not Work.objects.exists()


def test_an_older_instrument_that_the_table_no_longer_names_is_one_relation_less(facts: Loaded) -> None:
    assert Relation.objects.count() == sum(len(one.supersedes_or_extends) for one in tables.instruments())


def test_an_organ_that_nobody_knows_is_refused() -> None:
    odd = replace(tables.instruments()[0], organ="Council of Nowhere")
    with pytest.raises(FactsWrong, match="Council of Nowhere"):
        imports.organ_of(odd)
