"""The topics are a tree of the lexicon's, and what they say in SKOS can be read back."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from muntada.library.facts import framework_documents, instruments
from muntada.library.samples import samples
from muntada.library.skos import BASE, turtle
from muntada.library.spotting import spotted, suggested_topics
from muntada.library.topics import broader, narrower, topic_by_name, topics, topics_of, with_narrower
from muntada.text.glossary import LANGUAGES, shown_form
from muntada.text.lexicon import terms


def test_every_topic_of_the_lexicon_hangs_once_on_the_tree() -> None:
    hung = [one.id for top in narrower("") for one in with_narrower(top.id)]

    assert sorted(hung) == sorted(term.name for term in terms("topic"))
    assert 15 <= len(narrower("")) <= 25


def test_what_is_related_is_so_both_ways_and_never_stands_above_or_below() -> None:
    for one in topics():
        for other in one.related:
            assert one.id in topic_by_name()[other].related
            assert other not in {above.id for above in broader(one.id)}
            assert one.id not in {above.id for above in broader(other)}
            assert other != one.id


def test_the_way_down_is_told_from_the_widest() -> None:
    assert [one.id for one in broader("fingerprints")] == ["border_security", "biometrics"]


def test_the_words_of_the_reference_tables_lead_to_their_topics() -> None:
    assert [one.id for one in topics_of(["ftf", "api_pnr", "nonsense"])] == [
        "foreign_terrorist_fighters",
        "advance_passenger_information",
        "passenger_name_record",
    ]
    works = [one.topics for one in framework_documents()] + [one.topics for one in instruments()]
    led = [words for words in works if topics_of(words)]
    assert len(led) / len(works) > 0.75


@pytest.mark.parametrize("base", [BASE, "https://forum.example/topics"])
def test_the_turtle_is_read_back_as_the_same_tree(base: str) -> None:
    graph = Graph().parse(data=turtle(base), format="turtle")
    sign = ":" if base.startswith("urn:") else "/"
    for one in topics():
        here = URIRef(f"{base}{sign}{one.id}")
        labels = {label.language: str(label) for label in graph.objects(here, SKOS.prefLabel)}  # type: ignore[attr-defined]
        assert labels == {language: shown_form(one.term, language) for language in LANGUAGES}
        assert {str(found) for found in graph.objects(here, SKOS.broader)} == (
            {f"{base}{sign}{one.broader}"} if one.broader else set()
        )
        assert {str(found) for found in graph.objects(here, SKOS.narrower)} == {
            f"{base}{sign}{below.id}" for below in narrower(one.id)
        }
        assert {str(found) for found in graph.objects(here, SKOS.related)} == {
            f"{base}{sign}{other}" for other in one.related
        }
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(topics())
    assert len(set(graph.objects(URIRef(base), SKOS.hasTopConcept))) == len(narrower(""))


def test_no_label_of_the_turtle_is_both_the_shown_and_another_one() -> None:
    graph = Graph().parse(data=turtle(), format="turtle")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert not set(graph.objects(concept, SKOS.prefLabel)) & set(graph.objects(concept, SKOS.altLabel))


@pytest.mark.parametrize(
    ("language", "text", "term", "written"),
    [
        ("ar", "تُجمع بالبصمات وبالقياسات الحيوية عند المنافذ", "topic.biometrics", "القياسات الحيوية"),
        ("en", "Collect fingerprints at the border.", "topic.fingerprints", "fingerprints"),
        ("fr", "Recueillir les empreintes digitales.", "topic.fingerprints", "empreintes digitales"),
    ],
)
def test_a_term_is_spotted_where_it_is_written(language: str, text: str, term: str, written: str) -> None:
    found = {one.term: one for one in spotted(text, language)}

    assert found[term].form == written
    assert text[found[term].start : found[term].end] == written


def test_the_topics_of_a_clause_are_suggested_from_its_words_in_any_language() -> None:
    assert suggested_topics({"en": "Hawala brokers should be registered."}) == ("hawala",)
    assert suggested_topics({"ar": "ينبغي ألا تؤخذ بصمات الأصابع دون سند قانوني"}) == ("fingerprints",)
    assert suggested_topics({"en": "Terrorism must be countered.", "ar": "ينبغي مكافحة الإرهاب"}) == ()
    assert suggested_topics({}) == ()
    words = {"en": "Data protection, biometrics, prisons, children, youth, hawala and extradition."}
    assert len(suggested_topics(words)) == 5


def test_what_every_language_names_comes_before_what_one_names() -> None:
    words = {"en": "The hawala in prisons.", "ar": "السجون", "fr": "Les prisons."}

    assert suggested_topics(words) == ("prisons", "hawala")


def test_the_samples_are_told_about_by_their_own_topics() -> None:
    for one in samples():
        found = {
            name
            for parts in zip(*(one.words(language).split("\n\n") for language in ("ar", "en")), strict=True)
            for name in suggested_topics(dict(zip(("ar", "en"), parts, strict=True)))
        }
        assert set(one.topics) & found, one.key
