"""Values entered by hand, as their types ask; no database."""

from __future__ import annotations

from datetime import date

import pytest

from muntada.register.entered import WrongValue, cleaned, complete, is_child
from muntada.register.facts.own import called, end_of, offered, values_of
from muntada.register.schema import schema_of
from tests.register.own import SAID, SOLID, told

TODAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("schema", "prop", "written", "kept"),
    [
        ("Person", "birthDate", "١٩٦٤-٠٢", "1964-02"),
        ("Person", "birthDate", " 1964 ", "1964"),
        ("Person", "nationality", "الأردن", "jo"),
        ("Person", "nationality", "JO", "jo"),
        ("Act", "killed", "١٢", "12"),
        ("Act", "latitude", "٣٣٫٥", "33.5"),
        ("Act", "targetSector", "energy", "energy"),
        ("Person", "name", "  Salim \n Alqarin ", "Salim Alqarin"),
        ("Organization", "website", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_a_value_is_kept_as_its_type_has_it_and_as_it_was_written(
    schema: str, prop: str, written: str, kept: str
) -> None:
    value, original = cleaned(schema_of(schema).property(prop), written)
    assert value == kept
    assert original in ("", " ".join(written.split()))
    assert bool(original) == (" ".join(written.split()) != kept)


@pytest.mark.parametrize(
    ("schema", "prop", "written", "code"),
    [
        ("Person", "birthDate", "1964-02-30", "date"),
        ("Person", "birthDate", "soon", "date"),
        ("Person", "birthDate", "0000", "date"),
        ("Person", "nationality", "Atlantis", "country"),
        ("Person", "name", "12", "name"),
        ("Person", "name", "\u200b", "name"),
        ("Person", "name", " ", "empty"),
        ("Person", "gender", "boy", "choice"),
        ("Act", "killed", "-1", "number"),
        ("Act", "killed", "1.5", "number"),
        ("Act", "killed", "many", "number"),
        ("Act", "latitude", "91", "number"),
        ("Act", "longitude", "1e3", "number"),
        ("Facility", "sector", "circus", "choice"),
        ("Organization", "website", "javascript:alert(1)", "url"),
        ("Person", "name", "a\ud800", "text"),
    ],
)
def test_what_its_property_does_not_take_is_refused_with_a_code(
    schema: str, prop: str, written: str, code: str
) -> None:
    with pytest.raises(WrongValue) as wrong:
        cleaned(schema_of(schema).property(prop), written)
    assert (wrong.value.prop, wrong.value.code) == (prop, code)


@pytest.mark.parametrize(
    ("born", "child"),
    [
        ("2008-10-01", False),
        ("2008-10-02", True),
        ("2008-10", True),
        ("2008-09", False),
        ("2008", True),
        ("2007", False),
        ("2008-02-29", False),
        ("2012-02-29", True),
        ("9999", True),
        ("about 2010", False),
    ],
)
def test_row_31_of_a_month_or_a_year_alone_the_last_day_counts(born: str, child: bool) -> None:
    assert is_child([born], TODAY) is child


def test_row_11_suspicion_is_never_a_finding() -> None:
    tie = schema_of("Participation")
    ends = {"subject": "own-1", "object": "own-2"}
    complete(tie, told(SAID, basis="attributed", **ends))
    complete(tie, told(SOLID, basis="convicted", court="A court", judgment="1/2020", **ends))
    for wrong, prop in (
        (told(SOLID, basis="attributed", **ends), "basis"),
        (told(SOLID, basis="claimed", **ends), "basis"),
        (told(SOLID, basis="convicted", **ends), "judgment"),
        (told(SAID, **ends), "basis"),
        (told(SAID, basis="claimed", subject="own-1"), "object"),
    ):
        with pytest.raises(WrongValue) as refused:
            complete(tie, wrong)
        assert refused.value.prop == prop


def test_forms_offer_what_their_kinds_know_and_every_value_has_its_three_names() -> None:
    for schema, props in offered().items():
        known = schema_of(schema)
        assert not known.abstract
        assert set(known.required) <= set(props)
        assert all(known.property(prop) for prop in props)
        assert all(end_of(schema, prop) == "" or known.property(prop).type == "entity" for prop in props)
        for prop in props:
            assert set(called(schema, prop)) in (set(), {"ar", "en", "fr"})
            assert all(one["ar"] and one["en"] and one["fr"] for one in values_of(prop).values())
    assert "tourism" in values_of("sector")
    assert values_of("name") == {}
