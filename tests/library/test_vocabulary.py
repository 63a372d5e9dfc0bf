"""What clauses are about, which terms stand in them and who used them: told as far as one may read."""

from __future__ import annotations

from typing import Any

import pytest

from muntada.access.actor import CLERK, Actor, Role
from muntada.evidence.values import ValueRefused
from muntada.library.actions import vocabulary as verbs
from muntada.library.models import Clause, Expression, TermSeen, Uptake, Work
from muntada.library.queries import vocabulary as queries
from muntada.library.topics import topic_by_name
from muntada.parties.models import Party
from muntada.trail.deed import Refused
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db

NADIA = Actor("user:1", "Nadia", frozenset({Role.SECRETARIAT, Role.PERSON}))
READER = Actor("user:2", "Hind", frozenset({Role.READER, Role.PERSON}))
AMBER = {"tlp": "TLP:AMBER", "originator": "EG"}


@pytest.fixture
def work() -> Work:
    Party.objects.create(key="MA", kind="state")
    Party.objects.create(key="EG", kind="state")
    return a_text()


def clause(work: Work, wid: str = "sec_1__para_1") -> Clause:
    return Clause.objects.get(work=work, wid=wid)


def used(work: Work, **said: Any) -> Uptake:
    given = {"party": "MA", "activity": "A training of guards.", "source": "A report.", **said}
    return verbs.record_uptake(NADIA, clause(work), **given)


def test_a_person_says_what_a_clause_is_about_and_it_is_found_by_that_and_by_what_is_wider(work: Work) -> None:
    verbs.set_topics(NADIA, clause(work), topics=["fingerprints", "privacy", "fingerprints"])

    assert clause(work).topics == ["fingerprints", "privacy"]
    for name in ("fingerprints", "biometrics", "border_security", "privacy", "human_rights"):
        assert clause(work) in queries.about(READER, topic_by_name()[name])
    assert not queries.about(READER, topic_by_name()["hawala"]).exists()
    assert queries.clauses_by_topic(READER)["fingerprints"] == 1


def test_what_is_no_topic_is_refused_and_so_is_who_may_not_write(work: Work) -> None:
    with pytest.raises(ValueRefused):
        verbs.set_topics(NADIA, clause(work), topics=["fingerprint"])
    with pytest.raises(Refused):
        verbs.set_topics(READER, clause(work), topics=["privacy"])
    assert "privacy" not in clause(work).topics


def test_works_are_found_by_the_words_of_the_reference_tables(work: Work) -> None:
    Work.objects.create(key="about_fighters", kind="memorandum", topics=["ftf"])
    Work.objects.create(key="hidden", kind="memorandum", topics=["ftf"], **AMBER)

    found = queries.works_about(READER, topic_by_name()["foreign_terrorist_fighters"])

    assert [one.pk for one in found] == ["about_fighters"]
    assert queries.works_by_topic(READER)["ftf"] == 1


def test_terms_are_noted_where_they_stand_and_anew_when_the_words_change(work: Work) -> None:
    version = Expression.objects.get(work=work, language="en")
    number = verbs.note_terms(CLERK, version)

    assert number == TermSeen.objects.count() > 0
    term = "instrument_kind.security_council_resolution"
    assert [one.wid for one in queries.seen_in(READER, term)] == ["recitals_1__rec_1"]
    assert queries.forms_seen(READER, term) == [("en", "Security Council resolution", 1)]
    assert verbs.note_terms(CLERK, version) == number == TermSeen.objects.count()
    version.texts.update(text="", heading="")
    assert verbs.note_terms(CLERK, version) == 0
    assert not queries.seen_in(READER, term).exists()


def test_a_term_in_words_that_one_may_not_read_is_not_told(work: Work) -> None:
    version = Expression.objects.get(work=work, language="en")
    verbs.note_terms(CLERK, version)
    Expression.objects.filter(pk=version.pk).update(**AMBER)

    assert queries.forms_seen(READER, "instrument_kind.security_council_resolution") == []
    assert not queries.seen_in(READER, "instrument_kind.security_council_resolution").exists()


def test_who_used_a_clause_is_entered_put_right_and_taken_out(work: Work) -> None:
    made = used(work, when="2024-05", place="Tangier")

    assert list(queries.uptakes(READER)) == [made]
    verbs.change_uptake(NADIA, made, party="EG", activity="A law.", source="The gazette.", when="2025")
    made.refresh_from_db()
    assert (made.party_id, made.activity, made.place, made.when) == ("EG", "A law.", "", "2025")
    assert list(queries.uptakes_where(READER, text="law", party="EG", year=2025)) == [made]
    assert not queries.uptakes_where(READER, party="MA").exists()
    with pytest.raises(Refused):
        verbs.drop_uptake(READER, made)
    verbs.drop_uptake(NADIA, made)
    assert not Uptake.objects.exists()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("party", {"party": "ZZ"}),
        ("party", {"party": ""}),
        ("activity", {"activity": "  "}),
        ("source", {"source": ""}),
        ("when", {"when": "2024-02-30"}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(field: str, said: dict[str, str], work: Work) -> None:
    with pytest.raises(ValueRefused) as refused:
        used(work, **said)
    assert refused.value.field == field
    assert not Uptake.objects.exists()


def test_a_use_is_handled_as_the_text_is_and_never_told_without_its_clause_and_its_party(work: Work) -> None:
    made = used(work)
    Work.objects.filter(pk=work.pk).update(**AMBER)
    assert not queries.uptakes(READER).exists()
    Work.objects.filter(pk=work.pk).update(tlp="TLP:CLEAR", originator="forum")
    assert list(queries.uptakes(READER)) == [made]
    Party.objects.filter(pk="MA").update(**AMBER)
    assert not queries.uptakes(READER).exists()
    Party.objects.filter(pk="MA").update(tlp="TLP:CLEAR")
    work.refresh_from_db()
    Work.objects.filter(pk=work.pk).update(**AMBER)
    assert used(Work.objects.get(pk=work.pk)).tlp == "TLP:AMBER"


def test_good_practices_are_listed_by_topic_with_who_used_them(work: Work) -> None:
    Clause.objects.filter(pk=clause(work).pk).update(kind="good_practice", topics=["prisons"])
    made = used(work)

    topic = topic_by_name()["detention"]
    (one,) = queries.with_words(READER, queries.practices(READER, topic))
    assert one.clause.wid == "sec_1__para_1"
    assert set(one.texts) == {"ar", "en", "fr"}
    assert one.uptakes == (made,)
    assert list(queries.practices(READER, used=True)) == [one.clause]
    assert not queries.practices(READER, topic_by_name()["hawala"]).exists()
    verbs.drop_uptake(NADIA, made)
    assert not queries.practices(READER, used=True).exists()


def test_a_toolkit_lists_its_modules_with_what_is_within(work: Work) -> None:
    Work.objects.filter(pk=work.pk).update(kind="toolkit")

    (kit,) = queries.toolkits(READER)
    assert kit.work.pk == work.pk
    (module,) = kit.modules
    assert module.clause.wid == "sec_1"
    assert kit.within == {module.clause.pk: 1}
    Expression.objects.filter(work=work).update(state="proposed")
    assert queries.toolkits(READER)[0].modules == ()
