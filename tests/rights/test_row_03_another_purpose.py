"""Row 3: what speaks of a person is turned to another purpose by two persons, and its old purpose stays on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.models import LegalBasis, NotAssessed
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.models import Citation, Passage
from muntada.evidence.values import ValueRefused
from muntada.forum.models import Post
from muntada.rights import exports
from muntada.rights.actions import assessing, erasing, repurposing, requests
from muntada.rights.models import Repurposing
from muntada.rights.queries import all_kept_of
from muntada.signin.actors import actor_of
from muntada.signin.models import Session
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.web.canaries import member
from tests.web.conftest import Forum, acting

TODAY = date(2027, 3, 1)
NAME = "Zqhassan Alxjname"
WHY = "The overseer has asked who chaired the meeting."


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def reviewer(forum: Forum) -> Actor:
    made = actor_of(member("reviewer"))
    assert made is not None
    return made


@pytest.fixture
def law(forum: Forum) -> LegalBasis:
    return LegalBasis.objects.create(key="law", instrument="An act on oversight", since=date(2020, 1, 1))


@pytest.fixture
def post(forum: Forum) -> Post:
    return Post.objects.create(
        person=NAME,
        role="chair",
        party_id="MA",
        category="official",
        legal_basis_id="public_office",
        retention="public_office",
        review_by=TODAY + timedelta(300),
    )


def proposed(post: Post, law: LegalBasis, **more: Any) -> Repurposing:
    wanted = {"purpose": "oversight", "basis": law, "reason": WHY, **more}
    return repurposing.propose(acting("secretariat"), post, **wanted)


def test_row_3_one_proposes_another_signs_and_only_then_is_it_kept_for_something_else(
    post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    one = proposed(post, law)
    post.refresh_from_db()
    assert post.purpose == "conduct_of_the_forum", "a proposal changes nothing"
    repurposing.decide(reviewer, one, yes=True)
    post.refresh_from_db()
    assert (post.purpose, post.legal_basis_id) == ("oversight", "law")
    assert (one.proposed_by, one.decided_by) == (acting("secretariat").key, reviewer.key)
    # Whoever reads for the old purpose sees it no more.
    assert not rows(acting("reader"), Permission.RECORD_READ, Post).filter(pk=post.pk).exists()


def test_row_3_the_old_purpose_and_its_basis_stay_in_history_and_in_the_person_s_own_file(
    post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    repurposing.decide(reviewer, proposed(post, law), yes=True)
    (before,) = repurposing.history_of(post)
    assert (before.from_purpose, before.from_basis_id, before.reason) == (
        "conduct_of_the_forum",
        "public_office",
        WHY,
    )
    asked = requests.take(acting("secretariat"), "access", names=[NAME])
    (record,) = exports.content(asked, all_kept_of(reviewer, [NAME]))["records"]
    assert record["handling.purpose"] == "oversight"
    (told,) = record["purposes_before"]
    assert (told["purpose"], told["until"]) == ("conduct_of_the_forum", "2027-03-01")


def test_row_3_each_of_the_two_leaves_a_line_with_the_purposes_and_without_the_reason(
    post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    repurposing.decide(reviewer, proposed(post, law), yes=True)
    lines = Entry.objects.filter(permission__startswith="purpose.").order_by("pk")
    assert [(line.actor, line.permission, line.operation) for line in lines] == [
        (acting("secretariat").key, "purpose.propose", "alter"),
        (reviewer.key, "purpose.sign", "alter"),
    ]
    for line in lines:
        (thing,) = line.detail["things"]
        assert (thing["before"], thing["wanted"]) == ("conduct_of_the_forum", "oversight")
        assert thing["record"] == f"forum.post:{post.pk}"
        assert WHY not in str(line.detail)


@pytest.mark.parametrize("role", ["secretariat", "administrator", "analyst", "overseer", "reader"])
def test_row_3_nobody_but_a_reviewer_signs(role: str, post: Post, law: LegalBasis) -> None:
    one = proposed(post, law)
    with pytest.raises(Refused):
        repurposing.decide(acting(role), one, yes=True)
    one.refresh_from_db()
    assert one.state == "proposed"


@pytest.mark.parametrize("role", ["reviewer", "administrator", "analyst", "overseer", "validator", "reader"])
def test_row_3_only_who_speaks_for_its_originator_proposes(role: str, post: Post, law: LegalBasis) -> None:
    actor = actor_of(member(role))
    with pytest.raises(Refused):
        repurposing.propose(actor, post, purpose="oversight", basis=law, reason=WHY)  # type: ignore[arg-type]
    assert not Repurposing.objects.exists()


def test_row_3_whoever_proposed_it_does_not_sign_it_by_a_lent_office_either(
    post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    one = proposed(post, law)
    borrowed = replace(reviewer, delegated_by=frozenset({one.proposed_by}))
    with pytest.raises(Refused):
        repurposing.decide(borrowed, one, yes=True)
    same = replace(reviewer, key=one.proposed_by)
    with pytest.raises(Refused):
        repurposing.decide(same, one, yes=True)


def test_row_3_declined_or_decided_it_is_over(post: Post, law: LegalBasis, reviewer: Actor) -> None:
    one = proposed(post, law)
    with pytest.raises(repurposing.NotPossible, match="proposed already"):
        proposed(post, law, purpose="policy_analysis")
    repurposing.decide(reviewer, one, yes=False)
    post.refresh_from_db()
    assert post.purpose == "conduct_of_the_forum"
    assert not repurposing.history_of(post).exists()
    with pytest.raises(repurposing.NotPossible, match="decided already"):
        repurposing.decide(reviewer, one, yes=True)
    assert proposed(post, law).pk != one.pk, "it may be proposed once more"


def test_row_3_it_takes_a_reason_another_purpose_a_basis_in_force_and_an_assessment(
    post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    with pytest.raises(ValueRefused):
        proposed(post, law, reason=" \n")
    with pytest.raises(repurposing.NotPossible, match="this purpose already"):
        proposed(post, law, purpose="conduct_of_the_forum")
    law.until = TODAY
    law.save()
    with pytest.raises(repurposing.NotPossible, match="not in force"):
        proposed(post, law)
    law.until = None
    law.save()
    Post.objects.filter(pk=post.pk).update(category="witness")
    post.refresh_from_db()
    with pytest.raises(repurposing.NotPossible, match="assessed"):
        proposed(post, law)
    written = assessing.write(
        acting("secretariat"),
        purpose="oversight",
        category="witness",
        necessity="It is needed.",
        risks="Errors.",
        measures="Two people look.",
        until=TODAY + timedelta(30),
    )
    assessing.sign(reviewer, written)
    one = proposed(post, law)
    with clock.at(TODAY + timedelta(30)), pytest.raises(repurposing.NotPossible, match="assessed"):
        repurposing.decide(reviewer, one, yes=True)
    with clock.at(TODAY + timedelta(30)), pytest.raises(NotAssessed):
        post.save()


@pytest.mark.parametrize("change", [{"restricted": True}, {"disputed": True}, {"review_by": TODAY - timedelta(1)}])
def test_row_3_what_may_not_be_used_is_not_turned_to_another_use(
    change: dict[str, Any], post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    one = proposed(post, law)
    Post.objects.filter(pk=post.pk).update(**change)
    with pytest.raises(repurposing.NotPossible, match="not turned"):
        repurposing.decide(reviewer, one, yes=True)
    one.refresh_from_db()
    assert one.state == "proposed"


def test_row_3_a_document_takes_its_citations_along(forum: Forum, law: LegalBasis, reviewer: Actor) -> None:
    document = forum.source.document
    document.category, document.legal_basis_id, document.retention = "author", "public_office", "working_paper"
    document.review_by = TODAY + timedelta(300)
    document.save()
    passage = Passage.objects.create(document=document, start=18, end=22, quote="عقدت")
    cited = Citation.objects.create(
        record_type="forum.meeting", record_key=forum.meeting.pk, field="when", value="2020", passage=passage
    )
    one = repurposing.propose(acting("secretariat"), document, purpose="oversight", basis=law, reason=WHY)
    repurposing.decide(reviewer, one, yes=True)
    cited.refresh_from_db()
    assert (cited.purpose, cited.legal_basis_id) == ("oversight", "law")


def test_row_3_what_speaks_of_nobody_is_marked_and_not_decided(forum: Forum, law: LegalBasis) -> None:
    with pytest.raises(repurposing.NotPossible, match="no person"):
        repurposing.propose(acting("secretariat"), forum.meeting, purpose="oversight", basis=law, reason=WHY)


def test_row_3_what_was_erased_leaves_no_decision_behind(post: Post, law: LegalBasis, reviewer: Actor) -> None:
    proposed(post, law)
    erasure = erasing.propose_record(acting("secretariat"), post, why="unlawful")
    erasing.decide(reviewer, erasure, yes=True)
    erasing.erase(CLERK, erasure)
    assert not Repurposing.objects.exists()


def browser(role: str) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(member(role))
    Session.objects.filter(user=member(role)).update(proved_at=clock.now())
    return client


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", ("غرض آخر", "الرقابة")), ("en", ("Another purpose", "Oversight")), ("fr", ("Autre finalité",))],
)
def test_row_3_it_is_proposed_and_signed_on_pages_in_three_languages(
    language: str, words: tuple[str, ...], post: Post, law: LegalBasis
) -> None:
    secretary, reviewer = browser("secretariat"), browser("reviewer")
    where = f"/{language}/rights/purpose/?type=forum.post&key={post.pk}"
    page = secretary.get(where).content.decode()
    assert all(word in page for word in words)
    given = {"purpose": "oversight", "basis": "law", "reason": WHY}
    assert secretary.post(where, {**given, "reason": ""}).status_code == 422
    assert secretary.post(where, {**given, "purpose": "conduct_of_the_forum"}).status_code == 422
    assert secretary.post(where, given).status_code == 302
    one = Repurposing.objects.get()
    listed = f"/{language}/rights/purposes/"
    assert WHY in reviewer.get(listed).content.decode()
    assert f"{listed}{one.pk}/" not in secretary.get(listed).content.decode(), "no button for who proposed it"
    assert secretary.post(f"{listed}{one.pk}/", {"answer": "yes"}).status_code == 403
    assert reviewer.post(f"{listed}{one.pk}/", {"answer": "yes"}).status_code == 302
    post.refresh_from_db()
    assert post.purpose == "oversight"
    assert "An act on oversight" in reviewer.get(listed).content.decode()


def test_row_3_who_does_not_see_the_record_reads_neither_its_name_nor_the_reason(
    post: Post, law: LegalBasis, reviewer: Actor
) -> None:
    proposed(post, law)
    Post.objects.filter(pk=post.pk).update(tlp="TLP:AMBER")
    said = browser("reviewer").get("/en/rights/purposes/").content.decode()
    assert "A record that you do not see" in said
    assert WHY not in said
    with pytest.raises(Refused, match="do not see"):
        repurposing.decide(reviewer, Repurposing.objects.get(), yes=True)
