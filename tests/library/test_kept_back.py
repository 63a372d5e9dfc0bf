"""What one may not know of is not told by what stands beside it: titles, languages, proposals, ends of relations."""

from __future__ import annotations

import pytest

from muntada.access.actor import Actor, Role
from muntada.evidence.actions.given import Given, HandlingRefused
from muntada.library import queries
from muntada.library.actions import reading as verbs
from muntada.library.actions.incoming import take_in_marked_up
from muntada.library.actions.texts import propose_text, settle
from muntada.library.exports import as_akn, gather
from muntada.library.models import Citation, Clause, ClauseText, Expression, Follow, PartyStatus, Relation, Title, Work
from muntada.library.queries.reading import known_relations, look_of
from muntada.library.queries.relating import bearings, relation
from muntada.library.structure.akn import read
from muntada.marking.handling import Handling
from muntada.marking.tlp import TLP
from muntada.parties.models import Party
from muntada.people.models import User
from tests.cast import ANALYST, READER, VISITOR
from tests.library.harbours import ENGLISH, a_work, proposal
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db
NARROW = {"tlp": "TLP:AMBER", "originator": "EG"}


def test_a_version_for_few_gives_its_open_work_no_title_and_no_language() -> None:
    work = a_work()
    for title, language, handling in (
        ("Open decision", "en", Handling(TLP.CLEAR)),
        ("Décision pour peu", "fr", Handling(TLP.GREEN)),
    ):
        made = propose_text(
            ANALYST, work, proposal(ENGLISH, language, title), quality="native", version="2025-05-04", handling=handling
        )
        settle(ANALYST, made, seen=0)
    assert list(Title.objects.filter(work=work).values_list("text", flat=True)) == ["Open decision"]
    assert Work.objects.get(pk=work.pk).languages == ["en"]
    assert Expression.objects.get(language="fr").title == "Décision pour peu"


def test_what_nobody_has_checked_is_listed_for_those_who_keep_the_records_alone() -> None:
    work = a_work()
    made = propose_text(ANALYST, work, proposal(ENGLISH, title="A first guess"), quality="native")
    for actor in (READER, VISITOR):
        assert not queries.versions(actor, work).exists()
        assert not queries.every_version(actor).exists()
        assert queries.expression(actor, made.pk) is None
    assert queries.expression(ANALYST, made.pk) == made


def test_nobody_sees_what_changed_between_a_version_and_a_proposal_but_who_keeps_the_records() -> None:
    work = a_work()
    one = settle(ANALYST, propose_text(ANALYST, work, proposal(ENGLISH), quality="typed", version="2025-05-04"), seen=0)
    other = propose_text(ANALYST, work, proposal(ENGLISH[:4]), quality="typed", version="2026-05-04")
    assert queries.difference(READER, one, other) is None
    assert queries.difference(ANALYST, one, other) is not None


def test_a_relation_is_known_to_who_may_know_of_both_its_ends() -> None:
    work, hidden = a_text("open"), a_text("narrow", **NARROW)
    party = Party.objects.create(key="zz-unit", kind="organisation", **NARROW)
    for more in ({"subject_work": work, "object_work": hidden}, {"subject_work": hidden, "object_work": work},
                 {"subject_party": party, "object_work": work}):  # fmt: skip
        made = Relation.objects.create(predicate="implements", **more)
        assert made not in known_relations(READER)
        assert relation(READER, made.pk) is None
    assert list(queries.relations(READER, work)) == []
    page = queries.work_page(READER, "open")
    assert page is not None
    assert (page.relations, page.related_from) == ((), ())
    assert (bearings(READER, work).of, bearings(READER, work).to) == ({}, {})


def test_a_relation_of_a_clause_that_only_a_version_for_few_has_is_not_told() -> None:
    work, other = a_text("open"), a_work()
    french = Expression.objects.get(work=work, language="fr")
    Expression.objects.filter(pk=french.pk).update(**NARROW)
    only = Clause.objects.create(work=work, wid="para_77", order=77, kind="operative")
    ClauseText.objects.create(clause=only, expression=french, order=77, text="Décide en secret.")
    Relation.objects.create(subject_work=work, subject_clause=only, predicate="recalls", object_work=other)
    assert list(queries.relations(READER, work)) == []
    assert bearings(READER, other).to == {}
    told = Relation.objects.create(
        subject_work=work,
        subject_clause=Clause.objects.get(work=work, wid="sec_1"),
        predicate="recalls",
        object_work=other,
    )
    assert list(queries.relations(READER, work)) == [told]


def test_who_follows_a_text_is_told_of_no_relation_and_no_party_that_they_may_not_know_of() -> None:
    work, hidden = a_text("open"), a_text("narrow", **NARROW)
    party = Party.objects.create(key="zz-unit", kind="organisation", **NARROW)
    user = User.objects.create(email="claire@example.org", name="Claire")
    follow = Follow.objects.create(user=user, what="work", work=work)
    before = look_of(READER, follow)
    Relation.objects.create(subject_work=hidden, predicate="amends", object_work=work)
    PartyStatus.objects.create(work=work, party=party, bound="2020-01-01")
    assert look_of(READER, follow) == before


def test_a_page_names_no_body_and_no_work_above_that_its_reader_may_not_know_of() -> None:
    above = a_text("narrow", **NARROW)
    body = Party.objects.create(key="zz-unit", kind="body", **NARROW)
    work = a_text("open")
    Work.objects.filter(pk=work.pk).update(parent=above, body=body)
    page = queries.work_page(READER, "open")
    assert page is not None
    assert (page.above, page.body) == (None, None)
    work.refresh_from_db()
    assert queries.bodies_of(READER, [work]) == set()
    Party.objects.filter(pk="zz-unit").update(tlp="TLP:CLEAR", audience=None)
    assert queries.bodies_of(READER, [work]) == {"zz-unit"}


def test_a_note_is_shared_no_more_openly_than_the_only_version_that_has_its_clause() -> None:
    work = a_text("open")
    user = User.objects.create(email="hind@example.org", name="Hind")
    hind = Actor(f"user:{user.pk}", "Hind", frozenset({Role.ANALYST, Role.PERSON}))
    clause = Clause.objects.get(work=work, wid="sec_1__para_1")
    note = verbs.write_note(hind, work, clause, text="Seventy days?")
    Expression.objects.filter(work=work).update(tlp="TLP:GREEN")
    with pytest.raises(HandlingRefused):
        verbs.share(hind, note, Given(tlp=TLP.CLEAR))
    Expression.objects.filter(work=work, language="en").update(tlp="TLP:CLEAR")
    assert verbs.share(hind, note, Given(tlp=TLP.CLEAR)).tlp == "TLP:CLEAR"


def test_a_reference_of_a_file_leads_to_no_work_that_the_readers_of_the_version_may_not_know_of() -> None:
    open_one = a_text("open", symbol="A/RES/88/1")
    data = as_akn(gather(ANALYST, open_one, ("en",)), "en")
    hidden = a_text("narrow", symbol="S/RES/2178 (2014)", **NARROW)
    made = take_in_marked_up(ANALYST, a_work("other"), read(data))
    cited = Citation.objects.get(text__expression=made)
    assert (cited.symbol, cited.standing, cited.work) == (hidden.symbol, "possible", None)
