"""Topics, the glossary, good practices with who used them, and toolkits, as their readers see and fill them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from rdflib import RDF, SKOS, Graph

from muntada.forum.models import Meeting
from muntada.library.models import Clause, ClauseText, Expression, Follow, Uptake, Work
from muntada.text.lexicon import terms
from tests.library.readable import a_text
from tests.web.conftest import Forum

Clients = Callable[[str], Client]


@pytest.fixture
def practice(forum: Forum) -> Clause:
    """A good practice about fingerprints, in three languages."""
    work = a_text()
    Clause.objects.filter(work=work, wid="sec_1__para_1").update(kind="good_practice", topics=["fingerprints"])
    return Clause.objects.get(work=work, wid="sec_1__para_1")


def at(name: str, *arguments: object) -> str:
    with override("en"):
        return reverse(name, args=arguments)


def shown(client: Client, name: str, *arguments: object, query: str = "") -> str:
    given = client.get(f"{at(name, *arguments)}{query}")
    assert given.status_code == 200
    return str(given.content.decode())


def test_the_tree_counts_what_stands_below_and_only_what_its_reader_may_see(
    practice: Clause, client_of: Clients
) -> None:
    reader = client_of("reader")
    (borders,) = [one for one in _branches(reader) if one.topic.id == "border_security"]
    assert borders.clauses == 1
    (biometrics,) = [one for one in borders.below if one.topic.id == "biometrics"]
    assert [one.clauses for one in biometrics.below if one.topic.id == "fingerprints"] == [1]
    Expression.objects.filter(work=practice.work).update(tlp="TLP:AMBER", originator="EG")
    assert [one.clauses for one in _branches(reader) if one.topic.id == "border_security"] == [0]


def _branches(client: Client) -> Any:
    return client.get(at("topics")).context["branches"]


def test_a_topic_shows_what_is_about_it_and_the_meetings_that_name_it(practice: Clause, client_of: Clients) -> None:
    Meeting.objects.create(kind="session", when="2021", title="ندوة عن بصمات الأصابع في الموانئ")
    Work.objects.create(key="about_prints", kind="memorandum", symbol="X/1", topics=["biometrics"])

    page = shown(client_of("reader"), "topic", "biometrics")
    assert "records of passage are kept" in page
    assert "X/1" in page
    assert at("topic", "fingerprints") in page, "what is narrower is linked"
    assert f"{at('practices')}?topic=biometrics" in page
    assert "ندوة عن" in shown(client_of("reader"), "topic", "fingerprints")
    assert client_of("reader").get(at("topic", "no-such-topic")).status_code == 404


def test_a_topic_is_followed_from_its_page_by_the_word_that_works_hold(forum: Forum, client_of: Clients) -> None:
    Work.objects.create(key="on_fighters", kind="memorandum", topics=["ftf"])
    client = client_of("reader")
    page = shown(client, "topic", "foreign_terrorist_fighters")
    assert 'value="ftf"' in page
    assert client.post(at("following-do", "topic"), {"topic": "ftf"}).status_code == 302
    assert Follow.objects.get().topic == "ftf"
    assert "Follow it no more" in shown(client, "topic", "foreign_terrorist_fighters")
    assert "Follow it" not in shown(client, "topic", "hawala"), "nothing of it is here"


def test_the_tree_leaves_as_skos_under_this_houses_own_address(client_of: Clients) -> None:
    given = client_of("reader").get(at("topics-file"))

    assert given.headers["Content-Type"].startswith("text/turtle")
    graph = Graph().parse(data=given.content.decode(), format="turtle")
    concepts = {str(one) for one in graph.subjects(RDF.type, SKOS.Concept)}
    assert f"http://testserver{at('topics')}biometrics" in concepts
    assert len(concepts) == len(terms("topic"))


def test_the_glossary_is_searched_in_any_language_and_ordered_by_the_one_chosen(client_of: Clients) -> None:
    client = client_of("reader")
    every = client.get(at("glossary"))
    assert every.context["count"] == len(terms())
    page = shown(client, "glossary", query="?text=بصمات&kind=topic")
    assert "fingerprints" in page
    assert "1 term" in page
    arabic = client.get(f"{at('glossary')}?order=ar")
    assert arabic.context["letters"][:3] == ["ا", "ب", "ت"]
    assert [code for code, _name, _way in arabic.context["columns"]] == ["ar", "en", "fr"]
    assert "No term fits" in shown(client, "glossary", query="?text=nothing-says-this")


def test_the_glossary_leaves_as_a_table(client_of: Clients) -> None:
    text = shown(client_of("reader"), "glossary-file", query="?kind=role")

    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["kind"] for row in rows} == {"role"}
    assert len(rows) == len(terms("role"))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_term_says_what_it_is_easily_taken_for_and_where_texts_have_it(practice: Clause, client_of: Clients) -> None:
    from muntada.access.actor import CLERK
    from muntada.library.actions.vocabulary import note_terms

    for version in Expression.objects.filter(work=practice.work):
        note_terms(CLERK, version)
    client = client_of("reader")
    page = shown(client, "glossary-term", "topic.rehabilitation")
    assert "lifecycle.rehabilitation" in page
    page = shown(client, "glossary-term", "instrument_kind.security_council_resolution")
    assert "Security Council resolution" in page
    assert "قرار مجلس الأمن" in page
    assert at("clause", practice.work_id, "recitals_1__rec_1") in page
    Expression.objects.filter(work=practice.work).update(tlp="TLP:AMBER", originator="EG")
    page = shown(client, "glossary-term", "instrument_kind.security_council_resolution")
    assert "No clause that you may read has it." in page
    assert client.get(at("glossary-term", "topic.nonsense")).status_code == 404


def test_good_practices_stand_by_topic_and_only_who_may_write_is_led_to_it(
    practice: Clause, client_of: Clients
) -> None:
    Uptake.objects.create(clause=practice, party_id="MA", activity="A training of guards.", source="A report.")
    reader = client_of("reader")
    page = shown(reader, "practices", query="?topic=biometrics")
    assert "1 good practice" in page
    assert "A training of guards." in page
    assert at("uptake-new", practice.work_id, practice.wid) not in page
    assert at("uptake-new", practice.work_id, practice.wid) in shown(client_of("analyst"), "practices")
    assert "1 good practice" in shown(reader, "practices", query="?used=on")
    Uptake.objects.all().delete()
    assert "No good practice fits" in shown(reader, "practices", query="?used=on")
    Clause.objects.filter(kind="good_practice").delete()
    assert "No good practices yet" in shown(reader, "practices")


SAID = {"party": "MA", "activity": "Cours de formation", "place": "Rabat", "when": "2024-05", "source": "Un rapport"}


def test_who_used_a_practice_is_entered_put_right_and_taken_out_on_pages(practice: Clause, client_of: Clients) -> None:
    analyst = client_of("analyst")
    given = analyst.post(at("uptake-new", practice.work_id, practice.wid), SAID)
    assert given.status_code == 302
    made = Uptake.objects.get()
    assert (made.clause, made.party_id, made.when) == (practice, "MA", "2024-05")
    assert "Cours de formation" in shown(client_of("reader"), "uptakes", query="?year=2024&party=MA&text=formation")
    assert "No use fits" in shown(client_of("reader"), "uptakes", query="?year=2023")
    assert analyst.post(at("uptake", made.pk), {**SAID, "place": "Casablanca"}).status_code == 302
    assert Uptake.objects.get().place == "Casablanca"
    assert client_of("reader").post(at("uptake", made.pk), SAID).status_code == 403
    assert client_of("reader").post(at("uptake-drop", made.pk)).status_code == 403
    assert analyst.post(at("uptake-drop", made.pk)).status_code == 302
    assert not Uptake.objects.exists()


def test_what_cannot_be_entered_is_said_beside_its_field_and_nothing_is_lost(
    practice: Clause, client_of: Clients
) -> None:
    given = client_of("analyst").post(
        at("uptake-new", practice.work_id, practice.wid), {**SAID, "when": "2024-02-30", "note": "keep me"}
    )
    assert given.status_code == 422
    assert "This is no date." in given.content.decode()
    assert "keep me" in given.content.decode()
    assert not Uptake.objects.exists()


def test_what_a_clause_is_about_is_suggested_and_said_by_a_person(practice: Clause, client_of: Clients) -> None:
    Clause.objects.filter(pk=practice.pk).update(topics=[])
    ClauseText.objects.filter(clause=practice, expression__language="en").update(text="Prisons keep no fingerprints.")
    where = at("clause-topics", practice.work_id, practice.wid)
    form = client_of("analyst").get(where).context["form"]
    assert set(form["topics"].value()) == {"prisons", "fingerprints"}
    assert client_of("analyst").post(where, {"topics": ["prisons"]}).status_code == 302
    assert Clause.objects.get(pk=practice.pk).topics == ["prisons"]
    assert client_of("analyst").post(where, {"topics": ["nonsense"]}).status_code == 422
    assert client_of("analyst").post(where, {}).status_code == 302
    assert Clause.objects.get(pk=practice.pk).topics == []
    page = shown(client_of("analyst"), "clause", practice.work_id, practice.wid)
    assert where in page
    assert where not in shown(client_of("reader"), "clause", practice.work_id, practice.wid)


def test_the_page_of_a_clause_leads_to_its_topics_and_tells_who_used_it(practice: Clause, client_of: Clients) -> None:
    Uptake.objects.create(clause=practice, party_id="MA", activity="A training of guards.", source="A report.")

    page = shown(client_of("reader"), "clause", practice.work_id, practice.wid)

    assert at("topic", "fingerprints") in page
    assert "A training of guards." in page


def test_toolkits_list_their_modules(practice: Clause, client_of: Clients) -> None:
    Work.objects.filter(pk=practice.work_id).update(kind="toolkit")
    page = shown(client_of("reader"), "toolkits")
    assert at("clause", practice.work_id, "sec_1") in page
    assert "1 clause" in page
    Work.objects.filter(kind="toolkit").delete()
    assert "No toolkits yet" in shown(client_of("reader"), "toolkits")
