"""A judgement stands beside what measures say, is the judge's and the party's until released, and never changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from muntada.access import clock
from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.evidence.actions.releases import NotFit, NotFree, answer_release, ask_release, withdraw_release
from muntada.evidence.values import ValueRefused
from muntada.followup.actions.judging import comment, consent, is_released, judge, judges_as, release
from muntada.followup.actions.moments import NotNow
from muntada.followup.implementation import State
from muntada.followup.models import Assessment, Commitment, Contribution, Measure
from muntada.followup.queries.clause import judgements, kept
from muntada.marking.tlp import TLP
from muntada.trail.deed import Refused
from tests.cast import ADMINISTRATOR, ANALYST, READER, SECRETARIAT
from tests.followup.party import FOCAL_POINT, NEIGHBOUR, VALIDATOR, party
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db
CHAIR = Actor("user:9", "Co-chair", frozenset({Role.CO_CHAIR}), party="CA", chairs=frozenset({"gctf.coco"}))
OTHER_CHAIR = Actor("user:10", "The other", frozenset({Role.CO_CHAIR}), party="EU", chairs=frozenset({"gctf.coco"}))


@pytest.fixture
def commitment() -> Commitment:
    """What Egypt undertook of a clause that all may read, shared with a body, with a law that carries it out."""
    work = a_text()
    clause = work.clauses.get(wid="sec_1__para_1")
    made = Commitment.objects.create(
        party=party(), clause=clause, response="supported", tlp="TLP:AMBER", originator="EG",
        audience=Audience.of(["gctf.coco", "MA"]),
    )  # fmt: skip
    law = Measure.objects.create(
        reference="EG/2026/1", party=party(), kind="law", title_en="A law on records", status="completed",
        completed="2024", tlp="TLP:AMBER", originator="EG", audience=Audience.of(["gctf.coco"]),
    )  # fmt: skip
    Contribution.objects.create(measure=law, commitment=made, extent="whole")
    return made


def judged(commitment: Commitment, actor: Actor = CHAIR, **more: str) -> Assessment:
    said = {"reasons_ar": "يُحفظ السجل ستين يوماً لا سبعين.", **more}
    return judge(actor, commitment, result="partly", as_of=clock.today(), assessor="A mission to the ports", **said)


def seen(actor: Actor) -> int:
    return rows(actor, Permission.RECORD_READ, Assessment).count()


def test_a_judgement_is_for_who_judged_and_for_the_party(commitment: Commitment) -> None:
    made = judged(commitment)
    assert (made.tlp, made.originator, made.audience_keys) == ("TLP:AMBER", "gctf.coco", frozenset({"EG"}))
    assert [seen(one) for one in (CHAIR, FOCAL_POINT, VALIDATOR)] == [1, 1, 1]
    assert [seen(one) for one in (NEIGHBOUR, READER, SECRETARIAT, ADMINISTRATOR)] == [0, 0, 0, 0]


def test_a_judgement_changes_nothing_of_what_measures_say(commitment: Commitment) -> None:
    judged(commitment)
    judge(FOCAL_POINT, commitment, result="none", as_of=clock.today(), assessor="Ministry", reasons_en="Not begun.")
    assert commitment.clause is not None
    (of_egypt,) = kept(FOCAL_POINT, commitment.clause, "ar")
    assert of_egypt.state is State.DONE
    assert [one.result for one in of_egypt.judgements] == ["none", "partly"]
    assert [one.result for one in kept(CHAIR, commitment.clause, "en")[0].judgements] == ["partly"]


def test_everybody_judges_in_their_own_name_alone(commitment: Commitment) -> None:
    assert judges_as(CHAIR) == ["gctf.coco"]
    assert judges_as(VALIDATOR) == ["EG"]
    assert judges_as(ANALYST) == ["muntada"]
    assert judges_as(READER) == []
    with pytest.raises(Refused):
        judged(commitment, READER)
    with pytest.raises(Refused):
        judged(commitment, CHAIR, originator="EG")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("field", ["result", "as_of", "reasons_ar", "assessor"])
def test_a_judgement_without_its_day_its_reasons_or_who_judged_is_refused(field: str, commitment: Commitment) -> None:
    said = {"result": "largely", "as_of": date(2026, 1, 1), "assessor": "A mission", "reasons_ar": "سبب"}
    said[field] = {"result": "enough", "as_of": clock.today() + timedelta(1)}.get(field, " ")
    with pytest.raises(ValueRefused) as caught:
        judge(CHAIR, commitment, **said)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_only_the_party_comments_and_only_its_validator_consents(commitment: Commitment) -> None:
    made = judged(commitment)
    for stranger in (CHAIR, NEIGHBOUR, SECRETARIAT):
        with pytest.raises(Refused):
            comment(stranger, made, comment_en="No.")
        with pytest.raises(Refused):
            consent(stranger, made)
    with pytest.raises(Refused):
        consent(FOCAL_POINT, made)
    comment(FOCAL_POINT, made, comment_ar="صدر تعديل في آذار.")
    held = consent(VALIDATOR, made)
    assert (held.comment_ar, held.commented_by, held.consented_by) == ("صدر تعديل في آذار.", "user:4", "user:7")
    assert consent(VALIDATOR, made).consented_at == held.consented_at


def test_nobody_else_sees_it_before_the_party_consents_and_another_person_releases_it(commitment: Commitment) -> None:
    made = judged(commitment)
    party("MA")
    with pytest.raises(NotNow, match="consented"):
        release(OTHER_CHAIR, made, reason="For the group.", audience=["MA"])
    consent(VALIDATOR, made)
    with pytest.raises(Refused):
        release(CHAIR, made, reason="For the group.", audience=["MA"])  # who wrote it
    with pytest.raises(Refused):
        release(SECRETARIAT, made, reason="For the group.", audience=["MA"])
    given = release(OTHER_CHAIR, made, reason="For the group.", audience=["MA"])
    assert (given.state, given.asked_by, given.answered_by) == ("given", "user:9", "user:10")
    assert judgements(NEIGHBOUR).count() == 1
    assert is_released(made)
    with pytest.raises(NotNow, match="release back"):
        consent(VALIDATOR, made, yes=False)
    withdraw_release(OTHER_CHAIR, given)
    assert seen(NEIGHBOUR) == 0
    assert consent(VALIDATOR, made, yes=False).consented_at is None


def test_it_goes_no_further_than_the_commitment_that_it_is_about(commitment: Commitment) -> None:
    made = judged(commitment)
    consent(VALIDATOR, made)
    with pytest.raises(ValueRefused):
        release(OTHER_CHAIR, made, reason="For all.", to_label=TLP.CLEAR)
    with pytest.raises(ValueRefused):
        release(OTHER_CHAIR, made, reason="For nobody here.", audience=["FR"])
    party("FR")
    with pytest.raises(NotFree):
        release(OTHER_CHAIR, made, reason="For France.", audience=["FR"])
    with pytest.raises(ValueRefused):
        release(OTHER_CHAIR, made, reason="For nobody.")


def test_no_other_way_of_release_goes_around_the_consent(commitment: Commitment) -> None:
    made = judged(commitment)
    party("MA")
    asked = ask_release(CHAIR, made, why="They ask.", audience=["EG"])
    with pytest.raises(NotFit):
        answer_release(OTHER_CHAIR, asked, yes=True, reason="Why not.")
    consent(VALIDATOR, made)
    assert answer_release(OTHER_CHAIR, asked, yes=True, reason="Now.").state == "given"


def test_a_judgement_of_what_is_for_named_persons_is_for_them(commitment: Commitment) -> None:
    commitment.tlp, commitment.audience = "TLP:RED", Audience.of(["user:9", "user:7"])
    commitment.save()
    made = judged(commitment)
    assert (made.tlp, made.audience_keys) == ("TLP:RED", frozenset({"user:9", "user:7"}))
    assert [seen(one) for one in (CHAIR, VALIDATOR, FOCAL_POINT, OTHER_CHAIR)] == [1, 1, 0, 0]


def test_who_may_not_know_of_the_commitment_does_not_see_what_was_judged_of_it(commitment: Commitment) -> None:
    made = judged(commitment)
    Assessment.objects.filter(pk=made.pk).update(tlp="TLP:CLEAR")
    assert seen(READER) == 1
    assert not judgements(READER).exists()
