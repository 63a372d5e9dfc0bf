"""What may be stated has a name in Arabic, English and French, and each of our own names is used."""

from __future__ import annotations

from muntada.register import schema
from muntada.text.names.letters import is_arabic


def test_every_schema_and_property_has_a_name_in_three_languages() -> None:
    for one in schema.schemata().values():
        for place, labels in [(one.name, one.labels), *((p.name, p.labels) for p in one.properties.values())]:
            for language in ("ar", "en", "fr"):
                assert labels.get(language, "").strip(), (one.name, place, language)
            assert is_arabic(labels["ar"]) or labels["ar"] == labels["en"] == "HTML", (one.name, place, labels["ar"])
            assert len(labels["ar"]) < 60, (one.name, place, "a name is no article of an encyclopaedia")


def test_our_names_stand_where_somebody_would_look_for_them_and_none_is_left_over() -> None:
    person = schema.schema_of("Person")
    assert (person.property("position").labels["ar"], person.property("title").labels["ar"]) == ("المنصب", "اللقب")
    assert schema.schema_of("Company").property("innCode").labels["ar"].startswith("الرقم الضريبي")
    stated = schema._stated("followthemoney.json") | schema._stated("ours.json")
    used = {(name, one["label"]["en"]) for name, one in stated.items()}
    used |= {
        (f"{name}.{key}", value["label"]["en"])
        for name, one in stated.items()
        for key, value in one["properties"].items()
    }
    words = {("", english) for _, english in used}
    assert set(schema._better()) - used - words == set()
