"""Parties as the reference tables make them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muntada.forum.imports import load_facts
from muntada.parties import facts as tables
from muntada.parties import imports
from muntada.parties.bring import FactsWrong
from muntada.parties.imports import Loaded
from muntada.parties.models import Name, Party
from muntada.parties.queries import parties_where
from tests.cast import READER, STRANGER

pytestmark = pytest.mark.django_db


def test_every_party_has_one_shown_name_in_each_language(facts: Loaded) -> None:
    shown = Name.objects.filter(preferred=True)
    assert shown.count() == 3 * Party.objects.count()


def test_a_state_keeps_its_codes_and_its_other_names(facts: Loaded) -> None:
    egypt = Party.objects.get(key="EG")
    assert (egypt.kind, egypt.iso3, egypt.m49, egypt.regional_group) == ("state", "EGY", "818", "AFR")
    assert egypt.names.filter(language="ar", text="جمهورية مصر العربية", preferred=False).exists()


def test_an_organ_stands_under_its_organisation(facts: Loaded) -> None:
    assert Party.objects.get(key="un.sc.ctc").parent_id == "un.sc"
    assert Party.objects.get(key="org.european_commission").parent_id == "EU"


def test_a_party_is_found_whatever_the_spelling(facts: Loaded) -> None:
    assert [one.key for one in parties_where(READER, text="اندونيسيا")] == ["ID"]
    assert [one.key for one in parties_where(READER, text="COTE d'ivoire", kind="state")] == ["CI"]


def test_a_stranger_sees_no_party(facts: Loaded) -> None:
    assert parties_where(STRANGER) == []


def test_a_missing_member_stops_the_whole_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "members", lambda: tables.members()[:-1])
    with pytest.raises(FactsWrong, match=r"members\.csv: members: 32 are wanted, 31 are there"):
        load_facts()
    assert not Party.objects.exists()


def test_a_dangling_parent_is_named_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = tables.organisations()
    monkeypatch.setattr(imports, "organisations", lambda: (replace(first, parent="nobody"), *rest))
    with pytest.raises(FactsWrong, match=f"{first.key} has the parent nobody"):
        load_facts()


def test_a_corrected_name_is_followed_though_it_was_an_alternative_before(
    facts: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed() -> tuple[tables.State, ...]:
        turn = {"name_en": "Turkey", "name_en_alt": ("Türkiye",)}
        return tuple(replace(one, **turn) if one.code == "TR" else one for one in tables.states())

    monkeypatch.setattr(imports, "states", renamed)
    load_facts()
    english = Name.objects.filter(party="TR", language="en")
    assert english.get(preferred=True).text == "Turkey"
    assert english.filter(text="Türkiye", preferred=False).exists()
