"""`muntada library topics` and `glossary` print what the pages show, for people and programs, without a database."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from rdflib import RDF, SKOS, Graph, URIRef

from muntada.cli.exits import USAGE, Failed
from muntada.cli.main import main
from muntada.text.lexicon import terms


def run(*words: str) -> str:
    ran = CliRunner().invoke(main, ["library", *words])
    assert ran.exit_code == 0, ran.output
    return ran.output


def refused(*words: str) -> str:
    ran = CliRunner().invoke(main, ["library", *words])
    assert isinstance(ran.exception, (Failed, SystemExit))
    assert ran.exit_code == USAGE or getattr(ran.exception, "exit_code", None) == USAGE
    return ran.output or str(ran.exception)


def test_the_topics_are_printed_as_a_tree_in_the_language_asked_for() -> None:
    lines = run("topics", "--language", "ar").splitlines()

    assert len(lines) == len(terms("topic"))
    assert "  القياسات الحيوية (biometrics)" in lines
    assert "    بصمات الأصابع (fingerprints)" in lines


def test_the_turtle_is_read_back_under_the_address_given() -> None:
    graph = Graph().parse(data=run("topics", "--turtle", "--base", "https://forum.example/topics"), format="turtle")

    assert (URIRef("https://forum.example/topics/biometrics"), RDF.type, SKOS.Concept) in graph
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(terms("topic"))
    assert len(Graph().parse(data=run("topics", "--turtle"), format="turtle")) == len(graph)


def test_the_topics_are_told_to_a_program() -> None:
    told = {one["id"]: one for one in map(json.loads, run("topics", "--json").splitlines())}

    assert told["fingerprints"]["broader"] == "biometrics"
    assert "fingerprints" in told["biometrics"]["narrower"]
    assert set(told["biometrics"]["labels"]) == {"ar", "en", "fr"}


def test_a_term_is_found_by_any_form_and_printed_in_three_languages() -> None:
    assert (
        "fingerprints | بصمات الأصابع | empreintes digitales (topic.fingerprints)"
        in run("glossary", "بصمات").splitlines()
    )
    assert run("glossary", "خرطوم") == "No term has these words.\n"


def test_the_glossary_is_a_table_and_a_line_a_term() -> None:
    rows = list(csv.DictReader(io.StringIO(run("glossary", "--csv", "--kind", "role"))))
    assert len(rows) == len(terms("role"))
    assert all(row["ar"] and row["en"] and row["fr"] for row in rows)
    told = [json.loads(line) for line in run("glossary", "--json", "rehabilitation", "--kind", "topic").splitlines()]
    assert ["lifecycle.rehabilitation"] in [one["ambiguous_with"] for one in told]


@pytest.mark.parametrize(
    "words",
    [
        ("topics", "--turtle", "--json"),
        ("topics", "--base", "https://forum.example/"),
        ("topics", "--turtle", "--base", "forum example"),
        ("glossary", "--kind", "nonsense"),
        ("glossary", "--csv", "--json"),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...]) -> None:
    assert refused(*words)
