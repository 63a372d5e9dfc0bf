"""The topics as SKOS: concepts with three labels, what is broader, narrower and related, written as Turtle."""

from __future__ import annotations

from muntada.library.topics import narrower, topics
from muntada.text.glossary import LANGUAGES, forms_of, shown_form

BASE = "urn:muntada:topics"
_TITLES = {"ar": "موضوعات المنتدى", "en": "Topics of Muntada", "fr": "Thèmes de Muntada"}


def turtle(base: str = BASE) -> str:
    """Every topic as a `skos:Concept` of one scheme. `base` names the scheme, a topic is `base:id` of a URN and
    `base/id` of an address."""
    from rdflib import RDF, SKOS, Graph, Literal, URIRef  # slow to load, and few ask for it
    from rdflib.namespace import DCTERMS

    graph = Graph()
    graph.bind("skos", SKOS)
    scheme = URIRef(base)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for language, title in _TITLES.items():
        graph.add((scheme, DCTERMS.title, Literal(title, lang=language)))

    def concept(name: str) -> URIRef:
        return URIRef(f"{base.rstrip('/')}{':' if base.startswith('urn:') else '/'}{name}")

    for one in topics():
        here = concept(one.id)
        graph.add((here, RDF.type, SKOS.Concept))
        graph.add((here, SKOS.inScheme, scheme))
        graph.add((here, SKOS.notation, Literal(one.id)))
        for language in LANGUAGES:
            graph.add((here, SKOS.prefLabel, Literal(shown_form(one.term, language), lang=language)))
            for form in forms_of(one.term, language)[1:]:
                graph.add((here, SKOS.altLabel, Literal(form, lang=language)))
        if one.broader:
            graph.add((here, SKOS.broader, concept(one.broader)))
        else:
            graph.add((scheme, SKOS.hasTopConcept, here))
            graph.add((here, SKOS.topConceptOf, scheme))
        for below in narrower(one.id):
            graph.add((here, SKOS.narrower, concept(below.id)))
        for other in one.related:
            graph.add((here, SKOS.related, concept(other)))
    return str(graph.serialize(format="turtle"))
